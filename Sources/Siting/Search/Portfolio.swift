/// A search under way, on which one stage works after the other.
package protocol StagedSearch {
  /// Pairs looked at since the beginning.
  var visits: Int { get }
  /// What of them each stage took.
  var trace: SearchTrace { get set }
}

/// A stage of a search as a value: another one can stand in its place.
package struct Stage<Search: StagedSearch>: Sendable {
  package typealias Body = @Sendable (inout Search) async throws(SitingError) -> SitingSolution.Stop?

  package let name: SearchStage
  /// Works on the search; says why the search ends here, nil to go on with the next stage.
  private let body: Body

  package init(_ name: SearchStage, _ body: @escaping Body) {
    self.name = name
    self.body = body
  }

  func run(_ search: inout Search) async throws(SitingError) -> SitingSolution.Stop? {
    let mark = search.trace.begin(name, at: search.visits)
    let stop = try await body(&search)
    search.trace.end(name, since: mark, at: search.visits)
    return stop
  }
}

/// The stages of a search in their order: run until one ends it, each counted in the trace.
package struct Portfolio<Search: StagedSearch>: Sendable {
  package var stages: [Stage<Search>]
  /// Whether the stages take turns until one ends the search, or all of a round have nothing to do.
  private let isRace: Bool

  package init(_ stages: [Stage<Search>], isRace: Bool = false) {
    self.stages = stages
    self.isRace = isRace
  }

  /// The same without the stages of a name.
  package func without(_ name: SearchStage) -> Portfolio {
    var rest = self
    rest.stages.removeAll { $0.name == name }
    return rest
  }

  /// The same with another stage in the place of the first of its name.
  package func with(_ stage: Stage<Search>) -> Portfolio {
    var changed = self
    if let place = stages.firstIndex(where: { $0.name == stage.name }) { changed.stages[place] = stage }
    return changed
  }

  /// - Returns: why the search ended; nil when the stages are through without an end.
  func run(_ search: inout Search) async throws(SitingError) -> SitingSolution.Stop? {
    while true {
      let before = search.visits
      for stage in stages {
        if let stop = try await stage.run(&search) { return stop }
      }
      guard isRace, search.visits > before else { return nil }
    }
  }
}

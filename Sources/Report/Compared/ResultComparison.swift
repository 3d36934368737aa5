import Geometry
import Model
import Words

/// What two results differ in.
package struct ResultComparison: Sendable {
  /// A part of the definition that differs: what the figures mean.
  package struct Definition: Hashable, Sendable {
    package var key: String
    /// “–” where that side does not have it.
    package var a: Bilingual
    package var b: Bilingual
  }

  /// A community that both have.
  package struct Place: Hashable, Sendable {
    package var a: ComparedResult.Community
    package var b: ComparedResult.Community

    package var difference: Double? { b.share.flatMap { share in a.share.map { rounded(share - $0, 4) } } }
    package var differenceWithPlan: Double? {
      b.shareWithPlan.flatMap { share in a.shareWithPlan.map { rounded(share - $0, 4) } }
    }
    /// Of today or with the plan, the larger.
    package var largestDifference: Double { max(abs(difference ?? 0), abs(differenceWithPlan ?? 0)) }
  }

  /// Stations or sites by the sides that have them.
  package struct Sites: Hashable, Sendable {
    package struct Same: Hashable, Sendable {
      package var a: ComparedResult.Site
      package var b: ComparedResult.Site
      /// nil where one has no place.
      package var meters: Double?
      package var isSameID: Bool { a.id == b.id }
    }

    package var both: [Same] = []
    package var onlyA: [ComparedResult.Site] = []
    package var onlyB: [ComparedResult.Site] = []

    package var hasMoved: [Same] { both.filter { ($0.meters ?? 0) > ResultComparison.samePlace.value } }
  }

  /// Sites of different ids no farther apart are one; inclusive.
  package static let samePlace = Meters(30)
  /// Covered from this share on, a community counts as covered.
  package static let mostly = 0.5

  package var a: ComparedResult
  package var b: ComparedResult
  package var definitions: [Definition]
  /// Every figure of either side, in the order of A.
  package var figures: [CompareRow]
  package var communities: [Place]
  package var communitiesOnlyA: [ComparedResult.Community]
  package var communitiesOnlyB: [ComparedResult.Community]
  package var stations: Sites
  package var sites: Sites

  /// - Complexity: O(n) in the communities, O(mn) in sites whose ids differ.
  package init(_ a: ComparedResult, _ b: ComparedResult) {
    self.a = a
    self.b = b
    let (first, second) = (SummaryFigures(a.summary), SummaryFigures(b.summary))
    definitions = Self.definitions(first, second)
    figures = Self.figures(first, second)
    // Of what one folder does not hold nothing can be said.
    var (a, b) = (a, b)
    for layer in a.missingLayers { b.leaveOut(layer) }
    for layer in b.missingLayers { a.leaveOut(layer) }
    let others = Dictionary(b.communities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let ids = Set(a.communities.map(\.id))
    communities = a.communities.compactMap { place in others[place.id].map { Place(a: place, b: $0) } }
    communitiesOnlyA = a.communities.filter { others[$0.id] == nil }
    communitiesOnlyB = b.communities.filter { !ids.contains($0.id) }
    stations = Self.sites(a.stations, b.stations)
    sites = Self.sites(a.sites, b.sites)
  }

  private static func definitions(_ a: SummaryFigures, _ b: SummaryFigures) -> [Definition] {
    let one = Dictionary(a.definition.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    let other = Dictionary(b.definition.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    let keys = a.definition.map(\.key) + b.definition.map(\.key).filter { one[$0] == nil }
    return keys.compactMap { key in
      if SummaryFigures.ofPlan.contains(key), one[key] == nil || other[key] == nil { return nil }
      let nothing = Bilingual(same: "–")
      let (first, second) = (one[key] ?? nothing, other[key] ?? nothing)
      return first.english == second.english ? nil : Definition(key: key, a: first, b: second)
    }
  }

  private static func figures(_ a: SummaryFigures, _ b: SummaryFigures) -> [CompareRow] {
    let one = Dictionary(a.figures.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    let other = Dictionary(b.figures.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    // A value means what its unit says: of two units there is no difference.
    func text(_ figures: [[String]: CompareValue], _ key: String) -> CompareValue? { figures[["plan", "", "", key]] }
    let isOneUnit = ["unit", "objective"].allSatisfy { text(one, $0) == text(other, $0) }
    return (a.figures + b.figures.filter { one[$0.path] == nil }).map { entry in
      var row = CompareRow(
        entry.level, name: entry.name, kind: entry.kind, entry.figure, one[entry.path], other[entry.path])
      if entry.level == "plan", ["value", "bound"].contains(entry.figure), !isOneUnit { row.difference = nil }
      return row
    }
  }

  /// By id; those left by place where each is the other's only one within ``samePlace``.
  private static func sites(_ a: [ComparedResult.Site], _ b: [ComparedResult.Site]) -> Sites {
    func meters(_ one: ComparedResult.Site, _ other: ComparedResult.Site) -> Double? {
      guard let from = one.place, let to = other.place else { return nil }
      return shortDistance(from, to)
    }
    var sites = Sites()
    let byID = Dictionary(b.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var left: [ComparedResult.Site] = []
    for site in a {
      if let other = byID[site.id] {
        sites.both.append(Sites.Same(a: site, b: other, meters: meters(site, other)))
      } else {
        left.append(site)
      }
    }
    let ids = Set(a.map(\.id))
    let others = b.filter { !ids.contains($0.id) }
    var near: [(Int, Int, Double)] = []
    for (i, one) in left.enumerated() {
      for (j, other) in others.enumerated() {
        if let meters = meters(one, other), meters <= samePlace.value { near.append((i, j, meters)) }
      }
    }
    var takenA: Set<Int> = []
    var takenB: Set<Int> = []
    for (i, j, meters) in near where near.count(where: { $0.0 == i || $0.1 == j }) == 1 {
      sites.both.append(Sites.Same(a: left[i], b: others[j], meters: meters))
      takenA.insert(i)
      takenB.insert(j)
    }
    sites.onlyA = left.indices.filter { !takenA.contains($0) }.map { left[$0] }
    sites.onlyB = others.indices.filter { !takenB.contains($0) }.map { others[$0] }
    return sites
  }
}

extension ResultComparison {
  package func figure(_ level: String, name: String = "", kind: String = "", _ figure: String) -> CompareRow? {
    figures.first { $0.level == level && $0.name == name && $0.kind == kind && $0.figure == figure }
  }

  private func flipped(_ share: KeyPath<ComparedResult.Community, Double?>, gained: Bool) -> [Place] {
    communities.filter { place in
      let before = place.a[keyPath: share].map { $0 >= Self.mostly } ?? false
      let after = place.b[keyPath: share].map { $0 >= Self.mostly } ?? false
      return before != after && after == gained
    }.sorted { $0.b.weight != $1.b.weight ? $0.b.weight > $1.b.weight : precedes($0.a.id, $1.a.id) }
  }

  /// Mostly covered in B and not in A, the larger first.
  package var gained: [Place] { flipped(\.share, gained: true) }
  package var lost: [Place] { flipped(\.share, gained: false) }
  package var gainedWithPlan: [Place] { flipped(\.shareWithPlan, gained: true) }
  package var lostWithPlan: [Place] { flipped(\.shareWithPlan, gained: false) }

  /// Communities of another share, the largest difference first.
  package var changed: [Place] {
    communities.filter { $0.largestDifference > 0 }.sorted {
      $0.largestDifference != $1.largestDifference
        ? $0.largestDifference > $1.largestDifference : precedes($0.a.id, $1.a.id)
    }
  }

  /// Whether nothing differs that a result says.
  package var isSame: Bool {
    definitions.isEmpty && figures.allSatisfy { !$0.isDifferent } && changed.isEmpty && communitiesOnlyA.isEmpty
      && communitiesOnlyB.isEmpty && stations.onlyA.isEmpty && stations.onlyB.isEmpty && sites.onlyA.isEmpty
      && sites.onlyB.isEmpty && stations.hasMoved.isEmpty
  }

  /// What makes a comparison less than it seems.
  package var cautions: [Bilingual] {
    var cautions: [Bilingual] = []
    if communities.isEmpty, !a.communities.isEmpty, !b.communities.isEmpty {
      cautions.append(
        Bilingual("两个结果没有编号相同的社区：可能不是同一地区。", "No community has the same id in both: they may be of different places."))
    }
    for (side, result) in [("A", a), ("B", b)] {
      if result.wasInterrupted {
        cautions.append(
          Bilingual("\(side)在计算中被中断：其方案只是当时找到的最好方案。", "\(side) was interrupted: its plan is the best found until then.")
        )
      }
      if !result.missingLayers.isEmpty {
        let names = result.missingLayers.listed
        cautions.append(
          Bilingual(
            "\(side)的文件夹中没有这些图层，无法比较：\(names.chinese)。",
            "The folder of \(side) does not hold \(names.english) as geojson or csv: nothing is compared there."))
      }
    }
    return cautions
  }
}

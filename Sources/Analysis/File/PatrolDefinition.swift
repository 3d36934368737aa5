/// What is asked about the rounds as eyes of the district: the group `coverage.patrol`.
package struct PatrolDefinition: Hashable, Sendable {
  /// What a street counts as when riders are chosen.
  package enum Aim: String, CaseIterable, Sendable {
    case meters = "metres"
    case people
  }

  /// How many riders to take on, besides those who patrol already; nil when nobody is chosen.
  package var riders: Int?
  package var aim = Aim.people
  /// Whether riders are called by the name that their ledger has.
  package var areNamed = false
}

enum PatrolKey {
  private static let key = "coverage.patrol"

  static let group = ValueKind.keys([
    AnalysisKey("riders", .wholeNumber, "how many more riders to take on as grid workers, at the most"),
    AnalysisKey(
      "by", .choice(PatrolDefinition.Aim.allCases.map(\.rawValue)),
      "what is counted when they are chosen: metres of street, or people living along them; default people"),
    AnalysisKey("names", .flag, "whether tables of riders say what the ledger calls them; default false"),
  ])

  /// - Returns: nil without the key.
  static func read(_ document: AnalysisDocument) throws(AnalysisError) -> PatrolDefinition? {
    guard document.node(key) != nil else { return nil }
    var patrol = PatrolDefinition()
    patrol.riders = document.wholeNumber("\(key).riders")
    if let aim = document.text("\(key).by").flatMap(PatrolDefinition.Aim.init) { patrol.aim = aim }
    patrol.areNamed = document.text("\(key).names") == "true"
    return patrol
  }
}

/// The plan and what was found beside it; empty when the analysis names no candidates.
public struct SitingResult: Sendable {
  public var plan: Plan?
  /// All that the money is spent on, where there is more to choose than places; ``plan`` has what is built.
  package var acts: ActPlan?
  /// The candidates that were made; nil when the file asks for none.
  package var made: MadeCandidates?
  /// What neither a station nor a candidate reaches; nil when there is none, or nothing to choose from, or when it was
  /// not looked for.
  package var unreached: UnreachedDemand?
  /// Whether a station or a candidate reaches all; nil when it was not looked for: nothing to choose from, or a signal.
  package var reachesAll: Bool?
}

extension SitingResult {
  /// False without candidates, and where no plan is possible.
  package var hasPlan: Bool { plan.map { $0.status != .infeasible } ?? false }

  /// - Parameter found: nil when it was not looked for.
  mutating func take(_ found: UnreachedDemand?) {
    unreached = found.flatMap { $0.groups.isEmpty ? nil : $0 }
    reachesAll = found?.groups.isEmpty
  }
}

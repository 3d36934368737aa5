import Coverage
import Model

/// Who is covered under a ``Scenario``.
public struct Evaluation: Hashable, Sendable {
  /// By kind, by service, and of the routes.
  public var coverage: CoverageSummary
  /// By kind and by owner.
  public var tally: CoverageTally
  /// Whose covered weight differs from today's.
  public var changed: [ChangedOwner]
}

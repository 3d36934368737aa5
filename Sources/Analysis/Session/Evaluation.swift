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
  /// The weighted mean share, 0...1, as siting counts it; nil where capacities are what it counts.
  package var value: Double?
  /// By period, hour, town and trade, as far as asked for.
  package var figures = StateFigures()
}

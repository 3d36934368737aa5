import Coverage
import Model

/// Who is covered, today and with the plan.
public struct CoverageResult: Sendable {
  package var demandPointCount: Int
  /// The modes by which the demand moves: of communities, workers, their trades by name, routes.
  package var modes: [TravelMode]
  /// By the stations in operation.
  public var now: CoverageSummary
  /// nil without a plan.
  public var withPlan: CoverageSummary?
  public var communities: [PlaceCoverage] = []
  public var workers: [PlaceCoverage] = []
  /// Per route, in riding order.
  package var routeStretches: [[RouteStretch]] = []
  package var allocations: [Allocation] = []
  /// Of the plan's new sites, in the order in which they are built; none where the plan is for shorter ways, or capacities
  /// say whom each serves.
  package var additions: [Addition] = []
  /// With what, when, for whom, and whether it would hold.
  package var figures = Figures()
  /// One row per definition of `coverage.sensitivity`.
  package var sensitivity: [SensitivityRow] = []
}

import Areas
import Coverage
import Geometry
import Model

/// What one site serves, as a polygon.
public struct ServiceArea: Hashable, Sendable {
  public var site: StationID
  public var isProposed: Bool
  /// By which it serves so far; several where they share one circle.
  public var modes: [TravelMode]
  /// WGS84 degrees, ready to be written.
  public var shape: Shape
  /// Unreached street metres inside, of all street metres inside; nil in the circle measure or when there are none.
  public var falseInsideShare: Double?
  /// Reached street metres outside, of all reached metres; nil in the circle measure or when there are none.
  public var falseOutsideShare: Double?
  /// Why there is no polygon; nil where there is one.
  public var emptyReason: String?
}

/// How one place was brought to its street.
public struct PlaceSnap: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case station, candidate, worker
  }

  public var kind: Kind
  public var mode: TravelMode
  /// The user's id.
  public var id: String
  public var position: Coordinate
  /// The street's nearest place; nil when it has none.
  public var street: Coordinate?
  public var distance: Meters?
  /// Why it has no street.
  public var reason: UnreachedReason?
  /// Its street belongs to an island: no other lies within the limit.
  public var isOnIsland: Bool
  /// A nearer street was passed over because it belongs to an island.
  public var leftIsland: Bool
  /// A nearer street was passed over because water or a barrier lies between.
  public var passedBarrier = false
  /// One-ways or turn rules let no trip come from its street, or none to it: no other lies within the limit.
  public var isOnOneWayPart = false
  /// A nearer street was passed over for that.
  public var leftOneWayPart = false
  /// A nearer street was passed over because it is a bridge, a tunnel, a ferry or lies on another level.
  public var leftLifted = false
}

/// All that one run found out, in parts. Report turns it into layers, tables and the page.
public struct AnalysisResult: Sendable {
  public var file: AnalysisFile
  public var inputs: AnalysisInputs
  public var findings: [QualityFinding]
  public var coverage: CoverageResult
  public var siting = SitingResult()
  public var maps = MapResult()
  public var run: RunRecord
}

/// Who is covered, today and with the plan.
public struct CoverageResult: Sendable {
  public var demandPointCount: Int
  /// The modes by which the demand moves: of communities, workers, their trades by name, routes.
  public var modes: [TravelMode]
  /// By the stations in operation.
  public var now: CoverageSummary
  /// nil without a plan.
  public var withPlan: CoverageSummary?
  public var communities: [PlaceCoverage] = []
  public var workers: [PlaceCoverage] = []
  /// Per route, in riding order.
  public var routeStretches: [[RouteStretch]] = []
  public var allocations: [Allocation] = []
  /// One row per definition of `coverage.sensitivity`.
  public var sensitivity: [SensitivityRow] = []
}

/// The plan and what was found beside it; empty when the analysis names no candidates.
public struct SitingResult: Sendable {
  public var plan: Plan?
  /// The candidates that were made; nil when the file asks for none.
  public var made: MadeCandidates?
  /// What neither a station nor a candidate reaches; nil when there is none, or nothing to choose from, or when it was
  /// not looked for.
  public var unreached: UnreachedDemand?
  /// Whether a station or a candidate reaches all; nil when it was not looked for: nothing to choose from, or a signal.
  public var reachesAll: Bool?
}

/// What is drawn.
public struct MapResult: Sendable {
  /// The metric reference system of areas and buffers, and why it was chosen.
  public var metricReferenceSystem = "none: nothing was drawn"
  /// Today, largest weight first.
  public var gaps: [Gap] = []
  /// What the plan leaves, largest weight first; none without a plan.
  public var gapsWithPlan: [Gap] = []
  public var serviceAreas: [ServiceArea] = []
  /// By mode: stations, candidates and the workers who move by it, in the order of their layers; empty in the circle
  /// measure.
  public var snaps: [PlaceSnap] = []
  /// Metres from each station to its street of the first mode; nil in the circle measure or off the network.
  public var stationSnapMeters: [Double?] = []
}

/// How the run went.
public struct RunRecord: Sendable {
  public var threads: Int
  /// Wall seconds by step, for the manifest only.
  public var seconds: [(step: String, seconds: Double)]
  /// True when a signal ended the search early.
  public var wasInterrupted: Bool
  /// What the run was thought to take; nil when nobody asked.
  public var estimate: RunEstimate?
}

import Areas
import Coverage
import Geometry
import Model

/// Coverage of one community or worker group.
public struct PlaceCoverage: Hashable, Sendable {
  /// Of its weight inside the area; nil when none of it lies there.
  public var share: Double?
  /// Position among the stations of the one nearest to most of its weight, also beyond the cutoff; nil when none can be
  /// reached.
  public var nearestStation: Int?
  /// Mean minutes to the nearest station over the weight that can reach one.
  public var nearestMinutes: Double?
  /// Why some of it is not covered: the reason of most of the uncovered weight; nil when all is covered.
  public var reason: String?
  public var shareWithPlan: Double?
}

/// Coverage of all routes together.
public struct RoutesCoverage: Hashable, Sendable {
  /// Kilometres of line inside the area, each route once.
  public var totalKilometers: Double
  public var coveredKilometers: Double
  /// Longest stretch without a station, travelled at the mode's speed; 0 when all is covered, nil without
  /// routes inside the area.
  public var longestGapMinutes: Double?
  /// By which that stretch is travelled; nil when there is none.
  public var longestGapMode: TravelMode?
}

/// One state of the stations: in operation, or with the plan.
public struct CoverageSummary: Hashable, Sendable {
  /// Residents, heads, trip-kilometres a day.
  public var byKind: [DemandKind: CoveredShare]
  public var routes: RoutesCoverage
  /// Covered by a station that has the service.
  public var byService: [Service: [DemandKind: CoveredShare]]
}

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

/// A community or worker group and the site that serves most of its weight, the plan included.
public struct Allocation: Hashable, Sendable {
  public var demand: String
  public var site: StationID
  public var minutes: Double
  public var from: Coordinate
  public var to: Coordinate
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

/// All that one run found out. Report turns it into layers, tables and the page.
public struct AnalysisResult: Sendable {
  public var file: AnalysisFile
  public var inputs: AnalysisInputs
  public var findings: [QualityFinding]
  /// The metric reference system of areas and buffers, and why it was chosen.
  public var metricReferenceSystem: String
  public var demandPointCount: Int
  /// The modes by which the demand moves: of communities, workers, their trades by name, routes.
  public var modes: [TravelMode]
  public var coverage: CoverageSummary
  public var communities: [PlaceCoverage]
  public var workers: [PlaceCoverage]
  /// Per route, in riding order.
  public var routeStretches: [[RouteStretch]]
  /// Today, largest weight first.
  public var gaps: [Gap]
  /// What the plan leaves, largest weight first; none without a plan.
  public var gapsWithPlan: [Gap]
  public var serviceAreas: [ServiceArea]
  public var allocations: [Allocation]
  /// Metres from each station to its street of the first mode; nil in the circle measure or off the network.
  public var stationSnapMeters: [Double?]
  /// By mode: stations, candidates and the workers who move by it, in the order of their layers; empty in the circle
  /// measure.
  public var snaps: [PlaceSnap]
  /// The candidates that were made; nil when the file asks for none.
  public var made: MadeCandidates?
  /// What the run was thought to take; nil when nobody asked.
  public var estimate: RunEstimate?
  /// nil when the analysis names no candidates.
  public var plan: Plan?
  public var coverageWithPlan: CoverageSummary?
  /// What neither a station nor a candidate reaches; nil when there is none, or nothing to choose from, or when it was
  /// not looked for.
  public var unreached: UnreachedDemand?
  /// Whether a station or a candidate reaches all; nil when it was not looked for: nothing to choose from, or a signal.
  public var reachesAll: Bool?
  /// One row per definition of `coverage.sensitivity`.
  public var sensitivity: [SensitivityRow]
  public var threads: Int
  /// Wall seconds by step, for the manifest only.
  public var seconds: [(step: String, seconds: Double)]
  /// True when a signal ended the search early.
  public var wasInterrupted: Bool
}

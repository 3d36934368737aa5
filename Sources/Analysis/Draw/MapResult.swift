import Areas
import Geometry
import Model
import Words

/// What is drawn.
public struct MapResult: Sendable {
  /// The metric reference system of areas and buffers, and why it was chosen.
  package var metricReferenceSystem = "none: nothing was drawn"
  /// Today, largest weight first.
  public var gaps: [Gap] = []
  /// What the plan leaves, largest weight first; none without a plan.
  public var gapsWithPlan: [Gap] = []
  /// On request: the ground of each community by its kind, today.
  package var territories: [Territory] = []
  /// Residents who lack the same services, today, by community.
  package var missingServices: [DrawnPeople<MissingServices>] = []
  /// Residents without a station open in a period, today, by period and community.
  package var periodGaps: [DrawnPeople<PeriodGap>] = []
  public var serviceAreas: [ServiceArea] = []
  /// By mode: stations, candidates and the workers who move by it, in the order of their layers; empty in the circle
  /// measure.
  package var snaps: [PlaceSnap] = []
  /// Metres from each station to its street of the first mode; nil in the circle measure or off the network.
  package var stationSnapMeters: [Double?] = []
  /// The street of the first mode on which each station and each proposed site stands, by its name; none without one.
  package var streets: [SiteIndex: String] = [:]
}

/// The ground of one kind in a community.
package struct Territory: Hashable, Sendable {
  /// Position among the communities.
  package var community: Int
  package var kind: GroundKind
  package var ground: DrawnGround
}

/// Some people as a polygon around where they are.
package struct DrawnPeople<Who: Hashable & Sendable>: Hashable, Sendable {
  package var who: Who
  package var weight: Double
  package var areaSquareKilometers: Double
  /// WGS84 degrees, ready to be written.
  package var shape: Shape
}

/// What one site serves, as a polygon.
public struct ServiceArea: Hashable, Sendable {
  public var site: StationID
  public var isProposed: Bool
  /// By which it serves so far; several where they share one circle.
  public var modes: [TravelMode]
  /// By which it is drawn.
  package var cutoff: Cutoff
  /// WGS84 degrees, ready to be written.
  public var shape: Shape
  /// Unreached street metres inside, of all street metres inside; nil in the circle measure or when there are none.
  package var falseInsideShare: Double?
  /// Reached street metres outside, of all reached metres; nil in the circle measure or when there are none.
  package var falseOutsideShare: Double?
  /// Why there is no polygon; nil where there is one.
  package var emptyReason: Bilingual?
}

import Geometry
import Model

/// What the quality rules look at: the layers as model values, in WGS84 degrees.
package struct QualityInput: Sendable {
  /// A polygon of a layer that bounds, closes or covers something.
  package struct Outline: Sendable {
    package var layer: String
    package var record: String
    package var shape: Shape

    package init(layer: String, record: String, shape: Shape) {
      self.layer = layer
      self.record = record
      self.shape = shape
    }
  }

  /// A number that stations state.
  package struct Supply: Sendable {
    package var field: String
    package var of: @Sendable (Station) -> Double?

    package init(field: String, of: @escaping @Sendable (Station) -> Double?) {
      self.field = field
      self.of = of
    }
  }

  package var boundary: Shape?
  /// The extent of the streets; nil without roads.
  package var roadsBox: Box?
  /// A place so far from the extent of the streets may still stand on one.
  package var snapLimit = Meters(0)
  package var stations: [Station]
  package var communities: [Community]
  package var workers: [WorkerGroup]
  package var routes: [Route]
  package var candidates: [CandidateSite]
  /// Layers the analysis names, also when they are empty.
  package var namedLayers: Set<String>
  /// The longest trip that the cutoff allows to any mode; nil when none is set.
  package var longestTrip: Seconds?
  /// Services that are counted one by one, besides the six.
  package var countedServices: [Service] = []
  /// Kinds of stations with a full set of their own.
  package var fullSetKinds: [String] = []
  /// What access shares out, where it is something that stations state; nil for one a station.
  package var supply: Supply?
  /// Services that are known by their words, counted or not.
  package var knownServices: Set<Service> = []
  /// Boundary, area, water, barriers and exclusions, record by record.
  package var outlines: [Outline] = []
  /// By layer: what its weights should sum to.
  package var statedTotals: [String: Double] = [:]
  /// By layer: the field of the weights, where it is named.
  package var weightFields: [String: String] = [:]
  /// By layer: records whose weight is blank and counts as 1, which is told already.
  package var unweighted: [String: Set<String>] = [:]

  package init(
    boundary: Shape?, roadsBox: Box?, stations: [Station], communities: [Community], workers: [WorkerGroup],
    routes: [Route], candidates: [CandidateSite], namedLayers: Set<String>, longestTrip: Seconds? = nil
  ) {
    self.boundary = boundary
    self.roadsBox = roadsBox
    self.stations = stations
    self.communities = communities
    self.workers = workers
    self.routes = routes
    self.candidates = candidates
    self.namedLayers = namedLayers
    self.longestTrip = longestTrip
  }

  /// A record as the rules of places, names and weights see it.
  struct Entry {
    var id: String
    var name: String
    var position: Coordinate
    var weight = 0.0
    /// Records of different groups are different, whatever their name and place.
    var group = ""
    /// False for pieces of streets: their name is the street's.
    var isNamedAlone = true

    /// A record without a name is called by its id.
    var hasName: Bool { isNamedAlone && name != id }
  }

  /// The layers with records that have a place, in the order of the findings.
  var layers: [(layer: String, entries: [Entry])] {
    [
      ("stations", stations.map { Entry(id: $0.id.rawValue, name: $0.name, position: $0.position) }),
      (
        "communities",
        communities.map {
          Entry(
            id: $0.id.rawValue, name: $0.name, position: $0.shape.box.center, weight: $0.residents,
            isNamedAlone: $0.shape.lines.isEmpty)
        }
      ),
      (
        "workers",
        workers.map {
          Entry(id: $0.id.rawValue, name: $0.name, position: $0.position, weight: $0.heads, group: $0.trade)
        }
      ),
      (
        "routes",
        routes.map {
          Entry(
            id: $0.id.rawValue, name: $0.name, position: $0.line.first ?? Box($0.line).center, weight: $0.tripsPerDay,
            isNamedAlone: false)
        }
      ),
      ("candidates", candidates.map { Entry(id: $0.id.rawValue, name: $0.name, position: $0.position) }),
    ]
  }
}

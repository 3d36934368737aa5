import Geometry

/// What a station offers. An open identifier; the six of the warm stations are the full set.
public struct Service: OrderedByRawValue {
  public var rawValue: String
  /// - Parameter rawValue: such as `drink`.
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let drink = Service(rawValue: "drink")
  public static let rest = Service(rawValue: "rest")
  public static let heatFood = Service(rawValue: "heat-food")
  public static let charge = Service(rawValue: "charge")
  public static let warm = Service(rawValue: "warm")
  public static let cool = Service(rawValue: "cool")

  /// 六能: drink 能喝水, rest 可歇脚, heat food 能热饭, charge 可充电, warm up 能取暖, cool down 可纳凉.
  public static let fullSet: [Service] = [.drink, .rest, .heatFood, .charge, .warm, .cool]
}

/// A station in operation.
public struct Station: Hashable, Sendable {
  public var id: StationID
  public var name: String
  /// What hosts it, in the user's words: community centre, postal-bank branch…
  public var kind: String
  public var services: Set<Service>
  /// Opening hours in OpenStreetMap's syntax; nil when the file says nothing.
  public var hours: String?
  /// Visitors a day it can serve; nil when unknown.
  public var capacity: Double?
  /// Places to sit; nil when unknown.
  package var seats: Double?
  /// Visitors a day that were counted; nil when unknown.
  package var visits: Double?
  /// The town it stands in, by its record; empty when the record does not say.
  package var town = ""
  /// Yuan of what could be done there, by the column of its file that says so.
  package var prices: [String: Double] = [:]
  /// Added to every trip to it or from it: the way in through a mall.
  public var extraTime: Seconds
  /// WGS84 degrees.
  public var position: Coordinate

  /// - Parameters:
  ///   - hours: such as `08:00-18:00`; nil when nothing is known.
  ///   - extraTime: added to every trip to it or from it.
  ///   - position: WGS84 degrees.
  public init(
    id: StationID, name: String, kind: String = "", services: Set<Service> = [], hours: String? = nil,
    capacity: Double? = nil, extraTime: Seconds = Seconds(0), position: Coordinate
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.services = services
    self.hours = hours
    self.capacity = capacity
    self.extraTime = extraTime
    self.position = position
  }
}

/// A place where people live: a point or a polygon with residents.
public struct Community: Hashable, Sendable {
  public var id: CommunityID
  public var name: String
  public var residents: Double
  /// WGS84 degrees: a point, a polygon or several polygons.
  public var shape: Shape
  /// The unit above it (town), empty when unknown.
  public var town: String

  /// - Parameters:
  ///   - residents: 0 or more.
  ///   - shape: its area, WGS84 degrees.
  public init(id: CommunityID, name: String, residents: Double, shape: Shape, town: String = "") {
    self.id = id
    self.name = name
    self.residents = residents
    self.shape = shape
    self.town = town
  }
}

/// Workers of one trade at one place.
public struct WorkerGroup: Hashable, Sendable {
  public var id: WorkerGroupID
  public var name: String
  public var heads: Double
  /// freight, express, takeaway, ride-hailing or the user's own word.
  public var trade: String
  /// The town, by the record; empty when it does not say.
  package var town = ""
  /// When they are there, in the language of opening hours; nil for always.
  package var hours: String?
  /// WGS84 degrees.
  public var position: Coordinate

  /// - Parameters:
  ///   - heads: 0 or more.
  ///   - trade: chooses the travel mode; empty for that of all workers.
  ///   - position: WGS84 degrees.
  public init(id: WorkerGroupID, name: String, heads: Double, trade: String = "", position: Coordinate) {
    self.id = id
    self.name = name
    self.heads = heads
    self.trade = trade
    self.position = position
  }
}

/// A delivery route: one line, ridden some times a day.
public struct Route: Hashable, Sendable {
  public var id: RouteID
  public var name: String
  public var tripsPerDay: Double
  /// Of those who ride it, in the user's own word; empty when unknown.
  public var trade: String
  /// The named road or transport line it is part of, in the user's own word; empty for none.
  package var corridor = ""
  /// Who rides it, by the ledger's name or number: written nowhere unless asked for; empty when unknown.
  package var rider = ""
  /// Whether whoever rides it reports on the way what is amiss.
  package var isPatrol = false
  /// A piece of street that enough recorded tracks share: demand, but no round of its own.
  package var isFromTracks = false
  /// WGS84 degrees, in riding order.
  public var line: [Coordinate]

  /// - Parameters:
  ///   - tripsPerDay: 0 or more; the weight of its length.
  ///   - trade: chooses the travel mode; empty for that of all routes.
  ///   - line: WGS84 degrees, two places or more.
  public init(id: RouteID, name: String, tripsPerDay: Double, trade: String = "", line: [Coordinate]) {
    self.id = id
    self.name = name
    self.tripsPerDay = tripsPerDay
    self.trade = trade
    self.line = line
  }
}

/// A partner place that could host a station.
public struct CandidateSite: Hashable, Sendable {
  public var id: StationID
  public var name: String
  /// bank, fuel, community_centre… in the user's words.
  public var host: String
  /// Yuan; nil when unknown.
  public var costYuan: Double?
  /// Added to every trip to it or from it, as for a ``Station``.
  public var extraTime: Seconds
  /// WGS84 degrees.
  public var position: Coordinate

  /// - Parameters:
  ///   - host: what stands there.
  ///   - costYuan: of building; nil when unknown.
  ///   - extraTime: added to every trip to it or from it.
  ///   - position: WGS84 degrees.
  public init(
    id: StationID, name: String, host: String = "", costYuan: Double? = nil, extraTime: Seconds = Seconds(0),
    position: Coordinate
  ) {
    self.id = id
    self.name = name
    self.host = host
    self.costYuan = costYuan
    self.extraTime = extraTime
    self.position = position
  }
}

import Geometry
import Model
import OSM

/// The dense number of a junction or dead end in a ``RoadGraph``.
public struct NodeIndex: RawRepresentable, Hashable, Comparable, Sendable {
  public var rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }
  public init(_ value: Int) { rawValue = Int32(value) }
  public static func < (a: NodeIndex, b: NodeIndex) -> Bool { a.rawValue < b.rawValue }
}

/// The dense number of a street between two nodes of a ``RoadGraph``.
public struct StreetID: RawRepresentable, Hashable, Comparable, Sendable {
  public var rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }
  public init(_ value: Int) { rawValue = Int32(value) }
  public static func < (a: StreetID, b: StreetID) -> Bool { a.rawValue < b.rawValue }
}

/// A place on a street, by its whole-number cost from the two ends.
public struct StreetPosition: Hashable, Sendable {
  public var street: StreetID
  /// Along the street from its first node; the cost to its last node is the street's cost less this.
  public var offset: Int

  public init(street: StreetID, offset: Int) {
    self.street = street
    self.offset = offset
  }
}

/// A street network for one mode and one impedance: immutable, shared by all workers.
///
/// Streets join junctions and dead ends; everything between is geometry. A street's cost is a whole number of
/// milliseconds or millimetres, rounded once, so that sums are exact and an inclusive cutoff is stable. Nodes are
/// numbered along a Hilbert curve: neighbours on the ground are neighbours in memory.
public struct RoadGraph: Sendable {
  public let impedance: Impedance
  public let mode: TravelMode
  /// What was left out or joined while building.
  public let notes: BuildNotes
  /// Cost units per metre of access leg between a point and its street.
  let accessCostPerMeter: Double

  // Nodes, in units of 1e-7 degree.
  let nodeLongitudes: [Int32]
  let nodeLatitudes: [Int32]
  /// Component of each node; components are numbered by falling street length.
  let nodeComponents: [Int32]
  /// Street metres of each component.
  public let componentLengths: [Meters]

  // Streets.
  let streetFrom: [Int32]
  let streetTo: [Int32]
  let streetCosts: [UInt32]
  let streetDirections: [UInt8]
  let streetClasses: [UInt16]
  let streetSources: [Int32]
  let classNames: [String]

  // Geometry: street `s` has the vertices `vertexStarts[s] ..< vertexStarts[s + 1]`, ends included.
  let vertexStarts: [Int32]
  let vertexLongitudes: [Int32]
  let vertexLatitudes: [Int32]
  /// Cost from the street's first node.
  let vertexOffsets: [UInt32]

  // Forward star in both senses; the backward arrays share memory with the forward ones when nothing is one-way.
  let expansion: TurnExpansion
  let outward: ArcTable
  let inward: ArcTable

  // OpenStreetMap nodes of walkable ways and the vertex each lies at; ids rise when the file's do.
  let sourceNodeIDs: [Int64]
  let sourceNodeVertices: [Int32]
  let areSourceNodesSorted: Bool

  /// What the search's buckets are made to measure for.
  let meanArcCost: UInt32
  let largestArcCost: UInt32

  let segments = SegmentGrid.Cache()

  public var nodeCount: Int { nodeLongitudes.count }
  public var streetCount: Int { streetFrom.count }
  /// Junctions and, where turns are restricted, the nodes made for arriving and leaving: what the search runs over.
  public var searchNodeCount: Int { expansion.nodeCount }
  /// Directed connections of the search, the turns at restricted junctions included.
  public var arcCount: Int { outward.heads.count }
  public var componentCount: Int { componentLengths.count }
  /// All streets, each counted once.
  public var streetLength: Meters { Meters(componentLengths.reduce(0) { $0 + $1.value }) }
  /// Places that were nodes of the source's streets: junctions and the vertices between.
  public var placeCount: Int { nodeCount + vertexLongitudes.count - 2 * streetCount }

  public func position(of node: NodeIndex) -> Coordinate {
    let index = Int(expansion.junction(of: node.rawValue))
    return Self.degrees(nodeLongitudes[index], nodeLatitudes[index])
  }

  public func component(of node: NodeIndex) -> Int { Int(nodeComponents[Int(node.rawValue)]) }
  public func component(of street: StreetID) -> Int { Int(nodeComponents[Int(streetFrom[Int(street.rawValue)])]) }

  /// Where an OpenStreetMap node of an admitted way lies.
  /// - Returns: nil when the node is in no admitted way, or the graph was built from lines.
  /// - Complexity: O(log n) when the file's nodes rise by id, as they do in all usual extracts; else O(n).
  public func position(ofNode id: Int64) -> StreetPosition? {
    var index: Int?
    if areSourceNodesSorted {
      var low = 0
      var high = sourceNodeIDs.count
      while low < high {
        let middle = (low + high) / 2
        if sourceNodeIDs[middle] < id { low = middle + 1 } else { high = middle }
      }
      if low < sourceNodeIDs.count, sourceNodeIDs[low] == id { index = low }
    } else {
      index = sourceNodeIDs.firstIndex(of: id)
    }
    guard let index else { return nil }
    let vertex = Int(sourceNodeVertices[index])
    let street = street(ofVertex: vertex)
    return StreetPosition(street: StreetID(street), offset: Int(vertexOffsets[vertex]))
  }

  /// The street whose vertices hold this one.
  func street(ofVertex vertex: Int) -> Int {
    var low = 0
    var high = streetCount
    while low < high {
      let middle = (low + high) / 2
      if Int(vertexStarts[middle + 1]) <= vertex { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func vertices(of street: Int) -> Range<Int> { Int(vertexStarts[street])..<Int(vertexStarts[street + 1]) }

  func vertexPosition(_ vertex: Int) -> Coordinate { Self.degrees(vertexLongitudes[vertex], vertexLatitudes[vertex]) }

  static func degrees(_ longitude: Int32, _ latitude: Int32) -> Coordinate {
    Coordinate(x: Double(longitude) / 1e7, y: Double(latitude) / 1e7)
  }

  /// The arcs a search for this direction follows: a search for trips to a station starts there and runs against them.
  func arcs(_ direction: Direction) -> ArcTable { direction == .toStation ? inward : outward }

  /// Whether a search for this direction may run along the street from first to last node, or the other way.
  func allows(_ street: Int, _ direction: Direction) -> (along: Bool, against: Bool) {
    let bits = streetDirections[street]
    let forward = bits & RawStreets.forward != 0
    let backward = bits & RawStreets.backward != 0
    return direction == .toStation ? (backward, forward) : (forward, backward)
  }

  /// The nodes at the ends of a street to which a search that starts on it goes first.
  func exits(_ street: Int, _ direction: Direction) -> (start: Int32, end: Int32) {
    direction == .toStation
      ? (expansion.leaveFrom[street], expansion.leaveTo[street])
      : (expansion.arriveFrom[street], expansion.arriveTo[street])
  }

  /// The nodes from which a search comes onto a street.
  func entries(onto street: Int, _ direction: Direction) -> (start: Int32, end: Int32) {
    direction == .fromStation
      ? (expansion.leaveFrom[street], expansion.leaveTo[street])
      : (expansion.arriveFrom[street], expansion.arriveTo[street])
  }

  /// The nodes from which a search comes to a place on a street. A place at an end is at that junction, however one came
  /// there.
  func entries(_ street: Int, _ costToStart: Int, _ costToEnd: Int, _ direction: Direction) -> (
    start: Int32, end: Int32
  ) {
    let nodes = entries(onto: street, direction)
    return (costToStart == 0 ? streetFrom[street] : nodes.start, costToEnd == 0 ? streetTo[street] : nodes.end)
  }

  /// Where a search goes on from a junction, the way it came there open: none where no turn is restricted.
  func turns(at node: Int32, _ direction: Direction) -> Range<Int32> {
    expansion.junctions.isEmpty ? 0..<0 : expansion.exits(of: node, isForward: direction == .fromStation)
  }

  /// The cost of a straight access leg.
  func accessCost(_ distance: Meters) -> Int { Int((distance.value * accessCostPerMeter).rounded()) }
}

/// A forward star: the arcs of node `n` are `starts[n] ..< starts[n + 1]`.
struct ArcTable: Sendable {
  var starts: [Int32]
  /// Head and cost side by side: the search always needs both.
  var heads: [Arc]
  /// The street of each arc, ``turn`` for a turn at a restricted junction.
  var streets: [Int32]

  static let turn: Int32 = -1

  struct Arc: Sendable {
    var head: Int32
    var cost: UInt32
  }
}

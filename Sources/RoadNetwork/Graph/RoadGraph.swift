import Geometry
import Model

/// A street network for one mode and one impedance: immutable, shared by all workers.
///
/// ```swift
/// let graph = try RoadGraph.build(
///   osm: OSMFile.read("city.osm.pbf"), rules: .eBike, impedance: .time(KilometersPerHour(15)))
/// let stations = graph.snap(positions, limit: Meters(200))
/// let homes = graph.snap(doors, limit: Meters(200))
/// let covers = try await coverSets(
///   graph, sites: stations, demand: homes, cutoff: .time(.minutes(10)), direction: .toStation, threads: 2)
/// ```
/// Streets join junctions and dead ends; everything between is geometry. A street's cost is a whole number of
/// milliseconds or millimetres, rounded once, so that sums are exact and an inclusive cutoff is stable; on a slope it
/// differs by the sense of travel. Nodes are numbered along a Hilbert curve: neighbours on the ground are neighbours in
/// memory.
public struct RoadGraph: Sendable {
  package let impedance: Impedance
  package let mode: TravelMode
  /// What was left out or joined while building.
  package let notes: BuildNotes
  /// Cost units per metre of access leg between a point and its street.
  let accessCostPerMeter: Double

  // Nodes, in units of 1e-7 degree.
  let nodeLongitudes: Column<Int32>
  let nodeLatitudes: Column<Int32>
  /// Component of each node; components are numbered by falling street length.
  let nodeComponents: Column<Int32>
  /// Street metres of each component.
  package let componentLengths: [Meters]

  // Streets.
  let streetFrom: Column<Int32>
  let streetTo: Column<Int32>
  /// From the first node to the last, and back; the same memory where every street costs the same both ways.
  let streetCosts: Column<UInt32>
  let streetCostsBack: Column<UInt32>
  /// Class in the upper bits, directions in the lowest two.
  let streetTraits: Column<UInt16>
  let classNames: [String]

  // Geometry: between its nodes street `s` has the vertices `innerStarts[s] ..< innerStarts[s + 1]`.
  let innerStarts: Column<Int32>
  let innerPlaces: PackedCoordinates
  /// Cost from the street's first node, and back to it; the same memory where every street costs the same both ways.
  let innerOffsets: Column<UInt32>
  let innerOffsetsBack: Column<UInt32>
  /// ``PieceTraits`` of every piece; empty where none has any.
  let pieceTraits: Column<UInt8>
  /// ``OneWayPart`` bits of every street; empty where none has any.
  let oneWayParts: Column<UInt8>

  // Forward star in both senses; the backward arrays share memory with the forward ones when both senses are alike.
  let streetEnds: StreetEnds
  let outward: ArcTable
  let inward: ArcTable

  /// Whether the mode goes everywhere, access legs included, at one speed: then a length says how long it takes.
  package let hasOneSpeed: Bool

  /// Where the OpenStreetMap nodes of admitted ways lie, if that was to be kept.
  let sourceNodes: SourceNodes

  /// The box around all streets, WGS84 degrees.
  public let extent: Box

  /// What the search's buckets are made to measure for.
  let meanArcCost: UInt32
  let largestArcCost: UInt32

  let segments = SegmentGrid.Cache()

  /// What stands behind the graph in the file from which it was opened; nil where nothing does.
  var besideInFile: (any Sendable)?

  public var nodeCount: Int { nodeLongitudes.count }
  package var streetCount: Int { streetFrom.count }
  /// Junctions and, where turns are restricted, the nodes made for arriving and leaving: what the search runs over.
  package var searchNodeCount: Int { streetEnds.nodeCount }
  /// Directed connections of the search, the turns at restricted junctions included.
  public var arcCount: Int { outward.heads.count }
  package var componentCount: Int { componentLengths.count }
  /// All streets, each counted once.
  package var streetLength: Meters { Meters(componentLengths.reduce(0) { $0 + $1.value }) }
  /// Places that were nodes of the source's streets: junctions and the vertices between, with heights also the places
  /// where those are read.
  public var placeCount: Int { nodeCount + innerPlaces.count }
  /// Whether some street costs more one way than the other.
  var hasSlopes: Bool { !streetCosts.isSame(as: streetCostsBack) }

  package func position(of node: NodeIndex) -> Coordinate {
    let index = Int(streetEnds.junction(of: node.rawValue))
    return Coordinate(e7: nodeLongitudes[index], nodeLatitudes[index])
  }

  package func component(of node: NodeIndex) -> Int { Int(nodeComponents[Int(node.rawValue)]) }
  package func component(of street: StreetID) -> Int { Int(nodeComponents[Int(streetFrom[Int(street.rawValue)])]) }

  /// The cost of the whole street from its first node to its last, whatever its one-way says.
  package func cost(of street: StreetID) -> Int { Int(streetCosts[Int(street.rawValue)]) }

  /// Where an OpenStreetMap node of an admitted way lies.
  /// - Returns: nil when the node is in no admitted way, the graph was built from lines, or node ids were not kept.
  /// - Complexity: O(log n).
  package func position(ofNode id: Int64) -> StreetPosition? {
    guard let place = sourceNodes.place(of: id) else { return nil }
    return StreetPosition(street: StreetID(place.street), offset: Int(offset(place.street, place.vertex)))
  }

  /// The arcs a search for this direction follows: a search for trips to a station starts there and runs against them.
  func arcs(_ direction: Direction) -> ArcTable { direction == .toStation ? inward : outward }

  /// The nodes at the ends of a street to which a search that starts on it goes first.
  func exits(_ street: Int, _ direction: Direction) -> (start: Int32, end: Int32) {
    if streetEnds.isEmpty { return (streetFrom[street], streetTo[street]) }
    return direction == .toStation
      ? (streetEnds.leaveFrom[street], streetEnds.leaveTo[street])
      : (streetEnds.arriveFrom[street], streetEnds.arriveTo[street])
  }

  /// The nodes from which a search comes onto a street.
  func entries(onto street: Int, _ direction: Direction) -> (start: Int32, end: Int32) {
    if streetEnds.isEmpty { return (streetFrom[street], streetTo[street]) }
    return direction == .fromStation
      ? (streetEnds.leaveFrom[street], streetEnds.leaveTo[street])
      : (streetEnds.arriveFrom[street], streetEnds.arriveTo[street])
  }

  /// Where a search goes on from a junction, the way it came there open: none where no turn is restricted.
  func turns(at node: Int32, _ direction: Direction) -> Range<Int32> {
    streetEnds.isEmpty ? 0..<0 : streetEnds.exits(of: node, isForward: direction == .fromStation)
  }

  /// The cost of a straight access leg.
  func accessCost(_ distance: Meters) -> Int { Int((distance.value * accessCostPerMeter).rounded()) }
}

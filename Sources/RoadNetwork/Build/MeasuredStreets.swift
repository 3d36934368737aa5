import Geometry
import Model
import Words

/// The streets of a contracted network in the order of its graph, measured.
struct MeasuredStreets {
  /// Whether each costs the same both ways.
  let isAlike: Bool

  // By street.
  var from: [Int32] = []
  var to: [Int32] = []
  let directions: [UInt8]
  private(set) var meters: [Double] = []
  /// From the first node to the last, and back.
  var costs: [UInt32] = []
  var costsBack: [UInt32] = []

  // Between their nodes, as in ``RoadGraph``; `innerOffsetsBack` is empty where all are alike both ways.
  var innerStarts: [Int32] = [0]
  var innerPlaces: [PackedCoordinates.Place] = []
  var innerOffsets: [UInt32] = []
  var innerOffsetsBack: [UInt32] = []
  /// ``PieceTraits`` of every piece.
  var pieceTraits: [UInt8] = []

  /// The street and vertex of each raw node, a street of -1 where it is on none; empty unless wanted.
  private(set) var nodePlaces: [(street: Int32, vertex: Int32)] = []
  /// Those of the network, and streets whose heights are not known.
  private(set) var notes: BuildNotes

  /// Whether all may be travelled both ways.
  var goBothWays: Bool { directions.allSatisfy { $0 == DirectionBits.forward | DirectionBits.backward } }

  /// - Parameter number: the graph's number of each raw node.
  /// - Throws: ``RoadNetworkError`` code `tooLarge`.
  init(
    _ raw: RawStreets, _ chains: Contraction, _ number: [Int32], _ measure: RoadMeasure, keepsNodeIDs: Bool
  ) throws(RoadNetworkError) {
    let fares = raw.classList.map { StreetFare($0, measure) }
    isAlike =
      measure.slopes == nil
      && chains.classes.allSatisfy { fares[Int($0)].perMeter == fares[Int($0)].backPerMeter }
    directions = chains.order.map { chains.directions[Int($0)] }
    notes = chains.notes
    if keepsNodeIDs { nodePlaces = Array(repeating: (-1, 0), count: raw.longitudes.count) }
    let delays = measure.impedance.unit == .milliseconds ? raw.delays : [:]
    let spans = SpanHeights(raw, chains, measure.slopes?.elevations)
    reserve(streetCount: chains.order.count, innerCount: chains.nodes.count - 2 * chains.order.count)
    var vertices: [StreetVertex] = []
    for chain in chains.order.lazy.map({ Int($0) }) {
      let nodes = Int(chains.starts[chain])..<Int(chains.starts[chain + 1])
      let classIndex = Int(chains.classes[chain])
      let streetClass = raw.classList[classIndex]
      vertices.removeAll(keepingCapacity: true)
      for slot in nodes { vertices.append(StreetVertex(chains.nodes[slot], raw, isLifted: chains.isLifted[slot])) }
      let profile = measure.profile(along: &vertices, streetClass, spans)
      if profile?.isIncomplete == true {
        notes.add(.heightMissing, record: raw.records[Int(chains.sources[chain])])
      }
      let run = StreetRun(streetClass, fares[classIndex], profile, measure, delays: delays)
      try append(vertices, streetClass, run, keepsNodeIDs: keepsNodeIDs)
      from.append(number[Int(chains.nodes[nodes.lowerBound])])
      to.append(number[Int(chains.nodes[nodes.upperBound - 1])])
    }
    if isAlike { costsBack = costs }
  }

  /// The places of nodes, which are then forgotten.
  mutating func takeNodePlaces() -> [(street: Int32, vertex: Int32)] {
    defer { nodePlaces = [] }
    return nodePlaces
  }

  private mutating func reserve(streetCount: Int, innerCount: Int) {
    innerStarts.reserveCapacity(streetCount + 1)
    pieceTraits.reserveCapacity(innerCount + streetCount)
    innerPlaces.reserveCapacity(innerCount)
    innerOffsets.reserveCapacity(innerCount)
  }

  /// Runs along the vertices of the next street and takes down what it finds.
  private mutating func append(
    _ vertices: [StreetVertex], _ streetClass: StreetClass, _ start: StreetRun, keepsNodeIDs: Bool
  ) throws(RoadNetworkError) {
    let street = Int32(meters.count)
    var run = start
    for (index, vertex) in vertices.enumerated() {
      run.go(to: vertex)
      guard max(run.cost, run.costBack) < Double(1 << 30) else {
        throw RoadNetworkError(
          .tooLarge,
          Bilingual(
            "一条道路长\(Int(run.length))米而没有路口；请检查坐标是否有误",
            "a street of \(Int(run.length)) m without a junction; is a coordinate wrong?"),
          context: "\(vertex.position.x), \(vertex.position.y)")
      }
      if keepsNodeIDs, vertex.node >= 0, nodePlaces[Int(vertex.node)].street < 0 {
        nodePlaces[Int(vertex.node)] = (street, Int32(index))
      }
      if index > 0, index < vertices.count - 1 {
        innerPlaces.append(.init(longitude: vertex.longitude, latitude: vertex.latitude))
        innerOffsets.append(UInt32(run.cost))
        if !isAlike { innerOffsetsBack.append(UInt32(run.costBack)) }
      }
      if index < vertices.count - 1 { pieceTraits.append(PieceTraits(vertex, streetClass).rawValue) }
    }
    innerStarts.append(Int32(innerPlaces.count))
    costs.append(UInt32(run.cost))
    if !isAlike { costsBack.append(UInt32(run.costBack)) }
    meters.append(run.length)
  }
}

import Geometry
import Model

extension RoadGraph {
  /// The graph of a contracted network: its streets are measured, its nodes labelled by component, junctions with turn
  /// rules expanded, arcs laid out, and parts cut off one way found.
  ///
  /// What is handed over is freed as soon as it is used: of a country every column counts.
  /// - Throws: ``RoadNetworkError`` code `tooLarge`.
  init(
    _ network: consuming RawStreets, _ contracted: consuming Contraction, _ arranged: consuming Contraction.NodeOrder,
    _ measure: RoadMeasure, keepsNodeIDs: Bool
  ) throws(RoadNetworkError) {
    var (raw, chains, order) = (network, contracted, arranged)
    var streets = try MeasuredStreets(raw, chains, order.number, measure, keepsNodeIDs: keepsNodeIDs)
    sourceNodes = keepsNodeIDs ? SourceNodes(raw.nodeIDs, places: streets.takeNodePlaces()) : .none
    nodeLongitudes = Column(order.nodes.map { raw.longitudes[Int($0)] })
    nodeLatitudes = Column(order.nodes.map { raw.latitudes[Int($0)] })
    extent = Self.extent(raw, order, streets)
    raw.forgetNodes()
    innerPlaces = PackedCoordinates(streets.innerPlaces)
    streets.innerPlaces = []

    let nodeCount = order.nodes.count
    let components = Components.label(
      nodeCount: nodeCount, from: streets.from, to: streets.to, meters: streets.meters)
    var notes = streets.notes
    var expansion = TurnExpansion(
      raw, chains, order.number, from: streets.from, to: streets.to, directions: streets.directions,
      lengths: streets.meters, nodeCount: nodeCount, notes: &notes)
    order = Contraction.NodeOrder(nodes: [], number: [])
    chains.forgetNodes()
    let arcs = ArcTable.bothWays(expansion, streets)

    mode = measure.mode
    impedance = measure.impedance
    accessCostPerMeter = measure.accessCostPerMeter
    hasOneSpeed = Self.hasOneSpeed(raw, chains, measure)
    self.notes = notes

    nodeComponents = Column(components.labels)
    componentLengths = components.lengths

    streetTraits = Column(chains.order.map { chains.classes[Int($0)] << 2 | UInt16(chains.directions[Int($0)]) })
    classNames = raw.classList.map(\.name)

    innerStarts = Column(moving: &streets.innerStarts)
    innerOffsets = Column(moving: &streets.innerOffsets)
    innerOffsetsBack = streets.isAlike ? innerOffsets : Column(moving: &streets.innerOffsetsBack)
    if !streets.pieceTraits.contains(where: { $0 != 0 }) { streets.pieceTraits = [] }
    pieceTraits = Column(moving: &streets.pieceTraits)

    outward = arcs.outward
    inward = arcs.inward
    oneWayParts = Column(Self.oneWayParts(raw, streets, arcs, expansion, components))
    streetEnds = StreetEnds(&expansion)
    largestArcCost = max(streets.costs.max() ?? 0, streets.costsBack.max() ?? 0)
    meanArcCost = UInt32(streets.costs.reduce(0) { $0 + Int($1) } / max(streets.costs.count, 1))
    streetFrom = Column(moving: &streets.from)
    streetTo = Column(moving: &streets.to)
    streetCosts = Column(moving: &streets.costs)
    streetCostsBack = streets.isAlike ? streetCosts : Column(moving: &streets.costsBack)
  }

  private static func hasOneSpeed(_ raw: RawStreets, _ chains: Contraction, _ measure: RoadMeasure) -> Bool {
    let isAtFullSpeed = raw.classList.map(measure.isAtFullSpeed)
    return measure.mayHaveOneSpeed && raw.delays.isEmpty
      && chains.classes.allSatisfy { isAtFullSpeed[Int($0)] }
  }

  private static func extent(_ raw: RawStreets, _ order: Contraction.NodeOrder, _ streets: MeasuredStreets) -> Box {
    var extent = Box()
    for node in order.nodes { extent.add(raw.position(of: node)) }
    for place in streets.innerPlaces { extent.add(place.position) }
    return extent
  }

  /// ``OneWayPart`` bits by street; empty where none has any.
  private static func oneWayParts(
    _ raw: RawStreets, _ streets: MeasuredStreets, _ arcs: (outward: ArcTable, inward: ArcTable),
    _ expansion: TurnExpansion, _ components: (labels: [Int32], lengths: [Meters])
  ) -> [UInt8] {
    // Where everything goes both ways and every turn is free, no part is cut off one way.
    guard !streets.goBothWays || !raw.turns.isEmpty || !raw.mayTurnRound else { return [] }
    return OneWayParts(
      arcs.outward, arcs.inward, expansion, directions: streets.directions, meters: streets.meters,
      from: streets.from, components: components.labels, componentCount: components.lengths.count
    ).bits
  }
}

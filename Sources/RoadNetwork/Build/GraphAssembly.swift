import Geometry
import Model

extension RoadGraph {
  /// The graph of a contracted network: its streets are measured, its nodes labelled by component, junctions with turn
  /// rules expanded, arcs laid out, and parts cut off one way found.
  ///
  /// - Throws: ``RoadNetworkError`` code `tooLarge`.
  init(
    _ raw: RawStreets, _ chains: Contraction, _ order: Contraction.NodeOrder, _ measure: RoadMeasure,
    keepsNodeIDs: Bool
  ) throws(RoadNetworkError) {
    let streets = try MeasuredStreets(raw, chains, order.number, measure, keepsNodeIDs: keepsNodeIDs)
    let components = Components.label(
      nodeCount: order.nodes.count, from: streets.from, to: streets.to, meters: streets.meters)
    var notes = streets.notes
    let expansion = TurnExpansion(
      raw, chains, order.number, from: streets.from, to: streets.to, directions: streets.directions,
      lengths: streets.meters, nodeCount: order.nodes.count, notes: &notes)
    let arcs = ArcTable.bothWays(expansion, streets)

    mode = measure.mode
    impedance = measure.impedance
    accessCostPerMeter = measure.accessCostPerMeter
    hasOneSpeed = Self.hasOneSpeed(raw, chains, measure)
    self.notes = notes
    extent = Self.extent(raw, order, streets)

    nodeLongitudes = Column(order.nodes.map { raw.longitudes[Int($0)] })
    nodeLatitudes = Column(order.nodes.map { raw.latitudes[Int($0)] })
    nodeComponents = Column(components.labels)
    componentLengths = components.lengths

    streetFrom = Column(streets.from)
    streetTo = Column(streets.to)
    streetCosts = Column(streets.costs)
    streetCostsBack = streets.isAlike ? streetCosts : Column(streets.costsBack)
    streetTraits = Column(chains.order.map { chains.classes[Int($0)] << 2 | UInt16(chains.directions[Int($0)]) })
    classNames = raw.classList.map(\.name)

    innerStarts = Column(streets.innerStarts)
    innerPlaces = PackedCoordinates(streets.innerPlaces)
    innerOffsets = Column(streets.innerOffsets)
    innerOffsetsBack = streets.isAlike ? innerOffsets : Column(streets.innerOffsetsBack)
    pieceTraits = Column(streets.pieceTraits.contains { $0 != 0 } ? streets.pieceTraits : [])

    outward = arcs.outward
    inward = arcs.inward
    streetEnds = StreetEnds(expansion)
    oneWayParts = Column(Self.oneWayParts(raw, streets, arcs, expansion, components))
    largestArcCost = max(streets.costs.max() ?? 0, streets.costsBack.max() ?? 0)
    meanArcCost = UInt32(streets.costs.reduce(0) { $0 + Int($1) } / max(streets.costs.count, 1))
    sourceNodes = keepsNodeIDs ? SourceNodes(raw.nodeIDs, places: streets.nodePlaces) : .none
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

import Geometry
import Model
import OSM

extension RoadGraph {
  /// The streets of an OpenStreetMap file that the rules admit.
  ///
  /// - Parameters:
  ///   - accessSpeed: the walking speed of the leg between a point and its street; nil takes the rules' speed on foot,
  ///     or else the impedance's. It has no meaning when the impedance is distance.
  ///   - elevations: heights of the ground, with which slopes change speeds as the rules say; nil takes all as level.
  ///   - barriers: streets that cross them are cut there, except bridges and tunnels, and closed inside their polygons.
  ///   - keepsNodeIDs: for ``position(ofNode:)``; 16 bytes per node.
  /// - Throws: ``RoadNetworkError`` code `noStreets` when no way is admitted, `badValue` for a speed that is not
  ///   positive, `tooLarge` beyond 2^31 pieces or a street longer than 1,000 km.
  /// - Complexity: O(n log n) time.
  /// Deterministic.
  public static func build(
    osm: OSMData, rules: ModeRules = .walk, impedance: Impedance, accessSpeed: KilometersPerHour? = nil,
    elevations: Elevations? = nil, barriers: Obstacles? = nil, keepsNodeIDs: Bool = true
  ) throws(RoadNetworkError) -> RoadGraph {
    try check(impedance, accessSpeed)
    let slopes = try Slopes(elevations, rules, impedance)
    var raw = RawStreets(osm, rules: rules, heedsSpans: slopes != nil || barriers != nil)
    if let barriers { raw.close(at: barriers) }
    guard !raw.from.isEmpty else {
      throw RoadNetworkError(
        .noStreets,
        "none of \(osm.wayCount) ways is a street for \(rules.mode.rawValue); "
          + (raw.notes.count(.missingNode) > 0
            ? "the file holds streets without the places of their nodes: fetch it with them (Overpass “out geom”)"
            : "does the extract hold highway=* ways?")
          + (osm.remark.map { ". It is incomplete: the service that made it remarks: \($0)" } ?? ""))
    }
    return try assemble(
      raw, RoadMeasure(rules, impedance, accessSpeed: accessSpeed, slopes: slopes, heights: elevations),
      keepsNodeIDs: keepsNodeIDs)
  }

  /// The streets of a line layer that the rules admit.
  ///
  /// - Parameters:
  ///   - lines: WGS84 degrees. Lines are joined where they share a coordinate, end or vertex, rounded to 1e-7 degree.
  ///   - tolerance: an end this near to another end or vertex is joined with it too; 0 joins only equal coordinates.
  ///   - accessSpeed, elevations, barriers: as for OpenStreetMap.
  /// - Throws: as for OpenStreetMap.
  public static func build(
    lines: [StreetLine], rules: ModeRules = .walk, impedance: Impedance, tolerance: Meters = Meters(0.5),
    accessSpeed: KilometersPerHour? = nil, elevations: Elevations? = nil, barriers: Obstacles? = nil
  ) throws(RoadNetworkError) -> RoadGraph {
    try check(impedance, accessSpeed)
    guard tolerance.value.isFinite, tolerance.value >= 0, tolerance.value <= 1000 else {
      throw RoadNetworkError(.badValue, "tolerance \(tolerance.value) m; give 0 to 1000 m")
    }
    let slopes = try Slopes(elevations, rules, impedance)
    var raw = RawStreets(
      lines, rules: rules, tolerance: tolerance, heedsSpans: slopes != nil || barriers != nil)
    if let barriers { raw.close(at: barriers) }
    guard !raw.from.isEmpty else {
      throw RoadNetworkError(
        .noStreets,
        "none of \(lines.count) lines is a street for \(rules.mode.rawValue); see the class and access"
          + " fields")
    }
    return try assemble(
      raw, RoadMeasure(rules, impedance, accessSpeed: accessSpeed, slopes: slopes, heights: elevations),
      keepsNodeIDs: false)
  }

  private static func check(_ impedance: Impedance, _ accessSpeed: KilometersPerHour?) throws(RoadNetworkError) {
    var speeds = accessSpeed.map { [$0] } ?? []
    if case .time(let speed) = impedance { speeds.append(speed) }
    for speed in speeds where !(speed.value >= 0.1 && speed.value <= 1000) {
      throw RoadNetworkError(.badValue, "speed \(speed.value) km/h; give 0.1 to 1000 km/h")
    }
  }

  private static func assemble(
    _ raw: RawStreets, _ measure: RoadMeasure, keepsNodeIDs: Bool
  ) throws(RoadNetworkError) -> RoadGraph {
    guard raw.from.count < Int(Int32.max) / 2 else {
      throw RoadNetworkError(.tooLarge, "\(raw.from.count) pieces of street; cut the extract")
    }
    var dateLine = DateLine()
    for longitude in raw.longitudes { dateLine.add(Double(longitude) / 1e7) }
    guard !dateLine.isCrossed else { throw RoadNetworkError(.badValue, DateLine.refusal) }
    var raw = raw
    raw.joinParallels(measure)
    var chains = Contraction.contract(raw)
    let order = chains.arrangeNodes(raw)
    return try RoadGraph(raw, chains, nodeOrder: order, measure, keepsNodeIDs: keepsNodeIDs)
  }

  private init(
    _ raw: RawStreets, _ chains: Contraction, nodeOrder: Contraction.NodeOrder, _ measure: RoadMeasure,
    keepsNodeIDs: Bool
  ) throws(RoadNetworkError) {
    mode = measure.mode
    impedance = measure.impedance
    accessCostPerMeter = measure.accessCostPerMeter
    classNames = raw.classList.map(\.name)
    var notes = chains.notes
    let costsPerMeter = raw.classList.map { measure.costPerMeter($0.pace) }
    let costsBackPerMeter = raw.classList.map { measure.costPerMeter($0.reversed.pace) }
    let isAlike =
      measure.slopes == nil && chains.classes.allSatisfy { costsPerMeter[Int($0)] == costsBackPerMeter[Int($0)] }

    let delays = impedance.unit == .milliseconds ? raw.delays : [:]
    // Vertices street by street, with the cost from the first node.
    let streetCount = chains.order.count
    let innerCount = chains.nodes.count - 2 * streetCount
    var innerStarts: [Int32] = [0]
    innerStarts.reserveCapacity(streetCount + 1)
    var innerPlaces: [PackedCoordinates.Place] = []
    var offsets: [UInt32] = []
    var offsetsBack: [UInt32] = []
    var pieceTraits: [UInt8] = []
    pieceTraits.reserveCapacity(innerCount + streetCount)
    innerPlaces.reserveCapacity(innerCount)
    offsets.reserveCapacity(innerCount)
    var from: [Int32] = []
    var to: [Int32] = []
    var costs: [UInt32] = []
    var costsBack: [UInt32] = []
    var meters: [Double] = []
    var places: [(street: Int32, vertex: Int32)] = []
    if keepsNodeIDs { places = Array(repeating: (-1, 0), count: raw.longitudes.count) }
    var vertices: [StreetVertex] = []
    let spans = SpanHeights(raw, chains, measure.slopes?.elevations)
    for (street, chain) in chains.order.enumerated() {
      let nodes = chains.nodes[Int(chains.starts[Int(chain)])..<Int(chains.starts[Int(chain) + 1])]
      let streetClass = Int(chains.classes[Int(chain)])
      let (perMeter, backPerMeter) = (costsPerMeter[streetClass], costsBackPerMeter[streetClass])
      vertices.removeAll(keepingCapacity: true)
      for (slot, node) in zip(nodes.indices, nodes) {
        vertices.append(
          .init(
            longitude: raw.longitudes[Int(node)], latitude: raw.latitudes[Int(node)], node: node,
            isLifted: chains.isLifted[slot]))
      }
      let profile = measure.profile(along: &vertices, raw.classList[streetClass], spans)
      if profile?.isIncomplete == true {
        notes.add(.heightMissing, record: raw.records[Int(chains.sources[Int(chain)])])
      }
      var length = 0.0
      var cost = 0.0
      var costBack = 0.0
      // Half of what is lost at the two ends of each piece.
      var lost = 0.0
      var lostBefore = 0.0
      for (index, vertex) in vertices.enumerated() {
        if index > 0 { length += shortDistance(vertices[index - 1].position, vertex.position) }
        if !delays.isEmpty, vertex.node >= 0 {
          let half = (delays[vertex.node] ?? 0) / 2
          if index > 0 { lost += lostBefore + half }
          lostBefore = half
        }
        if let profile {
          let (there, back) = (raw.classList[streetClass].pace, raw.classList[streetClass].paceBack)
          cost = (profile.cost(to: length) { measure.costPerMeter(there, slope: $0) } + lost).rounded()
          costBack = (profile.cost(to: length) { measure.costPerMeter(back ?? there, slope: -$0) } + lost).rounded()
        } else {
          cost = (length * perMeter + lost).rounded()
          costBack = (length * backPerMeter + lost).rounded()
        }
        guard max(cost, costBack) < Double(1 << 30) else {
          throw RoadNetworkError(
            .tooLarge, "a street of \(Int(length)) m without a junction; is a coordinate wrong?",
            context: "\(vertex.position.x), \(vertex.position.y)")
        }
        if keepsNodeIDs, vertex.node >= 0, places[Int(vertex.node)].street < 0 {
          places[Int(vertex.node)] = (Int32(street), Int32(index))
        }
        if index > 0, index < vertices.count - 1 {
          innerPlaces.append(.init(longitude: vertex.longitude, latitude: vertex.latitude))
          offsets.append(UInt32(cost))
          if !isAlike { offsetsBack.append(UInt32(costBack)) }
        }
        if index < vertices.count - 1 { pieceTraits.append(PieceTraits(vertex, raw.classList[streetClass]).rawValue) }
      }
      innerStarts.append(Int32(innerPlaces.count))
      from.append(nodeOrder.number[Int(nodes.first!)])
      to.append(nodeOrder.number[Int(nodes.last!)])
      costs.append(UInt32(cost))
      if !isAlike { costsBack.append(UInt32(costBack)) }
      meters.append(length)
    }
    let directions = chains.order.map { chains.directions[Int($0)] }
    self.innerStarts = Column(innerStarts)
    self.innerPlaces = PackedCoordinates(innerPlaces)
    innerOffsets = Column(offsets)
    innerOffsetsBack = isAlike ? innerOffsets : Column(offsetsBack)
    self.pieceTraits = Column(pieceTraits.contains { $0 != 0 } ? pieceTraits : [])
    streetFrom = Column(from)
    streetTo = Column(to)
    streetCosts = Column(costs)
    streetCostsBack = isAlike ? streetCosts : Column(costsBack)
    streetTraits = Column(chains.order.map { chains.classes[Int($0)] << 2 | UInt16(chains.directions[Int($0)]) })
    var extent = Box()
    for node in nodeOrder.nodes { extent.add(Coordinate(e7: raw.longitudes[Int(node)], raw.latitudes[Int(node)])) }
    for place in innerPlaces { extent.add(place.position) }
    self.extent = extent
    nodeLongitudes = Column(nodeOrder.nodes.map { raw.longitudes[Int($0)] })
    nodeLatitudes = Column(nodeOrder.nodes.map { raw.latitudes[Int($0)] })

    let nodeCount = nodeOrder.nodes.count
    let components = Components.label(nodeCount: nodeCount, from: from, to: to, meters: meters)
    nodeComponents = Column(components.labels)
    componentLengths = components.lengths
    let expansion = TurnExpansion(
      raw, chains, nodeOrder.number, from: from, to: to, directions: directions, lengths: meters, nodeCount: nodeCount,
      notes: &notes)
    self.notes = notes
    let isAtFullSpeed = raw.classList.map(measure.isAtFullSpeed)
    hasOneSpeed =
      measure.mayHaveOneSpeed && raw.delays.isEmpty
      && chains.classes.allSatisfy { isAtFullSpeed[Int($0)] }
    if isAlike { costsBack = costs }
    outward = ArcTable(expansion, costs, costsBack, directions, isReversed: false)
    let isTwoWay = directions.allSatisfy { $0 == DirectionBits.forward | DirectionBits.backward }
    inward =
      isTwoWay && expansion.junctions.isEmpty && isAlike
      ? outward : ArcTable(expansion, costs, costsBack, directions, isReversed: true)
    streetEnds = StreetEnds(expansion)
    // Where everything goes both ways and every turn is free, no part is cut off one way.
    let mayTrap = !isTwoWay || !raw.turns.isEmpty || !raw.mayTurnRound
    oneWayParts = Column(
      mayTrap
        ? OneWayParts(
          outward, inward, expansion, directions: directions, meters: meters, from: from,
          components: components.labels, componentCount: components.lengths.count
        ).bits : [])
    largestArcCost = max(costs.max() ?? 0, costsBack.max() ?? 0)
    meanArcCost = UInt32(costs.reduce(0) { $0 + Int($1) } / max(costs.count, 1))
    sourceNodes = keepsNodeIDs ? SourceNodes(raw.nodeIDs, places: places) : .none
  }
}

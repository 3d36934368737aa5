import Geometry
import Model
import OSM

extension RoadGraph {
  /// The streets of an OpenStreetMap file that the rules admit.
  ///
  /// - Parameters:
  ///   - accessSpeed: the walking speed of the leg between a point and its street; nil takes the rules' speed on foot,
  ///     or else the impedance's. It has no meaning when the impedance is distance.
  ///   - keepsNodeIDs: for ``position(ofNode:)``; 16 bytes per node.
  /// - Throws: ``RoadNetworkError`` code `noStreets` when no way is admitted, `badValue` for a speed that is not
  ///   positive, `tooLarge` beyond 2^31 pieces or a street longer than 1,000 km.
  /// - Complexity: O(n log n) time.
  /// Deterministic.
  public static func build(
    osm: OSMData, rules: ModeRules = .walk, impedance: Impedance, accessSpeed: KilometersPerHour? = nil,
    keepsNodeIDs: Bool = true
  ) throws(RoadNetworkError) -> RoadGraph {
    try check(impedance, accessSpeed)
    let raw = RawStreets(osm, rules: rules)
    guard !raw.from.isEmpty else {
      throw RoadNetworkError(
        .noStreets,
        "none of \(osm.wayCount) ways is a street for \(rules.mode.rawValue);"
          + " does the extract hold highway=* ways?")
    }
    return try assemble(raw, rules, impedance, accessSpeed, keepsNodeIDs)
  }

  /// The streets of a line layer that the rules admit.
  ///
  /// - Parameters:
  ///   - lines: WGS84 degrees. Lines are joined where they share a coordinate, end or vertex, rounded to 1e-7 degree.
  ///   - tolerance: an end this near to another end or vertex is joined with it too; 0 joins only equal coordinates.
  ///   - accessSpeed: as for OpenStreetMap.
  /// - Throws: as for OpenStreetMap.
  public static func build(
    lines: [StreetLine], rules: ModeRules = .walk, impedance: Impedance, tolerance: Meters = Meters(0.5),
    accessSpeed: KilometersPerHour? = nil
  ) throws(RoadNetworkError) -> RoadGraph {
    try check(impedance, accessSpeed)
    guard tolerance.value.isFinite, tolerance.value >= 0, tolerance.value <= 1000 else {
      throw RoadNetworkError(.badValue, "tolerance \(tolerance.value) m; give 0 to 1000 m")
    }
    let raw = RawStreets(lines, rules: rules, tolerance: tolerance)
    guard !raw.from.isEmpty else {
      throw RoadNetworkError(
        .noStreets,
        "none of \(lines.count) lines is a street for \(rules.mode.rawValue); see the class and access"
          + " fields")
    }
    return try assemble(raw, rules, impedance, accessSpeed, false)
  }

  private static func check(_ impedance: Impedance, _ accessSpeed: KilometersPerHour?) throws(RoadNetworkError) {
    var speeds = accessSpeed.map { [$0] } ?? []
    if case .time(let speed) = impedance { speeds.append(speed) }
    for speed in speeds where !(speed.value >= 0.1 && speed.value <= 1000) {
      throw RoadNetworkError(.badValue, "speed \(speed.value) km/h; give 0.1 to 1000 km/h")
    }
  }

  private static func assemble(
    _ raw: RawStreets, _ rules: ModeRules, _ impedance: Impedance, _ accessSpeed: KilometersPerHour?,
    _ keepsNodeIDs: Bool
  ) throws(RoadNetworkError) -> RoadGraph {
    guard raw.from.count < Int(Int32.max) / 2 else {
      throw RoadNetworkError(.tooLarge, "\(raw.from.count) pieces of street; cut the extract")
    }
    var chains = Contraction.contract(raw)
    let order = chains.arrangeNodes(raw)
    return try RoadGraph(
      raw, chains, nodeOrder: order, rules: rules, impedance: impedance, accessSpeed: accessSpeed,
      keepsNodeIDs: keepsNodeIDs)
  }

  private init(
    _ raw: RawStreets, _ chains: Contraction, nodeOrder: Contraction.NodeOrder, rules: ModeRules,
    impedance: Impedance, accessSpeed: KilometersPerHour?, keepsNodeIDs: Bool
  ) throws(RoadNetworkError) {
    mode = rules.mode
    self.impedance = impedance
    var notes = chains.notes
    let footSpeed: KilometersPerHour
    switch impedance {
    case .distance:
      accessCostPerMeter = 1000
      footSpeed = rules.footSpeed ?? rules.defaultSpeed
    case .time(let speed):
      footSpeed = rules.footSpeed ?? speed
      accessCostPerMeter = (accessSpeed ?? footSpeed).millisecondsPerMeter
    }
    let costsPerMeter = raw.classList.map { $0.costPerMeter(impedance, footSpeed: footSpeed) }
    classNames = raw.classList.map(\.name)

    // Vertices street by street, with the cost from the first node.
    let streetCount = chains.order.count
    let innerCount = chains.nodes.count - 2 * streetCount
    var innerStarts: [Int32] = [0]
    innerStarts.reserveCapacity(streetCount + 1)
    var longitudes: [Int32] = []
    var latitudes: [Int32] = []
    var offsets: [UInt32] = []
    longitudes.reserveCapacity(innerCount)
    latitudes.reserveCapacity(innerCount)
    offsets.reserveCapacity(innerCount)
    var from: [Int32] = []
    var to: [Int32] = []
    var costs: [UInt32] = []
    var meters: [Double] = []
    var places: [(street: Int32, vertex: Int32)] = []
    if keepsNodeIDs { places = Array(repeating: (-1, 0), count: raw.longitudes.count) }
    for (street, chain) in chains.order.enumerated() {
      let nodes = chains.nodes[Int(chains.starts[Int(chain)])..<Int(chains.starts[Int(chain) + 1])]
      let perMeter = costsPerMeter[Int(chains.classes[Int(chain)])]
      var length = 0.0
      var previous: Coordinate?
      var cost = 0.0
      for (vertex, node) in nodes.enumerated() {
        let node = Int(node)
        let position = Self.degrees(raw.longitudes[node], raw.latitudes[node])
        if let previous { length += shortDistance(previous, position) }
        previous = position
        cost = (length * perMeter).rounded()
        guard cost < Double(1 << 30) else {
          throw RoadNetworkError(
            .tooLarge, "a street of \(Int(length)) m without a junction; is a coordinate wrong?",
            context: "\(position.x), \(position.y)")
        }
        if keepsNodeIDs, places[node].street < 0 { places[node] = (Int32(street), Int32(vertex)) }
        if vertex > 0, vertex < nodes.count - 1 {
          longitudes.append(raw.longitudes[node])
          latitudes.append(raw.latitudes[node])
          offsets.append(UInt32(cost))
        }
      }
      innerStarts.append(Int32(longitudes.count))
      from.append(nodeOrder.number[Int(nodes.first!)])
      to.append(nodeOrder.number[Int(nodes.last!)])
      costs.append(UInt32(cost))
      meters.append(length)
    }
    let directions = chains.order.map { chains.directions[Int($0)] }
    self.innerStarts = Column(innerStarts)
    innerLongitudes = Column(longitudes)
    innerLatitudes = Column(latitudes)
    innerOffsets = Column(offsets)
    innerOffsetsBack = innerOffsets
    streetFrom = Column(from)
    streetTo = Column(to)
    streetCosts = Column(costs)
    streetCostsBack = streetCosts
    streetDirections = Column(directions)
    streetClasses = Column(chains.order.map { chains.classes[Int($0)] })
    streetSources = Column(chains.order.map { chains.sources[Int($0)] })
    nodeLongitudes = Column(nodeOrder.nodes.map { raw.longitudes[Int($0)] })
    nodeLatitudes = Column(nodeOrder.nodes.map { raw.latitudes[Int($0)] })

    let nodeCount = nodeOrder.nodes.count
    let components = Components.label(nodeCount: nodeCount, from: from, to: to, meters: meters)
    nodeComponents = Column(components.labels)
    componentLengths = components.lengths
    var expansion = TurnExpansion(
      raw, chains, nodeOrder.number, from: from, to: to, directions: directions, nodeCount: nodeCount, notes: &notes)
    self.notes = notes
    outward = ArcTable(expansion, costs, costs, directions, isReversed: false)
    let isTwoWay = directions.allSatisfy { $0 == RawStreets.forward | RawStreets.backward }
    inward =
      isTwoWay && expansion.junctions.isEmpty
      ? outward : ArcTable(expansion, costs, costs, directions, isReversed: true)
    expansion.dropIdleEnds()
    self.expansion = expansion
    largestArcCost = costs.max() ?? 0
    meanArcCost = UInt32(costs.reduce(0) { $0 + Int($1) } / max(costs.count, 1))
    sourceNodes = keepsNodeIDs ? SourceNodes(raw.nodeIDs, places: places) : .none
  }
}

extension ArcTable {
  /// Arcs in the order of streets, then turns, so that the table depends on nothing but the streets.
  ///
  /// - Parameters:
  ///   - costs: of each street from its first node to its last.
  ///   - costsBack: the other way.
  fileprivate init(
    _ expansion: TurnExpansion, _ costs: [UInt32], _ costsBack: [UInt32], _ directions: [UInt8], isReversed: Bool
  ) {
    let along = isReversed ? RawStreets.backward : RawStreets.forward
    let against = isReversed ? RawStreets.forward : RawStreets.backward
    let (up, down) = isReversed ? (costsBack, costs) : (costs, costsBack)
    // Backwards a search leaves a street's end where travellers arrive.
    let tailFrom = isReversed ? expansion.arriveFrom : expansion.leaveFrom
    let headFrom = isReversed ? expansion.leaveFrom : expansion.arriveFrom
    let tailTo = isReversed ? expansion.arriveTo : expansion.leaveTo
    let headTo = isReversed ? expansion.leaveTo : expansion.arriveTo
    var turns = isReversed ? expansion.turns.map { (from: $0.to, to: $0.from) } : expansion.turns
    for junction in expansion.junctions {
      for node in expansion.exits(of: junction, isForward: isReversed) { turns.append((node, junction)) }
    }
    let nodeCount = expansion.nodeCount
    var starts = [Int32](repeating: 0, count: nodeCount + 1)
    for street in costs.indices {
      if directions[street] & along != 0 { starts[Int(tailFrom[street]) + 1] += 1 }
      if directions[street] & against != 0 { starts[Int(tailTo[street]) + 1] += 1 }
    }
    for turn in turns { starts[Int(turn.from) + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var next = starts
    var heads = [Arc](repeating: Arc(head: 0, cost: 0), count: Int(starts[nodeCount]))
    var streets = [Int32](repeating: 0, count: heads.count)
    func add(_ tail: Int32, _ head: Int32, _ cost: UInt32, _ street: Int32) {
      let slot = Int(next[Int(tail)])
      next[Int(tail)] += 1
      heads[slot] = Arc(head: head, cost: cost)
      streets[slot] = street
    }
    for street in costs.indices {
      if directions[street] & along != 0 { add(tailFrom[street], headTo[street], up[street], Int32(street)) }
      if directions[street] & against != 0 { add(tailTo[street], headFrom[street], down[street], Int32(street)) }
    }
    for turn in turns { add(turn.from, turn.to, 0, Self.turn) }
    self.init(starts: Column(starts), heads: Column(heads), streets: Column(streets))
  }
}

enum Components {
  /// Connected components without regard to direction, numbered by falling street length (ties: lower node first).
  static func label(
    nodeCount: Int, from: [Int32], to: [Int32], meters: [Double]
  ) -> (labels: [Int32], lengths: [Meters]) {
    var sets = DisjointSets(count: nodeCount)
    for street in from.indices { _ = sets.union(Int(from[street]), Int(to[street])) }
    var length = [Double](repeating: 0, count: nodeCount)
    for street in from.indices { length[sets.find(Int(from[street]))] += meters[street] }
    let roots = (0..<nodeCount).filter { sets.find($0) == $0 }.sorted { (length[$1], $0) < (length[$0], $1) }
    var label = [Int32](repeating: -1, count: nodeCount)
    for (index, root) in roots.enumerated() { label[root] = Int32(index) }
    return ((0..<nodeCount).map { label[sets.find($0)] }, roots.map { Meters(length[$0]) })
  }
}

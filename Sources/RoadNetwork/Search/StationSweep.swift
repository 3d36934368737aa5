import Geometry
import Model

/// What a sweep from all stations at once leaves behind: at each node of the search the nearest station and its cost.
struct StationSweep {
  let graph: RoadGraph
  let stations: [SnapResult]
  let direction: Direction
  /// Cost in the upper half, station in the lower: the smaller number is the better station, ties included.
  private(set) var labels: [UInt64]
  private var heap = BinaryHeap<OpenNode<UInt64>>()
  private(set) var onStreet: [StreetID: [Int]] = [:]
  private var atDoor: [Coordinate: [Int]] = [:]

  init(_ graph: RoadGraph, _ stations: [SnapResult], _ direction: Direction) {
    self.graph = graph
    self.stations = stations
    self.direction = direction
    labels = [UInt64](repeating: .max, count: graph.searchNodeCount)
    for (index, station) in stations.enumerated() {
      if let point = station.point { start(at: point, index) }
    }
    run()
  }

  private mutating func offer(_ node: Int32, _ cost: Int, _ station: UInt64) {
    guard cost <= ReachQuery.largestCutoff else { return }
    let label = UInt64(cost) << 32 | station
    if label < labels[Int(node)] {
      labels[Int(node)] = label
      heap.push(OpenNode(key: label, node: node))
    }
  }

  private mutating func start(at point: SnappedPoint, _ station: Int) {
    onStreet[point.street, default: []].append(station)
    if let door = point.door { atDoor[door, default: []].append(station) }
    let street = Int(point.street.rawValue)
    let leaving = graph.leaving(point.place, direction)
    let ends = graph.ends(point.place)
    let exits = graph.exits(street, direction)
    if let end = leaving.end { offer(exits.end, point.accessCost + end, UInt64(station)) }
    if let start = leaving.start { offer(exits.start, point.accessCost + start, UInt64(station)) }
    for (isThere, junction) in [(ends.isStart, graph.streetFrom), (ends.isEnd, graph.streetTo)] where isThere {
      for node in graph.turns(at: junction[street], direction) { offer(node, point.accessCost, UInt64(station)) }
    }
  }

  private mutating func run() {
    let arcs = graph.arcs(direction)
    while let open = heap.pop() {
      let (label, node) = (open.key, open.node)
      guard labels[Int(node)] == label else { continue }
      for arc in Int(arcs.starts[Int(node)])..<Int(arcs.starts[Int(node) + 1]) {
        offer(arcs.heads[arc].head, Int(label >> 32) + Int(arcs.heads[arc].cost), label & 0xffff_ffff)
      }
    }
  }

  func nearest(to demand: SnapResult) -> NearestStation {
    guard let point = demand.point else {
      if case .unreached(let reason) = demand { return .unreached(reason) }
      return .unreached(.noPath)
    }
    let ends = graph.arriving(point.place, direction)
    let entries = graph.entries(point.place, direction)
    var best = UInt64.max
    func consider(_ label: UInt64, _ cost: Int) {
      if label != .max { best = min(best, label + UInt64(cost) << 32) }
    }
    if let start = ends.start { consider(labels[Int(entries.start)], start + point.accessCost) }
    if let end = ends.end { consider(labels[Int(entries.end)], end + point.accessCost) }
    for station in (onStreet[point.street] ?? []) + (point.door.flatMap { atDoor[$0] } ?? []) {
      if let origin = stations[station].point, let cost = graph.directCost(origin, point, direction) {
        best = min(best, UInt64(cost) << 32 | UInt64(station))
      }
    }
    if best == .max {
      return .unreached(graph.isIsland(component: graph.component(of: point.street)) ? .island : .noPath)
    }
    return .station(Int(best & 0xffff_ffff), cost: Int(best >> 32))
  }
}

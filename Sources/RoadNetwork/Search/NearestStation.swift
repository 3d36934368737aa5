import Geometry
import Model

/// The station that costs least to reach, without regard to a cutoff.
public enum NearestStation: Hashable, Sendable {
  /// Position in the list of stations; cost in the graph's unit, both access legs included.
  case station(Int, cost: Int)
  case unreached(UnreachedReason)
}

/// The nearest station of every demand point, by one sweep from all stations at once.
///
/// - Parameters:
///   - stations: as ``RoadGraph/snap(_:limit:threads:)`` returns them; those not on the network serve nobody.
///   - demand: likewise.
///   - direction: `toStation` counts the trip from the demand point to the station.
/// - Returns: one result per demand point, in their order. Equal costs fall to the lower station. A demand point on an
///   island that no station reaches has the reason `island`, elsewhere `noPath`.
/// - Complexity: O(streets log streets). Costs beyond ``ReachQuery/largestCutoff`` count as no path.
public func nearestStation(
  _ graph: RoadGraph, stations: [SnapResult], demand: [SnapResult], direction: Direction
) -> [NearestStation] {
  let arcs = graph.arcs(direction)
  // Cost in the upper half, station in the lower: the smaller number is the better station, ties included.
  var labels = [UInt64](repeating: .max, count: graph.searchNodeCount)
  var heap = BinaryHeap<OpenNode<UInt64>>()
  var onStreet: [StreetID: [Int]] = [:]
  var atDoor: [Coordinate: [Int]] = [:]
  func offer(_ node: Int32, _ cost: Int, _ station: UInt64) {
    guard cost <= ReachQuery.largestCutoff else { return }
    let label = UInt64(cost) << 32 | station
    if label < labels[Int(node)] {
      labels[Int(node)] = label
      heap.push(OpenNode(key: label, node: node))
    }
  }
  for (index, station) in stations.enumerated() {
    guard let point = station.point else { continue }
    onStreet[point.street, default: []].append(index)
    if let door = point.door { atDoor[door, default: []].append(index) }
    let street = Int(point.street.rawValue)
    let leaving = graph.leaving(point.place, direction)
    let ends = graph.ends(point.place)
    let exits = graph.exits(street, direction)
    if let end = leaving.end { offer(exits.end, point.accessCost + end, UInt64(index)) }
    if let start = leaving.start { offer(exits.start, point.accessCost + start, UInt64(index)) }
    for (isThere, junction) in [(ends.isStart, graph.streetFrom), (ends.isEnd, graph.streetTo)] where isThere {
      for node in graph.turns(at: junction[street], direction) { offer(node, point.accessCost, UInt64(index)) }
    }
  }
  while let open = heap.pop() {
    let (label, node) = (open.key, open.node)
    guard labels[Int(node)] == label else { continue }
    for arc in Int(arcs.starts[Int(node)])..<Int(arcs.starts[Int(node) + 1]) {
      offer(arcs.heads[arc].head, Int(label >> 32) + Int(arcs.heads[arc].cost), label & 0xffff_ffff)
    }
  }

  return demand.map { result in
    guard let point = result.point else {
      if case .unreached(let reason) = result { return .unreached(reason) }
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

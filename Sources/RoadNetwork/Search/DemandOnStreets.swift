import Geometry
import Model

/// Demand points hung on the nodes from which a search reaches them: built once, shared by all workers.
struct DemandOnStreets: Sendable {
  let count: Int
  /// Entries of node `n`: `starts[n] ..< starts[n + 1]`.
  private let starts: [Int32]
  private let entries: [Entry]
  /// Demand of street `s`, by rising number: `streetStarts[i]` for its position in `streets`.
  private let byStreet: [Int32: [Int32]]
  /// Demand that stands where another thing may stand too.
  private let byDoor: [Coordinate: [Int32]]
  private let points: [SnapResult]

  struct Entry: Sendable {
    var demand: Int32
    /// From the node to the demand point, access leg included.
    var cost: UInt32
  }

  init(_ graph: RoadGraph, _ demand: [SnapResult], _ direction: Direction) {
    count = demand.count
    points = demand
    var starts = [Int32](repeating: 0, count: graph.searchNodeCount + 1)
    var byStreet: [Int32: [Int32]] = [:]
    func forEach(_ body: (_ node: Int32, _ entry: Entry) -> Void) {
      for (index, result) in demand.enumerated() {
        guard let point = result.point else { continue }
        let ends = graph.arriving(point.place, direction)
        let nodes = graph.entries(point.place, direction)
        if let start = ends.start {
          let cost = UInt32(clamping: start + point.accessCost)
          body(nodes.start, Entry(demand: Int32(index), cost: cost))
        }
        if let end = ends.end {
          let cost = UInt32(clamping: end + point.accessCost)
          body(nodes.end, Entry(demand: Int32(index), cost: cost))
        }
      }
    }
    forEach { node, _ in starts[Int(node) + 1] += 1 }
    starts.countsToStarts()
    self.starts = starts
    var entries = [Entry](repeating: Entry(demand: 0, cost: 0), count: Int(starts[graph.searchNodeCount]))
    forEach { node, entry in
      entries[Int(starts[Int(node)])] = entry
      starts[Int(node)] += 1
    }
    self.entries = entries
    var byDoor: [Coordinate: [Int32]] = [:]
    for (index, result) in demand.enumerated() {
      guard let point = result.point else { continue }
      byStreet[point.street.rawValue, default: []].append(Int32(index))
      if let door = point.door { byDoor[door, default: []].append(Int32(index)) }
    }
    self.byStreet = byStreet
    self.byDoor = byDoor
  }

  func forEachEntry(of node: Int, _ body: (Entry) -> Void) {
    for entry in entries[Int(starts[node])..<Int(starts[node + 1])] { body(entry) }
  }

  /// Rising.
  func demand(on street: Int) -> [Int32] { byStreet[Int32(street)] ?? [] }

  /// One row: the demand points within the cutoff of the query's last run, sorted, with their cost.
  func row(
    _ query: borrowing ReachQuery, from origin: SnappedPoint, cutoff: Int, direction: Direction,
    _ best: inout [UInt32], _ found: inout [Int32], _ append: (_ demand: Int32, _ cost: Int) -> Void
  ) {
    found.removeAll(keepingCapacity: true)
    func offer(_ demand: Int32, _ cost: Int) {
      guard cost <= cutoff else { return }
      if best[Int(demand)] == .max { found.append(demand) }
      best[Int(demand)] = min(best[Int(demand)], UInt32(cost))
    }
    query.forEachSettled { node, cost in
      let node = Int(node)
      for entry in entries[Int(starts[node])..<Int(starts[node + 1])] { offer(entry.demand, cost + Int(entry.cost)) }
    }
    for demand in (byStreet[origin.street.rawValue] ?? []) + (origin.door.flatMap { byDoor[$0] } ?? []) {
      if let point = points[Int(demand)].point, let cost = query.graph.directCost(origin, point, direction) {
        offer(demand, cost)
      }
    }
    found.sort()
    for demand in found {
      append(demand, Int(best[Int(demand)]))
      best[Int(demand)] = .max
    }
  }
}

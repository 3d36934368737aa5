import Geometry
import Model

extension RoadGraph {
  /// The cheapest way between two points, along one-ways.
  ///
  /// - Returns: WGS84 degrees from the first point's place on its street to the second's; access legs are not drawn. Nil
  ///   when there is no path. Of equal paths always the same one.
  /// - Complexity: O(n log n) at worst; the search ends when the destination is settled.
  public func shortestPath(from origin: SnappedPoint, to destination: SnappedPoint) -> [Coordinate]? {
    let direction = Direction.fromStation
    let from = Int(origin.street.rawValue)
    let to = Int(destination.street.rawValue)
    var costs = [Int](repeating: .max, count: searchNodeCount)
    /// The street by which each node was reached, and from where; -1 for turns and the origin's own.
    var arrivals = [Int32](repeating: -1, count: searchNodeCount)
    var previous = [Int32](repeating: -1, count: searchNodeCount)
    var heap = MinimumHeap<Int>()
    let leaving = leaving(origin.place, direction)
    let originEnds = self.ends(origin.place)
    let exits = exits(from, direction)
    /// Nodes at which the path may begin at the end of the origin's street.
    var begins: Set<Int32> = [exits.end]
    if originEnds.isEnd { begins.formUnion(turns(at: streetTo[from], direction)) }
    var others: Set<Int32> = [exits.start]
    if originEnds.isStart { others.formUnion(turns(at: streetFrom[from], direction)) }
    for (nodes, cost) in [(begins, leaving.end), (others, leaving.start)] {
      for node in nodes {
        guard let cost, cost < costs[Int(node)] else { continue }
        costs[Int(node)] = cost
        heap.push(cost, node)
      }
    }

    let arriving = arriving(destination.place, direction)
    let ends = self.entries(destination.place, direction)
    let entries = [(node: ends.start, cost: arriving.start), (node: ends.end, cost: arriving.end)]
    var best = directCost(origin, destination, direction).map { $0 - origin.accessCost - destination.accessCost }
    var last: Int?
    while let (cost, node) = heap.pop() {
      if let best, cost >= best { break }
      guard costs[Int(node)] == cost else { continue }
      for (index, entry) in entries.enumerated() where entry.node == node {
        guard let rest = entry.cost else { continue }
        if best.map({ cost + rest < $0 }) ?? true {
          best = cost + rest
          last = index
        }
      }
      for arc in Int(outward.starts[Int(node)])..<Int(outward.starts[Int(node) + 1]) {
        let head = outward.heads[arc].head
        let next = cost + Int(outward.heads[arc].cost)
        if next < costs[Int(head)] {
          costs[Int(head)] = next
          arrivals[Int(head)] = outward.streets[arc]
          previous[Int(head)] = node
          heap.push(next, head)
        }
      }
    }
    guard best != nil else { return nil }
    guard let last else {
      return distinct(stretch(from, origin.offset, destination.offset))
    }

    // Backwards from the destination, then turned round.
    let lastNode = entries[last].node
    var pieces = [stretch(to, last == 0 ? 0 : Int(streetCosts[to]), destination.offset)]
    var node = lastNode
    while previous[Int(node)] >= 0 {
      if arrivals[Int(node)] != ArcTable.turn {
        let street = Int(arrivals[Int(node)])
        let length = Int(streetCosts[street])
        let isAlong = isAlong(street, from: previous[Int(node)])
        pieces.append(isAlong ? stretch(street, 0, length) : stretch(street, length, 0))
      }
      node = previous[Int(node)]
    }
    let endsAtTo = begins.contains(node) && leaving.end == costs[Int(node)]
    pieces.append(stretch(from, origin.offset, endsAtTo ? Int(streetCosts[from]) : 0))
    return distinct(pieces.reversed().flatMap { $0 })
  }

  /// Whether an arc of a street that leaves a node of the search leads from its first junction to its last. Where a street
  /// has copies, each of their nodes has a turn to the one that collects.
  private func isAlong(_ street: Int, from tail: Int32) -> Bool {
    let first = entries(onto: street, .fromStation).start
    if tail == first { return true }
    return (Int(outward.starts[Int(tail)])..<Int(outward.starts[Int(tail) + 1])).contains {
      outward.streets[$0] == ArcTable.turn && outward.heads[$0].head == first
    }
  }

  /// A part of a street in the sense of travel.
  private func stretch(_ street: Int, _ first: Int, _ last: Int) -> [Coordinate] {
    first <= last ? part(of: street, first...last) : part(of: street, last...first).reversed()
  }

  private func distinct(_ line: [Coordinate]) -> [Coordinate] {
    var result: [Coordinate] = []
    for coordinate in line where coordinate != result.last { result.append(coordinate) }
    return result
  }
}

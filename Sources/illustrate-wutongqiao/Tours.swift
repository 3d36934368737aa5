import Geometry
import Model

/// Shortest ways over the drawn streets, ridden in both directions.
struct TourPlanner {
  private let plan: StreetPlan
  private var neighbours: [[(vertex: Int, length: Double)]]

  init(_ plan: StreetPlan) {
    self.plan = plan
    neighbours = Array(repeating: [], count: plan.positions.count)
    for piece in plan.streetPieces {
      neighbours[piece.a].append((piece.b, piece.length))
      neighbours[piece.b].append((piece.a, piece.length))
    }
  }

  /// Street corners within `radius` of a point, in the order in which they were drawn.
  func corners(around center: Coordinate, radius: Double, inside area: [Coordinate]) -> [Int] {
    plan.positions.indices.filter {
      neighbours[$0].count >= 3 && plan.positions[$0].distance(center) < radius && contains(area, plan.positions[$0])
    }
  }

  /// A round tour over the stops: the nearest next stop first, then 2-opt, joined by shortest ways.
  func tour(_ stops: [Int]) -> [Int] {
    let trees = stops.map(shortestWays)
    let costs = trees.map { tree in stops.map { tree.length[$0] } }
    var order = [0]
    var rest = Array(stops.indices.dropFirst())
    while !rest.isEmpty {
      let last = order[order.count - 1]
      let next = rest.indices.min { costs[last][rest[$0]] < costs[last][rest[$1]] }!
      order.append(rest.remove(at: next))
    }
    improve(&order, costs)
    var line = [stops[order[0]]]
    for (index, stop) in order.enumerated() {
      let target = stops[order[(index + 1) % order.count]]
      var leg: [Int] = []
      var vertex = target
      while vertex != stops[stop] {
        leg.append(vertex)
        vertex = trees[stop].previous[vertex]
      }
      line += leg.reversed()
    }
    return line
  }

  private func improve(_ order: inout [Int], _ costs: [[Double]]) {
    var isBetter = true
    while isBetter {
      isBetter = false
      for i in 0..<(order.count - 1) {
        for j in (i + 1)..<order.count {
          let (a, b) = (order[i], order[i + 1])
          let (c, d) = (order[j], order[(j + 1) % order.count])
          if costs[a][c] + costs[b][d] < costs[a][b] + costs[c][d] - 1e-6 {
            order[(i + 1)...j].reverse()
            isBetter = true
          }
        }
      }
    }
  }

  private struct Reached: Comparable {
    var length: Double
    var vertex: Int

    static func < (a: Self, b: Self) -> Bool { (a.length, a.vertex) < (b.length, b.vertex) }
  }

  /// Dijkstra (1959) with a binary heap; ties fall to the lower vertex.
  private func shortestWays(from start: Int) -> (length: [Double], previous: [Int]) {
    var length = [Double](repeating: .infinity, count: neighbours.count)
    var previous = [Int](repeating: -1, count: neighbours.count)
    var heap = BinaryHeap<Reached>()
    heap.push(Reached(length: 0, vertex: start))
    length[start] = 0
    while let reached = heap.pop() {
      let vertex = reached.vertex
      guard reached.length <= length[vertex] else { continue }
      for next in neighbours[vertex] where reached.length + next.length < length[next.vertex] {
        length[next.vertex] = reached.length + next.length
        previous[next.vertex] = vertex
        heap.push(Reached(length: length[next.vertex], vertex: next.vertex))
      }
    }
    return (length, previous)
  }
}

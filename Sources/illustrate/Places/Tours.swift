import Geometry
import Model

/// Shortest ways over the drawn streets, ridden in both directions: round tours and lines.
struct TourPlanner {
  private let plan: StreetPlan
  private var neighbours: [[(vertex: Int, length: Double)]]

  /// - Parameter closed: classes of street that are not ridden on.
  init(_ plan: StreetPlan, closed: Set<String> = []) {
    self.plan = plan
    neighbours = Array(repeating: [], count: plan.positions.count)
    for piece in plan.streetPieces where !closed.contains(piece.highway) {
      neighbours[piece.a].append((piece.b, piece.length))
      neighbours[piece.b].append((piece.a, piece.length))
    }
  }

  /// Street corners within `radius` of a point, in the order in which they were drawn.
  func corners(around center: Coordinate, radius: Double, where counts: (Coordinate) -> Bool) -> [Int] {
    plan.positions.indices.filter {
      neighbours[$0].count >= 3 && plan.positions[$0].distance(center) < radius && counts(plan.positions[$0])
    }
  }

  /// Of the places from which one comes to all the others, the one nearest to a point.
  func vertices(nearestTo points: [Coordinate]) -> [Int] {
    let main = largestPart()
    return points.map { point in
      main.min { plan.positions[$0].distance(point) < plan.positions[$1].distance(point) }!
    }
  }

  /// In the order in which they were drawn.
  private func largestPart() -> [Int] {
    var part = [Int](repeating: -1, count: neighbours.count)
    var sizes: [Int] = []
    for start in neighbours.indices where part[start] < 0 {
      var open = [start]
      part[start] = sizes.count
      sizes.append(0)
      while let vertex = open.popLast() {
        sizes[sizes.count - 1] += 1
        for next in neighbours[vertex] where part[next.vertex] < 0 {
          part[next.vertex] = part[start]
          open.append(next.vertex)
        }
      }
    }
    let largest = sizes.indices.max { (sizes[$0], -$0) < (sizes[$1], -$1) }!
    return neighbours.indices.filter { part[$0] == largest }
  }

  /// The shortest way through stops in the order given.
  func way(through stops: [Int]) -> [Int] {
    zip(stops, stops.dropFirst()).reduce([stops[0]]) { line, leg in
      line + way(to: leg.1, in: shortestWays(from: leg.0), from: leg.0)
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
      line += way(to: stops[order[(index + 1) % order.count]], in: trees[stop], from: stops[stop])
    }
    return line
  }

  /// The vertices after the start.
  private func way(to target: Int, in tree: (length: [Double], previous: [Int]), from start: Int) -> [Int] {
    var leg: [Int] = []
    var vertex = target
    while vertex != start {
      leg.append(vertex)
      vertex = tree.previous[vertex]
    }
    return leg.reversed()
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

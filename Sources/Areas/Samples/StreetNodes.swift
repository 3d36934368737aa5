import Geometry

/// Where the stretches of streets end, and how far from there they have their first samples.
struct StreetNodes: Sendable {
  /// Whether streets part or end at a vertex: neither straight on nor a bend of one street.
  private(set) var isNode: [Bool]
  /// By place number, in units of the plane: how far its streets have their last sample; 0 at a dead end.
  private(set) var radii: [Double]

  private let noded: NodedStreets
  private let unit: Double

  /// - Parameters:
  ///   - others: places beside the streets that have cells of their own.
  ///   - grid: of the others; nil without any.
  init(_ noded: NodedStreets, _ others: [PlanePoint], _ grid: PieceGrid?, unit: Double, threads: Int) {
    self.noded = noded
    self.unit = unit
    isNode = [Bool](repeating: false, count: noded.places.count)
    radii = [Double](repeating: .infinity, count: noded.idCount)
    markNodes()
    setRadii(others, grid, threads: threads)
  }

  private mutating func markNodes() {
    for street in 0..<noded.streetCount {
      let vertices = Int(noded.starts[street])..<Int(noded.starts[street + 1])
      for vertex in vertices {
        if vertex == vertices.lowerBound || vertex == vertices.upperBound - 1 {
          isNode[vertex] = true
        } else if noded.arms[Int(noded.ids[vertex])] != 2 {
          isNode[vertex] = true
        } else {
          // More than a right angle: each side is on its own.
          let (a, b, c) = (noded.places[vertex - 1], noded.places[vertex], noded.places[vertex + 1])
          let (d, e) = (b - a, c - b)
          isNode[vertex] = d.x * e.x + d.y * e.y <= 0
        }
      }
    }
  }

  private mutating func setRadii(_ others: [PlanePoint], _ otherGrid: PieceGrid?, threads: Int) {
    noded.forEachPiece { _, first in
      let length = noded.places[first].distance(to: noded.places[first + 1])
      for vertex in [first, first + 1] where isNode[vertex] {
        let id = Int(noded.ids[vertex])
        radii[id] = min(radii[id], 0.45 * length)
      }
    }
    var vertices = [Int32](repeating: -1, count: noded.idCount)
    for vertex in noded.places.indices where isNode[vertex] { vertices[Int(noded.ids[vertex])] = Int32(vertex) }
    let (streets, meter, least, vertexOf) = (noded, unit, radii, vertices)
    radii = filled(streets.idCount, threads: threads) { (run, radii: UnsafeMutableBufferPointer<Double>) in
      for id in run {
        if vertexOf[id] < 0 || streets.arms[id] == 1 {
          radii[id] = vertexOf[id] < 0 ? .infinity : 0
          continue
        }
        var radius = min(least[id], StreetSamples.armLength * meter)
        let place = streets.places[Int(vertexOf[id])]
        _ = streets.grid.contains(near: place, reach: 2 * radius) { piece in
          if Int(streets.ids[piece]) != id, Int(streets.ids[piece + 1]) != id {
            radius = min(
              radius, squaredDistance(place, streets.places[piece], streets.places[piece + 1]).squareRoot() / 2)
          }
          return false
        }
        if let otherGrid {
          _ = otherGrid.contains(near: place, reach: 2 * radius) { other in
            radius = min(radius, place.distance(to: others[other]) / 2)
            return false
          }
        }
        radii[id] = max(radius, 0.05 * meter)
      }
    }
  }
}

import Areas
import Model
import Testing

/// Edges that do not cross are put on the grid and still do not cross.
struct SnappedEdgeTests {
  private typealias Place = SIMD2<Double>
  private typealias Edge = (a: Place, b: Place)

  private func side(_ a: Place, _ b: Place, _ c: Place) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  private func cross(_ p: Edge, _ q: Edge) -> Bool {
    side(p.a, p.b, q.a) * side(p.a, p.b, q.b) < 0 && side(q.a, q.b, p.a) * side(q.a, q.b, p.b) < 0
  }

  /// Whether a corner lies on an edge, between its ends.
  private func isInside(_ corner: Place, _ edge: Edge) -> Bool {
    guard side(edge.a, edge.b, corner) == 0, corner != edge.a, corner != edge.b else { return false }
    let (d, e) = (corner - edge.a, corner - edge.b)
    return d.x * e.x + d.y * e.y < 0
  }

  private func snapped(_ edges: [Edge]) -> [Edge] {
    func grid(_ place: Place) -> GridPoint {
      GridPoint(x: Int32(place.x.rounded()), y: Int32(place.y.rounded()))
    }
    func place(_ point: GridPoint) -> Place { Place(Double(point.x), Double(point.y)) }
    let snapped = SnappedEdges(edges.flatMap { [grid($0.a), grid($0.b)] })
    var pieces: [Edge] = []
    var found: [GridPoint] = []
    for edge in edges where grid(edge.a) != grid(edge.b) {
      snapped.corners(along: edge.a, edge.b, &found)
      let (from, to) = (grid(edge.a), grid(edge.b))
      var last = from
      for corner in found + [to] {
        pieces.append((place(last), place(corner)))
        last = corner
      }
    }
    return pieces
  }

  private func crossings(_ pieces: [Edge]) -> Int {
    var count = 0
    for i in pieces.indices {
      for j in pieces.indices where j != i {
        if i < j, cross(pieces[i], pieces[j]) { count += 1 }
        if isInside(pieces[j].a, pieces[i]) || isInside(pieces[j].b, pieces[i]) { count += 1 }
      }
    }
    return count
  }

  @Test func cornersWithinHalfAUnit() {
    let ends: [Place] = [[0, 0], [10, 4]]
    let corners = [(5, 2), (3, 1), (7, 4), (-1, 0), (10, 4), (0, 0)].map { GridPoint(x: $0.0, y: $0.1) }
    let snapped = SnappedEdges(corners + corners)
    var found: [GridPoint] = []
    snapped.corners(along: ends[0], ends[1], &found)
    // (3, 1) is 0.2 below the edge; (7, 4) 1.2 above it.
    #expect(found == [corners[1], corners[0]])
    snapped.corners(along: ends[1], ends[0], &found)
    #expect(found == [corners[0], corners[1]])
    // 0.45 farther north it still passes through the squares of the two, and by that of (7, 4).
    snapped.corners(along: ends[0] + [0, 0.45], ends[1] + [0, 0.45], &found)
    #expect(found == [corners[1], corners[0]])
    snapped.corners(along: ends[0] + [0, 0.9], ends[1] + [0, 0.9], &found)
    #expect(found.contains(corners[2]) && !found.contains(corners[1]))
  }

  /// The edges of a network of triangles, of corners a few units apart.
  @Test func trianglesDoNotCross() {
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SplitMix(seed: seed)
      let width = [60.0, 200, 2000][Int(seed % 3)]
      // Thousandths of a unit.
      let mesh = Triangulation(
        (0..<80).map { _ in
          PlanePoint(Double(random.below(Int(width * 1000))), Double(random.below(Int(width * 1000))))
        })
      var edges: [Edge] = []
      for edge in mesh.corners.indices {
        let (a, b) = (mesh.corners[edge], mesh.corners[edge % 3 == 2 ? edge - 2 : edge + 1])
        if a < b, b < 80 { edges.append((mesh.places[Int(a)] / 1000, mesh.places[Int(b)] / 1000)) }
      }
      #expect(crossings(snapped(edges)) == 0, "seed \(seed)")
    }
  }

  /// Edges that lie anyhow, of any length, across a few units.
  @Test func edgesAnyhowDoNotCross() {
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SplitMix(seed: seed)
      let width = [30.0, 100, 1000][Int(seed % 3)]
      func number() -> Double { Double.random(in: 0...width, using: &random) }
      var edges: [Edge] = []
      for _ in 0..<200 {
        let edge = (a: Place(number(), number()), b: Place(number(), number()))
        if edges.allSatisfy({ !cross($0, edge) }) { edges.append(edge) }
      }
      #expect(crossings(snapped(edges)) == 0, "seed \(seed)")
    }
  }
}

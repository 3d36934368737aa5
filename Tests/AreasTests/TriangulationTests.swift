import Areas
import Model
import Testing

struct TriangulationTests {
  /// The sign of the determinant of the rows (x, y, x² + y², 1), from whole numbers: positive for a place inside the circle
  /// through three that turn left.
  private func isInside(_ a: PlanePoint, _ b: PlanePoint, _ c: PlanePoint, _ d: PlanePoint) -> Bool {
    func row(_ p: PlanePoint) -> (Int128, Int128, Int128) {
      let (x, y) = (Int128(p.x), Int128(p.y))
      return (x, y, x * x + y * y)
    }
    func minor(_ p: PlanePoint, _ q: PlanePoint, _ r: PlanePoint) -> Int128 {
      let ((a, b, c), (d, e, f), (g, h, i)) = (row(p), row(q), row(r))
      let (first, second, third) = (e * i - f * h, d * i - f * g, d * h - e * g)
      return a * first - b * second + c * third
    }
    return minor(a, b, c) - minor(a, b, d) + minor(a, c, d) - minor(b, c, d) > 0
  }

  private func check(_ places: [PlanePoint], _ name: String) {
    let mesh = Triangulation(places)
    #expect(Array(mesh.places.prefix(places.count)) == places && mesh.places.count == places.count + 3)
    let distinct = Set(places)
    #expect(mesh.triangleCount == 2 * distinct.count + 1, "\(name)")
    for (place, standIn) in mesh.standIns.prefix(places.count).enumerated() {
      #expect(places[Int(standIn)] == places[place], "\(name)")
      #expect(mesh.standIns[Int(standIn)] == standIn, "\(name)")
      #expect((mesh.starts[place] >= 0) == (Int(standIn) == place), "\(name)")
    }
    var wrong = 0
    for triangle in 0..<mesh.triangleCount {
      let corners = (0..<3).map { mesh.places[Int(mesh.corners[3 * triangle + $0])] }
      let (d, e) = (corners[1] - corners[0], corners[2] - corners[0])
      if d.x * e.y - d.y * e.x <= 0 { wrong += 1 }
      for place in mesh.places where isInside(corners[0], corners[1], corners[2], place) { wrong += 1 }
      for side in 0..<3 {
        let edge = 3 * triangle + side
        let twin = Int(mesh.twins[edge])
        guard twin >= 0 else { continue }
        let end = mesh.corners[3 * triangle + (side + 1) % 3]
        if Int(mesh.twins[twin]) != edge || mesh.corners[twin] != end { wrong += 1 }
      }
    }
    #expect(wrong == 0, "\(name)")
    // Around each place come all its edges, each once.
    for place in places.indices where mesh.starts[place] >= 0 {
      var around: [Int] = []
      mesh.forEachEdge(from: place) { around.append($0) }
      let all = mesh.corners.indices.filter { Int(mesh.corners[$0]) == place }
      #expect(around.sorted() == all, "\(name)")
    }
  }

  /// A square with a place in it: its sides, and a spoke to each corner.
  @Test func everyEdgeOfASmallCase() {
    let places: [PlanePoint] = [[0, 0], [10, 0], [10, 10], [0, 10], [5, 4]]
    let mesh = Triangulation(places)
    var edges: Set<[Int32]> = []
    for edge in mesh.corners.indices {
      let (a, b) = (mesh.corners[edge], mesh.corners[edge % 3 == 2 ? edge - 2 : edge + 1])
      if max(a, b) < 5 { edges.insert([min(a, b), max(a, b)]) }
    }
    #expect(edges == [[0, 1], [1, 2], [2, 3], [0, 3], [0, 4], [1, 4], [2, 4], [3, 4]])
  }

  @Test func noPlaceLiesInACircle() {
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SplitMix(seed: seed)
      let width = [12, 200, 100_000_000][Int(seed % 3)]
      let places = (0..<(1 + random.below(60))).map { _ in
        PlanePoint(Double(random.below(width) - width / 2), Double(random.below(width) - width / 2))
      }
      check(places, "seed \(seed)")
    }
  }

  @Test func linesGridsCirclesAndDoubles() {
    check([], "none")
    check([[7, 7]], "one")
    check([[7, 7], [7, 7], [7, 7]], "one place thrice")
    func places(_ count: Int, _ place: (Int) -> (Int, Int)) -> [PlanePoint] {
      (0..<count).map {
        let (x, y) = place($0)
        return PlanePoint(Double(x), Double(y))
      }
    }
    check(places(40) { ($0 * 37 % 40 * 1000, 0) }, "on a line")
    check(places(40) { ($0 * 37 % 40 * 3, $0 * 37 % 40 * 7) }, "on a slanted line")
    check(places(100) { ($0 % 10 * 20_000, $0 / 10 * 20_000) }, "grid")
    check(places(100) { ($0 * 7 % 10, $0 * 3 % 100 / 10) }, "close grid, some twice")
    // x² + y² = 5² x 13² x 17² has many whole solutions.
    let radius = 1105
    var circle: [PlanePoint] = []
    for x in -radius...radius {
      let rest = radius * radius - x * x
      let y = Int(Double(rest).squareRoot().rounded())
      if y * y == rest { circle += [[Double(x), Double(y)], [Double(x), Double(-y)]] }
    }
    #expect(Set(circle).count == 108)
    check(circle, "circle")
  }

  /// Places on one circle, too, are joined alike whatever else is there: what is triangulated in strips fits together.
  @Test func triangulationOfAPartIsPartOfTheWhole() {
    for seed in 1...40 as ClosedRange<UInt64> {
      var random = SplitMix(seed: seed)
      // On a grid, so that many stand on one circle; each once.
      var places: [PlanePoint] = []
      for _ in 0..<400 {
        let place = PlanePoint(Double(random.below(40)) * 5, Double(random.below(40)) * 5)
        if !places.contains(place) { places.append(place) }
      }
      let inPart = places.indices.filter { places[$0].x >= 50 && places[$0].x < 150 }
      let (whole, part) = (Triangulation(places), Triangulation(inPart.map { places[$0] }))
      func triangles(_ mesh: Triangulation, _ numbers: [Int]) -> Set<[Int]> {
        var found: Set<[Int]> = []
        for triangle in 0..<mesh.triangleCount {
          let corners = (0..<3).map { Int(mesh.corners[3 * triangle + $0]) }
          guard corners.max()! < numbers.count else { continue }
          let (a, b, c) = (places[numbers[corners[0]]], places[numbers[corners[1]]], places[numbers[corners[2]]])
          // The circle through its corners, from their lifted heights.
          let (d, e) = (b - a, c - a)
          let area = 2 * (d.x * e.y - d.y * e.x)
          let (liftD, liftE) = (d.x * d.x + d.y * d.y, e.x * e.x + e.y * e.y)
          let x = (e.y * liftD - d.y * liftE) / area
          let y = (d.x * liftE - e.x * liftD) / area
          let radius = (x * x + y * y).squareRoot()
          if a.x + x - radius > 50, a.x + x + radius < 145 { found.insert(corners.map { numbers[$0] }.sorted()) }
        }
        return found
      }
      let (all, own) = (triangles(whole, Array(places.indices)), triangles(part, inPart))
      #expect(all == own && all.count > 50, "seed \(seed)")
    }
  }
}

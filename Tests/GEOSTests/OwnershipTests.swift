import GEOS
import Geometry
import Glibc
import Testing

@Suite struct OwnershipTests {
  @Test func callsThatTakeTheirPartsAndFailNeitherLeakNorFreeTwice() async {
    // Alone in a process, so that the memory is this test's. A leak of one long line a time would be 14 MB.
    await #expect(processExitsWith: .success) {
      let many = (0..<300).map { Coordinate(x: Double($0), y: Double($0 * $0)) }
      let outer = [Coordinate(x: 0, y: 0)] + many
      let short = [Coordinate(x: 1, y: 1)]
      let failing: [Shape] = [
        .polygon(Polygon(rings: [outer, outer, short])),
        .multiPolygon([Polygon(outer: outer), Polygon(rings: [short])]),
        .multiLineString([many, many, [Coordinate(x: 0, y: 0)]]),
        .collection([.lineString(many), .polygon(Polygon(rings: [short]))]),
      ]
      func attempt(_ times: Int) {
        for _ in 0..<times {
          for shape in failing {
            guard (try? GeometryHandle(shape).isEmpty()) == nil else { exit(1) }
          }
        }
      }
      attempt(100)
      func peakKilobytes() -> Int {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
      }
      let before = peakKilobytes()
      attempt(2_000)
      // A sanitizer keeps freed memory aside on purpose; it looks for the second free instead.
      let isSanitized = dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
      exit(isSanitized || peakKilobytes() - before < 4_000 ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }

  @Test func temporariesLiveThroughTheCallTheyFeed() throws {
    for size in 1...200 {
      let side = Double(size)
      let area = try GeometryHandle(.polygon(Polygon(outer: rectangle(0, 0, side, side))))
        .intersection(GeometryHandle(.polygon(Polygon(outer: rectangle(side / 2, 0, side * 2, side)))))
        .union(GeometryHandle(.polygon(Polygon(outer: rectangle(side * 3, 0, side * 4, side))))).area()
      #expect(area == side * side * 1.5)
      #expect(
        try PreparedGeometry(GeometryHandle(bowTie).repaired()).contains(coordinates((1, 5), (5, 1))) == [true, false])
    }
  }

  @Test func repairReplacesTheGeometryInPlace() throws {
    var handle = try GeometryHandle(bowTie)
    #expect(try handle.repair() != nil)
    #expect(try handle.repair() == nil)
    #expect(try handle.area() == 50)
  }

  @Test func everyTaskWorksOnItsOwnHandles() async throws {
    let shape = Shape.polygon(Polygon(rings: [rectangle(0, 0, 10, 10), rectangle(2, 2, 4, 4)]))
    let areas = try await withThrowingTaskGroup(of: Double.self) { group in
      for task in 0..<32 {
        group.addTask {
          var sum = 0.0
          for step in 0..<50 {
            let handle = try GeometryHandle(shape)
            let shifted = try GeometryHandle(
              .polygon(Polygon(outer: rectangle(Double(step % 10), 0, 20, 10))))
            sum += try handle.intersection(shifted).area()
            let prepared = try PreparedGeometry(handle)
            // The task may go on, and its handles be asked and freed, on another thread.
            await Task.yield()
            if try prepared.contains(coordinates((3, 3))) != [false] { sum = .nan }
            let tree = try STRtree([Box(minX: 0, minY: 0, maxX: Double(task + 1), maxY: 1)])
            if try tree.query(Box(coordinates((0.5, 0.5)))) != [0] { sum = .nan }
            if refusal({ try Shape(wkt: "NONSENSE\(task)") })?.message.contains("NONSENSE\(task)") != true {
              sum = .nan
            }
          }
          return sum
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    // Cut at x = 0...9: 10 x 10, 10 x 9, ... less the hole's 4, 4, 4, 2, 0, ...; five times over.
    #expect(areas == Array(repeating: 5 * (550 - 14), count: 32))
  }
}

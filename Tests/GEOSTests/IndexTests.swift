import GEOS
import Geometry
import Testing

@Suite struct IndexTests {
  @Test func preparedAnswersDistinguishTheBorder() throws {
    let prepared = try PreparedGeometry(
      .polygon(Polygon(rings: [rectangle(0, 0, 10, 10), rectangle(2, 2, 4, 4)])))
    //                     inside  border  corner   hole  its rim   outside
    let points = coordinates((5, 5), (10, 5), (0, 0), (3, 3), (2, 3), (11, 5))
    #expect(try prepared.contains(points) == [true, false, false, false, false, false])
    #expect(try prepared.intersects(points) == [true, true, true, false, true, false])
    #expect(try prepared.contains([]) == [])
    #expect(try prepared.contains(GeometryHandle(.lineString(coordinates((5, 5), (9, 9))))))
    #expect(try !prepared.contains(GeometryHandle(.lineString(coordinates((5, 5), (3, 3))))))
    #expect(try prepared.intersects(GeometryHandle(.lineString(coordinates((5, 5), (3, 3))))))
  }

  @Test func preparedNamesTheCoordinateThatIsNoPosition() throws {
    let prepared = try PreparedGeometry(bowTie)
    let error = try #require(refusal { try prepared.contains(coordinates((1, 1), (.nan, 1))) })
    #expect(error.context == "coordinate 1")
  }

  @Test func emptyGeometryContainsNothing() throws {
    #expect(try PreparedGeometry(.polygon(Polygon(rings: []))).intersects(coordinates((0, 0))) == [false])
  }

  /// Boxes of all kinds: points, flat ones, many equal ones, and some empty.
  private func randomBoxes(_ count: Int, using random: inout SplitMix64) -> [Box] {
    (0..<count).map { index in
      if index % 50 == 49 { return Box() }
      let x = Double(Int.random(in: 0..<100, using: &random))
      let y = Double(Int.random(in: 0..<100, using: &random))
      return Box(
        minX: x, minY: y, maxX: x + Double(Int.random(in: 0...5, using: &random)),
        maxY: y + Double(Int.random(in: 0...5, using: &random)))
    }
  }

  @Test(arguments: [UInt64(1), 2, 3]) func treeEqualsLookingAtEveryBox(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let boxes = randomBoxes(2_000, using: &random)
    let tree = try STRtree(boxes)
    let windows = randomBoxes(200, using: &random)
    for window in windows {
      let expected = window.isEmpty ? [] : boxes.indices.filter { !boxes[$0].isEmpty && boxes[$0].intersects(window) }
      #expect(try tree.query(window) == expected, "seed \(seed)")
    }
  }

  @Test func aTreeWithoutBoxesFindsNothing() throws {
    for boxes in [[], [Box(), Box()]] {
      let tree = try STRtree(boxes)
      #expect(try tree.query(Box(minX: -9, minY: -9, maxX: 9, maxY: 9)) == [])
    }
  }

  @Test func boxesThatAreNoNumbersAreRefused() throws {
    #expect(refusal { try STRtree([Box(minX: 0, minY: 0, maxX: .infinity, maxY: 1)]) } != nil)
    let tree = try STRtree([Box(minX: 0, minY: 0, maxX: 1, maxY: 1)])
    #expect(refusal { try tree.query(Box(minX: 0, minY: 0, maxX: .infinity, maxY: 1)) } != nil)
  }
}

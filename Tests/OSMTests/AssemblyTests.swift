import OSM
import Testing

/// Blocks are joined while the file is read: whatever stands where, references find their nodes.
@Suite struct AssemblyTests {
  private typealias Node = (id: Int64, longitude: Int64)

  /// A block of nodes on the equator.
  private static func nodes(_ nodes: [Node], named: [String] = []) -> [UInt8] {
    // Key 1 is `name`, values follow.
    var tags: [UInt64] = []
    for text in named.indices { tags += [1, UInt64(text + 2), 0] }
    return TinyPBF.block(
      strings: ["", "name"] + named,
      group: TinyPBF.denseNodes(
        ids: nodes.map(\.id), latitudes: nodes.map { _ in 0 }, longitudes: nodes.map(\.longitude), tags: tags))
  }

  private static func way(_ id: Int64, _ refs: [Int64], highway: String = "path") -> [UInt8] {
    TinyPBF.block(strings: ["", "highway", highway], group: TinyPBF.way(id: id, refs: refs, tags: [(1, 2)]))
  }

  private static func read(_ blocks: [[UInt8]], threads: Int = 1) throws -> OSMData {
    var file = TinyPBF()
    file.appendHeader()
    for block in blocks { file.append("OSMData", block) }
    return try withFile(file.bytes) { try OSMFile.read($0, threads: threads) }
  }

  private static func nodes(_ data: OSMData, ofWay way: Int) -> [Int32] { Array(data.nodes(ofWay: way)) }

  @Test func nodesBehindTheWaysAreFound() throws {
    let data = try Self.read([
      Self.nodes([(10, 1), (20, 2)]), Self.way(1, [10, 30, 99, 20]), Self.nodes([(30, 3)]), Self.way(2, [30, 10]),
    ])
    #expect(data.nodeIDs == [10, 20, 30])
    #expect(Self.nodes(data, ofWay: 0) == [0, 2, OSMData.missingNode, 1])
    #expect(Self.nodes(data, ofWay: 1) == [2, 0])
    #expect(data.missingNodeCount == 1)
    #expect(data.clippedWayCount == 1)
  }

  @Test func waysBeforeAllNodes() throws {
    let data = try Self.read([Self.way(1, [7, 8]), Self.way(2, [8, 9, 9]), Self.nodes([(8, 1), (7, 2)])])
    #expect(Self.nodes(data, ofWay: 0) == [1, 0])
    #expect(Self.nodes(data, ofWay: 1) == [0, OSMData.missingNode, OSMData.missingNode])
    #expect(data.missingNodeCount == 2)
    #expect(data.clippedWayCount == 1)
  }

  /// Ids that rise are found in the list itself: below the first, between, above the last, and as far apart as numbers go.
  @Test func risingIDsFarApart() throws {
    let ids: [Int64] = [.min, -40, -39, 0, 1, 2, 3, 4_000_000_000, .max - 1]
    let data = try Self.read([
      Self.nodes(ids.map { Node($0, 0) }), Self.way(1, ids.reversed()),
      Self.way(2, [.min + 1, -41, 5, 4_000_000_001, .max]),
    ])
    #expect(Self.nodes(data, ofWay: 0) == [8, 7, 6, 5, 4, 3, 2, 1, 0])
    #expect(Self.nodes(data, ofWay: 1) == Array(repeating: OSMData.missingNode, count: 5))
    #expect(data.missingNodeCount == 5)
  }

  /// Every second number is a node's, then a gap of a million: both halves of the list are found, the others are not.
  @Test(arguments: [true, false]) func manyIDs(isRising: Bool) throws {
    var rising: [Int64] = []
    for start: Int64 in [0, 1_000_000] {
      for step: Int64 in 0..<500 { rising.append(start + 2 * step) }
    }
    let ids: [Int64] = isRising ? rising : rising.reversed()
    var wanted: [Int64] = []
    for id in rising { wanted += [id, id + 1] }
    let data = try Self.read([Self.nodes(ids.map { Node($0, $0) }), Self.way(1, wanted)])
    for (reference, node) in zip(wanted, Self.nodes(data, ofWay: 0)) {
      if reference % 2 == 1 {
        #expect(node == OSMData.missingNode)
      } else {
        #expect(node != OSMData.missingNode && data.nodeIDs[Int(node)] == reference)
      }
    }
    #expect(data.missingNodeCount == 1000)
  }

  @Test func theFirstOfRepeatedIDsStays() throws {
    let data = try Self.read([
      Self.nodes([(1, 100), (2, 200)], named: ["old", "two"]), Self.way(6, [1, 2]), Self.way(5, [2, 1]),
      Self.nodes([(1, 900), (3, 300)], named: ["new", "three"]), Self.way(6, [3, 3], highway: "track"),
      Self.way(7, [1, 3]), Self.way(5, [3]),
    ])
    #expect(data.wayIDs == [6, 5, 7])
    #expect(Self.nodes(data, ofWay: 0) == [0, 1])
    #expect(Self.nodes(data, ofWay: 1) == [1, 0])
    #expect(Self.nodes(data, ofWay: 2) == [0, 3])
    #expect(data.features(matching: [TagFilter(key: "name")]).map(\.name) == ["old", "two", "three"])
    #expect(data.lines(matching: [TagFilter(key: "highway", values: ["track"])]).isEmpty)
  }

  /// 300 blocks of a node and a way to the node before: 8 threads join them in the order of the file.
  @Test func threadsJoinInTheOrderOfTheFile() throws {
    var blocks: [[UInt8]] = []
    for number: Int64 in 0..<300 {
      blocks.append(Self.nodes([Node(number, number)]))
      blocks.append(Self.way(number, [number, max(number - 1, 0)]))
    }
    let data = try Self.read(blocks, threads: 8)
    #expect(data.nodeIDs == Array<Int64>(0..<300))
    for way in 0..<300 {
      let expected: [Int32] = [Int32(way), Int32(max(way - 1, 0))]
      #expect(Self.nodes(data, ofWay: way) == expected)
    }
  }
}

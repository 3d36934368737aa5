import Foundation
import Model
import RoadNetwork
import Testing

/// Columns of others behind a graph.
struct SavedGroundTests {
  private static let (whole, real) = ([Int32](0..<20_000), [2.5, -1.0, 7.0])

  private static func graph(_ east: Double = 100) throws -> RoadGraph {
    try RoadGraph.build(
      lines: [StreetLine(coordinates: [Scene.position(east: 0, north: 0), Scene.position(east: east, north: 0)])],
      impedance: .distance)
  }

  private static func saved(_ graph: RoadGraph, hasGround: Bool = true) -> Data {
    var bytes = Data()
    graph.save(
      origin: "streets", ground: hasGround ? (7, [KeptColumn(whole), KeptColumn([UInt8]()), KeptColumn(real)]) : nil
    ) { bytes.append(contentsOf: $0) }
    return bytes
  }

  private func opened(_ bytes: Data) throws -> RoadGraph {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("ground-\(UUID().uuidString).scgraph").path
    try bytes.write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try RoadGraph.open(path).graph
  }

  private func columns(_ graph: RoadGraph, layout: UInt8 = 7) throws -> [[Double]] {
    try #require(graph.savedGround).value(layout: layout) { columns in
      let whole = try columns.next(Int32.self)
      let none = try columns.next(UInt8.self)
      return [whole.map(Double.init), none.map(Double.init), try columns.next(Double.self)]
    }
  }

  @Test func columnsComeBack() throws {
    let graph = try opened(Self.saved(try Self.graph()))
    #expect(try columns(graph) == [Self.whole.map(Double.init), [], Self.real])
    // Made once: a function that would refuse is not asked.
    #expect(try #require(graph.savedGround).value(layout: 7) { _ in [[Double]]?.none }.count == 3)
  }

  @Test func theGraphBeforeThemIsTheSame() throws {
    let (bare, more) = (Self.saved(try Self.graph(), hasGround: false), Self.saved(try Self.graph()))
    #expect(more.prefix(bare.count) == bare && more.count > bare.count + 80_000)
    #expect(try opened(bare).savedGround == nil)
  }

  @Test func whatIsTornForeignOrDamagedIsRefused() throws {
    let bare = Self.saved(try Self.graph(), hasGround: false)
    let whole = Self.saved(try Self.graph())
    let ground = whole.dropFirst(bare.count)
    func refusal(_ bytes: Data) -> String {
      do {
        _ = try columns(try opened(bytes))
        return ""
      } catch { return "\((error as? RoadNetworkError)?.words.english ?? "\(error)")" }
    }
    #expect(refusal(whole) == "")
    #expect(refusal(whole.dropLast(64)).hasPrefix("torn: "))
    #expect(refusal(bare + Data(count: 640)).hasPrefix("what stands behind the graph is no ground"))
    #expect(refusal(bare + ground.prefix(40)).hasPrefix("what stands behind the graph is no ground"))
    let other = Self.saved(try Self.graph(120), hasGround: false)
    #expect(refusal(other + ground).hasPrefix("the ground behind the graph is that of another graph"))
    for place in stride(from: bare.count + 64, to: whole.count, by: 4999) {
      var flipped = whole
      flipped[place] ^= 4
      #expect(refusal(flipped).hasPrefix("damaged: "), "\(place)")
    }
  }

  @Test func anotherVersionIsRefused() throws {
    let graph = try opened(Self.saved(try Self.graph()))
    let error = #expect(throws: RoadNetworkError.self) { try columns(graph, layout: 8) }
    #expect(error?.message.contains("layout 7, this one reads 8") == true)
  }

  @Test func columnsThatDoNotFitAreRefused() throws {
    let graph = try opened(Self.saved(try Self.graph()))
    let kept = try #require(graph.savedGround)
    let unfit = #expect(throws: RoadNetworkError.self) {
      try kept.value(layout: 7) { columns in
        _ = (try columns.next(Int32.self), try columns.next(UInt8.self), try columns.next(Double.self))
        return [Double]?.none
      }
    }
    #expect(unfit?.message.contains("do not fit") == true)
    // One column is left over, and one too many is asked for.
    #expect(throws: RoadNetworkError.self) { try kept.value(layout: 7) { try $0.next(Int32.self) } }
    #expect(throws: RoadNetworkError.self) {
      try kept.value(layout: 7) { columns in try (0..<4).map { _ in try columns.next(UInt8.self) } }
    }
  }
}

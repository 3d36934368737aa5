import Areas
import Geometry
import Model
import Testing

/// Ground that was kept is the ground that would be made.
struct KeptTerritoriesTests {
  /// Columns in memory.
  private struct Columns: KeptColumns {
    var all: [[UInt8]]
    private var next = 0

    init(_ kept: KeptTerritories) {
      all = kept.columns.map { column in
        var bytes: [UInt8] = []
        column.withBytes { $0.withUnsafeBytes { bytes += $0 } }
        return bytes
      }
    }

    mutating func next<Element: BitwiseCopyable>(_: Element.Type) -> [Element] {
      defer { next += 1 }
      return all[next].withUnsafeBytes { bytes in
        (0..<(bytes.count / MemoryLayout<Element>.stride)).map {
          bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.stride, as: Element.self)
        }
      }
    }
  }

  /// Streets and bridges only: walls and communities have ground of their own.
  private static func bare(_ seed: UInt64) -> RandomTown {
    var scene = RandomTown(seed: seed)
    (scene.town.walls, scene.town.lakes, scene.town.communities) = ([], [], [])
    return scene
  }

  @Test func whatWasKeptIsDrawnAlike() throws {
    for seed in 1...100 as ClosedRange<UInt64> {
      let scene = Self.bare(seed)
      let town = scene.town
      let kept = KeptTerritories(town.plan, threads: 1) { positions, _ in town.feet(positions) }
      var columns = Columns(kept)
      let back = try #require(try KeptTerritories(town.plan, &columns), "seed \(seed)")
      for direction in [Direction.fromStation, .toStation] {
        let territories = try #require(back.territories(direction))
        let made = town.territories()
        #expect(territories.edges == made.edges, "seed \(seed)")
        var one = TerritoryDrawing(territories)
        var other = TerritoryDrawing(made)
        for ranges in scene.reached { #expect(one.area(ranges) == other.area(ranges), "seed \(seed)") }
      }
    }
  }

  /// A bridge of 100 m between two streets; who goes to the station comes onto no street beside it.
  @Test func directionsHaveTheirOwnFeet() throws {
    var town = Town(streets: [[(0, 0), (0, 100)], [(100, 0), (100, 100)], [(0, 50), (100, 50)]])
    town.bridges = [2]
    let scene = town
    let kept = KeptTerritories(town.plan, threads: 1) { positions, direction in
      direction == .fromStation ? scene.feet(positions) : positions.map { _ in nil }
    }
    var columns = Columns(kept)
    let back = try #require(try KeptTerritories(town.plan, &columns))
    func area(_ territories: Territories) -> DrawnArea {
      var drawing = TerritoryDrawing(territories)
      return drawing.area([town.whole(0)])
    }
    let (from, to) = (
      area(try #require(back.territories(.fromStation))), area(try #require(back.territories(.toStation)))
    )
    #expect(from == area(town.territories()))
    // Beside the bridge, five metres from it and twenty from the street.
    let beside = Shape.point(Town.at(20, 55))
    #expect(try from.shape.contains(beside) && !to.shape.contains(beside))
  }

  @Test func placesAndCommunitiesWithGroundOfTheirOwnAreRefused() throws {
    let town = Town(streets: [[(0, 0), (0, 100)]])
    let kept = KeptTerritories(town.plan, threads: 1) { positions, _ in town.feet(positions) }
    func places(_ east: Double) -> TerritoryPlaces {
      let positions = [Town.at(east, 50)]
      return TerritoryPlaces(positions: positions, feet: town.feet(positions))
    }
    #expect(kept.territories(.fromStation, places: places(0.3), communities: [[]]) != nil)
    #expect(kept.territories(.fromStation, places: places(3)) == nil)
    #expect(kept.territories(.fromStation, places: TerritoryPlaces(positions: [Town.at(0, 0)], feet: [nil])) == nil)
    let outline = Polygon(outer: Town.ring([(-50, -50), (50, -50), (50, 150)]))
    #expect(kept.territories(.fromStation, communities: [[outline]]) == nil)
  }

  /// One column too short, or of another plan.
  @Test func columnsThatDoNotFitAreTold() throws {
    let town = Self.bare(3).town
    let kept = KeptTerritories(town.plan, threads: 1) { positions, _ in town.feet(positions) }
    let whole = Columns(kept)
    // Strays, and the feet of the other direction, may be none.
    for (index, bytes) in whole.all.enumerated() where bytes.count > 4 && index < 7 {
      var columns = whole
      columns.all[index].removeLast(index == 0 || index > 1 && index < 6 ? 4 : 8)
      #expect(try KeptTerritories(town.plan, &columns) == nil, "column \(index)")
    }
    var edges = whole
    // The cell on the left of the first edge.
    edges.all[10].replaceSubrange(16..<20, with: [255, 255, 255, 127])
    #expect(try KeptTerritories(town.plan, &edges) == nil)
    var other = whole
    #expect(try KeptTerritories(Town(streets: [[(0, 0), (0, 100)]]).plan, &other) == nil)
  }
}

import Areas
import GEOS
import Geometry
import Model
import Testing

/// Five hundred random towns: what is drawn fills each community, and parts reached from unreached street.
struct RandomTerritoryTests {
  /// Of written coordinates, in degrees.
  private static let grid = 1e-7

  /// The first five hundred, and those beyond that once failed.
  private static let seeds: [UInt64] = Array(1...500) + [946, 1107, 1321, 1951, 2158]

  @Test(arguments: 0..<4)
  func groundsFillCommunities(part: UInt64) throws {
    for seed in Self.seeds where seed % 4 == part {
      try groundFills(seed)
    }
  }

  private func groundFills(_ seed: UInt64) throws {
    let scene = RandomTown(seed: seed)
    var drawing = TerritoryDrawing(scene.town.territories())
    let all = joined(scene.reached)
    let grounds = drawing.communities(all, kinds: GroundKind.allCases)
    for (community, polygons) in scene.town.communities.enumerated() {
      let kinds = grounds.map { $0[community].shape }
      guard !polygons.isEmpty else {
        #expect(kinds.allSatisfy { $0.isEmpty })
        continue
      }
      let outline = Shape.multiPolygon(polygons)
      var sum = 0.0
      for (index, kind) in kinds.enumerated() {
        #expect(try kind.isValid(), "seed \(seed), community \(community), kind \(index)")
        sum += try kind.planarArea()
        for other in kinds[(index + 1)...] {
          let overlap = try kind.intersection(other).planarArea()
          #expect(overlap < 1e-18, "seed \(seed), community \(community): \(overlap)")
        }
      }
      let tolerance = try outline.planarLength() * Self.grid / 2
      #expect(try outline.isValid(), "seed \(seed), community \(community)")
      let missing = try abs(outline.planarArea() - sum)
      #expect(missing < tolerance, "seed \(seed), community \(community)")
      // Not a place is in two kinds or none: their outer border is the community's.
      let filled = try union(kinds)
      let twice = try abs(filled.planarArea() - sum)
      #expect(twice < 1e-18, "seed \(seed), community \(community)")
      #expect(try filled.difference(outline).planarArea() < tolerance, "seed \(seed), community \(community)")
    }
    // Side by side the communities have the same corners along their common border.
    let (west, east) = (grounds.map { $0[0].shape }, grounds.map { $0[1].shape })
    for one in west {
      for other in east { #expect(try one.intersection(other).planarArea() < 1e-18, "seed \(seed)") }
    }
  }

  @Test(arguments: 0..<4)
  func areasAddUpToWhatIsServed(part: UInt64) throws {
    for seed in Self.seeds where seed % 4 == part {
      var scene = RandomTown(seed: seed)
      var drawing = TerritoryDrawing(scene.town.territories())
      let areas = scene.reached.map { drawing.area($0).shape }
      let all = joined(scene.reached)
      let whole = drawing.area(all).shape
      let served = drawing.communities(all, kinds: [.served])[0].prefix(3).map(\.shape)
      for area in areas + [whole] { #expect(try area.isValid(), "seed \(seed)") }
      // Where two sites cut one cell, their cuts need not have each other's corners.
      let tolerance = try whole.planarLength() * Self.grid
      let merged = try union(areas)
      let surplus = try abs(merged.planarArea() - whole.planarArea())
      #expect(surplus < tolerance, "seed \(seed)")
      #expect(try merged.difference(whole).planarArea() < tolerance, "seed \(seed)")
      let inside = try served.reduce(0) { try $0 + $1.planarArea() }
      let outlines = Shape.multiPolygon(scene.town.communities[0] + scene.town.communities[1])
      let within = try union([outlines, .multiPolygon(scene.town.communities[2])])
      let difference = try abs(whole.intersection(within).planarArea() - inside)
      let rounding = try tolerance + within.planarLength() * Self.grid / 2
      #expect(difference < rounding, "seed \(seed)")
      let smaller = drawing.area(scene.smaller(scene.reached[0])).shape
      #expect(try smaller.isValid() && smaller.difference(areas[0]).planarArea() < tolerance, "seed \(seed)")
    }
  }

  /// Every metre of street, and the ends of each range.
  @Test(arguments: 0..<4)
  func streetsAreOnTheirSide(part: UInt64) throws {
    var asked = 0
    for seed in Self.seeds where seed % 4 == part {
      asked += try streetsAreOnTheirSide(RandomTown(seed: seed), seed)
    }
    #expect(asked > 20_000)
  }

  /// Curves have fewer samples than corners.
  @Test func windingStreetsAreOnTheirSide() throws {
    var asked = 0
    for seed in Array(1...150) + [170] as [UInt64] {
      asked += try streetsAreOnTheirSide(RandomTown(windingSeed: seed), seed)
    }
    #expect(asked > 20_000)
  }

  /// - Returns: how many places were asked about.
  private func streetsAreOnTheirSide(_ scene: RandomTown, _ seed: UInt64) throws -> Int {
    let ranges = scene.reached[0]
    var drawing = TerritoryDrawing(scene.town.territories())
    let area = drawing.area(ranges)
    let probes = Probes(scene.town, ranges)
    let positions = probes.all.map { Town.at($0.place.east, $0.place.north) }
    let inside =
      area.shape.isEmpty ? positions.map { _ in false } : try PreparedGeometry(area.shape).contains(positions)
    for (index, probe) in probes.all.enumerated() {
      guard probe.isReached != inside[index] else { continue }
      let border = try Shape.multiLineString(
        area.shape.polygons.flatMap { p in (0..<p.ringCount).map { Array(p.ring($0)) } }
      )
      .planarDistance(to: .point(positions[index]))
      #expect((border ?? .infinity) < 2 * Self.grid, "seed \(seed): street \(probe.street) at \(probe.meters) m")
    }
    return probes.all.count
  }

  /// Borders that no area needs are left out; the areas are the same to the last digit.
  @Test func areasNeedOnlyTheirOwnBorders() throws {
    for seed in 1...200 as ClosedRange<UInt64> {
      let scene = RandomTown(seed: seed)
      let ranges = scene.reached[0]
      var isDrawn = [Bool](repeating: false, count: scene.town.streets.count)
      for range in ranges { isDrawn[Int(range.street)] = true }
      var all = TerritoryDrawing(scene.town.territories())
      var own = TerritoryDrawing(scene.town.territories(isDrawn: isDrawn))
      #expect(own.area(ranges) == all.area(ranges), "seed \(seed)")
    }
  }

  /// The shares told, against the metres of the streets in the written polygon.
  @Test func sharesAreThoseOfThePolygon() throws {
    for seed in 1...500 as ClosedRange<UInt64> {
      let scene = RandomTown(seed: seed)
      let town = scene.town
      let ranges = scene.reached[0]
      var drawing = TerritoryDrawing(town.territories())
      let area = drawing.area(ranges)
      func lines(_ ranges: [(Int, Double, Double)]) -> [[Coordinate]] {
        ranges.map { town.line($0.0, $0.1, $0.2).map { Town.at($0.east, $0.north) } }
      }
      let measured = FalseShares(
        area.shape, reached: lines(Probes.parts(town, ranges, isReached: true)),
        unreached: lines(Probes.parts(town, ranges, isReached: false)))
      // Shares take a cell as its sample is: each cut cell may be off by half of its 20 m.
      let total = ranges.reduce(0) { $0 + Double($1.last - $1.first) / 1000 }
      for (told, measured) in [(area.shares.inside, measured.inside), (area.shares.outside, measured.outside)] {
        guard let told, let measured else { continue }
        #expect(
          abs(told - measured) * total < 10 * Double(2 * ranges.count), "seed \(seed): \(told) against \(measured)")
      }
    }
  }
}

/// Places of streets, each half a metre or more away from all street of the other kind and two centimetres from all cuts.
private struct Probes {
  struct Probe {
    var street: Int
    var meters: Double
    var place: (east: Double, north: Double)
    var isReached: Bool
  }

  var all: [Probe] = []

  init(_ town: Town, _ ranges: [ReachedRange]) {
    let pieces = [true, false].map { isReached in
      Self.parts(town, ranges, isReached: isReached).map { town.line($0.0, $0.1, $0.2) }
    }
    for (isReached, others) in [(true, pieces[1]), (false, pieces[0])] {
      for (street, from, to) in Self.parts(town, ranges, isReached: isReached) {
        var meters = [from + 0.02, to - 0.02]
        meters += stride(from: from + 0.5, to: to, by: 1)
        for meters in meters where meters > from && meters < to {
          let place = town.place(street, meters)
          // Its own street beyond a cut is nearer than half a metre there, and may be.
          let isClear = others.allSatisfy { line in
            zip(line, line.dropFirst()).allSatisfy { Self.distance(place, $0.0, $0.1) > 0.5 }
          }
          let isAtCut = meters - from < 0.6 || to - meters < 0.6
          let isAlone = isAtCut && Self.isAlone(place, street, others, town, [from, to])
          if isClear || isAlone {
            all.append(Probe(street: street, meters: meters, place: place, isReached: isReached))
          }
        }
      }
    }
  }

  /// Whether all street of the other kind within half a metre goes on straight from a cut of its own street.
  private static func isAlone(
    _ place: (east: Double, north: Double), _ street: Int, _ others: [Town.Line], _ town: Town, _ cuts: [Double]
  ) -> Bool {
    let ends = cuts.map { town.place(street, $0) }
    let straight = cuts.allSatisfy { cut in
      let (a, b, c) = (town.place(street, max(0, cut - 1.5)), town.place(street, cut), town.place(street, cut + 1.5))
      return abs(Town.meters([a, b, c]) - Town.meters([a, c])) < 1e-6
    }
    guard straight else { return false }
    return others.allSatisfy { line in
      zip(line, line.dropFirst()).allSatisfy { a, b in
        guard distance(place, a, b) <= 0.5 else { return true }
        return ends.contains { Town.meters([$0, a]) < 1e-6 || Town.meters([$0, b]) < 1e-6 }
          && town.streets.enumerated().allSatisfy { index, other in
            index == street
              || zip(other, other.dropFirst()).allSatisfy { distance(place, $0.0, $0.1) > 1.5 }
          }
      }
    }
  }

  static func parts(_ town: Town, _ ranges: [ReachedRange], isReached: Bool) -> [(Int, Double, Double)] {
    var parts: [(Int, Double, Double)] = []
    for street in town.streets.indices {
      let own = ranges.filter { $0.street == street }.map { (Double($0.first) / 1000, Double($0.last) / 1000) }
      if isReached {
        parts += own.map { (street, $0.0, $0.1) }
      } else {
        var from = 0.0
        for range in own {
          if range.0 > from { parts.append((street, from, range.0)) }
          from = range.1
        }
        let length = Town.meters(town.streets[street])
        if length > from + 0.001 { parts.append((street, from, length)) }
      }
    }
    return parts
  }

  private static func distance(
    _ place: (east: Double, north: Double), _ a: (east: Double, north: Double), _ b: (east: Double, north: Double)
  ) -> Double {
    let (dx, dy) = (b.east - a.east, b.north - a.north)
    let length = dx * dx + dy * dy
    let along =
      length > 0 ? max(0, min(1, ((place.east - a.east) * dx + (place.north - a.north) * dy) / length)) : 0
    let (x, y) = (place.east - a.east - dx * along, place.north - a.north - dy * along)
    return (x * x + y * y).squareRoot()
  }
}

import Coverage
import Geometry
import Model
import Testing

/// Streets on the equator, where 0.01° are 1,113.195 m eastwards and 0.005° 552.871 m northwards:
///
///                  |S1        A | B
///     S2   ........+-----+      |S2 goes over the border
///                  |     |
///     S0   ========+=====+======+===== beyond B: in no community
///        105      105.02 (border of A and B, S1 runs along it)   105.03   105.04
struct PatrolStreetsTests {
  private static func square(_ id: String, _ west: Double, _ east: Double) -> Community {
    let corners = [(west, -0.01), (east, -0.01), (east, 0.01), (west, 0.01), (west, -0.01)]
    return Community(
      id: CommunityID(rawValue: id), name: id, residents: 1,
      shape: .polygon(Polygon(outer: corners.map { Coordinate(x: $0.0, y: $0.1) })))
  }

  private static func street(_ number: Int, from: Double = 0, _ places: [(Double, Double)]) -> DrawnStretch {
    let line = places.map { Coordinate(x: $0.0, y: $0.1) }
    return DrawnStretch(
      stretch: StreetStretch(street: number, from: from, to: from + lengthInMeters(line)), line: line)
  }

  private static let communities = [square("A", 104.99, 105.02), square("B", 105.02, 105.03)]
  private static let lines = [
    street(0, [(105, 0), (105.01, 0), (105.04, 0)]), street(1, [(105.02, 0), (105.02, 0.005)]),
    street(2, [(105.01, 0.002), (105.025, 0.002)]),
  ]
  private static let rounds: [[StreetStretch]] = [
    [StreetStretch(street: 0, from: 0, to: 1500)],
    [StreetStretch(street: 0, from: 1000, to: 3000), StreetStretch(street: 0, from: 1000, to: 3000)],
    [StreetStretch(street: 1, from: 0, to: 552.871), StreetStretch(street: 2, from: 0, to: 1669.791)],
  ]

  private static func scene(area: Shape? = nil) throws -> PatrolStreets {
    PatrolStreets(lines, try CommunityOutlines(communities, area: area), rounds: rounds)
  }

  private static func isNear(_ millimeters: Int, _ metres: Double) -> Bool {
    abs(Double(millimeters) / 1000 - metres) <= 0.003
  }

  /// A: 2,226.390 of S0, all 552.871 of S1 (the border goes to the first), 1,113.195 of S2. B: 1,113.195 and 556.597.
  @Test func metresByCommunity() throws {
    let streets = try Self.scene()
    let count = streets.count(
      passes: streets.passes([], trips: [2, 3, 1]), people: streets.atoms.map { _ in 0 }, communities: 2)
    #expect(Self.isNear(count.byCommunity[0].millimeters, 2226.390 + 552.871 + 1113.195))
    #expect(Self.isNear(count.byCommunity[1].millimeters, 1113.195 + 556.597))
    #expect(count.all.millimeters == count.byCommunity[0].millimeters + count.byCommunity[1].millimeters)
    #expect(Self.isNear(streets.millimetersWithoutOutline, 1113.195) && streets.millimetersOutsideArea == 0)
    #expect(count.all.share == 0 && count.all.passesPerDay == 0)
  }

  /// The first round passes 1,500 m of A twice a day. The second runs twice over 1,000 to 3,000 m of S0, three times a day:
  /// 1,226.390 m of them lie in A, 773.610 m in B.
  @Test func passesOfRounds() throws {
    let streets = try Self.scene()
    func count(_ rounds: [Int]) -> (all: PatrolCount, byCommunity: [PatrolCount]) {
      streets.count(
        passes: streets.passes(rounds, trips: [2, 3, 1]), people: streets.atoms.map { _ in 0 }, communities: 2)
    }
    let first = count([0])
    #expect(Self.isNear(first.byCommunity[0].passedMillimeters, 1500) && abs(first.all.passMeters - 3000) < 0.01)
    #expect(first.byCommunity[1].passedMillimeters == 0 && first.byCommunity[1].share == 0)
    let both = count([1, 0])
    #expect(Self.isNear(both.byCommunity[0].passedMillimeters, 2226.390))
    #expect(Self.isNear(both.byCommunity[1].passedMillimeters, 773.610))
    #expect(abs(both.byCommunity[0].passMeters - (3000 + 6 * 1226.390)) < 0.02)
    #expect(abs(both.byCommunity[1].passesPerDay! - 6 * 773.610 / 1669.792) < 1e-4)
    let all = count([0, 1, 2])
    #expect(Self.isNear(all.byCommunity[0].blindMillimeters, 0))
    #expect(Self.isNear(all.byCommunity[1].blindMillimeters, 1113.195 - 773.610))
    // Each round passes an atom wholly: S0 is cut at 1,000, 1,500, the border and 3,000.
    #expect(
      streets.atoms.filter { $0.line == 0 }.map(\.from) == [0, 1_000_000, 1_500_000, 2_226_390, 3_000_000])
  }

  /// An area that ends at 105.025 leaves half of S0 in B.
  @Test func outsideTheArea() throws {
    let streets = try Self.scene(area: Self.square("area", 104, 105.025).shape)
    let count = streets.count(
      passes: streets.atoms.map { _ in 1 }, people: streets.atoms.map { _ in 0 }, communities: 2)
    #expect(Self.isNear(count.byCommunity[1].millimeters, 556.597 + 556.597))
    #expect(Self.isNear(streets.millimetersOutsideArea, 556.597 + 1113.195) && streets.millimetersWithoutOutline == 0)
    #expect(count.all.blindMillimeters == 0)
  }

  /// Ends of rounds a few millimetres off a junction or a border make no atoms of their own.
  @Test func endsAreTidied() throws {
    let rounds = [
      [StreetStretch(street: 0, from: 0.004, to: 2226.395)], [StreetStretch(street: 1, from: 0, to: 0.008)],
    ]
    let streets = PatrolStreets(
      Self.lines, try CommunityOutlines(Self.communities, area: nil), rounds: rounds)
    #expect(streets.atoms.filter { $0.line == 0 }.map(\.from) == [0, 2_226_390])
    #expect(streets.rounds[0].map(\.atom) == [0] && streets.rounds[1].isEmpty)
  }

  /// A strip of A, eight millimetres wide, lies across a street in B: who rides through passes it, too.
  @Test func slivers() throws {
    let metre = 1 / 111_319.49
    let (west, east) = (105.025, 105.025 + 0.008 * metre)
    let wedge = Self.square("A", west, east)
    let streets = PatrolStreets(
      [Self.lines[0]], try CommunityOutlines([wedge, Self.communities[1]], area: nil),
      rounds: [[StreetStretch(street: 0, from: 2000, to: 3400)]])
    let count = streets.count(
      passes: streets.passes([0], trips: [1]), people: streets.atoms.map { _ in 0 }, communities: 2)
    #expect(count.byCommunity[0].millimeters > 0 && count.all.blindMillimeters == 0)
    #expect(Self.isNear(count.all.millimeters, 1113.195))
  }

  /// Everybody lives along the nearest street of their own community; halfway between two atoms along the first.
  @Test func peopleAlongStreets() throws {
    let streets = try Self.scene()
    let metre = 1 / 111_319.49
    let people = streets.people([
      PatrolHome(community: 0, position: Coordinate(x: 105.005, y: 0.0001), people: 10),
      PatrolHome(community: 0, position: Coordinate(x: 105.02, y: 0.004), people: 5),
      // Ten metres from S1, which is A's; nearest of B is S2.
      PatrolHome(community: 1, position: Coordinate(x: 105.02 + 10 * metre, y: 0.004), people: 7),
      PatrolHome(community: 0, position: Coordinate(x: 105 + 1000 * metre, y: 0), people: 3),
    ])
    var expected = [Double](repeating: 0, count: streets.atoms.count)
    func atom(_ line: Int, _ metres: Int, _ community: Int) -> Int {
      streets.atoms.firstIndex {
        $0.line == line && $0.from <= metres * 1000 && $0.to > metres * 1000 && $0.community == community
      }!
    }
    expected[atom(0, 556, 0)] += 13
    expected[atom(1, 440, 0)] += 5
    expected[atom(2, 1200, 1)] += 7
    #expect(people.along == expected && people.without == 0)
    let none = PatrolStreets([Self.lines[1]], try CommunityOutlines(Self.communities, area: nil), rounds: [])
    #expect(none.people([PatrolHome(community: 1, position: Coordinate(x: 105.025, y: 0), people: 4)]).without == 4)
  }

  /// Against a look at every piece, for places in and around a web of random lines.
  @Test func nearestAgainstAllPieces() {
    var random = SplitMix(seed: 7)
    func place(_ spread: Double) -> Coordinate {
      Coordinate(
        x: 105 + Double.random(in: -spread...spread, using: &random),
        y: 30 + Double.random(in: -spread...spread, using: &random))
    }
    for size in [1, 3, 40, 400] {
      let lines = (0..<size).map { _ -> [Coordinate] in
        let start = place(0.01)
        return (0..<Int.random(in: 2...5, using: &random)).map { number in
          Coordinate(x: start.x + Double(number) * 0.001, y: start.y + Double.random(in: 0...0.001, using: &random))
        }
      }
      let nearest = NearestLines(lines)
      for _ in 0..<100 {
        let place = place(0.015)
        let scale = LocalScale(latitude: place.y)
        func metres(_ other: Coordinate) -> Coordinate {
          Coordinate(
            x: (other.x - place.x) * scale.metersPerDegreeX, y: (other.y - place.y) * scale.metersPerDegreeY)
        }
        let least = lines.map { line in
          zip(line, line.dropFirst()).map { a, b in
            planarDistance(Coordinate(x: 0, y: 0), metres(a), metres(b))
          }.min()!
        }.min()!
        let found = nearest.nearest(to: place)
        #expect(abs((found?.metres ?? .infinity) - least) < 1e-6, "\(size) lines, \(place)")
        #expect((nearest.nearest(to: place, within: least - 0.01) == nil))
      }
    }
  }
}

import DataQuality
import GEOS
import Geometry
import Model
import Testing

/// Outlines that overlap, that are tangled or whose holes lie elsewhere, and stations at the edge of the roads.
struct OutlineTests {
  private var input = QualityInput(
    boundary: nil, roadsBox: nil, stations: [], communities: [], workers: [], routes: [], candidates: [],
    namedLayers: [])

  private static func square(_ west: Double, _ south: Double, side: Double = 0.01) -> Shape {
    .polygon(
      Polygon(
        outer: [(0, 0), (side, 0), (side, side), (0, side)].map { Coordinate(x: west + $0.0, y: south + $0.1) }))
  }

  private static func community(_ id: String, _ residents: Double, _ shape: Shape) -> Community {
    Community(id: CommunityID(rawValue: id), name: id, residents: residents, shape: shape, town: "")
  }

  /// Half of b's ground is a's: 500 of 1,000 people of b, 1,000 of 2,000 of a stand there; the smaller figure is told. c
  /// only touches a; d is e once more, as a point.
  @Test mutating func communitiesThatCoverTheSameGround() throws {
    let point = Shape.point(Coordinate(x: 0.5, y: 0.5))
    input.communities = [
      Self.community("a", 2000, Self.square(0, 0)), Self.community("b", 1000, Self.square(0.005, 0)),
      Self.community("c", 10, Self.square(-0.01, 0)), Self.community("d", 7, point), Self.community("e", 9, point),
    ]
    let found = try qualityFindings(input).filter { $0.rule == .overlap }
    #expect(found.map(\.record) == ["b", "e"] && found.map(\.value) == ["500", "7"])
    #expect(found.allSatisfy { $0.severity == .warning } && found[0].message.contains("“a”"))
  }

  /// A hundredth of the ground is a border drawn by hand.
  @Test mutating func bordersMayMissEachOther() throws {
    input.communities = [
      Self.community("a", 2000, Self.square(0, 0)), Self.community("b", 1000, Self.square(0.0099, 0)),
    ]
    #expect(try qualityFindings(input).filter { $0.rule == .overlap }.isEmpty)
  }

  /// A hole beside its shell is no land; one across the shell's border takes what it covers.
  @Test func holesOutsideTheirShell() throws {
    func ring(_ west: Double, _ side: Double) -> [Coordinate] {
      [(0, 0), (side, 0), (side, side), (0, side), (0, 0)].map { Coordinate(x: west + $0.0, y: 1 + $0.1) }
    }
    let beside = Shape.polygon(Polygon(rings: [ring(0, 10), ring(20, 2)]))
    #expect(try beside.repaired().shape.planarArea() == 100)
    let across = Shape.polygon(Polygon(rings: [ring(0, 10), ring(9, 2)]))
    #expect(try across.repaired().shape.planarArea() == 98)
  }

  /// 600 corners in turn on both sides of a square: every second edge crosses almost every other.
  @Test mutating func tanglesAreRefused() throws {
    let corners = (0..<600).map { index -> Coordinate in
      Coordinate(x: index % 2 == 0 ? 0 : 0.01, y: Double(index * 7919 % 600) / 60_000)
    }
    input.outlines = [.init(layer: "water", record: "lake", shape: .polygon(Polygon(outer: corners)))]
    let found = try qualityFindings(input)
    #expect(found.map(\.rule) == [.invalidGeometry] && found[0].severity == .error && found[0].record == "lake")
    #expect(found[0].message.contains("corners are out of order"))
    let error = #expect(throws: GEOSError.self) { _ = try Shape.polygon(Polygon(outer: corners)).repaired() }
    #expect(error?.code == .tangled)
  }

  /// The roads end at 105°; 0.00005° beside it are 4.8 m, within the snap limit.
  @Test mutating func oneStationBesideTheExtentOfTheRoads() throws {
    func station(_ x: Double) -> Station {
      Station(id: StationID(rawValue: "s"), name: "s", services: [.drink], position: Coordinate(x: x, y: 29.5))
    }
    input.roadsBox = Box([Coordinate(x: 104, y: 29), Coordinate(x: 105, y: 30)])
    input.snapLimit = Meters(200)
    input.stations = [station(105.00005)]
    #expect(try qualityFindings(input).isEmpty)
    input.stations = [station(105.01)]
    #expect(try qualityFindings(input).map(\.severity) == [.warning])
    input.stations = [station(115)]
    #expect(try qualityFindings(input).map(\.severity) == [.error])
  }
}

import DataQuality
import Geometry
import Model
import Testing

/// Each rule on a district of one square degree, 104...105° E and 29...30° N.
struct DataQualityTests {
  private static let square = Shape.polygon(
    Polygon(outer: [(104, 29), (105, 29), (105, 30), (104, 30)].map { Coordinate(x: $0.0, y: $0.1) }))

  private var input = QualityInput(
    boundary: Self.square, roadsBox: nil, stations: [Self.station("s", 104.5, 29.5)], communities: [], workers: [],
    routes: [], candidates: [], namedLayers: ["stations"])

  private static func station(
    _ id: String, _ x: Double, _ y: Double, services: Set<Service> = [.drink]
  ) -> Station {
    Station(id: StationID(rawValue: id), name: id, services: services, position: Coordinate(x: x, y: y))
  }

  private static func workers(_ id: String, _ x: Double, _ y: Double, heads: Double = 1) -> WorkerGroup {
    WorkerGroup(id: WorkerGroupID(rawValue: id), name: id, heads: heads, position: Coordinate(x: x, y: y))
  }

  /// The boundary serves the spot itself.
  @Test mutating func extraMinutes() throws {
    input.longestTrip = .minutes(10)
    input.stations = zip(["a", "b", "c", "d"], [-0.5, 0, 10, 10.1]).enumerated().map { index, record in
      var station = Self.station(record.0, 104.1 + 0.1 * Double(index), 29.5)
      station.extraTime = .minutes(record.1)
      return station
    }
    let findings = try qualityFindings(input)
    #expect(findings.map(\.record) == ["a", "d"] && findings.map(\.severity) == [.error, .warning])
    #expect(findings.allSatisfy { $0.field == "extra_min" } && findings[1].value == "10.1")
    input.longestTrip = nil
    #expect(try qualityFindings(input).map(\.record) == ["a"])
  }

  @Test func cleanDataHasNoFinding() throws {
    #expect(try qualityFindings(input).isEmpty)
  }

  /// A point on the boundary lies inside.
  @Test mutating func recordsOutsideTheBoundary() throws {
    input.stations = [
      Self.station("a", 104.2, 29.2), Self.station("edge", 105, 29.5), Self.station("far", 105.1, 29.5),
    ]
    let findings = try qualityFindings(input)
    #expect(findings.map(\.record) == ["far"] && findings.map(\.severity) == [.warning])
    #expect(findings[0].message.contains("boundary") && findings[0].value == "105.1, 29.5")
  }

  /// More than half outside says that the layer as a whole is displaced: an error for sites, a warning for people.
  @Test mutating func layersOutsideTheBoundary() throws {
    input.stations = [Self.station("a", 10, 10), Self.station("b", 11, 11), Self.station("c", 104.5, 29.5)]
    input.workers = [Self.workers("w", 10, 10)]
    let findings = try qualityFindings(input)
    #expect(findings.map(\.layer) == ["stations", "workers"] && findings.map(\.severity) == [.error, .warning])
    #expect(findings[0].message.contains("2 of 3") && findings[0].fix.contains("crs"))
  }

  @Test mutating func swappedLongitudeAndLatitude() throws {
    let corner = (0..<3).map { Coordinate(x: 40 + Double($0) / 10, y: 41) }
    input.boundary = .polygon(
      Polygon(outer: [(40.9, 40), (41.1, 40), (41.1, 40.3), (40.9, 40.3)].map { Coordinate(x: $0.0, y: $0.1) }))
    input.stations = corner.enumerated().map { Self.station("s\($0)", $1.x, $1.y) }
    let findings = try qualityFindings(input)
    #expect(findings.count == 1 && findings[0].severity == .error && findings[0].message.contains("swapped"))
    #expect(findings[0].message.contains("3 of 3"))
  }

  /// Without a boundary the extent of the roads stands in for it.
  @Test mutating func stationsAwayFromTheRoads() throws {
    input.boundary = nil
    input.roadsBox = Box([Coordinate(x: 104, y: 29), Coordinate(x: 105, y: 30)])
    input.stations = [
      Self.station("in", 104.5, 29.5), Self.station("in2", 104.6, 29.5), Self.station("near", 105.01, 29.5),
      Self.station("far", 105.5, 29.5),
    ]
    let findings = try qualityFindings(input)
    #expect(findings.filter { $0.severity == .error }.map(\.record) == ["far"])
    #expect(findings.filter { $0.severity == .warning }.map(\.record) == ["near", "far"])
  }

  /// 0.00004° of longitude at 29.5° N are 3.9 m, 0.00006° are 5.8 m (a degree is 96.95 km there).
  @Test mutating func stationsAtOnePlace() throws {
    input.stations = [
      Self.station("a", 104.5, 29.5), Self.station("b", 104.50004, 29.5), Self.station("c", 104.49994, 29.5),
    ]
    let findings = try qualityFindings(input)
    #expect(findings.map(\.record) == ["b"] && findings[0].message.contains("“a”"))
  }

  @Test mutating func services() throws {
    input.stations = [
      Self.station("none", 104.1, 29.5, services: []),
      Self.station("more", 104.2, 29.5, services: [.drink, Service(rawValue: "library")]),
    ]
    let findings = try qualityFindings(input)
    #expect(findings.map(\.record) == ["none", "more"] && findings.map(\.severity) == [.warning, .note])
    #expect(findings[1].value == "library")
  }

  @Test mutating func weightsOfNothingAndTooMuch() throws {
    input.workers = [
      Self.workers("zero", 104.1, 29.5, heads: 0), Self.workers("most", 104.2, 29.5, heads: 1_000_000),
      Self.workers("more", 104.3, 29.5, heads: 1_000_001),
    ]
    let findings = try qualityFindings(input)
    #expect(findings.map(\.record) == ["zero", "more"] && findings.map(\.severity) == [.note, .warning])
  }

  @Test mutating func emptyLayersAndLines() throws {
    input.namedLayers = ["stations", "candidates"]
    input.routes = [
      Route(
        id: RouteID(rawValue: "r"), name: "r", tripsPerDay: 1,
        line: [Coordinate(x: 104.5, y: 29.5), Coordinate(x: 104.5, y: 29.5)])
    ]
    let findings = try qualityFindings(input)
    #expect(findings.map(\.layer) == ["candidates", "routes"], "a layer that is not named may be absent")
    #expect(findings[0].message.contains("empty") && findings[1].message.contains("no length"))
  }

  @Test mutating func polygonThatIsNotValid() throws {
    let bowtie = [(104.1, 29.1), (104.3, 29.3), (104.3, 29.1), (104.1, 29.3)].map { Coordinate(x: $0.0, y: $0.1) }
    input.communities = [
      Community(
        id: CommunityID(rawValue: "c"), name: "c", residents: 1, shape: .polygon(Polygon(outer: bowtie)))
    ]
    let findings = try qualityFindings(input)
    #expect(findings.map(\.record) == ["c"] && findings[0].value?.contains("Self-intersection") == true)
  }
}

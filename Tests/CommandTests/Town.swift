import Foundation
import Testing

/// A small town on a street along the equator, in a folder of its own, with results of an earlier run in `out`.
struct Town {
  let folder: ScratchFolder
  private let results: [String: Data]

  static let stations = "id,name,services,lon,lat\ns1,One,drink,105,0\n"
  static let candidates = "id,name,host,cost_yuan,lon,lat\nk1,K1,bank,100,105.01,0\nk2,K2,fuel,200,105.02,0\n"
  static let communities = "id,population,lon,lat\nc1,100,105.001,0\nc2,200,105.011,0\nc3,400,105.019,0\n"
  static let roads = """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"highway":"residential"},
    "geometry":{"type":"LineString","coordinates":[[105,0],[105.01,0],[105.02,0]]}},
    {"type":"Feature","properties":{"highway":"residential"},
    "geometry":{"type":"LineString","coordinates":[[105,-0.003],[105,0],[105,0.003]]}}]}
    """
  static let routes = """
    {"type":"Feature","id":"r","properties":{"trips":8},
    "geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}
    """

  /// The town's files, not run yet.
  static func folder() throws -> ScratchFolder {
    try ScratchFolder([
      "analysis.yaml": """
      inputs:
        roads:       roads.geojson
        stations:    stations.csv
        communities: communities.csv
        routes:      routes.geojson
        candidates:  candidates.csv
      circle: {cutoff: 500m}
      siting: {new: 1}
      output: {dir: out}
      """,
      "roads.geojson": Self.roads, "stations.csv": Self.stations, "communities.csv": Self.communities,
      "routes.geojson": Self.routes, "candidates.csv": Self.candidates,
    ])
  }

  init() throws {
    folder = try Self.folder()
    let first = try Command.run(["run", folder.path + "/analysis.yaml"])
    try #require(first.code == 0, "\(first.errors)")
    results = try folder.bytes("out")
    try #require(results.count > 10)
  }

  func run(_ arguments: [String] = [], whileRunning: (Process) throws -> Void = { _ in }) throws -> Command.Outcome {
    try Command.run(["run", folder.path + "/analysis.yaml"] + arguments, whileRunning: whileRunning)
  }

  /// The earlier results stand byte for byte, and nothing half-made lies beside them.
  func expectUntouched(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let isSame = try folder.bytes("out") == results
    #expect(isSame, "the old results were touched", sourceLocation: sourceLocation)
    let hidden = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".") }
    #expect(hidden == [], sourceLocation: sourceLocation)
  }
}

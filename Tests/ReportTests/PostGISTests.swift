#if GDAL
import Analysis
import Foundation
import GDALData
import Geodata
import Geometry
import Report
import Testing

/// Results into a real database and layers out of it.
@Suite(.serialized, .enabled(if: PostGISServer.isInstalled, Comment(rawValue: PostGISServer.whyNot)))
struct PostGISTests {
  private let server: PostGISServer

  init() throws { server = try PostGISServer.shared.get() }

  private func write(schema: String, prefix: String = "", more: [String] = []) async throws -> String {
    let result = try await ReportScene.result(
      [
        "output.formats=[geojson,postgis]",
        "output.postgis={address: \"\(server.address)\", schema: \(schema)\(prefix.isEmpty ? "" : ", prefix: \(prefix)")}",
      ] + more)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pg-\(UUID().uuidString)").path
    try writeOutputs(result, to: folder)
    return folder
  }

  private func tables(_ schema: String) throws -> [String] {
    try server.query("SELECT relname FROM pg_stat_user_tables WHERE schemaname = '\(schema)' ORDER BY 1")
  }

  @Test func allLayersAndTables() async throws {
    let folder = try await write(schema: "plans", prefix: "town_")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try tables("plans").count >= 12)
    #expect(
      try server.query(
        "SELECT id, name, services, ST_SRID(geom), round(ST_X(geom)::numeric, 6) FROM plans.town_stations")
        == ["s|北站|drink,rest|4326|105.000000"])
    #expect(
      try server.query("SELECT id, weight::int, covered_share FROM plans.town_communities ORDER BY id")
        == ["a|100|1", "b|300|0"])
    #expect(try server.query("SELECT count(*) FROM plans.town_routes") == ["0"], "a layer without rows is there, too")
    let areas = try server.query(
      "SELECT DISTINCT GeometryType(geom), ST_IsValid(geom) FROM plans.town_service_areas")
    #expect(areas == ["MULTIPOLYGON|t"])
    // Again, over the old ones: as many rows, not twice as many.
    let again = try await write(schema: "plans", prefix: "town_")
    defer { try? FileManager.default.removeItem(atPath: again) }
    #expect(try server.query("SELECT count(*) FROM plans.town_communities") == ["2"])
  }

  /// One table in the way is somebody else's: every other one stays as it was, and there is no folder either.
  @Test func nothingIsWrittenWhenOneTableIsNotOurs() async throws {
    let first = try await write(schema: "shared")
    defer { try? FileManager.default.removeItem(atPath: first) }
    _ = try server.query(
      "DROP TABLE shared.data_quality; CREATE TABLE shared.data_quality (mine int); "
        + "INSERT INTO shared.data_quality VALUES (7); UPDATE shared.stations SET name = 'old'")
    let before = try tables("shared")
    var message = ""
    do {
      _ = try await write(schema: "shared")
    } catch let error as GeodataError {
      #expect(error.code == .cannotWrite)
      message = "\(error)"
    }
    #expect(message.contains("shared.data_quality is not one of ours"), "\(message)")
    #expect(!message.contains("geheim"), "\(message)")
    #expect(try tables("shared") == before)
    #expect(try server.query("SELECT mine FROM shared.data_quality") == ["7"])
    #expect(try server.query("SELECT name FROM shared.stations") == ["old"])
  }

  @Test func layersOutOfTheDatabase() throws {
    _ = try server.query(
      """
      CREATE SCHEMA data;
      CREATE TABLE data.firms (id serial PRIMARY KEY, "名称" text, heads int, geom geometry(PointZ, 4544));
      INSERT INTO data.firms ("名称", heads, geom) VALUES
        (' 外卖站 ', 5, ST_Transform(ST_SetSRID(ST_MakePoint(103.8, 29.4, 350), 4326), 4544)),
        ('货运站', 9, ST_Transform(ST_SetSRID(ST_MakePoint(103.9, 29.5, 350), 4326), 4544)), ('空', 1, NULL);
      CREATE TYPE data.kind AS ENUM ('bank', 'post');
      CREATE TABLE data.hosts (id serial PRIMARY KEY, kind data.kind, big bigint, geom geometry(Point, 4326));
      INSERT INTO data.hosts (kind, big, geom) VALUES
        ('bank', -9223372036854775808, ST_SetSRID(ST_MakePoint(103.8, 29.4), 4326)),
        ('post', 7, ST_SetSRID(ST_MakePoint(103.9, 29.5), 4326));
      CREATE TABLE data.places ("编号" text, "经度" float8, "纬度" float8);
      INSERT INTO data.places VALUES ('p1', 103.8, 29.4);
      """)
    func read(_ table: String?, _ filters: [String] = []) throws -> Layer {
      var reader = LayerReader()
      return try reader.read(
        LayerSource(
          role: "workers", path: server.address, layerName: table, filters: filters.compactMap { AttributeFilter($0) }))
    }
    let all = try read("data.firms")
    #expect(all.records.map(\.number) == [1, 2, 3])
    #expect(all.records.map { $0.fields["id"] } == [.number(1), .number(2), .number(3)])
    guard case .point(let place)? = all.records[0].shape else {
      Issue.record("\(String(describing: all.records[0].shape))")
      return
    }
    #expect(abs(place.x - 103.8) < 1e-8 && abs(place.y - 29.4) < 1e-8, "\(place)")
    #expect(all.records[2].shape == nil)
    #expect(all.referenceSystemPath.hasPrefix("EPSG:4544 -> WGS84"))
    #expect(try read("data.firms", ["名称=外卖站"]).records.map(\.number) == [1])
    #expect(try read("data.firms", ["heads=9|1"]).records.map(\.number) == [2, 3])
    // A type of the database's own, and a number that stands for none.
    #expect(try read("data.hosts", ["kind=bank"]).records.map { $0.fields["big"] } == [.text("-9223372036854775808")])
    // A table without geometry has position columns.
    #expect(try read("data.places").records.map(\.shape) == [.point(Coordinate(x: 103.8, y: 29.4))])
    let error = #expect(throws: GeodataError.self) { _ = try read("data.nothing") }
    #expect(
      error?.code == .wrongLayer && error?.message.contains("“data.nothing”; it has") == true,
      "\(String(describing: error))")
  }
}
#endif

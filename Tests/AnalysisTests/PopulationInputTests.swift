import Analysis
import Coverage
import Foundation
import Geodata
import Model
import Testing

/// Where people live inside communities, from file to result: two communities side by side on the equator, each 0.01° (1113 m)
/// wide, with a station at the west end of the first and a circle of 300 m.
struct PopulationInputTests {
  private static func square(_ west: Double, _ east: Double) -> String {
    "[[[\(west),-0.005],[\(east),-0.005],[\(east),0.005],[\(west),0.005],[\(west),-0.005]]]"
  }

  private static func feature(_ properties: String, _ west: Double, _ east: Double) -> String {
    "{\"type\":\"Feature\",\"properties\":{\(properties)},"
      + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":\(square(west, east))}}"
  }

  private static func scene(_ inputs: String, _ more: [String: String] = [:]) throws -> ScratchFolder {
    var files = [
      "analysis.yaml": """
      title: Seaside
      inputs:
        stations: s.csv
        \(inputs)
      circle: {measure: circle, cutoff: 300m}
      """,
      "s.csv": "id,lon,lat\ns,105.001,0\n",
      "c.geojson": """
      {"type":"FeatureCollection","features":[
      \(feature("\"id\":\"west\",\"residents\":1000", 105, 105.01)),
      \(feature("\"id\":\"east\",\"residents\":500", 105.01, 105.02))]}
      """,
      "area.geojson": feature("", 105, 105.01),
      // Of 40 people in the west 30 live at the station; one place lies in the sea.
      "p.csv": "id,people,lon,lat\na,30,105.001,0.001\nb,10,105.009,0\nc,5,105.015,0\nsea,9,106,1\n",
    ]
    files.merge(more) { $1 }
    return try ScratchFolder(files)
  }

  private static func covered(
    _ folder: ScratchFolder
  ) async throws -> (residents: Double?, total: Double?, result: AnalysisResult) {
    let result = try await runAnalysis(folder.analysis())
    let residents = result.coverage.now.byKind[.communities]
    return (residents?.covered, residents?.total, result)
  }

  /// 30 of 40 in the west are served: 750 of 1000 residents; the census rules.
  @Test func residentsAreWhereThePopulationIs() async throws {
    let (residents, total, result) = try await Self.covered(Self.scene("communities: c.geojson\n  population: p.csv"))
    #expect(residents == 750 && total == 1500)
    let told = result.findings.filter { $0.layer == "population" }
    #expect(told.map(\.rule) == [.populationTotal, .populationPlace] && told[1].record == "4")
    #expect(result.inputs.records.contains { $0.layer == "population" && $0.sha256.count == 64 && $0.recordCount == 4 })
  }

  @Test func residentsByThePopulation() async throws {
    let (residents, total, result) = try await Self.covered(
      Self.scene("communities: {file: c.geojson, weight: population}\n  population: p.csv"))
    #expect(residents == 30 && total == 45)
    #expect(!result.findings.contains { $0.rule == .populationTotal })
  }

  /// Inside the area 40 people live; the other places are not asked for.
  @Test func populationAlone() async throws {
    let (residents, total, result) = try await Self.covered(Self.scene("area: area.geojson\n  population: p.csv"))
    #expect(residents == 30 && total == 40)
    #expect(result.inputs.communities.map(\.name) == ["Seaside"])
    let everywhere = try await Self.covered(Self.scene("population: p.csv"))
    #expect(everywhere.residents == 30 && everywhere.total == 54)
  }

  @Test func nobodyInTheArea() async throws {
    let folder = try Self.scene("area: area.geojson\n  population: p.csv", ["p.csv": "people,lon,lat\n9,105.5,0\n"])
    let error = await #expect(throws: GeodataError.self) { try await runAnalysis(folder.analysis()) }
    #expect(error?.code == .empty)
  }

  /// A community drawn across itself is told and left out by `check`, with the outlines of the others where they were.
  @Test func checkLeavesOutABrokenCommunity() throws {
    let folder = try Self.scene("communities: c.geojson\n  population: p.csv")
    #expect(try checkAnalysis(folder.analysis()).contains { $0.rule == .populationPlace })
  }

  #if GDAL
  /// Cells of 0.002° (223 m): of 40 people in the west 30 stand in the cell around the station.
  private static let grid = """
    ncols 10
    nrows 5
    xllcorner 105
    yllcorner -0.005
    cellsize 0.002
    NODATA_value -1
    -1 0 0 0 0 0 0 0 0 0
    0 0 0 0 0 0 0 0 0 0
    30 0 0 0 10 0 0 5 0 0
    0 0 0 0 0 0 0 0 0 0
    0 0 0 0 0 0 0 0 0 0

    """

  @Test func cellsOfARaster() async throws {
    let inputs = "population: {file: p.asc, crs: EPSG:4326}"
    let shared = try await Self.covered(Self.scene("communities: c.geojson\n  \(inputs)", ["p.asc": Self.grid]))
    #expect(abs((shared.residents ?? 0) - 750) < 1e-9 && abs((shared.total ?? 0) - 1500) < 1e-9)
    let alone = try await Self.covered(Self.scene("area: area.geojson\n  \(inputs)", ["p.asc": Self.grid]))
    #expect(abs((alone.residents ?? 0) - 30) < 1e-9 && abs((alone.total ?? 0) - 40) < 1e-9)
    let record = try #require(alone.result.inputs.records.first { $0.layer == "population" })
    #expect(record.referenceSystemPath.hasPrefix("EPSG:4326"))
  }
  #else
  @Test func rasterNeedsGDAL() async throws {
    let folder = try Self.scene("population: p.tif", ["p.tif": "II*"])
    let error = await #expect(throws: GeodataError.self) { try await runAnalysis(folder.analysis()) }
    #expect(error?.code == .missingPart && error?.message.contains("GDAL") == true)
  }
  #endif
}

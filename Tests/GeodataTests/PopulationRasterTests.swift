#if GDAL
import Foundation
import GEOS
import Geodata
import Geometry
import Model
import Testing

private let realData = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

/// Rasters of people, written as ESRI's grids of text and GDAL's virtual rasters around them.
struct PopulationRasterTests {
  /// Cells of a tenth of a degree from 103, 30 eastwards and southwards.
  static func grid(_ rows: [String], west: Double = 103, south: Double = 29.8) -> String {
    """
    ncols \(rows[0].split(separator: " ").count)
    nrows \(rows.count)
    xllcorner \(west)
    yllcorner \(south)
    cellsize 0.1
    NODATA_value -9999
    \(rows.joined(separator: "\n"))

    """
  }

  static func source(_ path: String, crs: String? = "EPSG:4326", band: String? = nil) -> LayerSource {
    LayerSource(role: "population", path: path, layerName: band, referenceSystem: crs)
  }

  static func square(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Shape {
    .polygon(
      Polygon(
        outer: [(west, south), (east, south), (east, north), (west, north)].map { Coordinate(x: $0.0, y: $0.1) }))
  }

  static func sum(_ raster: PopulationRaster, in shape: Shape) throws -> (people: Double, cells: Double) {
    raster.grid.sum(in: try raster.outlines([shape])[0])
  }

  static func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }

  /// 1 2 3 / 4 none 6: a square over the middle half of each cell of the first two columns.
  @Test func cellsByParts() throws {
    let file = try ScratchFile("people.asc", Self.grid(["1 2 3", "4 -9999 6"]))
    let raster = try readPopulation(Self.source(file.path), around: [])
    #expect(raster.grid.columns == 3 && raster.grid.rows == 2 && raster.findings.isEmpty)
    let sum = try Self.sum(raster, in: Self.square(103.05, 29.85, 103.15, 29.95))
    #expect(Self.isNear(sum.people, 0.25 * (1 + 2 + 4)) && Self.isNear(sum.cells, 0.75))
    // In the order of the grid, the first cell's centre is a twentieth of a degree in.
    let center = raster.grid.places.position(Coordinate(x: 0.5, y: 0.5))
    #expect(planarDistance(center, Coordinate(x: 103.05, y: 29.95)) < 1e-9)
  }

  /// Only the window of the district is read.
  @Test func windowAroundTheDistrict() throws {
    let rows = (0..<40).map { row in (0..<50).map { "\(row * 50 + $0)" }.joined(separator: " ") }
    let file = try ScratchFile("large.asc", Self.grid(rows, south: 26))
    let district = Self.square(104.02, 28.51, 104.18, 28.69)
    let raster = try readPopulation(Self.source(file.path), around: [district])
    // Columns 10 and 11; rows from 30 N down: 28.69 is in row 13, 28.51 in row 14.
    #expect(raster.grid.columns == 2 && raster.grid.rows == 2)
    #expect(raster.grid.people == [660, 661, 710, 711])
    let sum = try Self.sum(raster, in: district)
    #expect(Self.isNear(sum.people, 0.8 * 0.9 * 2742) && Self.isNear(sum.cells, 0.8 * 0.9 * 4))
  }

  @Test func negativeAndAbsurdCellsAreTold() throws {
    let file = try ScratchFile("odd.asc", Self.grid(["-1 2 3.4e38", "-32768 nan 6"]))
    let raster = try readPopulation(Self.source(file.path), around: [])
    #expect(Self.isNear(try Self.sum(raster, in: raster.outline).people, 8))
    #expect(raster.findings.map(\.rule) == [.populationValue, .populationValue])
    #expect(raster.findings.map(\.value) == ["2", "1"])
    #expect(raster.findings[0].message.contains("-32768") && raster.findings[0].fix.contains("-a_nodata -32768"))
  }

  private func error(
    _ text: String, crs: String? = "EPSG:4326", around shapes: [Shape] = [], ending: String = "asc"
  ) throws -> GeodataError? {
    let file = try ScratchFile("people.\(ending)", text)
    do throws(GeodataError) {
      _ = try readPopulation(Self.source(file.path, crs: crs), around: shapes)
      return nil
    } catch {
      return error
    }
  }

  @Test func whatCannotBeReadSaysHowToMendIt() throws {
    let grid = Self.grid(["1 2", "3 4"])
    let unplaced = try #require(try error(grid, crs: nil))
    #expect(unplaced.code == .referenceSystem && unplaced.message.contains("`crs: EPSG:4326`"))
    let unknown = try #require(try error(grid, crs: "EPSG:99999999"))
    #expect(unknown.code == .referenceSystem)
    let shifted = try #require(try error(grid, crs: "gcj02"))
    #expect(shifted.code == .referenceSystem && shifted.message.contains("gcj02"))
    let sea = try #require(try error(grid, around: [Self.square(120, 10, 121, 11)]))
    #expect(sea.code == .badCoordinate && sea.message.contains("103.0, 29.8 to 103.2, 30.0"))
    let none = try #require(try error(Self.grid(["-9999 -9999"])))
    #expect(none.code == .empty)
    let text = try #require(try error("people,lon\n1,2\n", ending: "tif"))
    #expect(text.code == .wrongFormat)
    let broken = try #require(try error(String(grid.prefix(60))))
    #expect(broken.code == .wrongFormat || broken.code == .malformed)
  }

  /// A virtual raster around the grid, with other words of georeference, scale or more bands.
  private func virtual(
    _ rows: [String], transform: String, bands: Int = 1, band more: String = "", crs: String = "EPSG:4326"
  ) throws -> String {
    let file = try ScratchFile("plain.asc", Self.grid(rows))
    let columns = rows[0].split(separator: " ").count
    let band = { (number: Int) in
      """
      <VRTRasterBand dataType="Float32" band="\(number)">\(more)
      <SimpleSource><SourceFilename relativeToVRT="0">\(file.path)</SourceFilename><SourceBand>1</SourceBand></SimpleSource>
      </VRTRasterBand>
      """
    }
    let text = """
      <VRTDataset rasterXSize="\(columns)" rasterYSize="\(rows.count)"><SRS>\(crs)</SRS>
      <GeoTransform>\(transform)</GeoTransform>\((1...bands).map(band).joined())</VRTDataset>
      """
    return try ScratchFile("people.vrt", text).path
  }

  /// Columns run north and rows east from 103, 29: a turned raster of two cells. The strip between 29.05 and 29.15 is the
  /// second half of the first cell and the first half of the second.
  @Test func turnedRaster() throws {
    let path = try virtual(["10 30"], transform: "103, 0, 0.1, 29, 0.1, 0")
    let raster = try readPopulation(Self.source(path, crs: nil), around: [])
    let sum = try Self.sum(raster, in: Self.square(103, 29.05, 103.1, 29.15))
    #expect(Self.isNear(sum.people, 20) && Self.isNear(sum.cells, 1))
    let center = raster.grid.places.position(Coordinate(x: 1.5, y: 0.5))
    #expect(planarDistance(center, Coordinate(x: 103.05, y: 29.15)) < 1e-9)
  }

  /// 100 x 0.5 + 3; one cell of two is no number.
  @Test func scaleOffsetAndBands() throws {
    let path = try virtual(
      ["100 -1"], transform: "103, 0.1, 0, 30, 0, -0.1", bands: 3,
      band: "<NoDataValue>-1</NoDataValue><Scale>0.5</Scale><Offset>3</Offset>")
    let raster = try readPopulation(Self.source(path, crs: nil), around: [])
    #expect(raster.grid.people[0] == 53 && raster.grid.people[1].isNaN)
    #expect(raster.findings.map(\.value) == ["3"])
    let second = try readPopulation(Self.source(path, crs: nil, band: "2"), around: [])
    #expect(second.findings.isEmpty && second.grid.people[0] == 53)
    #expect(throws: GeodataError.self) { try readPopulation(Self.source(path, crs: nil, band: "4"), around: []) }
    #expect(throws: GeodataError.self) { try readPopulation(Self.source(path, crs: nil, band: "ppp"), around: []) }
  }

  /// 200 m cells in CGCS2000 zone 35 (EPSG:4523, false easting 35500000, central meridian 105°): places on the meridian
  /// keep it, and a square drawn by its corners in the raster's own system is cut as it is there.
  @Test func projectedRaster() throws {
    let path = try virtual(
      ["1 2 4 8", "16 32 64 128"], transform: "35499600, 200, 0, 3300000, 0, -200", crs: "EPSG:4523")
    let raster = try readPopulation(Self.source(path, crs: nil), around: [])
    let meridian = raster.grid.places.position(Coordinate(x: 2, y: 1))
    #expect(abs(meridian.x - 105) < 1e-9)
    // From a quarter into the second column to the middle of the third, over both rows.
    let corners = [(1.25, 0.0), (2.5, 0.0), (2.5, 2.0), (1.25, 2.0)].map {
      raster.grid.places.position(Coordinate(x: $0.0, y: $0.1))
    }
    let sum = try Self.sum(raster, in: .polygon(Polygon(outer: corners)))
    #expect(abs(sum.people - (0.75 * (2 + 32) + 0.5 * (4 + 64))) < 1e-3)
    let size = raster.grid.places.cellSize(at: Coordinate(x: 2, y: 1))
    #expect(abs(size.width - 200) < 0.2 && abs(size.height - 200) < 0.2)
  }

  @Test func whatBelongsToRecordsIsRefused() throws {
    let file = try ScratchFile("people.asc", Self.grid(["1 2"]))
    var source = Self.source(file.path)
    source.first = 3
    #expect(source.isRaster)
    #expect(throws: GeodataError.self) { try readPopulation(source, around: []) }
  }

  private struct Reference: Decodable {
    struct Row: Decodable {
      var wkt: String?
      var sum: Double
      var count: Double
    }
    var polygons: [Row]
  }

  /// The country, strips across it and stars of all sizes, as exactextract sums them (`Independent/`).
  @Test(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
  func sumsOfExactExtract() throws {
    let folder = realData! + "/population"
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let reference = try JSONDecoder().decode(
      Reference.self, from: Data(contentsOf: here.appendingPathComponent("Independent/population.json")))
    var reader = LayerReader()
    let country = try reader.read(LayerSource(role: "area", path: folder + "/burundi.gpkg")).area()
    let shapes = try reference.polygons.map { try $0.wkt.map { try Shape(wkt: $0) } ?? country }
    let raster = try readPopulation(Self.source(folder + "/burundi_worldpop.tif", crs: nil), around: [])
    for (row, outline) in zip(reference.polygons, try raster.outlines(shapes)) {
      let sum = raster.grid.sum(in: outline)
      #expect(abs(sum.people - row.sum) <= 1e-6 * max(1, row.sum), "\(row.wkt ?? "country")")
      #expect(abs(sum.cells - row.count) <= 1e-6 * max(1, row.count), "\(row.wkt ?? "country")")
    }
  }
}
#endif

import Foundation
import Geodata
import Geometry
import Model
import Testing

@Suite struct ElevationFileTests {
  /// A folder of its own for files whose name matters.
  private static func folder(_ name: String? = nil, _ data: Data = Data()) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heights-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if let name { try data.write(to: folder.appendingPathComponent(name)) }
    return folder.path
  }

  /// A tile of 1,201 samples a side whose height is ten times the row plus the column, wrapped at 30,000.
  private static func tile() -> Data {
    var data = Data(capacity: 1201 * 1201 * 2)
    for row in 0..<1201 {
      for column in 0..<1201 {
        let height = Int16((row * 10 + column) % 30_000)
        data.append(UInt8(truncatingIfNeeded: height >> 8))
        data.append(UInt8(truncatingIfNeeded: height))
      }
    }
    return data
  }

  @Test func aTileLiesWhereItsNameSays() throws {
    let folder = try Self.folder("S23W044.hgt", Self.tile())
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let model = try readElevations(folder + "/S23W044.hgt")
    // The north-west sample is row 0, column 0; one row is 1/1200 degree.
    #expect(model.height(at: Coordinate(x: -44, y: -22)) == 0)
    #expect(model.height(at: Coordinate(x: -43, y: -22)) == 1200)
    #expect(try #require(model.height(at: Coordinate(x: -44, y: -22 - 7 / 1200.0))).rounded() == 70)
    #expect(model.height(at: Coordinate(x: -44, y: -21.9)) == nil)
    #expect(abs(try #require(model.spacing).value - 92.3) < 0.3)
    // The folder holds the same tile.
    #expect(try readElevations(folder) == model)
  }

  @Test(arguments: [
    ("hill.hgt", 2_884_802, GeodataError.Code.malformed), ("N42E001.hgt", 2_884_800, .malformed),
    ("N42E001.hgt.zip", 2_884_802, .wrongFormat), ("N99E001.hgt", 2_884_802, .malformed),
  ])
  func wrongFilesAreRefused(name: String, size: Int, code: GeodataError.Code) throws {
    let folder = try Self.folder(name, Data(count: size))
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/" + name
    #expect(throws: GeodataError.self) { try readElevations(path) }
    do throws(GeodataError) { _ = try readElevations(path) } catch { #expect(error.code == code) }
  }

  #if GDAL
  /// A plane that rises 0.5 m to each sample eastwards, as a text grid: in degrees as it is, and in metres.
  @Test func rasters() throws {
    func grid(_ corner: String, _ cell: Double, _ system: String) throws -> Elevations {
      let rows = (0..<40).map { row in
        (0..<50).map { column in row == 0 && column == 0 ? "-9999" : "\(500 + 0.5 * Double(column))" }
          .joined(separator: " ")
      }
      let head = "ncols 50\nnrows 40\n\(corner)\ncellsize \(cell)\nNODATA_value -9999\n"
      let folder = try Self.folder("hill.asc", Data((head + rows.joined(separator: "\n") + "\n").utf8))
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try Data(system.utf8).write(to: URL(fileURLWithPath: folder + "/hill.prj"))
      return try readElevations(folder + "/hill.asc")
    }
    let geographic = """
      GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],\
      UNIT["degree",0.0174532925199433]]
      """
    let degrees = try grid("xllcorner 103\nyllcorner 29", 0.001, geographic)
    // The centre of column 10 lies 10.5 cells from the corner.
    let height = try #require(degrees.height(at: Coordinate(x: 103.0105, y: 29.02)))
    #expect(abs(height - 505) < 1e-6)
    #expect(abs(try #require(degrees.height(at: Coordinate(x: 103.011, y: 29.02))) - 505.25) < 0.06)
    #expect(degrees.height(at: Coordinate(x: 103.0006, y: 29.0394)) == nil, "the mark of a missing height")
    #expect(degrees.height(at: Coordinate(x: 102.9, y: 29.02)) == nil)
    // 385,140.69 E 3,254,918.98 N is 103.8166, 29.4066 (pyproj 3.7.2): 500.69 m and 5.007 cells of 100 m from the corner.
    let metres = try grid("xllcorner 384640\nyllcorner 3252919", 100, zone105)
    let there = try #require(metres.height(at: Coordinate(x: 103.8166, y: 29.4066)))
    #expect(abs(there - (500 + 0.5 * (5.0069 - 0.5))) < 0.1, "\(there)")
    // Beyond the rim, where a turned rectangle has nothing.
    #expect(metres.height(at: Coordinate(x: 103.8110, y: 29.4066)) == nil)
  }

  @Test func rasterThatSaysNothing() throws {
    let folder = try Self.folder(
      "hill.asc", Data("ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n3 4\n".utf8))
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do throws(GeodataError) {
      _ = try readElevations(folder + "/hill.asc")
      Issue.record("heights without a place")
    } catch {
      #expect(error.code == .malformed && error.message.contains("gdal_translate -a_srs"), "\(error)")
    }
  }
  #endif

  @Test func missingAndEmptyAreTold() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for path in [folder, folder + "/none.hgt"] {
      #expect(throws: GeodataError.self) { try readElevations(path) }
    }
  }
}

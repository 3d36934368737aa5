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

  @Test func missingAndEmptyAreTold() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for path in [folder, folder + "/none.hgt"] {
      #expect(throws: GeodataError.self) { try readElevations(path) }
    }
  }
}

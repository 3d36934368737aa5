import Foundation
import Geometry
import Model

/// Reads the heights of `.hgt` tiles: one file, or all in a folder.
///
/// A tile covers one degree; its name states the south-west corner (`N42E001.hgt`), its size the spacing: 1,201 or 3,601
/// samples a side, big-endian whole metres, row by row from the north, -32768 where the height is missing.
/// Source: NASA/USGS, SRTM Topography (documentation of version 2.1), section 2.1.
/// - Throws: ``GeodataError`` code `fileMissing`, `unreadable`, `wrongFormat`, `malformed`.
package func readElevations(_ path: String) throws(GeodataError) -> Elevations {
  var elevations = Elevations([])
  for path in try elevationTiles(path) { elevations.tiles.append(try tile(path)) }
  return elevations
}

/// The files of an elevation model: one file, or all tiles in a folder by name.
/// - Throws: ``GeodataError`` code `fileMissing`, `wrongFormat`.
package func elevationTiles(_ path: String) throws(GeodataError) -> [String] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw GeodataError(
      .fileMissing, "there is no such file or folder; give a .hgt tile or a folder of them.", at: .init(file: path))
  }
  guard isFolder.boolValue else { return [path] }
  let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  let tiles = names.filter { $0.lowercased().hasSuffix(".hgt") }
  if tiles.isEmpty {
    throw GeodataError(
      .wrongFormat, "the folder holds no .hgt tiles; unzip them first if it holds .hgt.zip.", at: .init(file: path))
  }
  return tiles.map { path + "/" + $0 }
}

private func tile(_ path: String) throws(GeodataError) -> Elevations.Tile {
  let context = GeodataError.Context(file: path)
  guard path.lowercased().hasSuffix(".hgt") else {
    throw GeodataError(
      .wrongFormat,
      "heights are read from .hgt tiles; unzip .hgt.zip, or convert with: "
        + "gdal_translate -of SRTMHGT dem.tif N42E001.hgt", at: context)
  }
  guard let corner = southWestCorner(of: path) else {
    throw GeodataError(
      .malformed, "the name of a tile is its south-west corner, such as N42E001.hgt or S23W044.hgt; rename the file.",
      at: context)
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    throw GeodataError(.unreadable, "the file cannot be read; check its permissions.", at: context)
  }
  guard let side = [1201, 3601].first(where: { data.count == $0 * $0 * 2 }) else {
    throw GeodataError(
      .malformed,
      "\(data.count) bytes are no tile of 1,201 or 3,601 samples a side (2,884,802 or 25,934,402 bytes); fetch it "
        + "again.", at: context)
  }
  let bytes = [UInt8](data)
  let heights = (0..<side * side).map { Int16(bitPattern: UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1])) }
  return Elevations.Tile(
    box: Box(minX: corner.x, minY: corner.y, maxX: corner.x + 1, maxY: corner.y + 1), columns: side, rows: side,
    heights: heights)
}

/// `…/N42E001.hgt` is 1° east, 42° north.
private func southWestCorner(of path: String) -> Coordinate? {
  let name = (path as NSString).lastPathComponent.uppercased()
  guard let match = name.wholeMatch(of: /([NS])(\d\d)([EW])(\d\d\d)[^0-9].*/),
    let latitude = Double(match.2), let longitude = Double(match.4), latitude <= 90, longitude <= 180
  else { return nil }
  return Coordinate(
    longitude: match.3 == "E" ? longitude : -longitude, latitude: match.1 == "N" ? latitude : -latitude)
}

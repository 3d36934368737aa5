import Foundation
import GDALData
import Geometry
import Model
import Words

/// Reads the heights of `.hgt` tiles: one file, or all in a folder; through GDAL also those of GeoTIFF and of every other
/// raster it knows.
///
/// A tile covers one degree; its name states the south-west corner (`N42E001.hgt`), its size the spacing: 1,201 or 3,601
/// samples a side, big-endian whole metres, row by row from the north, -32768 where the height is missing.
/// Source: NASA/USGS, SRTM Topography (documentation of version 2.1), section 2.1.
/// - Throws: ``GeodataError`` code `fileMissing`, `unreadable`, `wrongFormat`, `malformed`.
package func readElevations(_ path: String) throws(GeodataError) -> Elevations {
  var elevations = Elevations([])
  for path in try elevationTiles(path) {
    try refuseSpecialFile(.init(file: path))
    elevations.tiles.append(path.lowercased().hasSuffix(".hgt") ? try tile(path) : try rasterTile(path))
  }
  return elevations
}

/// The files of an elevation model: one file, or all tiles in a folder by name.
/// - Throws: ``GeodataError`` code `fileMissing`, `wrongFormat`.
package func elevationTiles(_ path: String) throws(GeodataError) -> [String] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw GeodataError(
      .fileMissing,
      Bilingual(
        "文件或文件夹不存在；请指定.hgt图幅、GeoTIFF文件，或存放它们的文件夹。",
        "there is no such file or folder; give a .hgt tile, a GeoTIFF or a folder of them."),
      at: .init(file: path))
  }
  guard isFolder.boolValue else { return [path] }
  let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  let endings = GDALFormat.isAvailable ? [".hgt", ".tif", ".tiff"] : [".hgt"]
  let tiles = names.filter { name in endings.contains { name.lowercased().hasSuffix($0) } }
  if tiles.isEmpty {
    throw GeodataError(
      .wrongFormat,
      Bilingual(
        "文件夹中没有\(endings.joined(separator: "、"))图幅；如为.hgt.zip，请先解压。",
        "the folder holds no \(endings.joined(separator: ", ")) tiles; unzip them first if it holds .hgt.zip."),
      at: .init(file: path))
  }
  return tiles.map { path + "/" + $0 }
}

private func tile(_ path: String) throws(GeodataError) -> Elevations.Tile {
  let context = GeodataError.Context(file: path)
  guard let corner = southWestCorner(of: path) else {
    throw GeodataError(
      .malformed,
      Bilingual(
        "图幅以其西南角命名，例如N42E001.hgt或S23W044.hgt；请更改文件名。",
        "the name of a tile is its south-west corner, such as N42E001.hgt or S23W044.hgt; rename the file."),
      at: context)
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    throw GeodataError(
      .unreadable, Bilingual("文件无法读取；请检查其权限。", "the file cannot be read; check its permissions."), at: context)
  }
  guard let side = [1201, 3601].first(where: { data.count == $0 * $0 * 2 }) else {
    throw GeodataError(
      .malformed,
      Bilingual(
        "文件有\(data.count)字节，而每边1,201或3,601个格点的图幅应为2,884,802或25,934,402字节；请重新获取。",
        "\(data.count) bytes are no tile of 1,201 or 3,601 samples a side (2,884,802 or 25,934,402 bytes); fetch it "
          + "again."), at: context)
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

#if GDAL
/// Of whatever raster GDAL reads.
private func rasterTile(_ path: String) throws(GeodataError) -> Elevations.Tile {
  let context = GeodataError.Context(file: path)
  let raster: Raster
  do throws(GDALError) {
    raster = try readRaster(path)
  } catch {
    let fix =
      switch error.code {
      case .cannotOpen:
        Bilingual(
          "请提供.hgt图幅、GeoTIFF或GDAL能读取的其他栅格。", "Give a .hgt tile, a GeoTIFF, or another raster that GDAL reads.")
      case .noLayer:
        Bilingual(
          "请用以下命令注明坐标系：gdal_translate -a_srs EPSG:4544 in.tif out.tif",
          "Say where it lies with: gdal_translate -a_srs EPSG:4544 in.tif out.tif")
      default:
        Bilingual(
          "请用gdal_translate -projwin裁剪到本地范围，或重新导出。",
          "Cut it to the town with gdal_translate -projwin, or export it again.")
      }
    throw GeodataError(
      error.code == .cannotOpen ? .wrongFormat : .malformed,
      Bilingual("高程数据无法使用：", "these heights cannot be used: ") + error.words + Bilingual("。", ". ") + fix,
      at: context, underlying: error)
  }
  return try tile(raster, context)
}

/// Heights to a tenth of a metre, or to a metre where they differ by kilometres.
private func tile(_ raster: Raster, _ context: GeodataError.Context) throws(GeodataError) -> Elevations.Tile {
  var (lowest, highest) = (Float.infinity, -Float.infinity)
  for height in raster.values where height.isFinite {
    lowest = min(lowest, height)
    highest = max(highest, height)
  }
  guard raster.columns >= 2, raster.rows >= 2, lowest <= highest else {
    throw GeodataError(
      .empty, Bilingual("其中没有高程。请提供其他高程模型。", "there is no height in it. Give another elevation model."),
      at: context)
  }
  guard lowest > -12_000, highest < 9_000 else {
    throw GeodataError(
      .badValue,
      Bilingual(
        "数值在\(lowest)至\(highest)之间，不是以米为单位的海拔高程。请提供高程模型，并注明缺测标记。",
        "heights from \(lowest) to \(highest) are none above sea level in metres. Give an elevation model, with its "
          + "mark of missing heights stated."), at: context)
  }
  let base = Double((lowest + highest) / 2).rounded()
  let step = highest - lowest < 6_500 ? 0.1 : 1
  return Elevations.Tile(
    box: Box(
      minX: raster.west, minY: raster.north - Double(raster.rows - 1) * raster.stepY,
      maxX: raster.west + Double(raster.columns - 1) * raster.stepX, maxY: raster.north),
    columns: raster.columns, rows: raster.rows,
    heights: raster.values.map {
      $0.isFinite ? Int16(((Double($0) - base) / step).rounded()) : Elevations.Tile.missing
    }, base: base, step: step)
}
#else
private func rasterTile(_ path: String) throws(GeodataError) -> Elevations.Tile {
  throw GeodataError(
    .wrongFormat,
    Bilingual(
      "本构建只从.hgt图幅读取高程；请解压.hgt.zip，或用以下命令转换：gdal_translate -of SRTMHGT dem.tif N42E001.hgt",
      "this build reads heights from .hgt tiles; unzip .hgt.zip, or convert with: "
        + "gdal_translate -of SRTMHGT dem.tif N42E001.hgt"), at: .init(file: path))
}
#endif

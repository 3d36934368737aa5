/// One band of a raster in longitude and latitude.
package struct Raster: Sendable {
  package var columns: Int
  package var rows: Int
  /// Centre of the first sample: the north-western one, degrees.
  package var west: Double
  package var north: Double
  /// Degrees between samples, both above 0.
  package var stepX: Double
  package var stepY: Double
  /// Row by row from the north, each from the west; NaN where there is none.
  package var values: [Float]
}

#if GDAL
import CGDAL
import Words

/// More samples are refused before memory is taken.
package let mostRasterSamples = 150_000_000

/// Reads the first band of a raster in WGS84 longitude and latitude.
///
/// A raster in another system, or one that is not drawn north up, is resampled bilinearly to a grid of about its own
/// spacing. Degrees of any datum count as WGS84: no slope notices a hundred metres.
/// - Throws: ``GDALError`` `cannotOpen`; `noLayer` without a reference system; `broken` when data is missing or there
///   is too much of it.
package func readRaster(_ address: String) throws(GDALError) -> Raster {
  _ = drivers
  let log = MessageLog()
  return try log.listen { () throws(GDALError) in
    func open() -> GDALDatasetH? { GDALOpenEx(address, UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY), nil, nil, nil) }
    guard let source = open() else {
      throw GDALError(code: .cannotOpen, message: log.takeFailure(), context: "GDALOpenEx")
    }
    defer { GDALClose(source) }
    guard let system = GDALGetSpatialRef(source) else {
      throw GDALError(
        code: .noLayer, message: Bilingual("该栅格没有注明坐标系", "it states no reference system"),
        context: "GDALGetSpatialRef")
    }
    try checkSize(source)
    if OSRIsGeographic(system) != 0, isNorthUp(source) { return try samples(source, log) }
    let warped = try resampled(source, log)
    defer { GDALClose(warped) }
    return try samples(warped, log)
  }
}

/// In memory, with a mark where the source has nothing: the rim of a turned rectangle.
private func resampled(_ source: GDALDatasetH, _ log: MessageLog) throws(GDALError) -> GDALDatasetH {
  let words = StringList([
    "-of", "MEM", "-t_srs", "EPSG:4326", "-r", "bilinear", "-ot", "Float32", "-dstnodata", "-32768",
  ])
  let options = GDALWarpAppOptionsNew(words.pointer, nil)
  defer { GDALWarpAppOptionsFree(options) }
  var sources: [GDALDatasetH?] = [source]
  guard let warped = GDALWarp("", nil, 1, &sources, options, nil) else {
    throw GDALError(code: .broken, message: log.takeFailure(), context: "GDALWarp")
  }
  return warped
}

private func checkSize(_ set: GDALDatasetH) throws(GDALError) {
  let (columns, rows) = (Int(GDALGetRasterXSize(set)), Int(GDALGetRasterYSize(set)))
  guard columns <= mostRasterSamples / max(1, rows) else {
    throw GDALError(
      code: .broken,
      message: Bilingual(
        "该栅格有\(columns)×\(rows)个格点，超过上限\(mostRasterSamples)个",
        "it has \(columns) x \(rows) samples, more than \(mostRasterSamples)"),
      at: Bilingual("大小", "size"))
  }
}

private func grid(_ set: GDALDatasetH) -> [Double]? {
  var transform = [Double](repeating: 0, count: 6)
  return GDALGetGeoTransform(set, &transform) == CE_None ? transform : nil
}

private func isNorthUp(_ set: GDALDatasetH) -> Bool {
  guard let grid = grid(set) else { return false }
  return grid[2] == 0 && grid[4] == 0 && grid[1] > 0 && grid[5] < 0
}

private func samples(_ set: GDALDatasetH, _ log: MessageLog) throws(GDALError) -> Raster {
  let (columns, rows) = (Int(GDALGetRasterXSize(set)), Int(GDALGetRasterYSize(set)))
  guard let grid = grid(set), isNorthUp(set), GDALGetRasterCount(set) > 0, let band = GDALGetRasterBand(set, 1) else {
    throw GDALError(
      code: .broken, message: Bilingual("该栅格没有注明格点的位置", "it does not say where its samples lie"),
      context: "GDALGetGeoTransform")
  }
  var raster = Raster(
    columns: columns, rows: rows, west: grid[0] + grid[1] / 2, north: grid[3] + grid[5] / 2, stepX: grid[1],
    stepY: -grid[5], values: [Float](repeating: .nan, count: columns * rows))
  let done = GDALRasterIO(
    band, GF_Read, 0, 0, Int32(columns), Int32(rows), &raster.values, Int32(columns), Int32(rows), GDT_Float32, 0, 0)
  guard done == CE_None, log.failures.isEmpty else {
    throw GDALError(code: .broken, message: log.takeFailure(), context: "GDALRasterIO")
  }
  var hasMark: Int32 = 0
  let mark = Float(GDALGetRasterNoDataValue(band, &hasMark))
  if hasMark != 0, !mark.isNaN {
    for index in raster.values.indices where raster.values[index] == mark { raster.values[index] = .nan }
  }
  return raster
}
#endif

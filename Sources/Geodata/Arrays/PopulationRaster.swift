import GDALData
import Geometry
import Model
import Words

/// People by cells, as far as a district needs them, and the way of outlines into the raster.
package struct PopulationRaster: Sendable {
  package let grid: PopulationGrid
  /// How outlines came to the raster's own system.
  package let referenceSystemWords: Bilingual
  package var referenceSystemPath: String { referenceSystemWords.english }
  package private(set) var findings: [QualityFinding] = []
  /// Of the window's columns and rows in the raster's system.
  private let placement: CellPlacement
  private let system: ReferenceSystem
  private let context: GeodataError.Context

  /// More cells are refused before memory is taken.
  static let mostCells = 150_000_000

  /// Polygons in columns and rows of the grid, corner by corner: planar in the raster's own system.
  ///
  /// - Parameter shapes: WGS84 degrees; what is no polygon has no outline.
  /// - Throws: ``GeodataError`` `badCoordinate` where a corner has no place in the raster's system.
  package func outlines(_ shapes: [Shape]) throws(GeodataError) -> [[Polygon]] {
    try Self.outlines(shapes, placement, system, context)
  }

  /// The whole of the window, WGS84 degrees.
  package var outline: Shape {
    let corners = [(0, 0), (grid.columns, 0), (grid.columns, grid.rows), (0, grid.rows)]
    return .polygon(
      Polygon(outer: corners.map { grid.places.position(Coordinate(x: Double($0.0), y: Double($0.1))) }))
  }

  static func outlines(
    _ shapes: [Shape], _ placement: CellPlacement, _ system: ReferenceSystem, _ context: GeodataError.Context
  ) throws(GeodataError) -> [[Polygon]] {
    let polygons = shapes.map(\.polygons)
    // A way between systems takes long to find: all corners go it together.
    let corners = polygons.flatMap { $0.flatMap(\.coordinates) }
    guard let own = system.positionsFromWGS84(corners), own.allSatisfy(\.isFinite) else {
      throw GeodataError(
        .badCoordinate,
        Bilingual(
          "本区域在栅格的坐标系中没有对应的位置。请转换栅格：gdalwarp -t_srs EPSG:4326 in.tif out.tif",
          "the district has no place in the raster's system. Transform the raster: gdalwarp -t_srs EPSG:4326 in.tif out.tif"
        ),
        at: context)
    }
    var next = 0
    return polygons.map { some in
      some.map { polygon in
        polygon.map { _ in
          next += 1
          return placement.cell(of: own[next - 1])
        }
      }
    }
  }
}

extension LayerSource {
  /// Whether its file is a raster of people: by its ending, else by asking GDAL.
  package var isRaster: Bool {
    guard role == "population", !GDALFormat.isDatabase(path) else { return false }
    let ending = path.lowercased().split(separator: ".").last.map(String.init) ?? ""
    if Self.rasterEndings.contains(ending) { return true }
    #if GDAL
    guard case .gdal(.other)? = try? FileKind(path: path) else { return false }
    return (try? RasterFile(path)).map { $0.bandCount > 0 } ?? false
    #else
    return false
    #endif
  }

  private static let rasterEndings: Set<String> = [
    "tif", "tiff", "gtiff", "vrt", "img", "asc", "bil", "bip", "bsq", "flt", "adf", "grd", "nc", "jp2", "hgt", "rst",
  ]
}

#if GDAL
/// Reads people by cells in the window around some shapes.
///
/// - Parameters:
///   - source: of a raster that GDAL opens; `layer` is its band, `crs` its system where it states none.
///   - shapes: what the window is for, WGS84 degrees; the whole raster when there are none.
/// - Throws: ``GeodataError`` with the file: not a raster, no system, not near the shapes, too large, broken.
/// - Complexity: O(cells of the window), eight bytes each.
package func readPopulation(
  _ source: LayerSource, around shapes: [Shape]
) throws(GeodataError) -> PopulationRaster {
  let context = GeodataError.Context(file: source.shownPath, layer: source.role)
  try source.refuseRecordKeys(context)
  let file: RasterFile
  let band: Int
  let window: PopulationWindow
  let numbers: [Double]
  do throws(GDALError) {
    file = try RasterFile(source.path)
  } catch {
    throw unreadable(error, context)
  }
  band = try source.band(of: file, context)
  window = try PopulationWindow(file, source, around: shapes, context)
  do throws(GDALError) {
    numbers = try file.numbers(band: band, window.columns, window.rows)
  } catch {
    throw unreadable(error, context)
  }
  return try PopulationRaster(numbers, window, source, isOneOf: file.bandCount, context)
}

private func unreadable(_ error: GDALError, _ context: GeodataError.Context) -> GeodataError {
  GeodataError(
    error.code == .cannotOpen ? .wrongFormat : .malformed,
    (error.code == .cannotOpen
      ? Bilingual("其中没有GDAL能识别的栅格：", "there is no raster in it that GDAL knows: ")
      : Bilingual("该栅格无法读取：", "this raster cannot be read: "))
      + error.words
      + Bilingual(
        "。请提供GeoTIFF或GDAL能打开的其他栅格，或提供点、建筑数据（.csv、.geojson等）。",
        ". Give a GeoTIFF or another raster that GDAL opens, or points or buildings (.csv, .geojson…)."),
    at: context, underlying: error)
}

extension PopulationRaster {
  /// Cells that hold no number of people are cleared, and told.
  fileprivate init(
    _ numbers: consuming [Double], _ window: PopulationWindow, _ source: LayerSource, isOneOf bandCount: Int,
    _ context: GeodataError.Context
  ) throws(GeodataError) {
    var people = consume numbers
    let cleared = ClearedCells(&people)
    guard cleared.known > 0 else {
      throw GeodataError(
        .empty,
        Bilingual(
          "栅格在本区域内没有一个格子有数值。请提供人口栅格。",
          "no cell of the raster in the district holds a number. Give a raster of people."), at: context)
    }
    grid = PopulationGrid(
      columns: window.columns.count, rows: window.rows.count, people: people, places: try window.places(context))
    placement = window.placement
    system = window.system
    self.context = context
    let name = ReferenceSystem.shown(system.words)
    referenceSystemWords = Bilingual(
      "\(name)（格子保持原样，边界换算到该坐标系；读取\(grid.columns)×\(grid.rows)个格子）",
      "\(name) (cells as they are, outlines brought to them; \(grid.columns) x \(grid.rows) cells read)")
    findings = cleared.findings(source.role, grid)
    if bandCount > 1, source.layerName == nil {
      findings.append(
        QualityFinding(
          .warning, .populationValue, layer: source.role, value: "\(bandCount)",
          message: Bilingual("栅格有\(bandCount)个波段，取第1个", "the raster has \(bandCount) bands; the first is taken"),
          fix: Bilingual("请在`layer`中注明人口所在的波段", "name the band of people under `layer`")
        ))
    }
  }
}

extension LayerSource {
  /// - Throws: ``GeodataError`` `wrongLayer`.
  fileprivate func band(of file: RasterFile, _ context: GeodataError.Context) throws(GeodataError) -> Int {
    guard file.bandCount > 0 else {
      throw GeodataError(
        .wrongLayer,
        Bilingual(
          "文件本身不是栅格，其中可能有多个栅格：请用gdal_translate把其中一个转为GeoTIFF。",
          "the file holds no raster itself, but perhaps several: write one of them with gdal_translate to a GeoTIFF."),
        at: context)
    }
    guard let layerName else { return 1 }
    guard let band = Int(layerName), (1...file.bandCount).contains(band) else {
      throw GeodataError(
        .wrongLayer,
        Bilingual(
          "栅格有第1至第\(file.bandCount)波段，没有“\(layerName)”。请更正`layer`。",
          "the raster has bands 1 to \(file.bandCount), none called “\(layerName)”. Correct `layer`."),
        at: context)
    }
    return band
  }

  /// - Throws: ``GeodataError`` `badValue` for what only records have.
  fileprivate func refuseRecordKeys(_ context: GeodataError.Context) throws(GeodataError) {
    let keys = [
      mapping.named.isEmpty ? nil : mapping.named.keys.sorted()[0], filters.isEmpty ? nil : "filter",
      box == nil ? nil : "box", first == nil ? nil : "first", encoding == nil ? nil : "encoding",
    ].compactMap(\.self)
    guard let key = keys.first else { return }
    throw GeodataError(
      .badValue,
      Bilingual(
        "栅格没有记录，因此不能使用`\(key)`。请去掉该键；统计范围由inputs.area确定。",
        "a raster has no records, and so no `\(key)`. Remove it; inputs.area says what counts."), at: context)
  }
}
#else
/// Without GDAL no raster is read.
package func readPopulation(
  _ source: LayerSource, around shapes: [Shape]
) throws(GeodataError) -> PopulationRaster {
  throw GeodataError(
    .missingPart,
    GDALFormat.isMissing(Bilingual("读取人口栅格", "a raster of people"))
      + Bilingual(
        "；点和建筑数据（.csv、.geojson）不需要GDAL。", "; points and buildings (.csv, .geojson) are read without it."),
    at: .init(file: source.shownPath, layer: source.role))
}
#endif

#if GDAL
import GDALData
import Geometry
import Model
import Words

/// The part of a raster that a district needs, and where it lies.
struct PopulationWindow {
  var columns: Range<Int>
  var rows: Range<Int>
  var placement: CellPlacement
  var system: ReferenceSystem

  init(
    _ file: RasterFile, _ source: LayerSource, around shapes: [Shape], _ context: GeodataError.Context
  ) throws(GeodataError) {
    guard let placement = file.placement else {
      throw GeodataError(
        .malformed,
        Bilingual(
          "栅格没有注明格子的位置。请连同地理参考导出为GeoTIFF。",
          "the raster does not say where its cells lie. Export it as a GeoTIFF with its georeference."), at: context)
    }
    guard
      let words = source.referenceSystem.map({ $0.hasSuffix("!") ? String($0.dropLast()) : $0 })
        ?? file.referenceSystem.map({ $0.authorityCode ?? $0.wkt })
    else {
      throw GeodataError(
        .referenceSystem,
        Bilingual(
          "栅格没有注明坐标系。请在inputs.population下注明，例如`crs: EPSG:4326`。",
          "the raster states no reference system. Say what it is in under inputs.population, for example `crs: EPSG:4326`."
        ),
        at: context)
    }
    system = ReferenceSystem(words)
    // An unknown system is told in the words of the layers; one of our own shifts has no way back.
    _ = try located(context) { () throws(GeodataError) in try ReferenceSystem(words).positionsInWGS84([]) }
    guard system.positionsFromWGS84([]) != nil else {
      throw GeodataError(
        .referenceSystem,
        Bilingual(
          "不支持\(words)坐标系的栅格：其格子在WGS84中不成规则格网。请提供WGS84或PROJ所支持坐标系的栅格。",
          "a raster in \(words) is not read: its cells are no grid in WGS84. Give one in WGS84 or in a system of PROJ."),
        at: context)
    }
    (columns, rows) = (0..<file.columns, 0..<file.rows)
    let outlines = try PopulationRaster.outlines(shapes, placement, system, context)
    var box = Box()
    for polygon in outlines.flatMap(\.self) { for corner in polygon.coordinates { box.add(corner) } }
    if !box.isEmpty {
      columns = Self.span(box.minX, box.maxX, file.columns)
      rows = Self.span(box.minY, box.maxY, file.rows)
    }
    guard !columns.isEmpty, !rows.isEmpty else { throw Self.elsewhere(file, placement, system, shapes, context) }
    guard columns.count <= PopulationRaster.mostCells / rows.count else {
      throw GeodataError(
        .malformed,
        Bilingual(
          "需要读取\(columns.count)×\(rows.count)个格子，超过上限\(PopulationRaster.mostCells)个。请给出inputs.area，"
            + "或改用格子较大的栅格（gdalwarp -r sum -tr …）。",
          "\(columns.count) x \(rows.count) cells are needed of it, more than \(PopulationRaster.mostCells). Give "
            + "inputs.area, or a raster with larger cells (gdalwarp -r sum -tr …)."), at: context)
    }
    self.placement = placement.window(column: columns.lowerBound, row: rows.lowerBound)
  }

  private static func span(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
    let first = Int(max(0, min(low.rounded(.down), Double(count))))
    let end = Int(max(0, min(high.rounded(.up), Double(count))))
    return first..<max(first, end)
  }

  /// Where the raster lies and where the district does.
  private static func elsewhere(
    _ file: RasterFile, _ placement: CellPlacement, _ system: ReferenceSystem, _ shapes: [Shape],
    _ context: GeodataError.Context
  ) -> GeodataError {
    let corners = [(0, 0), (file.columns, 0), (file.columns, file.rows), (0, file.rows)].map {
      placement.coordinate(of: Coordinate(x: Double($0.0), y: Double($0.1)))
    }
    let own = Box(((try? system.positionsInWGS84(corners)) ?? []).filter(\.isFinite))
    var district = Box()
    for shape in shapes { district.add(shape.box) }
    return GeodataError(
      .badCoordinate,
      Bilingual(
        "栅格位于\(shown(own).chinese)，本区域位于\(shown(district).chinese)，两者不相交。请提供本区域的栅格，"
          + "或用`crs`注明栅格的坐标系。",
        "the raster lies at \(shown(own).english), the district at \(shown(district).english): they do not touch. Give the "
          + "raster of the district, or say in which system it is with `crs`."), at: context)
  }

  private static func shown(_ box: Box) -> Bilingual {
    func degrees(_ x: Double, _ y: Double) -> String {
      "\((x * 1000).rounded() / 1000), \((y * 1000).rounded() / 1000)"
    }
    guard !box.isEmpty else { return Bilingual("地球上不存在的地方", "no place on earth") }
    let (low, high) = (degrees(box.minX, box.minY), degrees(box.maxX, box.maxY))
    return Bilingual("\(low)至\(high)", "\(low) to \(high)")
  }

  /// Nodes a kilometre or so apart; degrees are linear themselves.
  func places(_ context: GeodataError.Context) throws(GeodataError) -> CellPlaces {
    let (width, height) = (columns.count, rows.count)
    let step = Int(max(1, min(1000 / placement.cellArea.squareRoot(), Double(max(width, height)))))
    let across = CellPlaces.nodeCount(width, step)
    let down = CellPlaces.nodeCount(height, step)
    var nodes: [Coordinate] = []
    nodes.reserveCapacity(across * down)
    for row in 0..<down {
      for column in 0..<across {
        nodes.append(placement.coordinate(of: Coordinate(x: Double(column * step), y: Double(row * step))))
      }
    }
    let degrees = try located(context) { () throws(GeodataError) in try system.positionsInWGS84(nodes) }
    return CellPlaces(columns: width, rows: height, step: step, nodes: degrees)
  }
}

/// Errors of a reference system do not know the file.
private func located<Value>(
  _ context: GeodataError.Context, _ body: () throws(GeodataError) -> Value
) throws(GeodataError) -> Value {
  do throws(GeodataError) { return try body() } catch {
    throw GeodataError(error.code, error.words, at: context, underlying: error.underlying)
  }
}
#endif

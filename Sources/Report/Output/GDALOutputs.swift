#if GDAL
import Analysis
import Foundation
import GDALData
import Geodata
import Geometry
import Words

/// Writes what the analysis asks for beyond GeoJSON, CSV and the report.
func writeWithGDAL(
  _ result: AnalysisResult, _ layers: [OutputLayer], _ tables: [OutputLayer], into output: inout OutputFolder
) throws {
  let outputs = GDALOutputs(layers: layers, tables: tables, language: result.file.language)
  do {
    if result.file.formats.contains(.gpkg) {
      try output.write("layers.gpkg") { (path) throws in try outputs.writeGeoPackage(path) }
    }
    if result.file.formats.contains(.shp) {
      try output.write("shp/") { (path) throws in try outputs.writeShapefiles(path) }
    }
  } catch let error as GDALError {
    throw GeodataError(
      .cannotWrite,
      Bilingual(
        "写入失败：\(error.words.chinese)。请检查磁盘空间。",
        "writing failed: \(error.message). Check that there is room left."), at: .init(file: output.path),
      underlying: error)
  }
}

/// Writes the tables of the format postgis, all of them or none.
func writeDatabase(_ result: AnalysisResult, _ layers: [OutputLayer], _ tables: [OutputLayer]) throws(GeodataError) {
  guard let database = result.file.database else { return }
  do throws(GDALError) {
    try GDALOutputs(layers: layers, tables: tables, language: result.file.language).writeDatabase(database)
  } catch {
    throw refusal(of: database, error)
  }
}

/// Asks the database of the format postgis, before the work.
package func tryDatabase(of file: AnalysisFile) throws(GeodataError) {
  guard let database = file.database else { return }
  do throws(GDALError) {
    try checkDatabase(database.address)
  } catch {
    throw refusal(of: database, error)
  }
}

private func refusal(of database: AnalysisFile.Database, _ error: GDALError) -> GeodataError {
  let said = error.words.map { text in
    text.replacingOccurrences(of: database.address, with: database.shownAddress).split(separator: "\n")
      .joined(separator: " ")
  }
  return GeodataError(
    .cannotWrite,
    error.code == .cannotOpen
      ? Bilingual(
        "数据库没有应答：\(said.chinese)。请检查`output.postgis.address`中的主机、库名和用户。",
        "the database does not answer: \(said.english). Check host, name and user of `output.postgis.address`.")
      : Bilingual(
        "没有写入任何内容：\(said.chinese)。请在`output.postgis`下另选`schema`或`prefix`，或申请写入权限。",
        "nothing was written: \(said.english). Choose another `schema` or `prefix` under `output.postgis`, or ask for the "
          + "right to write there."), at: .init(file: database.shownAddress), underlying: error)
}

/// The outputs that GDAL writes, each into its place in the folder to be.
struct GDALOutputs {
  let layers: [OutputLayer]
  let tables: [OutputLayer]
  /// Of legends.
  let language: AnalysisFile.Language

  /// A fixed moment stands where formats want the time of writing: equal runs give equal bytes.
  private static let moment = "2000-01-01T00:00:00.000Z"

  /// One GeoPackage with every layer and table, and how QGIS draws them.
  func writeGeoPackage(_ path: String) throws(GDALError) {
    let all = (layers + tables).map { VectorTable($0, cellsOfOneSize: false) }
    try writeTables(
      all + [styleTable()],
      to: VectorTarget(
        driver: "GPKG", address: path, layerOptions: ["GEOMETRY_NAME=geom", "FID=fid"],
        options: ["OGR_CURRENT_DATE": Self.moment]))
  }

  /// A shapefile for each layer, or for each kind of shape in it; `fields.csv` says what the fields are called in full and
  /// how many texts were too long for their cells.
  func writeShapefiles(_ folder: String) throws -> Void {
    var names = "file,field,name,cut_texts\n"
    for layer in layers where !layer.rows.isEmpty {
      for part in VectorTable(layer, cellsOfOneSize: true).partsOfOneKind() {
        var table = part
        let short = shortened(part.columns.map(\.name))
        let cuts = table.cutTexts()
        for (index, name) in short.enumerated() {
          if name != part.columns[index].name || cuts[index] > 0 {
            names += "\(part.name).shp,\(name),\(part.columns[index].name),\(cuts[index])\n"
          }
          table.columns[index].name = name
        }
        try writeTables(
          [table],
          to: VectorTarget(
            driver: "ESRI Shapefile", address: "\(folder)/\(part.name).shp",
            layerOptions: ["ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=2000-01-01"]))
      }
    }
    try Data(names.utf8).write(to: URL(fileURLWithPath: "\(folder)/fields.csv"))
  }

  /// Every layer and table in a database, in one transaction.
  func writeDatabase(_ database: AnalysisFile.Database) throws(GDALError) {
    let all = (layers + tables).map { layer in
      var table = VectorTable(layer, cellsOfOneSize: false)
      table.name = database.prefix + table.name
      return table
    }
    try writeTables(all, toDatabase: database.address, schema: database.schema, mark: "ServiceCircle")
  }

  /// QGIS's own table of styles.
  private func styleTable() -> VectorTable {
    let columns: [VectorTable.Column] = [
      .init("f_table_catalog", .text), .init("f_table_schema", .text), .init("f_table_name", .text),
      .init("f_geometry_column", .text), .init("styleName", .text), .init("styleQML", .text), .init("styleSLD", .text),
      .init("useAsDefault", .boolean), .init("description", .text), .init("owner", .text), .init("ui", .text),
      .init("update_time", .text),
    ]
    let rows = layers.compactMap { layer in
      QGISStyle(layer, in: language).map { style in
        VectorTable.Row([
          .text(""), .text(""), .text(layer.name), .text("geom"), .text(layer.name), .text(style.qml), .text(""),
          .boolean(true), .text(layer.about), .text(""), .null, .text(Self.moment),
        ])
      }
    }
    return VectorTable(
      name: "layer_styles", about: "how QGIS draws the layers", columns: columns, rows: rows, geometry: .none)
  }
}

extension VectorTable {
  /// - Parameter cellsOfOneSize: for dBase, whose cells all have the size of the largest.
  init(_ layer: OutputLayer, cellsOfOneSize: Bool) {
    let kinds = Set(layer.rows.compactMap(\.shape).map(Kind.init))
    self.init(
      name: layer.name, about: layer.about, columns: [],
      rows: layer.rows.map { row in
        Row(zip(row.values, layer.columns).map { VectorValue($0, $1) }, shape: row.shape)
      }, geometry: layer.hasGeometry ? Kind.declared(kinds) : .none)
    columns = layer.columns.enumerated().map { index, column in
      guard cellsOfOneSize else { return Column(column.name, column.vectorKind) }
      let longest = rows.lazy.map { row in
        if case .text(let text) = row.values[index] { text.utf8.count } else { 0 }
      }.max()
      let width =
        switch column.kind {
        case .string: min(Self.widestCell, max(1, longest ?? 1))
        case .integer, .boolean: 0
        case .number: 19
        }
      return Column(column.name, column.vectorKind, width: width)
    }
  }

  /// Bytes of a text in a dBase table at the most.
  private static let widestCell = 254

  /// - Returns: how many texts of each column did not fit.
  fileprivate mutating func cutTexts() -> [Int] {
    var counts = [Int](repeating: 0, count: columns.count)
    for row in rows.indices {
      for (column, value) in rows[row].values.enumerated() {
        guard case .text(let text) = value, text.utf8.count > Self.widestCell else { continue }
        rows[row].values[column] = .text(cut(text, Self.widestCell))
        counts[column] += 1
      }
    }
    return counts
  }

  /// Itself, or one table for each kind of shape when there are several: shapefiles hold one kind. Rows without a place
  /// stay with the first.
  fileprivate func partsOfOneKind() -> [VectorTable] {
    let kinds = Kind.allCases.filter { kind in rows.contains { $0.shape.map(Kind.init) == kind } }
    guard geometry == .any, kinds.count > 1 else { return [self] }
    return kinds.map { kind in
      var part = self
      part.name += "_\(kind.rawValue)"
      part.geometry = Kind.declared([kind])
      part.rows = rows.filter { $0.shape.map(Kind.init) ?? kinds[0] == kind }
      return part
    }
  }

  private enum Kind: String, CaseIterable {
    case points, lines, areas, mixed

    init(_ shape: Shape) {
      switch shape {
      case .point: self = .points
      case .lineString, .multiLineString: self = .lines
      case .polygon, .multiPolygon: self = .areas
      case .multiPoint, .collection: self = .mixed
      }
    }

    static func declared(_ kinds: Set<Kind>) -> GeometryKind {
      switch kinds {
      case [.points]: .points
      case [.lines]: .multiLines
      case [.areas]: .multiPolygons
      default: .any
      }
    }
  }
}

extension OutputColumn {
  fileprivate var vectorKind: VectorTable.ColumnKind {
    switch kind {
    case .string: .text
    case .integer: .integer
    case .boolean: .boolean
    case .number: .real(decimals: decimals)
    }
  }
}

extension VectorValue {
  fileprivate init(_ value: OutputValue, _ column: OutputColumn) {
    self =
      switch value {
      case .empty: .null
      case .text(let text): .text(text)
      case .integer(let number): .integer(Int64(number))
      case .boolean(let flag): .boolean(flag)
      case .number(let number): number.isFinite ? .real(rounded(number, column.decimals)) : .null
      }
  }
}
#else
import Analysis
import Geodata

/// An analysis file that asks for more was refused when it was read.
func writeWithGDAL(
  _ result: AnalysisResult, _ layers: [OutputLayer], _ tables: [OutputLayer], into output: inout OutputFolder
) throws {}

func writeDatabase(_ result: AnalysisResult, _ layers: [OutputLayer], _ tables: [OutputLayer]) throws(GeodataError) {}

package func tryDatabase(of file: AnalysisFile) throws(GeodataError) {}
#endif

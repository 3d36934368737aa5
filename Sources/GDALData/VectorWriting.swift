#if GDAL
import CGDAL
import Geometry
import Words

/// Writes the tables as the layers of one new data set.
///
/// - Returns: what GDAL warned about, each once.
/// - Throws: ``GDALError`` `cannotWrite`; what stands at the address is then not whole.
@discardableResult
package func writeTables(_ tables: [VectorTable], to target: VectorTarget) throws(GDALError) -> [String] {
  _ = drivers
  let log = MessageLog()
  return try withOptions(target.options) { () throws(GDALError) in
    try log.listen { () throws(GDALError) in
      let set = try VectorOutput.creating(target, log)
      for table in tables { try set.write(table, target.layerOptions) }
      try set.close()
      return log.takeNotes()
    }
  }
}

/// Writes the tables into a database in one transaction: all of them or none.
///
/// A table of that name is replaced only when its comment begins with `mark`, as the comments of these tables do.
/// - Parameters:
///   - schema: made when it is not there.
///   - mark: what says that a table is ours.
/// - Throws: ``GDALError`` `cannotOpen`; `cannotWrite`, with the database as it was.
package func writeTables(
  _ tables: [VectorTable], toDatabase address: String, schema: String, mark: String
) throws(GDALError) {
  _ = drivers
  let log = MessageLog()
  try withOptions(["PG_USE_COPY": "YES"]) { () throws(GDALError) in
    try log.listen { () throws(GDALError) in
      let set = try VectorOutput.updating(address, log)
      guard try set.hasPostGIS() else { throw withoutPostGIS }
      try set.inTransaction { () throws(GDALError) in
        // A reader's open transaction would have it wait without end.
        try set.run("SET LOCAL lock_timeout = '10s'")
        try set.run("CREATE SCHEMA IF NOT EXISTS \(quotedName(schema))")
        // All first: GDAL lists the tables there are when the first is made.
        for table in tables {
          guard let comment = try set.comment(ofTable: table.name, schema: schema) else { continue }
          guard comment.hasPrefix(mark) else {
            throw GDALError(
              code: .cannotWrite,
              message: Bilingual(
                "数据表\(schema).\(table.name)不是本程序所建",
                "the table \(schema).\(table.name) is not one of ours"),
              context: "DROP TABLE")
          }
          try set.run("DROP TABLE \(quotedName(schema)).\(quotedName(table.name))")
        }
        for table in tables {
          try set.write(
            table,
            [
              "SCHEMA=\(schema)", "LAUNDER=NO", "GEOMETRY_NAME=geom", "FID=fid", "EXTRACT_SCHEMA_FROM_LAYER_NAME=NO",
            ])
          try set.run(
            "COMMENT ON TABLE \(quotedName(schema)).\(quotedName(table.name)) IS '\(mark): \(table.about.replacing("'", with: "''"))'"
          )
        }
      }
      try set.close()
    }
  }
}

/// Whether a database answers and may hold geometry, asked before there is anything to write.
///
/// - Throws: ``GDALError`` `cannotOpen`, `cannotWrite`.
package func checkDatabase(_ address: String) throws(GDALError) {
  _ = drivers
  let log = MessageLog()
  try log.listen { () throws(GDALError) in
    let set = try VectorOutput.updating(address, log)
    guard try set.hasPostGIS() else { throw withoutPostGIS }
    try set.close()
  }
}

private let withoutPostGIS = GDALError(
  code: .cannotWrite,
  message: Bilingual(
    "数据库没有安装PostGIS；请在库中执行CREATE EXTENSION postgis",
    "the database has no PostGIS; run CREATE EXTENSION postgis in it"),
  context: "pg_extension")

private func quotedName(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

/// The one owner of a data set that is being written.
private struct VectorOutput: ~Copyable {
  private var pointer: GDALDatasetH?
  private let log: MessageLog
  private let isDatabase: Bool

  private init(owning pointer: GDALDatasetH, _ log: MessageLog, isDatabase: Bool) {
    self.pointer = pointer
    self.log = log
    self.isDatabase = isDatabase
  }

  static func creating(_ target: VectorTarget, _ log: MessageLog) throws(GDALError) -> VectorOutput {
    guard let driver = GDALGetDriverByName(target.driver) else {
      throw GDALError(
        code: .cannotWrite,
        message: Bilingual("所用的GDAL不含\(target.driver)", "this GDAL has no \(target.driver)"),
        context: "GDALGetDriverByName")
    }
    guard let made = GDALCreate(driver, target.address, 0, 0, 0, GDT_Unknown, nil) else {
      throw GDALError(code: .cannotWrite, message: log.takeFailure(), context: "GDALCreate")
    }
    return VectorOutput(owning: made, log, isDatabase: false)
  }

  static func updating(_ address: String, _ log: MessageLog) throws(GDALError) -> VectorOutput {
    guard let opened = GDALOpenEx(address, UInt32(GDAL_OF_VECTOR | GDAL_OF_UPDATE), nil, nil, nil) else {
      throw GDALError(code: .cannotOpen, message: log.takeFailure(), context: "GDALOpenEx")
    }
    return VectorOutput(owning: opened, log, isDatabase: true)
  }

  deinit { if let pointer { GDALClose(pointer) } }

  private borrowing func failure(_ function: String) -> GDALError { failure(at: Bilingual(same: function)) }

  private borrowing func failure(at place: Bilingual) -> GDALError {
    GDALError(code: .cannotWrite, message: log.takeFailure(), at: place)
  }

  /// Flushes and closes: only then it is known that all of it was written.
  consuming func close() throws(GDALError) {
    let pointer = self.pointer
    self.pointer = nil
    GDALClose(pointer)
    guard log.failures.isEmpty else { throw failure("GDALClose") }
  }

  // MARK: Databases

  borrowing func inTransaction(_ body: () throws(GDALError) -> Void) throws(GDALError) {
    guard GDALDatasetStartTransaction(pointer, 0) == OGRERR_NONE else { throw failure("GDALDatasetStartTransaction") }
    do throws(GDALError) {
      try body()
      guard GDALDatasetCommitTransaction(pointer) == OGRERR_NONE else { throw failure("GDALDatasetCommitTransaction") }
    } catch {
      _ = GDALDatasetRollbackTransaction(pointer)
      throw error
    }
  }

  borrowing func run(_ statement: String) throws(GDALError) {
    if let result = GDALDatasetExecuteSQL(pointer, statement, nil, nil) { GDALDatasetReleaseResultSet(pointer, result) }
    guard log.failures.isEmpty else { throw failure(String(statement.prefix(60))) }
  }

  borrowing func hasPostGIS() throws(GDALError) -> Bool {
    let statement = "SELECT 1 FROM pg_extension WHERE extname = 'postgis'"
    guard let result = GDALDatasetExecuteSQL(pointer, statement, nil, nil) else { throw failure("pg_extension") }
    defer { GDALDatasetReleaseResultSet(pointer, result) }
    guard let row = OGR_L_GetNextFeature(result) else { return false }
    OGR_F_Destroy(row)
    return true
  }

  /// The table's comment, empty when it has none; nil when there is no such table.
  borrowing func comment(ofTable name: String, schema: String) throws(GDALError) -> String? {
    func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
    let statement =
      "SELECT coalesce(obj_description(c.oid, 'pg_class'), '') FROM pg_class c JOIN pg_namespace n "
      + "ON n.oid = c.relnamespace WHERE c.relname = \(literal(name)) AND n.nspname = \(literal(schema))"
    guard let result = GDALDatasetExecuteSQL(pointer, statement, nil, nil) else { throw failure("pg_class") }
    defer { GDALDatasetReleaseResultSet(pointer, result) }
    guard let row = OGR_L_GetNextFeature(result) else { return nil }
    defer { OGR_F_Destroy(row) }
    return OGR_F_GetFieldAsString(row, 0).map { String(cString: $0) } ?? ""
  }

  // MARK: Layers

  borrowing func write(_ table: VectorTable, _ options: [String]) throws(GDALError) {
    let isBatch = !isDatabase && GDALDatasetTestCapability(pointer, "Transactions") != 0
    if isBatch { _ = GDALDatasetStartTransaction(pointer, 0) }
    let layer = try makeLayer(table, options)
    for (index, row) in table.rows.enumerated() {
      guard let feature = OGR_F_Create(OGR_L_GetLayerDefn(layer)) else { throw failure("OGR_F_Create") }
      defer { OGR_F_Destroy(feature) }
      for (column, value) in row.values.enumerated() { Self.set(feature, Int32(column), value) }
      if table.geometry != .none, let shape = row.shape { try setShape(feature, shape, table.geometry) }
      guard OGR_L_CreateFeature(layer, feature) == OGRERR_NONE else {
        throw failure(at: Bilingual("\(table.name)第\(index + 1)行", "row \(index + 1) of \(table.name)"))
      }
    }
    if isBatch, GDALDatasetCommitTransaction(pointer) != OGRERR_NONE { throw failure("GDALDatasetCommitTransaction") }
    guard log.failures.isEmpty else { throw failure(table.name) }
  }

  private borrowing func makeLayer(_ table: VectorTable, _ options: [String]) throws(GDALError) -> OGRLayerH {
    let system = OSRNewSpatialReference(nil)
    defer { OSRRelease(system) }
    guard OSRImportFromEPSG(system, 4326) == OGRERR_NONE else { throw failure("OSRImportFromEPSG") }
    OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER)
    let list = StringList(options)
    let made = GDALDatasetCreateLayer(
      pointer, table.name, table.geometry == .none ? nil : system, Self.type(table.geometry), list.pointer)
    guard let layer = made else { throw failure("GDALDatasetCreateLayer \(table.name)") }
    for column in table.columns {
      let field = OGR_Fld_Create(column.name, Self.type(column.kind))
      defer { OGR_Fld_Destroy(field) }
      if column.kind == .boolean { OGR_Fld_SetSubType(field, OFSTBoolean) }
      if column.width > 0 { OGR_Fld_SetWidth(field, Int32(column.width)) }
      if case .real(let decimals) = column.kind, column.width > 0 { OGR_Fld_SetPrecision(field, Int32(decimals)) }
      guard OGR_L_CreateField(layer, field, 0) == OGRERR_NONE else {
        throw failure(at: Bilingual("字段\(column.name)", "field \(column.name)"))
      }
    }
    return layer
  }

  private static func type(_ kind: VectorTable.ColumnKind) -> OGRFieldType {
    switch kind {
    case .text: OFTString
    case .integer: OFTInteger64
    case .boolean: OFTInteger
    case .real: OFTReal
    }
  }

  private static func type(_ kind: VectorTable.GeometryKind) -> OGRwkbGeometryType {
    switch kind {
    case .none: wkbNone
    case .points: wkbPoint
    case .lines: wkbLineString
    case .multiLines: wkbMultiLineString
    case .multiPolygons: wkbMultiPolygon
    case .any: wkbUnknown
    }
  }

  private static func set(_ feature: OGRFeatureH, _ index: Int32, _ value: VectorValue) {
    switch value {
    case .null, .bytes, .list: OGR_F_SetFieldNull(feature, index)
    case .boolean(let flag): OGR_F_SetFieldInteger(feature, index, flag ? 1 : 0)
    case .integer(let number): OGR_F_SetFieldInteger64(feature, index, number)
    case .real(let number): OGR_F_SetFieldDouble(feature, index, number)
    case .text(let text): OGR_F_SetFieldString(feature, index, text)
    }
  }

  private borrowing func setShape(
    _ feature: OGRFeatureH, _ shape: Shape, _ kind: VectorTable.GeometryKind
  ) throws(GDALError) {
    let bytes = shape.of(kind).wellKnownBinary
    var geometry: OGRGeometryH?
    guard OGR_G_CreateFromWkb(bytes, nil, &geometry, Int32(bytes.count)) == OGRERR_NONE, let geometry else {
      throw failure("OGR_G_CreateFromWkb")
    }
    // Takes the geometry, also when it fails.
    guard OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE else {
      throw failure("OGR_F_SetGeometryDirectly")
    }
  }
}

extension Shape {
  /// The same as the layer declares its shapes.
  fileprivate func of(_ kind: VectorTable.GeometryKind) -> Shape {
    switch (kind, self) {
    case (.multiPolygons, .polygon(let polygon)): .multiPolygon([polygon])
    case (.multiLines, .lineString(let line)): .multiLineString([line])
    default: self
    }
  }
}
#endif

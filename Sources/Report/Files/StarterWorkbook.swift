import Analysis
import Geodata

#if GDAL
import GDALData
#endif

/// Writes the starter's tables once more as one Excel workbook, `templates.xlsx`, in a build with GDAL.
///
/// - Returns: its name; nil in a build without.
/// - Throws: `GeodataError` `cannotWrite`.
package func writeStarterWorkbook(to folder: String, language: AnalysisFile.Language) throws(GeodataError) -> String? {
  #if GDAL
  let name = "templates.xlsx"
  let tables = starterTables(language).map { table in
    let isNumber = table.columns.indices.map { column in table.rows.allSatisfy { Double($0[column]) != nil } }
    return VectorTable(
      name: table.name, about: "",
      columns: zip(table.columns, isNumber).map { .init($0, $1 ? .real(decimals: 4) : .text) },
      rows: table.rows.map { row in
        VectorTable.Row(zip(row, isNumber).map { text, isNumber in isNumber ? .real(Double(text)!) : .text(text) })
      }, geometry: .none)
  }
  do throws(GDALError) {
    try writeTables(tables, to: VectorTarget(driver: "XLSX", address: "\(folder)/\(name)"))
  } catch {
    throw GeodataError(
      .cannotWrite, "the workbook cannot be written: \(error.message)", at: .init(file: "\(folder)/\(name)"),
      underlying: error)
  }
  return name
  #else
  return nil
  #endif
}

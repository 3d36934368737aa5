import Analysis
import Geodata
import Workbook

/// Writes the starter's tables once more as one Excel workbook, `templates.xlsx`, in a build with workbooks: columns with
/// known words offer them as lists, and the sample rows show how they are filled.
///
/// - Returns: its name; nil in a build without.
/// - Throws: `GeodataError` `cannotWrite`.
package func writeStarterWorkbook(to folder: String, language: AnalysisFile.Language) throws(GeodataError) -> String? {
  guard workbookVersion != nil else { return nil }
  let name = "templates.xlsx"
  let sheets = starterTables(language).map { table in
    let isNumber = table.columns.indices.map { column in table.rows.allSatisfy { Double($0[column]) != nil } }
    return Sheet(
      name: table.name,
      columns: zip(table.columns, isNumber).map { title, isNumber in
        Sheet.Column(title, isNumber ? .plainNumber : .text, choices: table.choices[title] ?? [])
      },
      rows: table.rows.map { row in
        zip(row, isNumber).map { text, isNumber in isNumber ? .number(Double(text)!) : .text(text) }
      })
  }
  try writeWorkbook(sheets, asFile: "\(folder)/\(name)")
  return name
}

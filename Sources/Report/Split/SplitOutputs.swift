import Geodata
import Model
import Workbook

/// Writes a split's table, answer and page into a folder that was reserved before the work: all of them or none.
///
/// - Returns: the folder.
/// - Throws: ``GeodataError`` `cannotWrite`; an old folder is then untouched.
package func writeSplit(_ result: SplitResult, to folder: OutputFolder) throws -> String {
  guard let split = result.split else { preconditionFailure("an infeasible split writes nothing") }
  var output = folder
  func text(_ document: JSONValue) throws -> [UInt8] { try document.utf8(.pretty) + Array("\n".utf8) }
  let table = result.table(split)
  try output.write("allocation.csv", table.csv())
  try output.write("allocation.json", text(result.json))
  try output.write("allocation.html", Array(splitPage(result, split).utf8))
  var tables = [table]
  if !result.changes.isEmpty {
    let changes = result.changeTable()
    try output.write("totals.csv", changes.csv())
    tables.append(changes)
  }
  if workbookVersion != nil {
    try output.write("allocation.xlsx") { (path) throws in
      try writeWorkbook(result.sheets, asFile: path)
    }
  }
  try output.write("datapackage.json", text(dataPackage("allocation", tables, in: result.job.language)))
  let manifest = JSONValue.object([
    JSONMember("tool", .string("ServiceCircle")), JSONMember("version", .string(toolVersion)),
    JSONMember("command", .string(output.command.rawValue)),
    JSONMember("files", .array(output.names.sorted().map { .string($0) })),
  ])
  try output.write(OutputFolder.manifest, text(manifest))
  try output.commit()
  return output.path
}

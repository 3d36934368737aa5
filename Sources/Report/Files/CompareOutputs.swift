import Geodata
import Model

/// Writes the comparison's table, layer and page into a folder that was reserved before the work: all of them or none.
///
/// - Returns: the folder.
/// - Throws: `GeodataError` `cannotWrite`; an old folder is then untouched.
package func writeComparison(_ comparison: Comparison, to folder: OutputFolder) throws -> String {
  var output = folder
  func text(_ document: JSONValue) throws -> [UInt8] { try document.utf8(.pretty) + Array("\n".utf8) }
  var members: [JSONMember] = []
  let attribution = comparison.attribution
  if !attribution.isEmpty { members.append(JSONMember("attribution", .string(attribution.joined(separator: "; ")))) }
  if comparison.isIllustrative { members.append(JSONMember("origin", .string("illustrative"))) }
  let table = comparison.table()
  try output.write("compare.csv", table.csv())
  try output.write("compare.geojson", comparison.layer().geoJSON(members))
  try output.write("compare.html", Array(comparisonPage(comparison).utf8))
  try output.write("compare.json", text(comparison.json))
  try output.write("datapackage.json", text(dataPackage("compare", [table], in: comparison.language)))
  let manifest = JSONValue.object([
    JSONMember("tool", .string("ServiceCircle")), JSONMember("version", .string(toolVersion)),
    JSONMember("command", .string(output.command.rawValue)),
    JSONMember("files", .array(output.names.sorted().map { .string($0) })),
  ])
  try output.write(OutputFolder.manifest, text(manifest))
  try output.commit()
  return output.path
}

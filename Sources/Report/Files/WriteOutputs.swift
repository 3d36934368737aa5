import Analysis
import Foundation
import Geodata
import Model
import Words
import Workbook

/// Writes all outputs of a result into its folder: all of them or none, but for those that a converter fails to make.
///
/// - Parameter folder: replaces the analysis file's own output folder.
/// - Returns: the folder.
/// - Throws: `GeodataError` `cannotWrite`; the old folder is then untouched, or, where a converter failed, all other
///   outputs stand.
@discardableResult
public func writeOutputs(_ result: AnalysisResult, to folder: String? = nil) throws -> String {
  let written = try writeOutputs(result, to: OutputFolder(folder ?? result.file.outputFolder, of: .run))
  if let failure = written.failure { throw failure }
  return written.folder
}

/// The same into a folder that was reserved before the work; what a converter failed to make is handed back beside it.
package func writeOutputs(
  _ result: AnalysisResult, to folder: OutputFolder, by converters: Converters = Converters()
) throws -> (folder: String, failure: GeodataError?) {
  var output = folder
  let layers = try result.mapLayers()
  let tables = result.plainTables()
  let formats = result.file.formats
  try output.write(texts(of: result, layers, tables), threads: result.run.threads)
  for datum in result.file.overlays {
    try output.writeOverlay(layers, in: datum, formats, result.collectionMembers)
  }
  if formats.contains(.xlsx) {
    try output.write(WorkbookOutput.fileName) { (path) throws in
      try writeWorkbook(WorkbookOutput(result, layers + tables).sheets, asFile: path)
    }
  }
  try writeWithGDAL(result, layers, tables, into: &output)
  var office = OfficeOutputs(result, converters)
  try office.write(into: &output)
  try output.write("summary.json", text(result.summary))
  try output.write(OutputFolder.manifest, text(result.manifest(output)))
  // A database goes last: what can still fail then is the renaming of a folder.
  try writeDatabase(result, layers, tables)
  try output.commit()
  return (output.path, office.failure?.told(in: output.path))
}

/// The page, which takes longest, layers and tables.
private func texts(of result: AnalysisResult, _ layers: [OutputLayer], _ tables: [OutputLayer]) -> [TextFile] {
  let formats = result.file.formats
  var files: [TextFile] = []
  if formats.contains(.html) { files.append(.init(name: "report.html") { Array(reportPage(result).utf8) }) }
  if formats.contains(.geoJSON) {
    let members = result.collectionMembers
    files += layers.map { layer in .init(name: "\(layer.name).geojson") { try layer.geoJSON(members) } }
    files.append(.init(name: QGISProject.fileName) { Array(result.project(of: layers).xml.utf8) })
  }
  if formats.contains(.csv) {
    files += (layers + tables).map { layer in .init(name: "tables/\(layer.name).csv") { try layer.csv() } }
    files.append(
      .init(name: "tables/datapackage.json") {
        try text(dataPackage(result.packageName, layers + tables, in: result.file.language))
      })
  }
  return files
}

/// Writes the findings alone into a folder: `data_quality.csv`, and the places as `data_quality.geojson` where the
/// formats of the analysis have it.
///
/// - Throws: `GeodataError` `cannotWrite`; an old folder is then untouched.
package func writeQuality(_ report: QualityReport, of file: AnalysisFile, to folder: String) throws {
  try writeQuality(report, of: file, to: OutputFolder(folder, of: .check))
}

/// The same into a folder that was reserved before the work.
package func writeQuality(_ report: QualityReport, of file: AnalysisFile, to folder: OutputFolder) throws {
  var output = folder
  let layer = qualityLayer(report.findings, in: file.language)
  try output.write("data_quality.csv", layer.csv())
  if file.formats.contains(.geoJSON) { try output.write("data_quality.geojson", layer.geoJSON([])) }
  let manifest = JSONValue.object([
    JSONMember("tool", .string("ServiceCircle")), JSONMember("version", .string(toolVersion)),
    JSONMember("command", .string(output.command.rawValue)),
    JSONMember("files", .array(output.names.sorted().map { .string($0) })),
    JSONMember("estimate", report.estimate.json),
  ])
  try output.write(OutputFolder.manifest, text(manifest))
  try output.commit()
}

/// A document as a text file: its last line ends, too.
private func text(_ document: JSONValue) throws(GeodataError) -> [UInt8] {
  try document.utf8(.pretty) + Array("\n".utf8)
}

extension AnalysisResult {
  /// With the names of layers in the language of the file.
  fileprivate func project(of layers: [OutputLayer]) -> QGISProject {
    QGISProject(title: file.title.text(in: file.language), layers, in: file.language)
  }

  /// Foreign members of every layer: whose data it is and whether it is made up.
  var collectionMembers: [JSONMember] {
    var members: [JSONMember] = []
    if !attribution.isEmpty {
      members.append(JSONMember("attribution", .string(attribution.joined(separator: "; "))))
    }
    if inputs.isIllustrative { members.append(JSONMember("origin", .string("illustrative"))) }
    return members
  }

  /// Lower-case letters, digits and hyphens, as data packages want it.
  fileprivate var packageName: String {
    URL(fileURLWithPath: file.path).deletingPathExtension().lastPathComponent.lowercased()
      .map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
  }
}

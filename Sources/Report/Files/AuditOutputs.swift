import Analysis
import Geodata
import Geometry
import Model
import Siting

/// Writes the audit's layer and tables into a folder: all of them or none.
///
/// - Returns: the folder.
/// - Throws: `GeodataError` `cannotWrite`; an old folder is then untouched.
@discardableResult
package func writeAudit(_ audit: AnalysisAudit, to folder: String) throws -> String {
  try writeAudit(audit, to: OutputFolder(folder, of: .audit))
}

/// The same into a folder that was reserved before the work.
package func writeAudit(_ audit: AnalysisAudit, to folder: OutputFolder) throws -> String {
  var output = folder
  let sites = audit.siteLayer()
  let tables = [sites, audit.pairTable(), audit.moveTable()]
  var members: [JSONMember] = []
  let attribution = audit.result.attribution
  if !attribution.isEmpty { members.append(JSONMember("attribution", .string(attribution.joined(separator: "; ")))) }
  if audit.result.inputs.isIllustrative { members.append(JSONMember("origin", .string("illustrative"))) }
  try output.write("\(sites.name).geojson", sites.geoJSON(members))
  for table in tables { try output.write("tables/\(table.name).csv", table.csv()) }
  func text(_ document: JSONValue) throws -> [UInt8] { try document.utf8(.pretty) + Array("\n".utf8) }
  try output.write("tables/datapackage.json", text(dataPackage("audit", tables, in: audit.result.file.language)))
  try output.write("audit.json", text(audit.json))
  try output.write(OutputFolder.manifest, text(audit.result.manifest(output)))
  try output.commit()
  return output.path
}

extension AnalysisAudit {
  fileprivate func siteLayer() -> OutputLayer {
    var layer = OutputLayer(
      name: "audit_sites", about: "the sites of the audited plan in the order of building, each with its verdict",
      columns: [
        .string("id", "the host's id"), .string("name", "name of the host"), .string("host", "kind of host"),
        .integer("rank", "1 is built first"),
        .string("verdict", "keep, move (another host in its place covers more) or drop (adds nothing worth telling)"),
        .number("gain", 6, "what it adds to the weighted mean share when built at its rank"),
        .share("cumulative_share", 6, "the weighted mean share after it"),
        .number("unique", 6, "what would be lost without it"),
        .string(
          "replacement", "id of the host to which the moves that improve the plan take it; empty when they leave it"),
        .number("move_gain", 6, "what that adds, as one of the moves in their order (audit_moves)"),
        .number("cost_yuan", 0, "yuan; empty when unknown"),
      ])
    for (index, site) in audit.sites.enumerated() {
      guard let candidate = candidate(site.site) else { continue }
      let host = result.inputs.candidates[candidate]
      layer.append(
        host.id.rawValue, .point(host.position),
        [
          .text(host.id.rawValue), .text(host.name), .text(host.host), .integer(index + 1),
          .text(site.verdict.rawValue), .number(share(site.gain)), .number(share(site.cumulative)),
          .number(share(site.unique)), .optional(site.replacement.map(id)), .number(share(site.moveGain)),
          .optional(host.costYuan),
        ], style: LayerStyle(color: Self.color(site.verdict)))
    }
    return layer
  }

  private static func color(_ verdict: PlanAudit.Verdict) -> String {
    switch verdict {
    case .keep: "#1e8449"
    case .move: "#e67e22"
    case .drop: "#c0392b"
    }
  }

  fileprivate func pairTable() -> OutputLayer {
    var table = OutputLayer(
      name: "audit_pairs", about: "sites of which one does most of the other's work",
      columns: [
        .string("first", "id of a site of the plan"), .string("second", "id of the other"),
        .boolean("second_in_operation", "true when the other is a station in operation"),
        .share("shared_share", 6, "0...1, what both cover as a part of what the lesser covers"),
        .number("shared", 6, "what both cover, in the weighted mean share"),
        .number("joint", 6, "what would be lost without both; without the new one when the other is in operation"),
      ], hasGeometry: false)
    for (index, pair) in audit.pairs.enumerated() {
      table.append(
        "\(index + 1)",
        [
          .text(id(pair.first)), .text(id(pair.second)), .boolean(pair.isSecondExisting), .number(pair.sharedShare),
          .number(share(pair.shared)), .number(share(pair.joint)),
        ])
    }
    return table
  }

  fileprivate func moveTable() -> OutputLayer {
    var table = OutputLayer(
      name: "audit_moves", about: "moves that improve the plan, each the best after those before it",
      columns: [
        .integer("step", "1 is moved first"), .string("from", "id of the site given up"),
        .string("to", "id of the host taken instead"), .number("gain", 6, "what the move adds"),
        .number("value", 6, "the weighted mean share after it"),
      ], hasGeometry: false)
    for (index, move) in audit.moves.enumerated() {
      table.append(
        "\(index + 1)",
        [
          .integer(index + 1), .text(id(move.from)), .text(id(move.to)), .number(share(move.gain)),
          .number(share(move.value)),
        ]
      )
    }
    return table
  }
}

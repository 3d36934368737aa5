import Analysis
import ArgumentParser
import Geodata
import Report

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Score, order and improve a plan you already have.",
    discussion: """
      The plan names candidates of the analysis by id or name: a table or layer, or a list with one a line. Where it has
      coordinates, a place within 50 m of a candidate is that candidate; any other is added for the audit. An id, a name and
      a place (beyond 500 m) of one record that mean different candidates are refused.

      Examples:
        servicecircle audit analyses/wutongqiao.yaml --plan my-plan.csv
        servicecircle audit analyses/wutongqiao.yaml --plan my-plan.txt --out out/audit
        servicecircle audit analyses/wutongqiao.yaml --plan out/five/proposed_sites.geojson --json | jq .verdicts
      """)

  @Argument(help: "The analysis file.") var analysis: String
  @Option(
    help:
      "Table or layer with ids, names or coordinates of the plan's sites, or a list with one id or name a line."
  ) var plan: String
  @Option(help: "Folder for the audit's layer and tables; without it nothing is written.") var out: String?
  @Option(
    name: .customLong("set"), help: "Override one key: key=value. May be given several times.")
  var overrides: [String] = []
  @OptionGroup(title: "How the plan is read") var files: FileOptions
  @OptionGroup var common: CommonOptions

  func validate() throws { try files.check(given: ["plan"]) }

  func run() async throws {
    let file = try AnalysisFile(path: analysis, overrides: overrides)
    let place = try out.map { try OutputFolder($0, of: .audit, besides: file.inputs + [plan]) }
    let audit = try await auditPlan(file, plan: files.source("plan", plan), common.runOptions)
    let isInfeasible = audit.result.siting.plan?.status == .infeasible
    let folder = isInfeasible ? nil : try place.map { try writeAudit(audit, to: $0) }
    common.clearProgress()
    try say(common.json ? audit.json.text(.pretty) : audit.text(folder: folder.map(relativePath)))
    if audit.result.run.wasInterrupted { throw Exit.stopped }
    if isInfeasible { throw Exit.infeasible }
  }
}

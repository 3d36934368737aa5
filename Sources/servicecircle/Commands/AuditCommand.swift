import Analysis
import ArgumentParser
import Geodata
import Report

struct AuditCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "audit",
      abstract: words("对已有方案逐点评分、排序并改进。", "Score, order and improve a plan you already have."),
      discussion: words(
        """
        方案以编号或名称指明分析文件中的候选点：可为表格或图层，也可为每行一个编号或名称的清单。
        有坐标的，距候选点50米以内即视为该候选点，其余位置在评审时临时加入。
        方案没有注明坐标系的，坐标按候选点的坐标系读取，候选点也没有注明的按驿站的；--crs另行写明。
        同一记录的编号、名称和位置（超过500米）指向不同候选点的，不予受理。

        示例：
          servicecircle audit analyses/wutongqiao.yaml --plan my-plan.csv
          servicecircle audit analyses/wutongqiao.yaml --plan my-plan.txt --out out/audit
          servicecircle audit analyses/wutongqiao.yaml --plan out/five/proposed_sites.geojson --json | jq .verdicts
        """,
        """
        The plan names candidates of the analysis by id or name: a table or layer, or a list with one a line. Where it has
        coordinates, a place within 50 m of a candidate is that candidate; any other is added for the audit. Coordinates of which
        nobody states the system are read as the candidates are, or the stations; --crs states it. An id, a name and a
        place (beyond 500 m) of one record that mean different candidates are refused.

        Examples:
          servicecircle audit analyses/wutongqiao.yaml --plan my-plan.csv
          servicecircle audit analyses/wutongqiao.yaml --plan my-plan.txt --out out/audit
          servicecircle audit analyses/wutongqiao.yaml --plan out/five/proposed_sites.geojson --json | jq .verdicts
        """))
  }

  @Argument(help: .words("分析文件。", "The analysis file.")) var analysis: String
  @Option(
    help: .words(
      "方案：含站点编号、名称或坐标的表格或图层，或每行一个编号或名称的清单。",
      "Table or layer with ids, names or coordinates of the plan's sites, or a list with one id or name a line."))
  var plan: String
  @Option(
    help: .words(
      "存放评审图层和表格的文件夹；未写则不写文件。", "Folder for the audit's layer and tables; without it nothing is written."))
  var out: String?
  @Option(
    name: .customLong("set"),
    help: .words("改写一个键：键=值。可写多次。", "Override one key: key=value. May be given several times."))
  var overrides: [String] = []
  @OptionGroup(title: words("方案的读取方式", "How the plan is read")) var files: FileOptions
  @OptionGroup var common: CommonOptions

  func validate() throws { try files.check(given: ["plan"]) }

  func run() async throws {
    let file = try AnalysisFile(path: analysis, overrides: common.language.settings(overrides))
    let place = try out.map { try OutputFolder($0, of: .audit, besides: file.inputs + [plan]) }
    let audit = try await auditPlan(file, plan: files.source("plan", plan), common.runOptions)
    let isInfeasible = audit.result.siting.plan?.status == .infeasible
    let folder = isInfeasible ? nil : try place.map { try writeAudit(audit, to: $0) }
    common.clearProgress()
    try common.answer(audit.json, audit.text(folder: folder.map(relativePath)))
    if audit.result.run.wasInterrupted { throw Exit.stopped }
    if isInfeasible { throw Exit.infeasible }
  }
}

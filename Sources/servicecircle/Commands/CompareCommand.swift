import Analysis
import ArgumentParser
import Geodata
import Model
import Report

struct CompareCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "compare",
      abstract: words("说明两个结果、两种设定或两份台账有何不同。", "Tell what two results, two settings or two ledgers differ in."),
      discussion: words(
        """
        A和B各为一个结果文件夹、一个分析文件（在内存中运行）或一份台账（任何表格或图层）。
        结果与结果比较，台账与台账比较。

        示例：
          servicecircle compare out/ten out/fifteen
          servicecircle compare analyses/wutongqiao.yaml --set circle.cutoff=15min --out out/compare
          servicecircle compare out/wutongqiao analyses/wutongqiao.yaml --json
          servicecircle compare 系统取数.csv 实地走访.csv
          servicecircle compare a.csv b.xlsx --crs a:gcj02 --layer b:Sheet2 --fields a:id=编号
          servicecircle compare a.csv b.csv --analysis analyses/wutongqiao.yaml --as stations

        两份台账有相同编号的，按编号对应；否则，彼此唯一相配的，依次按名称和位置（--moved）、\
        各只出现一次的名称（--same-name）对应，没有相同编号时再单按位置（--moved）对应。
        可能对应多条的，列为无法判定。文本只有空白、全半角、大小写或分隔符不同的，视为相同。
        两个结果中编号不同、相距30米以内的站点视为同一处。
        """,
        """
        A and B are each the folder of a result, an analysis file, which is run in memory, or a ledger: any table or layer.
        Results are compared with results, ledgers with ledgers.

        Examples:
          servicecircle compare out/ten out/fifteen
          servicecircle compare analyses/wutongqiao.yaml --set circle.cutoff=15min --out out/compare
          servicecircle compare out/wutongqiao analyses/wutongqiao.yaml --json
          servicecircle compare 系统取数.csv 实地走访.csv
          servicecircle compare a.csv b.xlsx --crs a:gcj02 --layer b:Sheet2 --fields a:id=编号
          servicecircle compare a.csv b.csv --analysis analyses/wutongqiao.yaml --as stations

        Records of two ledgers are the same by their id where the ledgers share ids; else, each being the other's only one, by
        name and place (--moved), by a name that each has once (--same-name), and, where no ids are shared, by place alone
        (--moved). What could be several is told as undecided. Texts that differ in blanks, width, case or separators say the
        same. Of results, sites of different ids within 30 m are the same.
        """))
  }

  @Argument(help: .words("结果文件夹、分析文件或台账。", "A result's folder, an analysis file, or a ledger.")) var a: String
  @Argument(
    help: .words(
      "与之比较的同类之物；一个分析文件配合--set时不用写。",
      "The other of the same sort; not needed for one analysis with --set."))
  var b: String?
  @Option(
    name: .customLong("set"),
    help: .words(
      "B即为把分析A的这个键改写后的分析：键=值。可写多次。",
      "B is the analysis A with this key changed: key=value. May be given several times."))
  var overrides: [String] = []
  @Option(
    help: .words(
      "用于台账：以两份台账分别代替该分析的相应图层运行，并比较覆盖情况。",
      "Of ledgers: run this analysis with each in the place of its layer, and compare the coverage."))
  var analysis: String?
  @Option(
    name: .customLong("as"),
    help: .words(
      "台账的记录是什么：stations、candidates、workers、communities或routes；未写时依各列判断。",
      "What the records of the ledgers are: stations, candidates, workers, communities or routes; by default told by columns."
    ))
  var role: String?
  @Option(help: .words("相距超过此数的记录视为已迁移。", "A record has moved when it lies farther away than this."))
  var moved = "30m"
  @Option(
    name: .customLong("same-name"),
    help: .words(
      "同名的两条记录相距超过此数时视为两处。", "Two records of one name are two when they lie farther apart than this."))
  var sameName = "500m"
  @Option(
    help: .words(
      "存放compare.csv、compare.geojson和compare.html的文件夹；未写则不写文件。",
      "Folder for compare.csv, compare.geojson and compare.html; without it nothing is written."))
  var out: String?
  @OptionGroup(title: words("台账的读取方式", "How the ledgers are read")) var files: FileOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    try files.check(given: ["a", "b"])
    guard b == nil || overrides.isEmpty else {
      throw ValidationError(
        "--set由分析A得出B：请不写B，或不写--set。", "--set makes B of the analysis A: leave B out, or the setting.")
    }
    for (name, text) in [("moved", moved), ("same-name", sameName)] where length(text) == nil {
      throw ValidationError("--\(name)应为长度，如30m。", "--\(name) is a length such as 30m.")
    }
    guard role.map({ LayerRole(rawValue: $0).map(LedgerJob.roles.contains) ?? false }) ?? true else {
      throw ValidationError(
        "--as \(role ?? "")不在可用之列：\(LedgerJob.roles.map(\.rawValue).joined(separator: "、"))。",
        "--as \(role ?? "") is not one of \(LedgerJob.roles.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  private func length(_ text: String) -> Meters? {
    Meters(parsing: text).flatMap { (0...1_000_000).contains($0.value) ? $0 : nil }
  }

  func run() async throws {
    let (one, other) = (CompareInput(a), b.map { CompareInput($0) })
    let kinds = try CompareInput.checked(one, other, hasOverrides: !overrides.isEmpty)
    let inputs = [one.inputFile, other?.inputFile, analysis].compactMap(\.self)
    let place = try out.map { try OutputFolder($0, of: .compare, besides: inputs) }
    var options = common.runOptions
    // Half of two runs is no comparison: a signal ends both.
    options.resultStands = {}
    let comparison =
      kinds == .ledger ? try await ledgers(b ?? a, options) : try await results(one, other, options)
    Interrupt.keep(.result)
    let folder = try place.map { try writeComparison(comparison, to: $0) }
    common.clearProgress()
    let advice = Advice(.options(ofOneFile: false))
    if !common.quiet {
      // What coordinates were taken for is told, as it moves every record.
      let findings = comparison.findings.filter { $0.severity != .note || $0.rule == .datum }
      for line in findingLines(findings.map(advice.words)) { note(line) }
    }
    try common.answer(comparison.json, comparison.text(folder: folder.map(relativePath)))
  }

  private func ledgers(_ b: String, _ options: RunOptions) async throws -> Comparison {
    let job = LedgerJob(
      try files.source("a", a), try files.source("b", b), role: role.flatMap(LayerRole.init),
      .init(moved: length(moved)!, namesake: length(sameName)!),
      analysis: try analysis.map { path throws(AnalysisError) in try AnalysisFile(path: path) })
    do {
      return Comparison(
        .init(.ledger, job.a.shownName, path: a), .init(.ledger, job.b.shownName, path: b),
        ledgers: try await job.run(options))
    } catch let error as GeodataError where ["a", "b"].contains(error.context.layer) {
      // Of the ledgers options speak, of an analysis its own keys.
      throw Advice(.options(ofOneFile: false)).words(error)
    }
  }

  private func results(_ one: CompareInput, _ other: CompareInput?, _ options: RunOptions) async throws -> Comparison {
    guard analysis == nil else {
      throw ValidationError(
        "--analysis只用于两份台账；结果按原样比较。", "--analysis is for two ledgers; results are compared as they are.")
    }
    let second = other ?? CompareInput(one.path, overrides)
    return Comparison(
      one.side, second.side,
      results: ResultComparison(
        try await one.result(options), try await second.result(options)))
  }
}

import Allocation
import Analysis
import ArgumentParser
import Geodata
import Model
import Report

struct AllocateCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "allocate",
      abstract: words("将站点总数或资金总额分到各县，并证明为最优。", "Split a total of stations or money over counties, with proof."),
      discussion: words(
        """
        每个DIR是run为一个县写出的文件夹，其中的curve.csv说明各站点数或各金额能覆盖多少。\
        无论曲线如何弯曲，分配都是精确最优，并附有由各县上界得出的上界。

        示例：
        \(examples)

        --counties的表中，需要说明的每个县各占一行：id（文件夹名），以及可选的name、floor、cap（站点数或元）和group。\
        分组的最低额专为该组留存。分年实施时，末年方案为最优，此前各年在次年方案之内取最优；下限和最低额只约束末年。
        """,
        """
        Each DIR is a folder that `run` wrote for one county: its curve.csv says what each number of stations, or each sum,
        reaches. The split is exact whichever way the curves bend, and comes with the bound that follows from theirs.

        Examples:
        \(examples)

        The table of --counties has a row for each county that is named in it: id (the folder's name) and, as wanted, name,
        floor, cap (stations or yuan) and group. A group's minimum is set aside for it. Of years the last is the best there
        is, and each before it the best within the next; floors and minima bind in the last.
        """))
  }

  private static let examples = """
      servicecircle allocate out/counties/* --total 186
      servicecircle allocate out/counties/* --budget 12000000 --aim worst --out out/split
      servicecircle allocate out/counties/* --total 90 --years 30,30,30 --counties counties.csv
      servicecircle allocate out/counties/* --total 90 --counties counties.csv --minimum 乐山市=20 --json
    """

  @Argument(help: .words("run写出的文件夹，一县一个。", "Folders that `run` wrote, one for each county.")) var folders: [String]
  @Option(help: .words("要分配的站点总数。", "Stations to split.")) var total: Int?
  @Option(help: .words("要分配的资金总额（元）。", "Yuan to split.")) var budget: Double?
  @Option(
    help: .words(
      "people：覆盖人数最多；worst：先使覆盖率最低的县尽量高，再求人数最多。",
      "people: most people covered; worst: the county with the least share first, then people."))
  var aim = AllocationProblem.Aim.people
  @Option(help: .words("各县的CSV表：id、name、floor、cap、group。", "A CSV table of counties: id, name, floor, cap, group."))
  var counties: String?
  @Option(
    help: .words(
      "为一个分组留存的最低额，写成GROUP=NUMBER（组名=数量）；可写多次。",
      "What is set aside for a group, GROUP=NUMBER; may be given several times."))
  var minimum: [String] = []
  @Option(
    help: .words("各年新增数，如30,30,30；合计等于总量。", "What each year adds, such as 30,30,30; together the total."))
  var years: String?
  @Flag(
    help: .words(
      "将对多种需求的综合得分当作居民的比例。", "Take a score over several kinds of demand for a share of the residents."))
  var weighed = false
  @Option(
    help: .words(
      "存放allocation.html（报告）、allocation.csv、totals.csv、allocation.json等的文件夹；未写则不写文件。页面用--language所写的语言，未写时中英对照。",
      """
      Folder for allocation.html, the report, with allocation.csv, totals.csv and allocation.json; without it nothing is \
      written. The page is in the \
      language of --language, without it in both.
      """))
  var out: String?
  @OptionGroup var common: CommonOptions

  private var amount: Double { total.map(Double.init) ?? budget ?? 0 }

  func validate() throws {
    guard (total == nil) != (budget == nil) else {
      throw ValidationError(
        "请写明分配什么：--total 站点数或--budget 金额（元），两者写其一。",
        "Say what is split: --total STATIONS or --budget YUAN, one of them.")
    }
    guard amount.isFinite, (0...1e13).contains(amount) else {
      throw ValidationError(
        "--\(total == nil ? "budget" : "total")超出范围，最小为0。请改正。",
        "--\(total == nil ? "budget" : "total") is out of range; 0 is the least.")
    }
    guard minima.count == minimum.count else {
      throw ValidationError(
        "--minimum应写成GROUP=NUMBER（组名=数量），如乐山市=20。", "--minimum reads GROUP=NUMBER, such as 乐山市=20.")
    }
    guard let years else { return }
    guard let added, (added.reduce(0, +) * 100).rounded() == (amount * 100).rounded() else {
      throw ValidationError(
        "--years \(years)应写成30,30,30的形式，每个数不小于0，合计等于总量。",
        "--years \(years) reads such as 30,30,30, each 0 or more, and their sum is the total.")
    }
  }

  private var minima: [(group: String, least: Double)] {
    minimum.compactMap { text in
      guard let sign = text.lastIndex(of: "="), let least = number(text[text.index(after: sign)...]) else { return nil }
      return (String(text[..<sign]), least)
    }
  }

  /// Nil where a part is no number.
  private var added: [Double]? {
    guard let years else { return [] }
    let parts = years.split(separator: ",", omittingEmptySubsequences: false).map(number)
    return parts.contains(nil) ? nil : parts.compactMap(\.self)
  }

  private func number(_ text: Substring) -> Double? {
    guard let number = Double(text), (0...1e13).contains(number) else { return nil }
    return total == nil || number == number.rounded() ? number : nil
  }

  /// Of the page: as asked for here, else both.
  private var language: AnalysisFile.Language {
    common.language.language.flatMap(AnalysisFile.Language.init(rawValue:)) ?? .both
  }

  func run() async throws {
    let inputs = folders.map { $0 + "/summary.json" } + [counties].compactMap(\.self)
    let place = try out.map { try OutputFolder($0, of: .allocate, besides: inputs) }
    let result = try SplitJob(
      folders, total == nil ? .yuan : .stations, total: amount, aim: aim, rules: counties, minima: minima,
      years: added ?? [], isWeighed: weighed, language: language
    ).run()
    let folder = result.isInfeasible ? nil : try place.map { try writeSplit(result, to: $0) }
    common.clearProgress()
    try common.answer(result.json, result.text(folder: folder.map(relativePath)))
    if result.isInfeasible { throw Exit.infeasible }
  }
}

extension AllocationProblem.Aim: ExpressibleByArgument {}

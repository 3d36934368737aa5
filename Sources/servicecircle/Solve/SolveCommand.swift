import ArgumentParser
import Coverage
import Geodata
import Model
import Report
import Siting
import Words

struct SolveCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "solve",
      abstract: words("直接由表格求解选址问题。", "Solve a bare siting problem from tables."),
      discussion: words(
        """
        mclp：以给定数量的新建站点覆盖最大的权重。lscp：以最少的站点覆盖全部可覆盖的需求。
        p-median：以给定数量的新建站点使权重×耗费之和最小。p-center：使最大的耗费最小。
        target：以最少的站点达到目标覆盖率。backup：以最少的站点覆盖全部，再使两重覆盖的权重最大。
        bclp：使一重覆盖与折减计入的两重覆盖之和最大。capacitated：接待能力有限的站点\
        （--sites的capacity列）所能服务的权重最大。gradual：覆盖随距离递减的mclp。

        示例：
          servicecircle solve mclp --sites sites.csv --demand demand.csv --radius 800m --count 28
          servicecircle solve lscp --sites sites.csv --demand demand.csv --costs minutes.csv --cutoff 10
          servicecircle solve mclp --sites sites.csv --demand demand.csv --radius 800m --count 28 --gap 0.01 --json
          servicecircle solve p-median --sites sites.csv --demand demand.csv --costs minutes.csv --count 5 --assignment
          servicecircle solve mclp --sites sites.csv --demand demand.csv --radius 800m --budget 600000 --spacing 300m
          servicecircle solve target --sites sites.csv --demand demand.csv --radius 800m --share 0.9 --floor 0.5
          servicecircle solve gradual --sites sites.csv --demand demand.csv --radius 800m --full 400m --count 28
          servicecircle solve lscp --sites sites.geojson --demand demand.geojson --radius 800m --out plan.geojson
          servicecircle solve mclp --demand demand.csv --radius 800m --count 28 --anywhere
          servicecircle solve mclp --sites sites.xlsx --demand demand.csv --radius 800m --count 28 --layer sites:Sheet1 \\
            --crs gcj02 --encoding demand:gbk --fields "demand:weight=人口" --filter "sites:kind=bank|school"

        站点：id和x,y（米）或lon,lat（度），可有status（existing已建、required必选、candidate候选、excluded排除）。
        需求：id、同类坐标，可有weight；mclp和lscp的坐标以米为单位时，也可为任意长度的NumPy数组（.npy），每行x、y、weight。
        费用：demand,site,cost；没有写出的一对视为不可达。
        --crs、--encoding、--layer、--fields和--filter用于站点和需求，或用于冒号前写明的文件：sites、demand、costs或start。
        """,
        """
        mclp: the most weight covered by a number of new sites. lscp: the fewest sites that cover all that can be covered.
        p-median: the least sum of weight x cost with a number of new sites. p-center: the least largest cost with them.
        target: the fewest sites for a share of the weight. backup: the fewest for all, then the most weight covered twice.
        bclp: the most weight covered once and, counting less, twice. capacitated: the most weight that sites of limited
        capacity (column capacity of --sites) can serve. gradual: mclp where cover fades with the distance.

        Examples:
          servicecircle solve mclp --sites sites.csv --demand demand.csv --radius 800m --count 28
          servicecircle solve lscp --sites sites.csv --demand demand.csv --costs minutes.csv --cutoff 10
          servicecircle solve mclp --sites sites.csv --demand demand.csv --radius 800m --count 28 --gap 0.01 --json
          servicecircle solve p-median --sites sites.csv --demand demand.csv --costs minutes.csv --count 5 --assignment
          servicecircle solve mclp --sites sites.csv --demand demand.csv --radius 800m --budget 600000 --spacing 300m
          servicecircle solve target --sites sites.csv --demand demand.csv --radius 800m --share 0.9 --floor 0.5
          servicecircle solve gradual --sites sites.csv --demand demand.csv --radius 800m --full 400m --count 28
          servicecircle solve lscp --sites sites.geojson --demand demand.geojson --radius 800m --out plan.geojson
          servicecircle solve mclp --demand demand.csv --radius 800m --count 28 --anywhere
          servicecircle solve mclp --sites sites.xlsx --demand demand.csv --radius 800m --count 28 --layer sites:Sheet1 \\
            --crs gcj02 --encoding demand:gbk --fields "demand:weight=人口" --filter "sites:kind=bank|school"

        Sites: id and x,y (metres) or lon,lat (degrees), optional status (existing, required, candidate, excluded).
        Demand: id, the same coordinates, optional weight; or, for mclp and lscp in metres, a NumPy array (.npy) of rows x, y,
        weight, of any length. Costs: demand,site,cost; a missing pair is unreachable.
        --crs, --encoding, --layer, --fields and --filter speak of sites and demand, or of the file named before the colon:
        sites, demand, costs or start.
        """))
  }

  enum Problem: String, ExpressibleByArgument, CaseIterable {
    case lscp, mclp, target, backup, bclp, capacitated, gradual
    case pMedian = "p-median"
    case pCenter = "p-center"

    /// Medians and centers weigh the cost of every pair; a cutoff only leaves pairs out.
    var assigns: Bool { self == .pMedian || self == .pCenter }
  }

  @Argument(
    help: .words(
      "lscp、mclp、target、backup、bclp、capacitated、gradual、p-median或p-center。",
      "lscp, mclp, target, backup, bclp, capacitated, gradual, p-median or p-center."))
  var problem: Problem
  @Option(
    help: .words(
      "站点的表格或图层。",
      "Table or layer of the sites.")) var sites: String?
  @Option(
    help: .words(
      "需求的表格或图层。",
      "Table or layer of the demand.")) var demand: String
  @Option(
    help: .words(
      "站点覆盖直线距离在此以内（含）的需求：800m。",
      "A site covers what lies within this straight line, inclusive: 800m.")) var radius: String?
  @Option(
    help: .words(
      "费用表demand,site,cost。",
      "Table demand,site,cost.")) var costs: String?
  @Option(
    help: .words(
      "与--costs同用：费用在此以内（含）为覆盖，单位同费用表。",
      "With --costs: covered up to this cost, inclusive, in the table's own unit.")) var cutoff: Double?
  @Option(
    help: .words(
      "新建站点数（mclp、p-median、p-center）。",
      "Number of new sites (mclp, p-median, p-center).")) var count: Int?
  @Option(
    help: .words(
      "用于mclp、p-median、p-center：作为起点的方案的编号表。",
      "mclp, p-median, p-center: table with the ids of a plan to start from.")) var start: String?
  @Option(
    help: .words(
      "证明与最优值相差在此以内即停止：0.01为1%。",
      "Stop when proven this close to the best: 0.01 is 1 %.")) var gap = 0.0
  @Option(
    help: .words(
      "到此时限即停止：60s、5min，或只写秒数。",
      "Stop after this time: 60s, 5min, or a plain number of seconds.")) var timeLimit = "60s"
  @Option(
    help: .words(
      "由谁证明方案：own为自有方法；highs为HiGHS（须编译时含HiGHS）；auto先用own，约束使其未能证明时再用highs。",
      "Who proves the plan: own; highs (a build with HiGHS); auto, own first, then highs where constraints leave it open."
    ))
  var engine = SolveEngine.auto
  @Option(help: .words("搜索所用的随机种子。", "Seed of the search.")) var seed: UInt64 = 1
  @Flag(
    help: .words(
      "不用于mclp：有需求点不被任何站点覆盖时，视为无可行方案（退出码4）。",
      "Not mclp: demand that no site covers makes the problem infeasible (exit 4)."))
  var strict = false
  @Flag(
    help: .words(
      "与--json同用：同时给出每个需求点所属的站点及其服务的量。",
      "With --json: also the site of every demand point, and what it serves."))
  var assignment = false
  @Option(
    help: .words(
      "同时写出入选和已建的站点及其覆盖的需求：.csv或.geojson文件。",
      "Also write the sites, chosen or standing, with what each covers: a .csv or .geojson file."))
  var out: String?
  @Option(
    help: .words(
      "同时写出每个需求点及其在方案中的站点：.csv或.geojson文件。",
      "Also write each demand point with its site of the plan: a .csv or .geojson file."))
  var outDemand: String?
  @OptionGroup var model: ModelOptions
  @OptionGroup var anywhere: AnywhereOptions
  @OptionGroup var constraints: ConstraintOptions
  @OptionGroup var files: FileOptions
  @OptionGroup var common: CommonOptions

  private var eitherRadiusOrCosts: ValidationError {
    ValidationError("请只写--radius和--costs之一。", "Give either --radius or --costs.")
  }

  func validate() throws {
    if problem.assigns {
      guard radius == nil || costs == nil else { throw eitherRadiusOrCosts }
      guard costs != nil || cutoff == nil else {
        throw ValidationError("--cutoff须与--costs同用。", "--cutoff needs --costs.")
      }
    } else {
      guard (radius == nil) != (costs == nil) else { throw eitherRadiusOrCosts }
      guard (costs == nil) == (cutoff == nil) else {
        throw ValidationError("--costs和--cutoff须同时写。", "--costs and --cutoff go together.")
      }
    }
    guard !isArray || ([.mclp, .lscp].contains(problem) && constraints.isEmpty && radius != nil && !assignment) else {
      throw ValidationError(
        "需求为NumPy数组时，用于mclp或lscp，须写--radius，不能写--assignment和各项约束。",
        "A NumPy array of demand goes with mclp or lscp and --radius, without --assignment and constraints.")
    }
    guard start == nil || (problem.assigns || problem == .mclp && constraints.isEmpty) else {
      throw ValidationError(
        "--start用于没有约束的mclp、p-median和p-center。",
        "--start serves mclp without constraints, p-median and p-center.")
    }
    try model.validate(for: problem)
    try files.check(
      given: [sites.map { _ in "sites" }, "demand"].compactMap(\.self),
      tables: [costs.map { _ in "costs" }, start.map { _ in "start" }].compactMap(\.self))
    for path in [out, outDemand].compactMap(\.self) { try SolveOutput.checkName(path) }
    guard outDemand == nil || !isArray else {
      throw ValidationError("--out-demand要求需求为表格。", "--out-demand needs a table of demand.")
    }
    guard radius.map({ Meters(parsing: $0).map { $0.value >= 0 } ?? false }) ?? true else {
      throw ValidationError(
        "--radius应为带单位的长度，如800m或1.2km。", "--radius needs a length with its unit, such as 800m or 1.2km.")
    }
    guard let limit = secondsAllowed, limit.value > 0 else {
      throw ValidationError(
        "--time-limit应为大于零的时长，如60s、5min或60（秒）。",
        "--time-limit needs a duration above zero, such as 60s, 5min or 60 (seconds).")
    }
    guard engine != .highs || !problem.assigns else {
      throw ValidationError(
        "\(problem.rawValue)有专用的求解方法，请不写--engine。",
        "\(problem.rawValue) has a solver of its own; leave --engine out.")
    }
    guard ![.mclp, .bclp, .capacitated, .gradual].contains(problem) || count != nil || constraints.budget != nil else {
      throw ValidationError(
        "\(problem.rawValue)须写--count或--budget。", "\(problem.rawValue) needs --count or --budget.")
    }
    guard !problem.assigns || count != nil else {
      throw ValidationError("\(problem.rawValue)须写--count。", "\(problem.rawValue) needs --count.")
    }
    guard problem != .lscp || count == nil else {
      throw ValidationError(
        "lscp自行求出站点数，请不写--count。", "lscp finds the count itself; leave --count out.")
    }
    try constraints.validate(for: problem)
    try anywhere.validate(for: self)
    guard count ?? 0 >= 0 else { throw ValidationError("--count应为零或更大。", "--count is zero or more.") }
    guard cutoff.map({ $0 >= 0 }) ?? true else {
      throw ValidationError("--cutoff应为零或正数。", "--cutoff is a number, zero or more.")
    }
    guard seed <= UInt64(Int.max) else {
      throw ValidationError("--seed最大为\(Int.max)。", "--seed is at most \(Int.max).")
    }
    guard gap >= 0, gap.isFinite else { throw ValidationError("--gap应为零或正数。", "--gap is zero or more.") }
  }

  func run() async throws {
    try engine.validate()
    let places = try Places(self)
    let clock = ContinuousClock()
    let began = clock.now
    // The limit is the whole command's, reading included.
    let deadline = SolveDeadline(secondsAllowed)
    let (siteTable, made) = try await readSites()
    let input = try await readProblem(siteTable)
    let problem = input.problem
    let progress = common.progress
    let told = searchWords
    var limits = SolveLimits(
      gap: gap, work: .max, timeLimit: deadline.left, seed: seed, threads: common.threads,
      isCancelled: { Interrupt.wasRaised },
      progress: {
        // The search has begun: from here on there is a best so far.
        Interrupt.keep(.plan)
        let (stage, value, bound) = ($0.stage, $0.objective, $0.bound)
        progress.report(told(stage, value, bound))
      })
    limits.engine = engine
    let covering = try input.table.flatMap { try constrained(problem, siteTable, $0) }
    var solution: SitingSolution
    switch self.problem {
    case .mclp where covering == nil:
      solution = try await MaximalCovering(problem, count: count ?? 0)
        .solve(limits, start: try startingPlan(siteTable))
    case .lscp: solution = try await SetCovering(problem).solve(limits)
    case .pMedian:
      solution = try await PMedian(problem, count: count ?? 0).solve(limits, start: try startingPlan(siteTable))
    case .pCenter:
      solution = try await PCenter(problem, count: count ?? 0).solve(limits, start: try startingPlan(siteTable))
    case .mclp, .target, .backup, .bclp, .capacitated, .gradual: solution = try await solved(covering, limits)
    }
    solution.rows = input.points
    if strict, self.problem != .mclp, !solution.uncoverable.isEmpty { solution.refuseForUncoverable() }
    var anywhereAnswer: AnywhereAnswer?
    if let made { anywhereAnswer = try await self.whereabouts(made, problem, siteTable, solution, limits) }
    let elapsed = (clock.now - began).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    common.clearProgress()
    var answer = SolveAnswer(
      solution: solution, siteIDs: siteTable.ids, demandIDs: input.demandIDs, seconds: seconds,
      allocation: covering?.allocation(solution.chosen)
        ?? PlanAllocation(nearest: problem.sites(.existing) + solution.chosen, in: problem),
      capacities: (covering as? CapacitatedCovering)?.capacities)
    answer.showsAssignment = assignment
    if let ties = model.ties, solution.status == .optimal, let fewest = solution.objective {
      answer.ties = try tiedCovers(problem, fewest: Int(fewest), most: ties, limits: limits)
    }
    answer.anywhere = anywhereAnswer
    Interrupt.keep(.result)
    try writeFiles(answer, siteTable, input, to: places)
    try common.answer(answer.json, answer.text)
    for warning in solution.warnings { note(Bilingual("注意：", "warning: ") + warning) }
    // A limit that left no plan is no success.
    if solution.stopped == .interrupted || solution.status == .unknown { throw Exit.stopped }
    if solution.status == .infeasible { throw Exit.infeasible }
  }

  /// The contract writes plain seconds; every other duration has its unit.
  private var secondsAllowed: Seconds? {
    if let seconds = Seconds(parsing: timeLimit) { return seconds }
    guard let number = Double(timeLimit), number.isFinite else { return nil }
    return Seconds(number)
  }

  func covers(_ sites: SitingTable, _ demand: SitingTable) throws -> CoverSets {
    if let costs {
      let source = try files.source("costs", costs, isMeant: false)
      var notes: [QualityFinding] = []
      let covers = try readCoverSets(
        costs: costs, encoding: source.encoding, mapping: source.mapping, sites: sites, demand: demand,
        cutoff: cutoff ?? .infinity, notes: &notes)
      for line in findingLines(notes) { note(line) }
      return covers
    }
    guard let sitePositions = sites.positions, let demandPositions = demand.positions,
      sites.isGeographic == demand.isGeographic
    else {
      throw GeodataError(
        .missingField,
        coordinatesWanted(sites, demand),
        at: .init(file: sites.positions == nil ? sites.file : demand.file))
    }
    if radius == nil, let costs = try distances(sites, demand) { return costs }
    return try coverSets(
      sites: sitePositions, demand: demandPositions, radius: Meters(parsing: radius ?? "") ?? Meters(0),
      geographic: sites.isGeographic)
  }

  func statuses(_ table: SitingTable) throws(GeodataError) -> [SiteStatus] {
    var result: [SiteStatus] = []
    for (index, text) in table.statuses.enumerated() {
      guard let status = text.map(SiteStatus.init(rawValue:)) ?? .candidate else {
        throw GeodataError(
          .badValue,
          Bilingual(
            "“\(text ?? "")”不在可用之列：\(SiteStatus.allCases.map(\.rawValue).joined(separator: "、"))。",
            "“\(text ?? "")” is not one of \(SiteStatus.allCases.map(\.rawValue).joined(separator: ", "))."),
          at: .init(file: table.file, layer: "sites", record: table.ids[index], field: table.statusColumn))
      }
      result.append(status)
    }
    return result
  }
}

extension SolveEngine: ExpressibleByArgument {}

extension SolveCommand: Advising {
  static var advice: Advice { Advice(.options(ofOneFile: false)) }
}

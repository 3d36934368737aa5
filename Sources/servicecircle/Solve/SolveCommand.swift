import ArgumentParser
import Coverage
import Geodata
import Model
import Report
import Siting

struct SolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Solve a bare siting problem from tables.",
    discussion: """
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
      """)

  enum Problem: String, ExpressibleByArgument, CaseIterable {
    case lscp, mclp, target, backup, bclp, capacitated, gradual
    case pMedian = "p-median"
    case pCenter = "p-center"

    /// Medians and centers weigh the cost of every pair; a cutoff only leaves pairs out.
    var assigns: Bool { self == .pMedian || self == .pCenter }
  }

  @Argument(help: "lscp, mclp, target, backup, bclp, capacitated, gradual, p-median or p-center.") var problem: Problem
  @Option(help: "Table or layer of the sites.") var sites: String?
  @Option(help: "Table or layer of the demand.") var demand: String
  @Option(help: "A site covers what lies within this straight line, inclusive: 800m.") var radius: String?
  @Option(help: "Table demand,site,cost.") var costs: String?
  @Option(help: "With --costs: covered up to this cost, inclusive, in the table's own unit.") var cutoff: Double?
  @Option(help: "Number of new sites (mclp, p-median, p-center).") var count: Int?
  @Option(help: "mclp, p-median, p-center: table with the ids of a plan to start from.") var start: String?
  @Option(help: "Stop when proven this close to the best: 0.01 is 1 %.") var gap = 0.0
  @Option(help: "Stop after this time: 60s, 5min, or a plain number of seconds.") var timeLimit = "60s"
  @Option(
    help:
      "Who proves the plan: own; highs (a build with HiGHS); auto, own first, then highs where constraints leave it open."
  )
  var engine = SolveEngine.auto
  @Option(help: "Seed of the search.") var seed: UInt64 = 1
  @Flag(help: "Not mclp: demand that no site covers makes the problem infeasible (exit 4).") var strict = false
  @Flag(help: "With --json: also the site of every demand point, and what it serves.") var assignment = false
  @Option(help: "Also write the sites, chosen or standing, with what each covers: a .csv or .geojson file.")
  var out: String?
  @Option(help: "Also write each demand point with its site of the plan: a .csv or .geojson file.")
  var outDemand: String?
  @OptionGroup var model: ModelOptions
  @OptionGroup var anywhere: AnywhereOptions
  @OptionGroup var constraints: ConstraintOptions
  @OptionGroup var files: FileOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if problem.assigns {
      guard radius == nil || costs == nil else { throw ValidationError("Give either --radius or --costs.") }
      guard costs != nil || cutoff == nil else { throw ValidationError("--cutoff needs --costs.") }
    } else {
      guard (radius == nil) != (costs == nil) else { throw ValidationError("Give either --radius or --costs.") }
      guard (costs == nil) == (cutoff == nil) else { throw ValidationError("--costs and --cutoff go together.") }
    }
    guard !isArray || ([.mclp, .lscp].contains(problem) && constraints.isEmpty && radius != nil && !assignment) else {
      throw ValidationError(
        "A NumPy array of demand goes with mclp or lscp and --radius, without --assignment and constraints.")
    }
    guard start == nil || (problem.assigns || problem == .mclp && constraints.isEmpty) else {
      throw ValidationError("--start serves mclp without constraints, p-median and p-center.")
    }
    try model.validate(for: problem)
    try files.check(
      given: [sites.map { _ in "sites" }, "demand"].compactMap(\.self),
      tables: [costs.map { _ in "costs" }, start.map { _ in "start" }].compactMap(\.self))
    for path in [out, outDemand].compactMap(\.self) { try SolveOutput.checkName(path) }
    guard outDemand == nil || !isArray else { throw ValidationError("--out-demand needs a table of demand.") }
    guard radius.map({ Meters(parsing: $0).map { $0.value >= 0 } ?? false }) ?? true else {
      throw ValidationError("--radius needs a length with its unit, such as 800m or 1.2km.")
    }
    guard let limit = secondsAllowed, limit.value > 0 else {
      throw ValidationError("--time-limit needs a duration above zero, such as 60s, 5min or 60 (seconds).")
    }
    guard engine != .highs || !problem.assigns else {
      throw ValidationError("\(problem.rawValue) has a solver of its own; leave --engine out.")
    }
    guard ![.mclp, .bclp, .capacitated, .gradual].contains(problem) || count != nil || constraints.budget != nil else {
      throw ValidationError("\(problem.rawValue) needs --count or --budget.")
    }
    guard !problem.assigns || count != nil else { throw ValidationError("\(problem.rawValue) needs --count.") }
    guard problem != .lscp || count == nil else {
      throw ValidationError("lscp finds the count itself; leave --count out.")
    }
    try constraints.validate(for: problem)
    try anywhere.validate(for: self)
    guard count ?? 0 >= 0 else { throw ValidationError("--count is zero or more.") }
    guard cutoff.map({ $0 >= 0 }) ?? true else { throw ValidationError("--cutoff is a number, zero or more.") }
    guard seed <= UInt64(Int.max) else { throw ValidationError("--seed is at most \(Int.max).") }
    guard gap >= 0, gap.isFinite else { throw ValidationError("--gap is zero or more.") }
  }

  func run() async throws {
    try engine.validate()
    let places = try Places(self)
    let clock = ContinuousClock()
    let began = clock.now
    let (siteTable, made) = try await readSites()
    let input = try await readProblem(siteTable)
    let problem = input.problem
    let progress = common.progress
    var limits = SolveLimits(
      gap: gap, work: .max, timeLimit: secondsAllowed, seed: seed, threads: common.threads,
      isCancelled: { Interrupt.wasRaised },
      progress: {
        // The search has begun: from here on there is a best so far.
        Interrupt.keepResult()
        progress.report("\($0.stage.rawValue): \($0.objective), bound \($0.bound)")
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
    Interrupt.keepResult()
    try writeFiles(answer, siteTable, input, to: places)
    try say(common.json ? answer.json.text(.pretty) : answer.text)
    for warning in solution.warnings { note("warning: \(warning)") }
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
        "\(radius == nil ? "without --costs the solver" : "--radius") needs coordinates of one kind in both tables: "
          + "x,y in metres or lon,lat in degrees"
          + ([sites, demand].first { $0.positions == nil }.map { "; the columns are \($0.columnNames.listed)." }
            ?? "; state the system of the other by `--crs \(sites.isGeographic ? "demand" : "sites"):…`, such as EPSG:4544."),
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
          .badValue, "“\(text ?? "")” is not one of \(SiteStatus.allCases.map(\.rawValue).joined(separator: ", ")).",
          at: .init(file: table.file, layer: "sites", record: table.ids[index], field: table.statusColumn))
      }
      result.append(status)
    }
    return result
  }
}

extension SolveEngine: ExpressibleByArgument {}

extension SitingSolution {
  /// Under `--strict` demand that no site covers makes the problem infeasible: status and exit code say the same.
  fileprivate mutating func refuseForUncoverable() {
    guard status != .infeasible else { return }
    status = .infeasible
    stopped = .proved
    chosen = []
    objective = nil
    bound = nil
    cost = nil
    coveredWeight = 0
    backupWeight = nil
    backupCount = nil
    backupBound = nil
    blockingDemand = uncoverable
    reason = "\(uncoverable.count) demand point(s) that no site covers, and --strict asks for all"
  }
}

extension SolveCommand: Advising {
  static var advice: Advice { Advice(.options(ofOneFile: false)) }
}

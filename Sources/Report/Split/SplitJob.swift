import Allocation
import Analysis
import Geodata
import Words

/// What `allocate` is asked for.
package struct SplitJob: Sendable {
  package var folders: [String]
  package var unit: SplitUnit
  /// Stations or yuan.
  package var total: Double
  package var aim: AllocationProblem.Aim
  /// A table of names, floors, caps and groups.
  package var rules: String?
  /// Of groups, in stations or yuan.
  package var minima: [(group: String, least: Double)]
  /// What each year adds; empty for one split.
  package var years: [Double]
  package var isWeighed: Bool
  /// Of the page.
  package var language: AnalysisFile.Language

  package init(
    _ folders: [String], _ unit: SplitUnit, total: Double, aim: AllocationProblem.Aim, rules: String?,
    minima: [(group: String, least: Double)], years: [Double], isWeighed: Bool, language: AnalysisFile.Language
  ) {
    self.folders = folders
    self.unit = unit
    self.total = total
    self.aim = aim
    self.rules = rules
    self.minima = minima
    self.years = years
    self.isWeighed = isWeighed
    self.language = language
  }

  /// Reads the folders and splits.
  ///
  /// - Throws: ``GeodataError`` for a folder or table that cannot be used.
  package func run() throws(GeodataError) -> SplitResult {
    let rules = try self.rules.map { path throws(GeodataError) in try CountyRules(path) } ?? CountyRules()
    var counties: [CountyFolder] = []
    for (folder, id) in zip(folders, ids) {
      counties.append(try CountyFolder(folder, id: id, unit, isWeighed: isWeighed))
    }
    if let other = counties.first(where: { $0.kind != counties[0].kind }) {
      throw GeodataError(
        .wrongFormat,
        Bilingual(
          "\(other.id)按\(other.kind.words.chinese)计，\(counties[0].id)按\(counties[0].kind.words.chinese)计。"
            + "请用相同的siting.weights重新运行。",
          "county \(other.id) counts \(other.kind.rawValue), county \(counties[0].id) \(counties[0].kind.rawValue). Run "
            + "them with the same siting.weights."), at: .init(file: other.path))
    }
    let known = Set(counties.map(\.id))
    if let stray = rules.rows.keys.sorted().first(where: { !known.contains($0) }) {
      let given = Array(known.sorted().prefix(5)).listed
      throw GeodataError(
        .badValue,
        Bilingual(
          "\(stray)不在所给的各县文件夹（\(given.chinese)……）之中。请改正或删去此行。",
          "county \(stray) is none of the folders given: \(given.english)…"),
        at: .init(file: rules.file, line: rules.rows[stray]?.line))
    }
    let groups = try groups(rules)
    let problem = try problem(counties, rules, groups)
    let names = counties.map { county in rules.rows[county.id]?.name.map { Bilingual(same: $0) } ?? county.name }
    var places: [CountyPlaces] = []
    if counties.count <= SplitResult.mostDetailed {
      for county in counties { places.append(try CountyPlaces(try ResultFolder(county.path))) }
    }
    return SplitResult(self, counties, names, problem, groups, places)
  }

  /// The last name of each folder; the whole path where two have the same.
  private var ids: [String] {
    let names = folders.map { $0.split(separator: "/").last { $0 != "." }.map(String.init) ?? $0 }
    let times = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(folders, names).map { times[$1] == 1 ? $1 : $0 }
  }

  private func groups(_ rules: CountyRules) throws(GeodataError) -> [AllocationProblem.Group] {
    let named = Set(rules.rows.values.compactMap(\.group))
    var least: [String: Double] = [:]
    for minimum in minima {
      guard named.contains(minimum.group) else {
        throw GeodataError(
          .badValue,
          Bilingual(
            "--minimum写了“\(minimum.group)”组，而--counties中没有县属于该组。请改正。",
            "--minimum names the group “\(minimum.group)”, which no county of --counties has."),
          at: .init(file: rules.file))
      }
      guard least.updateValue(minimum.least, forKey: minimum.group) == nil else {
        throw GeodataError(
          .badValue,
          Bilingual(
            "--minimum两次写了“\(minimum.group)”组。请只写一次。", "--minimum names the group “\(minimum.group)” twice."))
      }
    }
    return named.sorted().map { .init($0, least: parts(least[$0] ?? 0)) }
  }

  private func problem(
    _ folders: [CountyFolder], _ rules: CountyRules, _ groups: [AllocationProblem.Group]
  ) throws(GeodataError) -> AllocationProblem {
    let counties = folders.map { folder in
      let row = rules.rows[folder.id]
      return AllocationProblem.County(
        folder.id, people: folder.people, folder.curve, floor: row?.floor.map(parts) ?? 0, cap: row?.cap.map(parts),
        group: row?.group.flatMap { name in groups.firstIndex { $0.name == name } })
    }
    do throws(AllocationError) {
      return try AllocationProblem(counties, groups: groups, total: parts(total))
    } catch {
      throw GeodataError(
        .badValue, error.told, at: .init(file: folders.first { $0.id == error.county }?.path))
    }
  }

  func parts(_ number: Double) -> Int { Int((number * Double(unit.parts)).rounded()) }
}

/// A split with what it was made of.
package struct SplitResult: Sendable {
  struct County: Sendable {
    var id: String
    var name: Bilingual
    var group: String?
    /// What can be drawn of it; nil where there are too many counties.
    var places: CountyPlaces?
    /// In operation; nil where its folder does not tell.
    var stations: Int? { places?.stations?.count }
  }

  /// The split of one of several totals.
  struct Change: Sendable {
    /// In the engine's sizes.
    var total: Int
    var split: CountySplit
    /// Whether it stands for the total that was asked for.
    var isGiven: Bool
  }

  /// With more counties there are no maps, no other totals, and no count of their stations.
  static let mostDetailed = 100

  let job: SplitJob
  let problem: AllocationProblem
  let counties: [County]
  let kind: SplitPeople
  let isIllustrative: Bool
  let attribution: [String]
  /// nil where there is none.
  let split: CountySplit?
  /// Empty without years.
  let years: [Programme.Year]
  let shortfalls: [Shortfall]
  let plain: [PlainSplit]
  /// Of totals around the given one, ascending; empty without a split and with many counties.
  let changes: [Change]
  /// Keys of the definition in which counties differ.
  let differing: [DefinitionKey]

  package var isInfeasible: Bool { split == nil }

  init(
    _ job: SplitJob, _ folders: [CountyFolder], _ names: [Bilingual], _ problem: AllocationProblem,
    _ groups: [AllocationProblem.Group], _ places: [CountyPlaces]
  ) {
    self.job = job
    self.problem = problem
    counties = folders.indices.map { index in
      County(
        id: folders[index].id, name: names[index], group: problem.counties[index].group.map { groups[$0].name },
        places: places.isEmpty ? nil : places[index])
    }
    changes = folders.count <= Self.mostDetailed ? Self.changes(problem, job) : []
    differing = DefinitionKey.allCases.filter { key in
      folders.contains { $0.definition[key] != folders[0].definition[key] }
    }
    kind = folders[0].kind
    isIllustrative = folders.contains { $0.isIllustrative }
    var seen: Set<String> = []
    attribution = folders.flatMap(\.attribution).filter { seen.insert($0).inserted }
    plain = PlainSplit.Rule.allCases.map(problem.plainSplit)
    var sum = 0.0
    let totals = job.years.map { year in
      sum += year
      return job.parts(sum)
    }
    guard !totals.isEmpty else {
      switch problem.split(for: job.aim) {
      case .split(let split): (self.split, years, shortfalls) = (split, [], [])
      case .infeasible(let faults): (split, years, shortfalls) = (nil, [], faults)
      }
      return
    }
    switch problem.programme(totals, for: job.aim) {
    case .programme(let found): (split, years, shortfalls) = (found.last, found.years, [])
    case .infeasible(let faults): (split, years, shortfalls) = (nil, [], faults)
    }
  }

  private static func changes(_ problem: AllocationProblem, _ job: SplitJob) -> [Change] {
    guard problem.shortfalls().isEmpty, let range = problem.usefulTotals else { return [] }
    let steps = TotalSteps(range, given: problem.total, part: job.unit.parts)
    guard steps.totals.count > 1 else { return [] }
    return steps.totals.compactMap { total in
      guard case .split(let split) = problem.split(ofTotal: total, for: job.aim) else { return nil }
      return Change(total: total, split: split, isGiven: total == steps.given)
    }
  }

  /// Of all counties together, in people; what their curves begin with where that is nothing built.
  var valueToday: Double? {
    let values = counties.indices.map(shareToday)
    guard !values.contains(nil) else { return nil }
    return zip(values, problem.counties).reduce(0) { $0 + ($1.0 ?? 0) * $1.1.people }
  }

  /// The covered share with nothing new; nil where the curve does not begin there.
  func shareToday(_ index: Int) -> Double? {
    let county = problem.counties[index]
    guard county.curve.sizes[0] == 0 else { return nil }
    return min(1, Double(county.curve.values[0]) / 1000 / county.people)
  }

  var people: Double { problem.counties.reduce(0) { $0 + $1.people } }

  /// Stations or yuan of an engine's size.
  func amount(_ size: Int) -> Double { Double(size) / Double(job.unit.parts) }

  /// “12 stations”, “3.5万元”.
  func words(_ size: Int) -> Bilingual {
    switch job.unit {
    case .stations:
      Bilingual("\(grouped(Double(size)))个", "\(grouped(Double(size))) \(size == 1 ? "station" : "stations")")
    case .yuan: money(amount(size))
    }
  }

  /// “居民600人”, “600 residents”.
  func peopleWords(_ value: Double) -> Bilingual {
    let number = grouped(value)
    let english = "\(number) \(kind.words.english)"
    return switch kind {
    case .residents: Bilingual("居民\(number)人", english)
    case .workers: Bilingual("从业人员\(number)人", english)
    case .weighed: Bilingual("折算\(number)人（综合得分×居民数）", english)
    }
  }
}

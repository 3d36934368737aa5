import Analysis
import Geodata
import Model
import Words

/// Something that the data do not say and that moves a figure: stated on the first page, in the summary and on the
/// terminal, there with the key that sets it.
package struct Assumption {
  package var id: String
  /// For everybody: without keys of the analysis file.
  package var words: Bilingual
  /// Of the analysis file; nil when none changes it.
  var key: String?

  /// For those who write the analysis file: the key before the full stop.
  var wordsWithKey: Bilingual {
    guard let key else { return words }
    func keyed(_ text: String, _ stop: String, _ key: String) -> String {
      text.hasSuffix(stop) ? "\(text.dropLast())\(key)\(stop)" : text + key
    }
    return Bilingual(keyed(words.chinese, "。", "（\(key)）"), keyed(words.english, ".", " (\(key))"))
  }

  var json: JSONValue {
    .object([
      JSONMember("id", .string(id)), JSONMember("zh", .string(words.chinese)), JSONMember("en", .string(words.english)),
      JSONMember("key", key.map { .string($0) } ?? .null),
    ])
  }
}

extension AnalysisResult {
  package var assumptions: [Assumption] {
    [editedStations, whereResidentsLive, siting.acts == nil ? newStations : servedValue, usualWeights]
      .compactMap(\.self)
      + modesNobodyNamed
      + [hoursIgnored, unknownHours, countedWeek, demandInTime].compactMap(\.self)
      + visitAssumptions + [tracksTogether, patrolSight].compactMap(\.self)
      + countedRecords
  }

  /// What one kind of demand is worth beside another, where that chooses the sites and nobody says it.
  private var usualWeights: Assumption? {
    let kinds = weightedKinds
    let matters =
      switch file.siting.objective {
      case .maxCoverage, .targetCoverage, .minTravel: true
      case .fullCoverage, .minWorst, .shortestGaps: false
      }
    guard matters, kinds.count > 1, !kinds.allSatisfy(file.siting.statedWeights.contains), siting.hasPlan,
      !file.siting.hasCapacities, file.siting.target ?? 0 < 1
    else { return nil }
    let weights = kinds.map { kind in
      let (noun, weight) = (demandNoun(kind), plain(file.siting.weights[kind] ?? 0))
      return Bilingual("\(noun.chinese)\(weight)", "\(noun.english) \(weight)")
    }.listed
    return Assumption(
      id: "weights",
      words: Bilingual(
        "各类需求孰轻孰重未全部注明，按\(weights.chinese)计（各以自身总量为1）；权重不同，选出的点可能不同。",
        "How much each kind of demand counts is not said: \(weights.english), each of its own total. Other weights may choose other sites."
      ), key: "siting.weights")
  }

  /// The stations of the files are not the stations that are counted.
  var editedStations: Assumption? {
    guard !file.edits.isEmpty else { return nil }
    let most = 8
    let (count, rest) = (file.edits.count, file.edits.count - most)
    let told = file.edits.prefix(most).map(\.words) + (rest > 0 ? [Bilingual("另\(rest)处", "\(rest) more")] : [])
    return Assumption(
      id: "edits",
      words: Bilingual(
        "在运驿站不是现状，按修改后的情景计，共\(count)处修改：\(told.listed.chinese)。",
        "Stations in operation are not those of today but of a scenario with \(count) edit\(count == 1 ? "" : "s"): \(told.listed.english)."
      ), key: "edits")
  }

  /// By which file people live where they are counted.
  private var whereResidentsLive: Assumption? {
    guard let source = file.layers[.population] else { return nil }
    let name = source.shownName
    let words: Bilingual
    if file.layers[.communities] == nil {
      words = Bilingual("居民按“\(name)”计。", "Residents are those of “\(name)”.")
    } else if inputs.residentsByPopulation {
      words = Bilingual(
        "社区居民数及其在社区内的分布按“\(name)”计。",
        "How many residents a community has, and where in it they live, is taken from “\(name)”.")
    } else {
      words = Bilingual(
        "居民在社区内的分布按“\(name)”计，社区居民总数不变。",
        "Where in a community its residents live is taken from “\(name)”; how many they are is not."
      )
    }
    return Assumption(id: "population", words: words, key: "inputs.population")
  }

  /// What a rider is taken to see.
  private var patrolSight: Assumption? {
    guard patrol != nil else { return nil }
    return Assumption(
      id: "patrol-sight",
      words: Bilingual(
        "巡查按“骑手看得到自己骑行的街道”计。",
        "Patrol takes it that a rider sees the street he rides on."), key: "coverage.patrol")
  }

  private var newStations: Assumption? {
    guard let plan = siting.plan, !plan.proposed.isEmpty, !file.services.isEmpty else { return nil }
    let built = file.siting.buildsWith
    let isSix = built.services == Set(Service.fullSet)
    let order = Service.fullSet.filter(built.services.contains) + built.services.subtracting(Service.fullSet).sorted()
    let chinese = isSix ? "六项设施齐全" : order.isEmpty ? "没有设施" : order.map(Self.chineseName).joined(separator: "、")
    let english =
      isSix ? "all six services" : order.isEmpty ? "no service" : order.map(\.rawValue).joined(separator: ", ")
    return Assumption(
      id: "new-stations",
      words: Bilingual(
        "新建驿站\(built.isStated ? "按" : "未注明建成条件，假定")\(chinese)、开放时间\(hoursWords(built.hours).chinese)\(built.isStated ? "计" : "")。",
        "New stations \(built.isStated ? "have" : "are taken to have") \(english), open \(built.hours)."
      ),
      key: "siting.builds_with")
  }

  /// What acts are chosen by, and what new stations have.
  private var servedValue: Assumption? {
    guard let acts = file.siting.acts, acts.isStated else { return nil }
    func list(_ values: [(name: Bilingual, value: Double)]) -> Bilingual {
      values.map { name, value in name + Bilingual(plain(value), " \(plain(value))") }.listed
    }
    let services = acts.services.sorted { $0.key < $1.key }
    let isEven = Set(services.map(\.value)).count == 1
    let periods = acts.periods.map {
      list($0.sorted { $0.key < $1.key }.map { (name: periodName($0.key), value: $0.value) })
    }
    let named = list(
      services.map { (name: Bilingual(Self.serviceName($0.key).chinese, $0.key.rawValue), value: $0.value) })
    return Assumption(
      id: "served-value",
      words: Bilingual(
        "投入按服务水平取舍：\(isEven ? "各项服务权重相同" : "服务权重\(named.chinese)")，"
          + (periods.map { "每分钟权重\($0.chinese)，其余时间不计" } ?? "全周每分钟权重相同")
          + "；新建驿站的设施与开放时间按各建设方式所列。",
        "Money is spent by what is served: \(isEven ? "every service counts the same" : "services count \(named.english)"), "
          + (periods.map { "a minute counts \($0.english), any other nothing" }
            ?? "every minute of the week counts the same")
          + "; new stations have what their way of building says."),
      key: "siting.value")
  }

  private static func chineseName(_ service: Service) -> String {
    serviceName(service).chinese
  }

  /// Workers and routes that walk because nobody says how they travel.
  private var modesNobodyNamed: [Assumption] {
    kindsWithDemand.filter { $0 != .communities && !file.kindsWithStatedMode.contains($0) }.compactMap { kind in
      let choice = file.circle.modes
      let (trades, named) =
        kind == .workers
        ? (inputs.workers.map(\.trade), choice.trades) : (inputs.routes.map(\.trade), choice.routeTrades)
      let walking = Set(trades).filter { named[$0] == nil }.sorted()
      guard !walking.isEmpty else { return nil }
      let words = walking.filter { !$0.isEmpty }
      let few =
        words.prefix(4).map { Bilingual(Self.tradeName($0).chinese, $0) }.listed
        + (words.count > 4 ? Bilingual("等", ", …") : Bilingual(same: ""))
      let noun = kind == .workers ? Bilingual("从业人员", "Workers") : Bilingual("配送路线", "Routes")
      let key = "circle.modes.\(kind.rawValue)"
      return Assumption(
        id: "\(kind.rawValue)-walk",
        words: Bilingual(
          "\(noun.chinese)\(words.isEmpty ? "" : "（\(few.chinese)）")未注明出行方式，按步行计。",
          "\(noun.english)\(words.isEmpty ? "" : " (\(few.english))") walk, because no travel mode is named for them."
        ),
        key: key)
    }
  }

  private var hoursIgnored: Assumption? {
    guard inputs.stations.contains(where: { $0.hours != nil }) || !file.coverage.periods.isEmpty else { return nil }
    return Assumption(
      id: "hours-ignored",
      words: Bilingual(
        "未注明时段的覆盖率不计开放时间：驿站不论何时开放均计入。",
        "Coverage without a period ignores opening hours: a station counts whenever it is open."), key: nil)
  }

  /// Stations of which nobody knows when they are open, and what rests on that.
  private var unknownHours: Assumption? {
    guard let unknown = coverage.figures.unknownHours else { return nil }
    let isOpen = file.coverage.unknownHours == .open
    let moved = unknown.shares.max { $0.difference < $1.difference }
    let count = unknown.withoutHours.count + unknown.partly.count
    var words = Bilingual(
      "\(count)个驿站的开放时间缺失或部分不明，不明之时按\(isOpen ? "开放" : "关闭")计",
      "Hours of \(count) station\(count == 1 ? "" : "s") are missing or partly unknown; then they count as \(isOpen ? "open" : "closed")"
    )
    if let moved, let counted = moved.counted, let otherwise = moved.otherwise, moved.difference > 0 {
      let noun = demandNoun(moved.kind)
      words.chinese +=
        "；若按\(isOpen ? "关闭" : "开放")计，“\(periodName(moved.period).chinese)”时段\(noun.chinese)人时覆盖率由\(shareText(counted))变为\(shareText(otherwise))"
      words.english +=
        "; the other way round, person-hours of \(noun.english) in “\(moved.period)” go from \(shareText(counted)) to \(shareText(otherwise))"
    }
    return Assumption(
      id: "unknown-hours", words: Bilingual(words.chinese + "。", words.english + "."), key: "coverage.hours_unknown")
  }

  /// Whether any figure depends on the hours of the week.
  private var countsTime: Bool { !coverage.figures.periods.isEmpty || coverage.figures.load != nil }

  private var countedWeek: Assumption? {
    guard countsTime else { return nil }
    let dated = inputs.stations.count { station in
      station.hours.flatMap { try? OpeningHours(parsing: $0) }.map { $0.dependsOnDate || $0.namesHolidays } ?? false
    }
    let counted =
      file.coverage.periods.isEmpty ? Bilingual("到访", "Visits") : Bilingual("时段", "Periods")
    guard let monday = file.coverage.monday else {
      let day = "\(CoverageDefinition.typicalMonday)".prefix(10)
      return Assumption(
        id: "typical-week",
        words: Bilingual(
          "\(counted.chinese)按无节假日的一般工作周计"
            + (dated > 0 ? "；\(dated)个驿站的开放时间随日期或节假日变化，按\(day)当周计。" : "。"),
          "\(counted.english) are counted over a typical week without holidays"
            + (dated > 0
              ? "; the hours of \(dated) station\(dated == 1 ? "" : "s") depend on the date, and are those of the week of \(day)."
              : ".")),
        key: "coverage.week")
    }
    let day = "\(monday)".prefix(10)
    return Assumption(
      id: "dated-week",
      words: Bilingual(
        "\(counted.chinese)按\(day)起的一周计，"
          + (file.coverage.holidays.isGiven ? "节假日与调休按文件所列。" : "文件未列节假日。"),
        "\(counted.english) are counted over the week from \(day), "
          + (file.coverage.holidays.isGiven
            ? "with the holidays of the file." : "without holidays: the file names none.")),
      key: "coverage.week")
  }

  /// Demand that is not there all the time.
  private var demandInTime: Assumption? {
    let firms = inputs.workers.count { $0.hours != nil }
    guard countsTime, firms > 0 || !inputs.profiles.isEmpty else { return nil }
    let groups = inputs.profiles.keys.sorted()
    let chinese = [
      groups.isEmpty
        ? nil : "\(groups.map { demandGroupName($0).chinese }.joined(separator: "、"))按时间分布",
      firms == 0 ? nil : "\(firms)家企业按各自的时间",
    ].compactMap(\.self).joined(separator: "，")
    let english = [
      groups.isEmpty ? nil : "\(groups.joined(separator: ", ")) by their profiles",
      firms == 0 ? nil : "\(firms) firm\(firms == 1 ? "" : "s") by hours of their own",
    ].compactMap(\.self).joined(separator: ", ")
    return Assumption(
      id: "demand-in-time",
      words: file.coverage.periods.isEmpty
        ? Bilingual("到访的时间：\(chinese)计。", "Visits are made \(english).")
        : Bilingual("时段内的需求：\(chinese)计。", "In periods demand is there \(english)."),
      key: "coverage.profiles")
  }

  /// Layers whose records all count the same because the file says so.
  private var countedRecords: [Assumption] {
    let nouns: [(LayerRole, DemandKind, Bilingual)] = [
      (.communities, .communities, Bilingual("社区", "community")), (.workers, .workers, Bilingual("企业", "firm")),
      (.routes, .routes, Bilingual("路线", "route")),
    ]
    return nouns.compactMap { role, kind, noun in
      guard kindsWithDemand.contains(kind), let weight = file.layers[role]?.mapping.constantWeight(among: []) else {
        return nil
      }
      return Assumption(
        id: "\(role.rawValue)-count-alike",
        words: Bilingual(
          "每个\(noun.chinese)均按权重\(plain(weight))计。",
          "Every \(noun.english) counts \(plain(weight))."),
        key: "inputs.\(role.rawValue).weight")
    }
  }

  /// What a planner may have meant by minutes without streets.
  var presetHint: Bilingual? {
    let circle = file.circle
    guard circle.measure == .circle, circle.preset == nil, case .time(let duration) = circle.cutoff,
      let living = LivingCircle.allCases.first(where: { $0.duration == duration })
    else { return nil }
    let radii = coverage.modes.map { mode in
      let meters = grouped(circle.radius(of: mode).value)
      return Bilingual("\(travel(mode).chinese)\(meters)米", "\(meters) m (\(mode.rawValue))")
    }.listed
    let standard = grouped(living.radius.value)
    return Bilingual(
      "\(cutoffPhrase(circle.cutoff).chinese)折合直线距离：\(radii.chinese)；GB 50180—2018所列半径（\(standard)米）"
        + "请写`cutoff: \(living.rawValue)-radius`",
      "\(circle.cutoff.description) is \(radii.english) in a straight line; the radius of GB 50180 "
        + "(\(standard) m) is `cutoff: \(living.rawValue)-radius`")
  }
}

extension UnknownHoursFigure.Share {
  fileprivate var difference: Double { abs((counted ?? 0) - (otherwise ?? 0)) }
}

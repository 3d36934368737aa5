import Geodata
import Model
import Words

extension AnalysisFile {
  /// What the new stations are to achieve.
  package enum Objective: String, CaseIterable, Sendable {
    /// The most demand within the cutoff (MCLP).
    case maxCoverage = "max-coverage"
    /// The fewest stations that cover all demand that any can reach (LSCP).
    case fullCoverage = "full-coverage"
    /// The fewest or cheapest stations that cover a share of all demand.
    case targetCoverage = "target-coverage"
    /// The least travel altogether, however long a trip is (p-median).
    case minTravel = "min-travel"
    /// The shortest longest trip (p-center).
    case minWorst = "min-worst"
    /// The least longest gap between stations along the routes.
    case shortestGaps = "shortest-gaps"

    /// Constraints besides the number are understood.
    package var takesConstraints: Bool { self == .maxCoverage || self == .targetCoverage }
    /// Every trip counts, also beyond the cutoff.
    package var assigns: Bool { self == .minTravel || self == .minWorst }
  }

  package struct Siting: Sendable {
    package var objective = Objective.maxCoverage
    /// New stations at the most; nil for any number.
    package var new: Int? = 10
    /// Share of the weighted demand to cover, 0...1; nil but for target-coverage.
    package var target: Double?
    /// Target-coverage looks for the cheapest plan, not for the fewest stations.
    package var isLeastCost = false
    /// Yuan for all new stations together; nil for any sum.
    package var budget: Double?
    /// New stations stand at least this far from each other and from those in operation; nil for no distance.
    package var spacing: Meters?
    package var floors: Floors?
    /// No route is to have a longer stretch without a station; nil for any length.
    package var longestGap: Seconds?
    /// By which groups the price of a floor is told; nil for not at all.
    package var floorCurve: Floors.Group?
    /// Weight of each kind's own total: a judgement, shown as such.
    package var weights: [DemandKind: Double] = [.routes: 1, .workers: 1, .communities: 0.5]
    /// Those that the file says.
    package var statedWeights: Set<DemandKind> = []
    package var gap = 0.0
    package var timeLimit: Seconds?
    package var seed: UInt64 = 1
    /// Candidates to be made; nil when not asked for.
    package var candidates: CandidateGeneration?
    /// Other plans nearly as good; nil when not asked for.
    package var alternatives: Alternatives?
    /// What new stations have.
    package var buildsWith = NewStation()
    /// What money may be spent on besides; nil where only new stations are chosen, by coverage.
    package var acts: Acts?

    /// Stations serve no more visits a day than their capacity.
    package var hasCapacities = false

    /// Constraints besides the number of stations.
    package var hasConstraints: Bool {
      budget != nil || spacing != nil || floors != nil || hasCapacities || longestGap != nil
    }
    /// What a group of a kind counts at least by its weight: with capacities visits count, whatever the kind.
    var floorWeights: [DemandKind: Double] {
      hasCapacities ? Dictionary(uniqueKeysWithValues: DemandKind.allCases.map { ($0, 1) }) : weights
    }
    var needsCosts: Bool { budget != nil || isLeastCost }
  }

  /// At least a share of each group is covered.
  package struct Floors: Hashable, Sendable {
    package enum Group: String, CaseIterable, Sendable {
      /// The unit above the communities.
      case town
      case community
      /// Of the workers.
      case trade
      /// Communities, workers and routes.
      case kind

      /// Whose demand the groups divide; nil for all.
      package var demandKind: DemandKind? {
        switch self {
        case .town, .community: .communities
        case .trade: .workers
        case .kind: nil
        }
      }
    }

    package var by: Group
    /// 0...1, inclusive, of each group that ``except`` does not name; nil when these have no floor.
    package var share: Double?
    /// Shares of some groups by name.
    package var except: [String: Double] = [:]

    /// nil for a group without a floor.
    package func share(of group: String) -> Double? { except[group] ?? share }
  }

  /// What a new station has.
  package struct NewStation: Hashable, Sendable {
    package var services: Set<Service> = Set(Service.fullSet)
    /// In the language of opening hours.
    package var hours = "08:00-18:00"
    /// Visits a day that it can serve; nil when nobody says.
    package var capacity: Double?
    /// Whether the analysis file says any of it.
    package var isStated = false
  }

  /// Which alternatives to the plan are wanted.
  package struct Alternatives: Hashable, Sendable {
    /// Loss allowed as a part of the plan's value, 0...1, inclusive.
    package var within = 0.01
    package var count = 5
    /// Sites to replace at least.
    package var differ = 3
  }
}

extension AnalysisFile.Siting {
  /// - Throws: ``AnalysisError`` for keys that contradict each other.
  init(_ document: AnalysisDocument, _ words: ServiceWords) throws(AnalysisError) {
    func refuse(_ key: String, _ words: Bilingual, _ code: AnalysisError.Code = .badValue) -> AnalysisError {
      AnalysisError(code, words, at: document.at("siting.\(key)"))
    }
    if let objective = document.text("siting.objective").flatMap(AnalysisFile.Objective.init) {
      self.objective = objective
    }
    budget = document.quantity(.money, "siting.budget")
    target = document.quantity(.fraction, "siting.target")
    isLeastCost = document.text("siting.least") == "cost"
    spacing = document.text("siting.constraints.spacing").flatMap(Meters.init(parsing:))
    hasCapacities = document.node("siting.constraints.capacity") != nil
    longestGap = try GapKeys.longestGap(document, objective)
    if document.node("siting.constraints.floors") != nil { floors = try Self.floors(document) }
    // Ten stations when nothing else bounds the plan.
    let isBounded =
      budget != nil || document.node("siting.options") != nil || document.node("siting.phases") != nil
      || !(objective == .maxCoverage || objective.assigns || objective == .shortestGaps)
    new = document.wholeNumber("siting.new") ?? (isBounded ? nil : 10)
    for kind in DemandKind.allCases {
      if let weight = document.quantity(.number, "siting.weights.\(kind.rawValue)") {
        weights[kind] = weight
        statedWeights.insert(kind)
      }
    }
    guard weights.values.contains(where: { $0 > 0 }) else {
      throw refuse(
        "weights",
        Bilingual(
          "各类需求的权重都是零，方案之间无法比较。请至少给一类需求权重。",
          "the weights are all zero, so no plan is better than another. Give one kind of demand a weight."))
    }
    buildsWith = try Self.newStation(document, words)
    if let kind = DemandKind.allCases.first(where: { weights[$0] ?? 0 > 1e6 }) {
      throw refuse(
        "weights.\(kind.rawValue)",
        Bilingual(
          "权重太大，其他各类需求将不起作用。请写不超过1000000的数。",
          "the weight is too large: the others would count nothing. Give at most 1000000."))
    }
    if let gap = document.quantity(.fraction, "siting.gap") { self.gap = gap }
    timeLimit = document.text("siting.time_limit").flatMap(Seconds.init(parsing:))
    if let seed = document.wholeNumber("siting.seed") { self.seed = UInt64(seed) }
    try checkTarget(document)
    if hasConstraints, !objective.takesConstraints {
      let key = budget != nil ? "budget" : "constraints"
      throw refuse(
        key,
        Bilingual(
          "\(objective.rawValue)不使用\(key)。请删去，或把siting.objective改为max-coverage或target-coverage"
            + (objective == .fullCoverage ? "（并写target: 100%）。" : "。"),
          "\(objective.rawValue) knows no \(key). Remove it, or set siting.objective to max-coverage or target-coverage"
            + (objective == .fullCoverage ? " with target: 100%." : ".")))
    }
    if let kind = floors?.by.demandKind, floorWeights[kind] == 0 {
      throw refuse(
        "constraints.floors",
        Bilingual(
          "按\(floors?.by.rawValue ?? "")设的最低覆盖率针对的是\(kind.rawValue)，而其权重为0。请使siting.weights.\(kind.rawValue)大于0。",
          "floors by \(floors?.by.rawValue ?? "") are about \(kind.rawValue), whose weight is 0. "
            + "Give siting.weights.\(kind.rawValue) a weight above 0."))
    }
    floorCurve = try FloorCurveKey.read(document, self)
    alternatives = try Self.alternatives(document, objective)
    try checkCapacities(document)
  }

  private static func newStation(
    _ document: AnalysisDocument, _ known: ServiceWords
  ) throws(AnalysisError) -> AnalysisFile.NewStation {
    let key = "siting.builds_with"
    var station = AnalysisFile.NewStation(isStated: document.node(key) != nil)
    if let words = document.texts(key) ?? document.texts("\(key).services") {
      station.services = Set(words.flatMap(known.asked))
    }
    station.capacity = document.quantity(.amount, "\(key).capacity")
    if let text = document.text("\(key).hours") {
      let opens: Bool
      do throws(OpeningHoursError) {
        opens = try OpeningHours(parsing: text).mayOpen(from: CoverageDefinition.typicalMonday.day)
      } catch {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "“\(text)”无法识别：\(error.told.chinese)。请写成08:00-18:00这样。",
            "“\(text)” is not understood: \(error). Write such as 08:00-18:00."),
          at: document.at("\(key).hours"))
      }
      guard opens else {
        throw AnalysisError(
          .badValue, Bilingual("按“\(text)”新建驿站从不开放。请更正时间。", "by “\(text)” a new station never opens."),
          at: document.at("\(key).hours"))
      }
      station.hours = text
    }
    return station
  }

  private func checkTarget(_ document: AnalysisDocument) throws(AnalysisError) {
    let isTarget = objective == .targetCoverage
    for key in ["target", "least"] where !isTarget && document.node("siting.\(key)") != nil {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "\(key)只用于target-coverage。请删去，或改写siting.objective。",
          "\(key) belongs to target-coverage. Remove it, or change siting.objective."),
        at: document.at("siting.\(key)"))
    }
    guard isTarget else { return }
    guard let target else {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "target-coverage需要写明要达到的覆盖率。请写成target: 90%这样。",
          "target-coverage needs the share to reach. Write for example target: 90%."),
        at: document.at("siting.objective"))
    }
    guard target > 0 else {
      throw AnalysisError(
        .badValue,
        Bilingual("目标覆盖率为0，不新建驿站即已达到。请写大于0的数值。", "a target of 0 is reached without a new station. Give more than 0."),
        at: document.at("siting.target")
      )
    }
  }

  private static func floors(_ document: AnalysisDocument) throws(AnalysisError) -> AnalysisFile.Floors {
    let key = "siting.constraints.floors"
    let share = document.quantity(.fraction, "\(key).share")
    var except: [String: Double] = [:]
    for (group, text) in document.dictionary("\(key).except") { except[group] = document.quantity(.fraction, of: text) }
    guard let by = document.text("\(key).by").flatMap(AnalysisFile.Floors.Group.init),
      share != nil || !except.isEmpty
    else {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "最低覆盖率需要写明by和share，或只用except写明个别分组。请写成{by: town, share: 60%}这样。",
          "floors need `by` and `share`, or `except` for some groups alone. Write for example {by: town, share: 60%}."),
        at: document.at(key))
    }
    return AnalysisFile.Floors(by: by, share: share, except: except)
  }

  private static func alternatives(
    _ document: AnalysisDocument, _ objective: AnalysisFile.Objective
  ) throws(AnalysisError) -> AnalysisFile.Alternatives? {
    let key = "siting.alternatives"
    guard document.node(key) != nil else { return nil }
    guard objective == .maxCoverage else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "备选方案只用于max-coverage。请删去alternatives，或改写siting.objective。",
          "alternatives belong to max-coverage. Remove them, or change siting.objective."),
        at: document.at(key))
    }
    var wanted = AnalysisFile.Alternatives()
    if let within = document.quantity(.fraction, "\(key).within") { wanted.within = within }
    if let count = document.wholeNumber("\(key).count") { wanted.count = count }
    if let differ = document.wholeNumber("\(key).differ") { wanted.differ = differ }
    for (name, value) in [("count", wanted.count), ("differ", wanted.differ)] where value < 1 {
      throw AnalysisError(
        .badValue, Bilingual("\(name)为\(value)。请写1或更大的数。", "\(name) is \(value). Give 1 or more."),
        at: document.at("\(key).\(name)"))
    }
    return wanted
  }
}

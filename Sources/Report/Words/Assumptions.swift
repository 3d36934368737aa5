import Analysis
import Geodata
import Model

/// Something that the data do not say and that moves a figure: stated on the first page, in the summary and on the
/// terminal, with the key that sets it.
package struct Assumption {
  package var id: String
  package var words: Bilingual
  /// Of the analysis file; nil when none changes it.
  var key: String?

  var json: JSONValue {
    .object([
      JSONMember("id", .string(id)), JSONMember("zh", .string(words.chinese)), JSONMember("en", .string(words.english)),
      JSONMember("key", key.map { .string($0) } ?? .null),
    ])
  }
}

extension AnalysisResult {
  package var assumptions: [Assumption] {
    [newStations].compactMap(\.self) + modesNobodyNamed + [hoursIgnored].compactMap(\.self) + countedRecords
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
        "新建驿站\(built.isStated ? "按" : "假定")\(chinese)、开放时间\(built.hours)计（siting.builds_with）。",
        "New stations \(built.isStated ? "have" : "are taken to have") \(english), open \(built.hours) (siting.builds_with)."
      ),
      key: "siting.builds_with")
  }

  private static func chineseName(_ service: Service) -> String {
    // The names of the six hold no markup.
    Service.fullSet.contains(service) ? serviceName(service).chinese.markup : service.rawValue
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
      let few = words.prefix(4).joined(separator: ", ") + (words.count > 4 ? ", …" : "")
      let noun = kind == .workers ? Bilingual("从业人员", "Workers") : Bilingual("配送路线", "Routes")
      let key = "circle.modes.\(kind.rawValue)"
      return Assumption(
        id: "\(kind.rawValue)-walk",
        words: Bilingual(
          "\(noun.chinese)\(few.isEmpty ? "" : "（\(few.replacing(", ", with: "、"))）")未注明出行方式，按步行计（\(key)）。",
          "\(noun.english)\(few.isEmpty ? "" : " (\(few))") walk, because no travel mode is named for them (\(key))."),
        key: key)
    }
  }

  private var hoursIgnored: Assumption? {
    let count = inputs.stations.count { $0.hours != nil }
    guard count > 0 else { return nil }
    return Assumption(
      id: "hours-ignored",
      words: Bilingual(
        "覆盖率不计开放时间：驿站不论何时开放均计入。",
        "Opening hours are not counted: a station serves whenever it is open, and counts."), key: nil)
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
          "每个\(noun.chinese)均按权重\(plain(weight))计（inputs.\(role.rawValue).weight）。",
          "Every \(noun.english) counts \(plain(weight)) (inputs.\(role.rawValue).weight)."),
        key: "inputs.\(role.rawValue).weight")
    }
  }

  /// What a planner may have meant by minutes without streets.
  var presetHint: String? {
    let circle = file.circle
    guard circle.measure == .circle, circle.preset == nil, case .time(let duration) = circle.cutoff,
      let living = LivingCircle.allCases.first(where: { $0.duration == duration })
    else { return nil }
    let radii = coverage.modes.map { "\(grouped(circle.radius(of: $0).value)) m (\($0.rawValue))" }
    return
      "\(circle.cutoff.description) is \(radii.joined(separator: ", ")) in a straight line; the radius of GB 50180 "
      + "(\(grouped(living.radius.value)) m) is `cutoff: \(living.rawValue)-radius`"
  }
}

import Analysis
import Coverage
import Model
import Words

/// What is assumed about visits.
extension AnalysisResult {
  /// Rates, stay, when they are made, factor, and what a plan within capacities counts.
  var visitAssumptions: [Assumption] {
    guard let load = coverage.figures.load else { return [] }
    return [rates(load), evenVisits(load), dwell(load), scale(load), capacities].compactMap(\.self)
  }

  private func rates(_ load: LoadFigures) -> Assumption {
    let rates = load.definition.rates.map { rate -> Bilingual in
      let noun = visitorName(rate)
      return Bilingual("\(noun.chinese)\(plain(rate.perDay))", "\(noun.english) \(plain(rate.perDay))")
    }
    let to =
      load.definition.sharing == .nearest
      ? Bilingual("归服务圈内当时开放的最近驿站", "each goes to the nearest station within the cutoff that is open then")
      : Bilingual(
        "按分区权重分给当时开放的各驿站",
        "each is shared among the stations open then by the weights of their zones")
    return Assumption(
      id: "expected-visits",
      words: Bilingual(
        "预计到访按每人每日次数计：\(rates.map(\.chinese).joined(separator: "、"))，未列者为0；\(to.chinese)。",
        "Expected visits by head and day: \(rates.map(\.english).joined(separator: ", ")), others none; "
          + "\(to.english)."), key: VisitDefinition.key)
  }

  /// Visits of which nobody says when they are made.
  private func evenVisits(_ load: LoadFigures) -> Assumption? {
    let own = Set(load.definition.rates.compactMap { $0.kind == nil ? $0.name : nil })
    func isEven(_ kind: DemandKind, _ trade: String) -> Bool {
      inputs.profiles[trade] == nil && inputs.profiles[kind.rawValue] == nil
    }
    func isEven(workersOf isMeant: (String) -> Bool) -> Bool {
      inputs.workers.contains { isMeant($0.trade) && $0.hours == nil && isEven(.workers, $0.trade) }
    }
    let even = load.definition.rates.filter { rate in
      guard rate.perDay > 0 else { return false }
      switch rate.kind {
      case .communities: return isEven(.communities, "")
      case .workers: return isEven { !own.contains($0) }
      case .routes: return inputs.routes.contains { !own.contains($0.trade) && isEven(.routes, $0.trade) }
      case nil:
        guard inputs.workers.contains(where: { $0.trade == rate.name }) else { return isEven(.routes, rate.name) }
        return isEven { $0 == rate.name }
      }
    }
    guard !even.isEmpty else { return nil }
    let names = even.map(visitorName)
    return Assumption(
      id: "visits-even",
      words: Bilingual(
        "\(names.map(\.chinese).joined(separator: "、"))未给时间分布，其到访在一周各小时（企业有自己的时间者除外）均匀分布。",
        "Nobody says when \(names.map(\.english).joined(separator: ", ")) come: their visits lie evenly over day and night, "
          + "save for firms with hours of their own."), key: "coverage.profiles")
  }

  private func dwell(_ load: LoadFigures) -> Assumption {
    let minutes = plain(load.definition.dwell.minutes)
    let isStated = load.definition.isDwellStated
    return Assumption(
      id: "dwell",
      words: Bilingual(
        "每次停留\(isStated ? "按" : "假定")\(minutes)分钟；各小时在站人数＝该小时到访数×停留时间，超过一小时的停留顺延到其后各小时。",
        "A visit \(isStated ? "lasts" : "is taken to last") \(minutes) minutes; who is there in an hour is "
          + "its arrivals times the stay, of stays beyond an hour also those who came before."), key: "coverage.dwell")
  }

  private func scale(_ load: LoadFigures) -> Assumption? {
    guard let factor = load.factor else { return nil }
    let observed = inputs.stations.compactMap(\.visits)
    let sum = trimmedNumber(observed.reduce(0, +))
    let number = trimmedNumber(factor, decimals: 4)
    return Assumption(
      id: "visits-scale",
      words: Bilingual(
        "各项次数同乘\(number)，使\(observed.count)个有日均服务人次的驿站的预计到访合计为\(sum)。",
        "All rates are multiplied by \(number), so that the \(observed.count) station\(observed.count == 1 ? "" : "s") with "
          + "observed visits expect \(sum) in all."), key: "coverage.visits_scale")
  }

  private var capacities: Assumption? {
    guard file.siting.hasCapacities, siting.plan != nil else { return nil }
    return Assumption(
      id: "capacities",
      words: Bilingual(
        "方案使各站在接待能力之内服务的预计到访最多，各类需求按到访数计，各类需求的权重不适用；"
          + "到访可去服务圈内任一有余量的驿站，不计开放时间。",
        "The plan serves the most expected visits within capacities: visits count, and "
          + "the weights of the kinds do not apply; a visit may go to any station within the cutoff that has room, whatever the hour."
      ),
      key: "siting.constraints.capacity")
  }

  private func visitorName(_ rate: VisitDefinition.Rate) -> Bilingual {
    if let kind = rate.kind {
      return kind == .routes ? Bilingual("配送路线每趟", "trips of routes") : visitorNoun(kind)
    }
    guard ["freight", "express", "takeaway", "ride-hailing"].contains(rate.name) else {
      return Bilingual(rate.name, rate.name)
    }
    return Self.tradeName(rate.name)
  }
}

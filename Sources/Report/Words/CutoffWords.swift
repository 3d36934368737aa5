import Analysis
import Geodata
import Model
import Words

/// How the outputs speak of those who have another cutoff than the circle (`circle.cutoffs`).
extension AnalysisResult {
  /// Who has a cutoff of their own, in the order of the report, and whether anybody has the general one.
  private func owners(_ choice: CutoffChoice) -> (own: [(mover: Mover, cutoff: Cutoff)], hasOthers: Bool) {
    var own: [(mover: Mover, cutoff: Cutoff)] = []
    var hasOthers = false
    // Routes that count by a detour have no cutoff.
    for kind in kindsWithDemand where kind != .routes || file.circle.detour == nil {
      let (records, named, usual): (Set<String>, [String: Cutoff], Cutoff?) =
        switch kind {
        case .communities: ([], [:], choice.communities)
        case .workers: (Set(inputs.workers.map(\.trade)), choice.trades, choice.workers)
        case .routes: (Set(inputs.routes.map(\.trade)), choice.routeTrades, choice.routes)
        }
      let trades = records.filter { named[$0] != nil }.sorted()
      own += trades.map { (Mover(kind: kind, trade: $0), named[$0]!) }
      guard trades.isEmpty || trades.count < records.count else { continue }
      if let usual {
        own.append((trades.isEmpty ? Mover(kind: kind) : Mover(kind: kind, isRest: true), usual))
      } else {
        hasOthers = true
      }
    }
    return (own, hasOthers)
  }

  /// The definition with a general cutoff that somebody has: the longest of their own where all have one.
  func withCutoffInUse(_ circle: CircleDefinition) -> CircleDefinition {
    let (own, hasOthers) = owners(circle.cutoffs)
    guard !hasOthers, let longest = own.map(\.cutoff).max(by: { $0.cost < $1.cost }) else { return circle }
    var circle = circle
    circle.cutoff = longest
    circle.preset = nil
    return circle
  }

  /// Each with their cutoff, to stand behind the general one; nil where nobody has their own.
  func ownCutoffPhrase(_ circle: CircleDefinition) -> Bilingual? {
    let own = owners(circle.cutoffs).own
    guard !own.isEmpty else { return nil }
    let parts = own.map { mover, cutoff in
      let (who, long) = (moverName(mover), cutoffPhrase(cutoff))
      return Bilingual("\(who.chinese)\(long.chinese)", "\(long.english) for \(who.english)")
    }
    return Bilingual("其中\(parts.map(\.chinese).joined(separator: "、"))", parts.map(\.english).joined(separator: ", "))
  }

  /// 10分钟（外卖从业人员5分钟）, `10min (5min for takeaway workers)`: for the terminal, and in English for the tables.
  func cutoffText(_ circle: CircleDefinition) -> Bilingual {
    let used = withCutoffInUse(circle)
    let owners = owners(circle.cutoffs).own
    let english = owners.map { "\($0.cutoff) for \(moverText($0.mover).english)" }.joined(separator: ", ")
    let chinese = ownCutoffPhrase(circle).map { "（\($0.chinese)）" } ?? ""
    let words = Bilingual(
      presetName(used) + chinese,
      (used.preset ?? used.cutoff.description) + (owners.isEmpty ? "" : " (\(english))"))
    return words
      + (detourText.map { Bilingual("，路线\($0.chinese)", ", routes by \($0.english)") } ?? Bilingual(same: ""))
  }

  /// 15分钟生活圈（GB 50180—2018，1000米）, or the cutoff itself.
  private func presetName(_ circle: CircleDefinition) -> String {
    let cutoff = cutoffPhrase(circle.cutoff).chinese
    guard let preset = circle.preset, preset.hasPrefix("gb50180-") else { return cutoff }
    let minutes = preset.dropFirst("gb50180-".count).prefix { $0.isNumber }
    return "\(minutes)分钟生活圈（GB 50180—2018，\(cutoff)）"
  }

  /// What holds for whom, for `summary.json`; nil where nobody has their own.
  func ownCutoffFigures(_ circle: CircleDefinition) -> JSONValue? {
    let choice = circle.cutoffs
    guard !choice.isEmpty else { return nil }
    func figures(_ usual: Cutoff?, _ named: [String: Cutoff]) -> JSONValue {
      let usual = JSONValue.string((usual ?? circle.cutoff).description)
      guard !named.isEmpty else { return usual }
      return .object(
        [JSONMember("default", usual)]
          + named.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value.description)) })
    }
    return .object([
      JSONMember("communities", figures(choice.communities, [:])),
      JSONMember("workers", figures(choice.workers, choice.trades)),
      JSONMember("routes", figures(choice.routes, choice.routeTrades)),
    ])
  }
}

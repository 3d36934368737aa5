import Analysis
import Geodata
import Model
import Words

extension AnalysisResult {
  /// Which candidates were made, and of what the plan is the best because of them; nil when none were.
  var madeNote: Bilingual? {
    guard let made = siting.made, let plan = siting.plan else { return nil }
    let count = made.count
    let places = made.wanted.anywhere ? Bilingual("可选位置", "places") : Bilingual("街角", "street corners")
    let looked = made.foundCount
    var note = Bilingual(
      "自动生成候选点\(count)个（查看了\(looked)个\(places.chinese)）",
      "\(count) made (\(looked) \(places.english) looked at)")
    let claim = claim(made, plan)
    note.chinese += "；" + claim.chinese
    note.english += "; " + claim.english
    return note
  }

  private func claim(_ made: MadeCandidates, _ plan: Plan) -> Bilingual {
    let isProven = plan.status == .optimal
    let ground =
      file.circle.measure == .network
      ? Bilingual("街道上任何位置", "anywhere on the streets") : Bilingual("任何位置", "anywhere")
    if made.standsForAll {
      return isProven
        ? Bilingual("在\(ground.chinese)选址都不可能更好", "no plan with sites \(ground.english) is better")
        : Bilingual(
          "上界对\(ground.chinese)的选址都成立", "the bound holds for sites \(ground.english)")
    }
    guard made.wanted.anywhere, made.thinning != nil || made.bound != nil else {
      return made.wanted.anywhere && coverage.modes.count > 1
        ? Bilingual(
          "需求使用多种出行方式，结论只对这些候选点成立", "demand moves by several modes, so the proof is among these candidates only")
        : Bilingual("结论只对这些候选点成立", "the proof is among these candidates only")
    }
    let thinned =
      made.thinning.map {
        Bilingual("按\(plain($0.value))米抽稀", "thinned to one in \(plain($0.value)) m")
      } ?? Bilingual("未保留全部位置", "not every place was kept")
    guard let bound = made.bound else {
      return Bilingual(
        "\(thinned.chinese)，被略去的位置未经证明", "\(thinned.english): not proven for the places left out")
    }
    guard plan.unit == .share, let value = plan.value else {
      let isCost = plan.unit == .yuan
      return Bilingual(
        "\(thinned.chinese)；在\(ground.chinese)选址至少需要\(isCost ? money(bound).chinese : "\(plain(bound))个")",
        "\(thinned.english): sites \(ground.english) take \(plain(bound))\(isCost ? " yuan" : "") at least")
    }
    let loss = max(bound - value, 0)
    return Bilingual(
      "\(thinned.chinese)；在\(ground.chinese)选址最多再提高\(percent(loss, decimals: 2).chinese)",
      "\(thinned.english): sites \(ground.english) can add \(percent(loss, decimals: 2).english) at most")
  }

  static func madeFigures(_ made: MadeCandidates) -> JSONValue {
    .object([
      JSONMember("corners", .bool(made.wanted.corners)),
      JSONMember("anywhere", .bool(made.wanted.anywhere)),
      JSONMember("looked_at", .int(made.foundCount)),
      JSONMember("kept", .int(made.count)),
      JSONMember("thinning_m", made.thinning.map { .number($0.value) } ?? .null),
      JSONMember("stands_for_all", .bool(made.standsForAll)),
      JSONMember("bound_anywhere", made.bound.map { .number(rounded($0, 9)) } ?? .null),
    ])
  }
}

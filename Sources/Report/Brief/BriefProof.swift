import Analysis
import Coverage
import Model
import Siting

/// 结论的可靠性: what is proven of the plan, what bound it, and what other definitions would change.
extension AnalysisResult {
  var briefProof: [BriefDocument.Block] {
    var blocks: [BriefDocument.Block] = []
    if let plan = siting.plan, siting.hasPlan, let words = briefProofWords(plan) {
      blocks.append(.paragraph(words))
      if let limit = limitNote(plan) { blocks.append(.paragraph(Phrase(limit))) }
    }
    if let table = briefSensitivity {
      blocks.append(.table(table))
      blocks.append(
        .paragraph(
          Phrase(
            "驿站和方案不变，只改变服务圈的含义；第一行为本报告的口径。",
            "Stations and plan stay, only the meaning of the circle changes; the first row is this report."),
          style: .note))
    }
    return blocks
  }

  /// Value, bound and gap as sentences; nil where the search found no plan.
  private func briefProofWords(_ plan: Plan) -> Phrase? {
    let found =
      siting.acts.map { ($0.status, $0.value, $0.bound, $0.gap) } ?? (plan.status, plan.value, plan.bound, plan.gap)
    guard let value = found.1 else { return nil }
    let (name, has) = (briefGoal(plan), briefValue(value, plan.unit))
    let opening = Phrase("方案的\(name.chinese)为\(has.chinese)。", "The plan's \(name.english) is \(has.english). ")
    if found.0 == .optimal || found.3 == 0 {
      return Phrase(
        "\(opening.chinese)经证明，在同样的条件下没有更好的方案（与最优方案的差距为0）。",
        "\(opening.english)It is proven that no plan under the same terms is better (the gap to the best is 0).")
    }
    guard let bound = found.2, let gap = found.3 else {
      return Phrase(
        "\(opening.chinese)最优与否尚未得到证明，可能存在更好的方案。", "\(opening.english)It is not proven best; there may be a better one."
      )
    }
    let limit = briefBound(bound, plan.unit)
    return Phrase(
      "\(opening.chinese)经证明，任何方案都不可能好于\(limit.chinese)，即本方案与可能的最优方案至多相差\(pointsUp(gap))%。",
      "\(opening.english)It is proven that no plan can be better than \(limit.english): this one is at most \(pointsUp(gap))% from the best possible."
    )
  }

  private func briefGoal(_ plan: Plan) -> Phrase {
    switch plan.unit {
    case .served: Phrase("服务水平（得到服务的需求占全部可能的比例）", "share served of all that could be served")
    case .share: briefFigureName
    case .stations: Phrase("新建驿站数", "number of new stations")
    case .yuan: Phrase("新建费用", "cost")
    case .minutes, .meters:
      switch plan.objective {
      case .minWorst: Phrase("最远一次行程", "longest trip")
      case .shortestGaps: Phrase("路线最长空白路段", "longest stretch of a route without a station")
      default: Phrase("平均行程", "mean trip")
      }
    }
  }

  private func briefValue(_ value: Double, _ unit: Plan.Unit) -> Phrase {
    switch unit {
    case .share, .served: Phrase(same: shareText(value))
    case .stations: Phrase("\(plain(value))个", "\(plain(value))")
    case .yuan: Phrase(money(value))
    case .minutes: Phrase("\(grouped(value, decimals: 1))分钟", "\(grouped(value, decimals: 1)) minutes")
    case .meters: Phrase("\(grouped(value))米", "\(grouped(value)) m")
    }
  }

  /// A limit no plan exceeds, rounded so that it stays one.
  private func briefBound(_ bound: Double, _ unit: Plan.Unit) -> Phrase {
    switch unit {
    case .share, .served: Phrase(same: limitText(bound))
    case .stations: briefValue((bound - 1e-6).rounded(.up), unit)
    case .yuan: briefValue(bound.rounded(.down), unit)
    case .minutes: briefValue((bound * 10).rounded(.down) / 10, unit)
    case .meters: briefValue(bound.rounded(.down), unit)
    }
  }

  private var briefSensitivity: BriefTable? {
    guard !coverage.sensitivity.isEmpty else { return nil }
    let kinds = kindsWithDemand
    var table = BriefTable(
      caption: coverage.withPlan == nil
        ? Phrase("换一种服务圈口径的现状覆盖率", "Coverage today under other definitions")
        : Phrase("换一种服务圈口径的覆盖率（现状→方案后）", "Coverage under other definitions, today → with plan"),
      columns: [.init("服务圈", "circle", width: 2.4)]
        + kinds.map { kind in
          let noun = demandNoun(kind)
          return BriefTable.Column(
            HTML(escaping: noun.chinese), HTML(escaping: noun.english), width: 1.3, isNumber: true)
        })
    func row(_ circle: CircleDefinition, _ now: [DemandKind: CoveredShare], _ later: [DemandKind: CoveredShare]?)
      -> [Phrase]
    {
      [Phrase(circlePhrase(circle))]
        + kinds.map { kind in
          let today = shareText(now[kind]?.share)
          return Phrase(same: coverage.withPlan == nil ? today : "\(today) → \(shareText(later?[kind]?.share))")
        }
    }
    table.rows.append(row(file.circle, coverage.now.byKind, coverage.withPlan?.byKind))
    for other in coverage.sensitivity {
      table.rows.append(row(other.definition, other.coverage, other.coverageWithPlan))
    }
    return table
  }
}

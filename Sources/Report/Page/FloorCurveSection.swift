import Analysis
import Model
import Siting

extension AnalysisResult {
  /// What a floor under each group costs; nil when it was not asked for.
  func floorCurveSection(_ voice: ReportVoice) -> HTML? {
    guard let plan = siting.plan, let by = file.siting.floorCurve, plan.floorCurve.contains(where: { $0.value != nil })
    else { return nil }
    let figure = figureName
    var table = ReportTable(
      columns: [
        .init("底线", "floor", isNumber: true), .init("覆盖率", "value", isNumber: true),
        .init("代价（百分点）", "cost, percentage points", isNumber: true), .init("证明", "proof"),
      ], total: plan.floorCurve.count, file: "tables/floor_curve.csv")
    for point in plan.floorCurve {
      let loss = floorLoss(point, plan.floorCurve)
      table.rows.append([
        "\(shareText(point.share))", point.value.map { "\(shareText($0))" } ?? "–",
        loss.map { "\(grouped($0 * 100, decimals: 2))" } ?? "–", voice.inline(floorProof(point)),
      ])
    }
    let group: Phrase =
      switch by {
      case .town: Phrase("每个街道（镇）", "every town")
      case .community: Phrase("每个社区", "every community")
      case .trade: Phrase("每个行业", "every trade")
      case .kind: Phrase("每类需求", "every kind of demand")
      }
    let excepted =
      file.siting.floors.map { $0.by == by && !$0.except.isEmpty } == true
      ? Phrase("另有底线的除外。", " Those with a floor of their own keep it where a row asks for more.") : Phrase("", "")
    let note = Phrase(
      "要求\(group.chinese)至少覆盖这一比例时，最优方案的\(figure.chinese)，以及与不设底线相比的代价。\(excepted.chinese)",
      "\(Self.sentence(figure.english)) of the best plan when \(group.english) must be covered by the floor, and what that costs against no floor.\(excepted.english)"
    )
    return "\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }

  private func floorProof(_ point: FloorPoint) -> Phrase {
    switch point.status {
    case .optimal: return Phrase("已证明最优", "proven best")
    case .infeasible: return Phrase("没有可行方案", "no plan meets it")
    case .unknown: return Phrase("未知", "not known")
    case .feasible:
      guard let bound = point.bound else { return Phrase("未证明", "not proven") }
      return Phrase("未证明，至多\(shareText(bound))", "not proven, at most \(shareText(bound))")
    }
  }

  private static func sentence(_ html: HTML) -> HTML {
    HTML(trusted: html.markup.prefix(1).uppercased() + html.markup.dropFirst())
  }
}

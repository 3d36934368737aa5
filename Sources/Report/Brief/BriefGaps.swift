import Analysis
import Areas
import Coverage
import Model

/// 盲区: whom no station covers, by the names of places; never by coordinates.
extension AnalysisResult {
  private static let mostGaps = 8
  private static let mostPlaces = 5

  var briefGaps: [BriefDocument.Block] {
    var blocks: [BriefDocument.Block] = []
    if let table = briefGapTable { blocks.append(.table(table)) }
    if let sentence = briefRouteGap { blocks.append(.paragraph(sentence)) }
    if let unreached = siting.unreached { blocks.append(.paragraph(briefUnreached(unreached))) }
    if blocks.isEmpty { blocks.append(.paragraph(gapSentence)) }
    return blocks
  }

  private var briefGapTable: BriefTable? {
    guard !maps.gaps.isEmpty else { return nil }
    let left = Dictionary(remainingGaps.map { ($0.community, $0.weight) }, uniquingKeysWith: { first, _ in first })
    let hasTowns = maps.gaps.contains { !inputs.communities[$0.community].town.isEmpty }
    let by = travel(file.circle.modes.communities)
    let shown = maps.gaps.prefix(Self.mostGaps)
    let noun = demandNoun(.communities)
    var table = BriefTable(
      caption: maps.gaps.count > shown.count
        ? Phrase("最大的\(shown.count)处盲区（共\(maps.gaps.count)处）", "The \(shown.count) largest gaps of \(maps.gaps.count)")
        : Phrase("盲区（由大到小）", "Gaps, the largest first"),
      columns: [.init("序", "no.", width: 0.5), .init("位置", "where", width: 1.8)]
        + (hasTowns ? [.init("镇街", "town", width: 1.2)] : []) + [
          .init("未覆盖\(noun.chinese)", "uncovered \(noun.english)", width: 1.2, isNumber: true),
          .init("占该处", "of its own", width: 0.9, isNumber: true),
          .init("至最近驿站\(by.chinese)（分钟）", "minutes to the nearest station", width: 1.4, isNumber: true),
        ] + (siting.hasPlan ? [.init("方案后仍未覆盖", "left with plan", width: 1.5, isNumber: true)] : []))
    for (index, gap) in shown.enumerated() {
      let community = inputs.communities[gap.community]
      let share = coverage.communities[gap.community].share
      table.rows.append(
        [Phrase(same: "\(index + 1)"), Phrase(same: community.name)]
          + (hasTowns ? [Phrase(same: community.town.isEmpty ? "–" : community.town)] : []) + [
            Phrase(amount(gap.weight, .communities)), Phrase(same: share.map { shareText(1 - $0) } ?? "–"),
            Phrase(same: gap.nearestMinutes.map { grouped($0, decimals: 1) } ?? "–"),
          ] + (siting.hasPlan ? [Phrase(amount(left[gap.community] ?? 0, .communities))] : []))
    }
    return table
  }

  private var briefRouteGap: Phrase? {
    guard kindsWithDemand.contains(.routes), let today = longestGap(isWithPlan: false), today.minutes > 0 else {
      return nil
    }
    let now = trip(minutes: today.minutes, by: today.mode)
    let later =
      coverage.withPlan == nil ? nil : longestGap(isWithPlan: true).map { trip(minutes: $0.minutes, by: $0.mode) }
    return Phrase(
      "路线上最长的空白路段现需\(now.chinese)\(later.map { "，方案建成后为\($0.chinese)" as HTML } ?? "")。",
      "The longest stretch of a route without a station is \(now.english)\(later.map { "; with the plan it is \($0.english)" as HTML } ?? "")."
    )
  }

  private func briefUnreached(_ unreached: UnreachedDemand) -> Phrase {
    let amounts = DemandKind.allCases.compactMap { kind -> Phrase? in
      guard let weight = unreached.weight[kind], weight > 0 else { return nil }
      let (many, noun) = (amount(weight, kind), demandNoun(kind))
      return Phrase("\(noun.chinese)\(many.chinese)", "\(many.english) of \(noun.english)")
    }
    // A name that stands for several groups is said once.
    var names: [String] = []
    for group in unreached.groups {
      let name = place(group).name
      if !names.contains(name) { names.append(name) }
    }
    let named = briefList(names.prefix(Self.mostPlaces).map { Phrase(same: $0) })
    let isCut = names.count > Self.mostPlaces
    return Phrase(
      "现有驿站和候选点均无法覆盖的有\(briefList(amounts).chinese)，位于\(named.chinese)\(isCut ? "等\(names.count)处" as HTML : "")。",
      "Neither a station nor a host site reaches \(briefList(amounts).english), in \(named.english)\(isCut ? " and \(names.count - Self.mostPlaces) more places" as HTML : "")."
    )
  }
}

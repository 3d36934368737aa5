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
    if let sentence = briefNoBetter { blocks.append(.paragraph(sentence)) }
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
          .init("占当地", "of its own", width: 0.9, isNumber: true),
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

  /// Gaps in which the plan covers nobody more, by name; nil where the plan is made for something else.
  private var briefNoBetter: Phrase? {
    guard siting.hasPlan, coverage.withPlan != nil, !file.siting.objective.assigns else { return nil }
    let left = Dictionary(remainingGaps.map { ($0.community, $0.weight) }, uniquingKeysWith: { first, _ in first })
    // People are told as whole numbers: less than half of one moves none.
    let same = maps.gaps.filter { gap in left[gap.community].map { gap.weight - $0 < 0.5 } ?? false }
    guard !same.isEmpty else { return nil }
    let named = briefList(same.prefix(Self.mostPlaces).map { Phrase(same: inputs.communities[$0.community].name) })
    let isCut = same.count > Self.mostPlaces
    let (people, noun) = (amount(same.reduce(0) { $0 + $1.weight }, .communities), demandNoun(.communities))
    let more: HTML = isCut ? " and \(same.count - Self.mostPlaces) more places" : ""
    return Phrase(
      "方案建成后，\(named.chinese)\(isCut ? "等\(same.count)处" as HTML : "")未覆盖的\(noun.chinese)没有减少，共\(people.chinese)。",
      "The plan leaves as many \(noun.english) uncovered as today in \(named.english)\(more): \(people.english) in all."
    )
  }

  /// Each kind with its own places, and how far all host sites together could go.
  private func briefUnreached(_ unreached: UnreachedDemand) -> Phrase {
    let kinds = DemandKind.allCases.filter { unreached.weight[$0] ?? 0 > 0 }
    let parts = kinds.map { kind -> Phrase in
      let (many, noun) = (amount(unreached.weight[kind] ?? 0, kind), demandNoun(kind))
      // A name that stands for several groups is said once.
      var names: [String] = []
      for group in unreached.groups where group.kind == kind {
        let name = place(group).name
        if !names.contains(name) { names.append(name) }
      }
      let named = names.prefix(3).map { Phrase(same: $0) }
      let isCut = names.count > named.count
      let unit = kind == .communities && !countsStreets ? "个社区" : kind == .workers ? "家" : "条"
      return Phrase(
        "\(noun.chinese)\(many.chinese)（\(named.map(\.chinese).joined("、"))\(isCut ? "等\(names.count)\(unit)" as HTML : "")）",
        "\(many.english) of \(noun.english) (\(named.map(\.english).joined(", "))\(isCut ? " and \(names.count - named.count) more" as HTML : ""))"
      )
    }
    let most = kinds.compactMap { kind -> Phrase? in
      guard let total = coverage.now.byKind[kind]?.total, total > 0 else { return nil }
      let (share, noun) = (shareText(1 - (unreached.weight[kind] ?? 0) / total), demandNoun(kind))
      return Phrase("\(noun.chinese)\(share)", "\(share) of \(noun.english)")
    }
    return Phrase(
      "现有驿站和候选点均无法覆盖的有\(briefList(parts).chinese)。服务圈和道路不变，即使候选点全部建成，覆盖率最多为\(briefList(most).chinese)。",
      "Neither a station nor a host site reaches \(briefList(parts).english). By this circle and these streets all host sites together would come to \(briefList(most).english) at most."
    )
  }
}

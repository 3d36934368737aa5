import Analysis
import Areas
import Coverage
import Model
import Words

/// The three sentences at the head of the report: who is served today, what the plan brings and how good it is, where
/// the largest gap remains.
extension AnalysisResult {
  var todaySentence: Phrase {
    let circle = circlePhrase
    let place = inputs.area == nil ? Phrase("", "") : Phrase("在分析范围内，", "inside the analysis area, ")
    let shares = kindsWithDemand.map { kind in
      let share = coverage.now.byKind[kind]!
      let noun = demandNoun(kind)
      let covered = amount(share.covered, kind)
      let total = amount(share.total, kind)
      return Phrase(
        "<b>\(shareText(share.share))</b>的\(noun.chinese)（\(total.chinese)中的\(covered.chinese)）",
        "<b>\(shareText(share.share))</b> of \(noun.english) (\(covered.english) of \(total.english))")
    }
    guard !inputs.stations.isEmpty else {
      return Phrase(
        "\(place.chinese)目前还没有驿站；服务圈指驿站周围\(circle.chinese)以内。",
        "There is no station yet; a place will count as covered when one lies within \(circle.english).")
    }
    return Phrase(
      """
      \(place.chinese)现有\(inputs.stations.count)个驿站，以\(circle.chinese)以内为服务圈，\
      覆盖了\(Self.list(shares.map(\.chinese), "、", "和"))。
      """,
      """
      Counting as covered what has a station within \(circle.english), \(place.english)\
      the \(Self.count(inputs.stations.count, "station")) in operation \(inputs.stations.count == 1 ? "covers" : "cover") \
      \(Self.list(shares.map(\.english), ", ", " and ")).
      """)
  }

  var planSentence: Phrase {
    guard let plan = siting.plan else {
      return Phrase(
        "分析文件未给出候选点，因此没有新建方案。", "The analysis names no candidate sites, so there is no plan for new stations.")
    }
    if let acts = siting.acts { return actSentence(acts) }
    let hosts = inputs.candidates.count
    switch plan.status {
    case .infeasible:
      let reason =
        plan.plainReason ?? plan.reason
        ?? Bilingual("候选点均无法覆盖尚未覆盖的需求", "no candidate site reaches any uncovered demand")
      return Phrase(
        "在\(hosts)个候选点中<b>没有可行方案</b>（\(reason.chinese)）。",
        "<b>No plan is possible</b> with the \(Self.count(hosts, "host")): \(reason.english).")
    case .unknown:
      return Phrase("搜索在得到方案之前已停止。", "The search was stopped before it found a plan.")
    case .optimal, .feasible: break
    }
    if plan.proposed.isEmpty { return emptyPlanSentence(plan) }
    let new = plan.proposed.count
    let shares = kindsWithDemand.map { kind in
      let noun = demandNoun(kind)
      return Phrase(
        "\(noun.chinese)由\(shareText(coverage.now.byKind[kind]?.share))升至<b>\(shareText(coverage.withPlan?.byKind[kind]?.share))</b>",
        "\(noun.english) from \(shareText(coverage.now.byKind[kind]?.share)) to <b>\(shareText(coverage.withPlan?.byKind[kind]?.share))</b>"
      )
    }
    let proof = proofClause(plan)
    return Phrase(
      "从\(hosts)个候选点中选\(new)个新建驿站后，覆盖率提高：\(Self.list(shares.map(\.chinese), "、", "、"))；\(proof.chinese)。",
      """
      \(new == 1 ? "One new station" : "\(new) new stations") chosen among \(Self.count(hosts, "host")) \(new == 1 ? "raises" : "raise") coverage of \
      \(Self.list(shares.map(\.english), ", ", " and of ")); \(proof.english).
      """)
  }

  private func emptyPlanSentence(_ plan: Plan) -> Phrase {
    if plan.asked == 0 { return Phrase("方案未要求新建驿站。", "The analysis asks for no new station.") }
    if kindsWithDemand.allSatisfy({ coverage.now.byKind[$0]?.share == 1 }) {
      return Phrase(
        "现有驿站已覆盖全部需求，<b>无需新建</b>。", "The stations in operation cover all demand: <b>no new one is needed</b>.")
    }
    if file.siting.hasConstraints {
      return Phrase(
        "在各项限制条件内没有能增加覆盖的候选点，方案中没有新建驿站。",
        "Within the rules no candidate site can add coverage, so the plan holds no new station.")
    }
    return Phrase(
      "候选点都不能再增加覆盖，方案中没有新建驿站。",
      "No candidate site can add coverage, so the plan holds no new station.")
  }

  /// How good the plan is, in plain words.
  private func proofClause(_ plan: Plan) -> Phrase {
    let new = plan.proposed.count
    switch plan.objective {
    case .maxCoverage: break
    case .fullCoverage: return fewestClause(plan)
    case .targetCoverage: return targetClause(plan)
    case .minTravel, .minWorst: return travelClause(plan)
    case .shortestGaps: return gapClause(plan)
    }
    guard let value = plan.value else {
      return Phrase("尚无上界可作比较", "there is no bound to compare it with")
    }
    let figure = figureName
    let cost = costClause(plan)
    let others = otherPlans(plan)
    // With one kind of demand the value is the share just named.
    let has =
      weightedKinds.count == 1 && !file.siting.hasCapacities
      ? cost
      : Phrase(
        "\(figure.chinese)为<b>\(shareText(value))</b>，\(cost.chinese)",
        "\(figure.english) is then <b>\(shareText(value))</b>, \(cost.english)")
    if new == inputs.candidates.count {
      return Phrase("\(has.chinese)全部候选点均已入选", "\(has.english)with every host chosen")
    }
    guard plan.status != .optimal, plan.gap != 0 else {
      return Phrase(
        "\(has.chinese)<b>已证明最优</b>：\(others.chinese)，都不可能更高",
        "\(has.english)<b>proven best</b>: \(others.english) can cover more")
    }
    guard let bound = plan.bound, let gap = plan.gap else {
      return Phrase("\(has.chinese)尚无上界可作比较", "\(has.english)with no bound to compare it with")
    }
    guard bound < 1 else {
      return Phrase(
        "\(has.chinese)距全覆盖\(pointsUp(1 - value))个百分点，尚无更紧的上界",
        "\(has.english)\(pointsUp(1 - value)) percentage points below full coverage, with no tighter bound proven")
    }
    return Phrase(
      """
      \(has.chinese)而\(others.chinese)<b>都不可能超过\(limitText(bound))</b>，\
      即距理论最优至多\(pointsUp(bound - value))个百分点（相对差距\(pointsUp(gap))%）
      """,
      """
      \(has.english)and <b>\(others.english) can cover more than \(limitText(bound))</b>: \
      the plan is at most \(pointsUp(bound - value)) percentage points below the best possible (gap \(pointsUp(gap))%)
      """)
  }

  /// The same for the fewest stations that cover everything.
  private func fewestClause(_ plan: Plan) -> Phrase {
    let new = plan.proposed.count
    let covers = Phrase(
      "候选点所能覆盖的需求已全部覆盖", "all demand that any host can reach is then covered")
    if plan.status == .optimal {
      return Phrase(
        "\(covers.chinese)，<b>已证明不能少于\(new)个</b>",
        "\(covers.english), and <b>\(new) is proven the fewest</b> that do it")
    }
    guard let bound = plan.bound else { return covers }
    let least = Int((bound - 1e-6).rounded(.up))
    return Phrase(
      "\(covers.chinese)，而任何方案都<b>不能少于\(least)个</b>",
      "\(covers.english), and <b>no plan can do it with fewer than \(least)</b>")
  }

  /// What the plan's value is a share of.
  var figureName: Phrase {
    file.siting.hasCapacities
      ? Phrase("预计到访中各站接待得下的比例", "the share of expected visits served within capacities") : coverageName
  }

  /// The same without the weights, where the plan's own sentence has named them.
  var briefFigureName: Phrase {
    let isNamed = [.maxCoverage, .targetCoverage].contains(file.siting.objective)
    return file.siting.hasCapacities || weightedKinds.count == 1 || !isNamed
      ? figureName : Phrase("加权平均覆盖率", "the weighted mean of the shares")
  }

  /// The weighted mean of coverage, whatever the plan raises.
  var coverageName: Phrase {
    let counted = weightedKinds
    if counted.count == 1 {
      let noun = demandNoun(counted[0])
      return Phrase("\(noun.chinese)覆盖率", "coverage of \(noun.english)")
    }
    let weights = counted.map { kind in
      let noun = demandNoun(kind)
      let weight = trimmedNumber(file.siting.weights[kind] ?? 0)
      return Phrase("\(noun.chinese)\(weight)", "\(noun.english) \(weight)")
    }
    return Phrase(
      "加权平均覆盖率（权重：\(weights.map(\.chinese).joined("、"))）",
      "the weighted mean of the shares (weights: \(weights.map(\.english).joined(", ")))")
  }

  var gapSentence: Phrase {
    let hasPlan = !(siting.plan?.proposed.isEmpty ?? true)
    let opening =
      hasPlan
      ? Phrase("方案建成后，最大的盲区在", "With the plan built, the largest remaining gap is ")
      : Phrase("最大的盲区在", "The largest gap is ")
    if let gap = remainingGaps.first {
      let community = inputs.communities[gap.community]
      let place = coverage.communities[gap.community]
      let left = amount(gap.weight, .communities)
      let share = hasPlan ? place.shareWithPlan : place.share
      let part = share.map { shareText(1 - $0) } ?? "–"
      let walk = gap.nearestMinutes.map { minutes in
        let trip = trip(minutes: minutes, by: file.circle.modes.communities)
        return Phrase(
          "，这些居民目前到最近的现有驿站平均\(trip.chinese)",
          "; today their nearest station is \(trip.english) away on average")
      }
      return Phrase(
        "\(opening.chinese)<b>\(community.name)</b>：仍有<b>\(left.chinese)</b>（占当地的\(part)）在服务圈之外\(walk?.chinese ?? "")。",
        """
        \(opening.english)<b>\(community.name)</b>: <b>\(left.english)</b> \(countsStreets ? "of " : "" as HTML)\(demandNoun(.communities).english) (\(part) of it) \
        \(countsStreets ? "remains" : "remain" as HTML) outside the circle\(walk?.english ?? "").
        """)
    }
    let state = (hasPlan ? coverage.withPlan : nil) ?? coverage.now
    let uncovered = kindsWithDemand.filter { $0 != .communities && (state.byKind[$0]?.share ?? 1) < 1 }
    guard !uncovered.isEmpty else {
      return Phrase("服务圈之外已没有剩余需求。", "No demand remains outside the circle.")
    }
    let parts = uncovered.map { kind in
      let share = state.byKind[kind]!
      let left = amount(share.total - share.covered, kind)
      return Phrase(
        "\(left.chinese)的\(demandNoun(kind).chinese)", "\(left.english) of \(demandNoun(kind).english)")
    }
    let longest = uncovered.contains(.routes) ? longestGap(isWithPlan: hasPlan && coverage.withPlan != nil) : nil
    let stretch = longest.map { longest in
      let trip = trip(minutes: longest.minutes, by: longest.mode)
      return Phrase(
        "，路线上最长的连续空白段需\(trip.chinese)",
        "; the longest stretch of a route without a station is \(trip.english)")
    }
    return Phrase(
      "服务圈之外还有\(Self.list(parts.map(\.chinese), "、", "和"))\(stretch?.chinese ?? "")。",
      "Still outside the circle: \(Self.list(parts.map(\.english), ", ", " and "))\(stretch?.english ?? "").")
  }

  /// What a reader of the plan must know besides, in the order of weight.
  var planNotes: [Phrase] {
    guard let plan = siting.plan else { return [] }
    var notes: [Phrase] = []
    if run.wasInterrupted {
      notes.append(Phrase("计算被中断，以下为中断时的最好方案。", "The run was interrupted; this is the best plan found until then."))
    }
    if siting.acts == nil, let asked = plan.asked, plan.status != .infeasible, plan.proposed.count < asked,
      !file.siting.hasConstraints,
      plan.objective != .targetCoverage
    {
      let chosen = plan.proposed.count
      if chosen == inputs.candidates.count {
        notes.append(
          Phrase(
            "要求新建\(asked)个，候选点只有\(chosen)个，已全部入选。",
            "\(asked) new stations were asked for, but there are only \(chosen) hosts: all were chosen."))
      } else if chosen > 0 {
        notes.append(
          Phrase(
            "要求新建\(asked)个，\(chosen)个即达到这一覆盖率。",
            "\(asked) new stations were asked for; \(chosen) reach this coverage."))
      }
    }
    if let limit = limitNote(plan) { notes.append(Phrase(limit)) }
    if let madeNote { notes.append(Phrase(madeNote)) }
    if let unreached = siting.unreached { notes.append(unreachedNote(unreached)) }
    return notes
  }

  /// Kinds that count in the plan's value.
  var weightedKinds: [DemandKind] { kindsWithDemand.filter { (file.siting.weights[$0] ?? 0) > 0 } }

  /// What stays uncovered with the plan; without one, what is uncovered today. Largest first.
  var remainingGaps: [Gap] { !siting.hasPlan ? maps.gaps : maps.gapsWithPlan }

  private static func list(_ parts: [HTML], _ separator: HTML, _ last: HTML) -> HTML {
    guard parts.count > 1 else { return parts.first ?? "" }
    return "\(parts.dropLast().map(\.self).joined(separator))\(last)\(parts[parts.count - 1])"
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}

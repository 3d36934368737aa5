import Analysis
import Model
import Siting
import Words

/// What the plan had to keep to, and how good it is within that, in plain words.
extension AnalysisResult {
  /// Each rule besides the number of stations.
  var rules: [Phrase] {
    let siting = file.siting
    var rules: [Phrase] = []
    if let budget = siting.budget {
      rules.append(Phrase("总费用不超过\(money(budget).chinese)", "at most \(money(budget).english) in all"))
    }
    if let longest = siting.longestGap {
      let length = cutoffPhrase(.time(longest))
      rules.append(
        Phrase(
          "路线上的无站路段不超过\(length.chinese)", "no stretch of a route longer than \(length.english) without a station"))
    }
    if let spacing = siting.spacing {
      let meters = trimmedNumber(spacing.value)
      rules.append(Phrase("站间距离不小于\(meters)米", "at least \(meters) m from any other station"))
    }
    if siting.hasCapacities {
      let new = trimmedNumber(siting.buildsWith.capacity ?? 0)
      rules.append(
        Phrase(
          "每站每日接待不超过其接待能力（新建驿站\(new)人次）",
          "no station serves more visits a day than its capacity (a new one \(new))"))
    }
    if let floors = siting.floors { rules += floorRules(floors) }
    return rules
  }

  /// What every group must have, then those that have a floor of their own.
  private func floorRules(_ floors: AnalysisFile.Floors) -> [Phrase] {
    var rules: [Phrase] = []
    // Beside options a floor is one of what is served, else of who is covered.
    let figure =
      file.siting.acts == nil ? Phrase("覆盖率", "covered") : Phrase("服务水平", "of what could be served there")
    if let floor = floors.share {
      let share = shareText(floor)
      let group: Phrase =
        switch floors.by {
        case .town: Phrase("每个街道（镇）", "every town")
        case .community: Phrase("每个社区", "every community")
        case .trade: Phrase("每个行业", "every trade")
        case .kind: Phrase("每类需求", "every kind of demand")
        }
      rules.append(
        Phrase(
          "\(group.chinese)的\(figure.chinese)不低于\(share)",
          file.siting.acts == nil
            ? "at least \(share) of \(group.english) covered"
            : "in \(group.english) at least \(share) \(figure.english)"))
    }
    guard !floors.except.isEmpty else { return rules }
    let named = floors.except.sorted { $0.key < $1.key }.map { name, floor in
      let group = groupName(name, floors.by)
      let share = shareText(floor)
      return Phrase("\(group.chinese)不低于\(share)", "\(share) of \(group.english)")
    }
    let (chinese, english) = (named.map(\.chinese).joined("、"), named.map(\.english).joined(", "))
    rules.append(
      floors.share == nil
        ? Phrase("\(figure.chinese)：\(chinese)", "at least \(english) \(figure.english)")
        : Phrase("其中\(chinese)", "but at least \(english)"))
    return rules
  }

  /// A town, community or trade as the data have it; a kind of demand in words.
  func groupName(_ name: String, _ by: AnalysisFile.Floors.Group) -> Bilingual {
    switch by {
    case .kind: DemandKind(rawValue: name).map(demandNoun) ?? Bilingual(same: name)
    case .trade: Self.tradeName(name)
    case .town, .community: Bilingual(same: name)
    }
  }

  /// The rules as one entry of the definition; nil without any.
  var rulesSentence: Phrase? {
    guard !rules.isEmpty else { return nil }
    return Phrase(
      "\(rules.map(\.chinese).joined("；"))；恰好等于所列数值的也符合要求。",
      "\(rules.map(\.english).joined("; ")); exactly that is allowed.")
  }

  /// No other plan …
  func otherPlans(_ plan: Plan) -> Phrase {
    let hosts = inputs.candidates.count
    guard file.siting.hasConstraints else {
      let new = plan.proposed.count
      return Phrase("这\(hosts)个候选点中任选\(new)个", "no other choice of \(new) among these \(hosts) hosts")
    }
    let most = plan.asked.map { Phrase("至多\($0)个、", "of at most \($0) sites ") } ?? Phrase("", "")
    return Phrase(
      "从这\(hosts)个候选点中选取\(most.chinese)符合各项限制条件的任何方案",
      "no other plan \(most.english)among these \(hosts) hosts that keeps to the rules")
  }

  /// What the new stations cost, where that was asked for.
  func costClause(_ plan: Plan) -> Phrase {
    guard let cost = plan.costYuan, file.siting.budget != nil || file.siting.isLeastCost else { return Phrase("", "") }
    guard let budget = file.siting.budget else {
      return Phrase("费用\(money(cost).chinese)，", "at a cost of \(money(cost).english), ")
    }
    return Phrase(
      "费用\(money(cost).chinese)（预算\(money(budget).chinese)），",
      "at a cost of \(grouped(cost)) of \(grouped(budget)) yuan, ")
  }

  /// The proof of the fewest or cheapest stations for a share.
  func targetClause(_ plan: Plan) -> Phrase {
    let covered = shareText(plan.proposed.last?.cumulativeShare ?? plan.curve.first?.value)
    let target = file.siting.target.map { shareText($0) } ?? "–"
    let reached = Phrase(
      "\(figureName.chinese)为<b>\(covered)</b>（目标\(target)），",
      "\(figureName.english) is then <b>\(covered)</b> (target \(target)), ")
    let isCost = plan.unit == .yuan
    let value = plan.value ?? 0
    let amount =
      isCost
      ? Phrase(money(value))
      : Phrase("\(grouped(value))个", "\(grouped(value)) stations")
    guard plan.status != .optimal else {
      return Phrase(
        "\(reached.chinese)<b>已证明\(isCost ? "不能低于" : "不能少于" as HTML)\(amount.chinese)</b>",
        "\(reached.english)and <b>\(amount.english) is proven the least</b> that reaches the target")
    }
    guard let bound = plan.bound else { return reached }
    let bounded = (bound - 1e-6).rounded(.up)
    let least = isCost ? Phrase(money(bounded)) : Phrase("\(grouped(bounded))个", "\(grouped(bounded)) stations")
    return Phrase(
      "\(reached.chinese)方案需\(amount.chinese)，而任何方案都<b>不能少于\(least.chinese)</b>",
      """
      \(reached.english)with \(amount.english), and <b>no plan reaches the target with less than \
      \(least.english)</b>
      """)
  }

  /// The proof of the least travel.
  func travelClause(_ plan: Plan) -> Phrase {
    guard let value = plan.value else { return Phrase("尚无方案", "there is no plan yet") }
    let figure =
      plan.objective == .minTravel
      ? Phrase("加权平均行程", "the weighted mean trip") : Phrase("最长行程", "the longest trip")
    let length = travelAmount(value, plan.unit)
    let has = Phrase(
      "\(figure.chinese)为<b>\(length.chinese)</b>（不论是否在服务圈内），",
      "\(figure.english) is <b>\(length.english)</b> (inside the circle or not), ")
    guard plan.status != .optimal, let bound = plan.bound else {
      return Phrase(
        "\(has.chinese)<b>已证明最优</b>：\(otherPlans(plan).chinese)，都不可能更短",
        "\(has.english)<b>proven best</b>: \(otherPlans(plan).english) makes it shorter")
    }
    let least = travelAmount(bound, plan.unit)
    return Phrase(
      "\(has.chinese)而\(otherPlans(plan).chinese)<b>都不可能短于\(least.chinese)</b>（相对差距\(pointsUp(plan.gap ?? 0))%）",
      """
      \(has.english)and \(otherPlans(plan).english) makes it <b>shorter than \(least.english)</b> \
      (gap \(pointsUp(plan.gap ?? 0))%)
      """)
  }

  /// The proof of the shortest gaps.
  func gapClause(_ plan: Plan) -> Phrase {
    guard let value = plan.value else { return Phrase("尚无方案", "there is no plan yet") }
    let length = travelAmount(value, plan.unit)
    let hasRoads = !file.coverage.corridors.isEmpty
    let has = Phrase(
      "路线\(hasRoads ? "和道路" : "")上最长的无站路段为<b>\(length.chinese)</b>，",
      "the longest stretch of a route\(hasRoads ? " or road" : "") without a station is <b>\(length.english)</b>, ")
    guard plan.status != .optimal, let bound = plan.bound else {
      return Phrase(
        "\(has.chinese)<b>已证明最优</b>：\(otherPlans(plan).chinese)，都不可能更短",
        "\(has.english)<b>proven best</b>: \(otherPlans(plan).english) makes it shorter")
    }
    let least = travelAmount(bound, plan.unit)
    return Phrase(
      "\(has.chinese)而\(otherPlans(plan).chinese)<b>都不可能短于\(least.chinese)</b>",
      "\(has.english)and \(otherPlans(plan).english) makes it <b>shorter than \(least.english)</b>")
  }

  private func travelAmount(_ value: Double, _ unit: Plan.Unit) -> Phrase {
    unit == .minutes
      ? Phrase("\(grouped(value, decimals: 1))分钟", "\(grouped(value, decimals: 1)) minutes")
      : Phrase("\(grouped(value))米", "\(grouped(value)) m")
  }

  /// A broken rule of an audited plan for people, by names.
  static func words(_ rule: BrokenRule, label: (SiteIndex) -> String) -> Bilingual {
    switch rule {
    case .count(let chosen, let allowed): Bilingual("共\(chosen)个点，规定\(allowed)个", "\(chosen) sites, \(allowed) allowed")
    case .budget(let cost, let allowed):
      Bilingual(
        "费用\(money(cost).chinese)，预算\(money(allowed).chinese)，超出\(money(cost - allowed).chinese)",
        "costs \(grouped(cost)) yuan, the budget is \(grouped(allowed)): \(grouped(cost - allowed)) too much")
    case .tooClose(let pair):
      Bilingual(
        "\(label(pair.first))与\(label(pair.second))相距近于规定的站间距离",
        "\(label(pair.first)) and \(label(pair.second)) stand nearer than the spacing allows")
    case .limit(let chosen, let allowed):
      Bilingual("新建\(chosen)个驿站，规定至多\(allowed)个", "\(chosen) new stations, \(allowed) allowed")
    case .musts(let missed):
      Bilingual(
        "\(missed)个超过siting.constraints.longest_gap的路段没有驿站",
        "\(missed) stretches longer than siting.constraints.longest_gap have no station")
    case .exclusive(let standing):
      Bilingual(
        "\(standing.map(label).joined(separator: "、"))中只能建一个",
        "only one of \(standing.map(label).joined(separator: ", ")) may stand")
    case .floor(let name, let covered, let total, let share):
      Bilingual(
        "\(tradeName(name).chinese)覆盖\(shareText(total > 0 ? covered / total : 1))，最低须达\(shareText(share))",
        "\(name) has \(shareText(total > 0 ? covered / total : 1)) covered, its floor is \(shareText(share))")
    }
  }
}

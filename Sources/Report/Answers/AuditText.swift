import Analysis
import Geodata
import Model
import Siting
import Words

/// What `audit` prints for people.
extension AnalysisAudit {
  /// - Parameter folder: where the tables are; nil when none were asked for.
  package func text(folder: String?) -> Bilingual {
    var lines = result.opening
    lines.append(line("方案后", "with plan", result.shares(result.coverage.withPlan ?? result.coverage.now)))
    let value = percent(share(audit.value), decimals: 2)
    let name = planFile.inOneLine
    lines.append(
      line(
        "方案", "plan",
        Bilingual(
          "\(name)中的\(audit.sites.count)个新建点，加权平均覆盖率\(value.chinese)",
          "\(audit.sites.count) new sites of \(name), \(value.english) as the weighted mean") + costWords(cost)))
    lines += Self.first(10, of: audit.brokenRules, "违反规定", "breaks") { AnalysisResult.words($0, label: label) }
    lines.append(line("最优", "best", distance))
    lines += actLines + sameBudgetLines
    if let unreached = result.siting.unreached { lines += result.unreachedLines(unreached) }
    if result.run.wasInterrupted {
      lines.append(
        line(
          "中断", "interrupted",
          Bilingual(
            "收到中断信号：更好的方案和调整未找完，“保留”尚非结论",
            "by a signal: better plans and moves were not looked for to the end; “keep” is no verdict yet")))
    }
    lines += verdictLines + pairLines + moveLines
    if let folder { lines.append(line("已写入", "written", Bilingual(same: folder))) }
    return lines.inLines
  }

  /// In percentage points.
  private func points(_ weight: Double) -> String { trimmedNumber(share(weight) * 100, decimals: 2) }

  private func costWords(_ yuan: Double?) -> Bilingual {
    yuan.map { Bilingual("，费用\(money($0).chinese)", ", \(grouped($0)) yuan") } ?? Bilingual(same: "")
  }

  /// A line for each of the first, and how many more there are.
  private static func first<Item>(
    _ most: Int, of items: [Item], _ chinese: String, _ english: String, _ noun: String = "",
    words: (Item) -> Bilingual
  ) -> [Bilingual] {
    let lines = items.prefix(most).map { line(chinese, english, words($0)) }
    let more = items.count - most
    guard more > 0 else { return lines }
    return lines + [line(chinese, english, Bilingual("……另有\(more)项", "… and \(more) more\(noun)"))]
  }

  private var actLines: [Bilingual] {
    guard let acts else { return [] }
    func best(_ point: BudgetPoint?) -> Bilingual {
      guard let point else { return Bilingual("未找到", "not found") }
      let (value, bound) = (percent(point.value), percent(point.bound))
      return Bilingual(
        "\(value.chinese)，至多\(bound.chinese)，费用\(money(point.yuan).chinese)",
        "\(value.english), at most \(bound.english), for \(grouped(point.yuan)) yuan")
    }
    let (value, today) = (percent(acts.value), percent(acts.today))
    return [
      line(
        "服务水平", "served",
        Bilingual(
          "投入\(money(acts.yuan).chinese)，达到全部可能的\(value.chinese)（现状\(today.chinese)），各点均按siting.options.build中的第一种方式建设",
          "\(value.english) of all that could be for \(grouped(acts.yuan)) yuan (today \(today.english)), each built in the first way of siting.options.build"
        )),
      line(
        "最优组合", "best mix",
        Bilingual("按规定", "within the rules ") + best(acts.sameMoney)
          + (acts.best.map { Bilingual("；", "; ") + best($0) } ?? Bilingual(same: ""))),
    ]
  }

  private var sameBudgetLines: [Bilingual] {
    guard let same = audit.sameBudget, let value = same.objective, let paid = sameBudgetCost else { return [] }
    let (found, bound) = (percent(share(value), decimals: 2), percent(share(same.bound ?? value), decimals: 2))
    return [
      line(
        "同样费用", "same budget",
        Bilingual(
          "\(same.chosen.count)个点，费用\(money(paid).chinese)，可达\(found.chinese)",
          "\(found.english) with \(same.chosen.count) sites, \(grouped(paid)) yuan")
          + (same.status == .optimal
            ? Bilingual("，已证明最优", ", proven best")
            : Bilingual(
              "，费用不超过此数的任何方案至多\(bound.chinese)", ", at most \(bound.english) with any that cost no more")))
    ]
  }

  private static func name(_ verdict: PlanAudit.Verdict) -> Bilingual {
    switch verdict {
    case .keep: Bilingual("保留", verdict.rawValue)
    case .move: Bilingual("调整", verdict.rawValue)
    case .drop: Bilingual("撤销", verdict.rawValue)
    }
  }

  private var verdictLines: [Bilingual] {
    let counts = PlanAudit.Verdict.allCases.map { verdict in
      Bilingual("\(Self.name(verdict).chinese)\(count(verdict))个", "\(verdict.rawValue) \(count(verdict))")
    }.listed
    let worth = points(audit.worth)
    var lines = [
      line(
        "结论", "verdict",
        Bilingual(
          "\(counts.chinese)（相差不到\(worth)个百分点的不计）",
          "\(counts.english) (a difference below \(worth) points does not count)"))
    ]
    for site in audit.sites where site.verdict == .drop {
      let (name, gain) = (label(site.site), points(site.gain))
      let instead = site.replacement.map { other in
        Bilingual(
          "；换成\(label(other))可提高\(points(site.moveGain))个百分点",
          "; \(label(other)) in its place adds \(points(site.moveGain))")
      }
      lines.append(
        line(
          "撤销", "drop",
          Bilingual("\(name)：在其他各点之外只提高\(gain)个百分点", "\(name): adds \(gain) points to the others")
            + (instead ?? Bilingual(same: ""))))
    }
    let moved = audit.sites.filter { $0.verdict == .move }.sorted { $0.moveGain > $1.moveGain }
    return lines
      + Self.first(10, of: moved, "调整", "move") { site in
        let (from, to) = (label(site.site), site.replacement.map(label) ?? "")
        return Bilingual(
          "\(from)改为\(to)：提高\(points(site.moveGain))个百分点", "\(from) to \(to): +\(points(site.moveGain)) points")
      }
  }

  private var pairLines: [Bilingual] {
    Self.first(10, of: audit.pairs, "重复", "redundant", " pairs") { pair in
      let (first, second) = (label(pair.first), label(pair.second))
      let (common, joint) = (percent(pair.sharedShare), points(pair.joint))
      let stands = pair.isSecondExisting
      return Bilingual(
        "\(first)与\(second)\(stands ? "（已建）" : "")：较小者的\(common.chinese)为两者共有，"
          + "\(stands ? "新建的一个" : "两个合计")独有\(joint)个百分点",
        "\(first) and \(second)\(stands ? " (in operation)" : ""): \(common.english) of the lesser in common, "
          + "\(joint) points hang on \(stands ? "the new one" : "the two")")
    }
  }

  private var moveLines: [Bilingual] {
    guard let last = audit.moves.last else { return [] }
    let first = audit.moves.prefix(5).map { "\(id($0.from).shown) → \(id($0.to).shown) +\(points($0.gain))" }.listed
    let value = percent(share(last.value), decimals: 2)
    let more =
      audit.moves.count > 5
      ? Bilingual("等，共\(audit.moves.count)步", ", … \(audit.moves.count) in all") : Bilingual(same: "")
    return [
      line("依次调整", "in turn", first + more + Bilingual("：之后为\(value.chinese)", ": then \(value.english)"))
    ]
  }

  private var distance: Bilingual {
    guard let value = audit.best.objective else {
      return Bilingual("无：", "none: ")
        + (audit.best.reason ?? Bilingual("未找到方案", "no plan was found"))
    }
    let hasRules = result.file.siting.hasConstraints
    let (chosen, hosts) = (audit.sites.count, result.inputs.candidates.count)
    let size = Bilingual(
      "\(hasRules ? "在各项规定内，" : "")从\(hosts)个候选点中选\(chosen)个",
      "\(chosen) of \(hosts) sites\(hasRules ? " within the rules" : "")")
    let paid = costWords(bestCost)
    let found = percent(share(value), decimals: 2)
    let loss = pointsUp(share(audit.loss))
    guard audit.best.status != .optimal else {
      return audit.loss == 0
        ? Bilingual("\(size.chinese)，已证明最优", "proven best of \(size.english)")
        : Bilingual(
          "\(size.chinese)\(paid.chinese)可达\(found.chinese)，已证明最优：本方案低\(loss)个百分点",
          "\(found.english) with \(size.english)\(paid.english), proven: the plan is \(loss) points below")
    }
    let bound = percent(share(audit.best.bound ?? value), decimals: 2)
    let most = pointsUp(share(audit.lossAtMost))
    return Bilingual(
      "\(size.chinese)\(paid.chinese)，已找到\(found.chinese)，至多\(bound.chinese)：本方案低\(loss)至\(most)个百分点",
      "\(found.english) found with \(size.english)\(paid.english), at most \(bound.english): the plan is \(loss) to "
        + "\(most) points below")
  }
}

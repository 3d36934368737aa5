import Geodata
import Model
import Siting
import Words

/// What `solve` prints for people.
extension SolveAnswer {
  package var text: Bilingual {
    guard solution.status != .infeasible else { return refusal }
    guard let objective = solution.objective else {
      return Bilingual("没有方案：", "no plan: ")
        + (solution.reason ?? Bilingual("未找到", "none was found") + solution.stopped.words)
    }
    let value = plainNumber(objective)
    var lines = [
      Bilingual("\(problemName)：\(value)（", "\(solution.problem): \(value) (") + proof + Bilingual("）", ")")
        + solution.stopped.words,
      coveredLine,
      Bilingual("新建\(chosen.count)个：", "\(chosen.count) new site(s): ") + chosen.map(\.shown).listed,
    ]
    if let cost = solution.cost {
      lines.append(Bilingual("费用\(plainNumber(cost))", "cost \(plainNumber(cost))"))
    }
    if let weight = solution.backupWeight, let count = solution.backupCount {
      lines.append(
        Bilingual(
          "得到两次覆盖：权重\(plainNumber(weight))，\(demandIDs.count)个需求点中的\(count)个",
          "covered twice: weight \(plainNumber(weight)), \(count) of \(demandIDs.count) demand points"))
    }
    if let ties {
      lines.append(
        Bilingual(
          "点数同样最少的方案\(ties.isComplete ? "" : "至少")有\(ties.plans.count)个",
          "\(ties.isComplete ? "" : "at least ")\(ties.plans.count) plan(s) of as few sites"))
    }
    let uncoverable = solution.uncoverable.count
    if uncoverable > 0 {
      lines.append(
        Bilingual("\(uncoverable)个需求点，任何点位均无法覆盖", "\(uncoverable) demand point(s) that no site covers"))
    }
    if let anywhere { lines += anywhere.lines(chosen, proven: solution.status == .optimal) }
    lines.append(Bilingual("用时\(rounded(seconds, 2))秒", "\(rounded(seconds, 2)) s"))
    return lines.inLines
  }

  private var coveredLine: Bilingual {
    let (covered, total) = (plainNumber(solution.coveredWeight), plainNumber(solution.totalWeight))
    return solution.problem.hasPrefix("p-")
      ? Bilingual("可达权重：\(total)中的\(covered)", "reached weight \(covered) of \(total)")
      : Bilingual("覆盖权重：\(total)中的\(covered)", "covered weight \(covered) of \(total)")
  }

  private var proof: Bilingual {
    guard let gap = solution.gap else { return Bilingual("没有上下界", "no bound") }
    if gap == 0, solution.status == .optimal { return Bilingual("已证明最优", "proven best") }
    let bound = solution.bound.map(plainNumber)
    return Bilingual(
      "理论最好为\(bound ?? "未知")，差距\(rounded(gap * 100, 3))%",
      "at best \(bound ?? "unknown"), gap \(rounded(gap * 100, 3)) %")
  }

  private var problemName: String {
    switch solution.problem {
    case "lscp": "集合覆盖（点数最少）"
    case "mclp": "最大覆盖"
    case "p-median": "总出行最短"
    case "p-center": "最远出行最短"
    case "shortest-gaps": "无站路段最短"
    case "target": "达到目标覆盖率"
    case "backup", "bclp": "两次覆盖"
    case "capacitated": "接待能力之内的最大覆盖"
    case "gradual": "逐渐递减的最大覆盖"
    case "options": "投入事项"
    default: solution.problem
    }
  }

  /// Why there is no plan, and whom it concerns.
  private var refusal: Bilingual {
    var lines = [
      Bilingual("没有方案：", "no plan: ")
        + (solution.reason ?? Bilingual("没有可行方案", "infeasible"))
    ]
    let sites = solution.blockingSites.map { siteIDs[$0.rawValue].shown }
    if !sites.isEmpty { lines.append(Bilingual("涉及点位：", "sites concerned: ") + sites.listed) }
    let points = solution.blockingDemand.map { demandIDs[$0].shown }
    if !points.isEmpty {
      let more = points.count - 20
      lines.append(
        Bilingual("无法到达：", "out of reach: ") + Array(points.prefix(20)).listed
          + (more > 0 ? Bilingual("，另有\(more)个", ", and \(more) more") : Bilingual(same: "")))
    }
    return lines.inLines
  }
}

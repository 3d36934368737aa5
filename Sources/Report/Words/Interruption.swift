import Analysis
import Geodata
import Words

extension AnalysisResult {
  /// What an interrupted run left out or cut short, by the names of the tables and keys; empty when it was not
  /// interrupted, or only its search was.
  var cutShort: [String] {
    guard run.wasInterrupted else { return [] }
    var parts: [String] = []
    if let acts = siting.acts {
      if acts.value != nil, acts.next == nil, acts.budget != nil { parts.append("curve") }
    } else if let plan = siting.plan, plan.status != .infeasible, plan.objective.takesConstraints,
      !file.siting.hasCapacities
    {
      // Whole curves begin with no new station, or with the required ones.
      if plan.curve.count <= plan.proposed.count { parts.append("curve") }
      if plan.proposed.contains(where: { $0.reason == nil }) { parts.append("site_reasons") }
      if let wanted = file.siting.alternatives {
        let found = plan.alternatives
        if found.map({ $0.plans.count < wanted.count && !$0.isExhausted }) ?? true { parts.append("alternatives") }
      }
    }
    if siting.plan != nil, siting.reachesAll == nil { parts.append("unreached") }
    if coverage.figures.routes.count < inputs.routes.count(where: { !$0.isFromTracks }) { parts.append("chains") }
    if coverage.sensitivity.count < file.sensitivity.count { parts.append("sensitivity") }
    return parts
  }

  /// The same for people.
  var cutShortWords: Bilingual {
    cutShort.map { part in
      switch part {
      case "curve": Bilingual("建站数量曲线", part)
      case "site_reasons": Bilingual("各点的理由", part)
      case "alternatives": Bilingual("备选方案", part)
      case "unreached": Bilingual("不可达的需求", part)
      case "chains": Bilingual("沿线站点", part)
      case "sensitivity": Bilingual("其他服务圈定义下的覆盖率", part)
      default: Bilingual(same: part)
      }
    }.listed
  }

  /// What no site reaches, zeros when a site reaches all; null only when that was not looked for.
  var unreachedAnswer: JSONValue {
    if let unreached = siting.unreached { return unreachedFigures(unreached) }
    guard siting.reachesAll == true else { return .null }
    return unreachedFigures(.nothing)
  }
}

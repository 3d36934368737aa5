import Analysis
import Model
import Words

/// A key of a result's definition, as the comparison of two results names it; one of the analysis's own stands as it is.
package func definitionName(_ key: String) -> Bilingual {
  let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  let name = definitionNames[parts[0]] ?? parts[0]
  if parts[0] == "assumed" { return Bilingual("假定", key) }
  if parts[0] == "siting", parts.count > 1 {
    let rest = parts.dropFirst().map { definitionNames[$0] ?? definitionValue($0).chinese }
    return Bilingual("选址·" + rest.joined(separator: "·"), key)
  }
  let rest = parts.dropFirst().map { part in
    definitionNames["\(parts[0]).\(part)"]
      ?? (parts[0] == "periods" ? periodName(part).chinese : definitionValue(part).chinese)
  }
  return Bilingual(([name] + rest).joined(separator: "·"), key)
}

private let definitionNames: [String: String] = [
  "cutoff": "服务圈", "cutoffs": "各自的服务圈", "preset": "预设", "measure": "量算方式", "radius_m": "半径（米）",
  "direction": "方向", "modes": "出行方式", "speeds_kmh": "时速（公里）", "boundary": "边界", "snap_limit_m": "路网匹配上限（米）",
  "slopes": "计坡度", "barriers": "计障碍", "counted_inside": "统计范围", "weights": "权重", "services": "服务项目",
  "full_set": "全套设施", "periods": "时段", "week": "统计周", "hours_unknown": "开放时间不明时", "profiles": "时间分布",
  "access": "可达性", "access.zones": "分区", "access.weights": "分区权重", "access.supply": "供给", "detour": "绕行",
  "detour.extra": "多走", "detour.rule": "计法", "objective": "目标", "target": "目标覆盖率", "constraints": "限制条件",
  "budget_yuan": "预算（元）", "capacity": "接待能力", "counts": "计量", "new": "新建",
  "spacing_m": "站间距离（米）",
  "longest_gap_min": "最长无站路段（分钟）", "floors": "最低覆盖率", "by": "按", "share": "比例", "except": "另有规定",
]

/// A word of our own that a definition can say; anything else stands as it is.
package func definitionValue(_ word: String) -> Bilingual {
  let chinese: String? =
    switch word {
    case "default": "其余"
    case "network": "路网"
    case "circle": "直线"
    case "to-station": "由需求点前往驿站"
    case "from-station": "由驿站前往需求点"
    case "inclusive": "边界上计入"
    case "everything": "全部"
    case "inputs.area": "分析范围以内"
    case "typical": "一般工作周"
    case "open": "开放"
    case "closed": "关闭"
    case "one": "每站计1"
    case "seats": "座位"
    case "visits": "到访"
    case "return": "往返"
    case "through": "顺路"
    case "town": "乡镇街道"
    case "community": "社区"
    case "trade": "行业"
    case "kind": "需求类别"
    case "communities": "居民"
    case "workers": "从业人员"
    case "routes": "配送路线"
    default: AnalysisFile.Objective(rawValue: word).map { objectiveName($0).chinese }
    }
  if let chinese = chinese ?? amountInChinese(word) { return Bilingual(chinese, word) }
  for words in [modeNoun(word), hoursWords(word)] where words.chinese != word { return words }
  return Bilingual(AnalysisResult.tradeName(word).chinese, word)
}

/// 10分钟 for `10min`; nil for what is no number with a unit of ours.
func amountInChinese(_ text: String) -> String? {
  let units = [("km/h", "公里/小时"), ("min", "分钟"), ("km", "公里"), ("m", "米"), ("h", "小时"), ("s", "秒")]
  for (unit, chinese) in units where text.hasSuffix(unit) {
    let number = text.dropLast(unit.count)
    if number.allSatisfy({ ("0"..."9").contains($0) || $0 == "." }), Double(number) != nil {
      return "\(number)\(chinese)"
    }
  }
  return nil
}

func objectiveName(_ objective: AnalysisFile.Objective) -> Bilingual {
  switch objective {
  case .maxCoverage: Bilingual("最大覆盖", "most coverage")
  case .fullCoverage: Bilingual("以最少的点全部覆盖", "full coverage by the fewest")
  case .targetCoverage: Bilingual("达到目标覆盖率", "target coverage")
  case .minTravel: Bilingual("总出行最短", "least travel")
  case .minWorst: Bilingual("最远出行最短", "shortest longest trip")
  case .shortestGaps: Bilingual("无站路段最短", "shortest gaps")
  }
}

/// How much is known of a plan, as its summary says it; nil where there is none.
func statusName(_ status: String?) -> Bilingual {
  switch status {
  case "optimal": Bilingual("已证明最优", "optimal")
  case "feasible": Bilingual("未证明最优", "feasible")
  case "infeasible": Bilingual("没有可行方案", "infeasible")
  case "unknown": Bilingual("尚未得到方案", "unknown")
  case let other?: Bilingual(same: other)
  case nil: Bilingual(same: "–")
  }
}

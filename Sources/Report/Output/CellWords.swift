import Analysis
import Model
import Words

/// What a machine word in a cell is called for people, beside ``columnTitle(_:in:)``.
///
/// Files keep the machine words; workbooks have these in their place. Several words, parted as the column parts them, are
/// each called by theirs.
///
/// - Returns: nil for a column that holds no machine words, and for a word that nobody of ours writes.
package func cellWords(_ text: String, column: String, in table: String) -> Bilingual? {
  guard let words = ownCellWords["\(table).\(column)"] ?? commonCellWords[column] else { return nil }
  if let whole = words(text) { return whole }
  let parts = text.split { $0 == "," || $0 == " " }.map { words(String($0)) }
  guard parts.count > 1, parts.allSatisfy({ $0 != nil }) else { return nil }
  return parts.compactMap(\.self).joined("、", ", ")
}

private typealias CellWords = @Sendable (String) -> Bilingual?

/// Of names that stand as they are where nobody knows them.
private func known(_ words: Bilingual, _ text: String) -> Bilingual? { words.chinese == text ? nil : words }

private func list(_ words: [String: Bilingual]) -> CellWords { { words[$0] } }

private let serviceWords: CellWords = { text in
  switch text {
  case "any": Bilingual("任一站点", "any station")
  case "full-set-at-one": Bilingual("一站齐备", "full set at one station")
  case "full-set-together": Bilingual("多站合计齐备", "full set at several stations")
  default: known(AnalysisResult.serviceName(Service(rawValue: text)), text)
  }
}

private let stateWords = list([
  "today": Bilingual("现状", "today"), "with-plan": Bilingual("方案后", "with plan"),
  "existing": Bilingual("现有", "existing"), "proposed": Bilingual("拟建", "proposed"),
  "patrols": Bilingual("已参与巡查", "patrols"), "chosen": Bilingual("拟增", "chosen"), "other": Bilingual("其他", "other"),
  "passed": Bilingual("有人经过", "passed"), "planned": Bilingual("拟增骑手经过", "planned"),
  "blind": Bilingual("无人经过", "blind"),
])

private let kindWords = list([
  "communities": Bilingual("社区", "communities"), "workers": Bilingual("从业人员", "workers"),
  "routes": Bilingual("配送路线", "routes"), "streets": Bilingual("街道", "streets"), "roads": Bilingual("道路", "roads"),
  "station": Bilingual("驿站", "station"), "candidate": Bilingual("候选点", "candidate"),
  "community": Bilingual("社区", "community"), "worker": Bilingual("企业", "firm"),
])

private let commonCellWords: [String: CellWords] = [
  "act": list([
    "build": Bilingual("新建", "build"), "upgrade": Bilingual("添置设施", "upgrade"), "extend": Bilingual("延长开放", "extend"),
  ]),
  "class": list([
    "served": Bilingual("有站", "served"), "gap": Bilingual("盲区", "gap"), "rest": Bilingual("无街道", "rest"),
  ]),
  "figure": list(figureWords), "host": { known(AnalysisResult.hostName($0), $0) },
  "hours": { known(hoursWords($0), $0) }, "kind": kindWords,
  "layer": { known(AnalysisResult.layerName($0), $0) },
  "level": list([
    "district": Bilingual("全区域", "district"), "town": Bilingual("乡镇街道", "town"), "trade": Bilingual("行业", "trade"),
    "community": Bilingual("社区", "community"), "route": Bilingual("路线", "route"),
    "corridor": Bilingual("道路", "corridor"),
    "station": Bilingual("驿站", "station"), "site": Bilingual("点位", "site"),
  ]),
  "measure": list(["network": Bilingual("路网", "network"), "circle": Bilingual("直线", "circle")]),
  "missing": serviceWords, "mode": modeWords, "modes": modeWords, "period": { known(periodName($0), $0) },
  "reason": { text in
    switch text {
    case "left-island": Bilingual("已避开不连通道路", "left an island")
    case "one-way": Bilingual("只进不出的单行路", "one-way")
    case "left-one-way": Bilingual("已避开单行路", "left a one-way")
    case "left-bridge": Bilingual("已避开高架", "left a bridge")
    case "passed-barrier": Bilingual("为避水面或障碍改接", "passed a barrier")
    default: known(AnalysisResult.reasonName(text), text)
    }
  },
  "service": serviceWords, "services": serviceWords,
  "severity": { text in QualityFinding.Severity(rawValue: text)?.words },
  "state": stateWords, "status": { stateWords($0) ?? known(statusName($0), $0) }, "subject": tradeWords,
  "trade": tradeWords,
]

private let ownCellWords: [String: CellWords] = [
  "acts.kind": { known(AnalysisResult.hostName($0), $0) },
  "access.method": list([
    "2sfca": Bilingual("两步移动搜寻法", "2SFCA"), "e2sfca": Bilingual("增强两步移动搜寻法", "E2SFCA"),
    "3sfca": Bilingual("三步移动搜寻法", "3SFCA"),
  ]),
  "load.kind": { text in kindWords(text) ?? known(AnalysisResult.hostName(text), text) },
  "outlines.kind": list([
    "boundary": Bilingual("行政边界", "boundary"), "area": Bilingual("分析范围", "analysis area"),
  ]),
  "totals.level": list(["all": Bilingual("合计", "all"), "county": Bilingual("县", "county")]),
  "period_gaps.served": list(["never": Bilingual("始终无站", "never"), "sometimes": Bilingual("部分时间有站", "sometimes")]),
  "service_area_merged.stations": stateWords, "stations.kind": { known(AnalysisResult.hostName($0), $0) },
]

private let modeWords: CellWords = { known(modeNoun($0), $0) }
private let tradeWords: CellWords = { known(AnalysisResult.tradeName($0), $0) }

private let figureWords: [String: Bilingual] = [
  "covered-share": Bilingual("覆盖率", "covered share"), "mean-minutes": Bilingual("平均分钟", "mean minutes"),
  "median-minutes": Bilingual("中位数分钟", "median minutes"),
  "p90-minutes": Bilingual("第90百分位分钟", "90th percentile of minutes"),
  "worst-minutes": Bilingual("最多分钟", "most minutes"), "unreached-share": Bilingual("无路可达比例", "unreached share"),
  "gini-minutes": Bilingual("分钟数的基尼系数", "Gini of minutes"), "theil-minutes": Bilingual("分钟数的泰尔指数", "Theil of minutes"),
  "theil-between": Bilingual("泰尔指数：组间", "Theil, between groups"),
  "theil-within": Bilingual("泰尔指数：组内", "Theil, within groups"),
  "worst-group-covered-share": Bilingual("最低一组的覆盖率", "covered share of the worst group"),
  "worst-group-mean-minutes": Bilingual("最差一组的平均分钟", "mean minutes of the worst group"),
  "person-hours": Bilingual("有站的人时比例", "person-hours"), "throughout": Bilingual("整个时段有站", "throughout"),
  "ever": Bilingual("时段内曾有站", "ever"), "gap": Bilingual("有站而时段内不开", "a station, never open"),
  "supply-per-head": Bilingual("人均供给", "supply per head"),
  "km": Bilingual("长度（公里）", "length, km"), "minutes": Bilingual("行驶分钟", "minutes"),
  "served-share": Bilingual("有站比例", "served share"), "longest-gap-min": Bilingual("最长无站路段（分钟）", "longest gap, minutes"),
  "longest-gap-km": Bilingual("最长无站路段（公里）", "longest gap, km"),
  "second-gap-min": Bilingual("次长无站路段（分钟）", "second longest gap, minutes"),
  "second-gap-km": Bilingual("次长无站路段（公里）", "second longest gap, km"),
  "mean-minutes-to-next": Bilingual("到下一站平均分钟", "mean minutes to the next station"),
  "stations-per-10km": Bilingual("每10公里站数", "stations per 10 km"),
  "off-network-km": Bilingual("不在道路上（公里）", "off the streets, km"),
  "metres": Bilingual("街道（米）", "streets, m"), "passed-metres": Bilingual("有人经过的街道（米）", "streets passed, m"),
  "share": Bilingual("有人经过的比例", "share passed"), "passes-per-day": Bilingual("每日经过次数", "passes a day"),
  "blind-metres": Bilingual("无人经过的街道（米）", "blind streets, m"), "people": Bilingual("沿线居民", "people"),
  "blind-people": Bilingual("无人经过处居民", "people at blind streets"),
  "metres-in-no-community": Bilingual("不在任何社区的街道（米）", "streets in no community, m"),
  "metres-outside-area": Bilingual("分析范围外的街道（米）", "streets outside the area, m"),
  "people-without-street": Bilingual("附近无街道的居民", "people without a street"),
  "expected-visits": Bilingual("预计日到访（人次）", "expected visits a day"),
  "observed-visits": Bilingual("实测日到访（人次）", "observed visits a day"),
  "unserved-visits": Bilingual("无站可去（人次）", "unserved visits a day"), "seats": Bilingual("座位", "seats"),
  "capacity": Bilingual("接待能力", "capacity"), "occupancy": Bilingual("在站人数", "occupancy"),
  "peak-occupancy": Bilingual("高峰在站人数", "peak occupancy"), "peak-weekday": Bilingual("高峰星期", "peak weekday"),
  "peak-hour": Bilingual("高峰小时", "peak hour"),
  "busiest-day-visits": Bilingual("最忙一日到访（人次）", "visits on the busiest day"),
  "hours-over-seats": Bilingual("超座位小时数", "hours over seats"),
].merging(
  (1...10).map {
    ("lorenz-\($0 * 10)", Bilingual("分钟最少的\($0 * 10)%所占份额", "share of the \($0 * 10) % with fewest minutes"))
  }
) { $1 }

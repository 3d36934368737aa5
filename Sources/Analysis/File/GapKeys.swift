import Geodata
import Model
import Words

/// `siting.constraints.longest_gap`, and what gaps need besides: routes.
enum GapKeys {
  private static let key = "siting.constraints.longest_gap"

  static let longestGap = AnalysisKey(
    "longest_gap", .duration,
    "nobody rides longer than this on a route, or a road of coverage.corridors, without a station that serves it, inclusive, "
      + "such as 15min")

  /// - Throws: ``AnalysisError`` for no time, beside capacities or acts, and for gaps without routes.
  static func longestGap(
    _ document: AnalysisDocument, _ objective: AnalysisFile.Objective
  ) throws(AnalysisError) -> Seconds? {
    let isAsked = document.node(key) != nil
    if isAsked || objective == .shortestGaps, document.node("inputs.routes") == nil {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "无站路段是路线上的路段，而没有给出路线。请给出inputs.routes。", "gaps are those of routes, and there are none. Give inputs.routes."),
        at: document.at(isAsked ? key : "siting.objective"))
    }
    guard isAsked, let text = document.text(key), let longest = Seconds(parsing: text) else { return nil }
    guard longest.value > 0 else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "“\(text)”：长度为零的无站路段意味着每一米都要有驿站。请写大于0的数值。",
          "“\(text)”: a gap of no length asks for a station at every metre. Give more than 0."),
        at: document.at(key))
    }
    for other in ["siting.options", "siting.phases", "siting.constraints.capacity"] where document.node(other) != nil {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "longest_gap不能与\(other)同时使用。请删去其中一个。", "longest_gap does not go with \(other). Remove one of the two."),
        at: document.at(key))
    }
    return longest
  }
}

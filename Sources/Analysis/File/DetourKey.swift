import Geodata
import Model
import Words

/// `coverage.detour`: by how much riders go out of their way.
enum DetourKey {
  private static let key = "coverage.detour"

  static let group = ValueKind.keys([
    AnalysisKey("extra", .cutoff, "how much longer the ride may become, inclusive, such as 5min"),
    AnalysisKey(
      "rule", .choice(Detour.Rule.allCases.map(\.rawValue)),
      "return: to the station and back to the same place; through: joining the route again anywhere later; default return"
    ),
  ])

  /// - Returns: nil without the key.
  /// - Throws: ``AnalysisError`` `missingKey` without the extra, `badValue` for a preset.
  static func read(_ document: AnalysisDocument) throws(AnalysisError) -> Detour? {
    guard document.node(key) != nil else { return nil }
    guard let text = document.text("\(key).extra"), let parsed = CutoffText.parse(text) else {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "绕行需要写明extra。请写成detour: {extra: 5min, rule: return}这样。",
          "a detour needs its `extra`. Write for example detour: {extra: 5min, rule: return}."),
        at: document.at(key))
    }
    guard parsed.preset == nil else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "“\(text)”是居民生活圈，不是绕行。请写时间或长度，例如5min。",
          "“\(text)” is a circle around homes, not a detour. Give a time or a length such as 5min."),
        at: document.at("\(key).extra"))
    }
    return Detour(extra: parsed.cutoff, rule: document.text("\(key).rule").flatMap(Detour.Rule.init) ?? .return)
  }
}

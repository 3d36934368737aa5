import Analysis
import Model
import Words

/// A definition that is asked for, in the words of `circle` in the analysis file.
enum DefinitionReading {
  static let keys = ["cutoff", "mode", "measure"]
  /// Four hours; more covers a town whole.
  private static let seconds = 1.0...14_400
  private static let meters = 1.0...100_000

  /// - Parameter file: with the modes that it knows.
  /// - Throws: ``Refusal`` that names the key.
  static func definition(_ body: StrictObject, _ file: AnalysisFile) throws(Refusal) -> TownDefinition {
    try body.knowsOnly(keys)
    let definition = TownDefinition(
      cutoff: try cutoff(body),
      mode: try word(body, "mode", among: file.modes.all.map(\.mode.rawValue)).map(TravelMode.init),
      measure: try word(body, "measure", among: Measure.allCases.map(\.rawValue)).flatMap(Measure.init))
    guard definition != TownDefinition() else {
      throw Refusal(
        "no-definition",
        Bilingual(
          "没有写明要改什么。请至少写一项：\(keys.joined(separator: "、"))。",
          "nothing is said to be other than in the analysis file. Give one of \(keys.joined(separator: ", "))."))
    }
    return definition
  }

  private static func cutoff(_ body: StrictObject) throws(Refusal) -> Cutoff? {
    guard body.value("cutoff") != nil else { return nil }
    let text = try body.text("cutoff")
    let cutoff: Cutoff?
    do throws(QuantityMistake) {
      cutoff = try Cutoff.reading(text)
    } catch {
      throw Refusal("bad-value", Bilingual("“cutoff”：", "“cutoff”: ") + error.told)
    }
    switch cutoff {
    case .time(let time) where seconds.contains(time.value): return cutoff
    case .distance(let length) where meters.contains(length.value): return cutoff
    default:
      throw Refusal(
        "bad-value",
        Bilingual(
          "“cutoff”为“\(text.shown)”。请写1秒到4小时的时间，例如10min；或1米到100公里的长度，例如800m。",
          "“cutoff” is “\(text.shown)”. Give a time from 1 s to 4 h such as 10min, or a length from 1 m to 100 km such as 800m."
        ))
    }
  }

  /// nil without the key.
  private static func word(
    _ body: StrictObject, _ key: String, among known: [String]
  ) throws(Refusal) -> String? {
    guard body.value(key) != nil else { return nil }
    let word = try body.text(key)
    guard known.contains(word) else {
      let near = didYouMean(word, among: known)
      throw Refusal(
        "bad-value",
        Bilingual(
          "“\(key)”为“\(word.shown)”。\(near.chinese)可写：\(known.joined(separator: "、"))。",
          "“\(key)” is “\(word.shown)”. \(near.english)Known here: \(known.joined(separator: ", "))."))
    }
    return word
  }
}

import Geodata
import Model
import Words

/// Advice in the words of the command that gives it.
///
/// Readers and rules advise what a layer of an analysis file would say, between backticks: `encoding: gbk`, `crs`. Commands
/// without an analysis file have an option for each of these keys, and their user must read that option instead.
/// ```swift
/// Advice(.options(ofOneFile: false)).words("State `encoding: gbk`.", layer: "demand")  // State `--encoding demand:gbk`.
/// ```
package struct Advice: Sendable {
  package enum Form: Sendable {
    case analysisFile
    /// - Parameter ofOneFile: whether options need not say of which file they speak.
    case options(ofOneFile: Bool)
  }

  package var form: Form

  package init(_ form: Form) {
    self.form = form
  }

  /// Keys of a layer that are options of every command without an analysis file.
  package static let keys = ["crs", "encoding", "layer", "fields", "filter"]

  /// - Parameter text: in English, where the place stands behind the key.
  package func words(_ text: String, layer: String?) -> String {
    changed(text, layer: layer, placeOf: { parts, index in Self.place(at: parts[index + 1]).layer }) { index, part in
      (index == 0 ? part : Self.place(at: part).rest).replacing(#/ under inputs\.[a-z]+/#, with: "")
    }
  }

  /// In Chinese the place stands before the key: 请在inputs.roads下写`crs: gcj02`.
  package func words(_ words: Bilingual, layer: String?) -> Bilingual {
    let place = #/在?(?:该图层|inputs\.(?<layer>[a-z]+))下的?|该?图层的$/#
    let chinese = changed(
      words.chinese, layer: layer,
      placeOf: { parts, index in
        parts[index - 1].matches(of: place).last?.output.layer.map(String.init)
      },
      rest: { _, part in Substring(String(part).replacing(place, with: "")) })
    return Bilingual(chinese, self.words(words.english, layer: layer))
  }

  /// Keys between backticks become options; what lies between them is what `rest` makes of it.
  private func changed(
    _ text: String, layer: String?, placeOf: ([Substring], Int) -> String?, rest: (Int, Substring) -> Substring
  ) -> String {
    guard case .options(let isOneFile) = form, text.contains("`") else { return text }
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return text }
    var result = ""
    for (index, part) in parts.enumerated() {
      guard index % 2 == 1 else {
        result += rest(index, part)
        continue
      }
      let file = placeOf(parts, index) ?? layer
      result += "`\(option(String(part), isOneFile ? nil : file) ?? String(part))`"
    }
    return result
  }

  package func words(_ error: GeodataError) -> GeodataError {
    // No key of an analysis file speaks of a plan.
    if case .analysisFile = form, error.context.layer == "plan" {
      return Advice(.options(ofOneFile: true)).words(error)
    }
    var error = error
    error.words = words(error.words, layer: error.context.layer)
    return error
  }

  package func words(_ finding: QualityFinding) -> QualityFinding {
    var finding = finding
    finding.words = words(finding.words, layer: finding.layer)
    finding.cure = words(finding.cure, layer: finding.layer)
    return finding
  }

  /// nil for what is no key of a layer.
  private func option(_ key: String, _ file: String?) -> String? {
    let colon = key.firstIndex(of: ":")
    let name = String(key[..<(colon ?? key.endIndex)])
    guard Self.keys.contains(name) else { return nil }
    let prefix = file.map { "\($0):" } ?? ""
    guard let colon else { return "--\(name)" + (file == nil ? "" : " \(prefix)…") }
    var value = key[key.index(after: colon)...].trimmed
    if name == "fields" {
      // {weight: 人口}
      let pair = value.dropFirst().dropLast().split(separator: ":", maxSplits: 1).map { Self.unquoted($0.trimmed) }
      guard pair.count == 2 else { return nil }
      value = "\(pair[0])=\(pair[1])"
    } else {
      value = Self.unquoted(value)
    }
    return "--\(name) \(Self.forShell(prefix + value))"
  }

  /// Where an analysis file would say it, and what follows.
  private static func place(at text: Substring) -> (layer: String?, rest: Substring) {
    let (layer, inputs) = (" under the layer", " under inputs.")
    if text.hasPrefix(layer) { return (nil, text.dropFirst(layer.count)) }
    guard text.hasPrefix(inputs) else { return (nil, text) }
    let named = text.dropFirst(inputs.count)
    let name = named.prefix { $0.isLetter }
    return (String(name), named.dropFirst(name.count))
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast()).replacing("\\u0060", with: "`").replacing("\\\"", with: "\"").replacing(
      "\\\\", with: "\\")
  }

  /// One word for a shell.
  package static func forShell(_ text: String) -> String {
    let plain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_-.,:=/@%+…".unicodeScalars.contains(scalar)
    }
    return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
  }
}

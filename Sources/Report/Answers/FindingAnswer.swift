import Analysis
import Geodata
import Model
import Words

/// The findings as text, equal ones as one line, and what a run would take.
package func qualityText(_ report: QualityReport) -> Bilingual {
  func count(_ severity: QualityFinding.Severity) -> Int { report.findings.count { $0.severity == severity } }
  let (all, lines) = (report.findings.count, report.groups.count)
  let folded = Bilingual(
    "\(all)项问题合并为\(lines)行；逐项见--json或--out所写的文件",
    "\(all) findings in \(lines) lines; --json and --out DIR list them all")
  let counts = Bilingual(
    "\(count(.error))项错误，\(count(.warning))项警告，\(count(.note))项提示",
    "\(count(.error)) errors, \(count(.warning)) warnings, \(count(.note)) notes")
  return
    (report.groups.map(\.line) + (lines < all ? [folded] : []) + report.trackLines
    + [report.estimate.words, counts]).inLines
}

/// The findings of a command that has no quality gate, equal ones as one line, for stderr.
package func findingLines(_ findings: [QualityFinding]) -> [Bilingual] { findings.folded().map(\.line) }

extension FindingGroup {
  /// Where, what, the worst, what it moves and how to mend it.
  var line: Bilingual {
    let severity = first.severity
    return Bilingual("\(severity.words.chinese)：", "\(severity.rawValue): ") + short
      + Bilingual("。处理：\(Self.open(cure.chinese))。", ". Fix: \(cure.english).")
  }

  /// The same without the cure, for the terminal's headline.
  var short: Bilingual {
    let words = Bilingual(Self.open(statement.chinese), statement.english)
    return subject + Bilingual("：", ": ") + words + particulars + examples + effectWords
  }

  /// Without the full stop that others follow.
  private static func open(_ sentence: String) -> String {
    sentence.hasSuffix("。") ? String(sentence.dropLast()) : sentence
  }

  private var subject: Bilingual {
    let layer = AnalysisResult.layerName(first.layer).chinese
    let file = first.file.map { Bilingual("（\($0)）", " (\($0))") } ?? Bilingual(same: "")
    guard count > 1 else {
      let place = [
        layer + file.chinese, first.record.map { "记录\($0.shown)" }, first.fieldWords?.chinese,
      ].compactMap(\.self).joined(separator: "，")
      return Bilingual(place, first.place.english).map(\.inOneLine)
    }
    return Bilingual(
      "\(layer)\(file.chinese)，\(count)条记录\(isOfOneMessage ? "" : "，其首条")",
      "\(first.layer)\(file.english), \(count) records\(isOfOneMessage ? "" : ", the first")"
    ).map(\.inOneLine)
  }

  /// For which modes, and the value found where it is one.
  private var particulars: Bilingual {
    let by =
      modes.isEmpty
      ? Bilingual(same: "")
      : Bilingual(
        "（\(modes.map { modeNoun($0).chinese }.joined(separator: "、"))）", " (\(modes.joined(separator: ", ")))")
    let value = count == 1 ? first.valueWords.map { Bilingual("（\($0.chinese)）", " (\($0.english))") } : nil
    return by + (value ?? Bilingual(same: ""))
  }

  private var examples: Bilingual {
    guard count > 1 else { return Bilingual(same: "") }
    let more = count - worst.count
    return Bilingual("：", ": ") + worst.map(\.label).listed
      + (more > 0 ? Bilingual("，另有\(more)条", " and \(more) more") : Bilingual(same: ""))
  }

  private var effectWords: Bilingual {
    effectText.map { Bilingual("；影响\($0.chinese)", "; moves \($0.english)") } ?? Bilingual(same: "")
  }

  /// For `summary.json` and `check --json`; all findings stand in the table.
  var json: JSONValue {
    func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    return .object([
      JSONMember("severity", .string(first.severity.rawValue)), JSONMember("rule", .string(first.rule.rawValue)),
      JSONMember("layer", .string(first.layer)), JSONMember("file", optional(first.file)),
      JSONMember("count", .int(count)), JSONMember("modes", .array(modes.map { .string($0) })),
      JSONMember(
        "moves",
        effect.map {
          .object([JSONMember("kind", .string($0.kind.rawValue)), JSONMember("share", .number(rounded($0.share, 9)))])
        } ?? .null),
      JSONMember("message", .string(first.message)), JSONMember("fix", .string(first.fix)),
      JSONMember(
        "worst",
        .array(
          worst.filter { $0.finding.record != nil }.map {
            .object([
              JSONMember("record", optional($0.finding.record)), JSONMember("name", optional($0.name)),
              JSONMember("value", optional($0.finding.value)),
            ])
          })),
    ])
  }
}

/// The findings as `check --json` prints them.
package func qualityJSON(_ report: QualityReport) -> JSONValue {
  let findings = report.findings
  func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  func count(_ severity: QualityFinding.Severity) -> JSONValue { .int(findings.count { $0.severity == severity }) }
  return .object([
    JSONMember("errors", count(.error)), JSONMember("warnings", count(.warning)), JSONMember("notes", count(.note)),
    JSONMember("groups", .array(report.groups.map(\.json))),
    JSONMember(
      "findings",
      .array(
        findings.map { finding in
          .object([
            JSONMember("severity", .string(finding.severity.rawValue)),
            JSONMember("rule", .string(finding.rule.rawValue)), JSONMember("layer", .string(finding.layer)),
            JSONMember("file", optional(finding.file)), JSONMember("record", optional(finding.record)),
            JSONMember("field", optional(finding.field)),
            JSONMember("value", optional(finding.value)), JSONMember("message", .string(finding.message)),
            JSONMember("modes", .array(finding.modes.map { .string($0) })), JSONMember("fix", .string(finding.fix)),
            JSONMember(
              "places",
              .array(
                finding.places.map { .array([.number(rounded($0.x, 7)), .number(rounded($0.y, 7))]) })),
          ])
        })),
    JSONMember("tracks", .array(report.toldTracks.map(\.json))),
    JSONMember("estimate", report.estimate.json),
  ])
}

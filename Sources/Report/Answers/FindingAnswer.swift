import Analysis
import Geodata
import Model

/// The findings as text, equal ones as one line, and what a run would take.
package func qualityText(_ report: QualityReport) -> String {
  let order: [QualityFinding.Severity] = [.error, .warning, .note]
  let counts = order.map { severity in
    "\(report.findings.count { $0.severity == severity }) \(severity.rawValue)s"
  }
  let isFolded = report.groups.count < report.findings.count
  return
    (report.groups.map(\.line)
    + (isFolded
      ? ["\(report.findings.count) findings in \(report.groups.count) lines; --json and --out DIR list them all"] : [])
    + report.trackLines + [report.estimate.words, counts.joined(separator: ", ")]).joined(separator: "\n")
}

/// The findings of a command that has no quality gate, equal ones as one line, for stderr.
package func findingLines(_ findings: [QualityFinding]) -> [String] { findings.folded().map(\.line) }

extension FindingGroup {
  /// Where, what, the worst, what it moves and how to mend it.
  var line: String {
    "\(first.severity.rawValue): \(subject): \(statement)\(examples)\(effectWords). Fix: \(first.fix.inOneLine)."
  }

  /// The same without the cure, for the terminal's headline.
  var short: String { "\(subject): \(statement)\(examples)\(effectWords)" }

  private var subject: String {
    guard count > 1 else { return first.place }
    let file = first.file.map { " (\($0))" } ?? ""
    return "\(first.layer)\(file), \(count) records\(isOfOneMessage ? "" : ", the first")".inOneLine
  }

  private var statement: String {
    let by = modes.isEmpty ? "" : " (\(modes.joined(separator: ", ")))"
    let value = count == 1 ? first.value.map { " (\($0.shown))" } ?? "" : ""
    return "\(first.message.inOneLine)\(by)\(value)"
  }

  private var examples: String {
    guard count > 1 else { return "" }
    return
      ": \(worst.map(\.label).joined(separator: ", "))\(count > worst.count ? " and \(count - worst.count) more" : "")"
  }

  private var effectWords: String { effectText.map { "; moves \($0.english)" } ?? "" }

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

import Analysis
import Model

/// What `compare` prints for people.
extension Comparison {
  /// - Parameter folder: where the table, the layer and the page are; nil when none were asked for.
  package func text(folder: String?) -> String {
    var lines = [line("A", sideWords(a, ledgers?.comparison.a)), line("B", sideWords(b, ledgers?.comparison.b))]
    if isOneFile { lines.append(line("note", "A and B are the same \(a.kind == .folder ? "folder" : "file")")) }
    if isIllustrative { lines.append(line("note", "some of it is made-up sample data: no basis for decisions")) }
    if isSame {
      let isWhole = results.map { $0.a.missingLayers.isEmpty && $0.b.missingLayers.isEmpty } ?? true
      lines.append(line("same", "nothing differs" + (isWhole ? "" : " in what both hold")))
    }
    if let ledgers { lines += ledgers.lines }
    if let results {
      if ledgers != nil {
        lines.append(
          results.isSame
            ? line("coverage", "the same with A in the layer's place and with B")
            : "coverage with A in the layer's place, and with B:")
      }
      lines += results.isSame ? results.cautions.map { line("caution", $0.english) } : results.lines
    }
    if let folder { lines.append(line("written", folder)) }
    return lines.joined(separator: "\n")
  }

  /// The system and what was made of it, without the way.
  private static func short(_ path: String) -> String {
    guard path.contains("->"), let way = path.firstRange(of: " (") else { return path }
    return String(path[..<way.lowerBound])
  }

  private func sideWords(_ side: Side, _ ledger: Ledger?) -> String {
    side.words.inOneLine
      + (ledger.map { ledger in
        ": \(counted(ledger.records.count))"
          + (ledger.referenceSystemPath.map { ", \(Self.short($0))" } ?? ", without places")
      } ?? "")
  }
}

private func line(_ head: String, _ words: String) -> String {
  head + String(repeating: " ", count: max(1, 13 - head.count)) + words
}

private func counted(_ records: Int) -> String { records == 1 ? "1 record" : "\(records) records" }

/// The first ten, and how many more there are.
private func listed(_ words: [String], _ separator: String = ", ") -> String {
  words.prefix(10).joined(separator: separator)
    + (words.count > 10 ? "\(separator)… and \(words.count - 10) more" : "")
}

extension LedgerRecord {
  /// Id and name, the id once where they are the same.
  package var label: String {
    guard let id, let name, id != name else { return words.shown }
    return "\(id.shown) \(name.shown)"
  }
}

extension LedgerJob.Outcome {
  fileprivate var lines: [String] {
    let ledgers = comparison
    let matching = ledgers.matching
    var lines = (roleCautions + ledgers.cautions).map { line("caution", $0.english) }
    if roleOfB == nil {
      lines.append(
        line("records", "taken as \(role.rawValue)" + (isRoleGuessed ? " by their columns; --as says otherwise" : "")))
    }
    let rules = ledgers.matchedBy.map { rule, count in "\(count) by \(Self.words(rule))" }
    lines.append(line("matched", matching.pairs.isEmpty ? "none" : rules.joined(separator: ", ")))
    lines.append(line("only in A", Self.list(matching.onlyA.map { ledgers.a.records[$0].label })))
    lines.append(line("only in B", Self.list(matching.onlyB.map { ledgers.b.records[$0].label })))
    let moved = ledgers.changes.filter(\.hasMoved).map { change in
      "\(ledgers.a.records[change.pair.a].label) \(grouped(change.pair.meters ?? 0)) m"
    }
    lines.append(line("moved", Self.list(moved) + " (more than \(trimmedNumber(ledgers.limits.moved.value)) m)"))
    let renamed = ledgers.changes.filter(\.isRenamed).map { change in
      let (old, new) = (ledgers.a.records[change.pair.a], ledgers.b.records[change.pair.b])
      return "\(old.label) → \((new.name ?? "–").shown)"
    }
    lines.append(line("renamed", Self.list(renamed)))
    let changed = ledgers.changes.filter { !$0.fields.isEmpty || $0.isReshaped }
    lines.append(line("changed", changed.isEmpty ? "none" : counted(changed.count)))
    for change in changed.prefix(10) {
      let fields =
        change.fields.map { "\($0.name.shown) \(($0.old ?? "–").shown) → \(($0.new ?? "–").shown)" }
        + (change.isReshaped ? ["another outline"] : [])
      lines.append(line("", "\(ledgers.a.records[change.pair.a].label): \(fields.joined(separator: "; "))"))
    }
    if changed.count > 10 { lines.append(line("", "… and \(changed.count - 10) more")) }
    if ledgers.rewritten > 0 {
      lines.append(
        line(
          "rewritten", "\(counted(ledgers.rewritten)) with texts that differ in writing only: blanks, width, separators"
        ))
    }
    for tie in matching.ties.prefix(10) {
      let names = (tie.a.map { ledgers.a.records[$0].label }, tie.b.map { ledgers.b.records[$0].label })
      lines.append(
        line(
          "undecided",
          "by \(Self.words(tie.rule)): of A \(listed(names.0)); of B \(listed(names.1)); give common ids, or look"))
    }
    if matching.ties.count > 10 { lines.append(line("undecided", "… and \(matching.ties.count - 10) more")) }
    for (side, ledger, groups) in [("A", ledgers.a, ledgers.duplicatesA), ("B", ledgers.b, ledgers.duplicatesB)] {
      guard !groups.isEmpty else { continue }
      let words = groups.map { group in
        ledger.records[group[0]].label + " (records "
          + group.map { "\(ledger.records[$0].number)" }.joined(separator: ", ") + ")"
      }
      lines.append(line("twice in \(side)", Self.list(words)))
    }
    for (side, columns) in [("A", ledgers.columnsOnlyA), ("B", ledgers.columnsOnlyB)] where !columns.isEmpty {
      lines.append(line("columns", "only in \(side): \(listed(columns.map(\.shown)))"))
    }
    for (level, groups) in ledgers.groups { lines += Self.lines(level, groups) }
    return lines
  }

  private static func list(_ words: [String]) -> String {
    words.isEmpty ? "none" : "\(words.count): \(listed(words))"
  }

  private static func words(_ rule: LedgerMatching.Rule) -> String {
    switch rule {
    case .id: "id"
    case .nameAndPlace: "name and place"
    case .name: "name"
    case .place: "place"
    }
  }

  private static func lines(_ level: LedgerComparison.Level, _ groups: [LedgerComparison.Group]) -> [String] {
    let most = 12
    let lines = groups.prefix(most).enumerated().map { index, group in
      let count = group.count
      let parts = [
        (count.only.a, "only in A"), (count.only.b, "only in B"), (count.moved.b, "moved"),
        (count.renamed.b, "renamed"),
        (count.changed.b, "changed"), (max(count.undecided.a, count.undecided.b), "undecided"),
      ].filter { $0.0 > 0 }.map { "\(Int($0.0)) \($0.1)" }
      let weight =
        count.weight.a != 0 || count.weight.b != 0
        ? ", weight \(grouped(count.weight.a)) → \(grouped(count.weight.b))" : ""
      return line(
        index == 0 ? "by \(level.rawValue)" : "",
        "\(group.name.isEmpty ? "(none)" : group.name.shown): \(Int(count.records.a)) → \(Int(count.records.b))\(weight)"
          + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"))
    }
    return lines + (groups.count > most ? [line("", "… and \(groups.count - most) more")] : [])
  }
}

import Analysis
import Model
import Words

/// Two ledgers for people: what matched, what moved, what changed.
extension LedgerJob.Outcome {
  var lines: [Bilingual] {
    let ledgers = comparison
    let matching = ledgers.matching
    var lines = (roleCautions + ledgers.cautions).map { line("注意", "caution", $0) }
    if roleOfB == nil {
      let noun = AnalysisResult.layerName(role.rawValue).chinese
      lines.append(
        line(
          "记录", "records",
          Bilingual("按\(noun)读取", "taken as \(role.rawValue)")
            + (isRoleGuessed ? Bilingual("（由列名判断；可用--as注明）", " by their columns; --as says otherwise") : empty)))
    }
    let rules = ledgers.matchedBy.map { rule, count in
      let words = Self.words(rule)
      return Bilingual("按\(words.chinese)\(count)条", "\(count) by \(words.english)")
    }
    lines.append(line("配对", "matched", matching.pairs.isEmpty ? none : rules.listed))
    lines.append(line("只在A", "only in A", Self.list(matching.onlyA.map { ledgers.a.records[$0].label })))
    lines.append(line("只在B", "only in B", Self.list(matching.onlyB.map { ledgers.b.records[$0].label })))
    return lines + changeLines + tieLines + duplicateLines + columnLines
      + ledgers.groups.flatMap { Self.lines($0.0, $0.1) }
  }

  private var changeLines: [Bilingual] {
    let ledgers = comparison
    func label(_ change: LedgerComparison.Change) -> String { ledgers.a.records[change.pair.a].label }
    let moved = ledgers.changes.filter(\.hasMoved).map { change in
      let meters = grouped(change.pair.meters ?? 0)
      return Bilingual("\(label(change))移位\(meters)米", "\(label(change)) \(meters) m")
    }
    let limit = trimmedNumber(ledgers.limits.moved.value)
    var lines = [
      line("移位", "moved", Self.list(moved) + Bilingual("（相差超过\(limit)米）", " (more than \(limit) m)"))
    ]
    let renamed = ledgers.changes.filter(\.isRenamed).map { change in
      "\(label(change)) → \((ledgers.b.records[change.pair.b].name ?? "–").shown)"
    }
    lines.append(line("改名", "renamed", Self.list(renamed)))
    let changed = ledgers.changes.filter { !$0.fields.isEmpty || $0.isReshaped }
    lines.append(line("字段变化", "changed", changed.isEmpty ? none : counted(changed.count)))
    for change in changed.prefix(10) {
      let fields =
        change.fields.map {
          Bilingual(same: "\($0.name.shown) \(($0.old ?? "–").shown) → \(($0.new ?? "–").shown)")
        } + (change.isReshaped ? [Bilingual("图形不同", "another outline")] : [])
      lines.append(line(Bilingual("\(label(change))：", "\(label(change)): ") + fields.inTurn))
    }
    lines += Self.more(changed.count - 10)
    if ledgers.rewritten > 0 {
      lines.append(
        line(
          "只是写法", "rewritten",
          counted(ledgers.rewritten)
            + Bilingual(
              "的文字只有写法不同（空格、全半角、分隔符）",
              " with texts that differ in writing only: blanks, width, separators")))
    }
    return lines
  }

  private var tieLines: [Bilingual] {
    let ledgers = comparison
    let ties = ledgers.matching.ties
    let lines = ties.prefix(10).map { tie in
      func names(_ side: Ledger, _ records: [Int]) -> Bilingual {
        firstTen(records.map { Bilingual(same: side.records[$0].label) })
      }
      let (a, b, rule) = (names(ledgers.a, tie.a), names(ledgers.b, tie.b), Self.words(tie.rule))
      return line(
        "无法判定", "undecided",
        Bilingual(
          "按\(rule.chinese)：A的\(a.chinese)；B的\(b.chinese)；请给出共同编号，或逐条核对",
          "by \(rule.english): of A \(a.english); of B \(b.english); give common ids, or look"))
    }
    let more = ties.count - 10
    return lines
      + (more > 0 ? [line("无法判定", "undecided", Bilingual("……另有\(more)组", "… and \(more) more"))] : [])
  }

  private var duplicateLines: [Bilingual] {
    let sides = [("A", comparison.a, comparison.duplicatesA), ("B", comparison.b, comparison.duplicatesB)]
    return sides.filter { !$0.2.isEmpty }.map { side, ledger, groups in
      let words = groups.map { group in
        let label = ledger.records[group[0]].label
        let numbers = group.map { "\(ledger.records[$0].number)" }.listed
        return Bilingual("\(label)（第\(numbers.chinese)条）", "\(label) (records \(numbers.english))")
      }
      return line(Bilingual("\(side)内重复", "twice in \(side)"), Self.list(words))
    }
  }

  private var columnLines: [Bilingual] {
    let sides = [("A", comparison.columnsOnlyA), ("B", comparison.columnsOnlyB)]
    return sides.filter { !$0.1.isEmpty }.map { side, columns in
      line(
        "列", "columns",
        Bilingual("只在\(side)：", "only in \(side): ") + firstTen(columns.map { Bilingual(same: $0.shown) }))
    }
  }

  private static func list(_ words: [String]) -> Bilingual { list(words.map(Bilingual.init(same:))) }

  private static func list(_ words: [Bilingual]) -> Bilingual {
    words.isEmpty ? none : Bilingual("\(words.count)条：", "\(words.count): ") + firstTen(words)
  }

  private static func more(_ count: Int) -> [Bilingual] {
    count > 0 ? [line(Bilingual("……另有\(count)条", "… and \(count) more"))] : []
  }

  private static func words(_ rule: LedgerMatching.Rule) -> Bilingual {
    switch rule {
    case .id: Bilingual("编号", "id")
    case .nameAndPlace: Bilingual("名称和位置", "name and place")
    case .name: Bilingual("名称", "name")
    case .place: Bilingual("位置", "place")
    }
  }

  static func name(_ level: LedgerComparison.Level) -> Bilingual {
    switch level {
    case .town: Bilingual("按街道乡镇", "By town")
    case .trade: Bilingual("按行业", "By trade")
    case .kind: Bilingual("按类型", "By kind")
    }
  }

  /// A group as its level calls it.
  static func name(_ level: LedgerComparison.Level, of group: LedgerComparison.Group) -> String {
    switch level {
    case .town: group.name
    case .trade: AnalysisResult.tradeName(group.name).chinese
    case .kind: AnalysisResult.hostName(group.name).chinese
    }
  }

  private static func lines(_ level: LedgerComparison.Level, _ groups: [LedgerComparison.Group]) -> [Bilingual] {
    let most = 12
    let lines = groups.prefix(most).enumerated().map { index, group in
      let count = group.count
      let parts = [
        (count.only.a, Bilingual("只在A", "only in A")), (count.only.b, Bilingual("只在B", "only in B")),
        (count.moved.b, Bilingual("移位", "moved")), (count.renamed.b, Bilingual("改名", "renamed")),
        (count.changed.b, Bilingual("字段变化", "changed")),
        (max(count.undecided.a, count.undecided.b), Bilingual("无法判定", "undecided")),
      ].filter { $0.0 > 0 }.map { Bilingual("\($0.1.chinese)\(Int($0.0))条", "\(Int($0.0)) \($0.1.english)") }.listed
      let (records, weight) = (count.records, count.weight)
      var words = Bilingual(
        group.name.isEmpty ? "（未注明）" : name(level, of: group).shown, group.name.isEmpty ? "(none)" : group.name.shown)
      words += Bilingual("：\(Int(records.a)) → \(Int(records.b))条", ": \(Int(records.a)) → \(Int(records.b))")
      if weight.a != 0 || weight.b != 0 {
        words += Bilingual(
          "，权重\(grouped(weight.a)) → \(grouped(weight.b))", ", weight \(grouped(weight.a)) → \(grouped(weight.b))")
      }
      if !parts.english.isEmpty { words += Bilingual("（\(parts.chinese)）", " (\(parts.english))") }
      return index == 0 ? line(Bilingual(name(level).chinese, "by \(level.rawValue)"), words) : line(words)
    }
    return lines + more(groups.count - most)
  }
}

import Analysis
import Model
import Words

/// The part of the page that speaks of two ledgers: how many, by town and trade, and which.
extension LedgerJob.Outcome {
  func sections(_ voice: ReportVoice) -> HTML {
    var page: HTML = "\(voice.heading("台账", "The ledgers"))\(voice.paragraph(summary))"
    page += countTable(Phrase("全部", "all"), [(Phrase("全部记录", "all records"), comparison.all)], voice)
    for (level, groups) in comparison.groups {
      let heading = Phrase(Self.name(level))
      page += voice.heading(heading.chinese, heading.english)
      let counts = groups.map { group in
        (
          group.name.isEmpty
            ? Phrase("未注明", "not stated") : Phrase(Bilingual(Self.name(level, of: group), group.name)), group.count
        )
      }
      page += countTable(heading, counts, voice)
    }
    page += recordTable(voice)
    return page
  }

  private var summary: Phrase {
    let matching = comparison.matching
    let rules = comparison.matchedBy.map { rule, count -> Phrase in
      switch rule {
      case .id: Phrase("按编号\(count)条", "\(count) by id")
      case .nameAndPlace: Phrase("按名称和位置\(count)条", "\(count) by name and place")
      case .name: Phrase("按名称\(count)条", "\(count) by name")
      case .place: Phrase("按位置\(count)条", "\(count) by place")
      }
    }
    let (pairs, ties) = (matching.pairs.count, matching.ties.count)
    let moved = grouped(comparison.limits.moved.value)
    return Phrase(
      """
      配对\(pairs)条记录（\(rules.map(\.chinese).joined("，"))）；位置相差超过\(moved)米为移位；另有\(ties)组无法判定。只是书写不同的\(comparison.rewritten)条不计为变化。
      """,
      """
      \(pairs) records matched (\(rules.map(\.english).joined(", "))); what lies more than \(moved) m apart has moved; \
      \(ties) groups are undecided. \(comparison.rewritten) records differ in writing only, which is no change.
      """)
  }

  private func countTable(
    _ heading: Phrase, _ groups: [(name: Phrase, count: LedgerComparison.Count)], _ voice: ReportVoice
  ) -> HTML {
    let hasWeight = groups.contains { $0.count.weight.a != 0 || $0.count.weight.b != 0 }
    var table = ReportTable(
      columns: [
        ReportTable.Column(heading.chinese, heading.english), .init("A", "A", isNumber: true),
        .init("B", "B", isNumber: true), .init("只在A", "only in A", isNumber: true),
        .init("只在B", "only in B", isNumber: true), .init("移位", "moved", isNumber: true),
        .init("改名", "renamed", isNumber: true), .init("字段变化", "changed", isNumber: true),
        .init("无法判定（A/B）", "undecided A/B", isNumber: true),
      ]
        + (hasWeight
          ? [.init("人数（A）", "weight, A", isNumber: true), .init("人数（B）", "weight, B", isNumber: true)] : []),
      total: groups.count, file: "compare.csv")
    table.rows = groups.prefix(30).map { name, count in
      return [
        voice.inline(name), "\(Int(count.records.a))", "\(Int(count.records.b))", "\(Int(count.only.a))",
        "\(Int(count.only.b))", "\(Int(count.moved.b))", "\(Int(count.renamed.b))", "\(Int(count.changed.b))",
        "\(Int(count.undecided.a))/\(Int(count.undecided.b))",
      ] + (hasWeight ? ["\(grouped(count.weight.a))", "\(grouped(count.weight.b))"] : [])
    }
    return table.html(voice)
  }

  private func recordTable(_ voice: ReportVoice) -> HTML {
    let rows = comparison.rows.filter { $0.level == "record" }
    guard !rows.isEmpty else { return "" }
    var table = ReportTable(
      columns: [
        .init("记录", "record"), .init("变化", "change"), .init("字段", "field"), .init("A", "A"), .init("B", "B"),
        .init("米", "m", isNumber: true),
      ], total: rows.count, file: "compare.csv")
    let labels = Dictionary(
      (comparison.a.records + comparison.b.records).map { ($0.key, $0.label) }, uniquingKeysWith: { first, _ in first })
    table.rows = rows.prefix(60).map { row in
      [
        "\(labels[row.name] ?? row.name)", voice.inline(Self.change(row.kind)),
        row.kind == "changed" ? "\(row.figure)" : voice.inline(Self.figure(row.figure)), "\(row.a?.text ?? "")",
        "\(row.b?.text ?? "")", "\(row.difference.map { grouped($0) } ?? "")",
      ]
    }
    return "\(voice.heading("逐条变化", "Record by record"))\(table.html(voice))"
  }

  private static func figure(_ figure: String) -> Phrase {
    switch figure {
    case "name": Phrase("名称", "name")
    case "meters", "place": Phrase("位置", "place")
    case "name-and-place": Phrase("名称和位置", "name and place")
    case "id": Phrase("编号", "id")
    case "records": Phrase("记录序号", "records")
    default: Phrase(same: figure)
    }
  }

  private static func change(_ kind: String) -> Phrase {
    switch kind {
    case "only-in-a": Phrase("只在A", "only in A")
    case "only-in-b": Phrase("只在B", "only in B")
    case "moved": Phrase("移位", "moved")
    case "renamed": Phrase("改名", "renamed")
    case "changed": Phrase("字段变化", "changed")
    case "undecided": Phrase("无法判定", "undecided")
    case "duplicate-in-a": Phrase("A内重复", "twice in A")
    case "duplicate-in-b": Phrase("B内重复", "twice in B")
    default: Phrase(same: kind)
    }
  }
}

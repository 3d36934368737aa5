import Analysis
import Model

extension Comparison {
  /// Every figure as a row of `compare.csv`: ledgers first, then results.
  package var rows: [CompareRow] { (ledgers?.comparison.rows ?? []) + (results?.rows ?? []) }
}

extension ResultComparison {
  package var rows: [CompareRow] {
    definitions.map { CompareRow("definition", name: $0.key, "definition", .text($0.a.english), .text($0.b.english)) }
      + figures + communityRows + siteRows("station", stations) + siteRows("site", sites)
  }

  private var communityRows: [CompareRow] {
    func row(
      _ id: String, _ kind: String, _ figure: String, _ a: Double?, _ b: Double?
    ) -> CompareRow {
      CompareRow(
        "community", name: id, kind: kind, figure, a.map { .number($0) }, b.map { .number($0) })
    }
    let gained = (today: Set(gained.map(\.a.id)), plan: Set(gainedWithPlan.map(\.a.id)))
    let lost = (today: Set(lost.map(\.a.id)), plan: Set(lostWithPlan.map(\.a.id)))
    func kind(_ id: String, _ gained: Set<String>, _ lost: Set<String>) -> String {
      gained.contains(id) ? "gained" : lost.contains(id) ? "lost" : "changed"
    }
    var rows: [CompareRow] = []
    for place in changed {
      let id = place.a.id
      if (place.difference ?? 0) != 0 {
        rows.append(row(id, kind(id, gained.today, lost.today), "covered_share", place.a.share, place.b.share))
      }
      if (place.differenceWithPlan ?? 0) != 0 {
        rows.append(
          row(
            id, kind(id, gained.plan, lost.plan), "covered_share_with_plan", place.a.shareWithPlan,
            place.b.shareWithPlan))
      }
    }
    for place in communitiesOnlyA { rows.append(row(place.id, "only-in-a", "covered_share", place.share, nil)) }
    for place in communitiesOnlyB { rows.append(row(place.id, "only-in-b", "covered_share", nil, place.share)) }
    return rows
  }

  private func siteRows(_ level: String, _ sites: Sites) -> [CompareRow] {
    sites.onlyA.map { CompareRow(level, name: $0.id, kind: "only-in-a", "name", .text($0.name), nil) }
      + sites.onlyB.map { CompareRow(level, name: $0.id, kind: "only-in-b", "name", nil, .text($0.name)) }
      + sites.both.filter { !$0.isSameID }.map {
        CompareRow(
          level, name: $0.a.id, kind: "same-place", "id", .text($0.a.id), .text($0.b.id), difference: $0.meters)
      }
      + sites.hasMoved.filter(\.isSameID).map {
        CompareRow(
          level, name: $0.a.id, kind: "moved", "meters", nil, nil, difference: $0.meters.map { rounded($0, 1) })
      }
  }
}

extension LedgerComparison {
  package var rows: [CompareRow] {
    var rows = Self.rows("ledger", "", all)
    for (rule, count) in matchedBy {
      rows.append(CompareRow("ledger", kind: rule.rawValue, "matched", .number(Double(count)), .number(Double(count))))
    }
    rows.append(CompareRow("ledger", "rewritten", .number(Double(rewritten)), .number(Double(rewritten))))
    func extra(_ groups: [[Int]]) -> Double { Double(groups.reduce(0) { $0 + $1.count - 1 }) }
    rows.append(CompareRow("ledger", "duplicates", .number(extra(duplicatesA)), .number(extra(duplicatesB))))
    for (level, groups) in groups {
      for group in groups { rows += Self.rows(level.rawValue, group.name, group.count) }
    }
    return rows + recordRows + pairRows
  }

  private static func rows(_ level: String, _ name: String, _ count: Count) -> [CompareRow] {
    let figures: [(String, Both)] = [
      ("records", count.records), ("only", count.only), ("moved", count.moved), ("renamed", count.renamed),
      ("changed", count.changed), ("undecided", count.undecided), ("weight", count.weight),
    ]
    return figures.compactMap { figure, both in
      guard figure != "weight" || both.a != 0 || both.b != 0 else { return nil }
      return CompareRow(level, name: name, figure, .number(both.a), .number(both.b))
    }
  }

  private var recordRows: [CompareRow] {
    func row(_ record: LedgerRecord, _ kind: String, _ figure: String, _ a: String?, _ b: String?) -> CompareRow {
      CompareRow("record", name: record.key, kind: kind, figure, a.map { .text($0) }, b.map { .text($0) })
    }
    var rows: [CompareRow] = []
    for index in matching.onlyA { rows.append(row(a.records[index], "only-in-a", "name", a.records[index].words, nil)) }
    for index in matching.onlyB { rows.append(row(b.records[index], "only-in-b", "name", nil, b.records[index].words)) }
    for change in changes {
      let (old, new) = (a.records[change.pair.a], b.records[change.pair.b])
      if change.hasMoved {
        var moved = row(old, "moved", "meters", Self.degrees(old), Self.degrees(new))
        moved.difference = change.pair.meters.map { rounded($0, 1) }
        rows.append(moved)
      }
      if change.isRenamed { rows.append(row(old, "renamed", "name", old.name, new.name)) }
      if change.isReshaped { rows.append(row(old, "changed", "geometry", old.shape?.typeName, new.shape?.typeName)) }
      for field in change.fields { rows.append(row(old, "changed", field.name, field.old, field.new)) }
    }
    for tie in matching.ties {
      let names = (tie.a.map { a.records[$0].key }, tie.b.map { b.records[$0].key })
      rows.append(
        row(
          a.records[tie.a[0]], "undecided", tie.rule.rawValue, names.0.joined(separator: "; "),
          names.1.joined(separator: "; ")))
    }
    for (groups, ledger, kind) in [(duplicatesA, a, "duplicate-in-a"), (duplicatesB, b, "duplicate-in-b")] {
      for group in groups {
        let numbers = group.map { "\(ledger.records[$0].number)" }.joined(separator: "; ")
        let isA = kind == "duplicate-in-a"
        rows.append(row(ledger.records[group[0]], kind, "records", isA ? numbers : nil, isA ? nil : numbers))
      }
    }
    return rows
  }

  /// Every pair with the rule that made it.
  private var pairRows: [CompareRow] {
    matching.pairs.map { pair in
      CompareRow(
        "pair", name: a.records[pair.a].key, kind: pair.rule.rawValue, "meters", .text(a.records[pair.a].key),
        .text(b.records[pair.b].key), difference: pair.meters.map { rounded($0, 1) })
    }
  }

  private static func degrees(_ record: LedgerRecord) -> String? {
    record.place.map { "\(trimmedNumber($0.x, decimals: 7)) \(trimmedNumber($0.y, decimals: 7))" }
  }
}

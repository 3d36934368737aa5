import Model

/// The figures of two results for people: what they mean first, as that changes the rest.
extension ResultComparison {
  var lines: [String] {
    func line(_ head: String, _ words: String) -> String {
      head + String(repeating: " ", count: max(1, 13 - head.count)) + words
    }
    var lines = cautions.map { line("caution", $0.english) }
    for (index, definition) in definitions.enumerated() {
      lines.append(
        line(
          index == 0 ? "definition" : "",
          "\(definition.key.shown): A \(definition.a.inOneLine), B \(definition.b.inOneLine)"))
    }
    if !definitions.isEmpty { lines.append(line("", "so the figures do not mean the same in both")) }
    lines.append(line("today", shares("")))
    if figure("coverage", kind: "communities", "share_with_plan") != nil || !a.sites.isEmpty || !b.sites.isEmpty {
      lines.append(line("with plan", shares("_with_plan")))
    }
    if let routes { lines.append(line("routes", routes)) }
    if let plan { lines.append(line("plan", plan)) }
    for (head, today, later) in [("gained", gained, gainedWithPlan), ("lost", lost, lostWithPlan)] {
      lines.append(line(head, "today \(Self.list(today)); with the plan \(Self.list(later))"))
    }
    for (index, place) in changed.prefix(5).enumerated() {
      var words: [String] = []
      if (place.difference ?? 0) != 0 { words.append("today \(Self.arrow(place.a.share, place.b.share))") }
      if (place.differenceWithPlan ?? 0) != 0 {
        words.append("with the plan \(Self.arrow(place.a.shareWithPlan, place.b.shareWithPlan))")
      }
      lines.append(
        line(index == 0 ? "changed most" : "", "\(place.a.name.shown): \(words.joined(separator: ", "))"))
    }
    if changed.count > 5 { lines.append(line("", "… and \(changed.count - 5) more communities")) }
    for (side, places) in [("A", communitiesOnlyA), ("B", communitiesOnlyB)] where !places.isEmpty {
      lines.append(line("communities", "only in \(side) \(Self.names(places.map(\.name)))"))
    }
    for (head, sites) in [("stations", stations), ("new sites", self.sites)] {
      guard !sites.both.isEmpty || !sites.onlyA.isEmpty || !sites.onlyB.isEmpty else { continue }
      let other = sites.both.count { !$0.isSameID }
      let moved = sites.hasMoved.count { $0.isSameID }
      lines.append(
        line(
          head,
          "\(sites.both.count) in both"
            + (other > 0 ? " (\(other) by place, within \(Int(Self.samePlace.value)) m, under other ids)" : "")
            + (moved > 0 ? " (\(moved) moved by more than \(Int(Self.samePlace.value)) m)" : "")
            + "; only in A \(Self.names(sites.onlyA.map(\.name))); only in B \(Self.names(sites.onlyB.map(\.name)))"))
    }
    return lines
  }

  private static func names(_ names: [String]) -> String {
    guard !names.isEmpty else { return "none" }
    return "\(names.count): \(names.prefix(6).map(\.shown).joined(separator: ", "))" + (names.count > 6 ? ", …" : "")
  }

  private static func list(_ places: [Place]) -> String { names(places.map(\.a.name)) }

  private static func arrow(_ a: Double?, _ b: Double?) -> String { arrow(shareText(a), shareText(b)) }

  /// What is the same in both stands once.
  private static func arrow(_ a: String, _ b: String) -> String { a == b ? a : "\(a) → \(b)" }

  /// A difference of shares in percentage points.
  static func points(_ difference: Double) -> String {
    let text = grouped(difference * 100, decimals: 1)
    return difference > 0 ? "+\(text)" : text
  }

  private func shares(_ suffix: String) -> String {
    let kinds = [("communities", "residents"), ("workers", "workers"), ("routes", "route trip-km")]
    let parts = kinds.compactMap { kind, words -> String? in
      guard let row = figure("coverage", kind: kind, "share\(suffix)") else { return nil }
      let change = row.difference.flatMap { $0 == 0 ? nil : " (\(Self.points($0)) points)" } ?? ""
      return "\(words) \(Self.arrow(row.a?.number, row.b?.number))\(change)"
    }
    return parts.isEmpty ? "–" : parts.joined(separator: ", ")
  }

  private var routes: String? {
    func words(_ suffix: String, _ when: String) -> String? {
      guard let row = figure("coverage", kind: "routes", "longest_gap_min\(suffix)") else { return nil }
      func minutes(_ value: CompareValue?) -> String { value?.number.map { trimmedNumber($0, decimals: 1) } ?? "–" }
      return "longest gap \(when) \(Self.arrow(minutes(row.a), minutes(row.b))) min"
    }
    let parts = [words("", "today"), words("_with_plan", "with the plan")].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private var plan: String? {
    func row(_ key: String) -> CompareRow? { figure("plan", key) }
    guard row("status") != nil || row("new") != nil else { return nil }
    let isShare = [row("unit")?.a, row("unit")?.b].allSatisfy { $0?.text.hasPrefix("weighted mean") ?? true }
    func arrow(_ row: CompareRow?, _ words: (Double) -> String) -> String {
      func text(_ value: CompareValue?) -> String { value?.number.map(words) ?? "–" }
      return Self.arrow(text(row?.a), text(row?.b))
    }
    func value(_ number: Double) -> String {
      isShare ? percent(number, decimals: 2) : trimmedNumber(number, decimals: 2)
    }
    var parts = ["\(arrow(row("new")) { grouped($0) }) new sites"]
    func change(_ row: CompareRow, _ words: (Double) -> String) -> String {
      guard let difference = row.difference, difference != 0 else { return "" }
      return " (\(words(difference)))"
    }
    if let row = row("value") {
      let change = change(row) { isShare ? "\(Self.points($0)) points" : trimmedNumber($0, decimals: 2) }
      parts.append("value \(arrow(row, value))\(change)")
    }
    if let row = row("bound") { parts.append("bound \(arrow(row, value))") }
    if let row = row("gap") { parts.append("gap \(arrow(row) { percent($0, decimals: 2) })") }
    if let row = row("status") { parts.append(Self.arrow(row.a?.text ?? "–", row.b?.text ?? "–")) }
    if let row = row("cost_yuan") {
      let change = change(row) { ($0 > 0 ? "+" : "") + grouped($0) }
      parts.append("cost \(arrow(row) { grouped($0) }) yuan\(change)")
    }
    return parts.joined(separator: ", ")
  }
}

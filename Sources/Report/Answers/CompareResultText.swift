import Model
import Words

/// The figures of two results for people: what they mean first, as that changes the rest.
extension ResultComparison {
  var lines: [Bilingual] {
    var lines = cautions.map { line("注意", "caution", $0) }
    for (index, definition) in definitions.enumerated() {
      let name = Bilingual(definitionName(definition.key).chinese, definition.key.shown)
      let (a, b) = (definition.a.map(\.inOneLine), definition.b.map(\.inOneLine))
      let words = Bilingual(
        "\(name.chinese)：A为\(a.chinese)，B为\(b.chinese)", "\(name.english): A \(a.english), B \(b.english)")
      lines.append(index == 0 ? line("定义", "definition", words) : line(words))
    }
    if !definitions.isEmpty {
      lines.append(line(Bilingual("因此两者数字的含义不同", "so the figures do not mean the same in both")))
    }
    lines.append(line("现状", "today", shares("")))
    if figure("coverage", kind: "communities", "share_with_plan") != nil || !a.sites.isEmpty || !b.sites.isEmpty {
      lines.append(line("方案后", "with plan", shares("_with_plan")))
    }
    if let routes { lines.append(line("路线", "routes", routes)) }
    if let plan { lines.append(line("方案", "plan", plan)) }
    for (head, today, later) in [
      (Bilingual("新增社区", "gained"), gained, gainedWithPlan), (Bilingual("失去社区", "lost"), lost, lostWithPlan),
    ] {
      let (now, then) = (Self.list(today), Self.list(later))
      lines.append(
        line(
          head,
          Bilingual(
            "现状\(now.chinese)；方案后\(then.chinese)", "today \(now.english); with the plan \(then.english)")))
    }
    return lines + communityLines + siteLines
  }

  private var communityLines: [Bilingual] {
    var lines: [Bilingual] = []
    for (index, place) in changed.prefix(5).enumerated() {
      var words: [Bilingual] = []
      if (place.difference ?? 0) != 0 {
        words.append(Bilingual("现状", "today ") + Self.arrow(place.a.share, place.b.share))
      }
      if (place.differenceWithPlan ?? 0) != 0 {
        words.append(Bilingual("方案后", "with the plan ") + Self.arrow(place.a.shareWithPlan, place.b.shareWithPlan))
      }
      let name = place.a.name.shown
      let sentence = Bilingual("\(name)：", "\(name): ") + words.joined("，", ", ")
      lines.append(index == 0 ? line("变化最大", "changed most", sentence) : line(sentence))
    }
    let more = changed.count - 5
    if more > 0 { lines.append(line(Bilingual("……另有\(more)个社区", "… and \(more) more communities"))) }
    for (side, places) in [("A", communitiesOnlyA), ("B", communitiesOnlyB)] where !places.isEmpty {
      lines.append(
        line("社区", "communities", Bilingual("只在\(side)：", "only in \(side) ") + Self.names(places.map(\.name))))
    }
    return lines
  }

  private var siteLines: [Bilingual] {
    var lines: [Bilingual] = []
    for (head, sites) in [(Bilingual("驿站", "stations"), stations), (Bilingual("新建点位", "new sites"), self.sites)] {
      guard !sites.both.isEmpty || !sites.onlyA.isEmpty || !sites.onlyB.isEmpty else { continue }
      let other = sites.both.count { !$0.isSameID }
      let moved = sites.hasMoved.count { $0.isSameID }
      let meters = Int(Self.samePlace.value)
      var words = Bilingual("两者共有\(sites.both.count)个", "\(sites.both.count) in both")
      if other > 0 {
        words += Bilingual(
          "（其中\(other)个编号不同，相距\(meters)米以内，按位置对应）", " (\(other) by place, within \(meters) m, under other ids)")
      }
      if moved > 0 {
        words += Bilingual("（其中\(moved)个移位超过\(meters)米）", " (\(moved) moved by more than \(meters) m)")
      }
      words += Bilingual("；只在A：", "; only in A ") + Self.names(sites.onlyA.map(\.name))
      words += Bilingual("；只在B：", "; only in B ") + Self.names(sites.onlyB.map(\.name))
      lines.append(line(head, words))
    }
    return lines
  }

  private static func names(_ names: [String]) -> Bilingual {
    guard !names.isEmpty else { return none }
    let isCut = names.count > 6
    return Bilingual("\(names.count)个（", "\(names.count): ") + Array(names.prefix(6).map(\.shown)).listed
      + Bilingual(isCut ? "等）" : "）", isCut ? ", …" : "")
  }

  private static func list(_ places: [Place]) -> Bilingual { names(places.map(\.a.name)) }

  private static func arrow(_ a: Double?, _ b: Double?) -> Bilingual {
    arrow(Bilingual(same: shareText(a)), Bilingual(same: shareText(b)))
  }

  /// What is the same in both stands once.
  private static func arrow(_ a: Bilingual, _ b: Bilingual) -> Bilingual { a == b ? a : a + Bilingual(same: " → ") + b }

  /// A difference of shares in percentage points.
  static func points(_ difference: Double) -> String {
    let text = grouped(difference * 100, decimals: 1)
    return difference > 0 ? "+\(text)" : text
  }

  private func shares(_ suffix: String) -> Bilingual {
    let kinds = [
      ("communities", Bilingual("居民", "residents")), ("workers", Bilingual("从业人员", "workers")),
      ("routes", Bilingual("路线里程（按每日趟次加权）", "route trip-km")),
    ]
    let parts = kinds.compactMap { kind, words -> Bilingual? in
      guard let row = figure("coverage", kind: kind, "share\(suffix)") else { return nil }
      let shares = words + Bilingual("", " ") + Self.arrow(row.a?.number, row.b?.number)
      guard let difference = row.difference, difference != 0 else { return shares }
      let points = Self.points(difference)
      return shares + Bilingual("（\(points)个百分点）", " (\(points) points)")
    }
    return parts.isEmpty ? Bilingual(same: "–") : parts.listed
  }

  private var routes: Bilingual? {
    func words(_ suffix: String, _ when: Bilingual) -> Bilingual? {
      guard let row = figure("coverage", kind: "routes", "longest_gap_min\(suffix)") else { return nil }
      func minutes(_ value: CompareValue?) -> Bilingual {
        Bilingual(same: value?.number.map { trimmedNumber($0, decimals: 1) } ?? "–")
      }
      let change = Self.arrow(minutes(row.a), minutes(row.b))
      return Bilingual(
        "\(when.chinese)最长无站路段\(change.chinese)分钟", "longest gap \(when.english) \(change.english) min")
    }
    let parts = [words("", Bilingual("现状", "today")), words("_with_plan", Bilingual("方案后", "with the plan"))]
      .compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined("，", ", ")
  }

  /// Whether the values of the plans are shares.
  var isPlanOfShares: Bool {
    [figure("plan", "unit")?.a, figure("plan", "unit")?.b].allSatisfy { $0?.text.hasPrefix("weighted mean") ?? true }
  }

  private var plan: Bilingual? {
    func row(_ key: String) -> CompareRow? { figure("plan", key) }
    guard row("status") != nil || row("new") != nil else { return nil }
    let isShare = isPlanOfShares
    func arrow(_ row: CompareRow?, _ words: (Double) -> Bilingual) -> Bilingual {
      func text(_ value: CompareValue?) -> Bilingual { value?.number.map(words) ?? Bilingual(same: "–") }
      return Self.arrow(text(row?.a), text(row?.b))
    }
    func number(_ number: Double) -> Bilingual { Bilingual(same: trimmedNumber(number, decimals: 2)) }
    func value(_ value: Double) -> Bilingual { isShare ? percent(value, decimals: 2) : number(value) }
    func change(_ row: CompareRow, _ words: (Double) -> Bilingual) -> Bilingual {
      guard let difference = row.difference, difference != 0 else { return Bilingual(same: "") }
      let words = words(difference)
      return Bilingual("（\(words.chinese)）", " (\(words.english))")
    }
    let new = arrow(row("new")) { Bilingual(same: grouped($0)) }
    var parts = [Bilingual("新建\(new.chinese)个", "\(new.english) new sites")]
    if let row = row("value") {
      let change = change(row) { difference in
        let points = Self.points(difference)
        return isShare ? Bilingual("\(points)个百分点", "\(points) points") : number(difference)
      }
      parts.append(Bilingual("目标值", "value ") + arrow(row, value) + change)
    }
    if let row = row("bound") { parts.append(Bilingual("上界", "bound ") + arrow(row, value)) }
    if let row = row("gap") { parts.append(Bilingual("差距", "gap ") + arrow(row) { percent($0, decimals: 2) }) }
    if let row = row("status") { parts.append(Self.arrow(statusName(row.a?.text), statusName(row.b?.text))) }
    if let row = row("cost_yuan") {
      let cost = arrow(row) { Bilingual(same: grouped($0)) }
      let change = change(row) { Bilingual(same: ($0 > 0 ? "+" : "") + grouped($0)) }
      parts.append(Bilingual("费用\(cost.chinese)元", "cost \(cost.english) yuan") + change)
    }
    return parts.joined("，", ", ")
  }
}

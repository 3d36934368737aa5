import Analysis
import Model
import Words

/// `compare.html`: one self-contained page for the meeting, like the report of a run.
///
/// It asks nothing of the network and holds no time stamp: equal comparisons give equal bytes.
package func comparisonPage(_ comparison: Comparison) -> String {
  let voice = ReportVoice(language: comparison.language)
  let (a, b) = (comparison.a.words.inOneLine, comparison.b.words.inOneLine)
  let title = Phrase(
    comparison.ledgers == nil ? "两个结果的比较" : "两份台账的比较",
    comparison.ledgers == nil ? "Two results compared" : "Two ledgers compared")
  return pageDocument(
    title, voice,
    """
    \(illustrativeNotice(comparison.isIllustrative, voice))<dl><dt>A</dt><dd>\(a)</dd><dt>B</dt><dd>\(b)</dd></dl>
    \(comparison.cautionLines(voice))\(comparison.mapFigure(voice))\(comparison.ledgers?.sections(voice) ?? "")\
    \(comparison.resultSections(voice))\(comparison.footer(voice))
    """)
}

extension Comparison {
  /// What makes the figures less than they seem, before them.
  fileprivate func cautionLines(_ voice: ReportVoice) -> HTML {
    var phrases: [Phrase] = []
    if isOneFile { phrases.append(Phrase("A与B是同一文件。", "A and B are the same file.")) }
    if isSame { phrases.append(Phrase("两者没有差别。", "Nothing differs.")) }
    phrases += ((ledgers?.roleCautions ?? []) + (ledgers?.comparison.cautions ?? []) + (results?.cautions ?? [])).map {
      Phrase($0)
    }
    return phrases.map { voice.paragraph($0, style: "verdict") }.joined()
  }

  fileprivate func mapFigure(_ voice: ReportVoice) -> HTML {
    let figure = CompareMap(self, voice).figure
    return figure.isEmpty ? "" : "\(voice.heading("地图", "Map"))\(figure)"
  }

  fileprivate func resultSections(_ voice: ReportVoice) -> HTML {
    guard let results else { return "" }
    let heading: HTML =
      ledgers == nil
      ? "" : voice.heading("对覆盖的影响", "What it does to coverage")
    return "\(heading)\(results.sections(voice))"
  }

  fileprivate func footer(_ voice: ReportVoice) -> HTML {
    let sources = attribution.map { "<p>\($0)</p>\n" as HTML }
    return """
      <footer>
      \(voice.paragraph(
        Phrase(
          "内部使用；在中国公开展示地图需取得审图号。",
          "For internal use; public display of maps in China needs a map approval number (审图号).")))\(sources)\
      <p>ServiceCircle \(toolVersion)</p>
      </footer>

      """
  }
}

extension ResultComparison {
  /// The definitions first: they change what the figures mean.
  fileprivate func sections(_ voice: ReportVoice) -> HTML {
    var page: HTML = ""
    if !definitions.isEmpty {
      page += voice.heading("定义不同：各数字含义随之不同", "Other definitions: the figures do not mean the same")
      page += definitionTable(voice)
    }
    page += "\(voice.heading("主要数字", "Figures"))\(figureTable(voice))"
    if !changed.isEmpty || !communitiesOnlyA.isEmpty || !communitiesOnlyB.isEmpty {
      page += voice.heading("社区", "Communities")
      page += voice.paragraph(communityPhrase)
      page += communityTable(voice)
    }
    for (heading, sites) in [
      (Phrase("现有驿站", "Stations in operation"), stations), (Phrase("新建点位", "New sites"), self.sites),
    ] where !sites.onlyA.isEmpty || !sites.onlyB.isEmpty || !sites.both.isEmpty {
      page += voice.heading(heading.chinese, heading.english)
      let (both, one, other) = (sites.both.count, sites.onlyA.count, sites.onlyB.count)
      page += voice.paragraph(
        Phrase(
          "两者共有\(both)个，只在A中\(one)个，只在B中\(other)个。", "\(both) in both, \(one) only in A, \(other) only in B."))
      if one + other > 0 { page += siteTable(sites, voice) }
    }
    return page
  }

  private func definitionTable(_ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [.init("定义", "definition"), .init("A", "A"), .init("B", "B")], total: definitions.count,
      file: "compare.csv")
    table.rows = definitions.map {
      [
        voice.inline(Phrase("\(definitionName($0.key).chinese)", "<code>\($0.key)</code>")), voice.inline($0.a),
        voice.inline($0.b),
      ]
    }
    return table.html(voice)
  }

  private func figureTable(_ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        .init("指标", "figure"), .init("A", "A", isNumber: true), .init("B", "B", isNumber: true),
        .init("差值（百分点、元、分钟）", "difference: points, yuan, minutes", isNumber: true),
      ], total: 0, file: "compare.csv")
    let shares: [(String, Phrase)] = [
      ("communities", Phrase("居民覆盖率", "residents covered")), ("workers", Phrase("从业人员覆盖率", "workers covered")),
      ("routes", Phrase("路线里程覆盖率（按每日趟次加权）", "route mileage covered")),
    ]
    for (suffix, when) in [("", Phrase("现状", "today")), ("_with_plan", Phrase("方案后", "with plan"))] {
      for (kind, name) in shares {
        guard let row = figure("coverage", kind: kind, "share\(suffix)") else { continue }
        let words = Phrase("\(name.chinese)，\(when.chinese)", "\(name.english), \(when.english)")
        table.rows.append([
          voice.inline(words), "\(shareText(row.a?.number))", "\(shareText(row.b?.number))",
          "\(row.difference.map(Self.points) ?? "–")",
        ])
      }
    }
    let isShare = isPlanOfShares
    let plan: [(String, Phrase, isShare: Bool)] = [
      ("new", Phrase("新建数量", "new sites"), false), ("value", Phrase("目标值", "value of the plan"), isShare),
      ("bound", Phrase("上界", "bound"), isShare), ("gap", Phrase("最优性差距", "gap"), true),
      ("cost_yuan", Phrase("费用（元）", "cost, yuan"), false),
    ]
    for (key, name, isShare) in plan {
      guard let row = figure("plan", key) else { continue }
      func words(_ number: Double?) -> HTML {
        guard let number else { return "–" }
        return isShare
          ? voice.language == .english
            ? "\(percent(number, decimals: 2).english)" : "\(percent(number, decimals: 2).chinese)"
          : "\(grouped(number, decimals: number == number.rounded() ? 0 : 2))"
      }
      let difference = row.difference.map { isShare ? "\(Self.points($0))" as HTML : words($0) } ?? "–"
      table.rows.append([voice.inline(name), words(row.a?.number), words(row.b?.number), difference])
    }
    for (suffix, when) in [("", Phrase("现状", "today")), ("_with_plan", Phrase("方案后", "with plan"))] {
      guard let row = figure("coverage", kind: "routes", "longest_gap_min\(suffix)") else { continue }
      func minutes(_ number: Double?) -> HTML { "\(number.map { grouped($0, decimals: 1) } ?? "–")" }
      table.rows.append([
        voice.inline(Phrase("路线最长无站路段（分钟），\(when.chinese)", "longest gap on a route, minutes, \(when.english)")),
        minutes(row.a?.number), minutes(row.b?.number), minutes(row.difference),
      ])
    }
    table.total = table.rows.count
    return table.html(voice)
  }

  private var communityPhrase: Phrase {
    func chinese(_ places: [Place]) -> String {
      places.isEmpty ? "无" : "\(places.count)个（\(places.prefix(6).map(\.a.name).joined(separator: "、"))）"
    }
    func english(_ places: [Place]) -> String {
      places.isEmpty ? "none" : "\(places.count) (\(places.prefix(6).map(\.a.name).joined(separator: ", ")))"
    }
    return Phrase(
      "覆盖一半及以上的社区，现状新增：\(chinese(gained))；失去：\(chinese(lost))。方案后新增：\(chinese(gainedWithPlan))；失去：\(chinese(lostWithPlan))。",
      """
      Covered by half or more, today gained: \(english(gained)); lost: \(english(lost)). With the plan gained: \
      \(english(gainedWithPlan)); lost: \(english(lostWithPlan)).
      """)
  }

  private func communityTable(_ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        .init("社区", "community"), .init("人口", "residents", isNumber: true), .init("现状（A）", "today, A", isNumber: true),
        .init("现状（B）", "today, B", isNumber: true), .init("方案后（A）", "with plan, A", isNumber: true),
        .init("方案后（B）", "with plan, B", isNumber: true),
      ], total: changed.count, file: "compare.csv")
    table.rows = changed.prefix(20).map { place in
      [
        "\(place.a.name)", "\(grouped(place.b.weight))", "\(shareText(place.a.share))", "\(shareText(place.b.share))",
        "\(shareText(place.a.shareWithPlan))", "\(shareText(place.b.shareWithPlan))",
      ]
    }
    return table.html(voice)
  }

  private func siteTable(_ sites: Sites, _ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        .init("点位", "site"), .init("编号", "id"), .init("在", "in"), .init("费用（元）", "yuan", isNumber: true),
      ], total: sites.onlyA.count + sites.onlyB.count, file: "compare.csv")
    let all = sites.onlyA.map { ($0, "A") } + sites.onlyB.map { ($0, "B") }
    table.rows = all.prefix(40).map { site, side in
      ["\(site.name)", "\(site.id)", "\(side)", "\(site.costYuan.map { grouped($0) } ?? "–")"]
    }
    return table.html(voice)
  }
}

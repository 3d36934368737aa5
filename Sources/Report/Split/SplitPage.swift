import Allocation
import Model
import Words

/// `allocation.html`: one self-contained page, like the report of a run.
///
/// It asks nothing of the network and holds no time stamp: equal splits give equal bytes.
func splitPage(_ result: SplitResult, _ split: CountySplit) -> String {
  let voice = ReportVoice(language: result.job.language)
  return pageDocument(
    Phrase("各县分配方案", "One total split over counties"), voice,
    """
    \(illustrativeNotice(result.isIllustrative, voice))\(result.verdict(split, voice))\
    \(result.differingNote.map { voice.paragraph($0) } ?? "")\
    \(result.overview(split, voice))\(voice.heading("各县", "Counties"))\(result.countyTable(split, voice))\
    \(result.countyMaps(split, voice))\(result.changeSection(voice))\
    \(voice.heading("主要数字与证明", "Figures and proof"))\(result.figureTable(split, voice))\
    \(voice.heading("与平均分、按人口分相比", "Beside an equal split and one by people"))\(result.plainTable(split, voice))\
    \(result.yearSection(voice))\(result.footer(voice))
    """)
}

extension SplitResult {
  /// `allocation.html`; nil where there is no split.
  package var page: String? { split.map { splitPage(self, $0) } }

  fileprivate func verdict(_ split: CountySplit, _ voice: ReportVoice) -> HTML {
    let (what, proof) = verdictPhrases(split)
    return "\(voice.paragraph(what, style: "verdict"))\(voice.paragraph(proof))"
  }

  /// What is split and covered, and what is proven of it.
  func verdictPhrases(_ split: CountySplit) -> (what: Phrase, proof: Phrase) {
    let (used, total) = (words(split.used), words(split.total))
    let aim =
      job.aim == .people
      ? Bilingual("覆盖人数最多", "most people covered")
      : Bilingual("覆盖率最低的县尽量高，其次覆盖人数最多", "the county covered least as high as can be, then most people covered")
    let covered = peopleWords(split.value)
    let what = Phrase(
      "\(total.chinese)分给\(counties.count)个县，用\(used.chinese)，覆盖\(covered.chinese)。目标：\(aim.chinese)。",
      """
      Of \(total.english) \(used.english) go to \(counties.count) counties and cover \
      \(covered.english). Aim: \(aim.english).
      """)
    let gap = percent(split.gap, decimals: 2)
    let proof =
      job.aim == .worst
      ? worstProof(split)
      : Phrase(
        "按各县曲线，这是最优分法（已证明，不是逐个贪心）；任何分法都不超过\(grouped(split.bound))人，差距\(gap.chinese)，来自各县方案自身的上界。",
        """
        For these curves no split is better (proven; not step by step). No plans of the counties cover more than \
        \(grouped(split.bound)): the gap of \(gap.english) is that of the counties' own plans.
        """)
    return (what, proof)
  }

  /// Counties whose people are counted by other rules are not alike.
  var differingNote: Phrase? {
    guard !differing.isEmpty else { return nil }
    let keys = differing.map(\.words).listed
    return Phrase(
      "注意：各县服务圈的定义不同（\(keys.chinese)），覆盖人数不完全可比。请用相同定义重新运行。",
      "Note: the counties define the circle differently (\(keys.english)), so their people are not quite alike. Run them by one definition."
    )
  }

  /// The bound of aim `worst` is one of shares; the people bound is that of any aim.
  private func worstProof(_ split: CountySplit) -> Phrase {
    let share = shareText(split.worst.share)
    let limit = split.worstBound.map(limitText) ?? share
    return Phrase(
      """
      按各县曲线，没有分法能使最低覆盖率高于\(share)（已证明）；各县无论采用何种方案，也不超过\(limit)。在这样的分法中，覆盖人数最多。\
      不论目标，任何分法覆盖都不超过\(grouped(split.bound))人。
      """,
      """
      For these curves no split brings the county covered least above \(share) (proven); no plans of the counties bring it above \
      \(limit). Of such splits it covers the most people. Whatever the aim, none covers more than \(grouped(split.bound)).
      """)
  }

  fileprivate func figureTable(_ split: CountySplit, _ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [.init("指标", "figure"), .init("数值", "value", isNumber: true)], total: 0, file: "allocation.json")
    table.rows = figureRows(split).map { [voice.inline($0.name), voice.inline($0.value)] }
    table.total = table.rows.count
    return table.html(voice)
  }

  /// Its main figures with the proof.
  func figureRows(_ split: CountySplit) -> [(name: Phrase, value: Phrase)] {
    var rows: [(name: Phrase, value: Phrase)] = []
    func row(_ name: Phrase, _ value: String) { rows.append((name, Phrase(same: value))) }
    if let today = valueToday { row(Phrase("现状覆盖人数", "people covered today"), grouped(today)) }
    row(Phrase("覆盖人数", "people covered"), grouped(split.value))
    row(Phrase("占全部人数", "of all people"), shareText(min(1, split.value / people)))
    row(Phrase("上界", "bound"), grouped(split.bound))
    if job.aim == .people {
      rows.append((Phrase("差距", "gap"), Phrase(percent(split.gap, decimals: 2))))
    }
    if split.boundBetween > split.bound {
      row(
        Phrase("上界（含曲线点之间的金额）", "bound, sums between the points of the curves included"),
        grouped(split.boundBetween))
    }
    let worst = counties[split.worst.county]
    let share = shareText(split.worst.share)
    rows.append(
      (
        Phrase("覆盖率最低的县", "county covered least"),
        Phrase("\(worst.name.chinese) \(share)", "\(worst.name.english) \(share)")
      ))
    if let bound = split.worstBound {
      row(Phrase("最低覆盖率的上界", "no split gives it more than"), limitText(bound))
    }
    row(
      job.unit == .yuan
        ? Phrase("边际：再加一万元约多覆盖", "at the margin 10,000 yuan more bring about")
        : Phrase("边际：再加一个站约多覆盖", "at the margin a station more brings about"), grouped(price(split)))
    rows.append((Phrase("未分出", "left"), Phrase(words(split.left))))
    if split.reserved > 0 {
      rows.append((Phrase("组内留存未用", "set aside for groups and not used"), Phrase(words(split.reserved))))
    }
    return rows
  }

  fileprivate func plainTable(_ split: CountySplit, _ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        .init("分法", "split"), .init("覆盖人数", "people covered", isNumber: true),
        .init("相差", "difference", isNumber: true), .init("最低覆盖率", "least share", isNumber: true),
      ], total: plain.count + 1, file: "allocation.json")
    table.rows = [
      [voice.inline(Phrase("本方案", "this one")), "\(grouped(split.value))", "–", "\(shareText(split.worst.share))"]
    ]
    for plain in plain {
      let name = plain.rule == .equal ? Phrase("平均分", "equal") : Phrase("按人口分", "by people")
      table.rows.append([
        voice.inline(name), "\(grouped(plain.value))", voice.line(difference(plain, split)),
        "\(shareText(plain.worst))",
      ])
    }
    return "\(table.html(voice))\(plainCountyTable(split, voice))"
  }

  /// What each county gets by this split and by the plain ones.
  private func plainCountyTable(_ split: CountySplit, _ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        .init("县", "county"), amountColumn("本方案", "this one"), amountColumn("平均分", "equal"),
        amountColumn("按人口分", "by people"),
      ], total: counties.count, file: "allocation.csv")
    for index in shown.prefix(100) {
      table.rows.append(
        [voice.inline(counties[index].name), size(split.counties[index].size)]
          + plain.map { size($0.given[index]) })
    }
    return table.html(voice)
  }

  fileprivate func yearSection(_ voice: ReportVoice) -> HTML {
    guard !years.isEmpty else { return "" }
    var table = ReportTable(
      columns: [
        .init("年度", "year"), amountColumn("累计", "up to then"),
        .init("覆盖人数", "people covered", isNumber: true), .init("单独最优", "best for itself", isNumber: true),
        .init("最低覆盖率", "least share", isNumber: true),
      ], total: years.count, file: "allocation.json")
    for (index, year) in years.enumerated() {
      table.rows.append([
        "\(index + 1)", size(year.used), "\(grouped(year.value))", "\(grouped(year.freeValue))",
        "\(shareText(year.worst))",
      ])
    }
    return """
      \(voice.heading("分年实施", "Year by year"))\(voice.paragraph(
        Phrase(
          "末年方案最优，各年只增不减；每年在次年方案之内取最优。",
          "The last year's split is the best there is; each year before has the best split within the year after it.")))\
      \(table.html(voice))
      """
  }

  fileprivate func countyTable(_ split: CountySplit, _ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        .init("县", "county"), .init("人数", "people", isNumber: true), .init("现有站", "stations today", isNumber: true),
        .init("现状覆盖率", "covered today", isNumber: true), amountColumn("分得", "gets"),
        .init("方案后覆盖率", "covered with it", isNumber: true), .init("最后一步带来", "the last step brings", isNumber: true),
        .init("下一步可带来", "the next would bring", isNumber: true), .init("受限于", "held by"),
      ], total: counties.count, file: "allocation.csv")
    func step(_ margin: CountySplit.Margin?) -> HTML {
      guard let margin else { return "–" }
      let people: HTML = "\(grouped(margin.people))"
      return job.unit == .stations && margin.size == 1 ? people : "\(people) / \(voice.line(words(margin.size)))"
    }
    for index in shown.prefix(100) {
      let share = split.counties[index]
      table.rows.append([
        voice.line(counties[index].name), "\(grouped(problem.counties[index].people))",
        "\(counties[index].stations.map { grouped(Double($0)) } ?? "–")", "\(shareText(shareToday(index)))",
        size(share.size), "\(shareText(share.share))", step(share.last), step(share.next),
        voice.inline(Self.words(share.held)),
      ])
    }
    return table.html(voice)
  }

  /// With its unit in the heading: cells are plain numbers, which sort.
  func amountColumn(_ chinese: HTML, _ english: HTML) -> ReportTable.Column {
    job.unit == .yuan
      ? .init("\(chinese)（元）", "\(english), yuan", isNumber: true)
      : .init("\(chinese)（站点数）", "\(english), stations", isNumber: true)
  }

  func size(_ size: Int) -> HTML { "\(grouped(amount(size)))" }

  private static func words(_ hold: CountySplit.Hold?) -> Phrase {
    switch hold {
    case nil: Phrase("总量", "the total")
    case .floor: Phrase("下限", "its floor")
    case .cap: Phrase("上限", "its cap")
    case .both: Phrase("上下限", "floor and cap")
    case .curveEnd: Phrase("曲线终点", "its curve's end")
    }
  }

  fileprivate func footer(_ voice: ReportVoice) -> HTML {
    let sources = attribution.map { "<p>\($0)</p>\n" as HTML }
    return """
      <footer>
      \(voice.paragraph(
        hasMaps
          ? Phrase(
            "内部使用；在中国公开展示地图需取得审图号。",
            "For internal use; public display of maps in China needs a map approval number (审图号).")
          : Phrase("内部使用。", "For internal use.")))\(sources)\
      <p>ServiceCircle \(toolVersion)</p>
      </footer>

      """
  }
}

import Allocation

extension SplitResult {
  /// How the best split changes with the total: a chart, what each total covers, what each county gets of it.
  func changeSection(_ voice: ReportVoice) -> HTML {
    guard changes.count > 1 else { return "" }
    let rows = changes.map { change in
      ReportCurve.Row(
        size: amount(change.total), value: min(1, change.split.value / people),
        bound: min(1, change.split.bound / people))
    }
    let curve = ReportCurve(
      rows, job.unit == .yuan ? .totalYuan : .totalStations, voice,
      marked: changes.first(where: \.isGiven).map { amount($0.total) })
    return """
      \(voice.heading("总量变化时", "How it changes with the total"))\(voice.paragraph(
        Phrase(
          "每个总量各自重新求最优，规则不变，各有证明；首行为下限所需，末行为各县曲线所及。总量增大时，个别县可能分得更少。",
          """
          Each total is split anew under the same rules, with its own proof: from what floors need to all that the curves hold. Of a \
          larger total a county may get less.
          """)))\
      \(curve?.drawing ?? "")\(totalTable(voice))\(givenTable(voice))
      """
  }

  private func totalTable(_ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        amountColumn("总量", "total"), .init("覆盖人数", "people covered", isNumber: true),
        .init("占全部人数", "of all people", isNumber: true), .init("比上一行多", "more than the row before", isNumber: true),
        .init("上界", "bound", isNumber: true), .init("最低覆盖率", "least share", isNumber: true),
        .init("覆盖率最低的县", "county covered least"),
      ], total: changes.count, file: "totals.csv")
    var last: Double?
    for change in changes {
      let split = change.split
      let more = last.map { "\(grouped(split.value - $0))" as HTML } ?? "–"
      last = split.value
      table.rows.append([
        emphasised(size(change.total), change), "\(grouped(split.value))",
        "\(shareText(min(1, split.value / people)))", more, "\(grouped(split.bound))",
        "\(shareText(split.worst.share))",
        "\(counties[split.worst.county].name.text(in: voice.language.alone))",
      ])
    }
    return table.html(voice)
  }

  /// A row for each county, a column for each total: what it gets.
  private func givenTable(_ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [job.unit == .yuan ? .init("各县分得（万元）", "gets, 10,000 yuan") : .init("各县分得（站点数）", "gets, stations")]
        + changes.map { change in
          let total: HTML = "\(short(change.total))"
          return .init(total, total, isNumber: true)
        }, total: counties.count, file: "totals.csv")
    for (index, county) in counties.enumerated() {
      table.rows.append(
        [voice.inline(county.name)]
          + changes.map { emphasised("\(short($0.split.counties[index].size))", $0) })
    }
    return table.html(voice)
  }

  private func short(_ size: Int) -> String {
    job.unit == .yuan ? trimmedNumber(amount(size) / 10_000, decimals: 2) : grouped(amount(size))
  }

  /// What was asked for stands out.
  private func emphasised(_ text: HTML, _ change: Change) -> HTML { change.isGiven ? "<b>\(text)</b>" : text }
}

import Analysis
import Coverage
import Model
import Words

/// What the rounds see of the district: the section “patrol”.
extension AnalysisResult {
  private static let mostSpots = 10
  private static let mostNamed = 8

  func patrolSection(_ voice: ReportVoice) -> HTML? {
    guard let patrol else { return nil }
    let sentences = [
      passedSentence(patrol), chosenSentence(patrol), redundantSentence(patrol), blindSentence(patrol),
      halfSentence(patrol), reportSentence(patrol), reportingSentence(patrol),
    ].compactMap(\.self)
    let spots = patrol.blindSpots.isEmpty ? "" : spotTable(patrol).html(voice)
    let riders = !patrol.riders.contains { $0.state == .chosen } ? "" : chosenTable(patrol).html(voice)
    let map = PatrolMap(self, voice, patrol).figure
    return
      "\(sentences.map { voice.paragraph($0) })\(map)\(riders)\(spots)\(voice.paragraph(Self.sightNote, style: "lead"))"
  }

  private static let sightNote = Phrase(
    "骑手看得到自己骑行的街道，不论方向与时间；统计范围为各社区边界内可步行的街道，渡轮、桥隧和私人道路不计。",
    """
    A rider sees the street he rides on, whichever way and whenever. Counted are the streets inside the communities that are \
    open to walkers; ferries, bridges, tunnels and private ways are not.
    """)

  private func kilometres(_ millimeters: Int) -> String { grouped(Double(millimeters) / 1_000_000, decimals: 1) }

  private func people(_ number: Double) -> String { grouped(number.rounded()) }

  /// A name for a spot or a route that may have none.
  private func street(_ name: String) -> Phrase {
    name.isEmpty ? Phrase("（无名街道）", "(street without a name)") : Phrase(same: name)
  }

  private func passedSentence(_ patrol: PatrolFigures) -> Phrase {
    let (today, all) = (patrol.today, patrol.allRounds)
    var phrase = Phrase(
      "\(today.riders.count)名巡查骑手每天经过街道的<b>\(shareText(today.all.share))</b>（\(kilometres(today.all.passedMillimeters))/\(kilometres(today.all.millimeters))公里），平均每处每天\(trimmedNumber(today.all.passesPerDay ?? 0, decimals: 1))次；从未经过的街道沿线有\(people(today.all.blindPeople))名居民。",
      "The \(today.riders.count) rider\(today.riders.count == 1 ? "" : "s") who patrol pass <b>\(shareText(today.all.share))</b> of the streets (\(kilometres(today.all.passedMillimeters)) of \(kilometres(today.all.millimeters)) km), each place \(trimmedNumber(today.all.passesPerDay ?? 0, decimals: 1)) times a day on the mean; along those they never pass live \(people(today.all.blindPeople)) people."
    )
    phrase.chinese += "若全部\(all.riders.count)名骑手都巡查，可达\(shareText(all.all.share))。"
    phrase.english += " If all \(all.riders.count) did, it would be \(shareText(all.all.share))."
    return phrase
  }

  private func chosenSentence(_ patrol: PatrolFigures) -> Phrase? {
    guard let choice = patrol.choice, let plan = patrol.withPlan else { return nil }
    let count = patrol.riders.count { $0.state == .chosen }
    let asked = patrol.definition.riders ?? 0
    let isMeters = patrol.definition.aim == .meters
    let aim = isMeters ? Phrase("街道长度", "metres of street") : Phrase("沿线居民", "people living along them")
    func amount(_ value: Int) -> Bilingual {
      let people = people(Double(value) / 1000)
      return isMeters
        ? Bilingual("\(kilometres(value))公里", "\(kilometres(value)) km") : Bilingual("\(people)人", people)
    }
    let proof =
      choice.gap == 0
      ? Phrase("已证明最优", "proven best")
      : Phrase(
        "上限\(amount(choice.bound).chinese)，差距至多\(shareText(choice.gap))",
        "at best \(amount(choice.bound).english), so at most \(shareText(choice.gap)) more")
    var phrase = Phrase(
      "再吸收<b>\(count)名骑手</b>（按\(aim.chinese)选取，\(proof.chinese)：\(amount(choice.value).chinese)），经过的街道达\(shareText(plan.all.share))，未经过的街道沿线居民由\(people(patrol.today.all.blindPeople))人减至\(people(plan.all.blindPeople))人。",
      "With <b>\(count) more rider\(count == 1 ? "" : "s")</b> (chosen by \(aim.english), \(proof.english): \(amount(choice.value).english)) \(shareText(plan.all.share)) of the streets are passed, and \(people(plan.all.blindPeople)) people instead of \(people(patrol.today.all.blindPeople)) live along streets never passed."
    )
    if count < asked {
      phrase.chinese += "拟吸收\(asked)名，其余骑手不会增加任何新街道。"
      phrase.english += " \(asked) were asked for; nobody else adds anything."
    }
    return phrase
  }

  private func redundantSentence(_ patrol: PatrolFigures) -> Phrase? {
    let redundant = patrol.riders.filter { $0.isRedundant == true }
    guard !redundant.isEmpty else { return nil }
    let routes = redundant.prefix(Self.mostNamed).map { rider in
      rider.routes.map { inputs.routes[$0].id.rawValue }.joined(separator: " ")
    }
    let isMore = redundant.count > routes.count
    return Phrase(
      "\(redundant.count)名骑手经过的街道其他在岗骑手全都经过（路线：\(routes.joined(separator: "、"))\(isMore ? "等" : "")）。",
      "\(redundant.count) of those who are in pass\(redundant.count == 1 ? "es" : "") nothing that others do not (routes \(routes.joined(separator: ", "))\(isMore ? " and more" : "")), each taken alone."
    )
  }

  private func communities(_ numbers: [Int]) -> Phrase {
    let names = numbers.prefix(Self.mostNamed).map { inputs.communities[$0].name }
    let more = numbers.count - names.count
    return Phrase(
      "\(names.joined(separator: "、"))\(more > 0 ? "等" : "")",
      "\(names.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "")")
  }

  private func blindSentence(_ patrol: PatrolFigures) -> Phrase {
    let blind = patrol.end.communities { $0 == 0 }
    guard !blind.isEmpty else { return Phrase("没有整个社区都是盲区。", "No community is blind altogether.") }
    let names = communities(blind)
    return Phrase(
      "<b>\(blind.count)个社区</b>完全是盲区：\(names.chinese)。",
      "<b>\(blind.count) communit\(blind.count == 1 ? "y is" : "ies are")</b> blind altogether: \(names.english).")
  }

  private func halfSentence(_ patrol: PatrolFigures) -> Phrase? {
    let part = patrol.end.communities { $0 > 0 && $0 < 0.5 }
    guard !part.isEmpty else { return nil }
    let names = communities(part)
    return Phrase(
      "另有\(part.count)个社区不到一半的街道有人经过：\(names.chinese)。",
      "In \(part.count) more less than half of the streets are passed: \(names.english).")
  }

  private func reportSentence(_ patrol: PatrolFigures) -> Phrase? {
    guard file.layers[.reports] != nil else { return nil }
    let near = patrol.end.isNearBlind.count { $0 }
    return Phrase(
      "随手拍线索\(inputs.reports.count)条，其中\(near)条在盲区街道30米以内。",
      "Of \(inputs.reports.count) finds reported, \(near) lie within 30 m of a street never passed.")
  }

  private func reportingSentence(_ patrol: PatrolFigures) -> Phrase? {
    let assigned = patrol.riders.count { $0.community != nil }
    guard assigned > 0 else { return nil }
    let seen = patrol.reporting
    let proof =
      seen.gap == 0
      ? Phrase("已证明最优", "proven best")
      : Phrase("至多\(kilometres(seen.bound))公里", "at best \(kilometres(seen.bound)) km")
    return Phrase(
      "属地报到：\(assigned)名骑手各向一个社区报到，最多可在报到社区内看到\(kilometres(seen.value))公里街道（\(proof.chinese)），安排见tables/patrol_riders.csv。",
      "Reporting to one community each, \(assigned) rider\(assigned == 1 ? "" : "s") see\(assigned == 1 ? "s" : "") \(kilometres(seen.value)) km of street there (\(proof.english)); who reports where is in tables/patrol_riders.csv."
    )
  }

  private func spotTable(_ patrol: PatrolFigures) -> ReportTable {
    var table = ReportTable(
      columns: [
        .init("盲区街道", "blind spot"), .init("社区", "community"), .init("沿线居民", "people along it", isNumber: true),
        .init("长度（米）", "metres", isNumber: true),
      ], total: patrol.blindSpots.count, file: "tables/patrol_streets.csv")
    for spot in patrol.blindSpots.prefix(Self.mostSpots) {
      let name = street(spot.name)
      table.rows.append([
        ReportVoice(language: file.language).line(name), HTML(escaping: inputs.communities[spot.community].name),
        HTML(escaping: people(spot.people)),
        HTML(escaping: grouped((Double(spot.millimeters) / 1000).rounded())),
      ])
    }
    return table
  }

  private func chosenTable(_ patrol: PatrolFigures) -> ReportTable {
    let chosen = patrol.riders.filter { $0.state == .chosen }.sorted { $0.rank! < $1.rank! }
    var table = ReportTable(
      columns: [
        .init("拟吸收骑手的路线", "routes of riders to take on"), .init("新增街道（米）", "adds metres", isNumber: true),
        .init("新增沿线居民", "adds people", isNumber: true), .init("累计", "cumulative", isNumber: true),
        .init("报到社区", "reports to"),
      ], total: chosen.count, file: "tables/patrol_riders.csv")
    for rider in chosen.prefix(Self.mostSpots) {
      table.rows.append([
        HTML(
          escaping: rider.routes.map { inputs.routes[$0].id.rawValue }.joined(separator: " ")
            + (riderName(rider).map { " (\($0))" } ?? "")),
        HTML(escaping: grouped((Double(rider.addedMillimeters ?? 0) / 1000).rounded())),
        HTML(escaping: people(rider.addedPeople ?? 0)),
        HTML(escaping: shareText(rider.cumulativeShare)),
        HTML(escaping: rider.community.map { inputs.communities[$0].name } ?? "–"),
      ])
    }
    return table
  }
}

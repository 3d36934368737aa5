import Analysis
import Coverage
import Model

/// Whether there is room for those who are expected: the section “load”.
extension AnalysisResult {
  private static let mostStations = 40
  private static let mostNamed = 5

  func loadSection(_ voice: ReportVoice) -> HTML? {
    guard let load = coverage.figures.load else { return nil }
    let state = load.withPlan ?? load.today
    var table = ReportTable(
      columns: [
        .init("驿站", "station"), .init("日均到访：实际", "visits a day: observed", isNumber: true),
        .init("预计", "expected", isNumber: true), .init("接待能力", "capacity", isNumber: true),
        .init("座位", "seats", isNumber: true), .init("高峰在站人数", "there at the peak", isNumber: true),
        .init("高峰时段", "peak hour"), .init("一周超座小时", "hours over seats", isNumber: true),
      ], total: state.sites.count, file: "tables/load.csv")
    for site in state.sites.prefix(Self.mostStations) { table.rows.append(loadRow(load, site, voice)) }
    let sentences = [overloadSentence(load), unservedSentence(load), unknownSeatsSentence(load)].compactMap(\.self)
    let note = Phrase(
      "在站人数为该小时的平均（到访数×停留时间，利特尔法则）；拟建点只有建成后的数，其座位数未知。",
      """
      Who is there is the mean of the hour: its arrivals times the stay (Little's law). A proposed site has figures with the \
      plan only, and nobody states its seats.
      """)
    return
      "\(sentences.map { voice.paragraph($0) })\(table.html(voice))\(voice.paragraph(note, style: "lead"))"
  }

  private func loadRow(_ load: LoadFigures, _ site: SiteIndex, _ voice: ReportVoice) -> [HTML] {
    let station = StationLoad(self, load, site)
    let stay = load.definition.dwellHours
    func number(_ value: Double?) -> HTML { value.map { "\(trimmedNumber($0, decimals: 1))" } ?? "–" }
    func both(_ text: (HourlyVisits) -> HTML) -> HTML {
      let (today, planned) = (station.today.map(text), station.withPlan.map(text))
      guard let planned, planned != today else { return today ?? "–" }
      return "\(today ?? "–") → <b>\(planned)</b>"
    }
    func peak(_ visits: HourlyVisits) -> HTML {
      number(visits.peak(staying: stay).map { visits.occupancy(staying: stay)[$0] } ?? 0)
    }
    func hour(_ visits: HourlyVisits) -> HTML {
      visits.peak(staying: stay).map { voice.line(Phrase(hourOfWeek($0))) } ?? "–"
    }
    return [
      HTML(escaping: station.name), number(station.observed), both { number($0.perDay) }, number(station.capacity),
      number(station.seats), both(peak), both(hour),
      station.seats.map { seats in both { "\($0.hoursOver(seats: seats, staying: stay))" } } ?? "–",
    ]
  }

  private func stationCount(_ count: Int) -> String { "\(count) station\(count == 1 ? "" : "s")" }

  /// The stations that have too little room, today and with the plan.
  private func overloadSentence(_ load: LoadFigures) -> Phrase {
    let today = load.overloads(self, load.today)
    var phrase = Phrase("", "")
    if today.isEmpty {
      phrase = Phrase("现状没有驿站超出已知的座位或接待能力。", "Today no station expects more than its known seats or capacity.")
    } else {
      let named = named(today)
      phrase = Phrase(
        "现状<b>\(today.count)个驿站</b>超出座位或接待能力：\(named.chinese)。",
        "Today <b>\(stationCount(today.count))</b> \(today.count == 1 ? "expects" : "expect") more than seats or capacity: \(named.english)."
      )
    }
    guard let state = load.withPlan else { return phrase }
    let planned = load.overloads(self, state)
    if planned.isEmpty {
      phrase.chinese += today.isEmpty ? "方案建成后仍然没有。" : "方案建成后不再有。"
      phrase.english += " With the plan there is none."
    } else {
      let named = named(planned)
      phrase.chinese += "方案建成后有\(planned.count)个：\(named.chinese)。"
      phrase.english += " With the plan \(planned.count): \(named.english)."
    }
    return phrase
  }

  private func named(_ overloads: [Overload]) -> Phrase {
    let words = overloads.prefix(Self.mostNamed).map { overload in
      let words = Phrase(overloadWords(overload))
      return Phrase(
        "\(overload.station.name)（\(words.chinese)）", "\(overload.station.name) (\(words.english))")
    }
    let more = overloads.count - words.count
    return Phrase(
      "\(words.map(\.chinese).joined("、"))\(more > 0 ? "等" : "")",
      "\(words.map(\.english).joined(", "))\(more > 0 ? " and \(more) more" : "")")
  }

  /// Visits for which no station is open within reach, by kind.
  private func unservedSentence(_ load: LoadFigures) -> Phrase? {
    let parts = DemandKind.allCases.filter { load.expected[$0] ?? 0 > 0 }.map { kind in
      let noun = Phrase(visitorNoun(kind))
      let expected = load.expected[kind]!
      func part(_ state: LoadState) -> HTML {
        "\(trimmedNumber(state.unserved[kind] ?? 0, decimals: 1))"
      }
      let change = load.withPlan.map { "\(part(load.today)) → <b>\(part($0))</b>" as HTML } ?? part(load.today)
      let of = trimmedNumber(expected, decimals: 1)
      return Phrase("\(noun.chinese)\(of)人次中的\(change)", "\(change) of \(of) by \(noun.english)")
    }
    guard !parts.isEmpty else { return nil }
    return Phrase(
      "每日预计到访中，当时服务圈内没有开放驿站的：\(parts.map(\.chinese).joined("、"))。",
      "Of the visits expected a day these find no open station within reach: \(parts.map(\.english).joined(", ")).")
  }

  /// How many seats would be needed where nobody states them.
  private func unknownSeatsSentence(_ load: LoadFigures) -> Phrase? {
    let unknown = inputs.stations.indices.filter { inputs.stations[$0].seats == nil }
    guard !unknown.isEmpty else { return nil }
    let most = unknown.map { index -> (need: Double, name: String) in
      let visits = load.today.visits[index]
      let most =
        visits.peak(staying: load.definition.dwellHours)
        .map { visits.occupancy(staying: load.definition.dwellHours)[$0] } ?? 0
      return ((most - 1e-9).rounded(.up), inputs.stations[index].name)
    }.max { $0.need < $1.need }!
    return Phrase(
      "\(unknown.count)个驿站未注明座位数，其中高峰时平均需要最多的是\(most.name)：\(plain(max(0, most.need)))个。",
      "\(stationCount(unknown.count)) \(unknown.count == 1 ? "states" : "state") no seats; of these \(most.name) needs most at its peak, \(plain(max(0, most.need))) on the mean."
    )
  }
}

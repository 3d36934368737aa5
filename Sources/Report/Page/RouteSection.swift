import Analysis
import Coverage
import Model
import Words

/// How long one rides without a station: the section “along the routes”.
extension AnalysisResult {
  private static let mostStrips = 12
  private static let mostChains = 20

  func routeSection(_ voice: ReportVoice) -> HTML? {
    let routes = coverage.figures.routes.enumerated().sorted { a, b in
      let (first, second) = (a.element.longestMinutes, b.element.longestMinutes)
      return first == second ? a.offset < b.offset : first > second
    }.map(\.element)
    guard !routes.isEmpty || !coverage.figures.corridors.isEmpty else { return nil }
    let shown = Array(routes.prefix(Self.mostStrips))
    let strips: HTML = shown.isEmpty ? "" : RouteStrips(self, voice, shown).figure
    let more =
      routes.count > shown.count
      ? voice.paragraph(
        Phrase("只绘出无站路段最长的\(shown.count)条。", "The \(shown.count) with the longest stretches are drawn."), style: "lead")
      : ""
    let note = Phrase(
      "“距下一站”指行驶途中平均还要几分钟才到下一处有站可用的路段，等于各无站路段分钟数的平方和除以全程分钟数的两倍。",
      """
      Minutes to the next: from a random moment of the ride to the next served place (the squares of the gaps' minutes over \
      twice the whole).
      """)
    let sentence: HTML = routeSentence(routes).map { voice.paragraph($0) } ?? ""
    return "\(sentence)\(strips)\(more)\(chainTable(routes, voice).html(voice))\(voice.paragraph(note, style: "lead"))"
  }

  /// The longest stretch of all, and by which rule.
  private func routeSentence(_ routes: [RouteFigure]) -> Phrase? {
    guard let worst = routes.first else { return nil }
    let service = worst.withPlan ?? worst.today
    let rule =
      detourPhrase.map { Phrase("按“\($0.chinese)”计", "a place counts as \($0.english)") }
      ?? Phrase("按服务圈计", "a place counts as served within the circle")
    guard let gap = service.longest.first, gap.gap.minutes > 0 else {
      return Phrase("\(rule.chinese)，各路线全程有站。", "Every route is served all along: \(rule.english).")
    }
    let name = routeLabel(worst.route)
    let minutes = trimmedNumber(gap.gap.minutes, decimals: 1)
    let kilometers = trimmedNumber(gap.gap.meters.value / 1000, decimals: 1)
    let ends = gap.ends.map { Phrase("（\($0.chinese)）", " (\($0.english))") } ?? Phrase("", "")
    let state =
      siting.hasPlan ? Phrase("方案建成后", "with the plan") : Phrase("现状", "today")
    return Phrase(
      "\(rule.chinese)，\(state.chinese)最长的无站路段在<b>\(name)</b>：途中需<b>\(minutes)分钟</b>、\(kilometers)公里\(ends.chinese)。",
      """
      The longest stretch without a station is \(state.english) on <b>\(name)</b>: <b>\(minutes) minutes</b> of riding, \
      \(kilometers) km\(ends.english); \(rule.english).
      """)
  }

  /// A route's name; of several with one name, with its id.
  func routeLabel(_ route: Int) -> String {
    let own = inputs.routes[route]
    let isAlone = own.name == own.id.rawValue || inputs.routes.count { $0.name == own.name } == 1
    return isAlone ? own.name : "\(own.name) \(own.id.rawValue)"
  }

  /// A road and the bus lines along it often have one name: which of the two it is.
  private func corridorLabel(_ corridor: CorridorFigure) -> Bilingual {
    switch corridor.kind {
    case .roads: Bilingual("\(corridor.name)（道路）", "\(corridor.name) (road)")
    case .routes:
      Bilingual(
        "\(corridor.name)（\(corridor.lines.count)条线路）",
        "\(corridor.name) (\(corridor.lines.count) route\(corridor.lines.count == 1 ? "" : "s"))")
    }
  }

  private func chainTable(_ routes: [RouteFigure], _ voice: ReportVoice) -> ReportTable {
    let corridors = coverage.figures.corridors
    var table = ReportTable(
      columns: [
        .init("线路", "chain"), .init("公里", "km", isNumber: true), .init("有站路段", "served", isNumber: true),
        .init("最长无站（分钟）", "longest gap, min", isNumber: true), .init("次长（分钟）", "second", isNumber: true),
        .init("最长无站路段", "where"), .init("距下一站（分钟）", "minutes to the next", isNumber: true),
        .init("每10公里站数", "stations per 10 km", isNumber: true),
      ], total: corridors.count + routes.count, file: "tables/chains.csv")
    for corridor in corridors.prefix(Self.mostChains) {
      table.rows.append(row(voice.inline(corridorLabel(corridor)), voice, corridor.today, corridor.withPlan))
    }
    for route in routes.prefix(max(0, Self.mostChains - corridors.count)) {
      table.rows.append(row("\(routeLabel(route.route))", voice, route.today, route.withPlan))
    }
    return table
  }

  private func row(_ name: HTML, _ voice: ReportVoice, _ today: RouteService, _ withPlan: RouteService?) -> [HTML] {
    func both(_ text: (RouteService) -> HTML) -> HTML {
      guard let withPlan, text(withPlan) != text(today) else { return text(today) }
      return "\(text(today)) → <b>\(text(withPlan))</b>"
    }
    func number(_ value: Double?) -> HTML { value.map { "\(trimmedNumber($0, decimals: 1))" } ?? "–" }
    func minutes(_ service: RouteService, _ gap: Int) -> HTML {
      gap < service.longest.count ? number(service.longest[gap].gap.minutes) : "–"
    }
    let ends = (withPlan ?? today).longest.first?.ends
    return [
      name, number(today.chain.length.value / 1000),
      both { service in
        service.chain.length.value > 0
          ? "\(shareText(1 - service.chain.unserved.value / service.chain.length.value))" : "–"
      }, both { minutes($0, 0) }, both { minutes($0, 1) }, ends.map(voice.inline) ?? "–",
      both { number($0.chain.meanMinutesToNext) }, both { number($0.chain.stationsPer10Kilometers) },
    ]
  }
}

extension RouteFigure {
  /// Of the plan if there is one.
  fileprivate var longestMinutes: Double { (withPlan ?? today).longest.first?.gap.minutes ?? 0 }
}

extension NamedGap {
  /// `岷江环路 – 西坝社区`; nil where neither end has a name.
  fileprivate var ends: Bilingual? {
    if from == to { return from.isEmpty ? nil : Bilingual(same: from) }
    return Bilingual(
      "\(from.isEmpty ? "路名不详处" : from)至\(to.isEmpty ? "路名不详处" : to)",
      "\(from.isEmpty ? "?" : from) – \(to.isEmpty ? "?" : to)")
  }
}

import Analysis
import Geometry
import Model

/// Routes as strips of their length: where they are served, the stations as beads, the longest stretch without one.
///
/// In grey, too: what is served is high, what the plan adds lower, what nobody serves a line; new sites are rings.
struct RouteStrips {
  private static let width = 760.0
  private static let left = 150.0
  private static let rowHeight = 40.0
  private static let todayColor: HTML = "#7cc29a"
  private static let addedColor: HTML = "#8db9e0"
  private static let unservedColor: HTML = "#f2a154"
  private static let todayHeight = 14.0
  private static let addedHeight = 9.0
  private static let unservedHeight = 4.0
  private static let cutoffColor: HTML = "#4b3f72"
  /// Characters of a name that fit.
  private static let nameLimit = 11

  let result: AnalysisResult
  let voice: ReportVoice
  /// In the order of the strips.
  let routes: [RouteFigure]
  private let positions: [Coordinate]
  /// Metres of the longest route.
  private let longest: Double

  init(_ result: AnalysisResult, _ voice: ReportVoice, _ routes: [RouteFigure]) {
    self.result = result
    self.voice = voice
    self.routes = routes
    positions = result.inputs.sites.positions
    longest = max(1, routes.map { lengthInMeters(result.inputs.routes[$0.route].line) }.max() ?? 1)
  }

  private var scale: Double { (Self.width - Self.left - 10) / longest }

  var figure: HTML {
    let height = Double(routes.count) * Self.rowHeight + 24
    let label = voice.line(Phrase("各路线沿线的服务", "Service along the routes"))
    var strips: HTML = ""
    for (row, figure) in routes.enumerated() { strips += strip(figure, top: Double(row) * Self.rowHeight + 16) }
    return """
      <figure><div class="scroll" tabindex="0"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(height))" \
      role="img" aria-label="\(label)" font-family="inherit">
      \(strips)\(scaleBar(y: height - 8))</svg></div>
      \(legend)</figure>

      """
  }

  private func x(_ metres: Double) -> String { trimmedNumber(Self.left + metres * scale, decimals: 1) }

  private func bar(_ part: LineStretch, _ top: Double, _ height: Double, _ color: HTML) -> HTML {
    """
    <rect x="\(x(part.from))" y="\(trimmedNumber(top, decimals: 1))" \
    width="\(trimmedNumber(max(part.length * scale, 0.4), decimals: 1))" height="\(trimmedNumber(height, decimals: 1))" \
    fill="\(color)"/>
    """
  }

  private static let bead: HTML = "r=\"4.2\" stroke=\"#fff\" fill=\"#c0392b\""
  private static let newBead: HTML = "r=\"3.8\" stroke=\"#2471a3\" stroke-width=\"2.2\" fill=\"#fff\""

  private func strip(_ figure: RouteFigure, top: Double) -> HTML {
    let route = result.inputs.routes[figure.route]
    let line = MeasuredLine(route.line)
    let service = figure.withPlan ?? figure.today
    let label = result.routeLabel(figure.route)
    let name = label.count > Self.nameLimit ? label.prefix(Self.nameLimit - 1) + "…" : label
    var marks: HTML = """
      <text x="\(Int(Self.left) - 8)" y="\(trimmedNumber(top + 12, decimals: 1))" font-size="12" text-anchor="end" \
      fill="#1f2a33">\(name)<title>\(label)</title></text>
      """
    // What is served today lies over what the plan adds, and both over what nobody serves.
    func middle(_ height: Double) -> Double { top + (Self.todayHeight - height) / 2 }
    for part in figure.counted {
      marks += bar(part, middle(Self.unservedHeight), Self.unservedHeight, Self.unservedColor)
    }
    for part in service.stretches {
      marks += bar(part.stretch, middle(Self.addedHeight), Self.addedHeight, Self.addedColor)
    }
    for part in figure.today.stretches { marks += bar(part.stretch, top, Self.todayHeight, Self.todayColor) }
    for part in figure.withinCutoff ?? [] { marks += bar(part, top + 15, 2.5, Self.cutoffColor) }
    if let gap = service.longest.first?.gap { marks += bracket(gap.from, gap.to, gap.minutes, line.length, top - 4) }
    marks += beads(service, line, top + 7)
    return marks
  }

  /// Each station where it is nearest to the stretch that it serves best.
  private func beads(_ service: RouteService, _ line: MeasuredLine, _ y: Double) -> HTML {
    var marks: HTML = ""
    for part in service.stretches {
      let isNew = result.inputs.sites.candidate(part.site) != nil
      let metres = line.metres(
        nearestTo: positions[part.site.rawValue], from: part.stretch.from, to: part.stretch.to)
      marks += """
        <circle cx="\(x(metres))" cy="\(trimmedNumber(y, decimals: 1))" \(isNew ? Self.newBead : Self.bead)><title>\(result.inputs.sites.name(part.site))</title></circle>
        """
    }
    return marks
  }

  /// Over the start of a round it is drawn at both ends.
  private func bracket(_ from: Double, _ to: Double, _ minutes: Double, _ length: Double, _ y: Double) -> HTML {
    let spans =
      from <= to ? [LineStretch(from: from, to: to)] : [.init(from: from, to: length), .init(from: 0, to: to)]
    let longest = spans.max { $0.length < $1.length }!
    var marks: HTML = ""
    for span in spans where span.length > 0 {
      marks += """
        <path fill="none" stroke="#b3391f" stroke-width="1.4" \
        d="M\(x(span.from)) \(trimmedNumber(y + 3, decimals: 1))v-4H\(x(span.to))v4"/>
        """
    }
    marks += """
      <text x="\(x((longest.from + longest.to) / 2))" y="\(trimmedNumber(y - 3, decimals: 1))" font-size="10" \
      text-anchor="middle" fill="#b3391f">\(voice.line(Phrase("\(trimmedNumber(minutes, decimals: 1))分钟", "\(trimmedNumber(minutes, decimals: 1)) min")))</text>

      """
    return marks
  }

  private func scaleBar(y: Double) -> HTML {
    let length = roundLength(atMost: longest / 3)
    let text = voice.scaleLength(length)
    return """
      <path fill="none" stroke="#1f2a33" d="M\(x(0)) \(trimmedNumber(y - 4, decimals: 1))v4H\(x(length))v-4"/>\
      <text x="\(trimmedNumber(Self.left + length * scale + 6, decimals: 1))" y="\(trimmedNumber(y + 2, decimals: 1))" \
      font-size="11" fill="#1f2a33">\(text)</text>

      """
  }

  private var legend: HTML {
    func patch(_ color: HTML, height: Int) -> HTML {
      """
      <rect x="1" y="\(8 - height / 2)" width="24" height="\(height)" fill="\(color)" stroke="#6b7680" \
      stroke-width=".8"/>
      """
    }
    let hasPlan = routes.contains { $0.withPlan != nil }
    let byDetour = result.file.circle.detour != nil
    let entries: [(isShown: Bool, symbol: HTML, words: Phrase)] = [
      (
        true, patch(Self.todayColor, height: 14),
        byDetour ? Phrase("绕行可达现有驿站", "served today by the detour") : Phrase("现状已覆盖", "served today")
      ),
      (
        hasPlan, patch(Self.addedColor, height: 9),
        byDetour ? Phrase("方案建成后绕行可达", "by the detour with the plan") : Phrase("方案增加", "added by the plan")
      ),
      (true, patch(Self.unservedColor, height: 4), Phrase("无站路段", "not served")),
      (byDetour, patch(Self.cutoffColor, height: 3), Phrase("服务圈之内", "within the cutoff")),
      (true, "<circle cx=\"13\" cy=\"8\" \(Self.bead)/>", Phrase("现有驿站", "station in operation")),
      (hasPlan, "<circle cx=\"13\" cy=\"8\" \(Self.newBead)/>", Phrase("拟建点", "proposed site")),
      (
        true, "<path fill=\"none\" stroke=\"#b3391f\" stroke-width=\"1.6\" d=\"M2 12v-5h22v5\"/>",
        Phrase("最长无站路段（途中分钟）", "longest stretch without a station, in minutes of riding")
      ),
    ]
    let items = entries.filter(\.isShown).map { entry in
      "<li><svg viewBox=\"0 0 26 16\" aria-hidden=\"true\">\(entry.symbol)</svg><span>\(voice.inline(entry.words))</span></li>\n"
        as HTML
    }
    return "<ul class=\"legend\">\n\(items)</ul>\n"
  }
}

import Analysis
import Geometry
import Model

/// The map: what stands, what it serves, what it does not, what the plan adds.
struct ReportMap {
  /// Blocks between reached streets are drawn as served: hectares of holes would hide what the map is about.
  static let smallestHole = Meters(200)
  private static let waterColor: HTML = "#cfe3ef"
  private static let gapColor: HTML = "#f2a154"
  private static let closedGapColor: HTML = "#f7d3a5"
  private static let addedColor: HTML = "#b4d2ec"
  private static let todayColor: HTML = "#a6d8ba"
  /// More names than this are noise.
  private static let nameLimit = 80

  private let result: AnalysisResult
  private let voice: ReportVoice
  private let frame: MapFrame
  private var tolerance: Double { frame.tolerance }
  private let streets: MapStreets?

  init(_ result: AnalysisResult, _ voice: ReportVoice) {
    self.result = result
    self.voice = voice
    frame = MapFrame(result.mapExtent)
    streets = result.inputs.streets.graph.map { [frame] in MapStreets($0, frame) }
  }

  private var proposed: [(rank: Int, host: CandidateSite)] {
    (result.siting.plan?.proposed ?? []).map { ($0.rank, result.inputs.candidates[$0.candidate]) }
  }

  var figure: HTML {
    let title = voice.line(Phrase("驿站服务圈地图", "Map of the service circles"))
    let description = voice.line(
      Phrase(
        "\(result.inputs.stations.count)个现有驿站的服务范围、盲区和\(proposed.count)个拟建点",
        "service areas of \(result.inputs.stations.count) stations, gaps and \(proposed.count) proposed sites"))
    return """
      <figure class="map">
      <div class="scroll" tabindex="0">
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(MapFrame.width)) \(height)" role="img" \
      aria-labelledby="map-title map-description">
      <title id="map-title">\(title)</title>
      <desc id="map-description">\(description)</desc>
      \(drawing)</svg>
      </div>
      \(legend)\(thinningNote)</figure>

      """
  }

  /// Of the drawing, in pixels.
  var height: Int { Int(frame.height) }

  /// What stands in the frame, without the words around it.
  var drawing: HTML {
    """
    <clipPath id="map-frame"><rect width="\(Int(MapFrame.width))" height="\(height)"/></clipPath>
    <g clip-path="url(#map-frame)">
    <rect width="\(Int(MapFrame.width))" height="\(height)" fill="#fcfcfb" stroke="#d9dfe3"/>
    <g transform="scale(.1)">
    \(surfaces)\(streets?.layers ?? "")\(MapPlaces(result, frame).routes)\(outlines)</g>
    \(symbolsAndLabels)</g>
    \(scaleBar)\(northArrow)
    """
  }

  // MARK: Surfaces and lines, in tenths of a pixel

  /// Opaque and one over the other, so that each colour means one thing: orange is what remains beside green and blue.
  private var surfaces: HTML {
    var water = PathText()
    for shape in result.inputs.water { frame.append(shape, tolerance: tolerance, to: &water) }
    var today = PathText()
    var added = PathText()
    for area in result.maps.serviceAreas where area.modes.contains(result.coverage.modes[0]) {
      if area.isProposed {
        frame.append(area.shape, tolerance: tolerance, smallestHole: Self.smallestHole, to: &added)
      } else {
        frame.append(area.shape, tolerance: tolerance, smallestHole: Self.smallestHole, to: &today)
      }
    }
    var gaps = PathText()
    // What the plan does not touch lies wholly beneath the remaining gap.
    let untouched = Set(result.maps.gapsWithPlan)
    for gap in result.maps.gaps where !untouched.contains(gap) {
      frame.append(gap.shape, tolerance: tolerance, to: &gaps)
    }
    var remaining = PathText()
    for gap in result.maps.gapsWithPlan { frame.append(gap.shape, tolerance: tolerance, to: &remaining) }
    return """
      \(Self.surface(water, Self.waterColor))\
      \(Self.surface(gaps, !result.siting.hasPlan ? Self.gapColor : Self.closedGapColor))\
      \(Self.surface(remaining, Self.gapColor))\
      \(Self.surface(added, Self.addedColor))\
      \(Self.surface(today, Self.todayColor))
      """
  }

  private static func surface(_ path: PathText, _ color: HTML) -> HTML {
    path.isEmpty ? "" : "<path fill=\"\(color)\" d=\"\(path.html)\"/>\n"
  }

  private var outlines: HTML {
    var communities = PathText()
    for community in result.inputs.communities where !community.shape.polygons.isEmpty {
      frame.append(community.shape, tolerance: tolerance, to: &communities)
    }
    var outlines: HTML = ""
    if !communities.isEmpty {
      outlines += """
        <path fill="none" stroke="#6b7680" stroke-width="7" stroke-dasharray="40 28" d="\(communities.html)"/>

        """
    }
    for (shape, dashes) in [(result.inputs.boundary, "160 40 20 40"), (result.inputs.area, "none")] {
      guard let shape else { continue }
      let path = frame.path(shape, tolerance: tolerance)
      guard !path.isEmpty else { continue }
      outlines += """
        <path fill="none" stroke="#4b3f72" stroke-width="16" stroke-opacity=".75" stroke-dasharray="\(dashes)" \
        d="\(path.html)"/>

        """
    }
    return outlines
  }

  // MARK: Symbols and names, in pixels

  private var symbolsAndLabels: HTML {
    let stations = result.inputs.stations.map { frame.pixel($0.position) }
    let sites = proposed.map { (rank: $0.rank, pixel: frame.pixel($0.host.position)) }
    var symbols = MapPlaces(result, frame).symbols
    var dots: [Box] = []
    for community in result.inputs.communities where result.inputs.communities.count <= 400 {
      guard case .point(let position) = community.shape, frame.shows(frame.pixel(position)) else { continue }
      let pixel = frame.pixel(position)
      symbols += "<circle \(Self.center(pixel)) r=\"2.5\" fill=\"#6b7680\"/>\n"
      dots.append(Box([pixel]).expanded(by: 3))
    }
    for (station, pixel) in zip(result.inputs.stations, stations) where frame.shows(pixel) {
      symbols += """
        <circle \(Self.center(pixel)) r="6.5" fill="#c0392b" stroke="#fff" stroke-width="1.8"><title>\(station.name)</title></circle>

        """
    }
    let radius = sites.count > 99 ? 10.5 : 9.0
    for (site, shown) in zip(proposed, sites) where frame.shows(shown.pixel) {
      symbols += """
        <g><title>\(site.rank) \(site.host.name)</title><circle \(Self.center(shown.pixel)) r="\(trimmedNumber(radius))" \
        fill="#2471a3" stroke="#fff" stroke-width="1.8"/><text x="\(trimmedNumber(shown.pixel.x, decimals: 1))" \
        y="\(trimmedNumber(shown.pixel.y + 3.7, decimals: 1))" font-size="10.5" font-weight="700" text-anchor="middle" \
        fill="#fff">\(site.rank)</text></g>

        """
    }
    // Stations' names come first: a community's gives way.
    let taken =
      dots + stations.map { Box([$0]).expanded(by: 7) } + sites.map { Box([$0.pixel]).expanded(by: radius + 1) }
      + [
        Box(minX: 0, minY: frame.height - 50, maxX: 260, maxY: frame.height),
        Box(minX: MapFrame.width - 60, minY: 0, maxX: MapFrame.width, maxY: 80),
      ]
    var labels = MapLabels(frame, symbols: taken)
    var names: HTML = ""
    if stations.count <= Self.nameLimit {
      for (name, pixel) in zip(result.inputs.stations.map { (id: $0.id.rawValue, text: $0.name) }, stations) {
        // An id in place of a name says nothing on a map.
        guard name.id != name.text else { continue }
        names += labels.place(
          HTML(escaping: name.text), name.text, at: pixel, .init(size: 13, color: "#8e2418", weight: 700, distance: 10))
      }
    }
    if result.inputs.communities.count <= Self.nameLimit {
      for community in result.inputs.communities where community.shape.lines.isEmpty {
        let isPoint = community.shape.polygons.isEmpty
        names += labels.place(
          HTML(escaping: community.name), community.name, at: frame.pixel(community.shape.box.center),
          .init(size: 11, color: "#4a555e", distance: 6, isCentered: !isPoint))
      }
    }
    return """
      \(symbols)<g stroke="#fff" stroke-width="3" stroke-opacity=".85" paint-order="stroke" stroke-linejoin="round">
      \(names)</g>

      """
  }

  private static func center(_ pixel: Coordinate) -> HTML {
    "cx=\"\(trimmedNumber(pixel.x, decimals: 1))\" cy=\"\(trimmedNumber(pixel.y, decimals: 1))\""
  }

  // MARK: Furniture

  private var scaleBar: HTML {
    // The longest round length that stays below a fifth of the width.
    let longest = MapFrame.width * 0.2 / frame.pixelsPerMeter
    var decade = 1.0
    while decade * 10 <= longest { decade *= 10 }
    let meters = ([5, 2, 1].first { $0 * decade <= longest } ?? 1) * decade
    let width = meters * frame.pixelsPerMeter
    let text = voice.scaleLength(meters)
    let base = frame.height - 16
    func y(_ offset: Double) -> String { trimmedNumber(base + offset, decimals: 1) }
    return """
      <g><rect x="10" y="\(y(-28))" width="\(trimmedNumber(width + 24, decimals: 1))" height="36" rx="3" fill="#fff" \
      fill-opacity=".85"/><path fill="none" stroke="#1f2a33" stroke-width="1.6" \
      d="M22 \(y(-7))v7h\(trimmedNumber(width, decimals: 1))v-7"/>\
      <text x="\(trimmedNumber(22 + width / 2, decimals: 1))" y="\(y(-10))" font-size="13" text-anchor="middle" \
      fill="#1f2a33">\(text)</text></g>

      """
  }

  private var northArrow: HTML {
    let x = Int(MapFrame.width) - 32
    return """
      <g><rect x="\(x - 18)" y="10" width="36" height="56" rx="3" fill="#fff" fill-opacity=".85"/>\
      <path fill="#1f2a33" d="M\(x) 16l9 26l-9 -6l-9 6z"/><text x="\(x)" y="60" font-size="14" font-weight="700" \
      text-anchor="middle" fill="#1f2a33">\(voice.language == .english ? "N" : "北" as HTML)</text></g>

      """
  }

  /// What is shown of each kind, with its words.
  var legendEntries: [(symbol: HTML, words: Phrase)] {
    // With an outline: pale colours are lost on white paper.
    func patch(_ color: HTML) -> HTML {
      "<rect x=\"1\" y=\"2\" width=\"24\" height=\"12\" fill=\"\(color)\" stroke=\"#6b7680\" stroke-width=\".8\"/>"
    }
    func stroke(_ color: HTML, _ width: HTML, _ dashes: HTML) -> HTML {
      """
      <path d="M1 8h24" stroke="\(color)" stroke-width="\(width)" stroke-dasharray="\(dashes)"/>
      """
    }
    let inputs = result.inputs
    // Of several modes the map shows the first: the areas of faster ones would hide the gaps of residents.
    let by = result.travel(result.coverage.modes[0])
    let mode = result.coverage.modes.count > 1 ? Phrase("（\(by.chinese)）", " (\(by.english))") : Phrase(same: "")
    let entries: [(isShown: Bool, symbol: HTML, words: Phrase)] =
      [
        (
          !inputs.stations.isEmpty, "<circle cx=\"13\" cy=\"8\" r=\"6\" fill=\"#c0392b\"/>",
          Phrase("现有驿站", "station in operation")
        ),
        (
          !proposed.isEmpty,
          """
          <circle cx="13" cy="8" r="8" fill="#2471a3"/><text x="13" y="11.5" font-size="10" font-weight="700" \
          text-anchor="middle" fill="#fff">1</text>
          """, Phrase("拟建点（数字为建设次序）", "proposed site, numbered in build order")
        ),
        (
          !inputs.stations.isEmpty, patch(Self.todayColor),
          Phrase("现状服务范围\(mode.chinese)", "served today\(mode.english)")
        ),
        (
          !proposed.isEmpty, patch(Self.addedColor),
          Phrase("拟建点服务范围\(mode.chinese)", "served by proposed sites\(mode.english)")
        ),
        (!result.siting.hasPlan && !result.maps.gaps.isEmpty, patch(Self.gapColor), Phrase("盲区", "gap")),
        (
          result.siting.hasPlan && !result.maps.gaps.isEmpty, patch(Self.closedGapColor),
          Phrase("方案后消除的盲区", "gap that the plan closes")
        ),
        (!result.maps.gapsWithPlan.isEmpty, patch(Self.gapColor), Phrase("方案后仍存在的盲区", "gap that the plan leaves")),
        (!inputs.water.isEmpty, patch(Self.waterColor), Phrase("水面", "water")),
        (inputs.area != nil, stroke("#4b3f72", "2", "none"), Phrase("分析范围", "analysis area")),
        (inputs.boundary != nil, stroke("#4b3f72", "2", "9 3 2 3"), Phrase("行政边界", "boundary")),
        (
          inputs.communities.contains { !$0.shape.polygons.isEmpty }, stroke("#6b7680", "1.2", "4 3"),
          Phrase("社区", "community")
        ),
        (inputs.streets.graph != nil, stroke("#a9b0b6", "2.2", "none"), Phrase("道路", "street")),
      ] + MapPlaces(result, frame).legend
    return entries.filter(\.isShown).map { ($0.symbol, $0.words) }
  }

  private var legend: HTML {
    let items = legendEntries.map { entry in
      "<li><svg viewBox=\"0 0 26 16\" aria-hidden=\"true\">\(entry.symbol)</svg><span>\(voice.inline(entry.words))</span></li>\n"
        as HTML
    }
    return "<ul class=\"legend\">\n\(items)</ul>\n"
  }

  private var thinningNote: HTML {
    guard streets?.isThinned ?? false else { return "" }
    return voice.paragraph(
      Phrase("为控制文件大小，小路未绘出；计算时全部计入。", "Small ways are not drawn, to keep the file light; the figures count them all."),
      style: "lead")
  }
}

extension AnalysisResult {
  /// The area when there is one, else everything that has a place.
  var mapExtent: Box {
    if let area = inputs.area { return area.box }
    var box = Box()
    for station in inputs.stations { box.add(station.position) }
    for community in inputs.communities { box.add(community.shape.box) }
    for candidate in inputs.candidates { box.add(candidate.position) }
    if box.isEmpty {
      for worker in inputs.workers { box.add(worker.position) }
      for route in inputs.routes { box.add(Box(route.line)) }
    }
    return box
  }
}

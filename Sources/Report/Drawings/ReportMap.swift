import Analysis
import Geometry
import Model

/// The map: what stands, what it serves, what it does not, what the plan adds.
struct ReportMap {
  private let result: AnalysisResult
  private let voice: ReportVoice
  private let layout: MapLayout

  init(_ result: AnalysisResult, _ voice: ReportVoice) {
    self.result = result
    self.voice = voice
    layout = MapLayout(result, voice)
  }

  var figure: HTML {
    let title = voice.line(Phrase("驿站服务圈地图", "Map of the service circles"))
    let description = voice.line(
      Phrase(
        "\(result.inputs.stations.count)个现有驿站的服务范围、盲区和\(result.proposedHosts.count)个拟建点",
        "service areas of \(result.inputs.stations.count) stations, gaps and \(result.proposedHosts.count) proposed sites"
      ))
    return """
      <figure class="map">
      <div class="scroll" tabindex="0">
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(MapFrame.pageWidth)) \(height)" role="img" \
      aria-labelledby="map-title map-description">
      <title id="map-title">\(title)</title>
      <desc id="map-description">\(description)</desc>
      \(drawing)</svg>
      </div>
      \(legend)\(thinningNote)</figure>

      """
  }

  /// Of the drawing, in pixels.
  var height: Int { Int(layout.height) }

  /// What stands in the frame, without the words around it.
  var drawing: HTML {
    let insets = layout.insets.map { part -> HTML in
      let sign = Box(minX: 0, minY: 0, maxX: MapInset.signSize, maxY: MapInset.signSize)
      return """
        <g transform="translate(\(trimmedNumber(part.x, decimals: 1)) \(trimmedNumber(part.y, decimals: 1)))">
        \(part.content.drawing)\(MapInset.sign(part.content.name, at: sign))</g>

        """
    }
    return "\(layout.map.drawing)\(northArrow)\(insets.joined())"
  }

  private var northArrow: HTML {
    let x = Int(layout.map.frame.width) - 32
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
          !result.proposedHosts.isEmpty,
          """
          <circle cx="13" cy="8" r="8" fill="#2471a3"/><text x="13" y="11.5" font-size="10" font-weight="700" \
          text-anchor="middle" fill="#fff">1</text>
          """, Phrase("拟建点（数字为建设次序）", "proposed site, numbered in build order")
        ),
        (
          !inputs.stations.isEmpty, patch(MapColor.today),
          Phrase("现状服务范围\(mode.chinese)", "served today\(mode.english)")
        ),
        (
          !result.proposedHosts.isEmpty, patch(MapColor.added),
          Phrase("拟建点服务范围\(mode.chinese)", "served by proposed sites\(mode.english)")
        ),
        (!result.siting.hasPlan && !result.maps.gaps.isEmpty, patch(MapColor.gap), Phrase("盲区", "gap")),
        (
          result.siting.hasPlan && !result.maps.gaps.isEmpty, patch(MapColor.closedGap),
          Phrase("方案后消除的盲区", "gap that the plan closes")
        ),
        (!result.maps.gapsWithPlan.isEmpty, patch(MapColor.gap), Phrase("方案后仍存在的盲区", "gap that the plan leaves")),
        (!inputs.water.isEmpty, patch(MapColor.water), Phrase("水面", "water")),
        (
          !inputs.exclusions.isEmpty,
          """
          <rect x="1" y="2" width="24" height="12" fill="\(MapColor.closedArea)" fill-opacity=".3" \
          stroke="\(MapColor.closedArea)" stroke-width="1.2" stroke-dasharray="2 2"/>
          """, Phrase("禁设区", "closed to new stations")
        ),
        (inputs.area != nil, stroke("#4b3f72", "2", "none"), Phrase("分析范围", "analysis area")),
        (inputs.boundary != nil, stroke("#4b3f72", "2", "9 3 2 3"), Phrase("行政边界", "boundary")),
        (
          inputs.communities.contains { !$0.shape.polygons.isEmpty }, stroke("#6b7680", "1.2", "4 3"),
          Phrase("社区", "community")
        ),
        (inputs.streets.graph != nil, stroke("#a9b0b6", "2.2", "none"), Phrase("道路", "street")),
        (
          !layout.insets.isEmpty,
          "<rect x=\"5\" y=\"1\" width=\"16\" height=\"14\" fill=\"none\" stroke=\"#1f2a33\" stroke-width=\"1.2\"/>",
          Phrase("另行放大的局部（以字母标示）", "drawn larger beside the map, by letter")
        ),
      ] + MapPlaces(result, layout.map.frame).legend
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
    guard layout.map.streets?.isThinned ?? false else { return "" }
    return voice.paragraph(
      Phrase("为控制文件大小，小路未绘出；计算时全部计入。", "Small ways are not drawn, to keep the file light; the figures count them all."),
      style: "lead")
  }
}

/// What each colour of the map means. In grey they differ, too: luminance .60 gap, .72 today, .85 added, .90 closed gap.
enum MapColor {
  static let water: HTML = "#cfe3ef"
  static let gap: HTML = "#e8852f"
  static let closedGap: HTML = "#fbe3c4"
  static let added: HTML = "#c5ddf3"
  static let closedArea: HTML = "#7a4a5a"
  static let today: HTML = "#93cdaa"
}

extension AnalysisResult {
  /// The sites of the plan, in the order in which they are built; none without one.
  var proposedHosts: [(rank: Int, host: CandidateSite)] {
    (siting.plan?.proposed ?? []).map { ($0.rank, inputs.candidates[$0.candidate]) }
  }

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

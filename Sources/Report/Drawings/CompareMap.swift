import Analysis
import Geometry
import Model

/// The map of a comparison: what differs in colour, what is the same in grey beneath it.
struct CompareMap {
  /// More names than this are noise.
  private static let nameLimit = 60

  private let marks: [CompareMark]
  private let outlines: [Shape]
  private let same: [Coordinate]
  private let voice: ReportVoice
  private let frame: MapFrame

  init(_ comparison: Comparison, _ voice: ReportVoice) {
    self.voice = voice
    marks = comparison.marks.filter { $0.shape != nil }
    outlines =
      (comparison.results?.a.communities ?? []).compactMap(\.shape).filter { !$0.polygons.isEmpty }
    var same: [Coordinate] = []
    if let ledgers = comparison.ledgers?.comparison {
      let changed = Set(ledgers.changes.map(\.pair.a))
      same = ledgers.matching.pairs.filter { !changed.contains($0.a) }.compactMap { ledgers.a.records[$0.a].place }
    } else if let results = comparison.results {
      same = (results.stations.both + results.sites.both).compactMap(\.a.place)
    }
    self.same = same
    var box = Box()
    for mark in marks { mark.shape.map { box.add($0.box) } }
    for place in same { box.add(place) }
    for outline in outlines { box.add(outline.box) }
    frame = MapFrame(box)
  }

  /// Nothing where nothing differs that has a place.
  var figure: HTML {
    guard !marks.isEmpty else { return "" }
    let title = voice.line(Phrase("差别地图", "Map of what differs"))
    let height = Int(frame.height)
    return """
      <figure class="map">
      <div class="scroll" tabindex="0">
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(frame.width)) \(height)" role="img" \
      aria-labelledby="map-title">
      <title id="map-title">\(title)</title>
      <clipPath id="map-frame"><rect width="\(Int(frame.width))" height="\(height)"/></clipPath>
      <g clip-path="url(#map-frame)">
      <rect width="\(Int(frame.width))" height="\(height)" fill="#fcfcfb" stroke="#d9dfe3"/>
      <g transform="scale(.1)">
      \(areas)</g>
      \(signs)</g></svg>
      </div>
      \(legend)</figure>

      """
  }

  /// In tenths of a pixel.
  private var areas: HTML {
    var drawn: HTML = ""
    for mark in marks where mark.level == .community {
      guard let shape = mark.shape, !shape.polygons.isEmpty else { continue }
      let path = frame.path(shape, tolerance: frame.tolerance)
      guard !path.isEmpty else { continue }
      drawn += """
        <path fill="\(mark.change.color)" fill-opacity=".3" d="\(path.html)"><title>\(mark.name)</title></path>

        """
    }
    var lines = PathText()
    for outline in outlines { frame.append(outline, tolerance: frame.tolerance, to: &lines) }
    if !lines.isEmpty {
      drawn +=
        "<path fill=\"none\" stroke=\"#6b7680\" stroke-width=\"7\" stroke-dasharray=\"40 28\" d=\"\(lines.html)\"/>\n"
    }
    return drawn
  }

  /// In pixels.
  private var signs: HTML {
    var drawn: HTML = ""
    for place in same {
      drawn += "<circle \(Self.center(frame.pixel(place))) r=\"3\" fill=\"#b5bdc3\"/>\n"
    }
    var taken: [Box] = []
    var named: [(mark: CompareMark, pixel: Coordinate)] = []
    for mark in marks where mark.level != .community || mark.shape?.polygons.isEmpty == true {
      guard let place = mark.place else { continue }
      var pixel = frame.pixel(place)
      if mark.change == .moved, let line = mark.shape?.lines.first, let end = line.last {
        let to = frame.pixel(end)
        func number(_ value: Double) -> String { trimmedNumber(value, decimals: 1) }
        drawn += """
          <path fill="none" stroke="\(mark.change.color)" stroke-width="2" d="M\(number(pixel.x)) \(number(pixel.y))\
          L\(number(to.x)) \(number(to.y))"/><circle \(Self.center(pixel)) r="3" fill="#fff" \
          stroke="\(mark.change.color)" stroke-width="1.6"/>

          """
        pixel = to
      }
      guard frame.shows(pixel) else { continue }
      let radius = mark.level == .site ? 7.5 : 6
      drawn += """
        <circle \(Self.center(pixel)) r="\(trimmedNumber(radius))" fill="\(mark.change.color)" stroke="#fff" \
        stroke-width="1.6"><title>\(mark.name)</title></circle>

        """
      taken.append(Box([pixel]).expanded(by: radius + 1))
      named.append((mark, pixel))
    }
    guard named.count <= Self.nameLimit else { return drawn }
    var labels = MapLabels(frame, symbols: taken)
    var names: HTML = ""
    for (mark, pixel) in named {
      names += labels.place(
        HTML(escaping: mark.name), mark.name, at: pixel, .init(size: 12, color: "#3a444c", weight: 600, distance: 10))
    }
    return """
      \(drawn)<g stroke="#fff" stroke-width="3" stroke-opacity=".85" paint-order="stroke" stroke-linejoin="round">
      \(names)</g>

      """
  }

  private static func center(_ pixel: Coordinate) -> HTML {
    "cx=\"\(trimmedNumber(pixel.x, decimals: 1))\" cy=\"\(trimmedNumber(pixel.y, decimals: 1))\""
  }

  private var legend: HTML {
    let shown = Set(marks.map(\.change))
    let items = CompareMark.Change.allCases.filter(shown.contains).map { change in
      """
      <li><svg viewBox="0 0 26 16" aria-hidden="true"><circle cx="13" cy="8" r="6" fill="\(change.color)"/></svg>\
      <span>\(voice.inline(Self.words(change)))</span></li>

      """ as HTML
    }
    let same: HTML =
      self.same.isEmpty
      ? ""
      : """
      <li><svg viewBox="0 0 26 16" aria-hidden="true"><circle cx="13" cy="8" r="3" fill="#b5bdc3"/></svg>\
      <span>\(voice.inline(Phrase("两者相同", "the same in both")))</span></li>

      """
    return "<ul class=\"legend\">\n\(items)\(same)</ul>\n"
  }

  static func words(_ change: CompareMark.Change) -> Phrase {
    switch change {
    case .onlyInA: Phrase("只在A", "only in A")
    case .onlyInB: Phrase("只在B", "only in B")
    case .moved: Phrase("移位（线由A至B）", "moved, a line from A to B")
    case .renamed: Phrase("改名", "renamed")
    case .changed: Phrase("字段变化", "changed")
    case .undecided: Phrase("无法判定", "undecided")
    case .gained: Phrase("现状新增覆盖的社区", "community gained today")
    case .lost: Phrase("现状失去覆盖的社区", "community lost today")
    case .gainedWithPlan: Phrase("方案后新增覆盖的社区", "community gained with the plan")
    case .lostWithPlan: Phrase("方案后失去覆盖的社区", "community lost with the plan")
    }
  }
}

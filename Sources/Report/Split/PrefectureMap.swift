import Geometry
import Model

/// All counties side by side, today and with the split, each in the colour of its covered share.
struct PrefectureMap {
  struct County {
    var places: CountyPlaces
    var outline: Shape
    var name: String
    /// 0...1; nil where the curve does not say.
    var today: Double?
    var withSplit: Double
  }

  private static let space = 16.0
  /// Of the shares from each upwards.
  private static let classes: [(from: Double, color: HTML)] = [
    (0, "#f3efd9"), (0.2, "#d3e6bd"), (0.4, "#9fd0a4"), (0.6, "#5fae88"), (0.8, "#2c8068"),
  ]
  private static let unknown: HTML = "#eceff1"

  private let counties: [County]
  private let voice: ReportVoice
  private let frame: MapFrame

  init(_ counties: [County], _ voice: ReportVoice) {
    self.counties = counties
    self.voice = voice
    var extent = Box()
    for county in counties { extent.add(county.outline.box) }
    frame = MapFrame(extent, width: (MapFrame.pageWidth - Self.space) / 2)
  }

  /// Nothing for one county, or for none with a place.
  var figure: HTML {
    guard counties.count > 1 else { return "" }
    let hasToday = counties.contains { $0.today != nil }
    let panels: [(title: Phrase, share: (County) -> Double?)] =
      (hasToday ? [(Phrase("现状", "today"), \.today)] : [])
      + [(Phrase("按本方案", "with the split"), { $0.withSplit })]
    let width = hasToday ? MapFrame.pageWidth : frame.width
    let drawn = panels.enumerated().map { index, panel -> HTML in
      let x = Double(index) * (frame.width + Self.space)
      return
        "<g transform=\"translate(\(trimmedNumber(x, decimals: 1)) 0)\">\(self.panel(panel.title, index, panel.share))</g>\n"
    }
    return """
      <figure class="map"><div class="scroll" tabindex="0"><svg xmlns="http://www.w3.org/2000/svg" \
      viewBox="0 0 \(Int(width)) \(Int(frame.height))" role="img" aria-labelledby="prefecture-title">
      <title id="prefecture-title">\(voice.line(Phrase("各县覆盖率", "Covered share of each county")))</title>
      \(drawn)</svg></div>
      \(legend)</figure>

      """
  }

  private func panel(_ title: Phrase, _ index: Int, _ share: (County) -> Double?) -> HTML {
    let (width, height) = (Int(frame.width), Int(frame.height))
    var areas: HTML = ""
    for county in counties {
      let path = frame.path(county.outline, tolerance: frame.tolerance)
      let color = share(county).map(Self.color) ?? Self.unknown
      areas += """
        <path fill="\(color)" stroke="#fff" stroke-width="12"\(CountyMap.dashes(county.places)) d="\(path.html)">\
        <title>\(county.name) \(shareText(share(county)))</title></path>

        """
    }
    return """
      <clipPath id="panel-\(index)"><rect width="\(width)" height="\(height)"/></clipPath>
      <g clip-path="url(#panel-\(index))"><rect width="\(width)" height="\(height)" fill="#fcfcfb" stroke="#d9dfe3"/>
      <g transform="scale(.1)">
      \(areas)</g>
      <g stroke="#fff" stroke-width="3" stroke-opacity=".8" paint-order="stroke" stroke-linejoin="round">
      \(names(share))</g></g>
      <text x="12" y="24" font-size="15" font-weight="700" fill="#1f2a33">\(voice.line(title))</text>
      \(frame.shortScaleBar(voice))
      """
  }

  /// The name above, the share beneath it; where there is no room for both the share alone, or neither.
  private func names(_ share: (County) -> Double?) -> HTML {
    var labels = MapLabels(frame, symbols: [Box(minX: 0, minY: 0, maxX: 150, maxY: 32)])
    var drawn: HTML = ""
    for county in counties.sorted(by: { ($0.outline.box.width, $0.name) > ($1.outline.box.width, $1.name) }) {
      let middle = frame.pixel(Self.middle(of: county.outline))
      let percent = shareText(share(county))
      drawn += labels.place(
        HTML(escaping: county.name), county.name, at: Coordinate(x: middle.x, y: middle.y - 7),
        .init(size: 12, color: "#1f2a33", weight: 600, distance: 0, isCentered: true))
      drawn += labels.place(
        HTML(escaping: percent), percent, at: Coordinate(x: middle.x, y: middle.y + 8),
        .init(size: 12, color: "#1f2a33", distance: 0, isCentered: true))
    }
    return drawn
  }

  /// The centre of gravity of the largest part.
  private static func middle(of shape: Shape) -> Coordinate {
    var (best, area) = (shape.box.center, 0.0)
    for polygon in shape.polygons {
      let ring = polygon.ring(0)
      let origin = ring[ring.startIndex]
      var (sum, x, y) = (0.0, 0.0, 0.0)
      for (a, b) in zip(ring, ring.dropFirst()) {
        let cross = (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        sum += cross
        x += (a.x + b.x - 2 * origin.x) * cross
        y += (a.y + b.y - 2 * origin.y) * cross
      }
      guard abs(sum) > area else { continue }
      (best, area) = (Coordinate(x: origin.x + x / (3 * sum), y: origin.y + y / (3 * sum)), abs(sum))
    }
    return best
  }

  private static func color(_ share: Double) -> HTML { classes.last { share >= $0.from }!.color }

  private var legend: HTML {
    let ends = Self.classes.dropFirst().map(\.from) + [1]
    let items = zip(Self.classes, ends).map { entry, end in
      """
      <li><svg viewBox="0 0 26 16" aria-hidden="true"><rect x="1" y="2" width="24" height="12" fill="\(entry.color)" \
      stroke="#6b7680" stroke-width=".8"/></svg><span>\(Int(entry.from * 100))–\(Int(end * 100))%</span></li>

      """ as HTML
    }
    return "<ul class=\"legend\">\n\(items)</ul>\n"
  }
}

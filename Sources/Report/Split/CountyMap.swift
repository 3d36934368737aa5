import Geometry
import Model

/// A small map of one county: what is served today, what the sites that it gets would add.
struct CountyMap {
  static let (width, height) = (340.0, 270.0)
  /// More communities than this hide what is served.
  private static let mostCommunities = 400

  private let places: CountyPlaces
  private let sites: [CountyPlaces.Site]
  /// What the drawing is called, and what stands beneath it.
  private let name: HTML
  private let caption: HTML
  private let voice: ReportVoice
  private let frame: MapFrame
  /// Tells the drawings of a page apart.
  private let number: Int

  /// - Parameter sites: those that are built.
  init(
    _ places: CountyPlaces, _ sites: [CountyPlaces.Site], name: HTML, caption: HTML, number: Int, _ voice: ReportVoice
  ) {
    self.places = places
    self.sites = sites
    self.name = name
    self.caption = caption
    self.number = number
    self.voice = voice
    frame = MapFrame(places.extent, width: Self.width, height: Self.height)
  }

  var figure: HTML {
    let (width, height) = (Int(Self.width), Int(Self.height))
    return """
      <figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" role="img" \
      aria-labelledby="county-\(number)">
      <title id="county-\(number)">\(name)</title>
      <clipPath id="frame-\(number)"><rect width="\(width)" height="\(height)"/></clipPath>
      <g clip-path="url(#frame-\(number))">
      <rect width="\(width)" height="\(height)" fill="#fcfcfb" stroke="#d9dfe3"/>
      <g transform="scale(.1)">
      \(surfaces)</g>
      \(symbols)</g>
      \(frame.shortScaleBar(voice))</svg>
      <figcaption><b>\(name)</b> \(caption)</figcaption></figure>

      """
  }

  /// In tenths of a pixel; today's areas lie over what the new sites serve.
  private var surfaces: HTML {
    var (added, today, outlines, ground) = (PathText(), PathText(), PathText(), PathText())
    if let outline = places.outline { frame.append(outline, tolerance: frame.tolerance, to: &ground) }
    // Specks in a wide county: they keep their shape.
    let tolerance = min(frame.tolerance, 0.2)
    for area in sites.flatMap(\.areas) { frame.append(area, tolerance: tolerance, to: &added) }
    for area in places.today { frame.append(area, tolerance: tolerance, to: &today) }
    for shape in places.communities where !shape.polygons.isEmpty {
      frame.append(shape, tolerance: frame.tolerance, to: &outlines)
    }
    func path(_ path: PathText, _ style: HTML) -> HTML {
      path.isEmpty ? "" : "<path \(style) d=\"\(path.html)\"/>\n"
    }
    return """
      \(path(added, "fill=\"\(MapColor.added)\""))\(path(today, "fill=\"\(MapColor.today)\""))\
      \(path(outlines, "fill=\"none\" stroke=\"#8a95a0\" stroke-width=\"5\" stroke-dasharray=\"20 16\""))\
      \(path(ground, "fill=\"none\" stroke=\"#4b3f72\" stroke-width=\"12\" stroke-opacity=\".7\"\(Self.dashes(places))"))
      """
  }

  /// A hull is no boundary.
  static func dashes(_ places: CountyPlaces) -> HTML { places.isHull ? " stroke-dasharray=\"30 24\"" : "" }

  /// In pixels.
  private var symbols: HTML {
    var drawn: HTML = ""
    func dot(_ place: Coordinate, _ radius: HTML, _ style: HTML, _ title: HTML = "") {
      let pixel = frame.pixel(place)
      guard frame.shows(pixel) else { return }
      let (x, y) = (trimmedNumber(pixel.x, decimals: 1), trimmedNumber(pixel.y, decimals: 1))
      let end: HTML = title.isEmpty ? "/>" : "><title>\(title)</title></circle>"
      drawn += "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\" \(style)\(end)\n"
    }
    if places.communities.count <= Self.mostCommunities {
      for case .point(let place) in places.communities { dot(place, ".9", "fill=\"#8a95a0\"") }
    }
    for site in sites {
      dot(site.place, "2.2", "fill=\"#2471a3\" stroke=\"#fff\" stroke-width=\".4\"", "\(site.rank) \(site.name)")
    }
    // What stands lies over what is to come.
    for place in places.stations ?? [] { dot(place, "2", "fill=\"#c0392b\" stroke=\"#fff\" stroke-width=\".4\"") }
    return drawn
  }
}

extension MapFrame {
  /// The longest round length that stays below a third of a small drawing, with its length in words.
  func shortScaleBar(_ voice: ReportVoice) -> HTML {
    let meters = roundLength(atMost: width / 3 / pixelsPerMeter)
    let (end, base) = (10 + meters * pixelsPerMeter, height - 9)
    func text(_ value: Double) -> String { trimmedNumber(value, decimals: 1) }
    return """
      <path fill="none" stroke="#1f2a33" d="M10 \(text(base - 4))v4H\(text(end))v-4"/>\
      <text x="\(text(end + 5))" y="\(text(base + 2))" font-size="10" fill="#1f2a33">\(voice.scaleLength(meters))</text>

      """
  }
}

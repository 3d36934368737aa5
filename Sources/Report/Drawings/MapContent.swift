import Analysis
import Geometry
import Model

/// What a map shows within one frame: what stands, what it serves, what it does not, what the plan adds.
struct MapContent {
  /// Blocks between reached streets are drawn as served: hectares of holes would hide what the map is about.
  static let smallestHole = Meters(200)
  /// More names than this are noise.
  private static let nameLimit = 80

  let result: AnalysisResult
  let voice: ReportVoice
  let frame: MapFrame
  /// Tells the frames of one drawing apart.
  let name: String
  /// Parts of it that are drawn larger beside it.
  let insets: [MapInset]
  let streets: MapStreets?
  private var tolerance: Double { frame.tolerance }

  /// - Parameter name: of an inset; nothing for the map itself.
  init(_ result: AnalysisResult, _ voice: ReportVoice, _ frame: MapFrame, name: String = "", insets: [MapInset] = []) {
    self.result = result
    self.voice = voice
    self.frame = frame
    self.name = name
    self.insets = insets
    streets = result.inputs.streets.graph.map { MapStreets($0, frame) }
  }

  /// From its own upper left corner, in pixels.
  var drawing: HTML {
    let (width, height) = (Int(frame.width), Int(frame.height))
    let clip: HTML = "map-frame\(name.isEmpty ? "" : "-\(name)")"
    return """
      <clipPath id="\(clip)"><rect width="\(width)" height="\(height)"/></clipPath>
      <g clip-path="url(#\(clip))">
      <rect width="\(width)" height="\(height)" fill="#fcfcfb" stroke="#d9dfe3"/>
      <g transform="scale(.1)">
      \(surfaces)\(streets?.layers ?? "")\(MapPlaces(result, frame).routes)\(outlines)</g>
      \(symbolsAndLabels)\(insets.map { $0.mark(in: frame) }.joined())</g>
      \(scaleBar)
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
      \(Self.surface(water, MapColor.water))\
      \(Self.surface(gaps, !result.siting.hasPlan ? MapColor.gap : MapColor.closedGap))\
      \(Self.surface(remaining, MapColor.gap))\
      \(Self.surface(added, MapColor.added))\
      \(Self.surface(today, MapColor.today))
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
    var closed = PathText()
    for shape in result.inputs.exclusions { frame.append(shape, tolerance: tolerance, to: &closed) }
    if !closed.isEmpty {
      outlines += """
        <path fill="\(MapColor.closedArea)" fill-opacity=".3" stroke="\(MapColor.closedArea)" stroke-width="12" \
        stroke-dasharray="20 20" d="\(closed.html)"/>

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
    let proposed = result.proposedHosts
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
        Box(minX: 0, minY: frame.height - 50, maxX: frame.width * 0.2 + 60, maxY: frame.height),
        name.isEmpty
          ? Box(minX: frame.width - 60, minY: 0, maxX: frame.width, maxY: 80)
          : Box(minX: 0, minY: 0, maxX: MapInset.signSize, maxY: MapInset.signSize),
      ] + insets.map { $0.sign(in: frame) }
    var labels = MapLabels(frame, symbols: taken)
    var names: HTML = ""
    if stations.count <= Self.nameLimit {
      for (name, pixel) in zip(result.inputs.stations.map { (id: $0.id.rawValue, text: $0.name) }, stations) {
        // An id in place of a name says nothing on a map.
        guard name.id != name.text, !isEnlarged(pixel) else { continue }
        names += labels.place(
          HTML(escaping: name.text), name.text, at: pixel, .init(size: 13, color: "#8e2418", weight: 700, distance: 10))
      }
    }
    if result.inputs.communities.count <= Self.nameLimit {
      for community in result.inputs.communities where community.shape.lines.isEmpty {
        let isPoint = community.shape.polygons.isEmpty
        guard !isPoint || !isEnlarged(frame.pixel(community.shape.box.center)) else { continue }
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

  /// Whether a place's name is left to an inset.
  private func isEnlarged(_ pixel: Coordinate) -> Bool { insets.contains { $0.shows(pixel, in: frame) } }

  private static func center(_ pixel: Coordinate) -> HTML {
    "cx=\"\(trimmedNumber(pixel.x, decimals: 1))\" cy=\"\(trimmedNumber(pixel.y, decimals: 1))\""
  }

  private var scaleBar: HTML {
    let meters = roundLength(atMost: frame.width * 0.2 / frame.pixelsPerMeter)
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
}

import Analysis
import Geometry

/// How the map and its insets stand beside each other: insets beneath a wide map, to the right of a tall one.
struct MapLayout {
  private static let mostInsets = 3
  private static let space = 10.0
  private static let rowHeight = 400.0
  private static let columnWidth = 340.0
  /// A taller map leaves no room beneath it on a printed page.
  private static let tallest = 800.0
  /// How much larger an inset is at the least.
  private static let leastGain = 1.5

  struct Part {
    /// Of its upper left corner, in pixels.
    let x: Double
    let y: Double
    let content: MapContent
  }

  let map: MapContent
  let insets: [Part]
  let height: Double

  init(_ result: AnalysisResult, _ voice: ReportVoice) {
    let extent = result.mapExtent
    let whole = MapFrame(extent)
    let parts = Self.parts(of: result, in: whole)
    guard !parts.isEmpty else {
      map = MapContent(result, voice, whole)
      insets = []
      height = whole.height
      return
    }
    let isColumn = whole.height > Self.tallest
    let frame = isColumn ? MapFrame(extent, width: MapFrame.pageWidth - Self.columnWidth - Self.space) : whole
    let count = Double(parts.count)
    let width = isColumn ? Self.columnWidth : (MapFrame.pageWidth - (count - 1) * Self.space) / count
    let tall = isColumn ? (frame.height - (count - 1) * Self.space) / count : Self.rowHeight
    var drawn: [MapInset] = []
    var placed: [Part] = []
    for (index, part) in parts.enumerated() {
      let letter = String("ABC".dropFirst(index).prefix(1))
      let inset = MapFrame(part, width: width, height: tall.rounded())
      drawn.append(MapInset(letter: letter, extent: inset.box))
      let along = Double(index) * ((isColumn ? tall : width) + Self.space)
      placed.append(
        Part(
          x: isColumn ? frame.width + Self.space : along, y: isColumn ? along : frame.height + Self.space,
          content: MapContent(result, voice, inset, name: letter)))
    }
    map = MapContent(result, voice, frame, insets: drawn)
    insets = placed
    height = isColumn ? frame.height : frame.height + Self.space + Self.rowHeight
  }

  /// What is drawn larger, in degrees: towns that lie apart, with some ground around them.
  private static func parts(of result: AnalysisResult, in frame: MapFrame) -> [Box] {
    let places = (result.inputs.stations.map(\.position) + result.proposedHosts.map(\.host.position))
      .filter { frame.shows(frame.pixel($0)) }
    let margin = 12 * frame.box.width / frame.width
    return TownGroups(places.map(frame.pixel)).groups.map { group in
      Box(group.map { places[$0] }).expanded(by: margin)
    }.filter { part in
      // As in the smallest inset there is.
      let inset = MapFrame(part, width: (MapFrame.pageWidth - 2 * space) / 3, height: 280)
      return inset.pixelsPerMeter >= leastGain * frame.pixelsPerMeter
    }.prefix(mostInsets).map(\.self)
  }
}

import Geometry

/// Places labels beside their points so that none covers another or a symbol; a label without room is left out.
struct MapLabels {
  private var taken: [Box]
  private let frame: MapFrame

  /// - Parameter symbols: what no label may cover, in pixels.
  init(_ frame: MapFrame, symbols: [Box]) {
    self.frame = frame
    taken = symbols
  }

  struct Style {
    var size: Double
    var color: String
    var weight = 400
    /// From the point to the text.
    var distance: Double
    /// A name of an area stands on its middle.
    var isCentered = false
  }

  mutating func place(_ name: HTML, _ plainName: String, at pixel: Coordinate, _ style: Style) -> HTML {
    guard !plainName.isEmpty, frame.shows(pixel) else { return "" }
    let width = Self.width(plainName, size: style.size)
    let half = style.size * 0.6
    let distance = style.distance
    let middleLeft = pixel.x - width / 2
    let spots: [(x: Double, y: Double)] =
      style.isCentered
      ? [0, -1, 1, -2, 2, -3, 3].map { (middleLeft, pixel.y + $0 * style.size) }
      : [
        (pixel.x + distance, pixel.y), (pixel.x - distance - width, pixel.y),
        (middleLeft, pixel.y - distance - half), (middleLeft, pixel.y + distance + half),
        (pixel.x + distance * 0.7, pixel.y - distance - half * 0.4),
        (pixel.x + distance * 0.7, pixel.y + distance + half * 0.4),
        (pixel.x - distance * 0.7 - width, pixel.y - distance - half * 0.4),
        (pixel.x - distance * 0.7 - width, pixel.y + distance + half * 0.4),
      ]
    for spot in spots {
      let box = Box(minX: spot.x - 1, minY: spot.y - half, maxX: spot.x + width + 1, maxY: spot.y + half)
      guard frame.shows(Coordinate(x: box.minX, y: box.minY), margin: 3),
        frame.shows(Coordinate(x: box.maxX, y: box.maxY), margin: 3), !taken.contains(where: box.intersects)
      else { continue }
      taken.append(box)
      return """
        <text x="\(trimmedNumber(spot.x, decimals: 1))" y="\(trimmedNumber(spot.y + style.size * 0.35, decimals: 1))" \
        font-size="\(trimmedNumber(style.size))" fill="\(style.color)" font-weight="\(style.weight)">\(name)</text>

        """
    }
    return ""
  }

  /// An estimate good enough to keep labels apart: Chinese characters are as wide as high, Latin ones about half.
  static func width(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 1 : 0.58) } * size
  }
}

import Geometry

/// A part of the map that is drawn larger beside it, under a letter.
struct MapInset {
  let letter: String
  /// In degrees.
  let extent: Box

  /// Its outline with its letter, on the map that it enlarges.
  func mark(in frame: MapFrame) -> HTML {
    let (upperLeft, lowerRight) = corners(in: frame)
    return """
      <rect x="\(trimmedNumber(upperLeft.x, decimals: 1))" y="\(trimmedNumber(upperLeft.y, decimals: 1))" \
      width="\(trimmedNumber(lowerRight.x - upperLeft.x, decimals: 1))" \
      height="\(trimmedNumber(lowerRight.y - upperLeft.y, decimals: 1))" fill="none" stroke="#1f2a33" stroke-width="1.2"/>
      \(Self.sign(letter, at: sign(in: frame)))
      """
  }

  /// Where the letter stands: outside of the outline, so that it covers nothing of it.
  func sign(in frame: MapFrame) -> Box {
    let (upperLeft, _) = corners(in: frame)
    let x = min(max(upperLeft.x, 0), frame.width - Self.signSize)
    let y = upperLeft.y >= Self.signSize ? upperLeft.y - Self.signSize : corners(in: frame).lowerRight.y
    return Box(minX: x, minY: y, maxX: x + Self.signSize, maxY: y + Self.signSize)
  }

  /// Whether a place of the map lies in it.
  func shows(_ pixel: Coordinate, in frame: MapFrame) -> Bool {
    let (upperLeft, lowerRight) = corners(in: frame)
    return pixel.x >= upperLeft.x && pixel.x <= lowerRight.x && pixel.y >= upperLeft.y && pixel.y <= lowerRight.y
  }

  private func corners(in frame: MapFrame) -> (upperLeft: Coordinate, lowerRight: Coordinate) {
    (
      frame.pixel(Coordinate(x: extent.minX, y: extent.maxY)),
      frame.pixel(Coordinate(x: extent.maxX, y: extent.minY))
    )
  }

  static let signSize = 18.0

  static func sign(_ letter: String, at box: Box) -> HTML {
    let (x, y) = (trimmedNumber(box.minX, decimals: 1), trimmedNumber(box.minY, decimals: 1))
    return """
      <rect x="\(x)" y="\(y)" width="\(trimmedNumber(signSize))" height="\(trimmedNumber(signSize))" fill="#1f2a33"/>\
      <text x="\(trimmedNumber(box.minX + signSize / 2, decimals: 1))" y="\(trimmedNumber(box.minY + 13, decimals: 1))" \
      font-size="12" font-weight="700" text-anchor="middle" fill="#fff">\(letter)</text>

      """
  }
}

/// The towns of a map that lie apart: groups of places so close together, and so far from the others, that a part of
/// the map drawn larger shows them better.
///
/// Places nearer to each other than 60 pixels belong together; a group that is too wide to gain by an inset is parted
/// at 40 and at 25 pixels. O(n²) for n places; of more than a thousand there are none.
package struct TownGroups {
  /// In pixels, of either side: what is wider gains little by an inset.
  private static let mostExtent = 160.0
  private static let links = [60.0, 40, 25]
  private static let fewestPlaces = 3
  private static let mostPlaces = 1_000

  /// Indices of places, the largest group first, of equal ones that of the first place.
  package let groups: [[Int]]

  /// - Parameter pixels: places on the map.
  package init(_ pixels: [Coordinate]) {
    guard pixels.count <= Self.mostPlaces else {
      groups = []
      return
    }
    groups = Self.parts(Array(pixels.indices), pixels, Self.links[...]).sorted {
      ($1.count, $0[0]) < ($0.count, $1[0])
    }
  }

  private static func parts(_ places: [Int], _ pixels: [Coordinate], _ links: ArraySlice<Double>) -> [[Int]] {
    guard places.count >= fewestPlaces else { return [] }
    let extent = Box(places.map { pixels[$0] })
    if extent.width <= mostExtent, extent.height <= mostExtent { return [places] }
    guard let link = links.first else { return [] }
    return linked(places, pixels, within: link).flatMap { parts($0, pixels, links.dropFirst()) }
  }

  /// Single linkage.
  private static func linked(_ places: [Int], _ pixels: [Coordinate], within link: Double) -> [[Int]] {
    var rest = places
    var groups: [[Int]] = []
    while let first = rest.first {
      var group = [first]
      rest.removeFirst()
      var next = 0
      while next < group.count {
        let from = pixels[group[next]]
        next += 1
        rest.removeAll { place in
          let (x, y) = (pixels[place].x - from.x, pixels[place].y - from.y)
          guard x * x + y * y <= link * link else { return false }
          group.append(place)
          return true
        }
      }
      groups.append(group.sorted())
    }
    return groups
  }
}

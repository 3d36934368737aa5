import Geometry
import Model

/// From degrees to the drawing: equirectangular, true to scale at the middle latitude.
struct MapFrame {
  /// Of a drawing that is as wide as the page.
  static let pageWidth = 1000.0
  let width: Double
  let height: Double
  /// What is shown, in degrees.
  let box: Box
  let pixelsPerMeter: Double
  private let pixelsPerDegreeX: Double
  private let pixelsPerDegreeY: Double

  /// - Parameters:
  ///   - extent: what must be visible; a margin is added.
  ///   - height: nil keeps the shape of the extent, between wide and tall.
  init(_ extent: Box, width: Double = pageWidth, height fixed: Double? = nil) {
    let center = extent.isEmpty ? Coordinate(x: 0, y: 0) : extent.center
    let scale = LocalScale(latitude: center.y)
    // A single place still gets a neighbourhood around it.
    var widthMeters = max(extent.width * scale.metersPerDegreeX * 1.06, 400)
    var heightMeters = max(extent.height * scale.metersPerDegreeY * 1.06, 250)
    let (flattest, tallest) = fixed.map { ($0 / width, $0 / width) } ?? (0.5, 1.25)
    heightMeters = max(heightMeters, widthMeters * flattest)
    widthMeters = max(widthMeters, heightMeters / tallest)
    self.width = width
    pixelsPerMeter = width / widthMeters
    height = fixed ?? (heightMeters * pixelsPerMeter).rounded()
    pixelsPerDegreeX = scale.metersPerDegreeX * pixelsPerMeter
    pixelsPerDegreeY = scale.metersPerDegreeY * pixelsPerMeter
    box = Box(
      minX: center.x - width / 2 / pixelsPerDegreeX, minY: center.y - height / 2 / pixelsPerDegreeY,
      maxX: center.x + width / 2 / pixelsPerDegreeX, maxY: center.y + height / 2 / pixelsPerDegreeY)
  }

  /// Pixels a line may move when it is drawn. In a wide map a street is a hair: a coarser line is the same picture.
  var tolerance: Double { pixelsPerMeter < 0.08 ? 0.9 : 0.5 }

  func pixel(_ position: Coordinate) -> Coordinate {
    Coordinate(x: (position.x - box.minX) * pixelsPerDegreeX, y: (box.maxY - position.y) * pixelsPerDegreeY)
  }

  /// Whether a pixel lies in the drawing, with room to its edge.
  func shows(_ pixel: Coordinate, margin: Double = 0) -> Bool {
    pixel.x >= margin && pixel.y >= margin && pixel.x <= width - margin && pixel.y <= height - margin
  }
}

/// The `d` of an SVG path in whole tenths of a pixel, relative steps: half the size of absolute decimals.
struct PathText {
  private(set) var bytes: [UInt8] = []
  private(set) var vertexCount = 0

  var isEmpty: Bool { bytes.isEmpty }
  var html: HTML { HTML(trusted: String(decoding: bytes, as: UTF8.self)) }

  /// - Parameter line: pixels, two or more.
  mutating func append(_ line: [Coordinate], isClosed: Bool = false) {
    var previous = Self.tenths(line[0])
    bytes.append(UInt8(ascii: "M"))
    number(previous.x, isFirst: true)
    number(previous.y, isFirst: false)
    bytes.append(UInt8(ascii: "l"))
    var isFirst = true
    for pixel in line.dropFirst() {
      let next = Self.tenths(pixel)
      guard next != previous || isFirst else { continue }
      number(next.x - previous.x, isFirst: isFirst)
      number(next.y - previous.y, isFirst: false)
      isFirst = false
      previous = next
      vertexCount += 1
    }
    if isClosed { bytes.append(UInt8(ascii: "z")) }
  }

  private static func tenths(_ pixel: Coordinate) -> SIMD2<Int> {
    // Far outside the drawing the exact place is of no interest.
    SIMD2(
      Int(min(max(pixel.x, -50_000), 50_000) * 10 + 0.5, rounding: ()),
      Int(min(max(pixel.y, -50_000), 50_000) * 10 + 0.5, rounding: ()))
  }

  private mutating func number(_ value: Int, isFirst: Bool) {
    // A minus sign parts two numbers as well as a blank does.
    if !isFirst, value >= 0 { bytes.append(UInt8(ascii: " ")) }
    bytes.append(contentsOf: String(value).utf8)
  }
}

extension Int {
  fileprivate init(_ value: Double, rounding: ()) { self.init(value.rounded(.down)) }
}

extension MapFrame {
  /// A shape's lines and rings as a path; what lies outside the drawing or is too small to see is left out.
  func path(_ shape: Shape, tolerance: Double) -> PathText {
    var path = PathText()
    append(shape, tolerance: tolerance, to: &path)
    return path
  }

  /// - Parameter smallestHole: side of a square; smaller holes of polygons are filled.
  func append(_ shape: Shape, tolerance: Double, smallestHole: Meters = Meters(0), to path: inout PathText) {
    let smallestArea = (smallestHole.value * pixelsPerMeter) * (smallestHole.value * pixelsPerMeter)
    for line in shape.lines { append(line, tolerance: tolerance, to: &path) }
    for polygon in shape.polygons {
      guard Box(polygon.ring(0)).intersects(box) else { continue }
      for index in 0..<polygon.ringCount {
        let pixels = polygon.ring(index).map(pixel)
        if index > 0, abs(signedArea(pixels[...], about: Coordinate(x: 0, y: 0))) < smallestArea { continue }
        let ring = simplifiedRing(pixels, tolerance: tolerance)
        if ring.count > 3 { path.append(Array(ring.dropLast()), isClosed: true) }
      }
    }
  }

  func append(_ line: [Coordinate], tolerance: Double, to path: inout PathText) {
    guard line.count > 1, Box(line).intersects(box) else { return }
    let pixels = simplified(line.map(pixel), tolerance: tolerance)
    let extent = Box(pixels)
    if max(extent.width, extent.height) >= 0.8 { path.append(pixels) }
  }

  /// A ring has no ends to hold on to: it is simplified in two halves, from the start to the vertex farthest from it.
  private func simplifiedRing(_ ring: [Coordinate], tolerance: Double) -> [Coordinate] {
    guard ring.count > 4 else { return ring }
    let extent = Box(ring)
    guard extent.width * extent.height >= 1 else { return [] }
    func square(_ pixel: Coordinate) -> Double {
      (pixel.x - ring[0].x) * (pixel.x - ring[0].x) + (pixel.y - ring[0].y) * (pixel.y - ring[0].y)
    }
    let far = ring.indices.max { square(ring[$0]) < square(ring[$1]) }!
    guard far > 0 else { return [] }
    return simplified(Array(ring[...far]), tolerance: tolerance).dropLast()
      + simplified(Array(ring[far...]), tolerance: tolerance)
  }
}

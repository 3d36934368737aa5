import Geometry
import Words

/// The value of a `coordinates` member before the geometry's type is known.
enum NestedCoordinates {
  case nothing
  case position(Coordinate)
  case line([Coordinate])
  case lines([[Coordinate]])
  case polygons([[[Coordinate]]])
}

extension JSONScanner {
  /// Reads nested arrays of positions; heights are dropped.
  mutating func coordinates(depth: Int = 0) throws(GeodataError) -> NestedCoordinates {
    try checkDepth(depth)
    try take("[")
    guard let first = try peek() else {
      throw error(
        .malformed,
        Bilingual("文件在坐标中间就结束了，内容不完整。", "the file ends inside coordinates: it is cut off."))
    }
    if first == UInt8(ascii: "]") {
      try take("]")
      return .nothing
    }
    guard first == UInt8(ascii: "[") else { return .position(try positionAfterBracket()) }
    var positions: [Coordinate] = []
    var lines: [[Coordinate]] = []
    var polygons: [[[Coordinate]]] = []
    var hasEmpty = false
    repeat {
      switch try coordinates(depth: depth + 1) {
      case .nothing: hasEmpty = true
      case .position(let position): positions.append(position)
      case .line(let line): lines.append(line)
      case .lines(let rings): polygons.append(rings)
      case .polygons:
        throw error(
          .malformed,
          Bilingual("坐标的嵌套层数超过任何图形所需。", "coordinates are nested deeper than any geometry needs."))
      }
    } while try takes(",")
    try take("]")
    switch (positions.isEmpty, lines.isEmpty, polygons.isEmpty) {
    case (true, true, true): return .nothing
    case _ where hasEmpty:
      throw error(
        .malformed,
        Bilingual(
          "坐标的嵌套层次不一致：其中有空列表。",
          "coordinates are nested unevenly: an empty list stands among them."))
    case (false, true, true): return .line(positions)
    case (true, false, true): return .lines(lines)
    case (true, true, false): return .polygons(polygons)
    default: throw error(.malformed, Bilingual("坐标的嵌套层次不一致。", "coordinates are nested unevenly."))
    }
  }

  private mutating func positionAfterBracket() throws(GeodataError) -> Coordinate {
    let x = try coordinateNumber()
    guard try takes(",") else {
      throw error(
        .badCoordinate,
        Bilingual(
          "坐标只有一个数，应有经度和纬度。", "a position has one number only; it needs longitude and latitude."))
    }
    let y = try coordinateNumber()
    if try takes(",") {
      heights += 1
      repeat { _ = try coordinateNumber() } while try takes(",")
    }
    try take("]")
    return Coordinate(x: x, y: y)
  }

  private mutating func coordinateNumber() throws(GeodataError) -> Double {
    do {
      return try number()
    } catch {
      guard error.code == .badValue else { throw error }
      throw GeodataError(
        .badCoordinate,
        Bilingual("坐标有误：", "bad coordinate: ") + error.words
          + Bilingual("请更正该记录的图形。", " Mend this record's geometry."), at: error.context)
    }
  }
}

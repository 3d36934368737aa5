import Geometry
import PROJ

extension LayerSource {
  /// How many records to read at the most: with a box all, for it is known only later which lie in it.
  var firstRead: Int { box == nil ? first ?? .max : .max }

  /// Keeps the records that meet the box, and of them the first ones. Coordinates are WGS84 degrees.
  func keepBox(_ records: inout [Record]) {
    guard let box else { return }
    records.removeAll { record in
      guard let shape = record.shape, !shape.isEmpty else { return true }
      return !shape.box.meets(box)
    }
    if let first, records.count > first { records.removeLast(records.count - first) }
  }

  /// The box in another system's coordinates, easting or longitude first, with a margin of three kilometres for
  /// coordinates that turn out to be shifted; nil where it cannot be said. What comes is looked at again.
  func box(in system: ReferenceSystem) -> Box? {
    guard let box else { return nil }
    let wide = box.expanded(by: 0.03)
    let steps = 20
    let places = (0...steps).flatMap { row in
      (0...steps).map { column in
        Coordinate(
          x: wide.minX + wide.width * Double(column) / Double(steps),
          y: wide.minY + wide.height * Double(row) / Double(steps))
      }
    }
    guard let own = system.positionsFromWGS84(places), own.allSatisfy(\.isFinite) else { return nil }
    return Box(own)
  }
}

extension Box {
  var swapped: Box { Box(minX: minY, minY: minX, maxX: maxY, maxY: maxX) }

  fileprivate func meets(_ other: Box) -> Bool {
    minX <= other.maxX && maxX >= other.minX && minY <= other.maxY && maxY >= other.minY
  }
}

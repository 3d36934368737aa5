import Geometry
import Model

/// Which records of a set stand near an earlier one.
///
/// A record's twin is the first record of its cell of the grid, whose diagonal is the limit; in a cell of its own it is
/// the first of the cells around within the limit. That finds a twin for every record that has one among the earlier,
/// not always the nearest.
/// - Parameters:
///   - positions: WGS84 degrees; one that is not finite has no twin.
///   - limit: exclusive.
/// - Returns: per position the earlier one; nil without.
/// - Complexity: O(n), however many stand at one place.
func earlierTwins(_ positions: [Coordinate], within limit: Meters) -> [Int?] {
  var box = Box()
  for position in positions where position.isFinite { box.add(position) }
  guard !box.isEmpty, limit.value > 0 else { return positions.map { _ in nil } }
  // No cell may be larger anywhere: a degree of longitude is longest nearest the equator, one of latitude at the poles.
  let mostCells = 100.0
  let lowest = box.minY <= 0 && box.maxY >= 0 ? 0 : min(abs(box.minY), abs(box.maxY), 89)
  let side = limit.value / 2.0.squareRoot()
  let dx = side / LocalScale(latitude: lowest).metersPerDegreeX
  let dy = side / LocalScale(latitude: 90).metersPerDegreeY

  struct Cell: Hashable {
    var x: Int64
    var y: Int64
  }
  func cell(_ position: Coordinate) -> Cell {
    Cell(x: Int64((position.x / dx).rounded(.down)), y: Int64((position.y / dy).rounded(.down)))
  }

  var first: [Cell: Int32] = [:]
  first.reserveCapacity(positions.count)
  var last: [Cell: Int32] = [:]
  // The records of a cell in their order.
  var next = [Int32](repeating: -1, count: positions.count)
  var twins = [Int?](repeating: nil, count: positions.count)
  for (index, position) in positions.enumerated() where position.isFinite {
    let own = cell(position)
    if let head = first[own] {
      if shortDistance(positions[Int(head)], position) < limit.value { twins[index] = Int(head) }
    }
    if twins[index] == nil {
      // Away from the equator a metre is more degrees of longitude than the cell's side is made for.
      let cells = limit.value / LocalScale(latitude: position.y).metersPerDegreeX / dx
      let wide = Int64(min(cells.rounded(.up), mostCells))
      search: for y in (own.y - 2)...(own.y + 2) {
        for x in (own.x - wide)...(own.x + wide) {
          var other = first[Cell(x: x, y: y)] ?? -1
          while other >= 0 {
            if shortDistance(positions[Int(other)], position) < limit.value {
              twins[index] = min(twins[index] ?? .max, Int(other))
              break
            }
            other = next[Int(other)]
          }
        }
      }
    }
    if let tail = last[own] { next[Int(tail)] = Int32(index) } else { first[own] = Int32(index) }
    last[own] = Int32(index)
  }
  return twins
}

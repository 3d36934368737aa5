import Geometry
import Model

/// Draws what is reached as unions of territories, one set of streets after the other.
package struct TerritoryDrawing: ~Copyable {
  let territories: Territories
  private(set) var ground: ReachedGround

  package init(_ territories: Territories) {
    self.territories = territories
    ground = ReachedGround(cellCount: territories.cells.partition.cellCount)
  }

  /// The territories of some reached streets.
  ///
  /// - Parameters:
  ///   - ranges: by rising street, then along it, apart from each other.
  ///   - isKnown: of a place whether its way is known; else it goes by its street.
  ///   - places: those of the known ones that are within the cutoff.
  /// - Returns: empty, without a reason, where nothing is reached.
  /// - Complexity: O(cells reached), and sorting their outer border.
  package mutating func area(
    _ ranges: [ReachedRange], isKnown: (_ place: Int) -> Bool = { _ in false }, places: [Int] = []
  ) -> DrawnArea {
    reach(ranges, isKnown: isKnown, places: places)
    var edges = ground.borders(territories)
    let polygons = polygons(&edges)
    return DrawnArea(
      shape: polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons), shares: ground.shares(territories))
  }

  mutating func reach(_ ranges: [ReachedRange], isKnown: (_ place: Int) -> Bool, places: [Int]) {
    ground.clear()
    ground.add(ranges, in: territories, isKnown: isKnown)
    for place in places { ground.add(place: place, in: territories) }
  }
}

/// Reached parts of streets as one: those that meet or overlap are joined.
///
/// - Returns: by rising street, then along it, apart from each other.
package func joined(_ all: [[ReachedRange]]) -> [ReachedRange] {
  var ranges = all.flatMap { $0 }
  ranges.sort { ($0.street, $0.first, $0.last) < ($1.street, $1.first, $1.last) }
  var joined: [ReachedRange] = []
  for range in ranges {
    if let last = joined.last, last.street == range.street, range.first <= last.last {
      joined[joined.count - 1].last = max(last.last, range.last)
    } else {
      joined.append(range)
    }
  }
  return joined
}

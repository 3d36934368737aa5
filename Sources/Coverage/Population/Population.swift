import GEOS
import Geometry
import Model

/// Where people live, by another file than the communities'.
package struct Population: Sendable {
  package enum Source: Sendable {
    /// Cells, with the outline of each community in their columns and rows; none for one that is no polygon.
    case cells(PopulationGrid, outlines: [CommunityID: [Polygon]])
    case places([PopulationPlace])
  }

  let source: Source
  /// Of the numbers; a sum of people can be held against the residents.
  package let unit: PopulationUnit
  /// There are no communities but the district itself: people stay at their cells and buildings.
  package let isDemand: Bool

  package init(_ source: Source, _ unit: PopulationUnit, isDemand: Bool) {
    self.unit = unit
    self.isDemand = isDemand
    guard case .places(let places) = source else {
      self.source = source
      return
    }
    // A community's are then found among those between its sides.
    self.source = .places(places.sorted { ($0.position.x, $0.position.y) < ($1.position.x, $1.position.y) })
  }

  /// Calls the body with people and where they are, for all in a polygon, each cell by the part of it that lies inside;
  /// in the order of the rows of squares.
  ///
  /// - Parameters:
  ///   - polygon: the community's outline, WGS84 degrees, valid.
  ///   - side: cells longer than so many metres are split evenly; also the side of the squares that the body is told,
  ///     by whole cells or parts of them.
  func forEachPlace(
    in community: CommunityID, _ polygon: Shape, side: Meters, splitSide: Meters, _ body: (_ place: Place) -> Void
  ) throws(GEOSError) {
    switch source {
    case .cells(let grid, let outlines):
      CellParts(grid, outlines[community] ?? [], side: side, splitSide: splitSide)?.forEach(body)
    case .places(let places):
      let box = polygon.box
      let first = places.partition { $0.position.x >= box.minX }
      let end = places.partition { $0.position.x > box.maxX }
      let near = (first..<max(first, end)).filter { box.contains(places[$0].position) }
      let inside = try PreparedGeometry(polygon).intersects(near.map { places[$0].position })
      let scale = LocalScale(latitude: box.center.y)
      let squares = Squares(
        corner: Coordinate(x: box.minX, y: box.minY), width: side.value / scale.metersPerDegreeX,
        height: side.value / scale.metersPerDegreeY)
      let found = zip(near, inside).filter(\.1).map { index, _ in
        Place(
          position: places[index].position, people: places[index].people,
          square: squares.index(of: places[index].position), index: index)
      }
      for place in found.sorted(by: { ($0.square, $0.index ?? 0) < ($1.square, $1.index ?? 0) }) { body(place) }
    }
  }

  /// All people in a community's outline; what lies on its border counts.
  ///
  /// - Parameter counted: places of points and buildings that count elsewhere already; those found are added, so that a
  ///   place on the border of two, or in both of them, counts once.
  package func people(in community: Community, counted: inout Set<Int>) throws(GEOSError) -> Double {
    switch source {
    case .cells(let grid, let outlines): return grid.sum(in: outlines[community.id] ?? []).people
    case .places:
      var sum = 0.0
      let polygon = try community.shape.repaired().shape
      guard !polygon.polygons.isEmpty else { return 0 }
      try forEachPlace(in: community.id, polygon, side: Meters(100), splitSide: Meters(100)) { place in
        if let index = place.index, !counted.insert(index).inserted { return }
        sum += place.people
      }
      return sum
    }
  }

  /// People at a place inside a community.
  struct Place {
    /// WGS84 degrees.
    var position: Coordinate
    var people: Double
    /// Those of one square may be taken together.
    var square: Squares.Index
    /// Among the places of the source; nil for cells.
    var index: Int?
  }
}

/// The cells in an outline, large ones split.
private struct CellParts {
  private let grid: PopulationGrid
  private let outline: [Polygon]
  /// How many parts a cell is split into, across and down.
  private let split: (x: Int, y: Int)
  /// How many of those a square has.
  private let joined: (x: Int, y: Int)

  private static let mostParts = 20_000_000.0

  /// nil when no cell is near.
  init?(_ grid: PopulationGrid, _ outline: [Polygon], side: Meters, splitSide: Meters) {
    let coverage = CellCoverage(outline, columns: grid.columns, rows: grid.rows)
    guard !coverage.columns.isEmpty, !coverage.rows.isEmpty else { return nil }
    self.grid = grid
    self.outline = outline
    let size = grid.places.cellSize(
      at: Coordinate(
        x: Double(coverage.columns.lowerBound + coverage.columns.upperBound) / 2,
        y: Double(coverage.rows.lowerBound + coverage.rows.upperBound) / 2))
    let most = max(1, (Self.mostParts / Double(coverage.columns.count * coverage.rows.count)).squareRoot())
    func parts(_ length: Double) -> Int {
      length.isFinite ? Int(max(1, min((length / splitSide.value - 1e-6).rounded(.up), most.rounded(.down)))) : 1
    }
    func together(_ length: Double) -> Int {
      length.isFinite && length > 0 ? Int(max(1, min(side.value / length + 1e-6, 1e6))) : 1
    }
    split = (parts(size.width), parts(size.height))
    joined = (together(size.width / Double(split.x)), together(size.height / Double(split.y)))
  }

  func forEach(_ body: (Population.Place) -> Void) {
    let (across, down) = (Double(split.x), Double(split.y))
    let outline =
      split == (1, 1)
      ? outline
      : outline.map { polygon in
        polygon.map { Coordinate(x: $0.x * across, y: $0.y * down) }
      }
    let share = 1 / (across * down)
    let coverage = CellCoverage(outline, columns: grid.columns * split.x, rows: grid.rows * split.y)
    coverage.forEachCell { part in
      let here = grid.people[part.row / split.y * grid.columns + part.column / split.x]
      guard here > 0 else { return }
      body(
        Population.Place(
          position: grid.places.position(Coordinate(x: part.middle.x / across, y: part.middle.y / down)),
          people: here * share * part.share,
          square: .init(row: part.row / joined.y, column: part.column / joined.x)))
    }
  }
}

extension [PopulationPlace] {
  /// The first of the sorted places for which a condition holds, as it does for all behind it.
  fileprivate func partition(_ holds: (PopulationPlace) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

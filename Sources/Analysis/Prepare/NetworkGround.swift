import Areas
import Geometry
import Model
import RoadNetwork

extension SnapResult {
  /// Where it stands on its street; nil where it has none.
  var foot: StreetFoot? {
    point.map { StreetFoot(street: $0.street.rawValue, offset: Int32(clamping: $0.offset)) }
  }
}

extension RoadGraph {
  /// The ground of the streets.
  ///
  /// - Parameters:
  ///   - reaches: only the streets around them get ground; all without any.
  ///   - communities: their outlines, which part the ground, too.
  func territories(
    around obstacles: Obstacles?, places: TerritoryPlaces, communities: [[Polygon]] = [],
    near reaches: [StreetReach]? = nil, _ direction: Direction, threads: Int
  ) -> Territories {
    let window = reaches.map { StreetWindow($0, extent) }
    return Territories(
      plan { window?.holds($0, of: self) ?? true }, around: obstacles, places: places, communities: communities,
      threads: threads
    ) {
      snap(
        $0, limit: Meters(100), for: .ofDemand(direction), around: obstacles, threads: threads
      ).map(\.foot)
    }
  }
}

/// The squares with reached streets, and those beside them: farther streets part none of the ground of these.
private struct StreetWindow {
  private struct Square: Hashable {
    var column: Int
    var row: Int
  }

  /// In degrees, 400 m at least.
  private let width: Double
  private let height = 400 / 110_500.0
  private var squares: Set<Square> = []

  init(_ reaches: [StreetReach], _ extent: Box) {
    width = 400 / LocalScale(latitude: max(abs(extent.minY), abs(extent.maxY))).metersPerDegreeX
    var own: Set<Square> = []
    for reach in reaches {
      for line in reach.lines(within: reach.cutoff) {
        for (a, b) in zip(line, line.dropFirst()) {
          let (from, to) = (square(a), square(b))
          for column in min(from.column, to.column)...max(from.column, to.column) {
            for row in min(from.row, to.row)...max(from.row, to.row) { own.insert(Square(column: column, row: row)) }
          }
        }
      }
    }
    for square in own {
      for column in -1...1 {
        for row in -1...1 {
          squares.insert(Square(column: square.column + column, row: square.row + row))
        }
      }
    }
  }

  private func square(_ position: Coordinate) -> Square {
    Square(column: Int((position.x / width).rounded(.down)), row: Int((position.y / height).rounded(.down)))
  }

  /// Whether a street has a vertex in one of the squares, or crosses one between two.
  func holds(_ street: Int, of graph: RoadGraph) -> Bool {
    let line = graph.line(of: street)
    return zip(line, line.dropFirst()).contains { a, b in
      let (from, to) = (square(a), square(b))
      if squares.contains(from) || squares.contains(to) { return true }
      // Long pieces: every square of their box.
      return (min(from.column, to.column)...max(from.column, to.column)).contains { column in
        (min(from.row, to.row)...max(from.row, to.row)).contains { row in
          squares.contains(Square(column: column, row: row))
        }
      }
    }
  }
}

import Geometry

/// People in the cells of a raster, or of the part of it that is needed.
package struct PopulationGrid: Sendable {
  package let columns: Int
  package let rows: Int
  /// People in each cell, row by row: 0 or more, NaN where nothing is known.
  package let people: [Double]
  package let places: CellPlaces

  package init(columns: Int, rows: Int, people: [Double], places: CellPlaces) {
    precondition(people.count == columns * rows, "a grid has a number for each cell")
    self.columns = columns
    self.rows = rows
    self.people = people
    self.places = places
  }

  /// What lies in some polygons, each cell counted by the part of it that does.
  ///
  /// - Parameter outline: in columns and rows, polygons beside each other.
  /// - Returns: the people, and the cells with a number, both by parts.
  /// - Complexity: as ``CellCoverage``.
  package func sum(in outline: [Polygon]) -> (people: Double, cells: Double) {
    var sum = (people: 0.0, cells: 0.0)
    CellCoverage(outline, columns: columns, rows: rows).forEachCell { part in
      let here = people[part.row * columns + part.column]
      guard !here.isNaN else { return }
      sum.people += here * part.share
      sum.cells += part.share
    }
    return sum
  }
}

/// Where places among the cells of a raster are on the earth.
///
/// Known exactly at the nodes of a lattice and taken linearly between them: of a projected raster with nodes every
/// kilometre it is right to some centimetres, and no cell has to be transformed.
package struct CellPlaces: Sendable {
  /// Cells between nodes, along columns and rows.
  private let step: Int
  private let nodesAcross: Int
  private let nodesDown: Int
  /// WGS84 degrees, row by row; NaN where a node has no place.
  private let nodes: [Coordinate]

  /// - Parameter nodes: of the columns 0, step, 2 step… up to the first beyond the last, of the rows likewise.
  package init(columns: Int, rows: Int, step: Int, nodes: [Coordinate]) {
    self.step = step
    nodesAcross = Self.nodeCount(columns, step)
    nodesDown = Self.nodeCount(rows, step)
    self.nodes = nodes
    precondition(nodes.count == nodesAcross * nodesDown, "a lattice has a place for each node")
  }

  /// How many nodes span so many cells.
  package static func nodeCount(_ cells: Int, _ step: Int) -> Int { max(2, (cells + step - 1) / step + 1) }

  /// WGS84 degrees of a place in columns (x) and rows (y) within the raster.
  package func position(_ cell: Coordinate) -> Coordinate {
    let across = cell.x / Double(step)
    let down = cell.y / Double(step)
    let column = max(0, min(Int(across), nodesAcross - 2))
    let row = max(0, min(Int(down), nodesDown - 2))
    let (u, v) = (across - Double(column), down - Double(row))
    let corner = row * nodesAcross + column
    let (a, b) = (nodes[corner], nodes[corner + 1])
    let (c, d) = (nodes[corner + nodesAcross], nodes[corner + nodesAcross + 1])
    return Coordinate(
      x: (a.x * (1 - u) + b.x * u) * (1 - v) + (c.x * (1 - u) + d.x * u) * v,
      y: (a.y * (1 - u) + b.y * u) * (1 - v) + (c.y * (1 - u) + d.y * u) * v)
  }

  /// Metres along a column and along a row of the cell around a place.
  package func cellSize(at cell: Coordinate) -> (width: Double, height: Double) {
    let here = position(cell)
    return (
      shortDistance(here, position(Coordinate(x: cell.x + 1, y: cell.y))),
      shortDistance(here, position(Coordinate(x: cell.x, y: cell.y + 1)))
    )
  }
}

/// What the numbers of a population are.
package enum PopulationUnit: Sendable {
  case people
  /// Of floor: only shares matter.
  case squareMeters
  /// Each place counts the same.
  case places
}

/// People at a place that a file names: a point, a building, a part of a large polygon.
package struct PopulationPlace: Hashable, Sendable {
  /// WGS84 degrees.
  package var position: Coordinate
  /// In the unit of the population.
  package var people: Double
  /// The position of its record in the layer.
  package var record: Int

  package init(position: Coordinate, people: Double, record: Int) {
    self.position = position
    self.people = people
    self.record = record
  }
}

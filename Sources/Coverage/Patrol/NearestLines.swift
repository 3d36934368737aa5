import Geometry
import Model

/// Lines in a grid, asked for the one nearest to a place.
package struct NearestLines: Sendable {
  private let pieces: [(item: Int, a: Coordinate, b: Coordinate)]
  private let cells: GridCells
  private let inCell: [[Int32]]
  /// Metres: no cell is narrower.
  private let cellSize: Double

  /// Metres by which two are as near.
  private static let asNear = 0.001

  /// - Parameter lines: in degrees; an answer is a position in this list.
  /// - Complexity: O(vertices).
  package init(_ lines: [[Coordinate]]) {
    let pieces = lines.enumerated().flatMap { item, line in
      zip(line, line.dropFirst()).map { (item: item, a: $0, b: $1) }
    }
    self.pieces = pieces
    var box = Box()
    for piece in pieces { box.add(Box([piece.a, piece.b])) }
    if box.isEmpty { box = Box([Coordinate(x: 0, y: 0)]) }
    let side = max(1, min(512, Int(Double(pieces.count).squareRoot())))
    cells = GridCells(
      box: box, columns: side, rows: side, cellX: max(box.width / Double(side), 1e-5),
      cellY: max(box.height / Double(side), 1e-5))
    var inCell = [[Int32]](repeating: [], count: side * side)
    for (number, piece) in pieces.enumerated() {
      cells.forEachCell(piece.a, piece.b) { inCell[$0].append(Int32(number)) }
    }
    self.inCell = inCell
    let scale = LocalScale(latitude: max(abs(box.minY), abs(box.maxY)))
    cellSize = min(cells.cellX * scale.metersPerDegreeX, cells.cellY * scale.metersPerDegreeY) * 0.999
  }

  /// The nearest line, of those as near within a millimetre the first; nil without lines, and where none is within the
  /// limit, which is inclusive.
  package func nearest(to place: Coordinate, within limit: Double = .infinity) -> (line: Int, metres: Double)? {
    let frame = LocalFrame(place)
    let origin = Coordinate(x: 0, y: 0)
    let column = GridCells.clamp((place.x - cells.box.minX) / cells.cellX, cells.columns)
    let row = GridCells.clamp((place.y - cells.box.minY) / cells.cellY, cells.rows)
    var found: [(line: Int, metres: Double)] = []
    var least = Double.infinity
    for ring in 0..<max(cells.columns, cells.rows) {
      // What lies in this ring and beyond is farther than the rings inside are wide.
      if Double(ring - 1) * cellSize > min(least, limit) + Self.asNear { break }
      for y in (row - ring)...(row + ring) where (0..<cells.rows).contains(y) {
        let isEdge = abs(y - row) == ring
        for x in isEdge ? Array((column - ring)...(column + ring)) : [column - ring, column + ring]
        where (0..<cells.columns).contains(x) {
          for piece in inCell[y * cells.columns + x] {
            let (item, a, b) = pieces[Int(piece)]
            let metres = planarDistance(origin, frame.metres(a), frame.metres(b))
            guard metres <= least + Self.asNear else { continue }
            found.append((item, metres))
            least = min(least, metres)
          }
        }
      }
    }
    guard least <= limit else { return nil }
    let line = found.filter { $0.metres <= least + Self.asNear }.map(\.line).min()!
    return (line, least)
  }
}

/// Where some of a community's people live.
package struct PatrolHome: Hashable, Sendable {
  package var community: Int
  package var position: Coordinate
  package var people: Double

  package init(community: Int, position: Coordinate, people: Double) {
    self.community = community
    self.position = position
    self.people = people
  }
}

extension PatrolStreets {
  /// Who live along each atom: everybody belongs to the nearest one in their own community, however far.
  ///
  /// - Returns: people of each atom, and those whose community has no street.
  /// - Complexity: O(homes) searches in a grid.
  package func people(_ homes: [PatrolHome]) -> (along: [Double], without: Double) {
    var along = [Double](repeating: 0, count: atoms.count)
    var without = 0.0
    var ofCommunity: [Int: [Int]] = [:]
    for (number, atom) in atoms.enumerated() { ofCommunity[atom.community, default: []].append(number) }
    var byCommunity: [Int: [PatrolHome]] = [:]
    for home in homes { byCommunity[home.community, default: []].append(home) }
    for (community, homes) in byCommunity.sorted(by: { $0.key < $1.key }) {
      guard let own = ofCommunity[community] else {
        without += homes.reduce(0) { $0 + $1.people }
        continue
      }
      let streets = NearestLines(own.map { line(from: $0, through: $0) })
      for home in homes {
        if let nearest = streets.nearest(to: home.position) { along[own[nearest.line]] += home.people }
      }
    }
    return (along, without)
  }
}

import Geometry

/// The nearest piece of street of each kind, ring by ring of cells around the point.
struct NearestPiece {
  struct Place {
    var piece: Int
    var street: Int
    /// Where on the piece, 0...1.
    var share: Double
    var position: Coordinate
    var squaredDistance: Double
    var isPrivate: Bool
    /// Cut off from the rest of the network.
    var isCutOff: Bool

    private var millimeters: Double { (squaredDistance.squareRoot() * 1000).rounded() }

    func isBetter(than other: Place, in graph: RoadGraph) -> Bool {
      // Most differ by more than a millimetre, which needs no rounding.
      let difference = squaredDistance - other.squaredDistance
      if difference * difference > 1e-5 * (squaredDistance + other.squaredDistance) + 1e-11 { return difference < 0 }
      let (own, others) = (millimeters, other.millimeters)
      if own != others { return own < others }
      return key(graph).lexicographicallyPrecedes(other.key(graph))
    }

    private func key(_ graph: RoadGraph) -> [Int] {
      let place = [Int((position.x * 1e7).rounded()), Int((position.y * 1e7).rounded()), isPrivate ? 1 : 0]
      return place + trouble(graph) + [piece]
    }

    /// Whether the street goes one way only, and what the piece costs there and back; of pieces that lie on each other. At
    /// its ends one is on all.
    private func trouble(_ graph: RoadGraph) -> [Int] {
      guard share > 0, share < 1 else { return [0, 0] }
      let vertex = piece - graph.firstPiece(of: street)
      let there = graph.offset(street, vertex + 1) - graph.offset(street, vertex)
      let back = graph.offsetBack(street, vertex + 1) - graph.offsetBack(street, vertex)
      let isTwoWay = graph.streetTraits[street] & 3 == 3
      return [isTwoWay ? 0 : 1, Int(there) + Int(back)]
    }
  }

  /// On the ground, and connected.
  private var best: Place?
  private(set) var onOneWayPart: Place?
  private(set) var onIsland: Place?
  /// On a bridge, in a tunnel, on another level.
  private(set) var lifted: Place?
  private(set) var aboard: Place?
  /// Behind an obstacle.
  private(set) var behind: Place?
  private var liftedConnected: Place?

  var chosen: Place? { best ?? onOneWayPart ?? onIsland ?? liftedConnected ?? lifted }

  private let point: Coordinate
  private let scale: LocalScale
  private let limit: Double
  private let end: TripEnd?
  /// On its way: a bridge or a tunnel is a street like any other.
  private let isUnderway: Bool

  init(at point: Coordinate, limit: Double, _ end: TripEnd?, isUnderway: Bool) {
    self.isUnderway = isUnderway
    self.end = end
    self.point = point
    self.limit = limit
    scale = LocalScale(latitude: point.y)
  }

  /// An initialiser would take the graph as its own, and so copy it.
  mutating func find(in graph: RoadGraph, _ grid: SegmentGrid, _ obstacles: Obstacles?) {
    let column = grid.column(point.x)
    let row = grid.row(point.y)
    var ring = 0
    while true {
      visitRing(ring, column, row, grid, graph, obstacles)
      let bound = distanceBeyond(ring, column, row, grid)
      // A millimetre more, for places that are equally near.
      let reach = best.map { $0.squaredDistance.squareRoot() + 0.001 } ?? limit
      if !(bound <= reach) || bound == .infinity { break }
      ring += 1
    }
  }

  /// No cell outside the square of this ring is nearer; infinite when there is none.
  private func distanceBeyond(_ ring: Int, _ column: Int, _ row: Int, _ grid: SegmentGrid) -> Double {
    var bound = Double.infinity
    if column - ring > 0 {
      bound = min(bound, (point.x - grid.box.minX - Double(column - ring) * grid.cellX) * scale.metersPerDegreeX)
    }
    if column + ring < grid.columns - 1 {
      bound = min(bound, (grid.box.minX + Double(column + ring + 1) * grid.cellX - point.x) * scale.metersPerDegreeX)
    }
    if row - ring > 0 {
      bound = min(bound, (point.y - grid.box.minY - Double(row - ring) * grid.cellY) * scale.metersPerDegreeY)
    }
    if row + ring < grid.rows - 1 {
      bound = min(bound, (grid.box.minY + Double(row + ring + 1) * grid.cellY - point.y) * scale.metersPerDegreeY)
    }
    return bound
  }

  /// Graph, grid and obstacles are handed down: kept here they would be copied, counted reference by reference, for each
  /// piece that is looked at.
  private mutating func visitRing(
    _ ring: Int, _ column: Int, _ row: Int, _ grid: SegmentGrid, _ graph: RoadGraph, _ obstacles: Obstacles?
  ) {
    for y in max(0, row - ring)...min(grid.rows - 1, row + ring) {
      let isEdgeRow = y == row - ring || y == row + ring
      let step = isEdgeRow || ring == 0 ? 1 : 2 * ring
      for x in stride(from: column - ring, through: column + ring, by: step) where x >= 0 && x < grid.columns {
        for place in grid.range(column: x, row: y) { visit(grid.piece(at: place), grid, graph, obstacles) }
      }
    }
  }

  private mutating func visit(_ piece: Int, _ grid: SegmentGrid, _ graph: RoadGraph, _ obstacles: Obstacles?) {
    let street = Int(grid.streets[piece])
    let (a, b) = graph.ends(ofPiece: piece, on: street)
    let ax = (a.x - point.x) * scale.metersPerDegreeX
    let ay = (a.y - point.y) * scale.metersPerDegreeY
    let dx = (b.x - a.x) * scale.metersPerDegreeX
    let dy = (b.y - a.y) * scale.metersPerDegreeY
    let square = dx * dx + dy * dy
    var share = square > 0 ? -(ax * dx + ay * dy) / square : 0
    share = max(0, min(1, share))
    let x = share == 1 ? (b.x - point.x) * scale.metersPerDegreeX : ax + share * dx
    let y = share == 1 ? (b.y - point.y) * scale.metersPerDegreeY : ay + share * dy
    let squaredDistance = x * x + y * y
    guard squaredDistance <= limit * limit else { return }
    let traits = graph.traits(ofPiece: piece)
    let isIsland = graph.isIsland(component: graph.component(of: StreetID(street)))
    let isPart = if let end { graph.isOneWayPart(StreetID(street), for: end) } else { false }
    let place = Place(
      piece: piece, street: street, share: share,
      position: Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share),
      squaredDistance: squaredDistance, isPrivate: traits.contains(.private), isCutOff: isIsland || isPart)
    if traits.contains(.aboard) {
      aboard = better(place, aboard, graph, obstacles)
    } else if traits.contains(.lifted), !isUnderway {
      if !place.isCutOff { liftedConnected = better(place, liftedConnected, graph, obstacles) }
      lifted = better(place, lifted, graph, obstacles)
    } else if isIsland {
      onIsland = better(place, onIsland, graph, obstacles)
    } else if isPart {
      onOneWayPart = better(place, onOneWayPart, graph, obstacles)
    } else {
      best = better(place, best, graph, obstacles)
    }
  }

  /// The better of a place and the one that stands, unless an obstacle lies before it.
  private mutating func better(
    _ place: Place, _ standing: Place?, _ graph: RoadGraph, _ obstacles: Obstacles?
  ) -> Place? {
    if let standing, !place.isBetter(than: standing, in: graph) { return standing }
    guard let obstacles, obstacles.cross(point, place.position) else { return place }
    if let behind, !place.isBetter(than: behind, in: graph) { return standing }
    behind = place
    return standing
  }
}

import Geometry
import Model
import OSM
import Synchronization

/// A point brought to its street.
public struct SnappedPoint: Hashable, Sendable {
  public var street: StreetID
  /// The cost of the way along the street from its first node to the place, and of the way back: they differ on a slope.
  public var offset: Int
  public var offsetBack: Int
  /// The place on the street, WGS84 degrees.
  public var position: Coordinate
  /// From the point to the street.
  public var distance: Meters
  /// The straight leg between the point and the street, walked; part of every cost that the searches return.
  public var accessCost: Int
  /// A nearer street was passed over because it belongs to an island.
  public var leftIsland: Bool
  /// A nearer street was passed over because water or a barrier lies between.
  public var passedBarrier = false
  /// The street belongs to an island: no other street lies within the limit.
  public var isOnIsland: Bool

  var place: StreetPlace { StreetPlace(street: Int(street.rawValue), there: offset, back: offsetBack) }
}

/// Where a point stands on the network.
public enum SnapResult: Hashable, Sendable {
  case snapped(SnappedPoint)
  case unreached(UnreachedReason)

  public var point: SnappedPoint? {
    if case .snapped(let point) = self { point } else { nil }
  }
}

extension RoadGraph {
  /// Components other than the largest with less street than this are islands.
  public static let islandLength = Meters(5000)

  /// A component cut off from the rest: not the largest, and with less than ``islandLength`` of streets.
  public func isIsland(component: Int) -> Bool {
    component > 0 && componentLengths[component] < Self.islandLength
  }

  /// Brings each point to the nearest place on the nearest street.
  ///
  /// A street on an island, or behind an obstacle, is passed over when another lies within the limit. Equal distances fall to the lower street,
  /// then to the place nearer its first node.
  /// - Parameters:
  ///   - points: WGS84 degrees; one that is not finite is unreached.
  ///   - limit: a point farther from every street is unreached; the boundary is within.
  ///   - obstacles: the straight leg between a point and its street does not cross them.
  ///   - threads: workers; the result does not depend on it.
  /// - Returns: one result per point, in their order.
  /// - Complexity: about O(1) per point in town; the index is built at the first call, O(streets).
  public func snap(
    _ points: [Coordinate], limit: Meters, around obstacles: Obstacles? = nil, threads: Int = 1
  ) -> [SnapResult] {
    let grid = segments.grid(of: self)
    let chunk = 1024
    let chunks = (points.count + chunk - 1) / chunk
    let workers = max(1, min(threads, chunks))
    if workers == 1 { return points.map { snap($0, limit.value, grid, obstacles) } }
    let parts = Slots<[SnapResult]>(count: chunks)
    runWorkers(workers) { _ in
      while let index = parts.next() {
        let range = (index * chunk)..<min((index + 1) * chunk, points.count)
        parts.fill(index, points[range].map { snap($0, limit.value, grid, obstacles) })
      }
    }
    return parts.all().flatMap { $0 }
  }

  /// Makes the index that snapping needs, for work that can be done beside it; the first ``snap(_:limit:threads:)`` makes
  /// it else.
  public func prepareSnapping() { _ = segments.grid(of: self) }

  private func snap(
    _ point: Coordinate, _ limit: Double, _ grid: SegmentGrid, _ obstacles: Obstacles?
  ) -> SnapResult {
    guard point.isFinite, abs(point.y) <= 90, limit >= 0 else { return .unreached(.tooFarFromStreet) }
    let search = NearestPiece(self, grid, point, limit: limit, obstacles)
    guard let place = search.best ?? search.bestOnIsland else {
      return .unreached(search.bestBehind == nil ? .tooFarFromStreet : .behindBarrier)
    }
    let leftIsland = search.best != nil && (search.bestOnIsland.map { $0.isBetter(than: place) } ?? false)
    let street = Int(grid.streets[place.piece])
    let vertex = place.piece - firstPiece(of: street)
    func offset(_ a: UInt32, _ b: UInt32) -> Int { Int(a) + Int((Double(b - a) * place.share).rounded()) }
    let (first, last) = ends(ofPiece: place.piece, on: street)
    let distance = Meters(place.squaredDistance.squareRoot())
    return .snapped(
      SnappedPoint(
        street: StreetID(street), offset: offset(self.offset(street, vertex), self.offset(street, vertex + 1)),
        offsetBack: offset(offsetBack(street, vertex), offsetBack(street, vertex + 1)),
        position: Coordinate(
          x: first.x + (last.x - first.x) * place.share, y: first.y + (last.y - first.y) * place.share),
        distance: distance, accessCost: accessCost(distance), leftIsland: leftIsland,
        passedBarrier: search.bestBehind.map { $0.isBetter(than: place) } ?? false, isOnIsland: search.best == nil))
  }

  /// A place that is a node of the source, as a point without access leg: origins that are already on the network.
  public func snappedPoint(at position: StreetPosition) -> SnappedPoint {
    let place = place(at: position)
    return SnappedPoint(
      street: position.street, offset: place.there, offsetBack: place.back,
      position: coordinate(at: position), distance: Meters(0), accessCost: 0, leftIsland: false,
      isOnIsland: isIsland(component: component(of: position.street)))
  }
}

/// The nearest piece of street, ring by ring of cells around the point.
private struct NearestPiece {
  struct Place {
    var piece: Int
    /// Where on the piece, 0...1.
    var share: Double
    var squaredDistance: Double

    func isBetter(than other: Place) -> Bool {
      (squaredDistance, piece) < (other.squaredDistance, other.piece)
    }
  }

  private(set) var best: Place?
  private(set) var bestOnIsland: Place?
  /// Behind an obstacle.
  private(set) var bestBehind: Place?

  private let graph: RoadGraph
  private let grid: SegmentGrid
  private let point: Coordinate
  private let scale: LocalScale
  private let limit: Double
  private let obstacles: Obstacles?

  init(_ graph: RoadGraph, _ grid: SegmentGrid, _ point: Coordinate, limit: Double, _ obstacles: Obstacles?) {
    self.obstacles = obstacles
    self.graph = graph
    self.grid = grid
    self.point = point
    self.limit = limit
    scale = LocalScale(latitude: point.y)
    let column = grid.column(point.x)
    let row = grid.row(point.y)
    var ring = 0
    while true {
      visitRing(ring, column, row)
      let bound = distanceBeyond(ring, column, row)
      let reach = best.map { $0.squaredDistance.squareRoot() } ?? limit
      if !(bound <= reach) || bound == .infinity { break }
      ring += 1
    }
  }

  /// No cell outside the square of this ring is nearer; infinite when there is none.
  private func distanceBeyond(_ ring: Int, _ column: Int, _ row: Int) -> Double {
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

  private mutating func visitRing(_ ring: Int, _ column: Int, _ row: Int) {
    for y in max(0, row - ring)...min(grid.rows - 1, row + ring) {
      let isEdgeRow = y == row - ring || y == row + ring
      let step = isEdgeRow || ring == 0 ? 1 : 2 * ring
      for x in stride(from: column - ring, through: column + ring, by: step) where x >= 0 && x < grid.columns {
        for piece in grid.pieces(column: x, row: y) { visit(Int(piece)) }
      }
    }
  }

  private mutating func visit(_ piece: Int) {
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
    let place = Place(piece: piece, share: share, squaredDistance: x * x + y * y)
    guard place.squaredDistance <= limit * limit else { return }
    let isIsland = graph.isIsland(component: graph.component(of: StreetID(street)))
    guard (isIsland ? bestOnIsland : best).map({ place.isBetter(than: $0) }) ?? true else { return }
    let position = Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)
    if let obstacles, obstacles.cross(point, position) {
      if bestBehind.map({ place.isBetter(than: $0) }) ?? true { bestBehind = place }
    } else if isIsland {
      bestOnIsland = place
    } else {
      best = place
    }
  }
}

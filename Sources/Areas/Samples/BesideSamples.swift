import Geometry
import Model

/// Where one comes onto a street from beside it.
package struct StreetFoot: Hashable, Sendable, BitwiseCopyable {
  package var street: Int32
  /// The cost from the street's first vertex.
  package var offset: Int32

  package init(street: Int32, offset: Int32) {
    self.street = street
    self.offset = offset
  }
}

/// Samples beside the streets, which give ground to where it is come from: along walls and shores, whose two sides are not
/// the same ground, and along bridges and tunnels, onto which nobody steps from beside.
///
/// On both sides of a wall they stand in pairs, mirrored by it, so that the border between their cells is the wall.
struct BesideSamples {
  /// Metres from a wall, and from the middle of a bridge.
  private static let wallSide = 0.5
  private static let bridgeSide = 2.5
  /// Walls give way to streets that pass through them, in metres.
  private static let passage = 1.5
  private static let spacing = 20.0
  private static let leastSpacing = 1.0

  /// Whole units of the plane.
  private(set) var places: [PlanePoint] = []

  private let streets: NodedStreets
  private let grid: PieceGrid
  private let unit: Double

  /// - Parameters:
  ///   - streets: those of the plan.
  ///   - apart: places with cells of their own, from which walls keep a distance, too.
  init(
    _ streets: NodedStreets, of plan: StreetPlan, around obstacles: Obstacles?, apart: [PlanePoint],
    _ plane: ConformalPlane, _ box: Box
  ) {
    self.streets = streets
    unit = plane.unitsPerMeter(at: 0)
    grid = streets.grid
    let unit = unit
    let apartGrid = apart.isEmpty ? nil : PieceGrid(count: apart.count, least: 20 * unit) { (apart[$0], apart[$0]) }
    for street in 0..<plan.streetCount {
      for vertex in plan.vertices(of: street).dropLast() where plan.isOffGround[vertex] {
        addFlanks(plane.place(plan.position(vertex)), plane.place(plan.position(vertex + 1)))
      }
    }
    for (a, b) in obstacles?.segments(near: box) ?? [] {
      addWall(plane.place(a), plane.place(b)) { place, reach in
        apartGrid?.contains(near: place, reach: reach) {
          place.square(to: apart[$0]) < reach * reach
        } ?? false
      }
    }
  }

  private func isNearStreet(_ place: PlanePoint, _ reach: Double, besides own: Int = -1) -> Bool {
    grid.contains(near: place, reach: reach) {
      $0 != own && squaredDistance(place, streets.places[$0], streets.places[$0 + 1]) < reach * reach
    }
  }

  /// Both sides of a piece of a bridge, whatever crosses it on its way.
  private mutating func addFlanks(_ a: PlanePoint, _ b: PlanePoint) {
    let length = a.distance(to: b)
    let side = Self.bridgeSide * unit
    guard length > 0 else { return }
    let way = PlanePoint(a.y - b.y, b.x - a.x) / length
    let steps = max(1, Int(length / (1.6 * side)))
    for step in 0..<steps {
      let middle = a + (b - a) * ((Double(step) + 0.5) / Double(steps))
      for sign in [side, -side] {
        let place = (middle + way * sign).rounded(.toNearestOrAwayFromZero)
        if !isNearStreet(place, side * 0.98) { places.append(place) }
      }
    }
  }

  private mutating func addWall(_ a: PlanePoint, _ b: PlanePoint, _ isApart: (PlanePoint, Double) -> Bool) {
    let length = a.distance(to: b)
    guard length > 0.01 * unit, isNearStreet((a + b) / 2, length / 2 + 1.2 * CellReach.limit * unit) else { return }
    let way = PlanePoint(a.y - b.y, b.x - a.x) / length
    func add(_ share: Double) {
      let middle = a + (b - a) * share
      guard !isNearStreet(middle, Self.passage * unit), !isApart(middle, Self.passage * unit) else { return }
      for sign in [Self.wallSide, -Self.wallSide] {
        places.append((middle + way * (sign * unit)).rounded(.toNearestOrAwayFromZero))
      }
    }
    func fill(_ low: Double, _ high: Double) {
      let half = (high - low) * length / 2
      let middle = (low + high) / 2
      let place = a + (b - a) * middle
      guard half > Self.leastSpacing * unit / 2,
        half > Self.spacing * unit / 2 || isNearStreet(place, half) || isApart(place, half)
      else { return }
      fill(low, middle)
      add(middle)
      fill(middle, high)
    }
    let end = min(1 * unit, 0.3 * length) / length
    add(end)
    fill(end, 1 - end)
    add(1 - end)
  }
}

/// How far ground belongs to a street.
enum CellReach {
  /// Metres from a cell's sample.
  static let limit = 100.0
}

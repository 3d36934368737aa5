import Geometry
import Model
import OSM
import Synchronization

/// A point brought to its street.
public struct SnappedPoint: Hashable, Sendable {
  package var street: StreetID
  /// The cost of the way along the street from its first node to the place, and of the way back: they differ on a slope.
  package var offset: Int
  package var offsetBack: Int
  /// The place on the street, WGS84 degrees.
  public var position: Coordinate
  /// From the point to the street.
  public var distance: Meters
  /// The straight leg between the point and the street, walked; part of every cost that the searches return.
  package var accessCost: Int
  /// A nearer street was passed over because it belongs to an island.
  package var leftIsland: Bool
  /// A nearer street was passed over because water or a barrier lies between.
  package var passedBarrier = false
  /// The street belongs to an island: no other street lies within the limit.
  package var isOnIsland: Bool
  /// A nearer street was passed over because no way leads on from it, or none to it.
  package var leftOneWayPart = false
  /// No way leads on from the street, or none to it: no other lies within the limit.
  package var isOnOneWayPart = false
  /// A nearer street was passed over because it is a bridge, a tunnel, a ferry or lies on another level.
  package var leftLifted = false
  /// The street is a bridge or a tunnel or lies on another level: no other lies within the limit.
  package var isLifted = false
  /// The point itself; nil for a place on a street.
  package var door: Coordinate?
  /// What of the access cost is no way: extra minutes.
  package var extraCost = 0

  var place: StreetPlace { StreetPlace(street: Int(street.rawValue), there: offset, back: offsetBack) }
}

/// Where a point stands on the network.
public enum SnapResult: Hashable, Sendable {
  case snapped(SnappedPoint)
  case unreached(UnreachedReason)

  package var point: SnappedPoint? {
    if case .snapped(let point) = self { point } else { nil }
  }
}

extension RoadGraph {
  /// Components other than the largest with less street than this are islands.
  package static let islandLength = Meters(5000)

  /// A component cut off from the rest: not the largest, and with less than ``islandLength`` of streets.
  package func isIsland(component: Int) -> Bool {
    component > 0 && componentLengths[component] < Self.islandLength
  }

  /// Brings each point to the nearest place on the nearest street.
  ///
  /// Nobody steps onto a ferry. Other streets are passed over, in this order, when a better one lies within the limit: on
  /// bridges, in tunnels and on other levels; on islands; those from which no way leads on, or none to; behind an
  /// obstacle, always. Distances count in whole millimetres; of equally near places the one farther west counts, then
  /// farther south, then on a public street, then of streets that lie on each other one that goes both ways, then the
  /// fastest there and back, then the lower street.
  /// - Parameters:
  ///   - points: WGS84 degrees; one that is not finite is unreached.
  ///   - limit: a point farther from every street is unreached; the boundary is within.
  ///   - end: where trips end, or start; nil passes over no street for want of a way.
  ///   - obstacles: the straight leg between a point and its street does not cross them.
  ///   - underway: for each point whether it is on its way, as on a route: to it a bridge or a tunnel is a street like
  ///     any other. Empty for none.
  ///   - threads: workers; the result does not depend on it.
  /// - Returns: one result per point, in their order.
  /// - Complexity: about O(1) per point in town; the index is built at the first call, O(streets).
  public func snap(
    _ points: [Coordinate], limit: Meters, for end: TripEnd? = nil, around obstacles: Obstacles? = nil,
    underway: [Bool] = [], threads: Int = 1
  ) -> [SnapResult] {
    precondition(underway.isEmpty || underway.count == points.count, "one flag for each point")
    let grid = segments.grid(of: self)
    @Sendable func snapped(_ index: Int) -> SnapResult {
      snap(points[index], limit.value, end, grid, obstacles, isUnderway: !underway.isEmpty && underway[index])
    }
    let chunk = 1024
    let chunks = (points.count + chunk - 1) / chunk
    let workers = max(1, min(threads, chunks))
    if workers == 1 { return points.indices.map(snapped) }
    let parts = Slots<[SnapResult]>(count: chunks)
    runWorkers(workers) { _ in
      while let index = parts.next() {
        let range = (index * chunk)..<min((index + 1) * chunk, points.count)
        parts.fill(index, range.map(snapped))
      }
    }
    return parts.all().flatMap { $0 }
  }

  /// Makes the index that snapping needs, for work that can be done beside it; the first ``snap(_:limit:for:around:threads:)``
  /// makes it else.
  public func prepareSnapping() { _ = segments.grid(of: self) }

  private func snap(
    _ point: Coordinate, _ limit: Double, _ end: TripEnd?, _ grid: SegmentGrid, _ obstacles: Obstacles?,
    isUnderway: Bool
  ) -> SnapResult {
    guard point.isFinite, abs(point.y) <= 90, limit >= 0 else { return .unreached(.tooFarFromStreet) }
    var search = NearestPiece(at: point, limit: limit, end, isUnderway: isUnderway)
    search.find(in: self, grid, obstacles)
    guard let place = search.chosen else {
      return .unreached(search.behind == nil ? .tooFarFromStreet : .behindBarrier)
    }
    let street = Int(grid.streets[place.piece])
    let vertex = place.piece - firstPiece(of: street)
    func offset(_ a: UInt32, _ b: UInt32) -> Int { Int(a) + Int((Double(b - a) * place.share).rounded()) }
    let distance = Meters(place.squaredDistance.squareRoot())
    let onIsland = isIsland(component: component(of: StreetID(street)))
    let onPart = if let end { isOneWayPart(StreetID(street), for: end) } else { false }
    let isLifted = traits(ofPiece: place.piece).contains(.lifted)
    return .snapped(
      SnappedPoint(
        street: StreetID(street), offset: offset(self.offset(street, vertex), self.offset(street, vertex + 1)),
        offsetBack: offset(offsetBack(street, vertex), offsetBack(street, vertex + 1)),
        position: place.position, distance: distance, accessCost: accessCost(distance),
        leftIsland: !onIsland && isNearer(search.onIsland, than: place),
        passedBarrier: isNearer(search.behind, than: place),
        isOnIsland: onIsland, leftOneWayPart: !onPart && isNearer(search.onOneWayPart, than: place),
        isOnOneWayPart: onPart,
        leftLifted: !isLifted && (isNearer(search.lifted, than: place) || isNearer(search.aboard, than: place)),
        isLifted: isLifted, door: point))
  }

  private func isNearer(_ other: NearestPiece.Place?, than place: NearestPiece.Place) -> Bool {
    guard let other else { return false }
    return other.isBetter(than: place, in: self)
  }

  /// A place that is a node of the source, as a point without access leg: origins that are already on the network.
  package func snappedPoint(at position: StreetPosition) -> SnappedPoint {
    let place = place(at: position)
    return SnappedPoint(
      street: position.street, offset: place.there, offsetBack: place.back,
      position: coordinate(at: position), distance: Meters(0), accessCost: 0, leftIsland: false,
      isOnIsland: isIsland(component: component(of: position.street)))
  }
}

import GEOS
import Geometry
import Model

/// The weighted points that stand for people and trips, and the pieces of the routes.
package struct DemandPoints: Sendable {
  /// Inside the area only, in the order communities, workers, routes.
  package var points: [DemandPoint] = []
  /// The modes by which the points move, in the order of the choice.
  package private(set) var modes: [TravelMode] = []
  /// Per point its mode's position in ``modes``.
  package private(set) var pointModes: [Int] = []
  /// Per route its pieces; `routePoints[r][i]` is the demand point of piece `i`, nil outside the area.
  package var routePieces: [LinePieces] = []
  package var routePoints: [[Int?]] = []
  package var findings: [QualityFinding] = []

  /// Spacing of the points that stand for people along streets.
  package static let streetSpacing = Meters(50)
  /// Longest piece of a route.
  package static let routePiece = Meters(100)

  /// - Parameters:
  ///   - area: only what lies in it counts; nil for no limit.
  ///   - streets: along which people live.
  ///   - population: where people live by another file; nil without one.
  ///   - choice: who moves by which mode.
  /// - Throws: `GEOSError` for an outline that cannot be repaired.
  /// - Complexity: O(street samples x communities) where their boxes overlap.
  package init(
    communities: [Community], workers: [WorkerGroup], routes: [Route], area: Shape?, streets: PeopleOnStreets,
    population: Population? = nil, _ choice: ModeChoice
  ) throws {
    let area = try area.map { try PreparedGeometry($0.repaired().shape) }
    func isInside(_ positions: [Coordinate]) throws(GEOSError) -> [Bool] {
      guard area != nil else { return positions.map { _ in true } }
      return try area!.intersects(positions)
    }
    let all = choice.all
    func number(_ mode: TravelMode) -> Int { all.firstIndex(of: mode)! }
    let residents = number(choice.communities)
    var sharing = population.map { PopulationSharing($0) }
    for (owner, community) in communities.enumerated() {
      let homes = try streets.homes(of: community)
      let shares = try homes.polygon.flatMap { polygon in
        try sharing?.shares(
          of: community, polygon, streets: homes.areOnStreets ? homes.places.map(\.position) : [])
      }
      if sharing?.isDemand != true,
        let finding = streets.finding(community, homes, followsPopulation: shares != nil)
      {
        findings.append(finding)
      }
      let people = shares.map { homes.people($0) } ?? homes.people(community)
      let total = people.reduce(0) { $0 + $1.amount }
      // Where the population is the demand it was cut at the area already, cell by cell.
      let inside = sharing?.isDemand == true ? people.map { _ in true } : try isInside(people.map(\.position))
      for (place, isIn) in zip(people, inside) where isIn {
        points.append(
          DemandPoint(
            kind: .communities, owner: owner, position: place.position,
            weight: community.residents * place.amount / total))
        pointModes.append(residents)
      }
    }
    findings += sharing?.findings ?? []
    let workersInside = try isInside(workers.map(\.position))
    for (owner, group) in workers.enumerated() where workersInside[owner] {
      points.append(DemandPoint(kind: .workers, owner: owner, position: group.position, weight: group.heads))
      pointModes.append(number(choice.mode(ofTrade: group.trade)))
    }
    for (owner, route) in routes.enumerated() {
      let pieces = LinePieces(line: route.line, longest: Self.routePiece)
      let inside = try isInside(pieces.middles)
      let mode = number(choice.mode(ofRoute: route.trade))
      routePieces.append(pieces)
      routePoints.append(
        zip(pieces.middles, inside).map { position, isIn in
          guard isIn else { return nil }
          points.append(
            DemandPoint(
              kind: .routes, owner: owner, position: position,
              weight: route.tripsPerDay * pieces.pieceLength.value / 1000))
          pointModes.append(mode)
          return points.count - 1
        })
    }
    keepUsedModes(of: all)
  }

  /// Numbers the modes in use alone.
  private mutating func keepUsedModes(of all: [TravelMode]) {
    let used = Set(pointModes).sorted()
    modes = used.map { all[$0] }
    guard used.count < all.count else { return }
    var position = [Int](repeating: 0, count: all.count)
    for (index, number) in used.enumerated() { position[number] = index }
    pointModes = pointModes.map { position[$0] }
  }

  /// How a point moves.
  package func mode(of point: Int) -> TravelMode { modes[pointModes[point]] }

  /// Some of the points, in the order given; the other pieces of routes are as if outside the area.
  package func keeping(_ kept: [Int]) -> DemandPoints {
    var some = self
    some.points = kept.map { points[$0] }
    some.pointModes = kept.map { pointModes[$0] }
    var position = [Int?](repeating: nil, count: points.count)
    for (index, point) in kept.enumerated() { position[point] = index }
    some.routePoints = routePoints.map { pieces in pieces.map { $0.flatMap { position[$0] } } }
    return some
  }

  /// The points that move by a mode, rising.
  package func positions(of mode: TravelMode) -> [Int] {
    guard let number = modes.firstIndex(of: mode) else { return [] }
    return modes.count == 1 ? Array(points.indices) : points.indices.filter { pointModes[$0] == number }
  }
}

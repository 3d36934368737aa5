import Coverage
import Geometry
import Model
import Words

/// Why a community, a firm or a route is covered or not under a ``Scenario``.
package struct PlaceReason: Sendable {
  /// As the layers of a run with the same stations have it. Of a piece of a route that was pointed at, nearest station
  /// and minutes are the piece's; routes that count by their detour have no reason.
  package var coverage: PlaceCoverage
  package var nearest: StationID?
  /// Stations that cover some of it, and of its weight inside the area how much: the greatest first, ties by id.
  package var stations: [(id: StationID, share: Double?)]
}

/// Whom a station of a ``Scenario`` covers.
package struct StationReason: Sendable {
  /// Weight, and how much of it no other station covers.
  package struct Served: Hashable, Sendable {
    package var covered = 0.0
    package var alone = 0.0
    /// Communities, firms or routes of which it covers some.
    package var places = 0

    package init() {}
  }

  package var served: [DemandKind: Served]
  /// Routes by their position, and the share of the weight of each that it covers: the greatest first, ties by position.
  package var routes: [(route: Int, share: Double?)]
}

extension Session {
  /// Why a place is covered or not.
  ///
  /// - Parameters:
  ///   - owner: position in its layer.
  ///   - place: of a route, where somebody points at it; WGS84 degrees.
  /// - Throws: as ``evaluate(_:)``.
  /// - Complexity: as ``evaluate(_:)``; where these stations were not asked about last, one search from all of them.
  package func reason(
    of kind: DemandKind, _ owner: Int, near place: Coordinate? = nil, in scenario: Scenario
  ) async throws -> PlaceReason {
    let now = try await evaluate(scenario).tally
    let stations = try scenario.stations(from: prepared.inputs.stations, beside: prepared.inputs.candidates)
    let nearest = nearest(of: stations.map(SitePlace.init))
    var coverage = prepared.meter.places(kind, nearest, now: now, withPlan: nil)[owner]
    let points = prepared.demand.points
    let own = points.indices.filter { points[$0].kind == kind && points[$0].owner == owner }
    if kind == .routes {
      if prepared.file.circle.detour != nil { coverage.reason = nil }
      func meters(_ point: Int) -> Double { place.map { shortDistance($0, points[point].position) } ?? 0 }
      if place != nil, let piece = own.min(by: { meters($0) < meters($1) }) {
        coverage.nearestStation = nearest.sites[piece]?.site
        coverage.nearestMinutes = prepared.meter.minutes(of: piece, nearest)
      }
    }
    let weight = own.reduce(0) { $0 + points[$1].weight }
    var isOwn = [Bool](repeating: false, count: points.count)
    for point in own { isOwn[point] = true }
    let within = zip(stations, try await rows(of: stations)).compactMap { station, row -> (StationID, Double?)? in
      let covered = row.demand.filter { isOwn[Int($0)] }
      guard !covered.isEmpty else { return nil }
      return (station.id, weight > 0 ? covered.reduce(0) { $0 + points[Int($1)].weight } / weight : nil)
    }
    return PlaceReason(
      coverage: coverage, nearest: coverage.nearestStation.map { stations[$0].id },
      stations: within.enumerated().sorted { a, b in
        (b.element.1 ?? 0, a.offset) < (a.element.1 ?? 0, b.offset)
      }.map(\.element))
  }

  /// Whom a station covers; nil when the scenario does not have it.
  ///
  /// - Throws: as ``evaluate(_:)``.
  /// - Complexity: O(pairs of the stations + demand points), and a bounded search for each place that was not asked for
  ///   before.
  package func reason(of station: StationID, in scenario: Scenario) async throws -> StationReason? {
    let stations = try scenario.stations(from: prepared.inputs.stations, beside: prepared.inputs.candidates)
    guard let position = stations.firstIndex(where: { $0.id == station }) else { return nil }
    let rows = try await rows(of: stations)
    var counts = CoveredCounts(demandCount: prepared.demand.points.count, services: [])
    for (index, row) in rows.enumerated() where index != position { counts.add(row.demand, with: []) }
    let isCoveredElsewhere = counts.isCovered
    var served: [DemandKind: StationReason.Served] = [:]
    var weights: [DemandKind: [Int: Double]] = [:]
    for point in rows[position].demand {
      let demand = prepared.demand.points[Int(point)]
      served[demand.kind, default: .init()].covered += demand.weight
      if !isCoveredElsewhere[Int(point)] { served[demand.kind]!.alone += demand.weight }
      weights[demand.kind, default: [:]][demand.owner, default: 0] += demand.weight
    }
    for (kind, owners) in weights { served[kind]!.places = owners.count }
    let totals = tally.byOwner[.routes] ?? []
    let routes = (weights[.routes] ?? [:]).map { route, weight in
      (route: route, share: totals[route].total > 0 ? weight / totals[route].total : nil)
    }
    return StationReason(
      served: served, routes: routes.sorted { ($1.share ?? 0, $0.route) < ($0.share ?? 0, $1.route) })
  }
}

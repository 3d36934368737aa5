import Areas
import Coverage
import Geometry
import Model
import PROJ
import RoadNetwork

/// The ground of some people, each set of people drawn once: who lacks one service often lacks another, and who has no
/// station has none at night.
struct PeopleDrawings {
  private let demand: [DemandPoint]
  private let communities: [Community]
  private let metric: LocalMetricCRS
  private let threads: Int
  /// Of the residents' mode; nil in the circle measure.
  private let ground: ModeGround?
  private let people: PeopleGround?
  /// The points of each community.
  private let pointsOf: [[Int]]
  private let cutoff: Int
  private var known: [[Int]: DrawnGround] = [:]

  init(_ prepared: PreparedAnalysis, _ options: RunOptions) throws {
    demand = prepared.demand.points
    communities = prepared.inputs.communities
    metric = try localMetricCRS(for: prepared.inputs.extent)
    threads = options.threads
    let mode = prepared.file.circle.modes.communities
    let link = prepared.file.circle.measure == .network ? prepared.links.first { $0.network.mode == mode } : nil
    ground = try link.map { try prepared.ground(of: $0, threads: options.threads) }
    people = ground.map { PeopleGround($0.territories) }
    var pointsOf = [[Int]](repeating: [], count: communities.count)
    for (index, point) in demand.enumerated() where point.kind == .communities { pointsOf[point.owner].append(index) }
    self.pointsOf = pointsOf
    cutoff = prepared.file.circle.cutoff(of: .communities, trade: "").cost
  }

  var metricReferenceSystem: String {
    ground == nil ? "\(metric.code): \(metric.reason)" : "none: areas and gaps are parts of one partition in degrees"
  }

  /// What no station serves of the communities of some people.
  ///
  /// - Parameters:
  ///   - isCovered: one flag per demand point.
  ///   - searches: of the stations, in the network measure.
  ///   - circles: theirs, in the other one.
  func gaps(
    _ uncovered: [UncoveredPeople], isCovered: [Bool], _ searches: [StreetReach?]?, circles: [Shape]
  ) async throws -> [DrawnGround] {
    guard let ground, let searches else {
      let served = circles.isEmpty ? nil : try mergedArea(circles)
      return try await drawPeople(
        uncovered.map { people in
          let shape = communities[people.community].shape
          return (people.points.map { demand[$0].position }, shape.polygons.isEmpty ? nil : shape)
        }, less: served, metric, threads: threads)
    }
    let gaps = grounds([.gap], in: ground, isCovered: isCovered, searches)[0]
    return inParallel(uncovered.count, threads: threads) { index in
      let gap = gaps[uncovered[index].community]
      return gap.shape.isEmpty ? self.ground(uncovered[index].points) : gap
    }
  }

  private func grounds(
    _ kinds: [GroundKind], in ground: ModeGround, isCovered: [Bool], _ searches: [StreetReach?]
  ) -> [[DrawnGround]] {
    var drawing = TerritoryDrawing(ground.territories)
    let places = ground.demandOf.indices.filter { isCovered[ground.demandOf[$0]] }
    return drawing.communities(
      joined(searches.compactMap { $0?.reachedRanges(within: cutoff) }), kinds: kinds, isKnown: { _ in true },
      places: places)
  }

  /// The ground of every community by its kind; none of communities that are no polygons.
  func territories(isCovered: [Bool], _ searches: [StreetReach?]) -> [Territory] {
    guard let ground else { return [] }
    let kinds = GroundKind.allCases
    let grounds = grounds(kinds, in: ground, isCovered: isCovered, searches)
    return communities.indices.flatMap { community in
      zip(kinds, grounds).compactMap { kind, grounds in
        grounds[community].shape.isEmpty
          ? nil : Territory(community: community, kind: kind, ground: grounds[community])
      }
    }
  }

  /// Gaps that are drawn already.
  ///
  /// - Parameter isCovered: one flag per demand point, those by which the gaps were drawn.
  mutating func keep(_ gaps: [Gap], isCovered: [Bool]) {
    for gap in gaps {
      let points = pointsOf[gap.community].filter { !isCovered[$0] && demand[$0].weight > 0 }
      known[points] = DrawnGround(shape: gap.shape, squareKilometers: gap.areaSquareKilometers)
    }
  }

  /// - Parameter groups: positions among the demand points, rising, each of one community; drawn when not known.
  mutating func draw(_ groups: [[Int]]) async throws {
    let new = Array(Set(groups.filter { known[$0] == nil })).sorted { $0.lexicographicallyPrecedes($1) }
    guard ground == nil else {
      let drawings = self
      for (points, drawing) in zip(new, inParallel(new.count, threads: threads) { drawings.ground(new[$0]) }) {
        known[points] = drawing
      }
      return
    }
    let drawn = try await drawPeople(new.map { ($0.map { demand[$0].position }, nil) }, metric, threads: threads)
    for (points, drawing) in zip(new, drawn) { known[points] = drawing }
  }

  /// The ground of some people of one community, in the network measure.
  private func ground(_ points: [Int]) -> DrawnGround {
    guard let first = points.first, let people, let ground else {
      return DrawnGround(shape: .multiPolygon([]), squareKilometers: 0)
    }
    let community = demand[first].owner
    let all = pointsOf[community]
    if !communities[community].shape.polygons.isEmpty {
      let wanted = Set(points)
      let drawn = people.ground(community, points: all.map { demand[$0].position }) { wanted.contains(all[$0]) }
      if !drawn.shape.isEmpty { return drawn }
    }
    return people.ground(ofPlaces: points.map { Int(ground.placeOf[$0]) }.filter { $0 >= 0 })
  }

  /// - Precondition: the points are drawn.
  func people<Who>(_ who: Who, _ points: [Int]) -> DrawnPeople<Who> {
    guard let drawing = known[points] else { preconditionFailure("people are drawn before they are shown") }
    return DrawnPeople(
      who: who, weight: points.reduce(0) { $0 + demand[$1].weight },
      areaSquareKilometers: drawing.squareKilometers, shape: drawing.shape)
  }
}

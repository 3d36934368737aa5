import Coverage
import Geometry
import Model
import RoadNetwork
import Siting
import Words

extension DemandLink {
  /// The demand on its streets as one cutoff has it: a point with a smaller one stands farther from its street, by the
  /// difference, and so is within the largest exactly where it is within its own.
  fileprivate func underOneCutoff(
    _ circle: CircleDefinition, _ own: PointCutoffs?
  ) -> (points: [SnapResult], cutoff: Cutoff) {
    guard let own, let largest = own.distinct(among: positions).last else { return (index.demand, circle.cutoff) }
    return (
      zip(positions, index.demand).map { $1.adding(Double(largest.cost - own.cost(of: $0))) }, largest
    )
  }
}

/// Places for candidates, from one network or one radius after the other.
struct PlaceCollection {
  /// More pairs of place and demand point are thinned whatever the file says: memory.
  private static let mostPairs = 12_000_000
  /// More places are thinned when the file says nothing: among so many the search finds worse plans in more time.
  private static let mostPlaces = 5_000
  /// Tried in this order.
  private static let usualThinnings = [25.0, 50, 100, 200, 400, 800].map { Meters($0) }

  let wanted: CandidateGeneration
  let limits: PlaceLimits
  let isSpaced: Bool
  let isLimited: Bool
  private(set) var places: [MadePlace] = []
  private(set) var foundCount = 0
  private(set) var thinning: Meters?
  private(set) var reach: CoverSets?
  /// Whether only places that another outdoes were left out.
  private(set) var keepsAll = true

  init(wanted: CandidateGeneration, limits: PlaceLimits, isSpaced: Bool, isLimited: Bool) {
    self.wanted = wanted
    self.limits = limits
    self.isSpaced = isSpaced
    self.isLimited = isLimited
  }

  /// Looks with the thinning that is asked for, then with wider ones until there are few enough.
  private mutating func search<Found>(
    _ find: (Meters?) async throws -> Found?, count: (Found) -> Int
  ) async throws -> Found {
    let thinning = Thinning(
      asked: wanted.anywhere ? wanted.thinning : Meters(0), wider: Self.usualThinnings, mostPlaces: Self.mostPlaces)
    guard let (found, side) = try await thinning.search(find, count: count) else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "即使每800米只取一处，位置仍然太多。请给出inputs.area，或减小服务圈。",
          "there are too many places even one in 800 m. Give an `inputs.area`, or a smaller cutoff."),
        at: .init(file: CandidateKeys.key))
    }
    if let side {
      self.thinning = max(side, self.thinning ?? side)
      keepsAll = false
    }
    return found
  }

  /// Places on the streets of a mode.
  ///
  /// - Parameter own: the cutoff of each demand point; nil where all have the definition's.
  mutating func add(
    _ link: DemandLink, _ circle: CircleDefinition, _ own: PointCutoffs?, _ demand: DemandPoints, _ weights: [Double],
    _ options: RunOptions
  ) async throws {
    let graph = link.network.graph
    let weights = link.positions.map { weights[$0] }
    let (limits, onlyCorners) = (limits, !wanted.anywhere)
    let (points, cutoff) = link.underOneCutoff(circle, own)
    let (found, dominating) = try await search { thinning in
      try await coveringPlaces(
        graph, demand: points, weights: weights, cutoff: cutoff, direction: circle.direction,
        limits: limits,
        onlyCorners: onlyCorners, thinning: thinning, mostPairs: Self.mostPairs, threads: options.threads,
        isCancelled: options.isCancelled
      ).map { ($0, dominatingSites($0.covers, weights: weights)) }
    } count: {
      $0.1.count
    }
    foundCount += found.foundCount
    var kept = Set(dominating.map(\.rawValue))
    if wanted.corners { kept.formUnion(found.places.indices.filter { found.places[$0].isCorner }) }
    // Spacing takes sites that dominance does not know of.
    if demand.modes.count == 1, wanted.anywhere { reach = found.reach ?? (isSpaced ? found.covers : nil) }
    places += found.places.indices.filter(kept.contains).map { index in
      let place = found.places[index]
      return MadePlace(
        coordinate: place.coordinate,
        street: .init(mode: link.network.mode, impedance: graph.impedance, position: place.position),
        isCorner: place.isCorner)
    }
  }

  /// Corners in the circle measure, where streets only say where they are.
  mutating func addCorners(_ graph: RoadGraph?) {
    guard let graph else { return }
    let corners = graph.corners().map { graph.position(of: $0) }.filter(limits.allows)
    foundCount += corners.count
    places += corners.map { MadePlace(coordinate: $0, street: nil, isCorner: true) }
  }

  /// Places anywhere on the ground within a radius of some demand.
  ///
  /// - Parameter isOnly: whether these are all the demand points: where radii differ, places where one meets another are
  ///   not looked at.
  mutating func addInPlane(
    _ radius: Meters, _ demand: DemandPoints, _ positions: [Int], isOnly: Bool, _ weights: [Double]
  ) async throws {
    let points = positions.map { demand.points[$0].position }
    let weights = positions.map { weights[$0] }
    let (limits, isLimited) = (limits, isLimited)
    let (found, dominating) = try await search { thinning in
      try circlePlaces(
        demand: points, weights: weights, radius: radius, geographic: true, thinning: thinning,
        mostPairs: Self.mostPairs, allows: isLimited ? { limits.allows($0) } : nil
      ).map { ($0, dominatingSites($0.covers, weights: weights)) }
    } count: {
      $0.1.count
    }
    foundCount += found.foundCount
    if isLimited || !isOnly { keepsAll = false }
    if isOnly { reach = found.reach ?? (isSpaced ? found.covers : nil) }
    places += dominating.map { MadePlace(coordinate: found.places[$0.rawValue].position, street: nil, isCorner: false) }
  }
}

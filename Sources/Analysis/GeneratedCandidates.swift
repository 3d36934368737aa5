import Coverage
import Geometry
import Model
import RoadNetwork
import Siting

/// Candidates that were made, and what is known about the places that were not kept.
public struct MadeCandidates: Hashable, Sendable {
  public var wanted: CandidateGeneration
  /// Positions among the candidates.
  public var positions: Range<Int>
  /// Places looked at.
  public var foundCount: Int
  /// Distance within which one place was kept; nil when only places went that another outdoes.
  public var thinning: Meters?
  /// Whether the best plan among all candidates is the best with sites at any place: nothing was thinned, all demand moves
  /// by one mode, coverage is what counts, and sites need no distance from each other.
  public var standsForAll: Bool
  /// With thinned places: no plan with as many new stations covers more, wherever they stand, as a weighted share; for
  /// full coverage, none with fewer stations covers as much. Nil when it is not known.
  public var bound: Double?

  public var count: Int { positions.count }
}

/// The same with what is needed to find the bound.
struct GeneratedCandidates: Sendable {
  var made: MadeCandidates
  /// What a place may cover with all that was dropped in its favour, per place; nil when nothing was, or when it is not
  /// known.
  var reach: CoverSets?
}

/// A place at which a candidate is made.
private struct MadePlace {
  var coordinate: Coordinate
  var street: StreetPlaceOfMode?
  var isCorner: Bool
}

extension AnalysisInputs {
  /// More pairs of place and demand point are thinned whatever the file says: memory.
  private static let mostPairs = 12_000_000
  /// More places are thinned when the file says nothing: among so many the search finds worse plans in more time.
  private static let mostPlaces = 5_000
  /// Tried in this order.
  private static let usualThinnings = [25.0, 50, 100, 200, 400, 800].map { Meters($0) }

  /// Makes the candidates that the file asks for and appends them.
  ///
  /// Demand that the stations in operation cover is not regarded: a place that covers nothing else is none.
  /// - Throws: `RoadNetworkError`, `CancellationError`.
  mutating func generateCandidates(
    _ wanted: CandidateGeneration, _ file: AnalysisFile, _ demand: DemandPoints, _ options: RunOptions
  ) async throws -> GeneratedCandidates {
    let standing = try await serviceReach(
      self, sites: sites.prefix(stations.count) + [], stationCount: stations.count, demand: demand, file.circle, options
    )
    let isCovered = coveredPoints(by: stations.indices.map { SiteIndex($0) }, standing.covers)
    let weights = zip(demand.points, isCovered).map { point, isCovered in
      isCovered ? 0 : max(point.weight, .leastNormalMagnitude) * (file.siting.weights[point.kind] ?? 0)
    }
    var search = PlacesOnStreets(
      wanted: wanted, limits: PlaceLimits(area: area ?? boundary, exclusions: exclusions),
      isSpaced: file.siting.spacing != nil)
    for network in networks {
      try await search.add(network, self, file.circle, demand, weights, options)
    }
    let places = search.places
    append(places, wanted, file.language)
    return GeneratedCandidates(
      made: MadeCandidates(
        wanted: wanted, positions: (candidates.count - places.count)..<candidates.count, foundCount: search.foundCount,
        thinning: search.thinning,
        standsForAll: wanted.anywhere && search.thinning == nil && demand.modes.count == 1
          && file.siting.spacing == nil && !file.siting.objective.assigns), reach: search.reach)
  }

  /// Gives places ids and names.
  private mutating func append(
    _ places: [MadePlace], _ wanted: CandidateGeneration, _ language: AnalysisFile.Language
  ) {
    let around = places.map { place -> (before: Coordinate, after: Coordinate) in
      guard let street = place.street, let graph = networks.first(where: { $0.mode == street.mode })?.graph else {
        return (place.coordinate, place.coordinate)
      }
      return graph.vertices(around: street.position)
    }
    let streets = StreetNames(roads, at: around.flatMap { [$0.before, $0.after] })
    var names = CandidateNames(language)
    var ids = CandidateIDs(besides: stations.map(\.id) + candidates.map(\.id))
    for (place, around) in zip(places, around) {
      let passing = streets.between(around.before, around.after)
      let id = ids.id(place.isCorner ? "corner" : place.street == nil ? "place" : "street", at: place.coordinate)
      let (name, kind) =
        place.isCorner
        ? (names.corner(passing), names.cornerKind)
        : place.street == nil ? (names.place(), names.placeKind) : (names.street(passing), names.streetKind)
      candidates.append(
        CandidateSite(id: id, name: name, host: kind, costYuan: wanted.costYuan, position: place.coordinate))
      streetPlaces[id] = place.street
    }
  }

  /// Candidates on the streets, one network after the other.
  private struct PlacesOnStreets {
    let wanted: CandidateGeneration
    let limits: PlaceLimits
    let isSpaced: Bool
    var places: [MadePlace] = []
    var foundCount = 0
    var thinning: Meters?
    var reach: CoverSets?

    mutating func add(
      _ network: ModeNetwork, _ inputs: AnalysisInputs, _ circle: CircleDefinition, _ demand: DemandPoints,
      _ weights: [Double], _ options: RunOptions
    ) async throws {
      let positions = demand.positions(of: network.mode)
      let graph = network.graph
      let snapped = graph.snap(
        positions.map { demand.points[$0].position }, limit: circle.snapLimit, around: inputs.ground.obstacles,
        threads: options.threads)
      let weights = positions.map { weights[$0] }
      func find(_ thinning: Meters?) async throws -> CoveringPlaces? {
        try await coveringPlaces(
          graph, demand: snapped, weights: weights, cutoff: circle.cutoff, direction: circle.direction, limits: limits,
          onlyCorners: !wanted.anywhere, thinning: thinning, mostPairs: AnalysisInputs.mostPairs,
          threads: options.threads, isCancelled: options.isCancelled)
      }
      // A thinning of zero keeps everything.
      let asked = wanted.anywhere ? wanted.thinning : Meters(0)
      var thinning = asked.flatMap { $0.value > 0 ? $0 : nil }
      var found = try await find(thinning)
      var dominating = found.map { dominatingSites($0.covers, weights: weights) } ?? []
      for wider in AnalysisInputs.usualThinnings where wider.value > thinning?.value ?? 0 {
        if found != nil, asked != nil || dominating.count <= AnalysisInputs.mostPlaces { break }
        thinning = wider
        found = try await find(wider)
        dominating = found.map { dominatingSites($0.covers, weights: weights) } ?? []
      }
      guard let found else {
        throw AnalysisError(
          .badValue, "there are too many places even one in 800 m. Give an `inputs.area`, or a smaller cutoff.",
          at: .init(file: CandidateKeys.key))
      }
      if let thinning { self.thinning = max(thinning, self.thinning ?? thinning) }
      foundCount += found.foundCount
      var kept = Set(dominating.map(\.rawValue))
      if wanted.corners { kept.formUnion(found.places.indices.filter { found.places[$0].isCorner }) }
      // Spacing takes sites that dominance does not know of.
      if demand.modes.count == 1, wanted.anywhere { reach = found.reach ?? (isSpaced ? found.covers : nil) }
      places += found.places.indices.filter(kept.contains).map { index in
        let place = found.places[index]
        return MadePlace(
          coordinate: place.coordinate,
          street: .init(mode: network.mode, impedance: graph.impedance, position: place.position),
          isCorner: place.isCorner)
      }
    }
  }
}

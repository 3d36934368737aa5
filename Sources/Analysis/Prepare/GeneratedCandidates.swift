import Coverage
import Geometry
import Model
import RoadNetwork
import Siting

/// Candidates that were made, and what is known about the places that were not kept.
package struct MadeCandidates: Hashable, Sendable {
  package var wanted: CandidateGeneration
  /// Positions among the candidates.
  package var positions: Range<Int>
  /// Places looked at.
  package var foundCount: Int
  /// Distance within which one place was kept; nil when only places went that another outdoes.
  package var thinning: Meters?
  /// Whether the best plan among all candidates is the best with sites at any place: nothing was thinned, all demand moves
  /// by one mode, coverage is what counts, and sites need no distance from each other.
  package var standsForAll: Bool
  /// With thinned places: no plan with as many new stations covers more, wherever they stand, as a weighted share; for
  /// full coverage, none with fewer stations covers as much. Nil when it is not known.
  package var bound: Double?

  package var count: Int { positions.count }
}

/// The same with what is needed to find the bound.
struct GeneratedCandidates: Sendable {
  var made: MadeCandidates
  /// What a place may cover with all that was dropped in its favour, per place; nil when nothing was, or when it is not
  /// known.
  var reach: CoverSets?
}

/// A place at which a candidate is made.
struct MadePlace {
  var coordinate: Coordinate
  var street: StreetPlaceOfMode?
  var isCorner: Bool
}

extension AnalysisInputs {
  /// Makes the candidates that the file asks for and appends them.
  ///
  /// Demand that the stations in operation cover is not regarded: a place that covers nothing else is none.
  /// - Throws: `RoadNetworkError`, `CancellationError`.
  mutating func generateCandidates(
    _ wanted: CandidateGeneration, _ file: AnalysisFile, _ demand: DemandPoints, _ links: [DemandLink],
    _ options: RunOptions
  ) async throws -> GeneratedCandidates {
    let standing = try await covers(of: stations.map(SitePlace.init), demand, links, file.circle, options)
    let isCovered = coveredPoints(by: sites.stationIndices, standing)
    let weights = zip(demand.points, isCovered).map { point, isCovered in
      isCovered ? 0 : max(point.weight, .leastNormalMagnitude) * (file.siting.weights[point.kind] ?? 0)
    }
    let limits = PlaceLimits(area: area ?? boundary, exclusions: exclusions)
    var search = PlaceCollection(
      wanted: wanted, limits: limits, isSpaced: file.siting.spacing != nil,
      isLimited: area != nil || boundary != nil || !exclusions.isEmpty)
    if file.circle.measure == .network {
      let own = searchCutoffs(demand, file.circle)
      for link in links { try await search.add(link, file.circle, own, demand, weights, options) }
    } else {
      if wanted.corners { search.addCorners(streets.graph) }
      if wanted.anywhere {
        let groups = demand.groups(file.circle, searchCutoffs(demand, file.circle))
        for group in groups {
          try await search.addInPlane(
            file.circle.radius(of: group.mode, group.cutoff), demand, group.positions, isOnly: groups.count == 1,
            weights)
        }
      }
    }
    let places = search.places
    append(places, wanted, file.language)
    return GeneratedCandidates(
      made: MadeCandidates(
        wanted: wanted, positions: (candidates.count - places.count)..<candidates.count, foundCount: search.foundCount,
        thinning: search.thinning,
        standsForAll: wanted.anywhere && search.keepsAll && demand.modes.count == 1
          && file.siting.spacing == nil && !file.siting.objective.assigns && file.siting.objective != .shortestGaps
          && !hasDetours(file.circle)),
      reach: hasDetours(file.circle) ? nil : search.reach)
  }

  private func hasDetours(_ circle: CircleDefinition) -> Bool { circle.detour != nil && !routes.isEmpty }

  /// The cutoffs by which places are looked for: of routes half the detour, one way, which is only a guide. What the places
  /// serve is searched by the detour itself.
  private func searchCutoffs(_ demand: DemandPoints, _ circle: CircleDefinition) -> PointCutoffs? {
    let own = cutoffs(demand, circle)
    guard hasDetours(circle), let detour = circle.detour else { return own }
    return PointCutoffs(
      demand.points.indices.map { point in
        guard demand.points[point].kind == .routes else { return own?.cutoff(of: point) ?? circle.cutoff }
        let half = circle.cost(of: detour.extra, by: demand.mode(of: point)) / 2
        return circle.cutoff.unit == .milliseconds ? .time(Seconds(half / 1000)) : .distance(Meters(half / 1000))
      })
  }

  /// Gives places ids and names.
  private mutating func append(
    _ places: [MadePlace], _ wanted: CandidateGeneration, _ language: AnalysisFile.Language
  ) {
    let around = places.map { place -> (before: Coordinate, after: Coordinate) in
      guard let street = place.street, let graph = self.streets.networks.first(where: { $0.mode == street.mode })?.graph
      else {
        return (place.coordinate, place.coordinate)
      }
      return graph.vertices(around: street.position)
    }
    let streets = StreetNames(self.streets.roads, at: around.flatMap { [$0.before, $0.after] })
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
}

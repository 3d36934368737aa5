import Areas
import Coverage
import Geometry
import Model
import PROJ
import RoadNetwork

extension PreparedAnalysis {
  /// Service areas, gaps, and how places stand on their streets.
  ///
  /// - Parameter chosen: the sites of the plan; nil without one.
  func draw(_ chosen: [SiteIndex]?, _ options: RunOptions) async throws -> MapResult {
    options.progress.report("drawing service areas and gaps")
    let metric = try localMetricCRS(for: inputs.extent)
    let standing = inputs.sites.stationIndices
    func gaps(_ sites: [SiteIndex]) async throws -> [Gap] {
      try await drawGaps(
        demand.points, isCovered: coveredPoints(by: sites, reach.covers),
        minutes: { meter.minutes(of: $0, reach.nearest) }, metric,
        threads: options.threads)
    }
    var maps = MapResult()
    maps.metricReferenceSystem = "\(metric.code): \(metric.reason)"
    let sites = standing + (chosen ?? [])
    let all = inputs.places
    maps.serviceAreas = try await serviceAreas(
      of: sites.map { all[$0.rawValue] },
      CoverSets(demandCount: demand.points.count, sites.map(reach.covers.row(of:))), among: all, options
    ).flatMap { modes, cutoff, areas in
      zip(sites, areas).map {
        ServiceArea(
          $1, of: inputs.sites.id($0), isProposed: !inputs.sites.isStation($0), modes, cutoff)
      }
    }
    maps.gaps = try await gaps(standing)
    maps.snaps = reach.networks.flatMap { inputs.placeSnaps($0.network, file.circle, threads: options.threads) }
    if let chosen { maps.gapsWithPlan = try await gaps(standing + chosen) }
    var drawings = PeopleDrawings(demand.points, metric, threads: options.threads)
    drawings.keep(maps.gaps, isCovered: coveredPoints(by: standing, reach.covers))
    let missing = hasServices ? missingServices() : []
    let closed = periodGaps()
    try await drawings.draw(missing.map(\.points) + closed.map(\.points))
    maps.missingServices = missing.map { drawings.people($0, $0.points) }
    maps.periodGaps = closed.map { drawings.people($0, $0.points) }
    maps.stationSnapMeters = standing.map { reach.networks.first?.sites[$0.rawValue].point?.distance.value }
    return maps
  }
}

extension PreparedAnalysis {
  /// The areas of some sites: by mode, in their order; in the circle measure modes that share their circles share them
  /// here, too.
  ///
  /// - Parameters:
  ///   - covers: one row for each of the places.
  ///   - sites: all there are: with extra minutes at one of them no circle is shared.
  func serviceAreas(
    of places: [SitePlace], _ covers: CoverSets, among sites: [SitePlace], _ options: RunOptions
  ) async throws -> [(modes: [TravelMode], cutoff: Cutoff, areas: [DrawnArea])] {
    let metric = try localMetricCRS(for: inputs.extent)
    let circle = file.circle
    let own = inputs.cutoffs(demand, circle)
    // Areas are drawn to the end even after a signal: the plan is written with them.
    let drawing = RunOptions(threads: options.threads)
    guard circle.measure == .circle else {
      var drawn: [(modes: [TravelMode], cutoff: Cutoff, areas: [DrawnArea])] = []
      for link in links {
        let cutoff = inputs.drawnCutoff(of: link.network.mode, demand, circle)
        let areas = try await Analysis.serviceAreas(
          link.network.graph,
          sites: link.snapped(places, circle, around: inputs.streets.ground.obstacles, threads: options.threads),
          cutoffs: [cutoff], direction: circle.direction, metric, around: inputs.streets.ground.obstacles,
          agreeingAt: link.places(demand, covers) { point in own.map { $0.cost(of: point) >= cutoff.cost } ?? true },
          drawing)
        drawn.append(([link.network.mode], cutoff, areas.map { $0[0] }))
      }
      return drawn
    }
    let isShared = circle.cutoff.unit == .millimeters && !sites.contains { $0.extraTime.value > 0 }
    var drawn: [(modes: [TravelMode], cutoff: Cutoff, areas: [DrawnArea])] = []
    let cutoffs = demand.modes.map { inputs.drawnCutoff(of: $0, demand, circle) }
    for group in isShared && Set(cutoffs).count == 1 ? [demand.modes] : demand.modes.map({ [$0] }) {
      let mode = group[0]
      let cutoff = inputs.drawnCutoff(of: mode, demand, circle)
      let areas = try await drawAreas(places.count, metric, threads: options.threads) { index, _ in
        let extra = circle.extraLength(places[index].extraTime, by: mode)
        let radius = Meters(circle.radius(of: mode, cutoff).value - extra.value)
        return DrawnArea(shape: try circleArea(places[index].position, radius: radius))
      }
      drawn.append((group, cutoff, areas))
    }
    return drawn
  }
}

extension ServiceArea {
  init(_ area: DrawnArea, of site: StationID, isProposed: Bool, _ modes: [TravelMode], _ cutoff: Cutoff) {
    self.init(
      site: site, isProposed: isProposed, modes: modes, cutoff: cutoff, shape: area.shape,
      falseInsideShare: area.shares.inside,
      falseOutsideShare: area.shares.outside, emptyReason: area.reason?.words)
  }
}

extension DemandLink {
  /// The demand points with their costs from some sites, for areas that agree with what is counted.
  ///
  /// - Parameters:
  ///   - covers: one row for each of the sites, over all demand.
  ///   - isKnown: of which demand points the rows tell whether they are within the cutoff of the areas: a point with a
  ///     smaller one of its own says nothing about them.
  fileprivate func places(
    _ demand: DemandPoints, _ covers: CoverSets, where isKnown: (_ point: Int) -> Bool
  ) -> AreaPlaces {
    var numbers = [Int](repeating: -1, count: demand.points.count)
    let known = positions.indices.filter { isKnown(positions[$0]) }
    for (number, place) in known.enumerated() { numbers[positions[place]] = number }
    return AreaPlaces(
      positions: known.map { demand.points[positions[$0]].position }, snapped: known.map { index.demand[$0] }
    ) { [numbers] site in
      zip(covers.demand(of: SiteIndex(site)), covers.costs(of: SiteIndex(site))).compactMap { point, cost in
        numbers[Int(point)] < 0 ? nil : (numbers[Int(point)], Int(cost))
      }
    }
  }
}

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
    ).flatMap { modes, areas in
      zip(sites, areas).map {
        ServiceArea($1, of: inputs.sites.id($0), isProposed: !inputs.sites.isStation($0), modes)
      }
    }
    maps.gaps = try await gaps(standing)
    maps.snaps = reach.networks.flatMap { inputs.placeSnaps($0.network, file.circle, threads: options.threads) }
    if let chosen { maps.gapsWithPlan = try await gaps(standing + chosen) }
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
  ) async throws -> [(modes: [TravelMode], areas: [DrawnArea])] {
    let metric = try localMetricCRS(for: inputs.extent)
    let circle = file.circle
    // Areas are drawn to the end even after a signal: the plan is written with them.
    let drawing = RunOptions(threads: options.threads)
    guard circle.measure == .circle else {
      var drawn: [(modes: [TravelMode], areas: [DrawnArea])] = []
      for link in links {
        let areas = try await Analysis.serviceAreas(
          link.network.graph,
          sites: link.snapped(places, circle, around: inputs.streets.ground.obstacles, threads: options.threads),
          cutoffs: [circle.cutoff], direction: circle.direction, metric, around: inputs.streets.ground.obstacles,
          agreeingAt: link.places(demand, covers), drawing)
        drawn.append(([link.network.mode], areas.map { $0[0] }))
      }
      return drawn
    }
    let isShared = circle.cutoff.unit == .millimeters && !sites.contains { $0.extraTime.value > 0 }
    var drawn: [(modes: [TravelMode], areas: [DrawnArea])] = []
    for group in isShared ? [demand.modes] : demand.modes.map({ [$0] }) {
      let mode = group[0]
      let areas = try await drawAreas(places.count, metric, threads: options.threads) { index, _ in
        let extra = circle.extraLength(places[index].extraTime, by: mode)
        let radius = Meters(circle.radius(of: mode).value - extra.value)
        return DrawnArea(shape: try circleArea(places[index].position, radius: radius))
      }
      drawn.append((group, areas))
    }
    return drawn
  }
}

extension ServiceArea {
  init(_ area: DrawnArea, of site: StationID, isProposed: Bool, _ modes: [TravelMode]) {
    self.init(
      site: site, isProposed: isProposed, modes: modes, shape: area.shape, falseInsideShare: area.shares.inside,
      falseOutsideShare: area.shares.outside, emptyReason: area.reason?.words)
  }
}

extension DemandLink {
  /// The demand points with their costs from some sites, for areas that agree with what is counted.
  ///
  /// - Parameter covers: one row for each of the sites, over all demand.
  fileprivate func places(_ demand: DemandPoints, _ covers: CoverSets) -> AreaPlaces {
    var numbers = [Int](repeating: -1, count: demand.points.count)
    for (number, position) in positions.enumerated() { numbers[position] = number }
    return AreaPlaces(
      positions: positions.map { demand.points[$0].position }, snapped: index.demand
    ) { [numbers] site in
      zip(covers.demand(of: SiteIndex(site)), covers.costs(of: SiteIndex(site))).compactMap { point, cost in
        numbers[Int(point)] < 0 ? nil : (numbers[Int(point)], Int(cost))
      }
    }
  }
}

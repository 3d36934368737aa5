import Areas
import Coverage
import Geometry
import Model
import PROJ
import RoadNetwork
import Words

extension PreparedAnalysis {
  /// Service areas, gaps, and how places stand on their streets.
  ///
  /// - Parameter chosen: the sites of the plan; nil without one.
  func draw(_ chosen: [SiteIndex]?, _ options: RunOptions) async throws -> MapResult {
    options.progress.report(Bilingual("正在绘制服务范围和盲区", "drawing service areas and gaps"))
    // Areas are drawn to the end even after a signal: the plan is written with them.
    let options = RunOptions(threads: options.threads)
    let standing = inputs.sites.stationIndices
    var maps = MapResult()
    let sites = standing + (chosen ?? [])
    let all = inputs.places
    let areas = try await serviceAreas(
      of: sites.map { all[$0.rawValue] },
      CoverSets(demandCount: demand.points.count, sites.map(reach.covers.row(of:))), among: all, options)
    maps.serviceAreas = areas.flatMap { drawn in
      zip(sites, drawn.areas).map {
        ServiceArea(
          $1, of: inputs.sites.id($0), isProposed: !inputs.sites.isStation($0), drawn.modes, drawn.cutoff)
      }
    }
    maps.snaps = reach.networks.flatMap { inputs.placeSnaps($0.network, file.circle, threads: options.threads) }
    var people = try PeopleDrawings(self, options)
    maps.metricReferenceSystem = people.metricReferenceSystem
    let searches = try await residentSearches(sites, options)
    func gaps(_ count: Int) async throws -> [Gap] {
      let covered = coveredPoints(by: Array(sites.prefix(count)), reach.covers)
      let uncovered = UncoveredPeople.all(
        demand.points, isCovered: covered, minutes: { meter.minutes(of: $0, reach.nearest) })
      let ground = try await people.gaps(
        uncovered, isCovered: covered, searches.map { Array($0.prefix(count)) },
        circles: areas.first { $0.modes.contains(file.circle.modes.communities) }?.areas.prefix(count).map(\.shape)
          ?? [])
      return zip(uncovered, ground).map { $0.gap($1) }
    }
    maps.gaps = try await gaps(standing.count)
    if chosen != nil { maps.gapsWithPlan = try await gaps(sites.count) }
    if file.wantsTerritories, let searches {
      maps.territories = people.territories(
        isCovered: coveredPoints(by: standing, reach.covers), Array(searches.prefix(standing.count)))
    }
    people.keep(maps.gaps, isCovered: coveredPoints(by: standing, reach.covers))
    let missing = hasServices ? missingServices() : []
    let closed = periodGaps()
    try await people.draw(missing.map(\.points) + closed.map(\.points))
    maps.missingServices = missing.map { people.people($0, $0.points) }
    maps.periodGaps = closed.map { people.people($0, $0.points) }
    maps.stationSnapMeters = standing.map { reach.networks.first?.sites[$0.rawValue].point?.distance.value }
    maps.streets = streetNames(of: sites)
    return maps
  }

  private func streetNames(of sites: [SiteIndex]) -> [SiteIndex: String] {
    guard let snapped = reach.networks.first else { return [:] }
    let ends = sites.compactMap { site in
      snapped.sites[site.rawValue].point.map { point in
        let position = StreetPosition(street: point.street, offset: point.offset)
        return (site: site, around: snapped.network.graph.vertices(around: position))
      }
    }
    let names = StreetNames(inputs.streets.roads, at: ends.flatMap { [$0.around.before, $0.around.after] })
    var streets: [SiteIndex: String] = [:]
    for (site, around) in ends { streets[site] = names.between(around.before, around.after).first }
    return streets
  }

  /// What some sites reach within the residents' cutoff; nil in the circle measure or without residents.
  private func residentSearches(_ sites: [SiteIndex], _ options: RunOptions) async throws -> [StreetReach?]? {
    let mode = file.circle.modes.communities
    guard file.circle.measure == .network, let link = links.first(where: { $0.network.mode == mode }) else {
      return nil
    }
    let all = inputs.places
    return try await streetReach(
      link.network.graph,
      sites: link.snapped(
        sites.map { all[$0.rawValue] }, file.circle, around: inputs.streets.ground.obstacles, threads: options.threads),
      cutoff: file.circle.cutoff(of: .communities, trade: ""), direction: file.circle.direction,
      threads: options.threads, isCancelled: options.isCancelled)
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
    let circle = file.circle
    let own = inputs.cutoffs(demand, circle)
    guard circle.measure == .circle else {
      var drawn: [(modes: [TravelMode], cutoff: Cutoff, areas: [DrawnArea])] = []
      for link in links {
        let cutoff = inputs.drawnCutoff(of: link.network.mode, demand, circle)
        let snapped = link.snapped(
          places, circle, around: inputs.streets.ground.obstacles, threads: options.threads)
        let ground = try ground(of: link, threads: options.threads)
        let graph = link.network.graph
        let searches = try await streetReach(
          graph, sites: snapped, cutoff: cutoff, direction: circle.direction, threads: options.threads,
          isCancelled: options.isCancelled)
        let areas = try await Analysis.serviceAreas(
          searches, snapped, graph, cutoffs: [cutoff], in: ground.territories,
          agreeingAt: ground.known(covers) { point in own.map { $0.cost(of: point) >= cutoff.cost } ?? true }, options)
        drawn.append(([link.network.mode], cutoff, areas.map { $0[0] }))
      }
      return drawn
    }
    let metric = try localMetricCRS(for: inputs.extent)
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

extension ModeGround {
  /// The demand points with their costs from some sites, for areas that agree with what is counted.
  ///
  /// - Parameters:
  ///   - covers: one row for each of the sites, over all demand.
  ///   - isKnown: of which demand points the rows tell whether they are within the cutoff of the areas: a point with a
  ///     smaller one of its own says nothing about them.
  fileprivate func known(_ covers: CoverSets, where isKnown: @escaping @Sendable (_ point: Int) -> Bool) -> AreaPlaces {
    AreaPlaces(isKnown: { [demandOf] in isKnown(demandOf[$0]) }) { [placeOf] site in
      zip(covers.demand(of: SiteIndex(site)), covers.costs(of: SiteIndex(site))).compactMap { point, cost in
        placeOf[Int(point)] < 0 || !isKnown(Int(point)) ? nil : (Int(placeOf[Int(point)]), Int(cost))
      }
    }
  }
}

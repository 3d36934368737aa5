import Coverage
import Geometry
import Model

/// Counts what a set of sites covers.
struct CoverageStep {
  var file: AnalysisFile
  var inputs: AnalysisInputs
  var demand: DemandPoints
  var reach: ServiceReach

  private var ownerCounts: [DemandKind: Int] {
    [.communities: inputs.communities.count, .workers: inputs.workers.count, .routes: inputs.routes.count]
  }

  func tally(_ isCovered: [Bool]) -> CoverageTally {
    CoverageTally(demand: demand.points, isCovered: isCovered, ownerCounts: ownerCounts)
  }

  /// - Parameter plan: candidates of the plan; they are built with what `siting.builds_with` says.
  func summary(plan: [SiteIndex]) -> CoverageSummary {
    let stations = inputs.stations.indices.map { SiteIndex($0) }
    let isCovered = coveredPoints(by: stations + plan, reach.covers)
    var byService: [Service: [DemandKind: CoveredShare]] = [:]
    for service in file.services {
      let offering = stations.filter { inputs.stations[$0.rawValue].services.contains(service) }
      let added = file.siting.buildsWith.services.contains(service) ? plan : []
      byService[service] = tally(coveredPoints(by: offering + added, reach.covers)).byKind
    }
    return CoverageSummary(byKind: tally(isCovered).byKind, routes: routes(isCovered), byService: byService)
  }

  /// Minutes of a demand point to its nearest station in operation; nil when it can reach none.
  func minutes(of point: Int) -> Double? {
    reach.nearest.sites[point].map { file.circle.minutes(cost: $0.cost, by: demand.mode(of: point)) }
  }

  private func routes(_ isCovered: [Bool]) -> RoutesCoverage {
    var total = 0.0
    var covered = 0.0
    var longestGap: (minutes: Double, mode: TravelMode)?
    for (route, (pieces, points)) in zip(inputs.routes, zip(demand.routePieces, demand.routePoints)) {
      let mode = file.circle.modes.mode(ofRoute: route.trade)
      let minutesPerMeter = 60 / (file.circle.speed(of: mode).value * 1000)
      var gap = 0.0
      for point in points {
        guard let point else {
          gap = 0
          continue
        }
        total += pieces.pieceLength.value
        if isCovered[point] {
          covered += pieces.pieceLength.value
          gap = 0
        } else {
          gap += pieces.pieceLength.value
          if gap * minutesPerMeter > longestGap?.minutes ?? 0 { longestGap = (gap * minutesPerMeter, mode) }
        }
      }
    }
    return RoutesCoverage(
      totalKilometers: total / 1000, coveredKilometers: covered / 1000,
      longestGapMinutes: total > 0 ? longestGap?.minutes ?? 0 : nil, longestGapMode: longestGap?.mode)
  }

  /// Covered and uncovered stretches of every route; what lies outside the area is not counted and left out.
  func stretches(_ isCovered: [Bool]) -> [[RouteStretch]] {
    zip(demand.routePieces, demand.routePoints).map { pieces, points in
      pieces.stretches(isCovered: points.map { $0.map { isCovered[$0] } })
    }
  }

  /// Coverage of every owner of a kind, in the order of its layer.
  func places(_ kind: DemandKind, _ now: CoverageTally, withPlan: CoverageTally?) -> [PlaceCoverage] {
    let count = ownerCounts[kind] ?? 0
    var stationWeight = [[Int: Double]](repeating: [:], count: count)
    var minutes = [(sum: Double, weight: Double)](repeating: (0, 0), count: count)
    var reasons = [[UnreachedReason: Double]](repeating: [:], count: count)
    for (index, point) in demand.points.enumerated() where point.kind == kind {
      // A place without weight still has a nearest station.
      let weight = max(point.weight, .leastNormalMagnitude)
      if let nearest = reach.nearest.sites[index] {
        stationWeight[point.owner][nearest.site, default: 0] += weight
        minutes[point.owner].sum += weight * file.circle.minutes(cost: nearest.cost, by: demand.mode(of: index))
        minutes[point.owner].weight += weight
      }
      if let reason = reach.nearest.reasons[index] { reasons[point.owner][reason, default: 0] += weight }
    }
    return (0..<count).map { owner in
      let share = now.byOwner[kind]![owner]
      let isOutside = share.total == 0 && reasons[owner].isEmpty && minutes[owner].weight == 0
      let mainReason = reasons[owner].max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key.rawValue
      return PlaceCoverage(
        share: share.share,
        nearestStation: stationWeight[owner].max { ($0.value, $1.key) < ($1.value, $0.key) }?.key,
        nearestMinutes: minutes[owner].weight > 0 ? minutes[owner].sum / minutes[owner].weight : nil,
        reason: isOutside ? "outside-area" : mainReason, shareWithPlan: withPlan?.byOwner[kind]![owner].share)
    }
  }

  /// For each community and worker group the site within the cutoff that is nearest for most of its weight.
  func allocations(plan: [SiteIndex]) -> [Allocation] {
    let sites = inputs.stations.indices.map { SiteIndex($0) } + plan
    let nearest = reach.covers.nearest(among: sites)
    var bySite: [DemandKind: [Int: [SiteIndex: (weight: Double, minutes: Double)]]] = [:]
    for (index, point) in demand.points.enumerated() where point.kind != .routes {
      guard let best = nearest[index], point.weight > 0 else { continue }
      bySite[point.kind, default: [:]][point.owner, default: [:]][best.site, default: (0, 0)].weight += point.weight
      bySite[point.kind]![point.owner]![best.site]!.minutes +=
        point.weight * file.circle.minutes(cost: best.cost, by: demand.mode(of: index))
    }
    return [DemandKind.communities, .workers].flatMap { kind in
      (bySite[kind] ?? [:]).sorted { $0.key < $1.key }.map { owner, sites in
        let (site, sum) = sites.max { ($0.value.weight, $1.key) < ($1.value.weight, $0.key) }!
        let place = self.place(kind, owner)
        let target = self.site(site)
        return Allocation(
          demand: place.id, site: target.id, minutes: sum.minutes / sum.weight, from: place.position,
          to: target.position)
      }
    }
  }

  private func place(_ kind: DemandKind, _ owner: Int) -> (id: String, position: Coordinate) {
    if kind == .workers { return (inputs.workers[owner].id.rawValue, inputs.workers[owner].position) }
    let community = inputs.communities[owner]
    return (community.id.rawValue, community.shape.box.center)
  }

  private func site(_ site: SiteIndex) -> (id: StationID, position: Coordinate) {
    let stationCount = inputs.stations.count
    if site.rawValue < stationCount {
      return (inputs.stations[site.rawValue].id, inputs.stations[site.rawValue].position)
    }
    let candidate = inputs.candidates[site.rawValue - stationCount]
    return (candidate.id, candidate.position)
  }
}

import Coverage
import Model

extension PreparedAnalysis {
  /// Supply per head of each community's residents, by three methods of floating catchments: today and with a plan.
  ///
  /// Only residents ask for supply: workers and routes move through the catchments of many stations.
  /// - Throws: `RoadNetworkError` `cancelled`, where the zones reach farther than the circle and are searched.
  func accessFigures(plan: [SiteIndex]?, _ options: RunOptions) async throws -> [GroupFigure] {
    guard !inputs.communities.isEmpty, !inputs.stations.isEmpty || plan?.isEmpty == false else { return [] }
    let access = file.coverage.access
    let sites = inputs.sites.stationIndices + (plan ?? [])
    let zoned = try demand.modes.map { try catchment(access.zones, access.weights, by: $0) }
    let plain = try demand.modes.map { try catchment([access.zones.last!], [1], by: $0) }
    let covers = try await covers(of: sites, to: access.zones.last!, zoned.map(\.reach).max() ?? 0, options)
    let heads = demand.points.map { $0.kind == .communities ? $0.weight : 0 }
    let supply = sites.map { site in
      inputs.sites.isStation(site) ? self.supply(of: inputs.stations[site.rawValue]) : suppliedByNew
    }
    let methods: [(name: String, catchments: [Catchment], steps: FloatingCatchments.Method)] = [
      ("2sfca", plain, .twoStep), ("e2sfca", zoned, .twoStep), ("3sfca", zoned, .threeStep),
    ]
    var rows: [GroupFigure] = []
    for method in methods {
      func owners(_ count: Int) throws -> [OwnerAccess] {
        let found = try FloatingCatchments(
          covers, supply: supply.enumerated().map { $0.offset < count ? $0.element : nil }, demand: heads,
          catchments: method.catchments, pointCatchments: demand.pointModes, method.steps)
        return found.byOwner(.communities, demand.points, ownerCount: inputs.communities.count)
      }
      let now = try owners(inputs.stations.count)
      let then = try plan.map { _ in try owners(sites.count) }
      for (index, community) in inputs.communities.enumerated() {
        rows.append(
          GroupFigure(
            group: DemandGroup(
              .community, id: community.id.rawValue, name: community.name, town: community.town, .communities),
            subject: method.name, figure: "supply-per-head", weight: now[index].weight, today: now[index].perHead,
            withPlan: then?[index].perHead))
      }
    }
    return rows
  }

  private func supply(of station: Station) -> Double? { file.coverage.access.supply.amount(of: station) }

  /// A new station supplies what those in operation do on the mean: nobody states its seats.
  private var suppliedByNew: Double? {
    let known = inputs.stations.compactMap(supply)
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }

  func catchment(_ zones: [Cutoff], _ weights: [Double], by mode: TravelMode) throws(CoverageError) -> Catchment {
    try Catchment(
      zip(zones, weights).map { CatchmentZone(upTo: file.circle.cost(of: $0, by: mode), weight: $1) })
  }

  /// The rows of some sites that reach as far as the last zone.
  func covers(
    of sites: [SiteIndex], to zone: Cutoff, _ reach: Double, _ options: RunOptions
  ) async throws -> CoverSets {
    guard reach > Double(file.circle.cutoff.cost) || !file.circle.cutoffs.isEmpty || file.circle.detour != nil else {
      return CoverSets(demandCount: demand.points.count, sites.map(self.reach.covers.row(of:)))
    }
    var wider = file.circle
    // Whole units, rounded up: what lies beyond the zone is left to the catchment.
    wider.cutoffs = CutoffChoice()
    wider.detour = nil
    wider.cutoff = Cutoff(atLeast: reach, file.circle.cutoff.unit)
    let all = inputs.places
    return try await inputs.covers(of: sites.map { all[$0.rawValue] }, demand, links, wider, options)
  }
}

extension Cutoff {
  fileprivate init(atLeast cost: Double, _ unit: ImpedanceUnit) {
    switch unit {
    case .milliseconds: self = .time(Seconds(cost.rounded(.up) / 1000))
    case .millimeters: self = .distance(Meters(cost.rounded(.up) / 1000))
    }
  }
}

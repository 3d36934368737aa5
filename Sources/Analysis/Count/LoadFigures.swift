import Coverage
import Model
import Words

/// What one state of the stations has to carry.
package struct LoadState: Hashable, Sendable {
  /// The stations of the state.
  package var sites: [SiteIndex]
  /// One for each of `sites`.
  package var visits: [HourlyVisits]
  /// Visits a day for which no station within reach is open, by kind.
  package var unserved: [DemandKind: Double]

  package func visits(of site: SiteIndex) -> HourlyVisits? { sites.firstIndex(of: site).map { visits[$0] } }
}

/// Expected visits against seats and capacities.
package struct LoadFigures: Hashable, Sendable {
  package var definition: VisitDefinition
  /// What all rates were multiplied with to meet the observed visits; nil when not asked for.
  package var factor: Double?
  /// Visits a day of all demand, by kind.
  package var expected: [DemandKind: Double]
  package var today: LoadState
  /// nil without a plan.
  package var withPlan: LoadState?
}

extension LoadState {
  /// The same with all visits multiplied.
  fileprivate func scaled(by factor: Double) -> LoadState {
    LoadState(
      sites: sites, visits: visits.map { HourlyVisits($0.arrivals.map { $0 * factor }) },
      unserved: unserved.mapValues { $0 * factor })
  }
}

extension PreparedAnalysis {
  /// Visits by station and hour, today and with the plan; nil when the analysis asks for none.
  ///
  /// - Throws: ``AnalysisError`` `badData` where the observed visits give no factor; `RoadNetworkError` `cancelled`.
  func loadFigures(_ plan: PlannedSites?, _ options: RunOptions) async throws -> LoadFigures? {
    guard let definition = file.coverage.visits else { return nil }
    let choice = try await choice(definition, plan ?? .none, options)
    let visits = expectedVisits(definition)
    let today = loads(visits, choice.around(nil), count: inputs.stations.count)
    let factor = definition.scale == .observed ? try observedFactor(today) : nil
    var expected: [DemandKind: Double] = [:]
    for (point, amount) in zip(demand.points, visits) { expected[point.kind, default: 0] += amount * (factor ?? 1) }
    return LoadFigures(
      definition: definition, factor: factor, expected: expected, today: today.scaled(by: factor ?? 1),
      withPlan: plan.map { loads(visits, choice.around($0), count: choice.sites.count).scaled(by: factor ?? 1) })
  }

  /// Expected visits a day of each demand point, scaled if that is asked for; nil when the analysis asks for none.
  ///
  /// - Throws: as ``loadFigures(_:_:)``.
  func scaledVisits(_ options: RunOptions) async throws -> [Double]? {
    guard let definition = file.coverage.visits else { return nil }
    let visits = expectedVisits(definition)
    guard definition.scale == .observed else { return visits }
    let choice = try await choice(definition, .none, options)
    let factor = try observedFactor(loads(visits, choice, count: choice.sites.count))
    return visits.map { $0 * factor }
  }

  /// By the rates; those who are there at no minute of the week make none.
  private func expectedVisits(_ definition: VisitDefinition) -> [Double] {
    let presence = inputs.presences(CountedWeek(file.coverage))
    let isThere = presence.all.map { $0.amount(in: .all) > 0 }
    return zip(demand.points, visitsByRates(definition)).map { point, visits in
      isThere[presence.ofOwner[point.kind]?[point.owner] ?? 0] ? visits : 0
    }
  }

  /// What makes the visits expected at stations with observed ones sum to these.
  private func observedFactor(_ today: LoadState) throws(AnalysisError) -> Double {
    func refuse(_ words: Bilingual) -> AnalysisError {
      AnalysisError(.badData, words, at: .init(file: file.path, key: "coverage.visits_scale"))
    }
    let observed = inputs.stations.indices.filter { inputs.stations[$0].visits != nil }
    guard !observed.isEmpty else {
      throw refuse(
        Bilingual(
          "没有驿站填写到访人次。请填写“日均服务人次”或“visits”列，或在inputs.stations.fields.visits中写明字段，或删去visits_scale。",
          "no station says how many visits it has. Fill a column “日均服务人次” or “visits”, name it under "
            + "inputs.stations.fields.visits, or leave visits_scale out."))
    }
    let counted = observed.reduce(0) { $0 + inputs.stations[$1].visits! }
    let expected = observed.reduce(0) { $0 + today.visits[$1].perDay }
    guard counted > 0 else {
      throw refuse(
        Bilingual(
          "实际到访合计为0，等于无人到访。请更正数据，或删去visits_scale。",
          "the observed visits sum to 0, so nobody would come anywhere. Correct them, or leave visits_scale out."))
    }
    guard expected > 0 else {
      throw refuse(
        Bilingual(
          "填有实际到访的驿站都没有预计到访，无法按比例调整。请在coverage.visits中为其周边人群写明到访率，或删去visits_scale。",
          "no visit is expected at a station with observed visits, so no factor meets them. Give a rate under "
            + "coverage.visits to those around these stations, or leave visits_scale out."))
    }
    return counted / expected
  }

  /// Among what a visit chooses, and how.
  private struct VisitChoice {
    /// Those in operation, then those of the plan by their index: of equal ones the first is taken.
    var sites: [SiteIndex]
    var around: [StationLoads.Site]
    var sharing: StationLoads.Sharing

    /// The same with the hours that a plan gives to sites.
    func around(_ plan: PlannedSites?) -> VisitChoice {
      var choice = self
      for (place, site) in sites.enumerated() {
        if let open = plan?.fittings[site]?.open { choice.around[place].open = open }
      }
      return choice
    }
  }

  private func choice(
    _ definition: VisitDefinition, _ plan: PlannedSites, _ options: RunOptions
  ) async throws -> VisitChoice {
    let sites = inputs.sites.stationIndices + plan.new.sorted()
    let open = sites.map(openMinutes)
    var rows = CoverSets(demandCount: demand.points.count, sites.map(reach.covers.row(of:)))
    var sharing = StationLoads.Sharing.nearest
    if definition.sharing == .e2sfca {
      let access = file.coverage.access
      let catchments = try demand.modes.map { try catchment(access.zones, access.weights, by: $0) }
      rows = try await covers(of: sites, to: access.zones.last!, catchments.map(\.reach).max() ?? 0, options)
      let modes = demand.pointModes
      sharing = .shared { catchments[modes[$0]].weight(at: $1) }
    }
    let around = sites.indices.map { place in
      StationLoads.Site(
        row: rows.demand(of: SiteIndex(place)), costs: rows.costs(of: SiteIndex(place)), open: open[place])
    }
    return VisitChoice(sites: sites, around: around, sharing: sharing)
  }

  /// When a site is open: a station by its hours, one of the plan as it is built.
  private func openMinutes(_ site: SiteIndex) -> WeekMinutes {
    let week = CountedWeek(file.coverage)
    guard inputs.sites.isStation(site) else {
      return StationWeek(file.siting.buildsWith.hours, week).minutes(file.coverage.unknownHours)
    }
    let station = inputs.stations[site.rawValue]
    return StationWeek(station.hours, week, at: station.position).minutes(file.coverage.unknownHours)
  }

  /// - Parameter count: of the sites, the first that stand.
  private func loads(_ visits: [Double], _ choice: VisitChoice, count: Int) -> LoadState {
    let presence = inputs.presences(CountedWeek(file.coverage))
    let loads = StationLoads(
      Array(choice.around.prefix(count)), visits: visits, presences: presence.all,
      ofPoint: demand.points.map { presence.ofOwner[$0.kind]?[$0.owner] ?? 0 }, choice.sharing)
    var unserved: [DemandKind: Double] = [:]
    for (point, amount) in zip(demand.points, loads.unserved) { unserved[point.kind, default: 0] += amount }
    return LoadState(sites: Array(choice.sites.prefix(count)), visits: loads.visits, unserved: unserved)
  }
}

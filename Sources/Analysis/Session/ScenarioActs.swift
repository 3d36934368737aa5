import Model

extension Session {
  /// What money is best spent on when the stations in operation are those of a scenario; nil when the analysis says neither
  /// `siting.options` nor `siting.phases`.
  ///
  /// What a station lacks, and when it is shut, is what the scenario says.
  /// - Parameters:
  ///   - budget: yuan; nil for any sum, and where years have budgets of their own.
  ///   - new: stations built at the most; nil for any number.
  /// - Throws: as ``PreparedAnalysis/run(_:)``; ``ScenarioError``.
  package func acts(
    _ scenario: Scenario, budget: Double?, new: Int?, _ options: RunOptions
  ) async throws -> ScenarioActs? {
    guard let asked = prepared.file.siting.acts else { return nil }
    let (town, step) = try await sitingStep(scenario, new: new, budget: budget, options)
    let plan = try await ActStep(town, asked, step).plan(options)
    return ScenarioActs(plan: plan, sites: step.inputs.sites)
  }
}

/// What money is spent on under a ``Scenario``.
package struct ScenarioActs: Hashable, Sendable {
  package var plan: ActPlan
  /// The stations of the scenario, then the hosts: those that the plan's sites mean.
  package var sites: SiteTable

  package init(plan: ActPlan, sites: SiteTable) {
    self.plan = plan
    self.sites = sites
  }

  /// The acts as edits of the stations, in the order of doing.
  ///
  /// - Parameter building: the station that a host becomes: its id, and what it has besides services and hours.
  package func edits(building: (_ host: CandidateSite, Act) -> Station) -> [Scenario.Edit] {
    var services: [SiteIndex: Set<Service>] = [:]
    return plan.acts.map(\.act).map { act in
      let id = sites.id(act.site)
      switch act.kind {
      case .build: return .add(building(sites.candidates[sites.candidate(act.site)!], act))
      case .upgrade:
        let now = services[act.site] ?? sites.services(act.site, builtWith: [])
        services[act.site] = now.union(act.services)
        return .setServices(id, now.union(act.services))
      case .extend: return .setHours(id, plan.hoursThen(act.site))
      }
    }
  }
}

extension ActPlan {
  /// When a site that the plan changes is open then, in the language of opening hours; nil for others.
  package func hoursThen(_ site: SiteIndex) -> String? { fittings[site]?.open.openingHours }
}

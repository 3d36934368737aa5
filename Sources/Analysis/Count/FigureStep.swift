import Coverage
import Model
import Words

extension PreparedAnalysis {
  /// All tables besides the headline figures.
  ///
  /// - Parameter plan: nil without one.
  func figures(_ plan: PlannedSites?, _ options: RunOptions) async throws -> Figures {
    options.progress.report(Bilingual("正在统计服务、时段和分组", "counting services, periods and groups"))
    let towns = try inputs.townsOfWorkers()
    let groups = inputs.demandGroups(townsOfWorkers: towns)
    let all = inputs.places
    let standing = inputs.sites.stationIndices
    let chosen = plan?.new
    let nearestWithPlan = chosen.map { plan in
      inputs.nearest(of: (standing + plan).map { all[$0.rawValue] }, demand, links, file.circle, options)
    }
    var figures = Figures()
    figures.townsOfWorkers = towns
    if hasServices { figures.services = serviceFigures(groups, plan: plan) }
    PeriodFigures(self, groups).fill(&figures, plan: plan)
    (figures.groups, figures.fairness) = try groupFigures(groups, plan: chosen, nearestWithPlan)
    figures.access = try await accessFigures(plan: chosen, options)
    figures.closures = closureFigures(plan: chosen)
    figures.load = try await loadFigures(plan, options)
    (figures.routes, figures.corridors) = try await routeFigures(plan: chosen, options)
    return figures
  }

  /// Residents without a station open in a period.
  func periodGaps() -> [PeriodGap] { PeriodFigures(self, DemandGroups([:])).gaps() }
}

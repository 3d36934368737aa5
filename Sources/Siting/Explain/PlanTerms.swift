import Model

/// Says what is known of a plan in another's terms: weights in a larger unit, sites by other names.
///
///     PlanTerms(unit: problem.totalWeight) { $0.rawValue - stationCount }   // shares, and positions of candidates
package struct PlanTerms<Site: Hashable & Sendable> {
  /// The weight that counts as 1.
  private let unit: Double
  private let name: (SiteIndex) -> Site

  package init(unit: Double, name: @escaping (SiteIndex) -> Site) {
    self.unit = unit
    self.name = name
  }

  package func step(_ step: BuildStep<SiteIndex>) -> BuildStep<Site> {
    BuildStep(site: name(step.site), gain: step.gain / unit, cumulative: step.cumulative / unit)
  }

  package func reason(_ reason: SiteReason<SiteIndex>) -> SiteReason<Site> {
    SiteReason(
      site: name(reason.site), reach: reason.reach / unit, unique: reason.unique / unit,
      substitute: reason.substitute.map(name), lossWithSubstitute: reason.lossWithSubstitute.map { $0 / unit },
      lossReplanned: reason.lossReplanned.map { $0 / unit },
      lossReplannedAtMost: reason.lossReplannedAtMost.map { $0 / unit })
  }

  package func point(_ point: CurvePoint) -> CurvePoint {
    CurvePoint(count: point.count, value: point.value / unit, bound: point.bound / unit)
  }

  package func point(_ point: FloorPoint) -> FloorPoint {
    FloorPoint(
      share: point.share, value: point.value.map { $0 / unit }, bound: point.bound.map { $0 / unit },
      status: point.status)
  }

  package func alternatives(_ found: AlternativePlans<SiteIndex>) -> AlternativePlans<Site> {
    AlternativePlans<Site>(
      plans: found.plans.map {
        AlternativePlan(
          chosen: $0.chosen.map(name), value: $0.value / unit, bound: $0.bound / unit, isProven: $0.isProven,
          loss: $0.loss, dropped: $0.dropped.map(name), added: $0.added.map(name))
      }, isExhausted: found.isExhausted,
      appearances: found.appearances.map { SiteAppearance(site: name($0.site), count: $0.count) })
  }
}

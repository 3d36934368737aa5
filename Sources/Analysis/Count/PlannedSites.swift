import Coverage
import Model

/// The sites that a plan builds, and what it makes of the stations in operation.
struct PlannedSites: Hashable, Sendable {
  /// In the order of building.
  var new: [SiteIndex]
  /// What sites have then, where that is neither what they have today nor what `siting.builds_with` says.
  var fittings: [SiteIndex: Fitting] = [:]

  /// Nothing built, nothing changed.
  static let none = PlannedSites(new: [])
}

extension PreparedAnalysis {
  /// What a site has when a plan is carried out; a candidate has what is built.
  func services(_ site: SiteIndex, _ plan: PlannedSites) -> Set<Service> {
    plan.fittings[site]?.services ?? inputs.sites.services(site, builtWith: file.siting.buildsWith.services)
  }
}

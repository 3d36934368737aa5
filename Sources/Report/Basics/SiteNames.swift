import Analysis
import Model

extension AnalysisResult {
  /// The name of a station or host; of several of one name, with its id.
  ///
  /// - Complexity: O(stations and hosts).
  func siteLabel(_ site: SiteIndex) -> String {
    let name = inputs.sites.name(site)
    let id = inputs.sites.id(site).rawValue
    guard name != id, inputs.sites.indices.count(where: { inputs.sites.name($0) == name }) > 1 else { return name }
    return "\(name) \(id)"
  }

  func hostLabel(_ candidate: Int) -> String { siteLabel(inputs.sites.index(ofCandidate: candidate)) }

  func stationLabel(_ station: Int) -> String { siteLabel(SiteIndex(station)) }
}

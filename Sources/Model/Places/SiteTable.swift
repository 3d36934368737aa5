import Geometry

/// Stations, then candidates: the sites of an analysis in one order, which their ``SiteIndex`` names.
///
/// Rows of ``CoverSets`` stand in this order. Nobody else adds or takes away the number of stations.
package struct SiteTable: Hashable, Sendable {
  package let stations: [Station]
  package let candidates: [CandidateSite]

  package init(stations: [Station], candidates: [CandidateSite]) {
    self.stations = stations
    self.candidates = candidates
  }

  package var count: Int { stations.count + candidates.count }

  /// Of all sites.
  package var indices: [SiteIndex] { (0..<count).map { SiteIndex($0) } }

  /// Of the stations in operation.
  package var stationIndices: [SiteIndex] { stations.indices.map { SiteIndex($0) } }

  /// - Parameter candidate: its position among the candidates.
  package func index(ofCandidate candidate: Int) -> SiteIndex { SiteIndex(stations.count + candidate) }

  /// The position among the candidates; nil for a station.
  package func candidate(_ site: SiteIndex) -> Int? { isStation(site) ? nil : site.rawValue - stations.count }

  /// The positions among the candidates of those that are candidates, in the order given.
  package func candidates(_ sites: some Sequence<SiteIndex>) -> [Int] { sites.compactMap(candidate) }

  /// Whether it is in operation.
  package func isStation(_ site: SiteIndex) -> Bool { site.rawValue < stations.count }

  package func id(_ site: SiteIndex) -> StationID {
    isStation(site) ? stations[site.rawValue].id : candidates[site.rawValue - stations.count].id
  }

  package func name(_ site: SiteIndex) -> String {
    isStation(site) ? stations[site.rawValue].name : candidates[site.rawValue - stations.count].name
  }

  /// WGS84 degrees.
  package func position(_ site: SiteIndex) -> Coordinate {
    isStation(site) ? stations[site.rawValue].position : candidates[site.rawValue - stations.count].position
  }

  /// Added to every trip to it or from it.
  package func extraTime(_ site: SiteIndex) -> Seconds {
    isStation(site) ? stations[site.rawValue].extraTime : candidates[site.rawValue - stations.count].extraTime
  }

  /// What it offers; a candidate offers what is built.
  package func services(_ site: SiteIndex, builtWith built: Set<Service>) -> Set<Service> {
    isStation(site) ? stations[site.rawValue].services : built
  }

  /// WGS84 degrees, in the order of the sites.
  package var positions: [Coordinate] { stations.map(\.position) + candidates.map(\.position) }
}

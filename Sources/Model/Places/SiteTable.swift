import Geometry

/// Stations, then candidates: the sites of an analysis in one order, which their ``SiteIndex`` names.
///
/// Rows of ``CoverSets`` stand in this order. Nobody else adds or takes away the number of stations.
public struct SiteTable: Hashable, Sendable {
  public let stations: [Station]
  public let candidates: [CandidateSite]

  public init(stations: [Station], candidates: [CandidateSite]) {
    self.stations = stations
    self.candidates = candidates
  }

  public var count: Int { stations.count + candidates.count }

  /// Of all sites.
  public var indices: [SiteIndex] { (0..<count).map { SiteIndex($0) } }

  /// Of the stations in operation.
  public var stationIndices: [SiteIndex] { stations.indices.map { SiteIndex($0) } }

  /// - Parameter candidate: its position among the candidates.
  public func index(ofCandidate candidate: Int) -> SiteIndex { SiteIndex(stations.count + candidate) }

  /// The position among the candidates; nil for a station.
  public func candidate(_ site: SiteIndex) -> Int? { isStation(site) ? nil : site.rawValue - stations.count }

  /// The positions among the candidates of those that are candidates, in the order given.
  public func candidates(_ sites: some Sequence<SiteIndex>) -> [Int] { sites.compactMap(candidate) }

  /// Whether it is in operation.
  public func isStation(_ site: SiteIndex) -> Bool { site.rawValue < stations.count }

  public func id(_ site: SiteIndex) -> StationID {
    isStation(site) ? stations[site.rawValue].id : candidates[site.rawValue - stations.count].id
  }

  /// WGS84 degrees.
  public func position(_ site: SiteIndex) -> Coordinate {
    isStation(site) ? stations[site.rawValue].position : candidates[site.rawValue - stations.count].position
  }

  /// Added to every trip to it or from it.
  public func extraTime(_ site: SiteIndex) -> Seconds {
    isStation(site) ? stations[site.rawValue].extraTime : candidates[site.rawValue - stations.count].extraTime
  }

  /// What it offers; a candidate offers what is built.
  public func services(_ site: SiteIndex, builtWith built: Set<Service>) -> Set<Service> {
    isStation(site) ? stations[site.rawValue].services : built
  }

  /// WGS84 degrees, in the order of the sites.
  public var positions: [Coordinate] { stations.map(\.position) + candidates.map(\.position) }
}

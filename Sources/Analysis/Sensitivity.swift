import Coverage
import Model
import RoadNetwork

/// Coverage under another definition, the stations and the plan kept.
public struct SensitivityRow: Hashable, Sendable {
  public var definition: CircleDefinition
  public var coverage: [DemandKind: CoveredShare]
  /// nil without a plan.
  public var coverageWithPlan: [DemandKind: CoveredShare]?
  /// Positions of the communities that are mostly covered (half of their weight or more) under one definition and not
  /// under the other, today.
  public var flipped: [Int]
}

/// Counts coverage again under each of the file's other definitions; a cancelled run ends with the rows it has.
///
/// - Parameter chosen: positions of the plan's candidates.
func sensitivityRows(
  _ file: AnalysisFile, _ inputs: AnalysisInputs, _ demand: DemandPoints, _ links: [DemandLink], chosen: [Int]?,
  now: CoverageTally,
  _ options: RunOptions
) async throws -> [SensitivityRow] {
  let stationCount = inputs.stations.count
  let all = inputs.sites
  let sites = all.prefix(stationCount) + (chosen ?? []).map { all[stationCount + $0] }
  let ownerCounts: [DemandKind: Int] = [
    .communities: inputs.communities.count, .workers: inputs.workers.count, .routes: inputs.routes.count,
  ]
  var rows: [SensitivityRow] = []
  for definition in file.sensitivity {
    // A signal ends the table, never the plan that stands already.
    if options.isCancelled() { break }
    let covers: CoverSets
    do {
      let networks = try inputs.networks(demand.modes, definition, file.modes)
      let own =
        networks.isEmpty
        ? []
        : demand.links(
          to: networks, definition, around: inputs.ground.obstacles, standing: links, threads: options.threads)
      covers = try await inputs.covers(of: Array(sites), demand, own, definition, options)
    } catch let error as RoadNetworkError where error.code == .cancelled {
      break
    }
    func tally(_ count: Int) -> CoverageTally {
      let covered = coveredPoints(by: (0..<count).map { SiteIndex($0) }, covers)
      return CoverageTally(demand: demand.points, isCovered: covered, ownerCounts: ownerCounts)
    }
    let today = tally(stationCount)
    let flipped = inputs.communities.indices.filter { owner in
      now.byOwner[.communities]![owner].isMostlyCovered != today.byOwner[.communities]![owner].isMostlyCovered
    }
    rows.append(
      SensitivityRow(
        definition: definition, coverage: today.byKind,
        coverageWithPlan: chosen.map { _ in tally(sites.count).byKind }, flipped: flipped))
  }
  return rows
}

extension CoveredShare {
  fileprivate var isMostlyCovered: Bool { share.map { $0 >= 0.5 } ?? false }
}

import Coverage
import Model
import RoadNetwork

/// Coverage under another definition, the stations and the plan kept.
package struct SensitivityRow: Hashable, Sendable {
  package var definition: CircleDefinition
  package var coverage: [DemandKind: CoveredShare]
  /// nil without a plan.
  package var coverageWithPlan: [DemandKind: CoveredShare]?
  /// Positions of the communities that are mostly covered (half of their weight or more) under one definition and not
  /// under the other, today.
  package var flipped: [Int]
}

extension PreparedAnalysis {
  /// Counts coverage again under each of the file's other definitions; a cancelled run ends with the rows it has.
  ///
  /// - Parameter chosen: the sites of the plan; nil without one.
  func sensitivity(chosen: [SiteIndex]?, _ options: RunOptions) async throws -> [SensitivityRow] {
    let standing = inputs.sites.stationIndices
    let all = inputs.places
    let places = (standing + (chosen ?? [])).map { all[$0.rawValue] }
    let now = meter.tally(coveredPoints(by: standing, reach.covers))
    var rows: [SensitivityRow] = []
    for definition in file.sensitivity {
      // A signal ends the table, never the plan that stands already.
      if options.isCancelled() { break }
      let covers: CoverSets
      do {
        covers = try await inputs.covers(
          of: places, demand, try links(under: definition, options), definition, options)
      } catch let error as RoadNetworkError where error.code == .cancelled {
        break
      }
      func tally(_ count: Int) -> CoverageTally {
        meter.tally(coveredPoints(by: (0..<count).map { SiteIndex($0) }, covers))
      }
      let today = tally(standing.count)
      let flipped = inputs.communities.indices.filter { owner in
        now.byOwner[.communities]![owner].isMostlyCovered != today.byOwner[.communities]![owner].isMostlyCovered
      }
      rows.append(
        SensitivityRow(
          definition: definition, coverage: today.byKind,
          coverageWithPlan: chosen.map { _ in tally(places.count).byKind }, flipped: flipped))
    }
    return rows
  }

  /// The demand on the networks of another definition; links that fit are used again.
  private func links(under definition: CircleDefinition, _ options: RunOptions) throws -> [DemandLink] {
    let networks = try inputs.streets.networks(of: demand.modes, definition, file.modes)
    guard !networks.isEmpty else { return [] }
    let found = demand.links(
      to: networks, definition, around: inputs.streets.ground.obstacles, standing: links, threads: options.threads)
    return inputs.following(found, definition, standing: links, options)
  }
}

extension CoveredShare {
  fileprivate var isMostlyCovered: Bool { share.map { $0 >= 0.5 } ?? false }
}

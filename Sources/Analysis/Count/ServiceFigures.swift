import Coverage
import Model

extension PreparedAnalysis {
  /// Whether any station says what it has; else every figure of services would be zero.
  var hasServices: Bool { inputs.stations.contains { !$0.services.isEmpty } }

  /// With which services demand is served: by the stations in operation, and with a plan.
  func pointServices(_ plan: PlannedSites) -> PointServices {
    let sites = inputs.sites
    return PointServices(
      demandCount: reach.covers.demandCount, file.coverage.services,
      sites: (sites.stationIndices + plan.new).map { site in
        (
          reach.covers.demand(of: site), services(site, plan),
          sites.isStation(site) ? sites.stations[site.rawValue].kind : ""
        )
      })
  }

  /// Per group and service, and for the full set, the share served: today and with a plan.
  func serviceFigures(_ groups: DemandGroups, plan: PlannedSites?) -> [GroupFigure] {
    let today = pointServices(.none)
    let planned = plan.map(pointServices)
    let points = demand.points
    let totals = groups.sums(points) { points[$0].weight }
    var asked: [(name: String, flags: (PointServices) -> [Bool])] = [(FullSetFigure.any, { $0.isCovered })]
    asked += file.services.map { service in (service.rawValue, { $0.isCovered(with: service) }) }
    asked += [(FullSetFigure.atOne, { $0.isFullAtOne }), (FullSetFigure.together, { $0.isFullTogether })]
    let sums = asked.map { entry in
      [today, planned].map { state -> [Double]? in
        guard let state else { return nil }
        let flags = entry.flags(state)
        return groups.sums(points) { flags[$0] ? points[$0].weight : 0 }
      }
    }
    return groups.groups.indices.flatMap { group in
      asked.indices.map { index in
        func share(_ sums: [Double]?) -> Double? {
          sums.flatMap { totals[group] > 0 ? $0[group] / totals[group] : nil }
        }
        return GroupFigure(
          group: groups.groups[group], subject: asked[index].name, figure: "covered-share", weight: totals[group],
          today: share(sums[index][0]), withPlan: share(sums[index][1]))
      }
    }
  }

  /// Residents of each community who lack the same of the services counted, whatever the hour: those that lack none are
  /// left out.
  func missingServices() -> [MissingServices] {
    let services = pointServices(.none)
    var found: [MissingServices.Key: [Int]] = [:]
    for (index, point) in demand.points.enumerated() where point.kind == .communities && point.weight > 0 {
      let missing = services.missing(of: file.services, at: index)
      guard !missing.isEmpty else { continue }
      found[.init(community: point.owner, services: missing), default: []].append(index)
    }
    return found.map { MissingServices(key: $0.key, points: $0.value) }.sorted {
      ($0.key.community, $0.points[0]) < ($1.key.community, $1.points[0])
    }
  }
}

/// Residents of one community who lack the same services.
package struct MissingServices: Hashable, Sendable {
  package struct Key: Hashable, Sendable {
    package var community: Int
    /// In the order in which they are counted.
    package var services: [Service]
  }

  package var key: Key
  /// Positions among the demand points, rising.
  package var points: [Int]
}

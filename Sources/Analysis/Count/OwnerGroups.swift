import Coverage
import GEOS
import Geometry
import Model

extension AnalysisInputs {
  /// What figures are told for: the district, towns, trades, communities and routes.
  ///
  /// - Parameter townsOfWorkers: one for each worker group; empty for none.
  func demandGroups(townsOfWorkers: [String]) -> DemandGroups {
    func named(_ level: DemandGroup.Level, _ name: String, _ kind: DemandKind) -> [DemandGroup] {
      name.isEmpty ? [] : [DemandGroup(level, id: name, name: name, kind)]
    }
    return DemandGroups([
      .communities: communities.map {
        [DemandGroup(.district, .communities)] + named(.town, $0.town, .communities)
          + [DemandGroup(.community, id: $0.id.rawValue, name: $0.name, town: $0.town, .communities)]
      },
      .workers: zip(workers, townsOfWorkers).map {
        [DemandGroup(.district, .workers)] + named(.town, $1, .workers) + named(.trade, $0.trade, .workers)
      },
      .routes: routes.map {
        [DemandGroup(.district, .routes)] + named(.trade, $0.trade, .routes)
          + [DemandGroup(.route, id: $0.id.rawValue, name: $0.name, .routes)]
      },
    ])
  }

  /// The town of each worker group: by its record, else that of the first community whose outline it stands in; empty
  /// where neither says.
  ///
  /// - Throws: `GEOSError` for an outline that cannot be repaired.
  /// - Complexity: O(workers x communities) box tests.
  func townsOfWorkers() throws -> [String] {
    var towns = workers.map(\.town)
    for community in communities where !community.town.isEmpty && !community.shape.polygons.isEmpty {
      let box = community.shape.box
      let near = workers.indices.filter { towns[$0].isEmpty && box.contains(workers[$0].position) }
      guard !near.isEmpty else { continue }
      let outline = try PreparedGeometry(community.shape.repaired().shape)
      for (worker, isInside) in zip(near, try outline.intersects(near.map { workers[$0].position })) where isInside {
        towns[worker] = community.town
      }
    }
    return towns
  }
}

import Coverage
import Geometry
import Model
import RoadNetwork

/// One search for who is within the cutoff of which site, with the numbers that its demand points and sites have in the
/// whole: of a whole analysis for a mode and a radius, or of a tile.
struct TileSearch: Sendable {
  enum Ways: Sendable {
    case streets(StreetTask)
    case straight(StraightTask)
  }

  var ways: Ways
  /// Rising, one for each demand point.
  var points: [Int32]
  /// Rising, one for each site.
  var sites: [Int32]

  func covers(_ options: RunOptions) async throws -> CoverSets {
    switch ways {
    case .streets(let task): try await task.covers(threads: options.threads, isCancelled: options.isCancelled)
    case .straight(let task): try task.covers()
    }
  }

  /// The part that decides about some of its demand points.
  ///
  /// - Parameter owned: positions among its demand points, rising.
  /// - Returns: nil when no site can reach any of them.
  func part(owning owned: [Int]) -> TileSearch? {
    let found: (ways: Ways, sites: [Int])?
    switch ways {
    case .streets(let task): found = task.part(owning: owned).map { (.streets($0.task), $0.sites) }
    case .straight(let task): found = task.part(owning: owned).map { (.straight($0.task), $0.sites) }
    }
    return found.map { found in
      TileSearch(ways: found.ways, points: owned.map { points[$0] }, sites: found.sites.map { sites[$0] })
    }
  }
}

extension TileSearch {
  private static let straight = "straight"

  var graph: RoadGraph? {
    if case .streets(let task) = ways { task.graph } else { nil }
  }

  /// All but the graph, as columns of numbers.
  var numbers: NumberFile {
    var numbers: NumberFile
    switch ways {
    case .streets(let task): numbers = task.numbers
    case .straight(let task):
      numbers = NumberFile(
        Self.straight,
        real: [
          task.sites.map(\.x), task.sites.map(\.y), task.extra.map(\.value), task.demand.map(\.x), task.demand.map(\.y),
          [task.radius.value, task.costPerMeter],
        ])
    }
    numbers.whole += [points, sites]
    return numbers
  }

  /// - Parameters:
  ///   - numbers: as ``numbers`` gives them.
  ///   - graph: nil where there are no streets.
  /// - Returns: nil when they do not fit one another.
  init?(_ numbers: NumberFile, _ graph: RoadGraph?) {
    var numbers = numbers
    guard let sites = numbers.whole.popLast(), let points = numbers.whole.popLast() else { return nil }
    self.points = points
    self.sites = sites
    if let graph {
      guard let task = StreetTask(graph, numbers), task.demand.count == points.count, task.sites.count == sites.count
      else { return nil }
      ways = .streets(task)
      return
    }
    let real = numbers.real
    guard numbers.text == Self.straight, real.count == 6, real[0...2].allSatisfy({ $0.count == sites.count }),
      real[3...4].allSatisfy({ $0.count == points.count }), real[5].count == 2, real[5][0] >= 0
    else { return nil }
    ways = .straight(
      StraightTask(
        sites: zip(real[0], real[1]).map { Coordinate(x: $0, y: $1) }, extra: real[2].map { Meters($0) },
        demand: zip(real[3], real[4]).map { Coordinate(x: $0, y: $1) }, radius: Meters(real[5][0]),
        costPerMeter: real[5][1]))
  }
}

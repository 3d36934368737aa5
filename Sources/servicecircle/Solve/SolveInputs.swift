import Analysis
import Coverage
import Geodata
import Model
import PROJ
import Report
import Siting

extension SolveCommand {
  var isArray: Bool { demand.lowercased().hasSuffix(".npy") }

  struct Input {
    var problem: SitingProblem
    var demandIDs: [String]
    /// Demand points before any merging.
    var points: Int
    /// Nil for an array.
    var table: SitingTable?
  }

  func readProblem(_ sites: SitingTable) async throws -> Input {
    let statuses = try statuses(sites)
    guard isArray else {
      let table = try SitingTable(files.source("demand", demand))
      for line in findingLines(table.notes.map(Self.advice.words)) { note(line) }
      let problem = try SitingProblem(covers: try covers(sites, table), weights: table.weights, statuses: statuses)
      return Input(problem: problem, demandIDs: table.ids, points: table.ids.count, table: table)
    }
    let (problem, points) = try await streamedProblem(
      NumPyFile(path: demand), sites: sites, statuses: statuses, radius: Meters(parsing: radius ?? "") ?? Meters(0),
      common.runOptions)
    // Points have no names; what no site covers stands in one row.
    return Input(problem: problem, demandIDs: (0..<problem.demandCount).map { "row \($0 + 1)" }, points: points)
  }

  /// Every pair's distance: straight in the plane, geodesic between longitudes and latitudes; nil without coordinates.
  func distances(_ sites: SitingTable, _ demand: SitingTable) throws -> CoverSets? {
    guard let from = sites.positions, let to = demand.positions else { return nil }
    guard sites.isGeographic else { return try distanceCosts(sites: from, demand: to) }
    // The tables' readers have checked the ranges; what the ellipsoid refuses all the same must not pass as a cost.
    return try distanceCosts(sites: from, demand: to) { (try? Geodesic.wgs84.distance($0, $1)) ?? .infinity }
  }

  /// The plan of `--start`; empty without it. What exists stands anyway, as in the tables of `--out`.
  func startingPlan(_ table: SitingTable) throws -> [SiteIndex] {
    guard let start else { return [] }
    return try readPlan(
      path: start, encoding: files.source("start", start, isMeant: false).encoding, sites: table
    ).filter { table.statuses[$0] != SiteStatus.existing.rawValue }.map { SiteIndex($0) }
  }
}

import Coverage
import Foundation
import Geometry
import Model
import Siting
import Testing

private let dataFolder = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

/// Instances of the literature, read from the folder that `SERVICECIRCLE_DATA` names; skipped without it.
@Suite(.enabled(if: dataFolder != nil, "SERVICECIRCLE_DATA does not name the folder of checking data"))
struct KnownInstanceTests {
  private func lines(_ path: String) throws -> [[Substring]] {
    let text = try String(contentsOfFile: dataFolder! + "/instances/" + path, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).map { $0.split { $0 == "," || $0 == " " || $0 == "\t" } }
  }

  /// São José dos Campos: x, y, demand per line after the header; every point is a site.
  private func town(_ name: String) throws -> SitingProblem {
    let rows = try lines("sjc/\(name).txt").dropFirst().map { $0.map { Double($0)! } }
    let points = rows.map { Coordinate(x: $0[0], y: $0[1]) }
    let covers = try coverSets(sites: points, demand: points, radius: Meters(800), geographic: false)
    return try SitingProblem(covers: covers, weights: rows.map { $0[2] }, statuses: rows.map { _ in .candidate })
  }

  /// Values proven by an independent exact solver; they stand in known-answers.
  @Test(arguments: [
    ("SJC324", [5461.0, 8790, 11604, 12106, 12152]), ("SJC402", [6555, 11339, 14690, 15658, 15970, 15984]),
  ])
  func saoJoseDosCampos(name: String, values: [Double]) async throws {
    let problem = try town(name)
    for (index, value) in values.enumerated() {
      let plan = try await MaximalCovering(problem, count: index + 1).solve()
      #expect(plan.objective == value && plan.status == .optimal && plan.gap == 0, "p = \(index + 1)")
    }
  }

  private func sanFrancisco() throws -> SitingProblem {
    var sites: [Substring: Int] = [:]
    var points: [Substring: Int32] = [:]
    var weights: [Double] = []
    var rows: [[(demand: Int32, cost: Double)]] = []
    for line in try lines("spopt-sf/SF_network_distance_candidateStore_16_censusTract_205_new.csv").dropFirst() {
      let site = sites[line[1], default: sites.count]
      if site == rows.count {
        sites[line[1]] = site
        rows.append([])
      }
      let point = points[line[2], default: Int32(points.count)]
      if Int(point) == weights.count {
        points[line[2]] = point
        weights.append(Double(line[3])!)
      }
      if let distance = Double(line[0]), distance <= 5_000 { rows[site].append((point, distance)) }
    }
    return try SitingProblem(
      covers: CoverSets(demandCount: weights.count, rows: rows), weights: weights,
      statuses: rows.map { _ in .candidate })
  }

  /// By exhaustive search over the 16 stores (known-answers).
  @Test func sanFranciscoCoverage() async throws {
    let problem = try sanFrancisco()
    #expect(problem.totalWeight == 955_113 && problem.demandCount == 205)
    let cover = try await SetCovering(problem).solve()
    #expect(cover.objective == 8 && cover.status == .optimal)
    let ties = try tiedCovers(problem, fewest: 8, most: 100, limits: SolveLimits())
    #expect(ties.plans.count == 8 && ties.isComplete && ties.plans.contains(cover.chosen))
    for (index, value) in [448_255.0, 671_938, 791_499, 875_247, 927_402, 941_462, 950_428, 955_113].enumerated() {
      let plan = try await MaximalCovering(problem, count: index + 1).solve()
      #expect(plan.objective == value && plan.status == .optimal, "p = \(index + 1)")
    }
  }

  @Test func weightedAndUnweightedSharesDiffer() async throws {
    // Stores 2, 11, 12, 15: 184 of 205 points, but 91.638 % of the people.
    let problem = try sanFrancisco()
    let plan = try await MaximalCovering(problem, count: 4).solve()
    let check = Verification(problem, chosen: plan.chosen)
    #expect(check.coveredCount == 184)
    #expect((check.coveredWeight / check.totalWeight * 100_000).rounded() == 91_638)
  }

  /// LSCP-B, p = 8, by exhaustive search: 145 of 205 tracts covered twice when all weigh the same (known-answers).
  @Test func sanFranciscoBackup() async throws {
    let weighted = try sanFrancisco()
    let problem = try SitingProblem(
      covers: weighted.covers, weights: weighted.weights.map { _ in 1 }, statuses: weighted.statuses)
    let model = try BackupCovering(problem)
    let plan = try await model.solve()
    #expect(plan.objective == 8 && plan.status == .optimal)
    #expect(plan.backupCount == 145 && plan.backupWeight == 145 && plan.backupBound == 145)
    #expect(model.faults(in: plan) == [])
  }

  /// Target coverage turns the table of values round: p sites reach value(p), so value(p) needs p sites.
  @Test func sanFranciscoTargets() async throws {
    let problem = try sanFrancisco()
    for (index, value) in [448_255.0, 671_938, 791_499, 875_247, 927_402, 941_462, 950_428, 955_113].enumerated() {
      let plan = try await TargetCoverage(problem, share: value / 955_113).solve()
      #expect(plan.objective == Double(index + 1) && plan.status == .optimal)
    }
  }

  /// With unit costs a budget is a number of sites: the proven values of São José dos Campos once more, by the general
  /// search.
  @Test func saoJoseDosCamposByBudget() async throws {
    let problem = try town("SJC324")
    for (budget, value) in [(1.0, 5461.0), (2, 8790), (3, 11604), (5, 12152)] {
      let model = try ConstrainedCovering(
        problem, under: SitingConstraints(costs: problem.statuses.map { _ in 1 }, budget: budget))
      let plan = try await model.solve()
      #expect(plan.objective == value && plan.status == .optimal, "budget \(budget)")
      #expect(model.faults(in: plan) == [])
    }
  }
}

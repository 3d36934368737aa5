import Foundation
import Model
import Siting
import Testing

private let dataFolder = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

/// p-median and p-center of the literature, read from the folder that `SERVICECIRCLE_DATA` names; skipped without it.
@Suite(.enabled(if: dataFolder != nil, "SERVICECIRCLE_DATA does not name the folder of checking data"))
struct KnownAssignmentTests {
  private func lines(_ path: String) throws -> [[Substring]] {
    let text = try String(contentsOfFile: dataFolder! + "/instances/" + path, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).map { $0.split { $0 == "," || $0 == " " || $0 == "\t" } }
  }

  /// OR-Library: a graph whose last line wins where an edge stands twice; all shortest paths by Floyd's algorithm.
  private func library(_ number: Int) throws -> (problem: SitingProblem, count: Int) {
    let rows = try lines("pmed/pmed\(number).txt").map { $0.map { Int($0)! } }
    let size = rows[0][0]
    var length = (0..<size).map { node in (0..<size).map { $0 == node ? 0 : Int.max / 4 } }
    for edge in rows.dropFirst() {
      length[edge[0] - 1][edge[1] - 1] = edge[2]
      length[edge[1] - 1][edge[0] - 1] = edge[2]
    }
    for over in 0..<size {
      let row = length[over]
      for from in 0..<size {
        let way = length[from][over]
        for to in 0..<size where way + row[to] < length[from][to] { length[from][to] = way + row[to] }
      }
    }
    let problem = try AssignmentInstance.problem(
      length.map { $0.map { Double($0) } }, weights: [Double](repeating: 1, count: size))
    return (problem, rows[0][2])
  }

  /// Optima published by Beasley (optimal.csv); center optima from known-answers.
  @Test(arguments: zip(1...10, [127.0, 98, 93, 74, 48, 84, 64, 55, 37, 20]))
  func orLibrary(number: Int, center: Double) async throws {
    let (problem, count) = try library(number)
    let published = try lines("pmed/optimal.csv").first { $0[0] == "pmed\(number)" }.map { Double($0[1])! }
    let plan = try await PMedian(problem, count: count).solve()
    #expect(plan.objective == published && plan.status == .optimal && plan.gap == 0)
    let far = try await PCenter(problem, count: count).solve()
    #expect(far.objective == center && far.status == .optimal)
  }

  /// TSPLIB's rl1304, distances rounded down; optima published with p-median solvers (optimal.csv).
  @Test func rl1304() async throws {
    let numbers = try lines("rl1304/rl1304.pmp").filter { $0.first?.first != "#" }.map { $0.map { Double($0)! } }
    let places = numbers.dropFirst().map { (x: $0[1], y: $0[2]) }
    let costs = places.map { site in
      places.map { point -> Double? in
        let dx = site.x - point.x
        let dy = site.y - point.y
        return (dx * dx + dy * dy).squareRoot().rounded(.down)
      }
    }
    let problem = try AssignmentInstance.problem(costs, weights: [Double](repeating: 1, count: places.count))
    for row in try lines("rl1304/optimal.csv").dropFirst() {
      let plan = try await PMedian(problem, count: Int(row[0])!).solve(SolveLimits(work: 20_000))
      #expect(plan.objective == Double(row[1])! && plan.status == .optimal && plan.gap == 0, "p = \(row[0])")
    }
  }

  /// By exhaustive search over the 16 stores (known-answers).
  @Test func sanFrancisco() async throws {
    var sites: [Substring: Int] = [:]
    var points: [Substring: Int] = [:]
    var weights: [Double] = []
    var costs: [[Double?]] = []
    for line in try lines("spopt-sf/SF_network_distance_candidateStore_16_censusTract_205_new.csv").dropFirst() {
      let site = sites[line[1], default: sites.count]
      if site == costs.count {
        sites[line[1]] = site
        costs.append([Double?](repeating: nil, count: 205))
      }
      let point = points[line[2], default: points.count]
      if point == weights.count {
        points[line[2]] = point
        weights.append(Double(line[3])!)
      }
      costs[site][point] = Double(line[0])
    }
    let problem = try AssignmentInstance.problem(costs, weights: weights)
    let medians = [
      5_731_159_103.675, 4_009_098_972.135, 3_385_565_397.532, 2_848_268_129.715, 2_554_123_350.188,
      2_347_055_166.677, 2_176_547_158.282, 2_054_687_610.638,
    ]
    let centers = [11_577.279, 9_130.759, 7_529.986, 7_403.064, 5_985.500, 5_903.668, 5_150.252, 4_644.846]
    for count in 1...8 {
      let plan = try await PMedian(problem, count: count).solve()
      #expect(abs(plan.objective! - medians[count - 1]) < 0.001 && plan.status == .optimal, "p = \(count)")
      let far = try await PCenter(problem, count: count).solve()
      #expect(abs(far.objective! - centers[count - 1]) < 0.001 && far.status == .optimal, "p = \(count)")
    }
  }
}

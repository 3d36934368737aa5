import Areas
import Coverage
import Geometry
import Model
import PROJ

/// The ground around some people, each set of people drawn once: who lacks one service often lacks another, and who has no
/// station has none at night.
struct PeopleDrawings {
  private let demand: [DemandPoint]
  private let metric: LocalMetricCRS
  private let threads: Int
  private var known: [[Int]: (shape: Shape, squareKilometers: Double)] = [:]

  init(_ demand: [DemandPoint], _ metric: LocalMetricCRS, threads: Int) {
    self.demand = demand
    self.metric = metric
    self.threads = threads
  }

  /// Gaps that are drawn already.
  ///
  /// - Parameter isCovered: one flag per demand point, those by which the gaps were drawn.
  mutating func keep(_ gaps: [Gap], isCovered: [Bool]) {
    var uncovered: [Int: [Int]] = [:]
    for (index, point) in demand.enumerated()
    where !isCovered[index] && point.kind == .communities && point.weight > 0 {
      uncovered[point.owner, default: []].append(index)
    }
    for gap in gaps {
      guard let points = uncovered[gap.community] else { continue }
      known[points] = (gap.shape, gap.areaSquareKilometers)
    }
  }

  /// - Parameter groups: positions among the demand points, rising; drawn when not known.
  mutating func draw(_ groups: [[Int]]) async throws {
    let new = Array(Set(groups.filter { known[$0] == nil })).sorted { $0.lexicographicallyPrecedes($1) }
    let drawn = try await drawPeople(new.map { $0.map { demand[$0].position } }, metric, threads: threads)
    for (points, drawing) in zip(new, drawn) { known[points] = drawing }
  }

  /// - Precondition: the points are drawn.
  func people<Who>(_ who: Who, _ points: [Int]) -> DrawnPeople<Who> {
    guard let drawing = known[points] else { preconditionFailure("people are drawn before they are shown") }
    return DrawnPeople(
      who: who, weight: points.reduce(0) { $0 + demand[$1].weight },
      areaSquareKilometers: drawing.squareKilometers, shape: drawing.shape)
  }
}

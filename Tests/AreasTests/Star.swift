import Areas
import Geometry
import Model
import PROJ

/// Straight streets out of one place, walked at one metre a second: metres and seconds are the same number. Other streets
/// stand beside them and are not reached.
struct Star: ReachedStreets {
  static let center = Coordinate(x: 103.8, y: 29.4)
  /// Ends of the streets, in metres east and north of the centre.
  var arms: [(east: Double, north: Double)]
  var others: [[(east: Double, north: Double)]] = []
  /// In milliseconds.
  var cutoff: Int

  var rest: Int { cutoff }
  var leastCostPerMeter: Double? { 1000 }

  static func at(_ east: Double, _ north: Double) -> Coordinate {
    let scale = LocalScale(latitude: center.y)
    return Coordinate(x: center.x + east / scale.metersPerDegreeX, y: center.y + north / scale.metersPerDegreeY)
  }

  static func metric() throws -> LocalMetricCRS {
    try localMetricCRS(for: Box([at(-1000, -1000), at(1000, 1000)]))
  }

  func lines(within cutoff: Int) -> [[Coordinate]] {
    guard cutoff > 0 else { return [] }
    return arms.map { [Self.center, Self.at($0.east * share($0, cutoff), $0.north * share($0, cutoff))] }
  }

  func unreached(within margin: Meters, cutoff: Int) -> [UnreachedPart] {
    guard cutoff > 0 else { return [] }
    let rests = arms.filter { share($0, cutoff) < 1 }.map { arm in
      UnreachedPart(
        line: [Self.at(arm.east * share(arm, cutoff), arm.north * share(arm, cutoff)), Self.at(arm.east, arm.north)],
        beginsAtCut: true, endsAtCut: false)
    }
    return rests
      + others.map {
        UnreachedPart(line: $0.map { Self.at($0.east, $0.north) }, beginsAtCut: false, endsAtCut: false)
      }
  }

  private func share(_ arm: (east: Double, north: Double), _ cutoff: Int) -> Double {
    min(1, Double(cutoff) / 1000 / (arm.east * arm.east + arm.north * arm.north).squareRoot())
  }

  func areas(
    cutoffs: [Int], around obstacles: Obstacles? = nil, agreeingAt places: AreaPlaces = .none
  ) async throws -> [DrawnArea] {
    try await drawServiceAreas(
      [.reached(self)], cutoffs: cutoffs, Self.metric(), around: obstacles, agreeingAt: places, threads: 1)[0]
  }
}

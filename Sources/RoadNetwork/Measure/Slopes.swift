import Model
import Words

/// Where the ground of a network lies, and what that does to a mode.
struct Slopes {
  var elevations: Elevations
  var effect: SlopeEffect
  /// Between two heights along a street, in metres: nearer ones show the model's steps, not the ground's.
  var spacing: Double

  /// - Throws: ``RoadNetworkError`` code `badValue` for factors that are not 0.01 to 100 or slopes that do not rise.
  init?(_ elevations: Elevations?, _ rules: ModeRules, _ impedance: Impedance) throws(RoadNetworkError) {
    if case .factors(let factors) = rules.slope {
      for entry in factors where !(entry.slope.isFinite && entry.factor >= 0.01 && entry.factor <= 100) {
        throw RoadNetworkError(
          .badValue,
          Bilingual(
            "坡度\(entry.slope)处的系数为\(entry.factor)；请填写0.01至100",
            "slope factor \(entry.factor) at slope \(entry.slope); give 0.01 to 100"))
      }
      for (a, b) in zip(factors, factors.dropFirst()) where a.slope >= b.slope {
        throw RoadNetworkError(
          .badValue,
          Bilingual(
            "坡度\(b.slope)排在\(a.slope)之后；请按从小到大的顺序填写", "slope \(b.slope) after \(a.slope); give slopes by rising value"))
      }
    }
    guard let elevations, let spacing = elevations.spacing?.value, let effect = rules.slope,
      impedance.unit == .milliseconds
    else { return nil }
    self.elevations = elevations
    self.effect = effect
    self.spacing = max(spacing, 1)
  }
}

/// The slopes along one street, each over a step of equal length.
struct StreetProfile {
  /// Metres.
  private let step: Double
  private let slopes: [Double]
  /// A height is missing: the street counts as level.
  let isIncomplete: Bool

  /// - Parameter heights: at both ends and at every step between, metres above sea level.
  init(_ heights: [Double?], step: Double) {
    self.step = step
    let known = heights.compactMap { $0 }
    isIncomplete = known.count < heights.count
    slopes = isIncomplete ? [] : zip(known, known.dropFirst()).map { ($1 - $0) / step }
  }

  /// The cost of the first `distance` metres when one metre costs `perMeter(slope)`.
  func cost(to distance: Double, perMeter: (_ slope: Double) -> Double) -> Double {
    guard !slopes.isEmpty else { return distance * perMeter(0) }
    var cost = 0.0
    var rest = distance
    for (index, slope) in slopes.enumerated() where rest > 0 {
      let run = index == slopes.count - 1 ? rest : min(rest, step)
      cost += run * perMeter(slope)
      rest -= run
    }
    return cost
  }
}

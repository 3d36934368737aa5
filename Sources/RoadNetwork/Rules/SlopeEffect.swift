#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How a slope changes a mode's speed.
package enum SlopeEffect: Hashable, Sendable {
  /// Of the mode's speed, at a slope in the sense of travel (rise over run, negative downhill).
  package struct Factor: Hashable, Sendable {
    package var slope: Double
    package var factor: Double

    package init(slope: Double, factor: Double) {
      self.slope = slope
      self.factor = factor
    }
  }

  /// The hiking function, taken against level ground: `exp(-3.5 (|slope + 0.05| - 0.05))`; fastest at 5 % downhill.
  /// Source: Tobler (1993), Three presentations on geographical analysis and modeling, NCGIA Technical Report 93-1.
  case tobler
  /// By rising slope; linear between, constant beyond the first and last.
  case factors([Factor])

  package func factor(slope: Double) -> Double {
    switch self {
    case .tobler: return exp(-3.5 * (abs(slope + 0.05) - 0.05))
    case .factors(let factors):
      guard let first = factors.first, let last = factors.last else { return 1 }
      if slope <= first.slope { return first.factor }
      for (a, b) in zip(factors, factors.dropFirst()) where slope <= b.slope {
        return a.factor + (b.factor - a.factor) * (slope - a.slope) / (b.slope - a.slope)
      }
      return last.factor
    }
  }
}

/// How far a volume method goes, and how much of each new subgradient its average takes up.
///
/// A step is a share of Polyak's, along the average from the best multipliers so far: a tenth longer after a gain that the
/// new subgradient agrees with, a third shorter after ten steps without one. The average turns to the new subgradient by
/// the share that makes it shortest, between a tenth of a largest share and that; every hundred steps in which the bound
/// moved by less than 1 % halve it.
/// Source: Barahona, Anbil (2000), The volume algorithm, doi:10.1007/s101070050002.
struct VolumeStep: Sendable {
  /// Products of the new subgradient and the average, summed over what may move.
  struct Products {
    var newNew = 0.0
    var newOld = 0.0
    var oldOld = 0.0

    mutating func add(_ new: Double, _ old: Double) {
      newNew += new * new
      newOld += new * old
      oldOld += old * old
    }
  }

  /// Share of Polyak's step; near 0 when no progress is left.
  private(set) var share: Double
  private var largestTurn = 0.3
  private var checkpoint: Double
  private var stale = 0
  private var steps = 1

  /// - Parameter bound: of the multipliers to start from.
  init(share: Double = 0.1, bound: Double) {
    self.share = share
    checkpoint = bound
  }

  var isSettled: Bool { share <= 1e-4 }

  /// Units of the averaged subgradient that a step goes; nil, and settled, when nothing can move.
  /// - Parameters:
  ///   - gap: between the bound and the target.
  ///   - norm: the average's square, without what stands at its limit and would go beyond.
  mutating func length(gap: Double, bound: Double, norm: Double) -> Double? {
    steps += 1
    guard norm > 1e-12 else {
      share = 0
      return nil
    }
    return share * max(gap, 1e-6 * max(abs(bound), 1e-9)) / norm
  }

  /// The part of the new subgradient in the average.
  func turn(_ products: Products) -> Double {
    let curvature = products.newNew - 2 * products.newOld + products.oldOld
    let shortest = curvature > 1e-12 ? (products.oldOld - products.newOld) / curvature : largestTurn
    return min(max(shortest, largestTurn / 10), largestTurn)
  }

  /// Learns from a step.
  /// - Parameter bound: the best one after it.
  mutating func note(isGain: Bool, bound: Double, _ products: Products) {
    if isGain {
      if products.newOld >= 0 { share = min(share * 1.1, 2) }
      stale = 0
    } else {
      stale += 1
      if stale == 10 {
        share *= 0.66
        stale = 0
      }
    }
    guard steps % 100 == 0 else { return }
    if abs(bound - checkpoint) < 0.01 * abs(bound) { largestTurn = max(largestTurn / 2, 1e-3) }
    checkpoint = bound
  }
}

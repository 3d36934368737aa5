/// A plan that a search has met.
struct ScoredPlan: Sendable {
  /// More is better; minus infinity before there is a plan.
  var worth = -Double.infinity
  /// In no order.
  var columns: [Int32] = []

  /// Takes a plan that is worth more than `tolerance` more.
  mutating func take(_ other: ScoredPlan?, tolerance: Double = 0) {
    if let other, other.worth > worth + tolerance { self = other }
  }
}

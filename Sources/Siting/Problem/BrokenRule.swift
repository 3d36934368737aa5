import Model

/// A constraint that a plan does not keep to.
package enum BrokenRule: Hashable, Sendable, CustomStringConvertible {
  /// More new sites than allowed.
  case count(chosen: Int, allowed: Int)
  case budget(cost: Double, allowed: Double)
  /// Two sites stand nearer to each other than the spacing allows; one of them is new.
  case tooClose(SitePair)
  /// More than one of a group stands; one of them is new.
  case exclusive([SiteIndex])
  /// More new sites of some than allowed.
  case limit(chosen: Int, allowed: Int)
  /// Of the group's weight less than the floor is covered.
  case floor(name: String, covered: Double, total: Double, share: Double)
  /// So many demand points that every plan covers are not.
  case musts(missed: Int)

  /// In terms of site numbers, for those who know no better names.
  package var description: String {
    switch self {
    case .count(let chosen, let allowed): "\(chosen) sites chosen, \(allowed) allowed"
    case .budget(let cost, let allowed): "the plan costs \(plainNumber(cost)), the budget is \(plainNumber(allowed))"
    case .tooClose(let pair): "sites \(pair.first.rawValue) and \(pair.second.rawValue) are too close"
    case .exclusive(let standing): "of a group the sites \(standing.map(\.rawValue)) stand together"
    case .limit(let chosen, let allowed): "\(chosen) sites of a group chosen, \(allowed) allowed"
    case .floor(let name, let covered, let total, let share):
      "\(name) has \(plainNumber(covered)) of \(plainNumber(total)) covered, its floor is \(plainNumber(share))"
    case .musts(let missed): "\(missed) demand points that must be covered are not"
    }
  }
}

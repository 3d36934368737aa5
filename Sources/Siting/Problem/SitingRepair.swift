import Model

/// A change of one constraint that makes an infeasible problem feasible, all else staying as it is.
package enum SitingRepair: Hashable, Sendable, CustomStringConvertible {
  /// Allow so many new sites.
  case count(Int)
  /// Allow the new sites to cost so much.
  case budget(Double)
  /// Lower the floor of this name to this share.
  case floor(name: String, share: Double)
  /// Keep no distance, and no exclusive groups.
  case withoutSpacing

  package var description: String {
    switch self {
    case .count(let count): "allow \(count) new sites"
    case .budget(let budget): "raise the budget to \(plainNumber(budget))"
    case .floor(CoverageFloor.target, let share): "lower the target (siting.target, --share) to \(plainShare(share))"
    case .floor(let name, let share): "lower the floor of \(name) to \(plainShare(share))"
    case .withoutSpacing: "give up spacing and exclusive groups"
    }
  }
}

/// Why no plan exists.
struct SitingImpossibility: Sendable {
  var reason: String
  var repairs: [SitingRepair] = []
  var demand: [Int] = []
  var sites: [SiteIndex] = []
}

/// A share in per cent, rounded down to a tenth so that what is promised can be kept.
func plainShare(_ share: Double) -> String {
  let tenths = Int((share * 1000 + 1e-6).rounded(.down))
  return "\(tenths / 10).\(tenths % 10) %"
}

import Model

/// A change of one constraint that makes an infeasible problem feasible, all else staying as it is.
package enum SitingRepair: Hashable, Sendable, CustomStringConvertible {
  /// Allow so many new sites.
  case count(Int)
  /// Allow the new sites to cost so much.
  case budget(Double)
  /// Lower the floor of this name to this share.
  case floor(name: String, share: Double)
  /// Lower all of these together.
  case floors([LoweredFloor])
  /// Keep no distance, and no exclusive groups.
  case withoutSpacing

  /// The name of the floor that is the target of ``TargetCoverage``.
  package static var target: String { CoverageFloor.target }

  package var description: String {
    switch self {
    case .count(let count): "allow \(count) new sites"
    case .budget(let budget): "raise the budget to \(plainNumber(budget))"
    case .floor(CoverageFloor.target, let share): "lower the target (siting.target, --share) to \(plainShare(share))"
    case .floor(let name, let share): "lower the floor of \(name) to \(plainShare(share))"
    case .floors(let floors):
      "lower the floors of " + floors.map { "\($0.name) to \(plainShare($0.share))" }.joined(separator: ", ")
    case .withoutSpacing: "give up spacing and exclusive groups"
    }
  }
}

/// A floor as low as it has to be.
package struct LoweredFloor: Hashable, Sendable {
  package var name: String
  /// 0...1.
  package var share: Double

  package init(name: String, share: Double) {
    self.name = name
    self.share = share
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

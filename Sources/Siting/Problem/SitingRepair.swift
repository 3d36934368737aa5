import Model
import Words

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

  /// As a request.
  package var words: Bilingual {
    switch self {
    case .count(let count): return Bilingual("把新建数量的上限提高到\(count)处", "allow \(count) new sites")
    case .budget(let budget):
      let budget = plainNumber(budget)
      return Bilingual("把预算提高到\(budget)", "raise the budget to \(budget)")
    case .floor(CoverageFloor.target, let share):
      return Bilingual("把目标覆盖率降到", "lower the target to ") + plainShare(share)
    case .floor(let name, let share):
      return Bilingual("把“\(name)”的最低覆盖率降到", "lower the floor of \(name) to ") + plainShare(share)
    case .floors(let floors):
      let parts = floors.map { floor in
        let name =
          floor.name == CoverageFloor.target
          ? Bilingual("目标覆盖率", "the target") : Bilingual("“\(floor.name)”", floor.name)
        return name + Bilingual("降到", " to ") + plainShare(floor.share)
      }
      return Bilingual("降低最低覆盖率：", "lower the floors of ") + parts.joined("、", ", ")
    case .withoutSpacing: return Bilingual("取消站间距离和互斥组", "give up spacing and exclusive groups")
    }
  }

  package var description: String { words.english }

  /// What to change, as a request: each of several is enough by itself.
  package static func request(_ ways: [Bilingual]) -> Bilingual {
    guard ways.count > 1 else { return Bilingual("请", "") + (ways.first ?? Bilingual(same: "")) }
    return Bilingual("请任选一项（其余条件不变）：", "any one of these is enough, all else as it is: ")
      + ways.joined("；或", "; or ")
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
  var reason: Bilingual
  var repairs: [SitingRepair] = []
  var demand: [Int] = []
  var sites: [SiteIndex] = []
}

func nobodyReached(_ problem: SitingProblem) -> SitingImpossibility {
  SitingImpossibility(
    reason: Bilingual(
      "\(problem.demandCount)个需求点都不在任何站点的服务圈内；请放宽服务圈",
      "no site reaches any of the \(problem.demandCount) demand points within the cutoff; raise the cutoff"))
}

/// A share in per cent, rounded down to a tenth so that what is promised can be kept.
func plainShare(_ share: Double) -> Bilingual {
  let tenths = Int((share * 1000 + 1e-6).rounded(.down))
  let percent = "\(tenths / 10).\(tenths % 10)"
  return Bilingual("\(percent)%", "\(percent) %")
}

import Model
import Words

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
  package var words: Bilingual {
    switch self {
    case .count(let chosen, let allowed):
      return Bilingual("选了\(chosen)处，最多只能选\(allowed)处", "\(chosen) sites chosen, \(allowed) allowed")
    case .budget(let cost, let allowed):
      let (cost, allowed) = (plainNumber(cost), plainNumber(allowed))
      return Bilingual("方案需\(cost)，而预算为\(allowed)", "the plan costs \(cost), the budget is \(allowed)")
    case .tooClose(let pair):
      return Bilingual(
        "站点\(pair.first.rawValue)与\(pair.second.rawValue)相距过近",
        "sites \(pair.first.rawValue) and \(pair.second.rawValue) are too close")
    case .exclusive(let standing):
      return Bilingual(
        "互斥组中的站点\(standing.map { "\($0.rawValue)" }.joined(separator: "、"))同时设立",
        "of a group the sites \(standing.map(\.rawValue)) stand together")
    case .limit(let chosen, let allowed):
      return Bilingual("组内选了\(chosen)处，最多只能选\(allowed)处", "\(chosen) sites of a group chosen, \(allowed) allowed")
    case .floor(let name, let covered, let total, let share):
      let (covered, total, share) = (plainNumber(covered), plainNumber(total), plainNumber(share))
      return Bilingual(
        "“\(name)”的\(total)中只覆盖了\(covered)，而最低覆盖率为\(share)",
        "\(name) has \(covered) of \(total) covered, its floor is \(share)")
    case .musts(let missed):
      return Bilingual("有\(missed)个必须覆盖的需求点没有覆盖", "\(missed) demand points that must be covered are not")
    }
  }

  package var description: String { words.english }
}

import Allocation
import Words

extension SplitResult {
  /// What is in the way, and the smallest change that would do.
  func words(_ shortfall: Shortfall) -> Bilingual {
    switch shortfall {
    case .county(let index, let floor, let cap, let highest, let lowest):
      let name = counties[index].id
      guard let highest else {
        let (least, most) = (words(lowest), words(cap ?? 0))
        return Bilingual(
          "\(name)：上限\(most.chinese)低于其曲线起点\(least.chinese)。请将上限提高到\(least.chinese)。",
          "\(name): the cap of \(most.english) lies below the beginning of its curve, \(least.english). Raise the cap to "
            + "\(least.english).")
      }
      let (asked, most) = (words(floor), words(highest))
      let end = cap.map { words($0) }
      return Bilingual(
        "\(name)：下限\(asked.chinese)\(end.map { "与上限\($0.chinese)之间曲线无可选点" } ?? "超出其曲线终点")。请将下限降到\(most.chinese)"
          + "\(end == nil ? "，或按更大规模重新计算该县" : "")。",
        "\(name): the floor of \(asked.english) "
          + (end.map { "and the cap of \($0.english) leave no point of its curve" } ?? "is beyond the end of its curve")
          + ". Lower the floor to \(most.english)\(end == nil ? ", or run the county for more" : "").")
    case .group(let index, let least, let most):
      let (asked, can) = (words(least), words(most))
      let name = problem.groups[index].name
      return Bilingual(
        "\(name)：最低额\(asked.chinese)超过其各县上限之和\(can.chinese)。请降到\(can.chinese)。",
        "\(name): its minimum of \(asked.english) is more than its counties may take together, \(can.english). Lower it to "
          + "\(can.english).")
    case .total(let total, let needed):
      let (have, need, lack) = (words(total), words(needed), words(needed - total))
      return Bilingual(
        "总量\(have.chinese)，下限与最低额共需\(need.chinese)，缺\(lack.chinese)。请增加总量，或将下限合计降低\(lack.chinese)。",
        "The total is \(have.english); floors and minima need \(need.english): \(lack.english) more, or floors lower by "
          + "\(lack.english).")
    case .year(let year, let total, let needed):
      let (have, need) = (words(total), words(needed))
      return Bilingual(
        "第\(year + 1)年累计\(have.chinese)，各县曲线起点共需\(need.chinese)。",
        "Up to year \(year + 1) there are \(have.english); the beginnings of the curves need \(need.english).")
    case .fallingYear(let year, let total, let before):
      let (have, had) = (words(total), words(before))
      return Bilingual(
        "第\(year + 1)年累计\(have.chinese)少于上一年\(had.chinese)。",
        "Up to year \(year + 1) there are \(have.english), fewer than \(had.english) the year before.")
    }
  }
}

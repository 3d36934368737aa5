import Analysis
import Geodata
import Siting
import Words

extension SolveCommand {
  /// How far a search is: its stage, what the best plan so far is worth, and what no plan can beat.
  var searchWords: @Sendable (SearchStage, Double, Double) -> Bilingual {
    let isLeast = [.lscp, .target, .pMedian, .pCenter].contains(problem)
    return { stage, value, bound in
      var told = stage.words
      if let value = plain(value) { told += Bilingual("：目前\(value)", ": \(value)") }
      if let bound = plain(bound) {
        told +=
          isLeast ? Bilingual("，至少\(bound)", ", at least \(bound)") : Bilingual("，最多\(bound)", ", at most \(bound)")
      }
      return told
    }
  }

  func coordinatesWanted(_ sites: SitingTable, _ demand: SitingTable) -> Bilingual {
    let (who, asking) = radius == nil ? ("without --costs the solver", "没有--costs时") : ("--radius", "--radius")
    let wanted = Bilingual(
      "\(asking)要求两张表的坐标种类相同：以米为单位的x,y，或以度为单位的lon,lat",
      "\(who) needs coordinates of one kind in both tables: x,y in metres or lon,lat in degrees")
    if let table = [sites, demand].first(where: { $0.positions == nil }) {
      return wanted + Bilingual("；现有的列为：", "; the columns are ") + table.columnNames.listing + Bilingual("。", ".")
    }
    let other = sites.isGeographic ? "demand" : "sites"
    return wanted
      + Bilingual(
        "；请用`--crs \(other):…`注明另一张表的坐标系，如EPSG:4544。",
        "; state the system of the other by `--crs \(other):…`, such as EPSG:4544.")
  }
}

/// With a decimal where it is no whole number; nil for what is not known yet.
private func plain(_ value: Double) -> String? {
  guard value.isFinite, abs(value) < 1e15 else { return nil }
  let tenths = (value * 10).rounded() / 10
  return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
}

extension SearchStage {
  fileprivate var words: Bilingual {
    switch self {
    case .presolve: Bilingual("化简问题", rawValue)
    case .plan: Bilingual("拟定初步方案", rawValue)
    case .improve: Bilingual("改进方案", rawValue)
    case .bound: Bilingual("推算界限", rawValue)
    case .fix: Bilingual("确定取舍", rawValue)
    case .prove: Bilingual("证明最优", rawValue)
    case .blocks: Bilingual("分块求解", rawValue)
    case .exact: Bilingual("精确求解", rawValue)
    case .verify: Bilingual("复核方案", rawValue)
    }
  }
}

extension SitingSolution {
  /// Under `--strict` demand that no site covers makes the problem infeasible: status and exit code say the same.
  mutating func refuseForUncoverable() {
    guard status != .infeasible else { return }
    status = .infeasible
    stopped = .proved
    chosen = []
    objective = nil
    bound = nil
    cost = nil
    coveredWeight = 0
    backupWeight = nil
    backupCount = nil
    backupBound = nil
    blockingDemand = uncoverable
    let count = uncoverable.count
    reason = Bilingual(
      "有\(count)个需求点没有站点能够覆盖，而--strict要求全部覆盖",
      "\(count) demand point(s) that no site covers, and --strict asks for all")
  }
}

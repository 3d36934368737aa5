import Model

extension CapacitatedCovering {
  /// What is wrong with an allocation of a plan, in words; empty when it keeps to cover sets and capacities, gives nobody
  /// more than there is, and serves what the plan is worth. Shares nothing with the searches.
  ///
  /// - Complexity: O(pairs + parts log pairs).
  package func faults(in allocation: PlanAllocation, of chosen: [SiteIndex], worth: Double) -> [String] {
    let room = 1e-9 * max(1, problem.totalWeight)
    let open = Set(problem.sites(.existing) + chosen)
    var faults: [String] = []
    var load = [Double](repeating: 0, count: problem.siteCount)
    for (point, parts) in allocation.parts.enumerated() {
      for part in parts {
        guard open.contains(part.site) else {
          faults.append("site \(part.site.rawValue) serves demand point \(point) and is not open")
          continue
        }
        load[part.site.rawValue] += part.weight
        let row = problem.covers.demand(of: part.site)
        let place = row.partitionPlace { $0 >= Int32(point) }
        if place == row.endIndex || row[place] != Int32(point) || problem.covers.costs[place] != part.cost {
          faults.append("site \(part.site.rawValue) serves demand point \(point), which it does not cover at that cost")
        }
      }
      let served = parts.reduce(0) { $0 + $1.weight }
      if served > problem.weights[point] + room {
        faults.append("demand point \(point) has \(problem.weights[point]) and \(served) of it are served")
      }
    }
    for site in load.indices where load[site] > capacities[site] + room {
      faults.append("site \(site) serves \(load[site]) and has room for \(capacities[site])")
    }
    let served = load.reduce(0, +)
    if abs(served - worth) > 1e-9 * max(1, abs(worth)) + room {
      faults.append("the plan is worth \(worth), its allocation serves \(served)")
    }
    return faults
  }
}

extension ArraySlice {
  /// Of a slice in which what is so stands behind what is not, the first place where it is so, or its end.
  fileprivate func partitionPlace(_ isSo: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if isSo(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

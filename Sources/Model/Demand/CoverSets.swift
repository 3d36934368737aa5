/// For each site the demand points within the cutoff, with their cost: where the engines meet.
///
/// Compressed rows: row `s` is `offsets[s] ..< offsets[s + 1]` of `demand` and `costs`. Within a row demand indices
/// rise and are distinct. A pair that is not present is beyond the cutoff or unreachable: never a number.
public struct CoverSets: Hashable, Sendable {
  public let demandCount: Int
  /// One element more than there are sites.
  package let offsets: [Int]
  /// Demand indices, `0 ..< demandCount`.
  package let demand: [Int32]
  /// One cost per entry of `demand`: milliseconds or millimetres (exact integers) from a network, or the unit of the
  /// user's own table.
  package let costs: [Double]

  public var siteCount: Int { offsets.count - 1 }
  package var pairCount: Int { demand.count }

  /// - Precondition: rows as described above.
  package init(demandCount: Int, offsets: [Int], demand: [Int32], costs: [Double]) {
    precondition(offsets.first == 0 && offsets.last == demand.count && demand.count == costs.count)
    self.demandCount = demandCount
    self.offsets = offsets
    self.demand = demand
    self.costs = costs
  }

  /// Builds from one list of (demand, cost) per site; each list is sorted by demand here.
  /// - Precondition: no demand index twice in a row.
  public init(demandCount: Int, rows: [[(demand: Int32, cost: Double)]]) {
    var offsets = [0]
    var demand: [Int32] = []
    var costs: [Double] = []
    for row in rows {
      for pair in row.sorted(by: { $0.demand < $1.demand }) {
        demand.append(pair.demand)
        costs.append(pair.cost)
      }
      offsets.append(demand.count)
    }
    self.init(demandCount: demandCount, offsets: offsets, demand: demand, costs: costs)
  }

  /// The demand points that a site covers, rising.
  public func demand(of site: SiteIndex) -> ArraySlice<Int32> {
    demand[offsets[site.rawValue]..<offsets[site.rawValue + 1]]
  }

  /// The cost of each pair of ``demand(of:)``, in the same order.
  public func costs(of site: SiteIndex) -> ArraySlice<Double> {
    costs[offsets[site.rawValue]..<offsets[site.rawValue + 1]]
  }

  package func row(of site: SiteIndex) -> CoverRow {
    CoverRow(demand: Array(demand(of: site)), costs: Array(costs(of: site)))
  }

  /// Rows one behind the other, such as some that stood and some that are new.
  package init(demandCount: Int, _ rows: [CoverRow]) {
    var offsets = [0]
    var demand: [Int32] = []
    var costs: [Double] = []
    demand.reserveCapacity(rows.reduce(0) { $0 + $1.demand.count })
    costs.reserveCapacity(demand.capacity)
    for row in rows {
      demand += row.demand
      costs += row.costs
      offsets.append(demand.count)
    }
    self.init(demandCount: demandCount, offsets: offsets, demand: demand, costs: costs)
  }

  /// The pairs of at most this cost: one search to the largest cutoff serves all smaller ones.
  /// - Complexity: O(pairs).
  package func within(_ cutoff: Double) -> CoverSets {
    var offsets = [0]
    var kept: [Int] = []
    for site in 0..<siteCount {
      kept.append(contentsOf: (self.offsets[site]..<self.offsets[site + 1]).filter { costs[$0] <= cutoff })
      offsets.append(kept.count)
    }
    return CoverSets(
      demandCount: demandCount, offsets: offsets, demand: kept.map { demand[$0] }, costs: kept.map { costs[$0] })
  }

  /// The pairs within the cutoff of their own demand point, the boundary included.
  ///
  /// - Parameter limits: per demand point, in the unit of the costs.
  /// - Complexity: O(pairs).
  package func within(_ limits: [Int]) -> CoverSets {
    precondition(limits.count == demandCount, "\(limits.count) cutoffs for \(demandCount) demand points")
    var offsets = [0]
    var kept: [Int] = []
    for site in 0..<siteCount {
      kept += (self.offsets[site]..<self.offsets[site + 1]).filter { costs[$0] <= Double(limits[Int(demand[$0])]) }
      offsets.append(kept.count)
    }
    return CoverSets(
      demandCount: demandCount, offsets: offsets, demand: kept.map { demand[$0] }, costs: kept.map { costs[$0] })
  }

  /// The same with other pairs for some of the demand.
  ///
  /// - Parameters:
  ///   - isReplaced: per demand point; its pairs go.
  ///   - rows: what comes instead, one for each site, of replaced points alone.
  /// - Complexity: O(pairs log pairs).
  package func replacing(_ isReplaced: [Bool], with rows: [[(demand: Int32, cost: Double)]]) -> CoverSets {
    precondition(
      isReplaced.count == demandCount && rows.count == siteCount, "a flag for each point, a row for each site")
    return CoverSets(
      demandCount: demandCount,
      rows: rows.enumerated().map { site, row in
        zip(demand(of: SiteIndex(site)), costs(of: SiteIndex(site))).filter { !isReplaced[Int($0.0)] }
          .map { (demand: $0.0, cost: $0.1) } + row
      })
  }

  /// The cheapest site of each demand point, nil where no site covers it. Ties fall to the lower site index.
  /// - Complexity: O(pairs).
  package func nearest(among sites: some Sequence<SiteIndex>) -> [(site: SiteIndex, cost: Double)?] {
    var best = [(site: SiteIndex, cost: Double)?](repeating: nil, count: demandCount)
    for site in sites {
      for entry in offsets[site.rawValue]..<offsets[site.rawValue + 1] {
        let point = Int(demand[entry])
        if let current = best[point],
          current.cost < costs[entry] || (current.cost == costs[entry] && current.site <= site)
        {
          continue
        }
        best[point] = (site, costs[entry])
      }
    }
    return best
  }

  /// Joins cover sets of the same sites for different parts of the demand.
  ///
  /// - Parameters:
  ///   - demandCount: of all parts together.
  ///   - parts: each with the positions that its demand has in the whole, rising; no position in two parts.
  /// - Complexity: O(pairs x parts).
  package init(demandCount: Int, joining parts: [(covers: CoverSets, positions: [Int])]) {
    if parts.count == 1, parts[0].positions.count == demandCount {
      self = parts[0].covers
      return
    }
    let siteCount = parts.first?.covers.siteCount ?? 0
    let pairCount = parts.reduce(0) { $0 + $1.covers.pairCount }
    var offsets = [0]
    var demand: [Int32] = []
    var costs: [Double] = []
    offsets.reserveCapacity(siteCount + 1)
    demand.reserveCapacity(pairCount)
    costs.reserveCapacity(pairCount)
    for site in 0..<siteCount {
      var next = parts.map { $0.covers.offsets[site] }
      while true {
        var best: (part: Int, demand: Int)?
        for (index, part) in parts.enumerated() where next[index] < part.covers.offsets[site + 1] {
          let position = part.positions[Int(part.covers.demand[next[index]])]
          if best.map({ position < $0.demand }) ?? true { best = (index, position) }
        }
        guard let best else { break }
        demand.append(Int32(best.demand))
        costs.append(parts[best.part].covers.costs[next[best.part]])
        next[best.part] += 1
      }
      offsets.append(demand.count)
    }
    self.init(demandCount: demandCount, offsets: offsets, demand: demand, costs: costs)
  }
}

/// One row of ``CoverSets`` by itself: it can be kept, put in and taken out without a number.
package struct CoverRow: Hashable, Sendable {
  /// Demand indices, rising and distinct.
  package var demand: [Int32]
  /// One for each entry of `demand`.
  package var costs: [Double]

  package init(demand: [Int32], costs: [Double]) {
    precondition(demand.count == costs.count, "one cost for each demand point")
    self.demand = demand
    self.costs = costs
  }
}

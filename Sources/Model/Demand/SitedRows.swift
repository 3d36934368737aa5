/// Cover rows of some sites for some of the demand, with the numbers both have in the whole.
package struct SitedRows: Sendable {
  package var covers: CoverSets
  /// Per row the site's number.
  package var sites: [Int32]
  /// Per demand point of `covers` its number.
  package var points: [Int32]

  /// - Precondition: a number for each row and each demand point.
  package init(_ covers: CoverSets, sites: [Int32], points: [Int32]) {
    precondition(covers.siteCount == sites.count && covers.demandCount == points.count, "a number for each")
    self.covers = covers
    self.sites = sites
    self.points = points
  }
}

extension CoverSets {
  /// The rows of the whole, put together from parts.
  ///
  /// - Parameters:
  ///   - siteCount, demandCount: of the whole.
  ///   - parts: no demand point in two of them; a site that a part does not name covers none of its points.
  /// - Complexity: O(sites + pairs log pairs of a row).
  package init(siteCount: Int, demandCount: Int, joining parts: [SitedRows]) {
    var offsets = [Int](repeating: 0, count: siteCount + 1)
    for part in parts {
      for (row, site) in part.sites.enumerated() {
        offsets[Int(site) + 1] += part.covers.offsets[row + 1] - part.covers.offsets[row]
      }
    }
    for site in 0..<siteCount { offsets[site + 1] += offsets[site] }
    var next = offsets
    var demand = [Int32](repeating: 0, count: offsets[siteCount])
    var costs = [Double](repeating: 0, count: offsets[siteCount])
    for part in parts {
      for (row, site) in part.sites.enumerated() {
        for entry in part.covers.offsets[row]..<part.covers.offsets[row + 1] {
          demand[next[Int(site)]] = part.points[Int(part.covers.demand[entry])]
          costs[next[Int(site)]] = part.covers.costs[entry]
          next[Int(site)] += 1
        }
      }
    }
    for site in 0..<siteCount {
      let row = offsets[site]..<offsets[site + 1]
      if zip(row, row.dropFirst()).allSatisfy({ demand[$0] < demand[$1] }) { continue }
      let order = row.sorted { demand[$0] < demand[$1] }
      let (points, values) = (order.map { demand[$0] }, order.map { costs[$0] })
      demand.replaceSubrange(row, with: points)
      costs.replaceSubrange(row, with: values)
    }
    self.init(demandCount: demandCount, offsets: offsets, demand: demand, costs: costs)
  }

  /// The rows that hold anything, with the numbers of their sites.
  package func occupied(sites: [Int32], points: [Int32]) -> SitedRows {
    let rows = (0..<siteCount).filter { offsets[$0] < offsets[$0 + 1] }
    return SitedRows(
      CoverSets(demandCount: demandCount, offsets: [0] + rows.map { offsets[$0 + 1] }, demand: demand, costs: costs),
      sites: rows.map { sites[$0] }, points: points)
  }
}

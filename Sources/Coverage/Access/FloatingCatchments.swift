import Model

/// How much supply, such as seats or square metres, there is for a head at each demand point when all who are near share it.
///
/// Sites j with supply S, points i with D heads, and the weight f of the zone in which their cost lies:
/// 1. Each site's ratio, supply per head in its catchment: R_j = S_j / Σ_i D_i G_ij f_ij.
/// 2. Each point's access, over the sites in whose catchment it lies: A_i = Σ_j R_j G_ij f_ij.
///
/// In the two-step method G = 1: with one zone that of Luo and Wang, with several the enhanced one of Luo and Qi. In the
/// three-step method people share themselves out first, G_ij = f_ij / Σ_k f_ik over the sites near them, so that a point
/// among many sites does not press on each with all its heads. Either way Σ_i D_i A_i is the supply of the sites that have a
/// ratio.
///
/// Equals PySAL's `access.fca.two_stage_fca` and `three_stage_fca` where `max_cost` is the last zone's bound and `weight_fn`
/// the zones' `step_fn`, except in two places. A point without a site in reach has no access: nil here and no row there
/// (NaN in an `Access` object; without `max_cost` PySAL says 0). A site with nobody in its catchment has no ratio, nil, and
/// gives nothing to anybody, nor does a point without heads among such sites alone have access; PySAL divides by 0 and gives
/// that point infinity, or 0 where the supply is 0.
///
/// A site with supply 0 has the ratio 0, and in the three-step method draws people as any other.
///
/// Source: Luo and Wang (2003), Measures of spatial accessibility to health care in a GIS environment, doi:10.1068/b29120;
/// Luo and Qi (2009), An enhanced two-step floating catchment area (E2SFCA) method for measuring spatial accessibility to
/// primary care physicians, doi:10.1016/j.healthplace.2009.06.002; Wan, Zou and Sternberg (2012), A three-step floating
/// catchment area method for analyzing spatial access to health services, doi:10.1080/13658816.2011.624987.
package struct FloatingCatchments: Hashable, Sendable {
  package enum Method: String, Hashable, CaseIterable, Sendable {
    case twoStep = "two-step"
    case threeStep = "three-step"
  }

  /// Supply per head of each site; nil for one that takes no part or has nobody in its catchment.
  package let ratios: [Double?]
  /// Supply per head at each demand point; nil where no site with a ratio is within its catchment.
  package let access: [Double?]

  /// - Parameters:
  ///   - covers: must hold every pair within the catchments' ``Catchment/reach``; farther ones do not count.
  ///   - supply: of each site, 0 or more; nil for one that takes no part: not built, closed, of unknown size.
  ///   - demand: heads of each point, 0 or more.
  ///   - catchments: one for each mode by which people move.
  ///   - pointCatchments: the position in `catchments` for each point.
  /// - Throws: ``CoverageError`` code `badAmount`.
  /// - Precondition: one supply for each site; one demand and one catchment for each point.
  /// - Complexity: O(pairs x zones) time, O(pairs) memory.
  /// Sums over the points of a site run in their order, sums over the sites of a point in theirs.
  package init(
    _ covers: CoverSets, supply: [Double?], demand: [Double], catchments: [Catchment], pointCatchments: [Int],
    _ method: Method
  ) throws(CoverageError) {
    precondition(supply.count == covers.siteCount, "one supply for each site")
    precondition(demand.count == covers.demandCount, "one number of heads for each demand point")
    precondition(pointCatchments.count == covers.demandCount, "one catchment for each demand point")
    try requireAmounts(supply, "supply")
    try requireAmounts(demand, "demand")
    let sites = (0..<covers.siteCount).filter { supply[$0] != nil }
    let points = sites.map { covers.demand(of: SiteIndex($0)) }
    // Outside the catchment 0: a zone's weight is above 0.
    var shares = zip(sites, points).map { site, points in
      zip(points, covers.costs(of: SiteIndex(site))).map { point, cost in
        catchments[pointCatchments[Int(point)]].weight(at: cost) ?? 0
      }
    }
    if method == .threeStep { multiplyBySelection(&shares, points, pointCount: demand.count) }

    var ratios = [Double?](repeating: nil, count: covers.siteCount)
    var access = [Double?](repeating: nil, count: covers.demandCount)
    for (row, site) in sites.enumerated() {
      var heads = 0.0
      for (point, share) in zip(points[row], shares[row]) { heads += demand[Int(point)] * share }
      guard heads > 0 else { continue }
      let ratio = supply[site]! / heads
      ratios[site] = ratio
      for (point, share) in zip(points[row], shares[row]) where share > 0 {
        access[Int(point)] = (access[Int(point)] ?? 0) + ratio * share
      }
    }
    self.ratios = ratios
    self.access = access
  }

  /// The same with one catchment for all points.
  package init(
    _ covers: CoverSets, supply: [Double?], demand: [Double], _ catchment: Catchment, _ method: Method
  ) throws(CoverageError) {
    try self.init(
      covers, supply: supply, demand: demand, catchments: [catchment],
      pointCatchments: [Int](repeating: 0, count: covers.demandCount), method)
  }
}

/// From the weights of pairs, f, to what counts in the three-step method, G f = f² / Σ f over the sites of the point.
private func multiplyBySelection(_ shares: inout [[Double]], _ points: [ArraySlice<Int32>], pointCount: Int) {
  var sums = [Double](repeating: 0, count: pointCount)
  for (points, shares) in zip(points, shares) {
    for (point, share) in zip(points, shares) { sums[Int(point)] += share }
  }
  for row in shares.indices {
    for (entry, point) in points[row].enumerated() where shares[row][entry] > 0 {
      shares[row][entry] *= shares[row][entry] / sums[Int(point)]
    }
  }
}

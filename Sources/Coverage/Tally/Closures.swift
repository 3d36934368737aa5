import Model

/// What is lost when some sites close.
package struct Closure: Hashable, Sendable {
  /// Rising.
  package var closed: [SiteIndex]
  /// The demand points that only they cover, rising.
  package var lost: [Int32]
}

/// Each site closed in turn, and every pair of the worst.
///
/// - Parameters:
///   - value: of a demand point, by which the worst are found; ties fall to the lower site.
///   - worst: of how many the pairs are made.
/// - Returns: one for each site in the order given, then the pairs.
/// - Complexity: O(pairs of the sites + worst² x the longest row).
package func closures(
  of sites: [SiteIndex], _ covers: CoverSets, value: (Int) -> Double, worst: Int
) -> [Closure] {
  var counts = [UInt32](repeating: 0, count: covers.demandCount)
  for site in sites {
    for point in covers.demand(of: site) { counts[Int(point)] += 1 }
  }
  let single = sites.map { site in
    Closure(closed: [site], lost: covers.demand(of: site).filter { counts[Int($0)] == 1 })
  }
  let worstFirst = single.map { closure in (closure, closure.lost.reduce(0) { $0 + value(Int($1)) }) }
    .sorted { ($1.1, $0.0.closed[0]) < ($0.1, $1.0.closed[0]) }
    .prefix(worst).map { $0.0.closed[0] }.sorted()
  var pairs: [Closure] = []
  for (index, first) in worstFirst.enumerated() {
    for second in worstFirst.dropFirst(index + 1) {
      let both = Set(covers.demand(of: first)).intersection(covers.demand(of: second))
      let lost = Set(covers.demand(of: first).filter { counts[Int($0)] == 1 })
        .union(covers.demand(of: second).filter { counts[Int($0)] == 1 })
        .union(both.filter { counts[Int($0)] == 2 })
      pairs.append(Closure(closed: [first, second], lost: lost.sorted()))
    }
  }
  return single + pairs
}

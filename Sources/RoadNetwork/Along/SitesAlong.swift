import Model
import Words

/// Where one site serves one line.
package struct SiteOnLine: Hashable, Sendable {
  package var site: Int
  package var line: Int
  /// What the rule compares with its limit, wherever it is within; the site's own.
  package var costs: [CostPiece]

  package init(site: Int, line: Int, costs: [CostPiece]) {
    self.site = site
    self.line = line
    self.costs = costs
  }
}

extension LineIndex {
  /// Which parts of the lines each site serves by a rule.
  ///
  /// A trip to a station and back is one to the same station: where the nearest to go to and the nearest to come from
  /// differ, the two searches from all at once would tell too little.
  /// - Parameters:
  ///   - sites: as ``RoadGraph/snap(_:limit:for:around:underway:threads:)`` returns them.
  ///   - limit: the cutoff or the extra, in the graph's unit, inclusive; at most ``ReachQuery/largestCutoff``.
  ///   - threads: workers; the result does not depend on it.
  ///   - isCancelled: asked between sites.
  /// - Returns: by rising site, then line; pairs of which the site serves nothing are left out.
  /// - Throws: ``RoadNetworkError`` code `badCutoff`, `cancelled`.
  /// - Complexity: two searches per site (one for a cutoff) and O(runs near). `through` searches as far as the extra and
  ///   the longest ride together.
  package func served(
    by sites: [SnapResult], _ rule: LineRule, limit: Int, threads: Int = 1,
    isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
  ) async throws(RoadNetworkError) -> [SiteOnLine] {
    guard limit >= 0, limit <= ReachQuery.largestCutoff else {
      throw RoadNetworkError(
        .badCutoff,
        Bilingual(
          "上限为\(limit)；请填写0至\(ReachQuery.largestCutoff)", "limit \(limit); give 0 to \(ReachQuery.largestCutoff)"))
    }
    let parts = Slots<[SiteOnLine]>(count: sites.count)
    await withWorkers(threads) {
      var towards = ReachQuery(graph)
      var back = ReachQuery(graph)
      while !isCancelled(), let site = parts.next() {
        parts.fill(site, sites[site].point.map { served(by: $0, site, rule, limit, &towards, &back) } ?? [])
      }
    }
    let all = parts.all()
    guard all.count == sites.count else {
      throw RoadNetworkError(.cancelled, Bilingual("已停止，站点尚未全部计算", "stopped before all sites were searched"))
    }
    return all.flatMap { $0 }
  }

  /// Of each line the least cost among those that serve it, of equal ones that of the lower site.
  ///
  /// - Complexity: O(pieces x sites that serve the line).
  package func best(of served: [SiteOnLine]) -> [[CostPiece]] {
    var best = [[CostPiece]](repeating: [], count: lineCount)
    for part in served { best[part.line] = best[part.line].lower(part.costs) }
    return best
  }

  private func served(
    by point: SnappedPoint, _ site: Int, _ rule: LineRule, _ limit: Int, _ towards: inout ReachQuery,
    _ back: inout ReachQuery
  ) -> [SiteOnLine] {
    switch rule {
    case .cutoff(let direction):
      towards.run(from: point, cutoff: limit, direction: direction)
      return lines(
        runCosts(towards, point, site, direction).map { ($0.run, $0.costs.within(Double(limit))) }, site)
    case .return:
      towards.run(from: point, cutoff: limit, direction: .toStation)
      back.run(from: point, cutoff: limit, direction: .fromStation)
      let there = runCosts(towards, point, site, .toStation)
      let again = runCosts(back, point, site, .fromStation)
      return lines(
        pairs(there, again).map { run, a, b in (run, a.plus(b).within(Double(limit))) }, site)
    case .through:
      let longest = (0..<lineCount).reduce(0.0) { max($0, ride(of: $1)) }
      let reach = Int(min(Double(ReachQuery.largestCutoff), Double(limit) + longest.rounded(.up)))
      towards.run(from: point, cutoff: reach, direction: .toStation)
      back.run(from: point, cutoff: reach, direction: .fromStation)
      let leaving = runCosts(towards, point, site, .toStation)
      let joining = runCosts(back, point, site, .fromStation)
      return through(leaving, joining, limit, site)
    }
  }

  /// The costs along the runs that a query reached, by rising run.
  private func runCosts(
    _ query: borrowing ReachQuery, _ point: SnappedPoint, _ site: Int, _ direction: Direction
  ) -> [(run: Int, costs: [CostPiece])] {
    var found: [(run: Int, costs: [CostPiece])] = []
    for (position, street) in streets.enumerated() {
      let ends = graph.ends(of: Int(street), query, from: point, site, direction)
      guard !ends.isEmpty else { continue }
      for run in onStreet[Int(streetStarts[position])..<Int(streetStarts[position + 1])] {
        let costs = graph.costs(on: runs[Int(run)], ends, direction)
        if !costs.isEmpty { found.append((Int(run), costs)) }
      }
    }
    found.sort { $0.run < $1.run }
    return found
  }

  /// The runs that both have.
  private func pairs(
    _ a: [(run: Int, costs: [CostPiece])], _ b: [(run: Int, costs: [CostPiece])]
  ) -> [(run: Int, a: [CostPiece], b: [CostPiece])] {
    var pairs: [(run: Int, a: [CostPiece], b: [CostPiece])] = []
    var next = 0
    for (run, costs) in a {
      while next < b.count, b[next].run < run { next += 1 }
      if next < b.count, b[next].run == run { pairs.append((run, costs, b[next].costs)) }
    }
    return pairs
  }

  /// The costs of rising runs by their lines.
  private func lines(_ found: [(run: Int, costs: [CostPiece])], _ site: Int) -> [SiteOnLine] {
    var lines: [SiteOnLine] = []
    for (run, costs) in found where !costs.isEmpty {
      if let last = lines.last, last.line == runs[run].line {
        lines[lines.count - 1].costs += costs
      } else {
        lines.append(SiteOnLine(site: site, line: runs[run].line, costs: costs))
      }
    }
    return lines
  }

  /// Leaving at a place costs the way to the site; joining again at a later one the way back, less the ride between.
  ///
  /// From the end of the line to its start the least of way back less ride is carried along. On a line that is ridden
  /// along its streets as their one-ways allow no place to join is better than the end; on others one may be.
  private func through(
    _ leaving: [(run: Int, costs: [CostPiece])], _ joining: [(run: Int, costs: [CostPiece])], _ limit: Int, _ site: Int
  ) -> [SiteOnLine] {
    var found: [SiteOnLine] = []
    var (left, right) = (leaving[...], joining[...])
    for line in 0..<lineCount {
      let end = starts[line + 1]
      let leaves = left.prefix { $0.run < end }
      let joins = right.prefix { $0.run < end }
      left = left.dropFirst(leaves.count)
      right = right.dropFirst(joins.count)
      // No ride saves more than the whole.
      let least = leaves.leastCost + joins.leastCost
      guard least <= Double(limit) + ride(of: line) else { continue }
      var costs: [[CostPiece]] = []
      var later = Double.infinity
      var (leave, join) = (leaves.endIndex, joins.endIndex)
      for run in (starts[line]..<end).reversed() {
        var joinsHere: [CostPiece] = []
        if join > joins.startIndex, joins[join - 1].run == run {
          join -= 1
          joinsHere = joins[join].costs.plus([runs[run].ride].negated)
        }
        let rest = joinsHere.leastFromHereOn(start: runs[run].from, end: runs[run].to, later: &later)
        guard leave > leaves.startIndex, leaves[leave - 1].run == run else { continue }
        leave -= 1
        let extra = leaves[leave].costs.plus([runs[run].ride]).plus(rest)
        costs.append(extra.within(Double(limit)).notBelow(0))
      }
      let whole = costs.reversed().flatMap { $0 }
      if !whole.isEmpty { found.append(SiteOnLine(site: site, line: line, costs: whole)) }
    }
    return found
  }
}

extension ArraySlice<(run: Int, costs: [CostPiece])> {
  /// Infinite for none.
  fileprivate var leastCost: Double {
    reduce(.infinity) { least, run in run.costs.reduce(least) { Swift.min($0, $1.fromCost, $1.toCost) } }
  }
}

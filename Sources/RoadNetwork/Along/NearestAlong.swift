import Model

extension LineIndex {
  /// The cost to the nearest site along each line, without regard to a cutoff, by one sweep from all sites.
  ///
  /// - Parameters:
  ///   - sites: as ``RoadGraph/snap(_:limit:for:around:underway:threads:)`` returns them.
  ///   - direction: `toStation` counts the trip from the line to a site.
  /// - Returns: one cost per line, in the graph's unit, access legs included; nothing where no site is reached. Of equal
  ///   costs that of the lower site counts.
  /// - Complexity: O(streets log streets + runs).
  package func nearest(of sites: [SnapResult], _ direction: Direction) -> [[CostPiece]] {
    let sweep = StationSweep(graph, sites, direction)
    var costs = [[CostPiece]](repeating: [], count: lineCount)
    for run in runs {
      guard let street = run.street else { continue }
      costs[run.line] += graph.costs(on: run, sweep.ends(of: street), direction)
    }
    return costs
  }
}

extension StationSweep {
  fileprivate func ends(of street: Int) -> StreetEndCosts {
    let entries = graph.entries(onto: street, direction)
    func end(_ node: Int32) -> StreetEndCosts.End? {
      let label = labels[Int(node)]
      return label == .max ? nil : .init(cost: Int(label >> 32), site: Int(label & 0xffff_ffff))
    }
    return StreetEndCosts(
      start: end(entries.start), end: end(entries.end),
      sites: (onStreet[StreetID(street)] ?? []).compactMap { site in stations[site].point.map { (site, $0) } })
  }
}

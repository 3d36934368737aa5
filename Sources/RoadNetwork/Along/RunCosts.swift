import Model

/// What a search found at the two ends of a street: the cost there and whose it is.
struct StreetEndCosts {
  struct End {
    var cost: Int
    var site: Int
  }

  /// At the nodes from which the search comes onto the street, nil where it does not come.
  var start: End?
  var end: End?
  /// Sites that stand on the street.
  var sites: [(site: Int, point: SnappedPoint)] = []

  var isEmpty: Bool { start == nil && end == nil && sites.isEmpty }
}

extension RoadGraph {
  /// The cost along a run: at each place the least of coming from either end of the street (from one alone on a one-way)
  /// and from the sites on it.
  ///
  /// - Parameter found: of a search of this direction.
  /// - Returns: exact where the street's cost is even along the run.
  /// - Complexity: O(s²) for s sites on the street.
  func costs(on run: LineIndex.Run, _ found: StreetEndCosts, _ direction: Direction) -> [CostPiece] {
    guard let street = run.street, !found.isEmpty else { return [] }
    let allowed = allows(street, direction)
    let whole = costs(of: street, direction)
    var costs: [CostPiece] = []
    // Between two sites each way is a straight line.
    for (a, b) in cells(of: run, found.sites) {
      let (here, there) = (self.costs(at: a.place, direction), self.costs(at: b.place, direction))
      var cell: [CostPiece] = []
      func offer(_ first: Int, _ last: Int, _ site: Int) {
        let piece = CostPiece(
          from: a.metres, to: b.metres, fromCost: Double(first) + a.access, toCost: Double(last) + b.access, site: site)
        cell = cell.lower([piece])
      }
      if allowed.up, let start = found.start { offer(start.cost + here.up, start.cost + there.up, start.site) }
      if allowed.down, let end = found.end {
        offer(end.cost + whole.down - here.down, end.cost + whole.down - there.down, end.site)
      }
      for (site, point) in found.sites {
        let stand = self.costs(at: point.place, direction)
        let access = point.accessCost
        if allowed.up, point.offset <= min(a.place.there, b.place.there) {
          offer(access + here.up - stand.up, access + there.up - stand.up, site)
        }
        if allowed.down, point.offset >= max(a.place.there, b.place.there) {
          offer(access + stand.down - here.down, access + stand.down - there.down, site)
        }
      }
      costs += cell
    }
    return costs
  }

  private struct RunPlace {
    var metres: Double
    var place: StreetPlace
    var access: Double
  }

  /// A run cut at the sites on it.
  private func cells(
    of run: LineIndex.Run, _ sites: [(site: Int, point: SnappedPoint)]
  ) -> [(a: RunPlace, b: RunPlace)] {
    let first = RunPlace(metres: run.from, place: run.first, access: Double(run.firstAccess))
    let last = RunPlace(metres: run.to, place: run.last, access: Double(run.lastAccess))
    let (low, high) = (min(run.first.there, run.last.there), max(run.first.there, run.last.there))
    let inside = Set(sites.map(\.point.offset).filter { $0 > low && $0 < high }).sorted()
    guard !inside.isEmpty else { return [(first, last)] }
    let cuts = (run.first.there < run.last.there ? inside : inside.reversed()).map { offset in
      let share = Double(offset - run.first.there) / Double(run.last.there - run.first.there)
      return RunPlace(
        metres: run.from + (run.to - run.from) * share,
        place: place(at: StreetPosition(street: StreetID(run.first.street), offset: offset)),
        access: first.access + (last.access - first.access) * share)
    }
    let places = [first] + cuts + [last]
    return zip(places, places.dropFirst()).filter { $0.metres < $1.metres }.map { ($0, $1) }
  }
}

extension RoadGraph {
  /// Of the last run of a query, what lies at the ends of a street.
  ///
  /// - Parameter site: where the query ran from.
  func ends(
    of street: Int, _ query: borrowing ReachQuery, from origin: SnappedPoint, _ site: Int, _ direction: Direction
  ) -> StreetEndCosts {
    let entries = entries(onto: street, direction)
    var found = StreetEndCosts()
    found.start = query.cost(of: NodeIndex(rawValue: entries.start)).map { .init(cost: $0, site: site) }
    found.end = query.cost(of: NodeIndex(rawValue: entries.end)).map { .init(cost: $0, site: site) }
    if Int(origin.street.rawValue) == street { found.sites = [(site, origin)] }
    return found
  }
}

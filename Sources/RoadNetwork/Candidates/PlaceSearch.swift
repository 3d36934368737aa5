import Geometry
import Model

/// One worker's search for the places of ``CoveringPlaces``, street by street.
struct PlaceSearch: ~Copyable {
  /// Demand within the cutoff of a node, rising, with its cost from there.
  typealias Row = [(demand: Int32, cost: Int32)]

  private let graph: RoadGraph
  private let index: DemandOnStreets
  private let points: [SnapResult]
  private let weights: [Double]
  private let limit: Int
  private let direction: Direction
  private let limits: PlaceLimits
  private let siteNodes: [Bool]
  private let thinning: Meters?
  private var query: ReachQuery
  private var best: [UInt32]
  private var found: [Int32] = []
  /// Rows of the nodes seen last: streets that follow each other share nodes.
  private var rows: [Int32: Row] = [:]
  private static let mostRows = 512

  init(
    _ graph: RoadGraph, _ index: DemandOnStreets, _ demand: [SnapResult], _ weights: [Double], limit: Int,
    _ direction: Direction, _ limits: PlaceLimits, _ siteNodes: [Bool], _ thinning: Meters?
  ) {
    self.siteNodes = siteNodes
    self.graph = graph
    self.index = index
    points = demand
    self.weights = weights
    self.limit = limit
    self.direction = direction
    self.limits = limits
    self.thinning = thinning
    query = ReachQuery(graph)
    best = [UInt32](repeating: .max, count: demand.count)
  }

  /// The end of streets at `position`, if a site may stand there and covers anything.
  mutating func node(_ node: Int, at position: StreetPosition, _ places: inout [FoundPlace]) {
    guard mayStand(at: position) else { return }
    let covered = covered(fromEnd: position)
    guard !covered.isEmpty else { return }
    places.append(
      FoundPlace(
        street: position.street, range: position.offset...position.offset, node: NodeIndex(node), covered: covered,
        weight: thinning == nil ? 0 : weight(of: covered), reach: thinning == nil ? [] : covered))
  }

  /// The places between the ends of a street.
  mutating func street(_ street: Int, _ places: inout [FoundPlace]) {
    let last = Int(graph.streetCosts[street])
    guard last >= 2 else { return }
    let open = intersection(limits.allowedOffsets(of: street, in: graph), graph.siteOffsets(of: street))
    let allowed = open.compactMap { range -> ClosedRange<Int>? in
      let (first, end) = (max(range.lowerBound, 1), min(range.upperBound, last - 1))
      return first <= end ? first...end : nil
    }
    guard !allowed.isEmpty else { return }
    let intervals = intervals(on: street)
    guard !intervals.isEmpty else { return }
    let id = StreetID(street)
    guard let thinning else {
      var stretches: [Stretch] = []
      for range in allowed { append(&stretches, intervals, in: range) }
      let ends = [0, last].map { offset -> [Int32] in
        let position = StreetPosition(street: id, offset: offset)
        return mayStand(at: position) ? covered(fromEnd: position) : []
      }
      for stretch in undominated(stretches, beside: ends) {
        places.append(FoundPlace(street: id, range: stretch.range, covered: stretch.covered))
      }
      return
    }
    let count = max(1, Int((graph.length(of: street) / max(thinning.value, 1)).rounded(.up)))
    for part in 0..<min(count, last - 1) {
      let parts = min(count, last - 1)
      let (from, to) = (1 + (last - 1) * part / parts, (last - 1) * (part + 1) / parts)
      var stretches: [Stretch] = []
      for range in allowed where max(range.lowerBound, from) <= min(range.upperBound, to) {
        append(&stretches, intervals, in: max(range.lowerBound, from)...min(range.upperBound, to))
      }
      guard let best = heaviest(stretches) else { continue }
      let reach = Set(stretches.flatMap(\.covered)).sorted()
      places.append(
        FoundPlace(
          street: id, range: best.range, covered: best.covered, weight: weight(of: best.covered), reach: reach,
          foundCount: stretches.count))
    }
  }

  private func mayStand(at end: StreetPosition) -> Bool {
    let street = Int(end.street.rawValue)
    let node = end.offset == 0 ? graph.streetFrom[street] : graph.streetTo[street]
    return siteNodes[Int(node)] && limits.allows(graph.coordinate(at: end))
  }

  // MARK: Rows

  /// What a site at the end of a street covers.
  private mutating func covered(fromEnd position: StreetPosition) -> [Int32] {
    let place = graph.place(at: position)
    let node = graph.ends(place).isStart ? graph.streetFrom[place.street] : graph.streetTo[place.street]
    // Where turns have rules a junction is left in more ways than a street's end is.
    guard graph.streetEnds.isEmpty else {
      query.run(from: position, cutoff: limit, direction: direction)
      return index.row(query, cutoff: limit, &best, &found).map(\.demand)
    }
    return row(of: node).map(\.demand)
  }

  private mutating func row(of node: Int32) -> Row {
    if let row = rows[node] { return row }
    query.run(from: NodeIndex(rawValue: node), cutoff: limit, direction: direction)
    let row = index.row(query, cutoff: limit, &best, &found)
    if rows.count >= Self.mostRows { rows.removeAll(keepingCapacity: true) }
    rows[node] = row
    return row
  }

  // MARK: Intervals

  /// The offsets of a street at which a site covers a demand point.
  struct Interval {
    var demand: Int32
    var first: Int
    var last: Int
  }

  /// By rising demand point; those of one point are apart from each other.
  private mutating func intervals(on street: Int) -> [Interval] {
    let last = Int(graph.streetCosts[street])
    let exits = graph.exits(street, direction)
    let allowed = graph.allows(street, direction)
    let sense = StreetSense(graph, street, direction)
    let total = graph.costs(of: street, direction)
    var intervals: [Interval] = []
    func add(_ demand: Int32, _ first: Int, _ end: Int) {
      let (first, end) = (max(first, 1), min(end, last - 1))
      if first <= end { intervals.append(Interval(demand: demand, first: first, last: end)) }
    }
    if allowed.down {
      for (demand, cost) in row(of: exits.start) { add(demand, 1, sense.lastOffset(downWithin: limit - Int(cost))) }
    }
    if allowed.up {
      for (demand, cost) in row(of: exits.end) {
        add(demand, sense.firstOffset(upFrom: total.up - (limit - Int(cost))), last - 1)
      }
    }
    for demand in index.demand(on: street) {
      guard let point = points[Int(demand)].point, point.accessCost <= limit else { continue }
      let here = graph.costs(at: point.place, direction)
      let rest = limit - point.accessCost
      if allowed.up { add(demand, sense.firstOffset(upFrom: here.up - rest), point.offset) }
      if allowed.down { add(demand, point.offset, sense.lastOffset(downWithin: here.down + rest)) }
      if !allowed.up && !allowed.down { add(demand, point.offset, point.offset) }
    }
    intervals.sort { ($0.demand, $0.first) < ($1.demand, $1.first) }
    var joined: [Interval] = []
    for interval in intervals {
      if let before = joined.last, before.demand == interval.demand, interval.first <= before.last + 1 {
        joined[joined.count - 1].last = max(before.last, interval.last)
      } else {
        joined.append(interval)
      }
    }
    return joined
  }

  // MARK: Stretches

  struct Stretch {
    var range: ClosedRange<Int>
    var covered: [Int32]
  }

  /// The stretches of a range that neither neighbour outdoes: something begins to be covered at their first offset and
  /// something ends at their last.
  private borrowing func append(_ stretches: inout [Stretch], _ intervals: [Interval], in range: ClosedRange<Int>) {
    var begins: [(offset: Int, demand: Int32)] = []
    var ends: [(offset: Int, demand: Int32)] = []
    for interval in intervals where interval.first <= range.upperBound && interval.last >= range.lowerBound {
      begins.append((max(interval.first, range.lowerBound), interval.demand))
      ends.append((min(interval.last, range.upperBound), interval.demand))
    }
    begins.sort { ($0.offset, $0.demand) < ($1.offset, $1.demand) }
    ends.sort { ($0.offset, $0.demand) < ($1.offset, $1.demand) }
    var active: Set<Int32> = []
    var next = 0
    var first = range.lowerBound
    var hasGrown = false
    for end in ends {
      while next < begins.count, begins[next].offset <= end.offset {
        active.insert(begins[next].demand)
        first = begins[next].offset
        hasGrown = true
        next += 1
      }
      if hasGrown {
        stretches.append(Stretch(range: first...end.offset, covered: active.sorted()))
        hasGrown = false
      }
      active.remove(end.demand)
    }
  }

  private borrowing func weight(of covered: [Int32]) -> Double { covered.reduce(0) { $0 + weights[Int($1)] } }

  private borrowing func heaviest(_ stretches: [Stretch]) -> Stretch? {
    var best: (stretch: Stretch, weight: Double)?
    for stretch in stretches {
      let weight = weight(of: stretch.covered)
      guard let current = best else {
        best = (stretch, weight)
        continue
      }
      if (weight, stretch.range.count) > (current.weight, current.stretch.range.count) { best = (stretch, weight) }
    }
    return best?.stretch
  }

  /// Those that cover something which no other and no end covers with all the rest; of equals the first.
  private borrowing func undominated(_ stretches: [Stretch], beside ends: [[Int32]]) -> [Stretch] {
    guard !stretches.isEmpty else { return [] }
    var numbers: [Int32: Int] = [:]
    for stretch in stretches {
      for point in stretch.covered where numbers[point] == nil { numbers[point] = numbers.count }
    }
    let words = (numbers.count + 63) / 64
    func bits(_ points: [Int32]) -> [UInt64] {
      var bits = [UInt64](repeating: 0, count: words)
      for point in points { if let number = numbers[point] { bits[number / 64] |= 1 << UInt64(number % 64) } }
      return bits
    }
    let sets = stretches.map { bits($0.covered) }
    let endSets = ends.map(bits)
    func isWithin(_ part: [UInt64], _ whole: [UInt64]) -> Bool { zip(part, whole).allSatisfy { $0 & ~$1 == 0 } }
    return stretches.indices.filter { index in
      let own = sets[index]
      if endSets.contains(where: { isWithin(own, $0) }) { return false }
      return !sets.indices.contains { other in
        other != index && isWithin(own, sets[other]) && (other < index || sets[other] != own)
      }
    }.map { stretches[$0] }
  }
}

extension DemandOnStreets {
  /// The demand points within the cutoff of the query's last run, rising, with their cost; ways that do not pass a node
  /// are not among them.
  func row(
    _ query: borrowing ReachQuery, cutoff: Int, _ best: inout [UInt32], _ found: inout [Int32]
  ) -> [(demand: Int32, cost: Int32)] {
    found.removeAll(keepingCapacity: true)
    query.forEachSettled { node, cost in
      forEachEntry(of: Int(node)) { entry in
        let cost = cost + Int(entry.cost)
        guard cost <= cutoff else { return }
        if best[Int(entry.demand)] == .max { found.append(entry.demand) }
        best[Int(entry.demand)] = min(best[Int(entry.demand)], UInt32(cost))
      }
    }
    found.sort()
    return found.map { demand in
      defer { best[Int(demand)] = .max }
      return (demand, Int32(best[Int(demand)]))
    }
  }
}

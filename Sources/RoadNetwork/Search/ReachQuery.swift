import Model
import Words

/// Searches from one place to a cutoff: the workspace of one worker, used again and again.
///
/// ```swift
/// var query = ReachQuery(graph)
/// query.run(from: snapped, cutoff: 600_000, direction: .toStation)
/// let cost = query.cost(to: other)
/// ```
/// The search is Dijkstra's with a circular bucket queue: keys are whole numbers, a bucket holds a range of them in any
/// order, and a node whose key falls after it was settled is settled again, so that results are exact whatever the
/// bucket width. Old distances need no clearing: each run works in a range of keys below the one before, so anything
/// left over looks farther than everything within the cutoff.
/// Source: Dial (1969), Algorithm 360, doi:10.1145/363269.363610; Denardo and Fox (1979), doi:10.1287/opre.27.1.161.
///
/// It deliberately does not bound memory by the cutoff: 4 bytes per node and 12 per queued entry.
public struct ReachQuery: ~Copyable {
  /// The largest cutoff in cost units: 596 hours or 2,147 km.
  package static let largestCutoff = Int(Int32.max) - 1

  private struct Entry {
    var node: Int32
    var key: UInt32
    var next: Int32
  }

  package let graph: RoadGraph
  private let keys: UnsafeMutableBufferPointer<UInt32>
  private let reached: UnsafeMutableBufferPointer<Int32>
  private var pool: UnsafeMutableBufferPointer<Entry>
  private var buckets: UnsafeMutableBufferPointer<Int32>
  private let shift: UInt32
  private var base = UInt32.max
  private var limit = UInt32.max
  private var origin: SnappedPoint?
  private var direction = Direction.fromStation
  private var cutoff = 0

  /// Of the last run, the nodes made for turns included.
  private var settledCount = 0

  /// - Complexity: O(nodes) memory, used again by every search.
  public init(_ graph: RoadGraph) {
    self.graph = graph
    let count = max(graph.searchNodeCount, 1)
    let memory = allocatePages(byteCount: count * MemoryLayout<UInt32>.stride)
    keys = UnsafeMutableBufferPointer(start: memory.bindMemory(to: UInt32.self, capacity: count), count: count)
    keys.initialize(repeating: .max)
    reached = .allocate(capacity: max(graph.searchNodeCount, 1))
    reached.initialize(repeating: 0)
    pool = .allocate(capacity: 1024)
    buckets = .allocate(capacity: 64)
    buckets.initialize(repeating: -1)
    // Buckets of about half a mean street: few empty ones to pass, few nodes settled twice. One street far longer than
    // the mean must not ask for millions of them.
    var shift: UInt32 = 0
    while graph.meanArcCost >> (shift + 2) > 0 || graph.largestArcCost >> shift > 65_536 { shift += 1 }
    self.shift = shift
  }

  deinit {
    keys.deallocate()
    reached.deallocate()
    pool.deallocate()
    buckets.deallocate()
  }

  /// Searches from a point, its access leg included.
  ///
  /// - Parameters:
  ///   - cutoff: cost units of the graph's impedance, inclusive; at most ``largestCutoff``.
  ///   - direction: `fromStation` follows one-ways from the point, `toStation` towards it.
  public mutating func run(from point: SnappedPoint, cutoff: Int, direction: Direction) {
    start(cutoff, direction)
    origin = point
    search(from: point.place, point.accessCost)
  }

  /// Searches from a place on a street, without an access leg; offsets beyond the street's ends are taken as its ends.
  public mutating func run(from position: StreetPosition, cutoff: Int, direction: Direction) {
    start(cutoff, direction)
    origin = nil
    search(from: graph.place(at: position), 0)
  }

  /// Searches from a node, without an access leg.
  public mutating func run(from node: NodeIndex, cutoff: Int, direction: Direction) {
    start(cutoff, direction)
    origin = nil
    search((node.rawValue, 0), (node.rawValue, Int.max), graph.turns(at: node.rawValue, direction), 0..<0)
  }

  /// Searches from many nodes at once, each with what it costs to be there.
  mutating func run(from seeds: [(node: Int32, cost: Int)], cutoff: Int, direction: Direction) {
    start(cutoff, direction)
    origin = nil
    makeBuckets(spread: cutoff)
    if seeds.count > pool.count { grow(to: seeds.count) }
    let count = seeds.reduce(into: Int32(0)) { count, next in count = seed(next, at: count) }
    relax(from: 0, count: count)
  }

  /// The cost of a node; nil beyond the cutoff.
  public func cost(of node: NodeIndex) -> Int? {
    let key = keys[Int(node.rawValue)]
    return settledCount > 0 && key <= limit ? Int(key - base) : nil
  }

  /// The reached nodes in no particular, but always the same, order.
  package func forEachReached(_ body: (_ node: NodeIndex, _ cost: Int) -> Void) {
    forEachSettled { if Int($0) < graph.nodeCount { body(NodeIndex(rawValue: $0), $1) } }
  }

  /// As ``forEachReached(_:)``, with the nodes made for turns.
  @inline(__always)
  func forEachSettled(_ body: (_ node: Int32, _ cost: Int) -> Void) {
    for index in 0..<settledCount {
      let node = reached[index]
      body(node, Int(keys[Int(node)] - base))
    }
  }

  /// How many nodes the last run reached within the cutoff.
  public var reachedCount: Int {
    if graph.searchNodeCount == graph.nodeCount { return settledCount }
    var count = 0
    forEachReached { _, _ in count += 1 }
    return count
  }

  /// ``reachedCount`` and ``costSum`` in one pass.
  var reachedTotals: (count: Int, costSum: Int) {
    let nodeCount = graph.nodeCount
    var totals = (count: 0, costSum: 0)
    forEachSettled { node, cost in
      guard Int(node) < nodeCount else { return }
      totals.count += 1
      totals.costSum += cost
    }
    return totals
  }

  /// The sum of the costs of all reached nodes.
  public var costSum: Int {
    var sum = 0
    forEachReached { sum += $1 }
    return sum
  }

  /// The cost of a point with both access legs; nil beyond the cutoff or unreachable.
  public func cost(to point: SnappedPoint) -> Int? {
    let ends = graph.arriving(point.place, direction)
    let entries = graph.entries(point.place, direction)
    var best = Int.max
    if let start = ends.start, let cost = cost(of: NodeIndex(rawValue: entries.start)) {
      best = min(best, cost + start + point.accessCost)
    }
    if let end = ends.end, let cost = cost(of: NodeIndex(rawValue: entries.end)) {
      best = min(best, cost + end + point.accessCost)
    }
    if let origin, let direct = graph.directCost(origin, point, direction) { best = min(best, direct) }
    return best <= cutoff ? best : nil
  }

  // MARK: The search

  private mutating func start(_ cutoff: Int, _ direction: Direction) {
    precondition(cutoff <= Self.largestCutoff, "cutoff \(cutoff) exceeds \(Self.largestCutoff) cost units")
    self.cutoff = cutoff
    self.direction = direction
    settledCount = 0
    let span = UInt32(max(cutoff, 0)) + 1
    if base < span {
      keys.update(repeating: .max)
      base = .max
    }
    base -= span
    limit = base + span - 1
  }

  /// From a place on a street; at one of its ends it is at that junction, every turn open.
  private mutating func search(from place: StreetPlace, _ accessCost: Int) {
    let exits = graph.exits(place.street, direction)
    let leaving = graph.leaving(place, direction)
    let ends = graph.ends(place)
    search(
      (exits.end, leaving.end.map { $0 + accessCost } ?? Int.max),
      (exits.start, leaving.start.map { $0 + accessCost } ?? Int.max),
      ends.isEnd ? graph.turns(at: graph.streetTo[place.street], direction) : 0..<0,
      ends.isStart ? graph.turns(at: graph.streetFrom[place.street], direction) : 0..<0)
  }

  /// - Parameters:
  ///   - turnsAtFirst: more nodes at the cost of the first.
  private mutating func search(
    _ first: (node: Int32, cost: Int), _ second: (node: Int32, cost: Int), _ turnsAtFirst: Range<Int32>,
    _ turnsAtSecond: Range<Int32>
  ) {
    let low = min(first.cost, second.cost)
    guard low <= cutoff else { return }
    let high = max(first.cost <= cutoff ? first.cost : low, second.cost <= cutoff ? second.cost : low)
    makeBuckets(spread: high - low)
    let count = seed(first, at: 0)
    var total = seed(second, at: count)
    for node in turnsAtFirst { total = seed((node, first.cost), at: total) }
    for node in turnsAtSecond { total = seed((node, second.cost), at: total) }
    relax(from: UInt32(low) >> shift, count: total)
  }

  /// Puts a node in its bucket as the entry `count`.
  /// - Returns: the number of entries after that.
  private mutating func seed(_ seed: (node: Int32, cost: Int), at count: Int32) -> Int32 {
    guard seed.cost <= cutoff else { return count }
    let key = base + UInt32(seed.cost)
    let node = Int(seed.node)
    guard key < keys[node] else { return count }
    if keys[node] > limit {
      reached[settledCount] = seed.node
      settledCount += 1
    }
    keys[node] = key
    let bucket = Int((key - base) >> shift) & (buckets.count - 1)
    pool[Int(count)] = Entry(node: seed.node, key: key, next: buckets[bucket])
    buckets[bucket] = count
    return count + 1
  }

  private mutating func relax(from bucket: UInt32, count: Int32) {
    let arcs = graph.arcs(direction)
    let keys = keys.baseAddress!
    let reached = reached.baseAddress!
    let buckets = self.buckets.baseAddress!
    let mask = UInt32(self.buckets.count - 1)
    let (base, limit, shift) = (base, limit, shift)
    var pool = self.pool.baseAddress!
    var capacity = Int32(clamping: self.pool.count)
    var settledCount = settledCount
    var count = count
    var waiting = Int(count)
    var bucket = bucket
    withExtendedLifetime(arcs) {
      let starts = arcs.starts.base
      let heads = arcs.heads.base
      while waiting > 0 {
        let slot = Int(bucket & mask)
        let index = buckets[slot]
        if index < 0 {
          bucket &+= 1
          continue
        }
        let entry = pool[Int(index)]
        buckets[slot] = entry.next
        waiting &-= 1
        let node = Int(entry.node)
        guard keys[node] == entry.key else { continue }
        let slack = limit &- entry.key
        var arc = Int(starts[node])
        let end = Int(starts[node &+ 1])
        while arc < end {
          let (head, cost) = (Int(heads[arc].head), heads[arc].cost)
          arc &+= 1
          guard cost <= slack else { continue }
          let key = entry.key &+ cost
          let old = keys[head]
          guard key < old else { continue }
          if old > limit {
            reached[settledCount] = Int32(truncatingIfNeeded: head)
            settledCount &+= 1
          }
          keys[head] = key
          if count == capacity {
            grow(to: Int(capacity) * 2)
            pool = self.pool.baseAddress!
            capacity = Int32(clamping: self.pool.count)
          }
          let target = Int((key &- base) >> shift & mask)
          pool[Int(count)] = Entry(node: Int32(truncatingIfNeeded: head), key: key, next: buckets[target])
          buckets[target] = count
          count &+= 1
          waiting &+= 1
        }
      }
    }
    self.settledCount = settledCount
  }

  private mutating func grow(to capacity: Int) {
    let larger = UnsafeMutableBufferPointer<Entry>.allocate(capacity: capacity)
    larger.baseAddress!.update(from: pool.baseAddress!, count: pool.count)
    pool.deallocate()
    pool = larger
  }

  /// Enough buckets that no two keys waiting at the same time meet in one by going round.
  private mutating func makeBuckets(spread: Int) {
    let range = min(max(Int(graph.largestArcCost), spread), max(cutoff, 0))
    var needed = 64
    while needed < (range >> Int(shift)) + 2 { needed *= 2 }
    guard needed > buckets.count else { return }
    buckets.deallocate()
    buckets = .allocate(capacity: needed)
    buckets.initialize(repeating: -1)
  }
}

extension RoadGraph {
  /// The cutoff as a whole-number cost of this graph.
  /// - Throws: ``RoadNetworkError`` code `badCutoff` when the unit is not the graph's, or the value is negative, not
  ///   finite or larger than ``ReachQuery/largestCutoff``.
  public func cost(of cutoff: Cutoff) throws(RoadNetworkError) -> Int {
    guard cutoff.unit == impedance.unit else {
      throw RoadNetworkError(
        .badCutoff,
        Bilingual(
          "截止值按\(cutoff.unit.words.chinese)计，而路网按\(impedance.unit.words.chinese)计；请按截止值的单位建立路网",
          "a cutoff in \(cutoff.unit.words.english) for a network in \(impedance.unit.words.english); build the graph"
            + " with the impedance of the cutoff"))
    }
    try cutoff.checkRange()
    return cutoff.cost
  }
}

extension Cutoff {
  /// Whether a search goes as far: neither negative, nor without end, nor beyond ``ReachQuery/largestCutoff``.
  package var isSearched: Bool { value >= 0 && value * 1000 <= Double(ReachQuery.largestCutoff) }

  /// Seconds or metres.
  private var value: Double {
    switch self {
    case .time(let seconds): seconds.value
    case .distance(let meters): meters.value
    }
  }

  /// - Throws: ``RoadNetworkError`` code `badCutoff` for a value that is negative, not finite or larger than
  ///   ``ReachQuery/largestCutoff``.
  package func checkRange() throws(RoadNetworkError) {
    guard isSearched else {
      throw RoadNetworkError(
        .badCutoff,
        Bilingual(
          "截止值为\(value)；请填写0至\(ReachQuery.largestCutoff / 1000)秒或米",
          "cutoff \(value); give 0 to \(ReachQuery.largestCutoff / 1000) s or m"))
    }
  }
}

extension ImpedanceUnit {
  fileprivate var words: Bilingual {
    switch self {
    case .milliseconds: Bilingual("时间", rawValue)
    case .millimeters: Bilingual("长度", rawValue)
    }
  }
}

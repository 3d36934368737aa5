/// Searches from a node along the streets up to a length, cheapest first, and knows the ways it found: the workspace of
/// one worker.
///
/// Cost decides which way is taken, in the graph's own unit, metres say how far it is. Beside ``ReachQuery`` it keeps
/// lengths and predecessors and stops when all wanted nodes are found; radii of some hundred metres hold few nodes, so
/// that a heap does.
struct RouteSearch: ~Copyable {
  private struct Label {
    /// The search that wrote it.
    var run: UInt32
    var cost: UInt32
    var meters: Float
    /// The node before, -1 at the start.
    var parent: Int32
    /// The street to here, ``ArcTable/turn`` for a turn.
    var street: Int32
  }

  private let graph: RoadGraph
  private let arcMeters: [Float]
  private let labels: UnsafeMutableBufferPointer<Label>
  /// The wanted round of every node.
  private let wanted: UnsafeMutableBufferPointer<UInt32>
  /// Costs in the upper half, nodes in the lower: equal costs leave in the order of their nodes.
  private var heap: [UInt64] = []
  private var run: UInt32 = 0
  private var round: UInt32 = 0
  private var wantedCount = 0

  /// - Complexity: O(nodes) memory, used again by every search.
  init(_ graph: RoadGraph, _ meters: StreetMeters) {
    self.graph = graph
    arcMeters = meters.arcs
    let count = max(graph.searchNodeCount, 1)
    labels = .allocate(capacity: count)
    labels.initialize(repeating: Label(run: 0, cost: 0, meters: 0, parent: -1, street: ArcTable.turn))
    wanted = .allocate(capacity: count)
    wanted.initialize(repeating: 0)
    heap.reserveCapacity(256)
  }

  deinit {
    labels.deallocate()
    wanted.deallocate()
  }

  /// Begins a new set of wanted nodes.
  mutating func wantNothing() {
    if round == .max {
      wanted.update(repeating: 0)
      round = 0
    }
    round += 1
    wantedCount = 0
  }

  mutating func want(_ node: Int32) {
    guard wanted[Int(node)] != round else { return }
    wanted[Int(node)] = round
    wantedCount += 1
  }

  /// Metres of the way to a node found by the last search; nil when it found none.
  @inline(__always)
  func meters(to node: Int32) -> Float? {
    let label = labels[Int(node)]
    return label.run == run ? label.meters : nil
  }

  /// Searches from a node until all wanted nodes are found or nothing is left within the length.
  /// - Complexity: O(n log n) for n nodes within.
  mutating func search(from start: Int32, within limit: Float) {
    if run == .max {
      labels.update(repeating: Label(run: 0, cost: 0, meters: 0, parent: -1, street: ArcTable.turn))
      run = 0
    }
    run += 1
    heap.removeAll(keepingCapacity: true)
    labels[Int(start)] = Label(run: run, cost: 0, meters: 0, parent: -1, street: ArcTable.turn)
    push(UInt64(UInt32(bitPattern: start)))
    var open = wantedCount
    let table = graph.outward
    let (labels, wanted, run, round) = (labels, wanted, run, round)
    while let key = pop() {
      let node = Int(key & 0xFFFF_FFFF)
      let label = labels[node]
      guard UInt64(label.cost) == key >> 32 else { continue }
      if wanted[node] == round {
        open -= 1
        if open == 0 { return }
      }
      for arc in Int(table.starts.base[node])..<Int(table.starts.base[node + 1]) {
        let meters = label.meters + arcMeters[arc]
        guard meters <= limit else { continue }
        let (head, (cost, isOver)) = (
          table.heads.base[arc].head, label.cost.addingReportingOverflow(table.heads.base[arc].cost)
        )
        if isOver { continue }
        let old = labels[Int(head)]
        if old.run == run, old.cost <= cost { continue }
        labels[Int(head)] = Label(
          run: run, cost: cost, meters: meters, parent: Int32(node), street: table.streets.base[arc])
        push(UInt64(cost) << 32 | UInt64(UInt32(bitPattern: head)))
      }
    }
  }

  /// The streets to a node found by the last search, last first, with the node each begins at.
  func forEachStreetBack(from node: Int32, _ body: (_ street: Int32, _ tail: Int32) -> Void) {
    var node = node
    while labels[Int(node)].parent >= 0 {
      let label = labels[Int(node)]
      if label.street != ArcTable.turn { body(label.street, label.parent) }
      node = label.parent
    }
  }

  private mutating func push(_ key: UInt64) {
    heap.append(key)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard key < heap[parent] else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = key
  }

  private mutating func pop() -> UInt64? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    let count = heap.count
    if count == 0 { return first }
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < count else { break }
      if child + 1 < count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < last else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = last
    return first
  }
}

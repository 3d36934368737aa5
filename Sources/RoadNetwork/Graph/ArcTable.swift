/// A forward star: the arcs of node `n` are `starts[n] ..< starts[n + 1]`.
struct ArcTable: Sendable {
  let starts: Column<Int32>
  /// Head and cost side by side: the search always needs both.
  let heads: Column<Arc>
  /// The street of each arc, ``turn`` for a turn at a restricted junction.
  let streets: Column<Int32>

  static let turn: Int32 = -1

  struct Arc: Sendable, BitwiseCopyable {
    var head: Int32
    var cost: UInt32
  }

  /// The streets of the arcs that leave a node, ``turn`` for turns.
  func streets(from node: Int) -> Slice<Column<Int32>> { streets[Int(starts[node])..<Int(starts[node + 1])] }
}

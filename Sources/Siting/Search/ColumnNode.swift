/// One node of a tree that splits on single columns: some in, some out, the rest open.
struct ColumnNode: BoundedNode, Sendable {
  /// Columns of the root that are in the plan.
  var inside: [Int32] = []
  /// Columns of the root that are not.
  var outside: [Int32] = []
  /// No plan below this node is better.
  var bound: Double
  /// Multipliers of the root's rows, shared by both children; single precision: any multipliers give a valid bound.
  var multipliers: [Float]
  /// Averaged part of each root column in the relaxed solution, to go on averaging from; empty at the root.
  var usage: [Float] = []
}

/// What became of a node.
struct ColumnExpansion: Sendable {
  /// Children, none when the node is closed.
  var children: [ColumnNode] = []
  /// The best plan seen in it, root columns.
  var best = ScoredPlan()
  var visits = 0

  mutating func offer(_ plan: [Int32], _ worth: Double) { best.take(ScoredPlan(worth: worth, columns: plan)) }
}

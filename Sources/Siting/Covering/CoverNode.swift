/// One node of a covering tree: some columns in, some out, the rest open.
struct CoverNode: BoundedNode, Sendable {
  /// Columns of the root that are in the plan.
  var inside: [Int32] = []
  /// Columns of the root that are not.
  var outside: [Int32] = []
  /// The least cost below this node, with the sign turned around: ``OpenNodes`` gives the highest first.
  var bound: Double
  /// Multipliers of the root's rows, shared by both children; single precision: any multipliers give a valid bound.
  var multipliers: [Float]
  /// Averaged part of each root column in the relaxed solution, to go on averaging from; empty at the root.
  var usage: [Float] = []
  /// How it came about; nil at the root.
  var split: CoverSplit?
}

/// A column taken in or shut out.
struct CoverSplit: Sendable {
  var column: Int32
  var isInside: Bool
  /// How far that moved the column's part in the relaxed solution.
  var move: Double
  /// The bound before.
  var before: Double
}

/// What became of a node.
struct CoverExpansion: Sendable {
  /// Children, none when the node is closed.
  var children: [CoverNode] = []
  /// The best plan seen in it, root columns, its worth the negative of its cost.
  var best = ScoredPlan()
  var visits = 0
  /// The bound that its split led to; nil at the root.
  var learnt: (split: CoverSplit, bound: Double)?

  mutating func offer(_ plan: [Int32], cost: Double) { best.take(ScoredPlan(worth: -cost, columns: plan)) }
}

/// How much a split on each column has raised the bound so far, per unit of its move: what to expect of the next one.
///
/// A column's average counts beside a guess, its cost times the root of its rows, brought to the scale of all gains so
/// far; the more often it was split on, the less the guess counts.
/// Source: Benichou, Gauthier, Girodet, Hentges, Ribière, Vincent (1971), Experiments in mixed-integer linear programming,
/// doi:10.1007/BF01584074.
struct SplitGains: Sendable {
  /// Sum and number of the gains, by column, out and in.
  private var sums: [SIMD2<Double>]
  private var counts: [SIMD2<Double>]
  private let guesses: [Double]
  private var allGains = SIMD2<Double>(repeating: 0)
  private var allGuesses = SIMD2<Double>(repeating: 0)

  init(_ problem: CostedRows) {
    guesses = problem.costs.indices.map { problem.costs[$0] * Double(problem.rows.rows(of: $0).count).squareRoot() }
    sums = [SIMD2<Double>](repeating: .zero, count: guesses.count)
    counts = sums
  }

  mutating func learn(_ split: CoverSplit, bound: Double) {
    let gain = max(0, bound - split.before) / max(split.move, 0.01)
    let side = split.isInside ? 1 : 0
    sums[Int(split.column)][side] += gain
    counts[Int(split.column)][side] += 1
    allGains[side] += gain
    allGuesses[side] += guesses[Int(split.column)]
  }

  /// The product of what both sides are expected to gain.
  func score(_ column: Int, part: Double) -> Double {
    expected(column, side: 0, move: part) * expected(column, side: 1, move: 1 - part)
  }

  private func expected(_ column: Int, side: Int, move: Double) -> Double {
    let scale = allGains[side] > 0 ? allGains[side] / allGuesses[side] : 1
    return max(1e-9, move) * (sums[column][side] + scale * guesses[column]) / (counts[column][side] + 1)
  }
}

import Geometry

/// How well sets of points lie along streets, against what chance would give in the same place.
///
/// The same points are moved over a grid of displacements. Away from every hypothesis that is chance: it gives the law
/// `g(d)` of distances that streets and layer have by their density alone, and the scores that a layer of this shape
/// reaches by luck. A score is the log-likelihood ratio of a family of laws `f(d)`, averaged, against `g(d)`, summed
/// over the points; one point in ten may be anywhere. Points of one street tell the same thing again and again; how much
/// more the scores of chance vary than those of independent points would says by how much a score has to be divided.
struct StreetFit {
  /// Log-likelihood ratio of each set, in nats of independent points.
  let scores: [Double]
  /// Share of the displaced sets that lie as well as each set or better.
  let chanceShares: [Double]
  /// What one displaced set is among all.
  let leastShare: Double
  /// Median distance of each set to the nearest street in metres; ``StreetDistances/limit`` stands for farther.
  let medians: [Double]
  /// Metres east and north by which the first set would have to be moved to lie best.
  let bestMove: Coordinate
  let bestMoveScore: Double
  /// How many independent points one point counts for, upside down; 1 or more.
  let repetition: Double

  /// - Parameter sets: the points of each hypothesis in the frame of the distances; equally many in each, at least one.
  init(_ sets: [[Coordinate]], _ distances: StreetDistances) {
    let isChance = Displacements.all.areChance(sets)
    let displaced = DisplacedSteps(sets[0], distances, isChance: isChance)
    let laws = DistanceLaws(chance: displaced.histogram)
    let own = sets.map { $0.map(distances.steps) }
    let fits = own.map { laws.score($0) }
    let best = fits.indices.max { (fits[$0].total, $1) < (fits[$1].total, $0) } ?? 0

    let law = fits[best].law
    var sums = (count: 0.0, score: 0.0, squares: 0.0)
    var above = [Double](repeating: 0, count: fits.count)
    var moved: (score: Double, move: Coordinate) = (-.infinity, Coordinate(x: 0, y: 0))
    let scores = laws.sums(displaced)
    for (index, move) in Displacements.all.moves.enumerated() {
      let ofLaws = scores[(index * laws.count)..<((index + 1) * laws.count)]
      let score = laws.mean(ofLaws).total
      if score > moved.score { moved = (score, move) }
      guard isChance[index] else { continue }
      let ofLaw = ofLaws[ofLaws.startIndex + law]
      sums = (sums.count + 1, sums.score + ofLaw, sums.squares + ofLaw * ofLaw)
      for index in fits.indices where score >= fits[index].total { above[index] += 1 }
    }
    let mean = sums.score / max(sums.count, 1)
    let variance = sums.squares / max(sums.count, 1) - mean * mean
    let independent = laws.variance(of: law, under: displaced.histogram) * Double(sets[0].count)
    let repetition = independent > 0 ? max(1, variance / independent) : 1
    self.repetition = repetition
    self.scores = fits.map { $0.total / repetition }
    leastShare = 1 / max(sums.count, 1)
    chanceShares = above.map { $0 / max(sums.count, 1) }
    medians = own.map { StreetDistances.meters($0.sorted()[$0.count / 2]) }
    bestMove = moved.move
    bestMoveScore = moved.score / repetition
  }
}

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

  /// Displacements reach so far, metres.
  static let reach = 1000.0
  private static let step = 40.0
  /// Nearer than this to a hypothesis a displacement is no chance.
  static let near = 110.0

  /// - Parameter sets: the points of each hypothesis in the frame of the distances; equally many in each, at least one.
  init(_ sets: [[Coordinate]], _ distances: StreetDistances) {
    let base = sets[0]
    let moves = Self.moves()
    let offsets = sets.map { Self.meanOffset($0, from: base) }
    let isChance = moves.map { move in
      offsets.allSatisfy { offset in
        let (dx, dy) = (move.x - offset.x, move.y - offset.y)
        return dx * dx + dy * dy > Self.near * Self.near
      }
    }
    var steps = [UInt8](repeating: 0, count: moves.count * base.count)
    var histogram = [Double](repeating: 0, count: 256)
    for (index, move) in moves.enumerated() {
      for (place, point) in base.enumerated() {
        let value = distances.steps(Coordinate(x: point.x + move.x, y: point.y + move.y))
        steps[index * base.count + place] = value
        if isChance[index] { histogram[Int(value)] += 1 }
      }
    }
    let laws = DistanceLaws(chance: histogram)
    let own = sets.map { $0.map(distances.steps) }
    let fits = own.map { laws.score($0[...]) }
    let best = fits.indices.max { (fits[$0].total, $1) < (fits[$1].total, $0) } ?? 0

    let law = fits[best].law
    var sums = (count: 0.0, score: 0.0, squares: 0.0)
    var above = [Double](repeating: 0, count: fits.count)
    var moved: (score: Double, move: Coordinate) = (-.infinity, Coordinate(x: 0, y: 0))
    for (index, move) in moves.enumerated() {
      let slice = steps[(index * base.count)..<((index + 1) * base.count)]
      let score = laws.score(slice).total
      if score > moved.score { moved = (score, move) }
      guard isChance[index] else { continue }
      let ofLaw = laws.score(slice, of: law)
      sums = (sums.count + 1, sums.score + ofLaw, sums.squares + ofLaw * ofLaw)
      for index in fits.indices where score >= fits[index].total { above[index] += 1 }
    }
    let mean = sums.score / max(sums.count, 1)
    let variance = sums.squares / max(sums.count, 1) - mean * mean
    let independent = laws.variance(of: law, under: histogram) * Double(base.count)
    let repetition = independent > 0 ? max(1, variance / independent) : 1
    self.repetition = repetition
    scores = fits.map { $0.total / repetition }
    leastShare = 1 / max(sums.count, 1)
    chanceShares = above.map { $0 / max(sums.count, 1) }
    medians = own.map { StreetDistances.meters($0.sorted()[$0.count / 2]) }
    bestMove = moved.move
    bestMoveScore = moved.score / repetition
  }

  static func moves() -> [Coordinate] {
    let count = Int((reach / step).rounded())
    return (-count...count).flatMap { row in
      (-count...count).compactMap { column in
        let move = Coordinate(x: Double(column) * step, y: Double(row) * step)
        return move.x * move.x + move.y * move.y <= reach * reach ? move : nil
      }
    }
  }

  static func meanOffset(_ set: [Coordinate], from base: [Coordinate]) -> Coordinate {
    var sum = Coordinate(x: 0, y: 0)
    for (a, b) in zip(set, base) { sum = Coordinate(x: sum.x + a.x - b.x, y: sum.y + a.y - b.y) }
    return Coordinate(x: sum.x / Double(base.count), y: sum.y / Double(base.count))
  }
}

/// The family of laws of distances from a street, as log-likelihood ratios against chance.
struct DistanceLaws {
  let ratios: [[Double]]

  /// Place of the mode and width, both metres.
  private static let shapes: [(mode: Double, width: Double)] = [
    (0, 3), (0, 6), (0, 12), (0, 25), (0, 45), (12, 6), (20, 10), (30, 15),
  ]
  private static let anywhere = 0.1

  init(chance histogram: [Double]) {
    let total = histogram.reduce(0, +)
    // Smoothed over some metres, and never quite zero.
    let smooth = histogram.indices.map { index -> Double in
      guard index < 255 else { return (histogram[255] + 0.5) / (total + 128) }
      let range = max(0, index - 6)...min(254, index + 6)
      let mean = range.reduce(0) { $0 + histogram[$1] } / Double(range.count)
      return (mean + 0.5) / (total + 128)
    }
    ratios = Self.shapes.map { shape in
      var law = (0..<256).map { step -> Double in
        let z = (StreetDistances.meters(UInt8(step)) - shape.mode) / shape.width
        return step == 255 ? 0 : exponential(-z * z / 2)
      }
      let sum = law.reduce(0, +)
      law = law.map { $0 / sum }
      return zip(law, smooth).map { logarithm((1 - Self.anywhere) * $0 / $1 + Self.anywhere) }
    }
  }

  /// Of the mean over the laws; and the law that says most.
  func score(_ steps: ArraySlice<UInt8>) -> (total: Double, law: Int) {
    let sums = ratios.indices.map { score(steps, of: $0) }
    let law = sums.indices.max { (sums[$0], $1) < (sums[$1], $0) } ?? 0
    let rest = sums.reduce(0) { $0 + exponential($1 - sums[law]) }
    return (sums[law] + logarithm(rest / Double(sums.count)), law)
  }

  func score(_ steps: ArraySlice<UInt8>, of law: Int) -> Double {
    var sum = 0.0
    let ratio = ratios[law]
    for step in steps { sum += ratio[Int(step)] }
    return sum
  }

  func variance(of law: Int, under histogram: [Double]) -> Double {
    let total = max(histogram.reduce(0, +), 1)
    let mean = zip(histogram, ratios[law]).reduce(0) { $0 + $1.0 * $1.1 } / total
    return zip(histogram, ratios[law]).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
  }
}

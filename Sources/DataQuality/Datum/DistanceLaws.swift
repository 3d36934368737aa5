/// The family of laws of distances from a street, as log-likelihood ratios against chance.
struct DistanceLaws {
  /// Of each law, by distance in half metres.
  let ratios: [[Double]]
  /// The same by distance, then by law.
  private let table: [Double]

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
    let ratios = Self.shapes.map { shape in
      var law = (0..<256).map { step -> Double in
        let z = (StreetDistances.meters(UInt8(step)) - shape.mode) / shape.width
        return step == 255 ? 0 : exponential(-z * z / 2)
      }
      let sum = law.reduce(0, +)
      law = law.map { $0 / sum }
      return zip(law, smooth).map { logarithm((1 - Self.anywhere) * $0 / $1 + Self.anywhere) }
    }
    self.ratios = ratios
    table = (0..<256).flatMap { step in ratios.map { $0[step] } }
  }

  var count: Int { ratios.count }

  /// Of the mean over the laws; and the law that says most.
  func score(_ steps: [UInt8]) -> (total: Double, law: Int) {
    var sums = [Double](repeating: 0, count: count)
    for step in steps { for law in sums.indices { sums[law] += table[Int(step) * count + law] } }
    return mean(sums[...])
  }

  /// The log-likelihood ratios of a layer at every move: by move, then by law.
  func sums(_ displaced: DisplacedSteps) -> [Double] {
    let laws = count
    var sums = [Double](repeating: 0, count: displaced.moveCount * laws)
    for place in 0..<displaced.placeCount {
      var next = 0
      for step in displaced.ofPlace(place) {
        let row = Int(step) * laws
        for law in 0..<laws { sums[next + law] += table[row + law] }
        next += laws
      }
    }
    return sums
  }

  /// Of the laws' likelihoods; and the law that says most.
  ///
  /// - Parameter sums: the log-likelihood ratio of each law.
  func mean(_ sums: ArraySlice<Double>) -> (total: Double, law: Int) {
    let law = sums.indices.max { (sums[$0], $1) < (sums[$1], $0) } ?? sums.startIndex
    let rest = sums.reduce(0) { $0 + exponential($1 - sums[law]) }
    return (sums[law] + logarithm(rest / Double(count)), law - sums.startIndex)
  }

  func variance(of law: Int, under histogram: [Double]) -> Double {
    let total = max(histogram.reduce(0, +), 1)
    let mean = zip(histogram, ratios[law]).reduce(0) { $0 + $1.0 * $1.1 } / total
    return zip(histogram, ratios[law]).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
  }
}

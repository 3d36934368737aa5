import Model

/// What the drawing asks of a random generator.
///
/// Each part of the data draws from its own stream, so that a change to one part leaves the others as they were.
extension SplitMix {
  init(stream: String) {
    self.init(seed: stream.utf8.reduce(2020) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
  }

  /// Uniform in the half-open range.
  mutating func number(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * (Double(next() >> 11) * 0x1p-53)
  }

  mutating func index(_ count: Int) -> Int { Int(next() % UInt64(count)) }
  mutating func chance(_ probability: Double) -> Bool { number(0, 1) < probability }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[index(elements.count)] }

  /// An index drawn in proportion to the weights.
  mutating func index(weights: [Double]) -> Int {
    var rest = number(0, weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.count - 1
  }
}

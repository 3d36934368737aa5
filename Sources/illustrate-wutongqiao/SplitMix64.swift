/// A small random generator whose sequence no library version can change.
///
/// Each part of the data draws from its own stream, so that a change to one part leaves the others as they were.
/// Source: Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators, doi:10.1145/2660193.2660195.
struct SplitMix64 {
  private var state: UInt64

  init(stream: String) {
    state = 2020
    for byte in stream.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
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

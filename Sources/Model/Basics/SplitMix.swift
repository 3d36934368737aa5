/// A small random generator whose numbers do not depend on the platform or the library's version.
///
/// Source: Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators, doi:10.1145/2660193.2660195.
package struct SplitMix: RandomNumberGenerator, Sendable {
  @usableFromInline var state: UInt64

  @inlinable
  package init(seed: UInt64) { state = seed }

  @inlinable
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in `0 ..< bound`, by the high half of a product: fixed for a seed, bias below 2^-32.
  @inlinable
  package mutating func below(_ bound: Int) -> Int {
    Int((next() >> 32 &* UInt64(bound)) >> 32)
  }
}

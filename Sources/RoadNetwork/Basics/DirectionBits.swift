/// The directions in which a piece of street may be travelled, as bits: along its order of ends, and against it.
enum DirectionBits {
  static let forward: UInt8 = 1
  static let backward: UInt8 = 2
}

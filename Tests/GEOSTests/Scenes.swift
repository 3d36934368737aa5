import GEOS
import Geometry

/// A closed rectangle, counter-clockwise from its lower left corner.
func rectangle(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> [Coordinate] {
  coordinates((minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY), (minX, minY))
}

func coordinates(_ pairs: (Double, Double)...) -> [Coordinate] {
  pairs.map { Coordinate(x: $0.0, y: $0.1) }
}

/// A ring that crosses itself at (5, 5): two lobes of area 25 each, with opposite winding.
let bowTie = Shape.polygon(Polygon(outer: coordinates((0, 0), (10, 10), (10, 0), (0, 10))))

/// One shape of every type, a polygon with a hole among them.
let everyType: [Shape] = [
  .point(Coordinate(x: 1.5, y: -2)),
  .multiPoint(coordinates((0, 0), (1, 1))),
  .lineString(coordinates((0, 0), (3, 4), (3, 10))),
  .multiLineString([coordinates((0, 0), (1, 0)), coordinates((5, 5), (6, 7), (8, 9))]),
  .polygon(Polygon(rings: [rectangle(0, 0, 10, 10), rectangle(2, 2, 4, 4)])),
  .multiPolygon([
    Polygon(outer: rectangle(0, 0, 1, 1)), Polygon(rings: [rectangle(5, 5, 9, 9), rectangle(6, 6, 7, 7)]),
  ]),
  .collection([.point(Coordinate(x: 7, y: 7)), .lineString(coordinates((0, 0), (1, 1))), .collection([])]),
]

/// Twice the area enclosed, positive for counter-clockwise rings.
func doubledArea(_ ring: some Collection<Coordinate>) -> Double {
  var sum = 0.0
  var previous: Coordinate?
  for corner in ring {
    if let previous { sum += previous.x * corner.y - corner.x * previous.y }
    previous = corner
  }
  return sum
}

/// A generator whose sequence is the same everywhere. Source: Steele, Lea, Flood (2014), doi:10.1145/2660193.2660195.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The shape with every exterior ring counter-clockwise and every hole clockwise.
func oriented(_ shape: Shape) throws -> Shape { try GeometryHandle(shape).shape(orientingRings: true) }

/// The error of a call that must not succeed; nil when it does or when the error is not GEOS's.
func refusal<Result: ~Copyable>(_ body: () throws -> Result) -> GEOSError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? GEOSError
  }
}

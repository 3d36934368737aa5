import Geometry

/// The places of a grid to which a layer is moved to see what chance gives: a disc, row by row from the south, each row from
/// the west.
struct Displacements: Sendable {
  /// Metres east and north.
  let moves: [Coordinate]
  /// Metres east, of the widest row.
  let eastings: [Double]
  /// Metres north of each row, and which of the eastings it has.
  let rows: [(northing: Double, span: Range<Int>)]

  /// They reach so far, metres.
  static let reach = 1000.0
  private static let step = 40.0
  /// Nearer than this to a hypothesis a displacement is no chance.
  private static let near = 110.0

  static let all = Displacements()

  private init() {
    let count = Int((Self.reach / Self.step).rounded())
    let steps = (-count...count).map { Double($0) * Self.step }
    let rows = steps.map { northing in
      let within = steps.indices.filter {
        steps[$0] * steps[$0] + northing * northing <= Self.reach * Self.reach
      }
      return (northing: northing, span: within[0]..<(within[within.count - 1] + 1))
    }
    moves = rows.flatMap { row in row.span.map { Coordinate(x: steps[$0], y: row.northing) } }
    eastings = steps
    self.rows = rows
  }

  /// Which of the moves are away from every hypothesis.
  ///
  /// - Parameter sets: the places of each, in metres.
  func areChance(_ sets: [[Coordinate]]) -> [Bool] {
    let offsets = sets.map { Self.meanOffset($0, from: sets[0]) }
    return moves.map { move in
      offsets.allSatisfy { offset in
        let (dx, dy) = (move.x - offset.x, move.y - offset.y)
        return dx * dx + dy * dy > Self.near * Self.near
      }
    }
  }

  private static func meanOffset(_ set: [Coordinate], from base: [Coordinate]) -> Coordinate {
    var sum = Coordinate(x: 0, y: 0)
    for (a, b) in zip(set, base) { sum = Coordinate(x: sum.x + a.x - b.x, y: sum.y + a.y - b.y) }
    return Coordinate(x: sum.x / Double(base.count), y: sum.y / Double(base.count))
  }
}

/// The distances of a layer's places from the street wherever it is moved.
struct DisplacedSteps {
  /// Of each place those at every move.
  private let steps: [UInt8]
  let isChance: [Bool]
  /// How often chance gives each distance, in half metres.
  let histogram: [Double]

  /// - Parameters:
  ///   - places: of the first hypothesis, in the frame of the distances.
  ///   - isChance: of each move.
  init(_ places: [Coordinate], _ distances: StreetDistances, isChance: [Bool]) {
    var steps: [UInt8] = []
    steps.reserveCapacity(places.count * isChance.count)
    for place in places { distances.appendSteps(place, moved: .all, to: &steps) }
    var counts = [Int](repeating: 0, count: 256)
    var next = 0
    for _ in places {
      for isCounted in isChance {
        if isCounted { counts[Int(steps[next])] += 1 }
        next += 1
      }
    }
    self.steps = steps
    self.isChance = isChance
    histogram = counts.map(Double.init)
  }

  var moveCount: Int { isChance.count }
  var placeCount: Int { steps.count / isChance.count }

  /// The distances of one place at every move, in half metres.
  func ofPlace(_ place: Int) -> ArraySlice<UInt8> { steps[(place * moveCount)..<((place + 1) * moveCount)] }
}

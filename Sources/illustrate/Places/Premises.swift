import Geometry
import Model

/// A made-up address: a few metres beside a street of the area that counts.
struct Premises {
  private let district: District
  private let streets: [StreetPiece]
  private let weights: [Double]
  private var taken: [Coordinate] = []

  /// - Parameter weights: how attractive a class of street is; classes not named are empty.
  init(in district: District, weights classWeights: [String: Double]) {
    self.district = district
    streets = district.plan.streetPieces.filter {
      classWeights[$0.highway] != nil && $0.length < 300 && district.counts($0.middle)
    }
    weights = streets.map { $0.length * classWeights[$0.highway]! }
  }

  /// A free address drawn by street length and class, at least `spacing` metres from those given out before.
  mutating func draw(_ random: inout SplitMix, spacing: Double) -> Coordinate {
    while true {
      let piece = streets[random.index(weights: weights)]
      let place = beside(
        piece, at: random.number(0.15, 0.85), offset: random.number(7, 14) * (random.chance(0.5) ? 1 : -1))
      if taken.allSatisfy({ $0.distance(place) >= spacing }) {
        taken.append(place)
        return place
      }
    }
  }

  /// The address nearest to a point, on whichever of the streets that is.
  mutating func draw(nearestTo point: Coordinate) -> Coordinate {
    let positions = district.plan.positions
    func gap(_ piece: StreetPiece) -> Double {
      nearest(point, onSegment: positions[piece.a], positions[piece.b]).distance(point)
    }
    let piece = streets.min { gap($0) < gap($1) }!
    let (a, b) = (positions[piece.a], positions[piece.b])
    let foot = nearest(point, onSegment: a, b)
    let share = min(0.9, max(0.1, foot.distance(a) / piece.length))
    let place = beside(piece, at: share, offset: (b - a).cross(point - a) >= 0 ? 9 : -9)
    taken.append(place)
    return place
  }

  private func beside(_ piece: StreetPiece, at share: Double, offset: Double) -> Coordinate {
    let (a, b) = (district.plan.positions[piece.a], district.plan.positions[piece.b])
    return a + (b - a) * share + (b - a).unit.left * offset
  }
}

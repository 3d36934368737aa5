import Geometry
import Model

/// What a metre of a class costs on level ground, both ways.
struct StreetFare {
  let perMeter: Double
  let backPerMeter: Double

  init(_ streetClass: StreetClass, _ measure: RoadMeasure) {
    perMeter = measure.costPerMeter(streetClass.pace)
    backPerMeter = measure.costPerMeter(streetClass.reversed.pace)
  }
}

/// A run along one street, vertex by vertex, that knows what the way so far costs, there and back.
struct StreetRun {
  private let streetClass: StreetClass
  private let fare: StreetFare
  private let profile: StreetProfile?
  private let measure: RoadMeasure
  private let delays: [Int32: Double]

  /// Metres.
  private(set) var length = 0.0
  /// Whole units, from the first vertex to this one, and back.
  private(set) var cost = 0.0
  private(set) var costBack = 0.0
  /// Half of what is lost at the two ends of each piece.
  private var lost = 0.0
  private var lostBefore = 0.0
  private var previous: StreetVertex?

  /// - Parameters:
  ///   - profile: nil where all is level.
  ///   - delays: what is lost at raw nodes, in the unit of the costs.
  init(
    _ streetClass: StreetClass, _ fare: StreetFare, _ profile: StreetProfile?, _ measure: RoadMeasure,
    delays: [Int32: Double]
  ) {
    self.streetClass = streetClass
    self.fare = fare
    self.profile = profile
    self.measure = measure
    self.delays = delays
  }

  mutating func go(to vertex: StreetVertex) {
    if let previous { length += shortDistance(previous.position, vertex.position) }
    if !delays.isEmpty, vertex.node >= 0 {
      let half = (delays[vertex.node] ?? 0) / 2
      if previous != nil { lost += lostBefore + half }
      lostBefore = half
    }
    if let profile {
      let (there, back) = (streetClass.pace, streetClass.paceBack)
      cost = (profile.cost(to: length) { measure.costPerMeter(there, slope: $0) } + lost).rounded()
      costBack = (profile.cost(to: length) { measure.costPerMeter(back ?? there, slope: -$0) } + lost).rounded()
    } else {
      cost = (length * fare.perMeter + lost).rounded()
      costBack = (length * fare.backPerMeter + lost).rounded()
    }
    previous = vertex
  }
}

import Geometry
import Model

/// What a metre of street costs a mode.
struct RoadMeasure {
  let mode: TravelMode
  let impedance: Impedance
  let footSpeed: KilometersPerHour
  /// Of access legs.
  let accessCostPerMeter: Double
  let slopes: Slopes?
  /// Whether it is for the streets to say if the mode has one speed everywhere.
  let mayHaveOneSpeed: Bool

  /// - Parameter heights: given, whether they change costs or not.
  init(
    _ rules: ModeRules, _ impedance: Impedance, accessSpeed: KilometersPerHour?, slopes: Slopes?, heights: Elevations?
  ) {
    mode = rules.mode
    mayHaveOneSpeed = rules.footSpeed == nil && accessSpeed == nil && (heights == nil || rules.slope == nil)
    self.impedance = impedance
    self.slopes = slopes
    switch impedance {
    case .distance:
      accessCostPerMeter = 1000
      footSpeed = rules.footSpeed ?? rules.defaultSpeed
    case .time(let speed):
      footSpeed = rules.footSpeed ?? speed
      accessCostPerMeter = (accessSpeed ?? footSpeed).millisecondsPerMeter
    }
  }

  /// - Parameter slope: in the sense of travel.
  func costPerMeter(_ pace: StreetPace, slope: Double = 0) -> Double {
    pace.costPerMeter(impedance, footSpeed: footSpeed, slopeFactor: slopes?.effect.factor(slope: slope) ?? 1)
  }

  /// Whether a street of the class is travelled at the mode's own speed, whatever that is.
  func isAtFullSpeed(_ streetClass: StreetClass) -> Bool {
    [streetClass.pace, streetClass.paceBack ?? streetClass.pace].allSatisfy {
      $0.factor == 1 && $0.limit == nil && $0.ownSpeed == nil
    }
  }

  /// A vertex of a street: a raw node, or -1 for a place where only a height is read.
  struct Vertex {
    var longitude: Int32
    var latitude: Int32
    var node: Int32
    /// Of the piece to the next vertex.
    var isLifted = false

    var position: Coordinate { RoadGraph.degrees(longitude, latitude) }
  }

  /// The heights along a street, and a vertex at each place where one is read; nil where all is taken as level.
  func profile(
    along vertices: inout [Vertex], _ streetClass: StreetClass, _ spans: SpanHeights
  ) -> StreetProfile? {
    guard let slopes else { return nil }
    let line = vertices.map(\.position)
    let length = lengthInMeters(line)
    guard length > 0 else { return StreetProfile([], step: 0) }
    if streetClass.isSpan {
      return StreetProfile(
        [spans.height(at: vertices[0]), spans.height(at: vertices[vertices.count - 1])], step: length)
    }
    let count = max(1, Int((length / slopes.spacing).rounded()))
    let step = length / Double(count)
    var heights: [Double?] = []
    var walked = 0.0
    var filled = [vertices[0]]
    for (index, (a, b)) in zip(line, line.dropFirst()).enumerated() {
      let run = shortDistance(a, b)
      while heights.count < count, Double(heights.count) * step <= walked + run {
        let share = run > 0 ? min(max((Double(heights.count) * step - walked) / run, 0), 1) : 0
        let place = Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)
        heights.append(slopes.elevations.height(at: place))
        let vertex = Vertex(
          longitude: Int32((place.x * 1e7).rounded()), latitude: Int32((place.y * 1e7).rounded()), node: -1,
          isLifted: vertices[index].isLifted)
        if share > 0, share < 1, !vertex.isSamePlace(as: filled[filled.count - 1]),
          !vertex.isSamePlace(as: vertices[index + 1])
        {
          filled.append(vertex)
        }
      }
      walked += run
      filled.append(vertices[index + 1])
    }
    heights.append(slopes.elevations.height(at: line[line.count - 1]))
    vertices = filled
    return StreetProfile(heights, step: step)
  }
}

extension RoadMeasure.Vertex {
  func isSamePlace(as other: Self) -> Bool { longitude == other.longitude && latitude == other.latitude }
}

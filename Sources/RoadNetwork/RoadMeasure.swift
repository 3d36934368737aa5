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

  init(_ rules: ModeRules, _ impedance: Impedance, accessSpeed: KilometersPerHour?, slopes: Slopes?) {
    mode = rules.mode
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
  func costPerMeter(_ streetClass: StreetClass, slope: Double = 0) -> Double {
    streetClass.costPerMeter(impedance, footSpeed: footSpeed, slopeFactor: slopes?.effect.factor(slope: slope) ?? 1)
  }

  /// A vertex of a street: a raw node, or -1 for a place where only a height is read.
  struct Vertex {
    var longitude: Int32
    var latitude: Int32
    var node: Int32

    var position: Coordinate { RoadGraph.degrees(longitude, latitude) }
  }

  /// The heights along a street, and a vertex at each place where one is read; nil where all is taken as level.
  func profile(along vertices: inout [Vertex], _ streetClass: StreetClass) -> StreetProfile? {
    guard let slopes else { return nil }
    let line = vertices.map(\.position)
    let length = lengthInMeters(line)
    let count = streetClass.isSpan ? 1 : max(1, Int((length / slopes.spacing).rounded()))
    guard length > 0 else { return StreetProfile([], step: 0) }
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
          longitude: Int32((place.x * 1e7).rounded()), latitude: Int32((place.y * 1e7).rounded()), node: -1)
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

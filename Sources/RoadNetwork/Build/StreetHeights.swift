import Geometry

extension RoadMeasure {
  /// The heights along a street, and a vertex at each place where one is read; nil where all is taken as level.
  func profile(
    along vertices: inout [StreetVertex], _ streetClass: StreetClass, _ spans: SpanHeights
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
        let vertex = StreetVertex(
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

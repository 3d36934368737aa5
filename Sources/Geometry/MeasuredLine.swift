/// A geographic line (degrees) with the metres to each of its vertices: from metres to places and back to lines.
package struct MeasuredLine: Hashable, Sendable {
  package let line: [Coordinate]
  /// Metres from the start to each vertex; one for each.
  package let distances: [Double]

  /// - Complexity: O(vertices).
  package init(_ line: [Coordinate]) {
    self.line = line
    var distances = line.isEmpty ? [] : [0.0]
    for (a, b) in zip(line, line.dropFirst()) { distances.append(distances[distances.count - 1] + shortDistance(a, b)) }
    self.distances = distances
  }

  /// Metres.
  package var length: Double { distances.last ?? 0 }

  /// The place at some metres; the nearest end for metres beyond the line.
  /// - Precondition: the line has a vertex.
  /// - Complexity: O(log vertices).
  package func position(at metres: Double) -> Coordinate {
    guard line.count > 1 else { return line[0] }
    // The first vertex at or beyond the distance ends the segment.
    var low = 1
    var high = distances.count - 1
    while low < high {
      let middle = (low + high) / 2
      if distances[middle] < metres { low = middle + 1 } else { high = middle }
    }
    let length = distances[low] - distances[low - 1]
    let share = length > 0 ? min(1, max(0, (metres - distances[low - 1]) / length)) : 0
    let a = line[low - 1]
    let b = line[low]
    return Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)
  }

  /// The metres of the line's place nearest to a position, of equal ones the first.
  ///
  /// - Parameters:
  ///   - from, to: between which it is looked for.
  /// - Precondition: the line has a vertex.
  /// - Complexity: O(vertices).
  package func metres(nearestTo position: Coordinate, from: Double, to: Double) -> Double {
    var best = (metres: from, distance: Double.infinity)
    for vertex in line.indices.dropFirst() where distances[vertex] >= from && distances[vertex - 1] <= to {
      let length = distances[vertex] - distances[vertex - 1]
      guard length > 0 else { continue }
      let (a, b) = (line[vertex - 1], line[vertex])
      let scale = LocalScale(latitude: position.y)
      let (dx, dy) = ((b.x - a.x) * scale.metersPerDegreeX, (b.y - a.y) * scale.metersPerDegreeY)
      let (px, py) = ((position.x - a.x) * scale.metersPerDegreeX, (position.y - a.y) * scale.metersPerDegreeY)
      let square = dx * dx + dy * dy
      let share = square > 0 ? (px * dx + py * dy) / square : 0
      let metres = min(to, max(from, distances[vertex - 1] + length * min(1, max(0, share))))
      let distance = shortDistance(self.position(at: metres), position)
      if distance < best.distance { best = (metres, distance) }
    }
    return best.metres
  }

  /// The line from some metres to others, the vertices between them kept.
  /// - Precondition: the line has a vertex.
  package func part(from: Double, to: Double) -> [Coordinate] {
    var part = [position(at: from)]
    for (vertex, distance) in zip(line, distances) where distance > from && distance < to { part.append(vertex) }
    part.append(position(at: to))
    return part
  }
}

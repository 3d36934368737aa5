import Geometry

/// Length in the unit of the coordinates.
func planarLength(_ line: [Coordinate]) -> Double {
  zip(line, line.dropFirst()).reduce(0) { $0 + planarDistance($1.0, $1.1) }
}

/// The line without so much of its start and end; nil when nothing is left.
func trimmed(_ line: [Coordinate], start: Double, end: Double) -> [Coordinate]? {
  guard planarLength(line) > start + end else { return nil }
  return withoutStart(withoutStart(line, start).reversed(), end).reversed()
}

private func withoutStart(_ line: [Coordinate], _ length: Double) -> [Coordinate] {
  guard length > 0 else { return line }
  var rest = length
  for index in 0..<(line.count - 1) {
    let (a, b) = (line[index], line[index + 1])
    let step = planarDistance(a, b)
    if rest < step {
      let share = rest / step
      return [Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)] + line[(index + 1)...]
    }
    rest -= step
  }
  return line.suffix(2)
}

/// The lines without short ones between others: what lies near them lies near those, to within a
/// sixteenth.
///
/// - Parameter length: two thirds of the distance that counts as near.
func withoutLinks(_ lines: [[Coordinate]], shorterThan length: Double) -> [[Coordinate]] {
  let isShort = lines.map { planarLength($0) < length }
  var ends: Set<Coordinate> = []
  for (line, isShort) in zip(lines, isShort) where !isShort { ends.formUnion([line[0], line[line.count - 1]]) }
  return zip(lines, isShort).compactMap { line, isShort in
    guard isShort else { return line }
    if ends.contains(line[0]), ends.contains(line[line.count - 1]) { return nil }
    ends.formUnion([line[0], line[line.count - 1]])
    return line
  }
}

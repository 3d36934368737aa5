import Foundation
import Geometry

/// The metres east and north of one origin in the middle of the county's town: the plane in which everything is drawn.
struct Plane {
  private let origin: Coordinate
  private let scale: LocalScale

  init(origin: Coordinate) {
    self.origin = origin
    scale = LocalScale(latitude: origin.y)
  }

  func metres(_ degrees: Coordinate) -> Coordinate {
    Coordinate(
      x: (degrees.x - origin.x) * scale.metersPerDegreeX, y: (degrees.y - origin.y) * scale.metersPerDegreeY)
  }

  /// Degrees, rounded to the 7 decimals that are written.
  func degrees(_ metres: Coordinate) -> Coordinate {
    Coordinate(
      x: ((origin.x + metres.x / scale.metersPerDegreeX) * 1e7).rounded() / 1e7,
      y: ((origin.y + metres.y / scale.metersPerDegreeY) * 1e7).rounded() / 1e7)
  }
}

/// A place of the sketch in degrees.
func at(_ longitude: Double, _ latitude: Double) -> Coordinate { Coordinate(longitude: longitude, latitude: latitude) }

extension Coordinate {
  static func + (a: Coordinate, b: Coordinate) -> Coordinate { Coordinate(x: a.x + b.x, y: a.y + b.y) }
  static func - (a: Coordinate, b: Coordinate) -> Coordinate { Coordinate(x: a.x - b.x, y: a.y - b.y) }
  static func * (a: Coordinate, factor: Double) -> Coordinate { Coordinate(x: a.x * factor, y: a.y * factor) }
  func dot(_ b: Coordinate) -> Double { x * b.x + y * b.y }
  func cross(_ b: Coordinate) -> Double { x * b.y - y * b.x }
  var length: Double { dot(self).squareRoot() }
  var unit: Coordinate { self * (1 / length) }
  /// Turned a quarter to the left.
  var left: Coordinate { Coordinate(x: -y, y: x) }
  func distance(_ b: Coordinate) -> Double { (b - self).length }
}

/// Positive for a counterclockwise ring (not closed).
func signedArea(_ ring: [Coordinate]) -> Double {
  ring.indices.reduce(0) { $0 + ring[$1].cross(ring[($1 + 1) % ring.count]) } / 2
}

func contains(_ ring: [Coordinate], _ point: Coordinate) -> Bool {
  var inside = false
  for index in ring.indices {
    let (a, b) = (ring[index], ring[(index + 1) % ring.count])
    if (a.y > point.y) != (b.y > point.y), point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x) {
      inside.toggle()
    }
  }
  return inside
}

/// The point of segment ab nearest to `point`.
func nearest(_ point: Coordinate, onSegment a: Coordinate, _ b: Coordinate) -> Coordinate {
  let along = b - a
  return a + along * min(1, max(0, (point - a).dot(along) / along.dot(along)))
}

/// True when the open segments cross at one inner point.
func cross(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
  (b - a).cross(c - a) * (b - a).cross(d - a) < 0 && (d - c).cross(a - c) * (d - c).cross(b - c) < 0
}

/// The ring moved outwards by a distance; for gentle outlines only, since corners are mitred.
func grown(_ ring: [Coordinate], by distance: Double) -> [Coordinate] {
  ring.indices.map { index in
    let count = ring.count
    let before = (ring[index] - ring[(index + count - 1) % count]).unit
    let after = (ring[(index + 1) % count] - ring[index]).unit
    let outwards = (before.left + after.left).unit * -1
    return ring[index] + outwards * (distance / max(0.5, -outwards.dot(before.left)))
  }
}

/// The pieces of a simple ring that lie on the side of `a` of the line halfway between `a` and `b`.
func clipped(_ ring: [Coordinate], nearer a: Coordinate, than b: Coordinate) -> [[Coordinate]] {
  let (middle, normal) = ((a + b) * 0.5, (a - b).unit)
  let heights = ring.map { ($0 - middle).dot(normal) }
  guard heights.contains(where: { $0 < 0 }) else { return [ring] }
  guard let start = ring.indices.first(where: { heights[$0] < 0 && heights[($0 + 1) % ring.count] >= 0 }) else {
    return []
  }
  // Each chain of kept vertices runs from the line back to the line.
  var chains: [[Coordinate]] = []
  for step in ring.indices {
    let (i, j) = ((start + step) % ring.count, (start + step + 1) % ring.count)
    if (heights[i] >= 0) != (heights[j] >= 0) {
      let crossing = ring[i] + (ring[j] - ring[i]) * (heights[i] / (heights[i] - heights[j]))
      if heights[j] >= 0 { chains.append([crossing]) } else { chains[chains.count - 1].append(crossing) }
    }
    if heights[j] >= 0 { chains[chains.count - 1].append(ring[j]) }
  }
  // Along the line the crossings alternate: out of the ring, into it.
  let ends = chains.indices.flatMap { [($0, true, chains[$0].first!), ($0, false, chains[$0].last!)] }
    .sorted { $0.2.dot(normal.left) < $1.2.dot(normal.left) }
  var startAfterEnd = [Int](repeating: 0, count: chains.count)
  for pair in stride(from: 0, to: ends.count, by: 2) {
    let (p, q) = (ends[pair], ends[pair + 1])
    startAfterEnd[p.1 ? q.0 : p.0] = p.1 ? p.0 : q.0
  }
  var pieces: [[Coordinate]] = []
  var used = [Bool](repeating: false, count: chains.count)
  for first in chains.indices where !used[first] {
    var (piece, chain): ([Coordinate], Int) = ([], first)
    repeat {
      used[chain] = true
      piece += chains[chain]
      chain = startAfterEnd[chain]
    } while chain != first
    pieces.append(piece)
  }
  return pieces
}

/// A Catmull-Rom curve through all points, with points about `spacing` metres apart; infinity adds none.
func smoothed(_ points: [Coordinate], spacing: Double) -> [Coordinate] {
  var curve: [Coordinate] = []
  for index in 0..<(points.count - 1) {
    let (p1, p2) = (points[index], points[index + 1])
    let p0 = index > 0 ? points[index - 1] : p1 * 2 - p2
    let p3 = index + 2 < points.count ? points[index + 2] : p2 * 2 - p1
    let steps = max(1, Int(p1.distance(p2) / spacing))
    curve.append(p1)
    for step in 1..<max(steps, 2) where steps > 1 {
      let t = Double(step) / Double(steps)
      let linear = p1 * 2 + (p2 - p0) * t
      let square = (p0 * 2 - p1 * 5 + p2 * 4 - p3) * (t * t)
      let cube = (p1 * 3 - p0 - p2 * 3 + p3) * (t * t * t)
      curve.append((linear + square + cube) * 0.5)
    }
  }
  return curve + [points[points.count - 1]]
}

/// The line swung to and fro by `amplitude` metres, about twice a kilometre, less towards its ends and on short ways: a road
/// up a slope.
func wound(_ line: [Coordinate], by amplitude: Double) -> [Coordinate] {
  let total = zip(line, line.dropFirst()).reduce(0) { $0 + $1.0.distance($1.1) }
  guard amplitude > 0, line.count > 2 else { return line }
  let waves = max(1, (total / 450).rounded())
  let swing = min(amplitude, total / 10)
  var along = 0.0
  return line.indices.map { index in
    guard index > 0, index + 1 < line.count else { return line[index] }
    along += line[index - 1].distance(line[index])
    let across = (line[index + 1] - line[index - 1]).unit.left
    let share = along / total
    return line[index] + across * (swing * min(1, 6 * share, 6 * (1 - share)) * sin(2 * .pi * waves * share))
  }
}

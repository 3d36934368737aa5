import Geometry

/// Where water or a barrier stands between a place and a piece of street: the places whose straight way to the nearest
/// place of the piece crosses it.
///
/// Beside the piece ways are square to it, beyond its ends they run to the end; so a barrier's shadow falls square to the
/// piece, and beyond the ends away from them.
struct LegShadows {
  private let a: Coordinate
  private let along: Coordinate
  private let length: Double
  private let reach: Double

  /// - Parameters:
  ///   - a, b: the ends of the piece in the metric frame.
  ///   - radius: how far from the piece shadows are wanted.
  init(from a: Coordinate, to b: Coordinate, radius: Double) {
    self.a = a
    length = planarDistance(a, b)
    along = length > 0 ? Coordinate(x: (b.x - a.x) / length, y: (b.y - a.y) / length) : Coordinate(x: 1, y: 0)
    reach = radius + 1
  }

  /// The shadow of one straight barrier; none where it lies farther away than the radius.
  func shadow(_ c: Coordinate, _ d: Coordinate) -> [Polygon] {
    let (first, last) = (local(c), local(d))
    var polygons: [Polygon] = []
    for (low, high, start) in [(0, length, nil), (-Double.infinity, 0, 0.0), (length, .infinity, length)]
      as [(Double, Double, Double?)]
    {
      guard let part = Self.clip(first, last, low, high) else { continue }
      polygons += start.map { radial(part, about: $0) } ?? square(part)
    }
    return polygons
  }

  /// x along the piece from its first end, y to its left.
  private func local(_ place: Coordinate) -> Coordinate {
    let (dx, dy) = (place.x - a.x, place.y - a.y)
    return Coordinate(x: dx * along.x + dy * along.y, y: dy * along.x - dx * along.y)
  }

  private func planar(_ ring: [Coordinate]) -> Polygon {
    Polygon(
      outer: ring.map {
        Coordinate(x: a.x + $0.x * along.x - $0.y * along.y, y: a.y + $0.x * along.y + $0.y * along.x)
      })
  }

  private static func clip(
    _ first: Coordinate, _ last: Coordinate, _ low: Double, _ high: Double
  ) -> (Coordinate, Coordinate)? {
    let step = last.x - first.x
    if step == 0 { return first.x > low && first.x < high ? (first, last) : nil }
    let bounds = [(low - first.x) / step, (high - first.x) / step].sorted()
    let (start, end) = (max(0, bounds[0]), min(1, bounds[1]))
    guard start < end else { return nil }
    func at(_ share: Double) -> Coordinate {
      Coordinate(x: first.x + step * share, y: first.y + (last.y - first.y) * share)
    }
    return (start == 0 ? first : at(start), end == 1 ? last : at(end))
  }

  private func square(_ part: (Coordinate, Coordinate)) -> [Polygon] {
    let (c, d) = part
    // A barrier that crosses the piece throws a shadow to both sides.
    if c.y * d.y < 0 {
      let middle = Coordinate(x: c.x + (d.x - c.x) * c.y / (c.y - d.y), y: 0)
      return square((c, middle)) + square((middle, d))
    }
    guard abs(c.x - d.x) > 1e-6, min(abs(c.y), abs(d.y)) < reach else { return [] }
    let side = c.y + d.y < 0 ? -reach : reach
    func beyond(_ place: Coordinate) -> Coordinate {
      Coordinate(x: place.x, y: abs(place.y) < reach ? side : place.y + side / 100)
    }
    return [planar([c, d, beyond(d), beyond(c)])]
  }

  private func radial(_ part: (Coordinate, Coordinate), about x: Double) -> [Polygon] {
    let c = Coordinate(x: part.0.x - x, y: part.0.y)
    let d = Coordinate(x: part.1.x - x, y: part.1.y)
    let nearest = min(size(c), size(d))
    // The wider it is seen, the more steps, so that each chord lies beyond the radius.
    let cross = abs(c.x * d.y - c.y * d.x)
    guard cross > 1e-6, nearest > 1e-3, cross / max(planarDistance(c, d), 1e-9) < reach else { return [] }
    let steps = 16
    func at(_ step: Int) -> Coordinate {
      let share = Double(step) / Double(steps)
      return Coordinate(x: c.x + (d.x - c.x) * share, y: c.y + (d.y - c.y) * share)
    }
    var rim: [Coordinate] = []
    for step in 0...steps {
      let place = at(step)
      let scale = max(1.01, reach * 1.2 / max(size(place), 1e-3))
      rim.append(Coordinate(x: place.x * scale + x, y: place.y * scale))
    }
    let base = [Coordinate(x: d.x + x, y: d.y), Coordinate(x: c.x + x, y: c.y)]
    return [planar(rim + base)]
  }

  private func size(_ place: Coordinate) -> Double { (place.x * place.x + place.y * place.y).squareRoot() }
}

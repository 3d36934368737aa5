import Geometry
import Model

/// Fills a quarter with streets by cutting its outline into ever smaller blocks, each across its longer side.
///
/// Cuts meet streets mostly in T-junctions, lean a little and bend when long: a town that grew, not a chessboard.
/// After the idea in Parish and Müller (2001), Procedural modeling of cities, doi:10.1145/383259.383292.
struct BlockDivision {
  let quarter: District.Quarter
  let center: Coordinate
  let radius: Double
  let block: Double
  let avenues: [(avenue: Sketch.Avenue, course: [Coordinate])]
  var random: SplitMix
  private var names: [String]

  init(of quarter: District.Quarter, in sketch: Sketch, _ plane: Plane) {
    self.quarter = quarter
    center = Box(quarter.outline).center
    block = quarter.block
    avenues = quarter.avenues.map { ($0, smoothed($0.course.map(plane.metres), spacing: 85)) }
    let center = center
    radius = quarter.outline.map { $0.distance(center) }.max()!
    random = sketch.random("streets of " + quarter.name)
    names = sketch.streetNames
    for index in names.indices.dropLast() { names.swapAt(index, index + random.index(names.count - index)) }
  }

  mutating func fill(_ plan: inout StreetPlan) {
    let loop = ragged(quarter.outline).map { plan.addVertex($0) }
    plan.addWay(
      .init(
        vertices: loop + [loop[0]], highway: "tertiary", name: quarter.ring ?? quarter.name + "环路",
        quarter: quarter.name))
    var queue = [plan.addBlock(loop)]
    for (avenue, course) in avenues {
      queue = queue.flatMap { run(avenue, along: course, through: $0, in: &plan) }
    }
    var leaves: [Int] = []
    var next = 0
    while next < queue.count {
      let current = queue[next]
      next += 1
      let ring = plan.ring(current)
      let area = signedArea(ring)
      let distance = Box(ring).center.distance(center) / radius
      let isLeftWhole = area < 5 * block && random.chance(0.05)
      if !isLeftWhole, area > block * (1 + distance) * random.number(1.1, 2.2) {
        if let (a, b) = cut(current, area: area, in: &plan) {
          queue += [a, b]
          continue
        }
      }
      leaves.append(current)
    }
    for leaf in leaves { addDeadEnd(leaf, to: &plan) }
  }

  /// The block, or the two parts into which an avenue that passes through cuts it.
  private func run(
    _ avenue: Sketch.Avenue, along course: [Coordinate], through current: Int, in plan: inout StreetPlan
  ) -> [Int] {
    let loop = plan.blocks[current]
    let ring = plan.ring(current)
    // Where it meets the border: the place along the avenue in steps of its course, and the side that it meets.
    var hits: [(along: Double, place: Coordinate, side: Int)] = []
    for (step, (p, q)) in zip(course, course.dropFirst()).enumerated() {
      for side in ring.indices {
        let (a, b) = (ring[side], ring[(side + 1) % ring.count])
        let (from, to) = ((b - a).cross(p - a), (b - a).cross(q - a))
        guard (from > 0) != (to > 0), ((q - p).cross(a - p) > 0) != ((q - p).cross(b - p) > 0) else { continue }
        let share = from / (from - to)
        hits.append((Double(step) + share, p + (q - p) * share, side))
      }
    }
    hits.sort { $0.along < $1.along }
    guard
      let first = hits.indices.dropLast().first(where: { index in
        let middle = (hits[index].along + hits[index + 1].along) / 2
        let (step, share) = (Int(middle), middle.truncatingRemainder(dividingBy: 1))
        return hits[index].place.distance(hits[index + 1].place) > 60
          && contains(ring, course[step] + (course[step + 1] - course[step]) * share)
      })
    else { return [current] }
    let (into, out) = (hits[first], hits[first + 1])
    let ends = [into, out].map { hit -> Int in
      let (a, b) = (loop[hit.side], loop[(hit.side + 1) % loop.count])
      return border(a, b, at: hit.place, in: &plan)
    }
    guard ends[0] != ends[1] else { return [current] }
    let inner = course.indices.filter { Double($0) > into.along && Double($0) < out.along }.map { course[$0] }
      .filter { $0.distance(into.place) > 30 && $0.distance(out.place) > 30 }.map { plan.addVertex($0) }
    let way = StreetPlan.Way(
      vertices: [ends[0]] + inner + [ends[1]], highway: avenue.highway, name: avenue.name, quarter: quarter.name)
    let (a, b) = plan.split(current, along: way)
    return [a, b]
  }

  /// The vertex at a place on the side of a block: a near corner as it is, else a new one.
  private func border(_ a: Int, _ b: Int, at place: Coordinate, in plan: inout StreetPlan) -> Int {
    let corner = [a, b].min { plan.positions[$0].distance(place) < plan.positions[$1].distance(place) }!
    return plan.positions[corner].distance(place) < 26 ? corner : plan.insertVertex(between: a, and: b, at: place)
  }

  /// The outline with a corner every 120 m or so, each a little off the line.
  private mutating func ragged(_ outline: [Coordinate]) -> [Coordinate] {
    var result: [Coordinate] = []
    for index in outline.indices {
      let (a, b) = (outline[index], outline[(index + 1) % outline.count])
      let count = max(1, Int(a.distance(b) / 120))
      result.append(a)
      for step in 1..<max(2, count) where count > 1 {
        let across = (b - a).unit.left * random.number(-9, 9)
        result.append(a + (b - a) * ((Double(step) + random.number(-0.2, 0.2)) / Double(count)) + across)
      }
    }
    return result
  }

  private mutating func cut(_ current: Int, area: Double, in plan: inout StreetPlan) -> (Int, Int)? {
    let box = tightBox(plan.ring(current))
    guard box.short > 38, box.long > 65 else { return nil }
    for _ in 0..<8 {
      let lean = random.number(-0.12, 0.12) * quarter.irregularity
      let direction = (box.axis.left + box.axis * lean).unit
      let through = box.center + box.axis * (box.long * random.number(-0.14, 0.14))
      guard let (start, end) = ends(of: current, through: through, direction, in: &plan) else { continue }
      let ring = plan.ring(current)
      let line = [plan.positions[start], plan.positions[end]]
      for path in [bent(line), line] where isFree(path, in: ring) {
        let inner = path.dropFirst().dropLast().map { plan.addVertex($0) }
        let way = street([start] + inner + [end], length: line[0].distance(line[1]), area: area)
        let loop = plan.blocks[current]
        guard isFair(loop, start, end, path, area: area, in: plan) else { continue }
        return plan.split(current, along: way)
      }
    }
    return nil
  }

  /// The two vertices where a line through the block meets its border; near corners are taken as they are.
  private func ends(
    of current: Int, through: Coordinate, _ direction: Coordinate, in plan: inout StreetPlan
  ) -> (Int, Int)? {
    let loop = plan.blocks[current]
    var hits: [(along: Double, a: Int, b: Int)] = []
    for index in loop.indices {
      let (a, b) = (loop[index], loop[(index + 1) % loop.count])
      let (p, q) = (plan.positions[a] - through, plan.positions[b] - through)
      let (sideP, sideQ) = (direction.cross(p), direction.cross(q))
      guard (sideP > 0) != (sideQ > 0) else { continue }
      hits.append(((p + (q - p) * (sideP / (sideP - sideQ))).dot(direction), a, b))
    }
    hits.sort { $0.along < $1.along }
    guard let first = stride(from: 0, to: hits.count - 1, by: 2).first(where: { hits[$0 + 1].along > 0 }) else {
      return nil
    }
    let found = hits[first...(first + 1)].map { border($0.a, $0.b, at: through + direction * $0.along, in: &plan) }
    return found[0] == found[1] ? nil : (found[0], found[1])
  }

  /// A long street swings and wavers.
  private mutating func bent(_ line: [Coordinate]) -> [Coordinate] {
    let length = line[0].distance(line[1])
    let count = Int(length / 85)
    let swing = min(60, length * 0.06) * random.number(-1, 1) * quarter.irregularity
    guard count > 1 else { return line }
    let across = (line[1] - line[0]).unit.left
    let inner = (1..<count).map { step in
      let t = Double(step) / Double(count)
      return line[0] + (line[1] - line[0]) * t + across
        * (4 * t * (1 - t) * swing + random.number(-6, 6) * quarter.irregularity)
    }
    return [line[0]] + inner + [line[1]]
  }

  private func isFree(_ path: [Coordinate], in ring: [Coordinate]) -> Bool {
    let inner = path.dropFirst().dropLast()
    let middle = (path[0] + path[1]) * 0.5
    guard contains(ring, middle), inner.allSatisfy({ contains(ring, $0) }) else { return false }
    return ring.indices.allSatisfy { index in
      let (a, b) = (ring[index], ring[(index + 1) % ring.count])
      return zip(path, path.dropFirst()).allSatisfy { !cross($0, $1, a, b) }
        && inner.allSatisfy { nearest($0, onSegment: a, b).distance($0) > 18 }
    }
  }

  /// Both parts keep at least a quarter of the block.
  private func isFair(
    _ loop: [Int], _ start: Int, _ end: Int, _ path: [Coordinate], area: Double, in plan: StreetPlan
  ) -> Bool {
    let from = loop.firstIndex(of: start)!
    let turned = Array(loop[from...] + loop[..<from])
    let part = turned[...turned.firstIndex(of: end)!].map { plan.positions[$0] }
    let share = signedArea(part + path.dropFirst().dropLast().reversed()) / area
    return share > 0.25 && share < 0.75
  }

  private mutating func street(_ vertices: [Int], length: Double, area: Double) -> StreetPlan.Way {
    let isMain = area > 240_000
    let highway: String
    switch area {
    case 1_500_000...: highway = "secondary"
    case 240_000...: highway = "tertiary"
    case (4 * block)...: highway = "residential"
    default: highway = ["residential", "residential", "living_street", "footway", "footway", "steps"][random.index(6)]
    }
    var name: String?
    if isMain, !names.isEmpty { name = names.removeLast() + (random.chance(0.6) ? "路" : "街") }
    let oneway = highway == "residential" && length > 150 && random.chance(0.08)
    return .init(vertices: vertices, highway: highway, name: name, quarter: quarter.name, oneway: oneway)
  }

  private mutating func addDeadEnd(_ leaf: Int, to plan: inout StreetPlan) {
    let loop = plan.blocks[leaf]
    let ring = plan.ring(leaf)
    guard signedArea(ring) > 7000, random.chance(0.4) else { return }
    let longest = ring.indices.max {
      ring[$0].distance(ring[($0 + 1) % ring.count]) < ring[$1].distance(ring[($1 + 1) % ring.count])
    }!
    let (a, b) = (ring[longest], ring[(longest + 1) % ring.count])
    guard a.distance(b) > 70 else { return }
    let foot = a + (b - a) * random.number(0.4, 0.6)
    let tip = foot + (b - a).unit.left * min(90, tightBox(ring).short * random.number(0.4, 0.6))
    guard isFree([foot + (tip - foot) * 0.02, tip, tip], in: ring) else { return }
    let start = plan.insertVertex(between: loop[longest], and: loop[(longest + 1) % loop.count], at: foot)
    let highway = random.pick(["service", "residential", "footway"])
    plan.addWay(.init(vertices: [start, plan.addVertex(tip)], highway: highway, quarter: quarter.name))
  }
}

/// The smallest box around a ring among those along one of its sides.
private func tightBox(_ ring: [Coordinate]) -> (axis: Coordinate, center: Coordinate, long: Double, short: Double) {
  var best = (axis: Coordinate(x: 1, y: 0), center: ring[0], long: Double.infinity, short: Double.infinity)
  for index in ring.indices {
    let axis = (ring[(index + 1) % ring.count] - ring[index]).unit
    let along = ring.map { $0.dot(axis) }
    let across = ring.map { $0.dot(axis.left) }
    let (x0, x1, y0, y1) = (along.min()!, along.max()!, across.min()!, across.max()!)
    guard (x1 - x0) * (y1 - y0) < best.long * best.short else { continue }
    let center = axis * ((x0 + x1) / 2) + axis.left * ((y0 + y1) / 2)
    best =
      x1 - x0 >= y1 - y0 ? (axis, center, x1 - x0, y1 - y0) : (axis.left, center, y1 - y0, x1 - x0)
  }
  return best
}

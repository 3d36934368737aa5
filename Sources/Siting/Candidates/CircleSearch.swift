import Geometry
import Model

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Walks the rims of circles and keeps the largest sets of demand points that lie within one circle.
struct CircleSearch {
  private let points: [Coordinate]
  private let radius: Double
  private let isGeographic: Bool
  private let mostPairs: Int
  private let allows: ((Coordinate) -> Bool)?
  /// With thinning: the squares of which each keeps the set of most weight.
  private let squares: Squares?
  private let weights: [Double]
  private var heaviest: [Squares.Index: Heaviest] = [:]
  /// A random number per point: a set's is their sum, kept while walking.
  private let numbers: [UInt64]
  private var known: Set<UInt64> = []
  private var pairCount = 0
  private(set) var places: [CirclePlaces.Place] = []
  /// Every set found, rising, whether a place stands for it or not.
  private(set) var sets: [[Int32]] = []
  private(set) var foundCount = 0

  var isOverfull: Bool { pairCount > mostPairs }

  /// The set of most weight that a rim showed in one square.
  private struct Heaviest {
    var weight: Double
    var set: [Int]
    var first: Int
    var second: Int
  }

  init(
    _ points: [Coordinate], weights: [Double], radius: Double, geographic: Bool, squares: Squares? = nil,
    mostPairs: Int, allows: ((Coordinate) -> Bool)?
  ) {
    self.weights = weights
    self.squares = squares
    self.points = points
    self.radius = radius
    isGeographic = geographic
    self.mostPairs = mostPairs
    self.allows = allows
    var random = SplitMix(seed: 1)
    numbers = points.map { _ in random.next() }
  }

  /// Walks the rim of a point's circle.
  /// - Parameter near: points within two radii, itself among them, rising.
  mutating func walk(_ center: Int, _ near: [Int]) {
    let plane = LocalPlane(around: points[center], geographic: isGeographic)
    let here = near.map { plane.meters(points[$0]) }
    var isAlone = true
    // A little within the radius, so that every set found has a place; then a little beyond, for those at exactly it.
    let slack = isGeographic ? 1e-7 : 1e-12
    for sign in squares == nil ? [-1.0, 1.0] : [-1] {
      let reach = radius * (1 + sign * slack)
      var always: [Int] = []
      var arcs: [(from: Double, to: Double, point: Int)] = []
      for (index, place) in here.enumerated() {
        let distance = (place.x * place.x + place.y * place.y).squareRoot()
        if near[index] == center || distance == 0 {
          always.append(index)
          continue
        }
        guard distance <= 2 * reach else { continue }
        let middle = atan2(place.y, place.x)
        let half = acos(min(1, distance / (2 * reach)))
        arcs.append((middle - half, middle + half, index))
      }
      if sign < 0 { isAlone = arcs.isEmpty }
      sweep(arcs, always: always, center, near, here, plane)
    }
    // Who has company only at exactly the radius may also be served alone.
    if isAlone { keep(near.indices.filter { here[$0].x == 0 && here[$0].y == 0 }, center, center, near, here, plane) }
  }

  private mutating func sweep(
    _ arcs: [(from: Double, to: Double, point: Int)], always: [Int], _ center: Int, _ near: [Int],
    _ here: [Coordinate], _ plane: LocalPlane
  ) {
    guard !arcs.isEmpty else { return }
    // Once around from the first beginning, and arcs that are open then are begun before it.
    let turn = 2 * Double.pi
    let start = arcs.map(\.from).min()!
    var begins: [(angle: Double, arc: Int)] = []
    var ends: [(angle: Double, arc: Int)] = []
    for (index, arc) in arcs.enumerated() {
      begins.append((arc.from, index))
      ends.append((arc.to, index))
      if arc.to >= start + turn {
        begins.append((arc.from - turn, index))
        ends.append((arc.to - turn, index))
      }
    }
    begins.sort { ($0.angle, $0.arc) < ($1.angle, $1.arc) }
    ends.sort { ($0.angle, $0.arc) < ($1.angle, $1.arc) }
    var active = [Bool](repeating: false, count: arcs.count)
    var sum = always.reduce(UInt64(0)) { $0 &+ numbers[near[$1]] }
    var weight = always.reduce(0.0) { $0 + weights[near[$1]] }
    var next = 0
    var since = start
    var newest = arcs[0].point
    var hasGrown = false
    for end in ends {
      while next < begins.count, begins[next].angle <= end.angle {
        active[begins[next].arc] = true
        newest = arcs[begins[next].arc].point
        sum &+= numbers[near[newest]]
        weight += weights[near[newest]]
        since = begins[next].angle
        hasGrown = true
        next += 1
      }
      if hasGrown {
        foundCount += 1
        if let squares {
          let middle = (since + end.angle) / 2
          let place = plane.position(Coordinate(x: radius * cos(middle), y: radius * sin(middle)))
          let square = squares.index(of: place)
          // Sums that differ by rounding alone must not depend on the order in which rims are walked.
          if weight > (heaviest[square]?.weight ?? 0) * (1 + 1e-12) {
            let set = always + arcs.indices.filter { active[$0] }.map { arcs[$0].point }
            heaviest[square] = Heaviest(
              weight: weight, set: set.map { near[$0] }.sorted(), first: center, second: near[newest])
          }
        } else if isNew(sum) {
          let set = always + arcs.indices.filter { active[$0] }.map { arcs[$0].point }
          keep(set.sorted(), center, near[newest], near, here, plane, sum: sum)
        }
        hasGrown = false
      }
      active[end.arc] = false
      sum &-= numbers[near[arcs[end.arc].point]]
      weight -= weights[near[arcs[end.arc].point]]
    }
  }

  /// With thinning, keeps the heaviest set of each square, by rising square.
  mutating func keepHeaviest() {
    for (_, best) in heaviest.sorted(by: { $0.key < $1.key }) {
      let plane = LocalPlane(around: points[best.first], geographic: isGeographic)
      keep(
        Array(best.set.indices), best.first, best.second, best.set, best.set.map { plane.meters(points[$0]) }, plane)
    }
    heaviest = [:]
  }

  /// False when a set of this sum stands already. Two sets share a sum once in 10¹⁹ pairs of sets.
  private func isNew(_ sum: UInt64) -> Bool { !known.contains(sum) }

  /// - Parameter set: positions in `near`, rising.
  private mutating func keep(
    _ set: [Int], _ first: Int, _ second: Int, _ near: [Int], _ here: [Coordinate], _ plane: LocalPlane,
    sum: UInt64? = nil
  ) {
    let sum = sum ?? set.reduce(UInt64(0)) { $0 &+ numbers[near[$1]] }
    guard known.insert(sum).inserted else { return }
    sets.append(set.map { Int32(near[$0]) })
    pairCount += set.count
    let circle = SmallestCircle(set.map { here[$0] })
    guard let position = place(plane.position(circle.center), set.map { points[near[$0]] }) else { return }
    places.append(
      CirclePlaces.Place(position: position, firstParent: Int32(first), secondParent: Int32(second)))
  }

  /// The place, or one of its neighbours among the numbers that can be written, from which most of the set is covered.
  private func place(_ middle: Coordinate, _ set: [Coordinate]) -> Coordinate? {
    func isAllowed(_ place: Coordinate) -> Bool { allows?(place) ?? true }
    func missed(_ place: Coordinate) -> Int { set.count { !covers(place, $0) } }
    if missed(middle) == 0, isAllowed(middle) { return middle }
    var best: (place: Coordinate, missed: Int)?
    func offer(_ place: Coordinate) {
      guard isAllowed(place) else { return }
      let count = missed(place)
      if count < best?.missed ?? set.count { best = (place, count) }
    }
    offer(middle)
    for x in [middle.x, middle.x.nextDown, middle.x.nextUp] {
      for y in [middle.y, middle.y.nextDown, middle.y.nextUp] { offer(Coordinate(x: x, y: y)) }
    }
    // Where the middle is forbidden: between the middle and the points, whatever of the set that still covers.
    if !isAllowed(middle) {
      for point in set {
        for share in [0.25, 0.5, 0.75, 1] {
          offer(
            Coordinate(x: middle.x + (point.x - middle.x) * share, y: middle.y + (point.y - middle.y) * share))
        }
      }
    }
    return best?.place
  }

  private func covers(_ site: Coordinate, _ point: Coordinate) -> Bool {
    if isGeographic { return shortDistance(site, point) <= radius }
    let dx = point.x - site.x
    let dy = point.y - site.y
    return (dx * dx + dy * dy).squareRoot() <= radius
  }
}

/// Metres around one position, true to some 10⁻⁸ within a few kilometres.
///
/// On the ellipsoid: x along the parallel of the place, y along the meridian and bent by the meridians' convergence.
/// Source: Rapp (1991), Geometric Geodesy part I, the leading terms of the series of the transverse projection.
struct LocalPlane {
  private let origin: Coordinate
  private let isGeographic: Bool

  init(around origin: Coordinate, geographic: Bool) {
    self.origin = origin
    isGeographic = geographic
  }

  func meters(_ place: Coordinate) -> Coordinate {
    let dx = place.x - origin.x
    let dy = place.y - origin.y
    guard isGeographic else { return Coordinate(x: dx, y: dy) }
    let x = dx * LocalScale(latitude: place.y).metersPerDegreeX
    return Coordinate(x: x, y: meridian(dy) + bend(x, dx, place.y))
  }

  func position(_ meters: Coordinate) -> Coordinate {
    guard isGeographic else { return Coordinate(x: origin.x + meters.x, y: origin.y + meters.y) }
    var place = origin
    // Each step gains the digits of the bend's size against the way: three leave nothing.
    for _ in 0..<4 {
      let scale = LocalScale(latitude: place.y)
      let dx = meters.x / scale.metersPerDegreeX
      let along = meters.y - bend(meters.x, dx, place.y)
      place = Coordinate(
        x: origin.x + dx,
        y: origin.y + along / LocalScale(latitude: (origin.y + place.y) / 2).metersPerDegreeY)
    }
    return place
  }

  private func meridian(_ degrees: Double) -> Double {
    degrees * LocalScale(latitude: origin.y + degrees / 2).metersPerDegreeY
  }

  private func bend(_ x: Double, _ degrees: Double, _ latitude: Double) -> Double {
    x * (degrees * .pi / 180) * sin(latitude * .pi / 180) / 2
  }
}

/// The smallest circle around some points.
///
/// - Complexity: O(points) expected; the order in which they are taken is mixed with a fixed seed.
/// Source: Welzl (1991), Smallest enclosing disks (balls and ellipsoids), doi:10.1007/BFb0038202.
struct SmallestCircle {
  private(set) var center = Coordinate(x: 0, y: 0)
  private(set) var radius = -1.0

  init(_ points: [Coordinate]) {
    var order = points
    var random = SplitMix(seed: 1)
    for index in order.indices.reversed() where index > 0 {
      order.swapAt(index, Int(random.next() % UInt64(index + 1)))
    }
    for i in order.indices where !contains(order[i]) {
      self = .init(around: order[i], order[i])
      for j in 0..<i where !contains(order[j]) {
        self = .init(around: order[i], order[j])
        for k in 0..<j where !contains(order[k]) { self = .init(through: order[i], order[j], order[k]) }
      }
    }
  }

  private init(around a: Coordinate, _ b: Coordinate) {
    center = Coordinate(x: a.x + (b.x - a.x) / 2, y: a.y + (b.y - a.y) / 2)
    radius = max(Self.distance(center, a), Self.distance(center, b))
  }

  private init(through a: Coordinate, _ b: Coordinate, _ c: Coordinate) {
    let (bx, by) = (b.x - a.x, b.y - a.y)
    let (cx, cy) = (c.x - a.x, c.y - a.y)
    let double = 2 * (bx * cy - by * cx)
    guard double != 0 else {
      // On one line: the two that are farthest apart.
      let pairs = [(a, b), (a, c), (b, c)]
      let longest = pairs.max { Self.distance($0.0, $0.1) < Self.distance($1.0, $1.1) }!
      self = .init(around: longest.0, longest.1)
      return
    }
    let b2 = bx * bx + by * by
    let c2 = cx * cx + cy * cy
    center = Coordinate(x: a.x + (cy * b2 - by * c2) / double, y: a.y + (bx * c2 - cx * b2) / double)
    radius = max(Self.distance(center, a), Self.distance(center, b), Self.distance(center, c))
  }

  /// With a breath for rounding: else three points on one circle would go round for ever.
  private func contains(_ point: Coordinate) -> Bool { Self.distance(center, point) <= radius * (1 + 1e-14) }

  private static func distance(_ a: Coordinate, _ b: Coordinate) -> Double {
    let dx = b.x - a.x
    let dy = b.y - a.y
    return (dx * dx + dy * dy).squareRoot()
  }
}

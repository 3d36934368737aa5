import Areas
import Foundation
import Geometry
import Model

/// A town of crooked, joined, crossing and parallel streets, walls, ponds and communities, and what of it some sites reach.
struct RandomTown {
  static let side = 400.0
  var town = Town(streets: [])
  /// By site, by rising street; sites reach parts of streets anyhow.
  var reached: [[ReachedRange]] = []
  private var random: SplitMix

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    for _ in 0..<(2 + random.below(5)) { addStreet() }
    if random.below(2) == 0 { addParallel() }
    if random.below(3) == 0 { addBridge() }
    for _ in 0..<random.below(3) { addWall() }
    if random.below(3) == 0 { addLake() }
    addCommunities(alongStreet: seed % 2 == 1)
    for _ in 0..<2 { reached.append(ranges()) }
  }

  /// A town of winding streets with corners every few metres, some along each other, some from a corner of another.
  init(windingSeed seed: UInt64) {
    random = SplitMix(seed: seed)
    for index in 0..<(2 + random.below(3)) {
      var line: Town.Line = [anywhere()]
      if index > 0, random.below(2) == 0 {
        line = [town.streets.randomElement(using: &random)!.randomElement(using: &random)!]
      }
      var (heading, turn) = (number(0...6.28), 0.0)
      for _ in 0..<(20 + random.below(60)) {
        turn = 0.8 * turn + number(-0.12...0.12)
        heading += turn
        let (step, last) = (number(1...6), line[line.count - 1])
        line.append((last.east + step * cos(heading), last.north + step * sin(heading)))
      }
      town.streets.append(line)
    }
    if random.below(2) == 0 { addParallel() }
    for _ in 0..<2 { reached.append(ranges()) }
  }

  private mutating func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }

  private mutating func anywhere() -> (east: Double, north: Double) {
    (number(0...Self.side), number(0...Self.side))
  }

  /// Of one to four pieces, often from a corner of another street.
  private mutating func addStreet() {
    var line: Town.Line = [anywhere()]
    if let other = town.streets.randomElement(using: &random), random.below(3) > 0 {
      line = [other.randomElement(using: &random)!]
    }
    for _ in 0...random.below(4) {
      let last = line[line.count - 1]
      let reach = [15.0, 80, 200][random.below(3)]
      line.append((last.east + number(-reach...reach), last.north + number(-reach...reach)))
    }
    town.streets.append(line)
  }

  private mutating func addParallel() {
    let line = town.streets.randomElement(using: &random)!
    let (east, north) = (number(-12...12), number(1...12))
    town.streets.append(line.map { ($0.east + east, $0.north + north) })
  }

  private mutating func addBridge() {
    town.bridges.insert(town.streets.count)
    town.streets.append([town.streets[0][0], anywhere()])
  }

  private mutating func addWall() {
    let from = anywhere()
    town.walls.append([from, (from.east + number(-120...120), from.north + number(-120...120)), anywhere()])
  }

  private mutating func addLake() {
    let (east, north) = anywhere()
    let (width, height) = (number(10...80), number(10...60))
    town.lakes.append([
      (east, north), (east + width, north + 4), (east + width - 3, north + height), (east - 5, north + height),
    ])
  }

  /// The ground in two along a street, a hole in the western part with a community in it, one over parts of both, and one
  /// without an outline.
  private mutating func addCommunities(alongStreet: Bool) {
    let (low, high) = (-180.0, Self.side + 180)
    var border: Town.Line = [(number(150...250), low)]
    // From south to north through the corners of a street that goes on northwards.
    let street = town.streets[random.below(town.streets.count)]
    let northwards = street.first!.north < street.last!.north ? street : street.reversed()
    for corner in alongStreet ? northwards : [] {
      guard corner.north > border[border.count - 1].north + 1, corner.north < high, corner.east > 60, corner.east < 800
      else { continue }
      border.append(corner)
    }
    border.append((number(150...250), high + 1))
    let hole: Town.Line = [(-60, -60), (number(-20...20), -70), (number(-10...30), 20), (-70, number(0...30))]
    let west = [(east: -900, north: low), border[0]] + border.dropFirst() + [(-900, high + 1)]
    let east = [border[0], (900, low), (900, high + 1)] + border.dropFirst().reversed()
    town.communities = [
      [Polygon(rings: [Town.ring(west), Town.ring(hole.reversed())])], [Polygon(outer: Town.ring(Array(east)))],
      [Polygon(outer: Town.ring(hole))],
      [Polygon(outer: Town.ring([anywhere(), (250, 620), (700, 650), (450, 180)]))], [],
    ]
  }

  private mutating func ranges() -> [ReachedRange] {
    town.streets.indices.flatMap { street -> [ReachedRange] in
      let length = Town.meters(town.streets[street])
      switch random.below(4) {
      case 0: return []
      case 1: return [town.whole(street)]
      case 2: return [town.range(street, 0, number(0...1) * length)]
      default:
        let cuts = [number(0...1), number(0...1), number(0...1)].sorted().map { $0 * length }
        return [town.range(street, cuts[0], cuts[1]), town.range(street, cuts[2], length)]
          .filter { $0.first < $0.last }
      }
    }
  }

  /// Less of everything: each range ends earlier at both of its ends.
  mutating func smaller(_ ranges: [ReachedRange]) -> [ReachedRange] {
    ranges.compactMap { range in
      var range = range
      let length = Double(range.last - range.first)
      if range.first > 0 { range.first += Int32(number(0...0.4) * length) }
      range.last -= Int32(number(0...0.4) * length)
      return range.first < range.last ? range : nil
    }
  }
}

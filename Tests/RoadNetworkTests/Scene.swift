import Foundation
import Geometry
import Model
import OSM
import RoadNetwork

/// A street map drawn with characters, in metres and compass directions.
///
/// Every character cell is `cell` metres wide and high, the first row is the north. Letters, digits and `+` are places;
/// `-` and `|` are streets between neighbours, as many characters long as one likes. In a row `>` and `<` in place of
/// `-` make the street one-way for walkers.
struct Scene {
  static let origin = Coordinate(x: 103.8, y: 29.4)
  let cell: Double
  private(set) var places: [Character: Coordinate] = [:]
  private(set) var lines: [StreetLine] = []

  init(_ text: String, cell: Double = 50) {
    self.cell = cell
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    func at(_ column: Int, _ row: Int) -> Character {
      row >= 0 && row < rows.count && column >= 0 && column < rows[row].count ? rows[row][column] : " "
    }
    func isPlace(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "+" }
    for row in rows.indices {
      for column in rows[row].indices where isPlace(at(column, row)) {
        let start = Self.position(east: Double(column) * cell, north: -Double(row) * cell)
        if at(column, row) != "+" { places[at(column, row)] = start }
        var end = column + 1
        while "-<>".contains(at(end, row)) { end += 1 }
        if end > column + 1, isPlace(at(end, row)) {
          let marks = rows[row][(column + 1)..<end]
          append(start, end, row, oneway: marks.contains(">") ? "yes" : marks.contains("<") ? "-1" : nil)
        }
        end = row + 1
        while at(column, end) == "|" { end += 1 }
        if end > row + 1, isPlace(at(column, end)) { append(start, column, end, oneway: nil) }
      }
    }
  }

  private mutating func append(_ start: Coordinate, _ column: Int, _ row: Int, oneway: String?) {
    let end = Self.position(east: Double(column) * cell, north: -Double(row) * cell)
    lines.append(
      StreetLine(
        coordinates: [start, end], streetClass: "residential", tags: oneway.map { ["oneway:foot": $0] } ?? [:],
        record: lines.count))
  }

  /// A place some metres from the north-west corner. The scale is that of the corner: a kilometre is true to 0.1 m.
  static func position(east: Double, north: Double) -> Coordinate {
    let scale = LocalScale(latitude: origin.y)
    return Coordinate(x: origin.x + east / scale.metersPerDegreeX, y: origin.y + north / scale.metersPerDegreeY)
  }

  /// One metre a second: metres and seconds are the same number.
  func graph(_ impedance: Impedance = .time(KilometersPerHour(3.6))) throws -> RoadGraph {
    try RoadGraph.build(lines: lines, impedance: impedance)
  }

  /// A place some metres off a named one.
  func near(_ name: Character, east: Double = 0, north: Double = 0) -> Coordinate {
    let scale = LocalScale(latitude: Self.origin.y)
    let place = places[name]!
    return Coordinate(x: place.x + east / scale.metersPerDegreeX, y: place.y + north / scale.metersPerDegreeY)
  }
}

/// Reads OpenStreetMap XML given as text.
func osm(_ text: String) throws -> OSMData {
  let file = FileManager.default.temporaryDirectory.appendingPathComponent("roads-\(UUID().uuidString).osm")
  defer { try? FileManager.default.removeItem(at: file) }
  try Data("<osm>\(text)</osm>".utf8).write(to: file)
  return try OSMFile.read(file.path)
}

extension ReachQuery {
  /// Metres of street within a cutoff, each street counted once.
  mutating func reachedMeters(from origin: SnappedPoint, cutoff: Int, direction: Direction) -> Double {
    totalLength(streetReach(from: origin, cutoff: cutoff, direction: direction).lines(within: cutoff))
  }
}

func totalLength(_ lines: [[Coordinate]]) -> Double { lines.reduce(0) { $0 + lengthInMeters($1) } }

extension SplitMix {
  init(seed: Int) { self.init(seed: UInt64(seed)) }
}

/// Dijkstra as in the textbook: no queue, the nearest open node by looking at all.
func textbookDijkstra<Cost: Comparable & AdditiveArithmetic>(
  nodeCount: Int, arcs: [(from: Int, to: Int, cost: Cost)], seeds: [(node: Int, cost: Cost)]
) -> [Cost?] {
  var distance = [Cost?](repeating: nil, count: nodeCount)
  for seed in seeds { distance[seed.node] = distance[seed.node].map { min($0, seed.cost) } ?? seed.cost }
  var isDone = [Bool](repeating: false, count: nodeCount)
  let outgoing = Dictionary(grouping: arcs, by: \.from)
  while true {
    var nearest: Int?
    for node in 0..<nodeCount where !isDone[node] && distance[node] != nil {
      if nearest == nil || distance[node]! < distance[nearest!]! { nearest = node }
    }
    guard let node = nearest else { return distance }
    isDone[node] = true
    for arc in outgoing[node] ?? [] {
      let cost = distance[node]! + arc.cost
      if distance[arc.to] == nil || cost < distance[arc.to]! { distance[arc.to] = cost }
    }
  }
}

/// The search's cost between two points.
func cost(
  _ graph: RoadGraph, from: SnappedPoint, to: SnappedPoint, cutoff: Int = 10_000_000,
  _ direction: Direction = .fromStation
) -> Int? {
  var query = ReachQuery(graph)
  query.run(from: from, cutoff: cutoff, direction: direction)
  return query.cost(to: to)
}

struct NotOnAStreet: Error {}

func snapped(_ graph: RoadGraph, _ position: Coordinate, limit: Double = 50) throws -> SnappedPoint {
  guard let point = graph.snap([position], limit: Meters(limit))[0].point else { throw NotOnAStreet() }
  return point
}

func isNear(_ cost: Int?, _ expected: Int, within tolerance: Int = 60) -> Bool {
  cost.map { abs($0 - expected) <= tolerance } ?? false
}

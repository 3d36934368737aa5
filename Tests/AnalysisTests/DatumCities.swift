import Foundation
import Geodata
import Geometry
import Model
import OSM
import PROJ

extension SplitMix {
  mutating func uniform(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }

  mutating func normal() -> Double { (-2 * log(uniform(1e-12...1))).squareRoot() * cos(uniform(0...(2 * .pi))) }
}

/// Streets in WGS84 degrees, and the systems in which files about such a place come.
struct DatumCity: Sendable {
  var name: String
  var streets: [[Coordinate]]
  var systems: [String]

  static let chinese = [
    "wgs84", "gcj02", "bd09", "wgs84-swapped", "gcj02-swapped", "wgs84-e6", "gcj02-e6", "EPSG:4544", "EPSG:4523",
    "EPSG:4544-swapped", "EPSG:32648", "EPSG:3857",
  ]

  /// A made-up town of 4 km: streets 70 to 230 m apart, bent by some metres.
  static func made(seed: UInt64) -> DatumCity {
    var random = SplitMix(seed: seed)
    let origin = Coordinate(x: 103.79, y: 29.39)
    let scale = LocalScale(latitude: origin.y)
    func lines() -> [Double] {
      var at = [0.0]
      while at[at.count - 1] < 4000 { at.append(at[at.count - 1] + random.uniform(70...230)) }
      return at
    }
    let (xs, ys) = (lines(), lines())
    let corners = ys.map { y in
      xs.map { x in
        Coordinate(
          x: origin.x + (x + random.uniform(-12...12)) / scale.metersPerDegreeX,
          y: origin.y + (y + random.uniform(-12...12)) / scale.metersPerDegreeY)
      }
    }
    let columns = xs.indices.map { column in corners.map { $0[column] } }
    return DatumCity(name: "made-up town", streets: corners + columns, systems: chinese)
  }

  static func openStreetMap(_ name: String, _ path: String, _ systems: [String]) throws -> DatumCity {
    let lines = try OSMFile.read(path).lines(matching: [TagFilter("highway=*")])
    return DatumCity(name: name, streets: lines.map(\.coordinates), systems: systems)
  }

  static func geoJSON(_ name: String, _ path: String, _ systems: [String]) throws -> DatumCity {
    var reader = LayerReader()
    let layer = try reader.read(LayerSource(role: "roads", path: path))
    return DatumCity(name: name, streets: layer.records.flatMap { $0.shape?.lines ?? [] }, systems: systems)
  }

  /// The same streets, in metres, around the middle of Chengdu: more street patterns for the Chinese systems.
  var movedToChina: DatumCity {
    var box = Box()
    for street in streets { for corner in street { box.add(corner) } }
    let here = box.center
    let there = Coordinate(x: 104.0679, y: 30.6925)
    let ratio =
      LocalScale(latitude: here.y).metersPerDegreeX / LocalScale(latitude: there.y).metersPerDegreeX
    return DatumCity(
      name: "\(name), moved to Chengdu",
      streets: streets.map { street in
        street.map { Coordinate(x: there.x + ($0.x - here.x) * ratio, y: there.y + $0.y - here.y) }
      }, systems: Self.chinese)
  }
}

/// A layer whose system is known to the test and not to the guard.
struct SyntheticLayer {
  var city: Int
  var system: String
  /// Greatest distance beside a street, or twice the standard deviation around one, metres.
  var noise: Double
  var boundary: Shape?
  var positions: [Coordinate]

  /// - Parameter random: 10 to 5,000 places, half of the layers 5 to `noise` metres beside a street, half scattered
  ///   around places of streets; in a window of 3 to 12 km; every second with a boundary.
  init(_ cities: [DatumCity], _ random: inout SplitMix) throws {
    city = Int.random(in: cities.indices, using: &random)
    let streets = cities[city].streets
    system = cities[city].systems.randomElement(using: &random)!
    noise = random.uniform(5...60)
    let isBeside = Bool.random(using: &random)
    let count = Int(exp(random.uniform(log(10)...log(5000))).rounded())
    let half = random.uniform(1500...6000)
    let start = streets.randomElement(using: &random)!
    let center = start[start.count / 2]
    let scale = LocalScale(latitude: center.y)
    let window = Box(
      minX: center.x - half / scale.metersPerDegreeX, minY: center.y - half / scale.metersPerDegreeY,
      maxX: center.x + half / scale.metersPerDegreeX, maxY: center.y + half / scale.metersPerDegreeY)
    let pieces = streets.flatMap { zip($0, $0.dropFirst()).filter { window.contains($0.0) && window.contains($0.1) } }
    var lengths: [Double] = []
    for piece in pieces { lengths.append((lengths.last ?? 0) + max(scale.distance(piece.0, piece.1), 0.01)) }
    var places: [Coordinate] = []
    for _ in 0..<count where !pieces.isEmpty {
      let at = random.uniform(0...lengths[lengths.count - 1])
      var (low, high) = (0, lengths.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if lengths[middle] < at { low = middle + 1 } else { high = middle }
      }
      let (a, b) = pieces[low]
      let part = random.uniform(0...1)
      let length = max(scale.distance(a, b), 0.01)
      let along = Coordinate(
        x: (b.x - a.x) * scale.metersPerDegreeX / length, y: (b.y - a.y) * scale.metersPerDegreeY / length)
      var offset = Coordinate(x: random.normal() * noise / 2, y: random.normal() * noise / 2)
      if isBeside {
        let aside = random.uniform(5...max(noise, 5.01)) * (Bool.random(using: &random) ? 1 : -1)
        offset = Coordinate(x: -along.y * aside, y: along.x * aside)
      }
      places.append(
        Coordinate(
          x: a.x + (b.x - a.x) * part + offset.x / scale.metersPerDegreeX,
          y: a.y + (b.y - a.y) * part + offset.y / scale.metersPerDegreeY))
    }
    if Bool.random(using: &random) {
      let wide = window.expanded(by: 0.003)
      boundary = .polygon(
        Polygon(outer: [
          Coordinate(x: wide.minX, y: wide.minY), Coordinate(x: wide.maxX, y: wide.minY),
          Coordinate(x: wide.maxX, y: wide.maxY), Coordinate(x: wide.minX, y: wide.maxY),
        ]))
    }
    positions = try Self.written(places, system)
  }

  /// As a file in that system would have them.
  static func written(_ places: [Coordinate], _ system: String) throws -> [Coordinate] {
    if system.hasSuffix("-swapped") {
      return try written(places, String(system.dropLast(8))).map { Coordinate(x: $0.y, y: $0.x) }
    }
    if system.hasSuffix("-e6") {
      return try written(places, String(system.dropLast(3))).map {
        Coordinate(x: ($0.x * 1e6).rounded(), y: ($0.y * 1e6).rounded())
      }
    }
    switch system {
    case "wgs84": return places
    case "gcj02": return places.map { ChineseDatum.gcj02.fromWGS84($0) }
    case "bd09": return places.map { ChineseDatum.bd09.fromWGS84($0) }
    default:
      var coordinates = places
      try Transformer(from: "OGC:CRS84", to: system).transform(&coordinates)
      return coordinates
    }
  }

  var raw: RawLayer {
    RawLayer(
      source: LayerSource(role: "stations", path: "synthetic.csv"),
      records: positions.enumerated().map { Record(number: $0 + 1, shape: .point($1)) }, statement: .nobody)
  }
}

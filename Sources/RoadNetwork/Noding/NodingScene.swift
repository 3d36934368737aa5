import Geometry
import Model

/// A place in units of 1e-7 degree: x is longitude.
typealias NodingPlace = SIMD2<Int32>

extension NodingPlace {
  var position: Coordinate { Coordinate(e7: x, y) }

  /// From west to east, then from south to north.
  static func isBefore(_ a: Self, _ b: Self) -> Bool { a.x == b.x ? a.y < b.y : a.x < b.x }
}

/// The lines while they are noded. Nothing in it depends on their order.
struct NodingScene {
  let noding: StreetNoding
  /// Without repeated places; empty for a line that is dropped or comes back as it was.
  var lines: [[NodingPlace]]
  private var isUntouched: [Bool]
  let records: [Int]
  /// Number of each line's level; 0 is the ground.
  let levels: [Int]
  let hasLevels: Bool
  var report = NodingReport()
  /// Of ``NodingReport/keptApart``, what is not found again in each round.
  var movedApart = NodingReport.Tally()

  init(_ lines: [StreetLine], _ noding: StreetNoding) {
    self.noding = noding
    records = lines.map(\.record)
    let words = lines.map { StreetLevel($0.tags) }
    let ordered = Set(words).subtracting([.ground]).sorted()
    var numbers: [StreetLevel: Int] = [.ground: 0]
    for (index, level) in ordered.enumerated() { numbers[level] = index + 1 }
    levels = words.map { numbers[$0]! }
    hasLevels = !ordered.isEmpty
    isUntouched = lines.map { line in
      line.coordinates.count < 2 || line.coordinates.contains { !$0.isFinite || abs($0.x) > 180 || abs($0.y) > 90 }
    }
    self.lines = []
    self.lines.reserveCapacity(lines.count)
    for (line, isUntouched) in zip(lines, isUntouched) {
      var places: [NodingPlace] = []
      if !isUntouched {
        places.reserveCapacity(line.coordinates.count)
        for coordinate in line.coordinates {
          let place = NodingPlace(Int32((coordinate.x * 1e7).rounded()), Int32((coordinate.y * 1e7).rounded()))
          if place != places.last { places.append(place) }
        }
      }
      self.lines.append(places)
    }
  }

  /// The lines that are left, with the words they had.
  func streets(_ originals: [StreetLine]) -> [StreetLine] {
    var result: [StreetLine] = []
    result.reserveCapacity(lines.count)
    for (index, var line) in originals.enumerated() {
      if !isUntouched[index] {
        if lines[index].isEmpty { continue }
        line.coordinates = lines[index].map(\.position)
      }
      result.append(line)
    }
    return result
  }

  func spot(_ place: NodingPlace, _ distance: Double, _ line: Int) -> NodingReport.Spot {
    .init(position: place.position, distance: Meters(distance), record: records[line])
  }

  func length(_ line: Int) -> Double { lengthInMeters(lines[line].lazy.map(\.position)) }

  /// A place where lines end.
  struct End {
    var place: NodingPlace
    /// Of the lines that end there.
    var levels: Set<Int>
    /// One of them: that of the smallest record.
    var line: Int
    /// How many ends meet.
    var count: Int
  }

  /// All places where lines end, from west to east.
  func ends() -> [End] {
    var indices: [NodingPlace: Int] = [:]
    var ends: [End] = []
    for (line, places) in lines.enumerated() where !places.isEmpty {
      for place in [places[0], places[places.count - 1]] {
        if let index = indices[place] {
          ends[index].levels.insert(levels[line])
          ends[index].count += 1
          if records[line] < records[ends[index].line] { ends[index].line = line }
        } else {
          indices[place] = ends.count
          ends.append(End(place: place, levels: [levels[line]], line: line, count: 1))
        }
      }
    }
    ends.sort { NodingPlace.isBefore($0.place, $1.place) }
    return ends
  }

  /// Gives lines more vertices.
  ///
  /// - Parameter vertices: behind which vertex of which line, how far along its piece, and where.
  mutating func insert(_ vertices: [NodingVertex]) {
    var byLine: [Int: Set<NodingVertex>] = [:]
    for vertex in vertices { byLine[Int(vertex.line), default: []].insert(vertex) }
    for (line, vertices) in byLine {
      var places: [NodingPlace] = []
      places.reserveCapacity(lines[line].count + vertices.count)
      var rest = vertices.sorted {
        ($0.segment, $0.share, $0.place.x, $0.place.y) < ($1.segment, $1.share, $1.place.x, $1.place.y)
      }[...]
      for (index, place) in lines[line].enumerated() {
        if place != places.last { places.append(place) }
        while let next = rest.first, next.segment == index {
          if next.place != places.last { places.append(next.place) }
          rest.removeFirst()
        }
      }
      lines[line] = places
    }
  }
}

/// A vertex to come.
struct NodingVertex: Hashable {
  var line: Int32
  /// The piece from this vertex of the line to the next.
  var segment: Int32
  /// 0...1 along the piece.
  var share: Double
  var place: NodingPlace
}

/// Whether a street runs on the ground, above or below, as its words say.
struct StreetLevel: Hashable, Comparable {
  private var layer: String
  private var isBridge: Bool
  private var isTunnel: Bool

  static let ground = StreetLevel([:])
  /// Words for no, those of shapefiles included.
  static let no: Set<String> = ["", "no", "false", "f", "n", "0", "否", "无"]

  init(_ tags: [String: String]) {
    func says(_ key: String) -> Bool { tags[key].map { !Self.no.contains($0.lowercased()) } ?? false }
    isBridge = says("bridge")
    isTunnel = says("tunnel")
    var text = tags["layer"] ?? ""
    if let number = Double(text) { text = number == 0 ? "" : "\(number)" }
    // What the map leaves out: a bridge is above the ground, a tunnel below.
    layer = text.isEmpty ? isBridge ? "1.0" : isTunnel ? "-1.0" : "0" : text
  }

  static func < (a: Self, b: Self) -> Bool {
    (a.layer, a.isBridge ? 1 : 0, a.isTunnel ? 1 : 0) < (b.layer, b.isBridge ? 1 : 0, b.isTunnel ? 1 : 0)
  }
}

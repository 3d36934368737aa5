import Foundation
import Testing

/// A town of 9 x 9 streets in which every figure can be worked out with a pencil.
///
/// A block is 0.0013475° east (150.003 m) and 0.0013566° north (150.005 m), 2.25 minutes at 4 km/h; the cutoff of 5
/// minutes is 2.2 blocks, so two are within it (4.5 min) and three are not (6.75 min). Streets are numbered 1 to 9
/// eastwards and northwards; (5, 5) lies at 105° E on the equator.
///
///            1     2     3     4     5     6     7     8     9
///       9    .    c11    .    r2----+-----r2     .     .     .
///       8   w3     s5    .     .  k1,c12   .     .     .     .
///       7    .     .     .     .     w4    .     c8    .     .
///       6   k2     .     .     .     .    c10    s4    .     .
///       5   c3     .     .     .     .     .     .     c7    .
///       4    .     .    r1---s2,c4---r1    .     .     w2    .
///       3    .     c1    c2    .     .     .     .     s3    .
///       2    .     s1    .     w1    c5    .     .     c6    .
///       1    .     .     .     .     k3    .     .     .     .
///
/// c9 lies at (15, 15), six blocks from any street: unreached. Who is within two blocks of whom, with the plan in
/// brackets:
///
///     c1 s1      c2 s1 s2   c3 (k2)   c4 s2   c5 -    c6 s3    c7 s3 s4   c8 s4   c9 -   c10 s4   c11 s5   c12 (k1)
///     w1 s1 s2   w2 s3      w3 s5 (k2)        w4 (k1)           r1 s2      r2 (k1)
///
/// Residents: West c1 100, c2 80, c3 60, c4 120, c5 40 = 400; East c6 90, c7 70, c8 110, c9 30, c10 50 = 350; North
/// c11 150, c12 100 = 250; 1,000 in all. Heads: takeaway w1 20, w2 30 (there 11-13 and 17-23 o'clock); express w3 40,
/// w4 10 (of no town); 100 in all. Routes: two blocks each, so 0.3 km: takeaway r1 x 10 = 3, express r2 x 20 = 6
/// trip-km.
///
/// | station | kind | has | lacks of its kind's full set | open | seats |
/// |---|---|---|---|---|---|
/// | s1 | station (the six) | drink rest heat-food charge warm | cool | always | 10 |
/// | s2 | station | drink rest charge warm cool | heat-food | Tu-Su 9-21 | 20 |
/// | s3 | outdoor (drink rest charge first-aid) | drink rest first-aid | charge | 20-2 | nobody knows |
/// | s4 | outdoor | drink rest charge first-aid heat-food | nothing | nobody knows | 40 |
/// | s5 | station | the six | nothing | Mo-Fr 8-18, Sa 10-14, no holidays | 30 |
/// | k1, k2, k3 | (the six) | drink rest charge | heat-food warm cool | 8-20 | 25, the mean |
///
/// Of two new stations the plan takes k1 and k2. The weighted mean share counts residents 0.2, workers 0.4, routes 0.4:
/// k1 adds 0.2 x 100/1000 + 0.4 x 10/100 + 0.4 x 6/9, k2 adds 0.2 x 60/1000, k3 (c5) 0.2 x 40/1000.
enum HandMadeTown {
  private static func place(_ x: Int, _ y: Int) -> String {
    String(format: "%.7f,%.7f", 105 + Double(x - 5) * 0.0013475, Double(y - 5) * 0.0013566)
  }

  private static func line(_ places: [(Int, Int)], id: String, _ properties: String) -> String {
    let corners = places.map { "[\(place($0.0, $0.1))]" }.joined(separator: ",")
    return """
      {"type":"Feature","id":"\(id)","properties":{\(properties)},
      "geometry":{"type":"LineString","coordinates":[\(corners)]}}
      """
  }

  private static func collection(_ features: [String]) -> String {
    "{\"type\":\"FeatureCollection\",\"features\":[\n\(features.joined(separator: ",\n"))\n]}\n"
  }

  /// All files but the analysis. Words and hours stand as planners write them.
  static var layers: [String: String] {
    let residential = "\"highway\":\"residential\""
    let streets = (1...9).flatMap { number in
      [
        line((1...9).map { ($0, number) }, id: "e\(number)", residential),
        line((1...9).map { (number, $0) }, id: "n\(number)", residential),
      ]
    }
    return [
      "roads.geojson": collection(streets),
      "stations.csv": """
      id,name,kind,services,hours,seats,lon,lat
      s1,S1,station,drink;rest;heat-food;charge;warm,24/7,10,\(place(2, 2))
      s2,S2,station,饮水、座椅、充电、空调,周二至周日 9:00-21:00,20,\(place(4, 4))
      s3,S3,outdoor,drink;rest;药品箱,20:00-02:00,,\(place(8, 3))
      s4,S4,outdoor,drink;rest;charge;first-aid;heat-food,,40,\(place(7, 6))
      s5,S5,station,六能,Mo-Fr 08:00-18:00; Sa 10:00-14:00; PH off,30,\(place(2, 8))

      """,
      "communities.csv": """
      id,name,population,town,lon,lat
      c1,C1,100,West,\(place(2, 3))
      c2,C2,80,West,\(place(3, 3))
      c3,C3,60,West,\(place(1, 5))
      c4,C4,120,West,\(place(4, 4))
      c5,C5,40,West,\(place(5, 2))
      c6,C6,90,East,\(place(8, 2))
      c7,C7,70,East,\(place(8, 5))
      c8,C8,110,East,\(place(7, 7))
      c9,C9,30,East,\(place(15, 15))
      c10,C10,50,East,\(place(6, 6))
      c11,C11,150,North,\(place(2, 9))
      c12,C12,100,North,\(place(5, 8))

      """,
      "workers.csv": """
      id,name,heads,trade,town,hours,lon,lat
      w1,W1,20,takeaway,West,,\(place(4, 2))
      w2,W2,30,takeaway,East,"11:00-13:00,17:00-23:00",\(place(8, 4))
      w3,W3,40,express,North,,\(place(1, 8))
      w4,W4,10,express,,,\(place(5, 7))

      """,
      "routes.geojson": collection([
        line([(3, 4), (5, 4)], id: "r1", "\"name\":\"R1\",\"trips\":10,\"trade\":\"takeaway\""),
        line([(4, 9), (6, 9)], id: "r2", "\"name\":\"R2\",\"trips\":20,\"trade\":\"express\""),
      ]),
      "candidates.csv": """
      id,name,cost_yuan,lon,lat
      k1,K1,100,\(place(5, 8))
      k2,K2,100,\(place(1, 6))
      k3,K3,100,\(place(5, 1))

      """,
    ]
  }

  /// - Parameters:
  ///   - coverage: further lines of the group `coverage`, indented by two.
  ///   - before: lines before this group.
  static func analysis(_ coverage: String, circle: String = "{cutoff: 5min}", before: String = "") -> String {
    """
    inputs:
      roads: roads.geojson
      stations: {file: stations.csv, crs: wgs84!}
      communities: {file: communities.csv, crs: wgs84!, weight: population}
      workers: {file: workers.csv, crs: wgs84!, weight: heads}
      routes: {file: routes.geojson, crs: wgs84!, weight: trips}
      candidates: {file: candidates.csv, crs: wgs84!}
    circle: \(circle)
    synonyms: {药品箱: first-aid}
    \(before)
    coverage:
      services: [drink, rest, heat-food, charge, warm, cool, first-aid]
      full_set: {default: [drink, rest, heat-food, charge, warm, cool], outdoor: [drink, rest, charge, first-aid]}
      access: {supply: seats}
    \(coverage)
    siting: {new: 2, builds_with: {services: [drink, rest, charge], hours: "08:00-20:00"}}
    output: {dir: out}

    """
  }

  static let periods = """
      periods: {day: "Mo-Fr 08:00-18:00", night: "Mo-Su 22:00-06:00", weekend: "Sa-Su 10:00-16:00"}
    """

  /// Over a typical week.
  static let typical = Result { try TownRun(layers.merging(["analysis.yaml": analysis(periods)]) { $1 }) }
}

/// What a run wrote.
struct TownRun: Sendable {
  private let files: [String: Data]

  init(_ files: [String: String]) throws {
    let folder = try ScratchFolder(files)
    let outcome = try Command.run(["run", folder.path + "/analysis.yaml", "--quiet"])
    try #require(outcome.code == 0, "\(outcome.errors)")
    self.files = try folder.bytes("out")
  }

  /// - Parameter results: of a run elsewhere, by path.
  init(results: [String: Data]) { files = results }

  func text(_ name: String) throws -> String {
    String(decoding: try #require(files[name], "\(name) of \(files.keys.sorted())"), as: UTF8.self)
  }

  func object(_ name: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(try text(name).utf8)) as? [String: Any])
  }

  func properties(_ layer: String) throws -> [[String: Any]] {
    let features = try #require(try object("\(layer).geojson")["features"] as? [[String: Any]])
    return features.compactMap { $0["properties"] as? [String: Any] }
  }

  /// The rows of a table by the names of its columns.
  func table(_ name: String) throws -> [[String: String]] {
    let lines = try text("tables/\(name).csv").drop { $0 == "\u{FEFF}" }.split(whereSeparator: \.isNewline)
    let columns = Self.cells(try #require(lines.first))
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(columns, Self.cells($0))) }
  }

  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  /// A long table by the values of some of its columns.
  func figures(_ name: String, by columns: [String]) throws -> TownFigures {
    TownFigures(try table(name), by: columns)
  }
}

/// Rows of one figure each, such as `town West communities drink`.
struct TownFigures {
  let rows: [[String: String]]
  private var byKey: [String: [String: String]] = [:]

  init(_ rows: [[String: String]], by columns: [String]) {
    self.rows = rows
    for row in rows {
      let key = columns.compactMap { row[$0] }.filter { !$0.isEmpty }.joined(separator: " ")
      #expect(byKey.updateValue(row, forKey: key) == nil, "\(key) stands twice")
    }
  }

  /// - Parameters:
  ///   - today: nil for an empty cell.
  ///   - within: how far a figure may be off; weights 1e-4 of themselves, as no block is quite 150 m.
  func expect(
    _ key: String, weight: Double? = nil, _ today: Double?, _ plan: Double?, within: Double = 1e-6,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let row = byKey[key] else {
      Issue.record("there is no row “\(key)”", sourceLocation: sourceLocation)
      return
    }
    var wanted: [(column: String, value: Double?, within: Double)] = [
      ("today", today, within), ("with_plan", plan, within),
    ]
    if let weight { wanted.append(("weight", weight, weight * 1e-4)) }
    for (column, value, within) in wanted {
      let found = row[column] ?? "no column"
      let isEqual = value.map { abs((Double(found) ?? .infinity) - $0) <= within } ?? found.isEmpty
      let words = value.map { "\($0)" } ?? "an empty cell"
      #expect(isEqual, "\(key): \(column) is “\(found)”, not \(words)", sourceLocation: sourceLocation)
    }
  }
}

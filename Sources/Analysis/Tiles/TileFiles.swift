import Files
import Foundation
import Geodata
import Model
import RoadNetwork
import Words

/// What a folder of tiles says of itself, in `tiles.json`.
package struct TileSet: Codable, Hashable, Sendable {
  /// One tile, with what it takes.
  package struct Tile: Codable, Hashable, Sendable {
    /// Its folder.
    package var name: String
    /// Demand points that are its own.
    package var points: Int
    /// Stations and candidates that can reach one of them.
    package var sites: Int
    /// Of all modes.
    package var junctions: Int
    package var graphBytes: Int
  }

  /// The search that was cut: rows of another one do not fit.
  package var key: String
  package var points: Int
  package var sites: Int
  package var junctions: Int
  package var graphBytes: Int
  package var tiles: [Tile]

  static let name = "tiles.json"

  /// - Throws: ``GeodataError`` when the folder has none.
  init(in folder: String) throws(GeodataError) {
    let path = folder + "/" + Self.name
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let data = FileManager.default.contents(atPath: path),
      let read = try? decoder.decode(TileSet.self, from: data), Set(read.tiles.map(\.name)).count == read.tiles.count
    else {
      throw GeodataError(
        .malformed,
        Bilingual(
          "该文件夹不是分片文件夹。请先运行servicecircle tiles cut。",
          "this is no folder of tiles. Make one with: servicecircle tiles cut."),
        at: .init(file: path))
    }
    self = read
  }

  init(key: String, _ whole: WholeSearch) {
    self.key = key
    points = whole.positions.count
    sites = whole.siteCount
    junctions = whole.searches.reduce(0) { $0 + ($1.graph?.nodeCount ?? 0) }
    graphBytes = whole.searches.reduce(0) { $0 + ($1.graph?.byteCount ?? 0) }
    tiles = []
  }

  var text: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return (try? encoder.encode(self)).map { Array($0) + [10] } ?? []
  }
}

/// A tile as its folder keeps it: whose it is, the points that are its own, and the searches that decide about them.
struct TileFiles {
  /// Of ``TileSet/key`` and the tile's name.
  static func title(_ key: String, _ name: String) -> String { "\(key) \(name)" }
  static let owned = "tile.points"
  static let rows = "tile.rows"

  var key: String
  var name: String
  /// Rising.
  var points: [Int32]
  var searches: [TileSearch]

  private static func numbers(_ index: Int) -> String { "search-\(index + 1).numbers" }
  private static func graph(_ index: Int) -> String { "search-\(index + 1).scgraph" }

  /// - Parameter place: the path to write a file of the tile to.
  func write(_ place: (_ name: String) throws -> String) throws {
    try NumberFile(Self.title(key, name), whole: [points, [Int32(searches.count)]]).write(to: place(Self.owned))
    for (index, search) in searches.enumerated() {
      try search.numbers.write(to: place(Self.numbers(index)))
      if let graph = search.graph {
        let file = try WholeFile(place(Self.graph(index)))
        try graph.save(origin: Self.title(key, name)) { try file.write($0) }
        try file.commit()
      }
    }
  }

  /// - Throws: `RoadNetworkError` for a file that is missing or damaged, ``GeodataError`` for files that do not fit.
  init(in folder: String) throws {
    let path = folder + "/" + Self.owned
    let own = try NumberFile.open(path)
    let words = own.text.split(separator: " ")
    guard words.count == 2, own.whole.count == 2, own.whole[1].count == 1 else { throw Self.misfit(path) }
    (key, name) = (String(words[0]), String(words[1]))
    points = own.whole[0]
    searches = []
    for index in 0..<Int(own.whole[1][0]) {
      let path = folder + "/" + Self.numbers(index)
      let numbers = try NumberFile.open(path)
      let graphPath = folder + "/" + Self.graph(index)
      let graph = FileManager.default.fileExists(atPath: graphPath) ? try RoadGraph.open(graphPath).graph : nil
      guard let search = TileSearch(numbers, graph) else { throw Self.misfit(path) }
      searches.append(search)
    }
  }

  init(key: String, name: String, points: [Int32], searches: [TileSearch]) {
    self.key = key
    self.name = name
    self.points = points
    self.searches = searches
  }

  static func misfit(_ path: String) -> GeodataError {
    GeodataError(
      .malformed,
      Bilingual(
        "分片的各个文件互不相符。请重新分片：servicecircle tiles cut。",
        "the files of the tile do not fit one another. Cut anew with: servicecircle tiles cut."), at: .init(file: path))
  }
}

extension NumberFile {
  /// - Throws: `FilesError`.
  func write(to path: String) throws(FilesError) {
    let file = try WholeFile(path)
    try save { (bytes) throws(FilesError) in try file.write(bytes) }
    try file.commit()
  }
}

import Foundation
import Geodata
import Model
import RoadNetwork
import Words

/// The rows that the tiles of a folder found, joined again.
struct TileRows {
  let folder: String

  /// Of the whole search; equal to what it would find itself, whatever the tiles.
  ///
  /// - Throws: ``GeodataError`` when the tiles are of another search, one has no rows yet, or they do not own every
  ///   demand point once; `RoadNetworkError` for a damaged file.
  /// - Complexity: O(pairs) time and memory, besides the key of the search.
  func covers(of search: WholeSearch) throws -> CoverSets {
    let set = try TileSet(in: folder)
    guard set.key == search.key else {
      throw GeodataError(
        .badValue,
        Bilingual(
          "这些分片属于另一次计算：站点、需求、路网、服务圈的定义或程序版本已经改变。请重新分片并计算：servicecircle tiles cut、tiles search。",
          "these tiles are of another search: stations, demand, streets, the circle's definition or the program changed. "
            + "Make them anew with: servicecircle tiles cut, servicecircle tiles search."),
        at: .init(file: folder + "/" + TileSet.name))
    }
    var owners = [UInt8](repeating: 0, count: set.points)
    var parts: [SitedRows] = []
    for tile in set.tiles {
      let rows = try Self.read("\(folder)/\(tile.name)", tile.name, set)
      for point in rows.points { owners[Int(point)] &+= 1 }
      parts.append(rows)
    }
    guard owners.allSatisfy({ $0 == 1 }) else { throw TileFiles.misfit(folder + "/" + TileSet.name) }
    return CoverSets(siteCount: set.sites, demandCount: set.points, joining: parts)
  }

  private static func read(_ folder: String, _ name: String, _ set: TileSet) throws -> SitedRows {
    let path = folder + "/" + TileFiles.rows
    guard FileManager.default.fileExists(atPath: path) else {
      throw GeodataError(
        .badValue,
        Bilingual(
          "该分片尚未计算。请运行：servicecircle tiles search \(folder)",
          "this tile has no rows yet. Run: servicecircle tiles search \(folder)"),
        at: .init(file: path))
    }
    let file = try NumberFile.open(path)
    guard file.text == TileFiles.title(set.key, name), let rows = SitedRows(file, set) else {
      throw TileFiles.misfit(path)
    }
    return rows
  }
}

extension SitedRows {
  /// As a tile keeps them.
  func numbers(_ title: String) -> NumberFile {
    NumberFile(
      title,
      whole: [points, sites, zip(covers.offsets, covers.offsets.dropFirst()).map { Int32($1 - $0) }, covers.demand],
      real: [covers.costs])
  }

  /// - Returns: nil when the numbers do not fit one another or the whole.
  fileprivate init?(_ file: NumberFile, _ whole: TileSet) {
    guard file.whole.count == 4, file.real.count == 1 else { return nil }
    let (points, sites, counts, demand) = (file.whole[0], file.whole[1], file.whole[2], file.whole[3])
    func rises(_ numbers: [Int32], below end: Int) -> Bool {
      numbers.allSatisfy { $0 >= 0 && $0 < end } && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    }
    var offsets = [0]
    for count in counts { offsets.append(offsets.last! + Int(count)) }
    guard rises(points, below: whole.points), rises(sites, below: whole.sites), counts.count == sites.count,
      counts.allSatisfy({ $0 >= 0 }), offsets.last == demand.count,
      demand.allSatisfy({ $0 >= 0 && $0 < points.count }), file.real[0].count == demand.count
    else { return nil }
    self.init(
      CoverSets(demandCount: points.count, offsets: offsets, demand: demand, costs: file.real[0]), sites: sites,
      points: points)
  }
}

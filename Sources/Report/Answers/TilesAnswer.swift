import Analysis
import Geodata
import Words

/// What `tiles cut` prints.
package struct TilesAnswer {
  private let set: TileSet
  private let folder: String

  package init(_ set: TileSet, folder: String) {
    self.set = set
    self.folder = folder
  }

  package var json: JSONValue {
    .object([
      JSONMember("folder", .string(folder)), JSONMember("key", .string(set.key)),
      JSONMember("points", .int(set.points)), JSONMember("sites", .int(set.sites)),
      JSONMember("junctions", .int(set.junctions)), JSONMember("graph_bytes", .int(set.graphBytes)),
      JSONMember(
        "tiles",
        .array(
          set.tiles.map { tile in
            .object([
              JSONMember("name", .string(tile.name)), JSONMember("points", .int(tile.points)),
              JSONMember("sites", .int(tile.sites)), JSONMember("junctions", .int(tile.junctions)),
              JSONMember("graph_bytes", .int(tile.graphBytes)),
            ])
          })),
    ])
  }

  package var text: Bilingual {
    ([
      Bilingual(
        "整体：\(set.points)个需求点，\(set.sites)个站点和候选点，\(set.junctions)个路口",
        "whole: \(set.points) demand points, \(set.sites) stations and candidates, \(set.junctions) junctions")
    ]
      + set.tiles.map { tile in
        Bilingual(
          "\(folder)/\(tile.name)：\(tile.points)个需求点，\(tile.sites)个站点和候选点，\(tile.junctions)个路口",
          "\(folder)/\(tile.name): \(tile.points) demand points, \(tile.sites) stations and candidates, "
            + "\(tile.junctions) junctions")
      }).inLines
  }
}

/// What `tiles search` prints.
package struct TileAnswer {
  private let result: TileResult

  package init(_ result: TileResult) { self.result = result }

  package var json: JSONValue {
    .object([
      JSONMember("tile", .string(result.name)), JSONMember("points", .int(result.points)),
      JSONMember("sites", .int(result.sites)), JSONMember("pairs", .int(result.pairs)),
    ])
  }

  package var text: Bilingual {
    Bilingual(
      "\(result.name)：\(result.sites)个站点和候选点服务\(result.points)个需求点中的一些，共\(result.pairs)对",
      "\(result.name): \(result.sites) stations and candidates reach some of \(result.points) demand points, "
        + "\(result.pairs) pairs")
  }
}

import Analysis
import ArgumentParser
import Geodata
import Report
import Words

struct TilesCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "tiles",
      abstract: words(
        "把一座大城市的计算分片，分别计算后合并，结果与整体计算完全一致。",
        "Cut the search of one large city into tiles, to be searched apart and joined exactly."),
      subcommands: [Cut.self, Search.self])
  }

  struct Cut: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "cut",
        abstract: words(
          "把需求点分给各片，每片附上一个服务圈范围内的道路和站点。",
          "Give every demand point to one tile, with the streets and sites of one cutoff around it."),
        discussion: words(
          """
          示例：
            servicecircle tiles cut city.yaml --count 9 -o city-tiles
            servicecircle tiles search city-tiles/tile-0001
            servicecircle run city.yaml --tiles city-tiles
          各片可以在不同的计算机上计算；全部算完后，run --tiles直接取用，不再搜索。
          """,
          """
          Examples:
            servicecircle tiles cut city.yaml --count 9 -o city-tiles
            servicecircle tiles search city-tiles/tile-0001
            servicecircle run city.yaml --tiles city-tiles
          Tiles can be searched on different machines; when all are done, run --tiles takes their rows and does not search.
          """))
    }

    @Argument(help: .words("分析文件。", "The analysis file.")) var analysis: String
    @Option(help: .words("分成几片。", "How many tiles.")) var count: Int
    @Option(
      name: [.customShort("o"), .long],
      help: .words("存放各片的文件夹。", "Folder for the tiles.")) var output: String
    @Option(
      name: .customLong("set"),
      help: .words("改写一个键：键=值。可写多次。", "Override one key: key=value. May be given several times."))
    var overrides: [String] = []
    @OptionGroup var common: CommonOptions

    func validate() throws {
      guard (1...9999).contains(count) else {
        throw ValidationError("--count应为1至9999。", "--count is 1 to 9999.")
      }
    }

    func run() async throws {
      let file = try AnalysisFile(path: analysis, overrides: overrides)
      let set = try await cutIntoTiles(file, count: count, to: output, common.runOptions)
      common.clearProgress()
      let answer = TilesAnswer(set, folder: output)
      try common.answer(answer.json, answer.text)
    }
  }

  struct Search: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "search",
        abstract: words(
          "计算一片：每个站点在服务圈内的需求点，写入该片的文件夹。",
          "Search one tile: the demand points within the cutoff of each site, written to the tile's folder."))
    }

    @Argument(help: .words("一片的文件夹。", "The folder of a tile.")) var tile: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
      let result = try await searchTile(tile, common.runOptions)
      common.clearProgress()
      let answer = TileAnswer(result)
      try common.answer(answer.json, answer.text)
    }
  }
}

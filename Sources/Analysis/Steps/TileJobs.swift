import Files
import Foundation
import Geodata
import Model
import RoadNetwork
import Words

/// Cuts the search of an analysis, who is within the cutoff of which site, into tiles: the `tiles cut` command.
///
/// The ground is parted so that every demand point has one tile. A tile's folder holds its points, the stations and
/// candidates that can reach one of them, and the streets of one cutoff around: what ``searchTile(_:_:)`` needs, and
/// no more. The rows of all tiles together are those of the whole search, to the last digit.
/// - Parameters:
///   - count: of tiles; there are fewer where points lie at too few places.
///   - folder: takes the place of an older folder of tiles, and of nothing else.
/// - Throws: as a run does before its search; ``GeodataError`` `cannotWrite`.
/// - Complexity: that of a run before its search, and one bounded search for each tile.
package func cutIntoTiles(
  _ file: AnalysisFile, count: Int, to folder: String, _ options: RunOptions
) async throws -> TileSet {
  try checkReplaceable(folder)
  let place = try writing(folder) { try WholeFolder(folder) }
  let linked = try await LinkedAnalysis(file, try readInputs(file, options), options, StepClock())
  let whole = try linked.inputs.wholeSearch(linked.demand, linked.links, file.circle, options)
  var set = TileSet(key: whole.key, whole)
  let owned = whole.tiles(count)
  for (index, points) in owned.enumerated() {
    if options.isCancelled() { throw CancellationError() }
    options.progress.report(
      Bilingual("正在分片（第\(index + 1)片，共\(owned.count)片）", "cutting tile \(index + 1) of \(owned.count)"))
    let digits = String(index + 1)
    let name = "tile-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let searches = whole.parts(owning: points)
    let tile = TileFiles(key: set.key, name: name, points: points.map { Int32($0) }, searches: searches)
    try writing(folder) { try tile.write { try place.place("\(name)/\($0)") } }
    set.tiles.append(
      .init(
        name: name, points: points.count, sites: Set(searches.flatMap(\.sites)).count,
        junctions: searches.reduce(0) { $0 + ($1.graph?.nodeCount ?? 0) },
        graphBytes: searches.reduce(0) { $0 + ($1.graph?.byteCount ?? 0) }))
  }
  try writing(folder) {
    let index = try WholeFile(place.place(TileSet.name))
    try index.write(set.text)
    try index.commit()
    try place.commit { (old: String) throws(GeodataError) in try checkReplaceable(old) }
  }
  return set
}

/// What a tile's search found.
package struct TileResult: Sendable {
  package var name: String
  package var points: Int
  package var sites: Int
  package var pairs: Int
}

/// Searches one tile and writes its rows beside its other files: the `tiles search` command.
///
/// - Parameter folder: of the tile.
/// - Throws: `RoadNetworkError` for a file that is damaged or missing, and code `cancelled`; ``GeodataError``.
/// - Complexity: one bounded search for each of the tile's sites.
package func searchTile(_ folder: String, _ options: RunOptions) async throws -> TileResult {
  let tile = try TileFiles(in: folder)
  options.progress.report(
    Bilingual(
      "正在计算\(tile.name)（\(tile.points.count)个需求点）", "searching \(tile.name) (\(tile.points.count) demand points)"))
  var position: [Int32: Int32] = [:]
  for (index, point) in tile.points.enumerated() { position[point] = Int32(index) }
  let sites = Set(tile.searches.flatMap(\.sites)).sorted()
  let row = Dictionary(uniqueKeysWithValues: sites.enumerated().map { ($1, Int32($0)) })
  var parts: [SitedRows] = []
  for search in tile.searches {
    let places = search.points.compactMap { position[$0] }
    guard places.count == search.points.count else { throw TileFiles.misfit(folder) }
    parts.append(
      SitedRows(try await search.covers(options), sites: search.sites.map { row[$0]! }, points: places))
  }
  let rows = CoverSets(siteCount: sites.count, demandCount: tile.points.count, joining: parts)
    .occupied(sites: sites, points: tile.points)
  let path = folder + "/" + TileFiles.rows
  try writing(path) {
    try rows.numbers(TileFiles.title(tile.key, tile.name)).write(to: path)
  }
  return TileResult(
    name: tile.name, points: tile.points.count, sites: rows.sites.count, pairs: rows.covers.pairCount)
}

/// Whether tiles may stand at a place: nothing is there yet, or an empty folder, or tiles.
private func checkReplaceable(_ folder: String) throws(GeodataError) {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  guard !names.isEmpty, (try? TileSet(in: folder)) == nil else { return }
  throw GeodataError(
    .cannotWrite,
    Bilingual(
      "该文件夹中有其他内容，不予替换。请用-o另选文件夹。", "this folder holds something else and is not replaced. Choose another with -o."),
    at: .init(file: folder))
}

/// Says of what cannot be written that it cannot.
private func writing<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
  do { return try body() } catch let error as FilesError {
    throw GeodataError(
      .cannotWrite, error.words(elsewhere: Bilingual("用-o改存他处", "choose another folder with -o")),
      at: .init(file: path), underlying: error)
  }
}

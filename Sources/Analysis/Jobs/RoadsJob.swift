import Areas
import Geodata
import Model
import RoadNetwork
import Words

/// Building a graph once, to be opened in milliseconds later: the `roads build` command.
package struct RoadsJob: Sendable {
  package var roads: LayerSource
  package var rules: ModeRules
  package var impedance: Impedance
  /// An elevation model: a tile or a folder of tiles.
  package var elevation: String?
  /// How lines become streets.
  package var streets: StreetDefinition
  /// Whether the ground of the streets is to be kept with the graph.
  package var wantsTerritories: Bool

  package init(
    roads: LayerSource, rules: ModeRules, impedance: Impedance, elevation: String?,
    streets: StreetDefinition = StreetDefinition(), wantsTerritories: Bool = false
  ) {
    self.wantsTerritories = wantsTerritories
    self.roads = roads
    self.streets = streets
    self.rules = rules
    self.impedance = impedance
    self.elevation = elevation
  }

  package func run(_ options: RunOptions) throws -> BuiltRoads {
    var reader = LayerReader()
    options.progress.report(Bilingual("正在读取路网", "reading roads"))
    let streets = try Roads(roads, &reader, streets)
    // The file's own nodes and tags are needed no more than for the graph.
    reader = LayerReader()
    let isOpenStreetMap = streets.isOpenStreetMap
    let isIllustrative = streets.isIllustrative
    let findings = streets.notes + streets.findings
    options.progress.report(Bilingual("正在建立路网", "building the graph"))
    let graph = try (consume streets).graph(
      rules, impedance, Ground(elevations: elevation.map(readElevations)), of: roads)
    let file = roads.shownName
    var parts = [Bilingual(same: file), rules.mode.words, impedance.words]
    if isOpenStreetMap { parts.append(Bilingual(same: Roads.openStreetMapMark)) }
    if let elevation {
      let name = elevation.split(separator: "/").last ?? ""
      parts.append(Bilingual("高程\(name)", "heights of \(name)"))
    }
    if isIllustrative { parts.append(Bilingual("示意数据", Roads.illustrativeMark)) }
    var built = BuiltRoads(graph: graph, origin: parts.joined("，", ", "), findings: findings)
    if wantsTerritories {
      options.progress.report(Bilingual("正在划分街道地块", "parting the ground among the streets"))
      built.territories = graph.keptTerritories(threads: options.threads)
    }
    return built
  }
}

/// A graph that was built, to be saved.
package struct BuiltRoads: Sendable {
  package var graph: RoadGraph
  /// What it was made from; in English it is kept in the file.
  package var origin: Bilingual
  /// What was found out about it.
  package var findings: [QualityFinding]
  /// The ground of its streets; nil unless asked for.
  var territories: KeptTerritories?

  /// Hands out the bytes of the file, piece by piece.
  package func save<E: Error>(_ write: ([UInt8]) throws(E) -> Void) throws(E) {
    try graph.save(
      origin: origin.english, ground: territories.map { (KeptTerritories.layout, $0.columns) }, write)
  }
}

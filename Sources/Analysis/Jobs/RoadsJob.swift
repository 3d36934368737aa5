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

  package init(
    roads: LayerSource, rules: ModeRules, impedance: Impedance, elevation: String?,
    streets: StreetDefinition = StreetDefinition()
  ) {
    self.roads = roads
    self.streets = streets
    self.rules = rules
    self.impedance = impedance
    self.elevation = elevation
  }

  /// - Returns: the graph, what it was made from in words, and what was found out about it.
  package func run(
    _ options: RunOptions
  ) throws -> (graph: RoadGraph, origin: String, findings: [QualityFinding]) {
    var reader = LayerReader()
    options.progress.report(Bilingual("正在读取路网", "reading roads"))
    let streets = try Roads(roads, &reader, streets)
    options.progress.report(Bilingual("正在建立路网", "building the graph"))
    let graph = try streets.graph(
      rules, impedance, Ground(elevations: elevation.map(readElevations)), of: roads)
    let file = roads.shownName
    var parts = [file, rules.mode.rawValue, "\(impedance)"]
    if streets.isOpenStreetMap { parts.append(Roads.openStreetMapMark) }
    if let elevation { parts.append("heights of \(elevation.split(separator: "/").last ?? "")") }
    if streets.isIllustrative { parts.append(Roads.illustrativeMark) }
    return (graph, parts.joined(separator: ", "), streets.notes + streets.findings)
  }
}

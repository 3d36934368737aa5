import Analysis
import ArgumentParser
import Geodata
import Model
import RoadNetwork

/// How the lines of a file of roads are joined, as `inputs.roads.noding` says it in an analysis.
struct NodingOptions: ParsableArguments {
  @Option(help: "Street lines without node numbers: ends this near become one node, such as 0.5m; at most 20m.")
  var noding: String?
  @Flag(help: "With --noding: an end near the middle of a line joins it.") var tJunctions = false
  @Flag(help: "With --noding: lines that cross are joined, unless bridge, tunnel or layer differ.") var crossings =
    false

  func validate() throws {
    guard let noding else {
      guard !tJunctions, !crossings else { throw ValidationError("--t-junctions and --crossings need --noding.") }
      return
    }
    guard let tolerance = Meters(parsing: noding), tolerance.value >= 0, tolerance <= StreetNoding.largestTolerance
    else {
      throw ValidationError("--noding is a length such as 0.5m, at most \(Int(StreetNoding.largestTolerance.value))m.")
    }
  }

  /// - Throws: `GeodataError` for roads that are no lines.
  func definition(_ roads: LayerSource, _ modes: ModeTables) throws -> StreetDefinition {
    guard let tolerance = noding.flatMap({ Meters(parsing: $0) }) else { return StreetDefinition() }
    var noding = StreetNoding()
    noding.tolerance = tolerance
    noding.joinsTJunctions = tJunctions
    noding.joinsCrossings = crossings
    let definition = StreetDefinition(noding, modes)
    try definition.check(roads)
    return definition
  }
}

import Analysis
import ArgumentParser
import Geodata
import Model
import RoadNetwork

/// How the lines of a file of roads are joined, as `inputs.roads.noding` says it in an analysis.
struct NodingOptions: ParsableArguments {
  @Option(
    help: .words(
      "用于没有结点编号的道路线：端点相距在此以内的合为一个结点，如0.5m；最多20m。",
      "Street lines without node numbers: ends this near become one node, such as 0.5m; at most 20m."))
  var noding: String?
  @Flag(help: .words("与--noding同用：端点靠近另一条线中段的，与其相接。", "With --noding: an end near the middle of a line joins it."))
  var tJunctions = false
  @Flag(
    help: .words(
      "与--noding同用：相互交叉的线在交点相接，桥梁、隧道或层次不同的除外。",
      "With --noding: lines that cross are joined, unless bridge, tunnel or layer differ."))
  var crossings = false

  func validate() throws {
    guard let noding else {
      guard !tJunctions, !crossings else {
        throw ValidationError(
          "--t-junctions和--crossings须与--noding同用。", "--t-junctions and --crossings need --noding.")
      }
      return
    }
    guard let tolerance = Meters(parsing: noding), tolerance.value >= 0, tolerance <= StreetNoding.largestTolerance
    else {
      let most = Int(StreetNoding.largestTolerance.value)
      throw ValidationError(
        "--noding应为长度，如0.5m，最多\(most)m。", "--noding is a length such as 0.5m, at most \(most)m.")
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

import Areas
import Geometry
import Model
import RoadNetwork
import Words

/// What is reached from one place along the streets of an analysis that has been read: ``ReachJob`` without files.
///
/// Streets, heights, barriers, water, speeds, direction and snap limit are those of the analysis.
package struct PlaceReach: Sendable {
  /// What the area says it starts from.
  package static let name = "place"

  private let file: AnalysisFile
  private let inputs: AnalysisInputs
  private let place: Coordinate
  package let mode: TravelMode
  package let cutoff: Cutoff

  /// - Parameters:
  ///   - place: WGS84 degrees; beyond the snap limit of every street its area is empty and says why.
  ///   - cutoff: inclusive; nil for that of the analysis.
  /// - Throws: ``AnalysisError`` for an analysis without streets, for a mode that it does not know and for a cutoff that no
  ///   search goes to.
  package init(
    _ file: AnalysisFile, _ inputs: AnalysisInputs, from place: Coordinate, by mode: TravelMode, within cutoff: Cutoff?
  ) throws(AnalysisError) {
    guard inputs.streets.roads != nil else {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "分析文件没有路网，无从沿街道计算。请给出inputs.roads。",
          "the analysis has no streets to go along. Give it inputs.roads."), at: .init(file: file.path, key: "inputs"))
    }
    guard file.modes[mode] != nil else {
      let known = file.modes.all.map(\.mode.rawValue)
      throw AnalysisError(
        .badValue,
        Bilingual(
          "没有出行方式“\(mode.rawValue.shown)”，可用：\(known.joined(separator: "、"))。",
          "there is no mode “\(mode.rawValue.shown)”; there is \(known.joined(separator: ", "))."),
        at: .init(file: file.path, key: "circle.modes"))
    }
    let cutoff = cutoff ?? file.circle.cutoff
    do throws(RoadNetworkError) {
      try cutoff.checkRange()
    } catch {
      throw AnalysisError(.badValue, error.told, at: .init(file: file.path, key: "circle.cutoff"))
    }
    self.file = file
    self.inputs = inputs
    self.place = place
    self.mode = mode
    self.cutoff = cutoff
  }

  package var speed: KilometersPerHour { file.circle.speed(of: mode) }

  /// - Throws: `RoadNetworkError`, also code `cancelled`.
  /// - Complexity: one bounded search and its area; the graph is built where the analysis has none of this mode and unit.
  package func run(_ options: RunOptions) async throws -> ReachOutcome {
    var circle = file.circle
    circle.measure = .network
    circle.cutoff = cutoff
    options.progress.report(Bilingual("正在建立路网", "building the street network"))
    let graph = try inputs.streets.networks(of: [mode], circle, file.modes)[0].graph
    let obstacles = inputs.streets.ground.obstacles
    let site = graph.snap(
      [place], limit: circle.snapLimit, for: .ofSites(circle.direction), around: obstacles, threads: options.threads)
    var outcome = ReachOutcome(graph: graph)
    outcome.origins = 1
    if case .unreached(let reason) = site[0] { outcome.unreached = [(Self.name, reason)] }
    options.progress.report(Bilingual("正在绘制服务范围", "drawing areas"))
    let areas = try await serviceAreas(
      graph, sites: site, cutoffs: [cutoff], direction: circle.direction, around: obstacles, options)
    outcome.areas = [ReachArea(origin: Self.name, cutoff: cutoff, area: areas[0][0])]
    return outcome
  }
}

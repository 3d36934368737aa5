import Coverage
import Foundation
import Geometry
import Model
import RoadNetwork
import Words

/// What a run takes in time and memory, told before the search.
///
/// Both are sums of counts times what one of a kind took in measured runs (`docs/quality-gate.md`). Who reaches whom is
/// not known yet; it is taken from the demand points and junctions within the cutoff in a straight line.
package struct RunEstimate: Hashable, Sendable {
  /// What time and memory depend on.
  package struct Counts: Hashable, Sendable {
    /// Of stations, communities, workers, routes and candidates.
    package var records = 0
    /// Directed connections of all modes' graphs.
    package var arcs = 0
    package var demandPoints = 0
    /// Those that stand for residents, around which gaps are drawn.
    package var residentialPoints = 0
    /// Those that are brought to streets.
    package var snappedPoints = 0
    /// Sites and workers, once for each network they stand on: rows of the `snapping` layer.
    package var snappedRecords = 0
    /// Stations and candidates.
    package var sites = 0
    /// Demand points within the cutoff of a site in a straight line, summed over the sites.
    package var pairs = 0
    /// Junctions, likewise, for the sites whose areas are drawn.
    package var drawnJunctions = 0
    /// New stations, at the most; nil when only a budget or a target bounds them.
    package var new: Int?

    package init() {}
  }

  package var counts: Counts
  /// Of this machine, or what is allowed to the program.
  package var machineBytes: Int

  /// Wall seconds on two cores, but for the proof of a large plan.
  package var seconds: Double {
    let microseconds =
      24 * counts.demandPoints + 29 * counts.residentialPoints + 31 * counts.snappedPoints
      + 36 * counts.drawnJunctions + 5 * counts.pairs
    return 0.8 + Double(microseconds) / 1e6
  }

  /// At the highest point.
  package var bytes: Int {
    57_000_000 + 360 * counts.arcs + 1450 * counts.records + 640 * counts.snappedPoints + 270 * counts.snappedRecords
      + Self.bytesPerPair * counts.pairs
  }

  private static let bytesPerPair = 10

  /// Choosing and proving so many may take minutes, whatever is counted here.
  private var mayProveLong: Bool { counts.sites >= 1000 && counts.new ?? counts.sites >= 50 }

  package init(counts: Counts, machineBytes: Int) {
    self.counts = counts
    self.machineBytes = machineBytes
  }

  init(_ inputs: AnalysisInputs, _ file: AnalysisFile, _ demand: DemandPoints) {
    var counts = Counts()
    counts.sites = inputs.sites.count
    counts.records = counts.sites + inputs.communities.count + inputs.workers.count + inputs.routes.count
    counts.demandPoints = demand.points.count
    counts.residentialPoints = demand.points.count { $0.kind == .communities }
    counts.new = file.siting.new

    let stations = inputs.stations.map(\.position)
    let candidates = inputs.candidates.map(\.position)
    let drawn = min(1, Double(counts.new ?? candidates.count) / Double(max(1, candidates.count)))
    for group in demand.groups(file.circle, inputs.cutoffs(demand, file.circle)) {
      let radius = file.circle.radius(of: group.mode, group.cutoff)
      let points = PointDensity(group.positions.map { demand.points[$0].position }, radius: radius)
      counts.pairs += (stations + candidates).reduce(0) { $0 + points.count(around: $1) }
    }
    for mode in demand.modes {
      let radius = file.circle.radius(of: mode, inputs.drawnCutoff(of: mode, demand, file.circle))
      let positions = demand.positions(of: mode)
      guard let graph = inputs.streets.networks.first(where: { $0.mode == mode })?.graph else { continue }
      counts.arcs += graph.arcCount
      counts.snappedPoints += positions.count
      counts.snappedRecords += counts.sites
      counts.snappedRecords += inputs.workers.count { file.circle.modes.mode(ofTrade: $0.trade) == mode }
      let junctions = PointDensity(
        (0..<graph.nodeCount).map { graph.position(of: NodeIndex($0)) }, radius: radius)
      counts.drawnJunctions += stations.reduce(0) { $0 + junctions.count(around: $1) }
      counts.drawnJunctions += Int(
        drawn * Double(candidates.reduce(0) { $0 + junctions.count(around: $1) }))
    }
    // In the circle measure people still live along the streets.
    if inputs.streets.networks.isEmpty { counts.arcs = inputs.streets.graph?.arcCount ?? 0 }
    self.counts = counts
    machineBytes = machineMemory()
  }

  /// In one line.
  package var words: Bilingual {
    Bilingual(
      "读完文件后，运行约需\(duration.chinese)、内存\(Self.size(bytes))（本机\(Self.size(machineBytes))）：\(counts.arcs)条弧、\(counts.demandPoints)个需求点、\(counts.sites)个站点、服务圈内\(counts.pairs)对"
        + (mayProveLong ? "；方案规模很大，证明其最优可能还需数分钟（siting.gap、siting.time_limit）" : ""),
      "once the files are read, a run takes about \(duration.english) and \(Self.size(bytes)) of \(Self.size(machineBytes)) memory: "
        + "\(counts.arcs) arcs, \(counts.demandPoints) demand points, \(counts.sites) sites, "
        + "\(counts.pairs) pairs within the cutoff"
        + (mayProveLong ? "; proving so large a plan best may take minutes more (siting.gap, siting.time_limit)" : ""))
  }

  /// In few words.
  var short: Bilingual {
    Bilingual(
      "此后约需\(duration.chinese)、内存\(Self.size(bytes))", "about \(duration.english) and \(Self.size(bytes)) from here")
  }

  private var duration: Bilingual {
    let (tenths, whole) = ((seconds * 10).rounded() / 10, Int(seconds.rounded()))
    if seconds < 10 { return Bilingual("\(tenths)秒", "\(tenths) s") }
    if seconds < 120 { return Bilingual("\(whole)秒", "\(whole) s") }
    let minutes = Int((seconds / 60).rounded())
    return Bilingual("\(minutes)分钟", "\(minutes) min")
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1_000_000_000 ? "\(bytes / 1_000_000) MB" : "\((Double(bytes) / 1e8).rounded() / 10) GB"
  }

  /// A warning when the memory will not do, with what to lower.
  package var findings: [QualityFinding] {
    guard bytes > machineBytes else { return [] }
    let fix =
      counts.pairs * Self.bytesPerPair * 2 > bytes
      ? Bilingual(
        "请减小circle.cutoff，或减少候选点（siting.candidates.thinning、`filter`），或减少需求点",
        "lower circle.cutoff, give fewer candidates (siting.candidates.thinning, a `filter`), or fewer demand points")
      : Bilingual(
        "请少读道路和需求点：把文件裁剪到inputs.area，或写`filter`",
        "load fewer streets and demand points: cut the files to inputs.area, or give a `filter`")
    return [
      QualityFinding(
        .warning, .memory, layer: "run", value: Self.size(bytes),
        message: Bilingual(
          "\(words.chinese)；超过本机内存，运行可能被系统中止",
          "\(words.english); that is more than there is, and the run may be ended by the system"),
        fix: Bilingual("\(fix.chinese)；或换用内存更大的计算机", "\(fix.english); or use a machine with more memory"))
    ]
  }
}

import Analysis
import Foundation

/// A small analysis along the equator, where 0.001° are 111.3 m: one station, two communities, two firms, two hosts.
///
/// The station covers 甲社区 and firm w1 (111 m). Host k1 stands in 乙村, 2,226 m away (33.4 min at 4 km/h), with firm
/// w2; host k2 reaches nothing.
enum ReportScene {
  private static let scratch: URL = {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("report-tests-\(ProcessInfo.processInfo.processIdentifier)")
    atexit { try? FileManager.default.removeItem(at: ReportScene.scratch) }
    return folder
  }()

  static func result(
    _ overrides: [String] = [], files: [String: String] = [:], threads: Int = 1, options: RunOptions? = nil
  ) async throws -> AnalysisResult {
    try await runAnalysis(try analysis(overrides, files: files), options ?? RunOptions(threads: threads))
  }

  /// The scene's files in a folder of their own.
  static func analysis(_ overrides: [String] = [], files: [String: String] = [:]) throws -> AnalysisFile {
    let folder = scratch.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var all = [
      "analysis.yaml": """
      title: {zh: 小镇服务圈, en: A town's circle}
      language: both
      inputs: {stations: s.csv, communities: c.csv, workers: w.csv, candidates: k.csv}
      circle: {cutoff: 500m}
      siting: {new: 1}
      """,
      "s.csv": "id,name,services,lon,lat\ns,北站,\"drink,rest\",105,0\n",
      "c.csv": "id,name,population,lon,lat\na,甲社区,100,105.001,0\nb,乙村,300,105.02,0\n",
      "w.csv": "id,riders,trade,lon,lat\nw1,5,express,105.001,0\nw2,5,takeaway,105.02,0\n",
      "k.csv": "id,name,kind,cost_yuan,lon,lat\nk1,东行,bank,12000,105.02,0\nk2,远行,bank,8000,105.03,0\n",
    ]
    all.merge(files) { $1 }
    for (name, text) in all { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return try AnalysisFile(path: folder.appendingPathComponent("analysis.yaml").path, overrides: overrides)
  }
}

import Analysis
import Foundation
import Geodata
import Model
import Report
import Words

/// What is served: one analysis, prepared and run once, and a session that answers under small changes.
package struct Town: Sendable {
  package let result: AnalysisResult
  package let session: Session
  /// Of today's stations, with all that can be asked for.
  package let today: Evaluation
  package let layers: [FeatureLayer]
  /// As `--set` gave them.
  package let overrides: [String]
  /// Of the machine, for work that a question sets off.
  package let threads: Int

  /// Reads, checks and runs the analysis.
  ///
  /// - Throws: as `runAnalysis`.
  package init(_ file: AnalysisFile, overrides: [String] = [], _ options: RunOptions = RunOptions()) async throws {
    let prepared = try await PreparedAnalysis(file, options)
    result = try await prepared.run(options)
    session = Session(prepared, RunOptions(threads: options.threads, isCancelled: { Task.isCancelled }))
    today = try await session.evaluate(Scenario(), with: Set(StateFigures.Part.allCases))
    layers = try result.featureLayers()
    self.overrides = overrides
    threads = options.threads
  }

  /// The stations that a scenario has.
  package func stations(under scenario: Scenario) throws(ScenarioError) -> [Station] {
    try scenario.stations(from: result.inputs.stations, beside: result.inputs.candidates)
  }

  package func layer(_ name: String) -> FeatureLayer? { layers.first { $0.name == name } }

  /// The same words with files called by their names alone: where they lie on this machine is nobody's who asks from afar.
  package func withoutFolders(_ words: Bilingual) -> Bilingual {
    let files = result.file.inputs + [result.file.path]
    let folders = Set(files.map { ($0 as NSString).deletingLastPathComponent + "/" }).subtracting(["/"])
    return folders.sorted { $0.count > $1.count }.reduce(words) { words, folder in
      words.map { $0.replacing(folder, with: "") }
    }
  }
}

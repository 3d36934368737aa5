import Analysis
import Model
import Report

/// The examples of the README, compiled from outside the package; a test compares the two.
func libraryExample() async throws {
  let file = try AnalysisFile(path: "analyses/wutongqiao.yaml", overrides: ["siting.new=5"])
  let result = try await runAnalysis(file)
  for site in result.siting.plan?.proposed ?? [] {
    print(site.rank, result.inputs.candidates[site.candidate].name, site.cumulativeShare)
  }
  try writeOutputs(result, to: "out/library")

  let session = Session(try await PreparedAnalysis(file))
  let closed = try await session.evaluate(Scenario([.close(StationID(rawValue: "station-3"))]))
  print(closed.coverage.byKind[.communities]?.share ?? 0, closed.changed.count)
}

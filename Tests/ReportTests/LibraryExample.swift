import Analysis
import Report

/// The example of the README; a test compares the two.
func libraryExample() async throws {
  let file = try AnalysisFile(path: "analyses/wutongqiao.yaml", overrides: ["siting.new=5"])
  let result = try await runAnalysis(file)
  for site in result.siting.plan?.proposed ?? [] {
    print(site.rank, result.inputs.candidates[site.candidate].name, site.cumulativeShare)
  }
  try writeOutputs(result, to: "out/library")
}

import Model

/// All that one run found out, in parts. Report turns it into layers, tables and the page.
public struct AnalysisResult: Sendable {
  public var file: AnalysisFile
  public var inputs: AnalysisInputs
  public var findings: [QualityFinding]
  public var coverage: CoverageResult
  public var siting = SitingResult()
  public var maps = MapResult()
  public var run: RunRecord
}

/// How the run went.
public struct RunRecord: Sendable {
  public var threads: Int
  /// Wall seconds by step, for the manifest only.
  public var seconds: [(step: String, seconds: Double)]
  /// True when a signal ended the search early.
  public var wasInterrupted: Bool
  /// What the run was thought to take; nil when nobody asked.
  public var estimate: RunEstimate?
}

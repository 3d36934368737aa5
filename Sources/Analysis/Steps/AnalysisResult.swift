import Model

/// All that one run found out, in parts. Report turns it into layers, tables and the page.
public struct AnalysisResult: Sendable {
  package var file: AnalysisFile
  public var inputs: AnalysisInputs
  public var findings: [QualityFinding]
  /// The same, equal ones folded and what weighs most first.
  package var findingGroups: [FindingGroup]
  public var coverage: CoverageResult
  public var siting = SitingResult()
  public var maps = MapResult()
  /// nil when no patrol is asked for.
  package var patrol: PatrolFigures?
  package var run: RunRecord
}

/// How the run went.
package struct RunRecord: Sendable {
  package var threads: Int
  /// Wall seconds by step, for the manifest only.
  package var seconds: [(step: String, seconds: Double)]
  /// True when a signal ended the search early.
  package var wasInterrupted: Bool
  /// What the run was thought to take; nil when nobody asked.
  package var estimate: RunEstimate?
}

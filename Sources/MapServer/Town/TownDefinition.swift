import Analysis
import Model

/// How far a station serves, by which mode and how it is measured, where that is to be other than the analysis file says.
package struct TownDefinition: Hashable, Sendable {
  /// For everybody: `circle.cutoffs` is left out with it. nil for what the file says.
  package var cutoff: Cutoff?
  /// For everybody. nil for what the file says.
  package var mode: TravelMode?
  /// nil for what the file says.
  package var measure: Measure?

  package init(cutoff: Cutoff? = nil, mode: TravelMode? = nil, measure: Measure? = nil) {
    self.cutoff = cutoff
    self.mode = mode
    self.measure = measure
  }

  /// `15min~bicycle~circle`; what is as in the file stays empty.
  ///
  /// It says what it means: no other definition ever has it, of this server or the next.
  package var id: String { "\(cutoff?.description ?? "")~\(mode?.rawValue ?? "")~\(measure?.rawValue ?? "")" }

  /// The same as `run --set` takes it.
  ///
  /// - Parameter file: as it stands without them.
  package func overrides(of file: AnalysisFile) -> [String] {
    // Other definitions are told beside the file's own, and may be about modes that nobody goes by under this one.
    var overrides = ["coverage.sensitivity=none"]
    if let cutoff { overrides += ["circle.cutoff=\(cutoff)", "circle.cutoffs=none"] }
    if let mode { overrides.append("circle.modes=\(mode.rawValue)") }
    guard let measure else { return overrides }
    overrides.append("circle.measure=\(measure.rawValue)")
    // A preset insists on its own measure: its length stands for it.
    if cutoff == nil, file.circle.preset != nil { overrides.append("circle.cutoff=\(file.circle.cutoff)") }
    // Territories belong to streets.
    if measure == .circle, file.wantsTerritories { overrides.append("output.layers=none") }
    return overrides
  }
}

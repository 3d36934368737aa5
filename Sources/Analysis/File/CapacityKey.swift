import Model
import Siting

extension AnalysisFile.Siting {
  /// What `siting.constraints.capacity` goes with.
  ///
  /// - Throws: ``AnalysisError`` without expected visits or the capacity of new stations, beside another objective,
  ///   alternatives or a floor curve, and beside floors in a build without HiGHS.
  func checkCapacities(_ document: AnalysisDocument) throws(AnalysisError) {
    guard hasCapacities else { return }
    func refuse(_ key: String, _ message: String, _ code: AnalysisError.Code = .badValue) -> AnalysisError {
      AnalysisError(code, message, at: document.at(key))
    }
    let key = "siting.constraints.capacity"
    guard objective == .maxCoverage else {
      throw refuse(key, "capacities belong to max-coverage. Remove them, or change siting.objective.")
    }
    guard document.node(VisitDefinition.key) != nil else {
      throw refuse(
        key,
        "capacities are in visits a day, and no visits are expected. Write for example visits: {takeaway: 0.3, "
          + "residents: 0.01} under coverage.", .missingKey)
    }
    guard buildsWith.capacity != nil else {
      throw refuse(
        key, "a new station has no capacity. Write for example builds_with: {capacity: 30} under siting: visits a day.",
        .missingKey)
    }
    if alternatives != nil {
      throw refuse("siting.alternatives", "alternatives are not found beside capacities. Remove one of the two.")
    }
    if floorCurve != nil {
      throw refuse(FloorCurveKey.key, "what a floor costs is not told beside capacities. Remove one of the two.")
    }
    guard floors == nil || SolveEngine.highs.isAvailable else {
      throw refuse(
        "siting.constraints.floors",
        "floors beside capacities need HiGHS, and this build is without HiGHS; `make full` makes one that has it. Remove one "
          + "of the two.", .missingPart)
    }
  }
}

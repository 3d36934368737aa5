import Model
import Siting
import Words

extension AnalysisFile.Siting {
  /// What `siting.constraints.capacity` goes with.
  ///
  /// - Throws: ``AnalysisError`` without expected visits or the capacity of new stations, beside another objective,
  ///   alternatives or a floor curve, and beside floors in a build without HiGHS.
  func checkCapacities(_ document: AnalysisDocument) throws(AnalysisError) {
    guard hasCapacities else { return }
    func refuse(_ key: String, _ words: Bilingual, _ code: AnalysisError.Code = .badValue) -> AnalysisError {
      AnalysisError(code, words, at: document.at(key))
    }
    let key = "siting.constraints.capacity"
    guard objective == .maxCoverage else {
      throw refuse(
        key,
        Bilingual(
          "接待能力只用于max-coverage。请删去，或改写siting.objective。",
          "capacities belong to max-coverage. Remove them, or change siting.objective."))
    }
    guard document.node(VisitDefinition.key) != nil else {
      throw refuse(
        key,
        Bilingual(
          "接待能力以每日到访人次计，而没有写明预计到访。请在coverage下写明，例如visits: {takeaway: 0.3, residents: 0.01}。",
          "capacities are in visits a day, and no visits are expected. Write for example visits: {takeaway: 0.3, "
            + "residents: 0.01} under coverage."), .missingKey)
    }
    guard buildsWith.capacity != nil else {
      throw refuse(
        key,
        Bilingual(
          "没有写明新建驿站的接待能力。请在siting下写明，例如builds_with: {capacity: 30}，单位为人次/日。",
          "a new station has no capacity. Write for example builds_with: {capacity: 30} under siting: visits a day."),
        .missingKey)
    }
    if alternatives != nil {
      throw refuse(
        "siting.alternatives",
        Bilingual("设有接待能力时不另找备选方案。请删去其中一个。", "alternatives are not found beside capacities. Remove one of the two."))
    }
    if floorCurve != nil {
      throw refuse(
        FloorCurveKey.key,
        Bilingual(
          "设有接待能力时不计算最低覆盖率的代价。请删去其中一个。", "what a floor costs is not told beside capacities. Remove one of the two."))
    }
    guard floors == nil || SolveEngine.highs.isAvailable else {
      throw refuse(
        "siting.constraints.floors",
        Bilingual(
          "最低覆盖率与接待能力同时使用需要HiGHS，而本程序不含HiGHS；用`make full`可编译包含它的版本。请删去其中一个。",
          "floors beside capacities need HiGHS, and this build is without HiGHS; `make full` makes one that has it. Remove one "
            + "of the two."), .missingPart)
    }
  }
}

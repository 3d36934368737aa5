import Model
import Words

/// `siting.floor_curve`: by which groups it is told what a floor costs.
enum FloorCurveKey {
  static let key = "siting.floor_curve"
  /// Not even with floors.
  static let never = "never"

  /// With floors by these groups where nothing else is said.
  ///
  /// - Throws: ``AnalysisError`` `badValue` beside another objective, and for groups of demand without weight.
  static func read(
    _ document: AnalysisDocument, _ siting: AnalysisFile.Siting
  ) throws(AnalysisError) -> AnalysisFile.Floors.Group? {
    guard let word = document.text(key) else {
      return siting.objective == .maxCoverage && !siting.hasCapacities ? siting.floors?.by : nil
    }
    guard let group = AnalysisFile.Floors.Group(rawValue: word) else { return nil }
    guard siting.objective == .maxCoverage else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "floor_curve只用于max-coverage。请删去，或改写siting.objective。",
          "floor_curve belongs to max-coverage. Remove it, or change siting.objective."), at: document.at(key))
    }
    if let kind = group.demandKind, siting.weights[kind] == 0 {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "按\(word)分组针对的是\(kind.rawValue)，而其权重为0。请使siting.weights.\(kind.rawValue)大于0。",
          "groups by \(word) are about \(kind.rawValue), whose weight is 0. "
            + "Give siting.weights.\(kind.rawValue) a weight above 0."), at: document.at(key))
    }
    return group
  }
}

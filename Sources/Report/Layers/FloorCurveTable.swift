import Analysis
import Siting

/// What a floor under each group costs the whole.
extension AnalysisResult {
  func floorCurveTable(_ curve: [FloorPoint]) -> OutputLayer {
    var table = OutputLayer(
      name: "floor_curve",
      about:
        "the best plan when each \(file.siting.floorCurve?.rawValue ?? "group") must be covered by a share, within the "
        + "other rules; the last row that has a plan is the highest whole per cent",
      columns: [
        .share("share", 6, "0...1, of each group to be covered at least"),
        .number("value", 6, "weighted mean share of the best plan found; empty without a plan"),
        .number("bound", 6, "no plan under this floor can be better; empty when there is none"),
        .number("gap", 6, "(bound - value) / value"),
        .number("loss", 6, "value without a floor minus value"),
        .string("status", "optimal, feasible, infeasible: no plan meets the floor; unknown"),
      ], hasGeometry: false)
    for (index, point) in curve.enumerated() {
      let gap = point.value.flatMap { value in point.bound.map { ($0 - value) / max(value, 1e-9) } }
      table.append(
        "\(index)",
        [
          .number(point.share), .optional(point.value), .optional(point.value == nil ? nil : point.bound),
          .optional(gap),
          .optional(floorLoss(point, curve)), .text(point.status.rawValue),
        ])
    }
    return table
  }

  /// Against no floor at all; nil without a plan, or when that was not found out.
  func floorLoss(_ point: FloorPoint, _ curve: [FloorPoint]) -> Double? {
    guard let free = curve.first, free.share == 0 else { return nil }
    return point.value.flatMap { value in free.value.map { max(0, $0 - value) } }
  }
}

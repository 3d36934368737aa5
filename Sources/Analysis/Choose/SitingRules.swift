import DataQuality
import Geodata
import Geometry
import Model
import Siting
import Words

extension SitingStep {
  /// Number, budget, spacing and floors of the analysis in terms of sites and demand points.
  /// - Throws: ``AnalysisError`` `badData` for a candidate without a cost where costs count; as
  ///   ``AnalysisInputs/floors(_:_:weights:)``.
  func constraints() throws -> SitingConstraints {
    var rules = SitingConstraints(count: file.new, budget: file.budget)
    if file.needsCosts { rules.costs = try inputs.siteCosts(file) }
    if let spacing = file.spacing {
      rules.tooClose = try closePairs(inputs.sites.positions, nearerThan: spacing, geographic: true)
    }
    if let floors = file.floors { rules.floors = try inputs.floors(floors, demand, weights: file.floorWeights) }
    return rules
  }
}

extension AnalysisInputs {
  /// Stations in operation are paid; a candidate without a cost is an error, not free.
  ///
  /// - Throws: ``AnalysisError`` `badData` that names the candidate.
  func siteCosts(_ file: AnalysisFile.Siting) throws(AnalysisError) -> [Double] {
    var costs = [Double](repeating: 0, count: stations.count)
    for candidate in candidates {
      guard let cost = candidate.costYuan ?? file.acts?.builds(ofHost: candidate.host).first?.yuan else {
        throw AnalysisError(
          .badData,
          Bilingual(
            "候选点图层，记录\(candidate.id.rawValue)（\(candidate.name)）：没有造价，而\(file.budget == nil ? "least: cost" : "预算")要求有造价。"
              + (costLookalikes.isEmpty
                ? "请填写该字段，免费的填0，并在inputs.candidates.cost中写明字段。"
                : adviceOnCost(costLookalikes, of: "candidates").chinese),
            "candidates, record \(candidate.id.rawValue) (\(candidate.name)): no cost, but \(file.budget == nil ? "least: cost" : "a budget") needs "
              + "one. "
              + (costLookalikes.isEmpty
                ? "Fill the field, 0 where a host is free, and name it: inputs.candidates.cost."
                : adviceOnCost(costLookalikes, of: "candidates").english)),
          at: .init(file: "inputs.candidates", key: "cost"))
      }
      guard cost >= 0, cost.isFinite else {
        throw AnalysisError(
          .badData,
          Bilingual(
            "候选点图层，记录\(candidate.id.rawValue)（\(candidate.name)）：造价写成了\(cost)。请写0或更大的数。",
            "candidates, record \(candidate.id.rawValue) (\(candidate.name)): a cost of \(cost). Give 0 or more."),
          at: .init(file: "inputs.candidates", key: "cost"))
      }
      costs.append(cost)
    }
    return costs
  }
}

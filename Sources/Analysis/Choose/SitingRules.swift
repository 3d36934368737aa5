import DataQuality
import Geodata
import Geometry
import Model
import Siting

extension SitingStep {
  /// Number, budget, spacing and floors of the analysis in terms of sites and demand points.
  /// - Throws: ``AnalysisError`` `badData` for a candidate without a cost where costs count, and for floors without
  ///   groups.
  func constraints() throws -> SitingConstraints {
    var rules = SitingConstraints(count: file.new, budget: file.budget)
    if file.needsCosts { rules.costs = try costs() }
    if let spacing = file.spacing {
      rules.tooClose = try closePairs(inputs.sites.positions, nearerThan: spacing, geographic: true)
    }
    if let floors = file.floors { rules.floors = try coverageFloors(floors) }
    return rules
  }

  /// Stations in operation are paid; a candidate without a cost is an error, not free.
  private func costs() throws(AnalysisError) -> [Double] {
    var costs = [Double](repeating: 0, count: inputs.stations.count)
    for candidate in inputs.candidates {
      guard let cost = candidate.costYuan else {
        throw AnalysisError(
          .badData,
          "candidates, record \(candidate.id.rawValue) (\(candidate.name)): no cost, but \(file.budget == nil ? "least: cost" : "a budget") needs "
            + "one. "
            + (inputs.costLookalikes.isEmpty
              ? "Fill the field, 0 where a host is free, and name it: inputs.candidates.cost."
              : costAdvice(inputs.costLookalikes, of: "candidates")),
          at: .init(file: "inputs.candidates", key: "cost"))
      }
      guard cost >= 0, cost.isFinite else {
        throw AnalysisError(
          .badData,
          "candidates, record \(candidate.id.rawValue) (\(candidate.name)): a cost of \(cost). Give 0 or more.",
          at: .init(file: "inputs.candidates", key: "cost"))
      }
      costs.append(cost)
    }
    return costs
  }

  private func coverageFloors(_ floors: AnalysisFile.Floors) throws(AnalysisError) -> [CoverageFloor] {
    if let kind = Set(demand.map(\.kind)).subtracting(file.weights.filter { $0.value > 0 }.keys)
      .min(by: { $0.rawValue < $1.rawValue }), floors.by == .kind
    {
      throw AnalysisError(
        .badValue,
        "floors by kind: \(kind.rawValue) have weight 0. Give siting.weights.\(kind.rawValue) a weight above 0.",
        at: .init(file: "siting.constraints.floors"))
    }
    var members: [String: [Int]] = [:]
    for (index, point) in demand.enumerated() where floors.by.demandKind.map({ $0 == point.kind }) ?? true {
      let group =
        switch floors.by {
        case .town: inputs.communities[point.owner].town
        case .community: inputs.communities[point.owner].name
        case .trade: inputs.workers[point.owner].trade
        case .kind: point.kind.rawValue
        }
      // What belongs to no town or trade has no floor.
      if !group.isEmpty { members[group, default: []].append(index) }
    }
    guard !members.isEmpty else {
      let field = floors.by == .town ? "inputs.communities.fields.town" : "inputs.workers.group"
      throw AnalysisError(
        .badData, "floors by \(floors.by.rawValue): no demand inside the area has one. Name the field: \(field).",
        at: .init(file: "siting.constraints.floors"))
    }
    return members.sorted { $0.key < $1.key }.map {
      CoverageFloor(name: $0.key, members: $0.value, share: floors.share)
    }
  }
}

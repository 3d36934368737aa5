import Coverage
import Model
import Siting
import Words

extension AnalysisInputs {
  /// The groups that have a floor, in the order of their names.
  ///
  /// - Throws: ``AnalysisError`` `badData` when no demand has a group; `badValue` for a group of which there is none, with
  ///   the nearest name, and for a kind of demand without weight.
  /// - Complexity: O(demand points).
  func floors(
    _ floors: AnalysisFile.Floors, _ demand: [DemandPoint], weights: [DemandKind: Double]
  ) throws(AnalysisError) -> [CoverageFloor] {
    let key = "siting.constraints.floors"
    if floors.by == .kind {
      let kinds = Set(demand.map(\.kind)).filter { floors.share(of: $0.rawValue) != nil }
      if let kind = kinds.filter({ weights[$0] ?? 0 <= 0 }).min(by: { $0.rawValue < $1.rawValue }) {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "按类别设最低覆盖率：\(kind.rawValue)的权重为0。请使siting.weights.\(kind.rawValue)大于0。",
            "floors by kind: \(kind.rawValue) have weight 0. Give siting.weights.\(kind.rawValue) a weight above 0."),
          at: .init(file: key))
      }
    }
    let members = groups(floors.by, demand)
    guard !members.isEmpty else {
      let field = floors.by == .town ? "inputs.communities.fields.town" : "inputs.workers.group"
      throw AnalysisError(
        .badData,
        Bilingual(
          "按\(floors.by.rawValue)设最低覆盖率：范围内的需求都没有填写该项。请写明字段：\(field)。",
          "floors by \(floors.by.rawValue): no demand inside the area has one. Name the field: \(field)."),
        at: .init(file: key))
    }
    let names = members.keys.sorted()
    if let unknown = floors.except.keys.sorted().first(where: { members[$0] == nil }) {
      let few = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
      throw AnalysisError(
        .badValue,
        Bilingual(
          "范围内的需求没有\(floors.by.rawValue)“\(unknown.shown)”。"
            + (nearWord(to: unknown, among: names).map { "是否应为“\($0.shown)”？" } ?? "") + "已有的是\(few)。",
          "no demand inside the area has the \(floors.by.rawValue) “\(unknown.shown)”. "
            + (nearWord(to: unknown, among: names).map { "Did you mean “\($0.shown)”? " } ?? "") + "There are \(few)."),
        at: .init(file: key, key: "except"))
    }
    return names.compactMap { name in
      floors.share(of: name).map { CoverageFloor(name: name, members: members[name]!, share: $0) }
    }
  }

  /// Demand points by the name of their group; what belongs to no town or trade is in none.
  private func groups(_ by: AnalysisFile.Floors.Group, _ demand: [DemandPoint]) -> [String: [Int]] {
    var members: [String: [Int]] = [:]
    for (index, point) in demand.enumerated() where by.demandKind.map({ $0 == point.kind }) ?? true {
      let group =
        switch by {
        case .town: communities[point.owner].town
        case .community: communities[point.owner].name
        case .trade: workers[point.owner].trade
        case .kind: point.kind.rawValue
        }
      if !group.isEmpty { members[group, default: []].append(index) }
    }
    return members
  }
}

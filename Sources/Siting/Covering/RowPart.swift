extension RowCore {
  /// What is left when some columns are in the plan and some are out: rows covered as often as counts are earned, others
  /// merge where they have the same columns now, floors need less.
  func part(_ fixed: [Int8]) -> PlanPart<RowCore> {
    var count = [Int32](repeating: 0, count: rows.rowCount)
    var columns: [Int32] = []
    for column in fixed.indices {
      if fixed[column] < 0 { columns.append(Int32(column)) }
      if fixed[column] == 1 { for row in rows.rows(of: column) { count[Int(row)] += 1 } }
    }
    var part = self
    part.base = base
    part.needs = needs
    var isOpen = [Bool](repeating: true, count: rows.rowCount)
    for row in count.indices where count[row] > 0 {
      part.base += once[row] + (count[row] > 1 ? twice[row] : 0)
      for entry in floors(of: row) { part.needs[Int(entry.floor)] -= entry.weight }
      isOpen[row] = count[row] == 1 && twice[row] > 0
    }
    for floor in needs.indices where part.needs[floor] <= 1e-12 * needs[floor] { part.needs[floor] = 0 }
    let (cut, merged) = CoverRows.cut(
      starts: rows.columnStarts, entries: rows.columnRows, columns: columns, open: isOpen, weights: rows.weights)
    part.rows = cut
    part.once = [Double](repeating: 0, count: cut.rowCount)
    part.twice = part.once
    part.isMandatory = [Bool](repeating: false, count: cut.rowCount)
    var entriesOf = [[(floor: Int32, weight: Double)]](repeating: [], count: needs.isEmpty ? 0 : cut.rowCount)
    for row in count.indices where isOpen[row] {
      let target = Int(merged[row])
      guard target >= 0 else {
        if count[row] == 0 && isMandatory[row] { part.missesRow = true }
        continue
      }
      guard count[row] == 0 else {
        part.once[target] += twice[row]
        continue
      }
      part.once[target] += once[row]
      part.twice[target] += twice[row]
      part.isMandatory[target] = part.isMandatory[target] || isMandatory[row]
      for entry in floors(of: row) where part.needs[Int(entry.floor)] > 0 {
        if let at = entriesOf[target].firstIndex(where: { $0.floor == entry.floor }) {
          entriesOf[target][at].weight += entry.weight
        } else {
          entriesOf[target].append(entry)
        }
      }
    }
    part.floorStarts = [0]
    part.floorEntries = []
    for row in 0..<cut.rowCount {
      if !entriesOf.isEmpty {
        for entry in entriesOf[row] {
          part.floorEntries.append((entry.floor, min(entry.weight, part.needs[Int(entry.floor)])))
        }
      }
      part.floorStarts.append(Int32(part.floorEntries.count))
    }
    return PlanPart(
      core: part, columns: columns, targets: merged + needs.indices.map { Int32(cut.rowCount + $0) },
      count: cut.rowCount + needs.count, isSum: true)
  }

  /// Columns whose rows another column has, too, at no greater cost, fee or conflict: where second covers count nothing
  /// that one can stand for them. Of equal columns the lowest stays.
  func dominated(_ rules: PlanRules) -> [Bool] {
    var dominated = [Bool](repeating: false, count: columnCount)
    guard rules.limits.isEmpty, !twice.contains(where: { $0 > 0 }) else { return dominated }
    for column in 0..<columnCount {
      let own = rows.rows(of: column)
      guard let rarest = own.min(by: { rows.columns(of: Int($0)).count < rows.columns(of: Int($1)).count }) else {
        dominated[column] = true
        continue
      }
      for other in rows.columns(of: Int(rarest)) where Int(other) != column {
        let other = Int(other)
        let rival = rows.rows(of: other)
        guard rules.costs[other] <= rules.costs[column], rules.fees[other] <= rules.fees[column],
          rival.count >= own.count, isSubset(own, of: rival)
        else { continue }
        let isEqual =
          rival.count == own.count && rules.costs[other] == rules.costs[column]
          && rules.fees[other] == rules.fees[column]
        guard conflicts(of: other, areAlsoOf: column, rules) else { continue }
        // Of two that dominate each other the lowest stays.
        if other < column || !isEqual || !conflicts(of: column, areAlsoOf: other, rules) {
          dominated[column] = true
          break
        }
      }
    }
    return dominated
  }

  /// Whether all that conflicts with `other` conflicts with `column`, too.
  private func conflicts(of other: Int, areAlsoOf column: Int, _ rules: PlanRules) -> Bool {
    let own = rules.conflicts(of: column)
    return rules.conflicts(of: other).allSatisfy { Int($0) == column || own.contains($0) }
  }
}

/// How often each row is covered.
struct RowState: PlanState {
  let core: RowCore
  private var counts: [Int32]
  private var met: [Double]
  private var gained: [Double]
  private var uncoveredMandatory: Int
  private(set) var worth: Double

  init(core: RowCore) {
    self.core = core
    counts = [Int32](repeating: 0, count: core.rows.rowCount)
    met = [Double](repeating: 0, count: core.needs.count)
    gained = met
    uncoveredMandatory = core.isMandatory.count { $0 } + (core.missesRow ? 1 : 0)
    worth = core.base
  }

  var merit: PlanMerit { PlanMerit(shortfall: shortfall(adding: nil, mandatory: uncoveredMandatory), worth: worth) }

  private func shortfall(adding gained: [Double]?, mandatory: Int) -> Double {
    var sum = Double(mandatory)
    for floor in met.indices {
      guard core.needs[floor] > 0 else { continue }
      // Needs carry their own tolerance; what sums lose on the way is far below it.
      let missing = 1 - (met[floor] + (gained?[floor] ?? 0)) / core.needs[floor]
      if missing > 1e-12 { sum += missing }
    }
    return sum
  }

  mutating func open(_ column: Int) {
    for row in core.rows.rows(of: column) {
      let row = Int(row)
      counts[row] += 1
      if counts[row] == 1 {
        worth += core.once[row]
        if core.isMandatory[row] { uncoveredMandatory -= 1 }
        for entry in core.floors(of: row) { met[Int(entry.floor)] += entry.weight }
      } else if counts[row] == 2 {
        worth += core.twice[row]
      }
    }
  }

  mutating func close(_ column: Int) {
    for row in core.rows.rows(of: column) {
      let row = Int(row)
      counts[row] -= 1
      if counts[row] == 0 {
        worth -= core.once[row]
        if core.isMandatory[row] { uncoveredMandatory += 1 }
        for entry in core.floors(of: row) { met[Int(entry.floor)] -= entry.weight }
      } else if counts[row] == 1 {
        worth -= core.twice[row]
      }
    }
  }

  mutating func meritAfterOpening(_ column: Int) -> PlanMerit {
    var worth = worth
    var mandatory = uncoveredMandatory
    let hasFloors = !met.isEmpty
    if hasFloors { for floor in gained.indices { gained[floor] = 0 } }
    for row in core.rows.rows(of: column) {
      let row = Int(row)
      if counts[row] == 0 {
        worth += core.once[row]
        if core.isMandatory[row] { mandatory -= 1 }
        if hasFloors { for entry in core.floors(of: row) { gained[Int(entry.floor)] += entry.weight } }
      } else if counts[row] == 1 {
        worth += core.twice[row]
      }
    }
    return PlanMerit(shortfall: shortfall(adding: hasFloors ? gained : nil, mandatory: mandatory), worth: worth)
  }
}

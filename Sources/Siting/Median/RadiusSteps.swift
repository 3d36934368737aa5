/// The steps of a ``RadiusSimplex``.
extension RadiusSimplex {
  enum Ending: Sendable {
    case optimal
    /// The bound has passed the goal.
    case above
    /// So many steps were taken, or the search was interrupted.
    case limit
  }

  /// What enters: a set, or a tight column that gets slack.
  private enum Entering {
    case set(Int)
    case tight(place: Int)
  }

  /// What ends a step.
  private enum Blocking {
    case nothing
    /// The entering set has reached the other end of its range.
    case itself
    case basic(place: Int)
    case column(Int)
  }

  /// Steps until nothing shows a way up, or the bound is above `goal`.
  mutating func climb(goal: Double, steps: Int, isInterrupted: () -> Bool) -> Ending {
    var idle = 0
    for step in 0..<steps {
      if climbed > goal {
        climbed = bound()
        if climbed > goal { return .above }
      }
      if step > 0, isInterrupted() { return .limit }
      if age >= max(64, tight.count) { refresh() }
      guard let (entering, sign, slope) = steepest(after: idle) else { return .optimal }
      let before = climbed
      take(entering, sign, slope, goal: goal)
      idle = climbed > before + 1e-12 * abs(before) ? 0 : idle + 1
    }
    return .limit
  }

  /// The greatest slope; after many steps without a gain the first at or after a place that wanders.
  private func steepest(after idle: Int) -> (Entering, sign: Double, slope: Double)? {
    var best = -1
    var bestSlope = Self.precision
    let wandering = idle > 20 ? (idle * 7919) % max(1, program.setCount) : -1
    let shortfall = shortfall.span
    let prices = prices.span
    let weights = program.weights.span
    for set in 0..<shortfall.count {
      let slope = abs(shortfall[set])
      guard slope > bestSlope, shortfall[set] > 0 ? prices[set] < weights[set] : prices[set] > 0,
        placeOfBasic[set] < 0
      else { continue }
      bestSlope = slope
      best = set
      if wandering >= 0, set >= wandering { break }
    }
    var bestTight: (place: Int, sign: Double)?
    for (place, column) in tight.enumerated() {
      let part = parts[Int(column)]
      let low = fixed[Int(column)] == 1 ? 1.0 : 0
      let high = fixed[Int(column)] == -1 ? 0.0 : 1
      let slope = max(part - high, low - part)
      guard slope > bestSlope else { continue }
      bestSlope = slope
      bestTight = (place, part > high ? 1 : -1)
    }
    if let bestTight { return (.tight(place: bestTight.place), bestTight.sign, bestSlope) }
    return best < 0 ? nil : (.set(best), shortfall[best] > 0 ? 1 : -1, bestSlope)
  }

  private mutating func take(_ entering: Entering, _ sign: Double, _ slope: Double, goal: Double) {
    visits += program.setCount / 2 + tight.count * tight.count + 2 * program.columnCount
    // What the basic sets change per unit of the step, and the slacks.
    var solved: [Double] = []
    var changes: [Double]
    var slackChanges = [Double](repeating: 0, count: program.columnCount)
    switch entering {
    case .set(let set):
      var ones: [Int32] = []
      for entry in program.starts[set]..<program.starts[set + 1] {
        let column = Int(program.members[entry])
        slackChanges[column] = sign
        if placeOfTight[column] >= 0 { ones.append(placeOfTight[column]) }
      }
      solved = basis.times(ones: ones)
      changes = solved.map { -sign * $0 }
    case .tight(let place):
      changes = basis.column(place).map { sign * $0 }
    }
    for (place, change) in changes.enumerated() where abs(change) > 1e-11 {
      let set = Int(basics[place])
      if set == program.setCount {
        for column in slackChanges.indices { slackChanges[column] -= change }
      } else {
        for entry in program.starts[set]..<program.starts[set + 1] {
          slackChanges[Int(program.members[entry])] += change
        }
      }
    }
    let step = length(entering, sign, slope, changes, slackChanges, goal: goal)
    move(entering, sign, step, solved, changes, slackChanges)
  }

  private struct Step {
    var length: Double
    var gain: Double
    var blocking: Blocking
    /// Columns whose slack changes sign on the way.
    var passed: [Int32]
  }

  /// How far the slope leads up.
  private func length(
    _ entering: Entering, _ sign: Double, _ slope: Double, _ changes: [Double], _ slackChanges: [Double], goal: Double
  ) -> Step {
    var furthest = Double.infinity
    var blocking = Blocking.nothing
    if case .set(let set) = entering {
      furthest = sign > 0 ? program.weights[set] - prices[set] : prices[set]
      if furthest < .infinity { blocking = .itself }
    }
    var bestPivot = 0.0
    for (place, set) in basics.enumerated() where Int(set) < program.setCount && abs(changes[place]) > 1e-8 {
      let change = changes[place]
      let price = prices[Int(set)]
      let room = max(0, change > 0 ? (program.weights[Int(set)] - price) / change : price / -change)
      // Of ties the greater pivot, for the sake of rounding.
      if room < furthest - 1e-9 || (room <= furthest + 1e-9 && abs(change) > bestPivot && bestPivot > 0) {
        furthest = min(room, furthest)
        bestPivot = abs(change)
        blocking = .basic(place: place)
      }
    }
    var crossings: [(at: Double, column: Int32)] = []
    for column in slackChanges.indices {
      let change = slackChanges[column]
      guard abs(change) > 1e-8, placeOfTight[column] < 0, fixed[column] == 0 else { continue }
      guard change > 0 ? parts[column] == 0 : parts[column] == 1 else { continue }
      let at = max(0, -slack[column] / change)
      if at <= furthest { crossings.append((at, Int32(column))) }
    }
    var left = slope
    var step = Step(length: 0, gain: 0, blocking: blocking, passed: [])
    if crossings.reduce(0, { $0 + abs(slackChanges[Int($1.column)]) }) >= slope - 1e-9 {
      crossings.sort { ($0.at, $0.column) < ($1.at, $1.column) }
    } else if furthest < .infinity {
      // The end is reached before the slope is used up: the gain is a sum in any order.
      for crossing in crossings { step.gain -= abs(slackChanges[Int(crossing.column)]) * (furthest - crossing.at) }
      step.gain += slope * furthest
      step.length = furthest
      step.passed = crossings.map(\.column)
      return step
    } else {
      crossings.sort { ($0.at, $0.column) < ($1.at, $1.column) }
    }
    for crossing in crossings {
      step.gain += left * (crossing.at - step.length)
      step.length = crossing.at
      left -= abs(slackChanges[Int(crossing.column)])
      if left <= 1e-9 {
        step.blocking = .column(Int(crossing.column))
        return step
      }
      step.passed.append(crossing.column)
    }
    // Nothing ends the way up: no plan meets all sets without a price. A long step shows it.
    let end = furthest < .infinity ? furthest : step.length + (abs(goal) + max(0, goal - climbed) + 1) / left
    step.gain += left * (end - step.length)
    step.length = end
    return step
  }

  private mutating func move(
    _ entering: Entering, _ sign: Double, _ step: Step, _ solved: [Double], _ changes: [Double],
    _ slackChanges: [Double]
  ) {
    for (place, change) in changes.enumerated() where change != 0 {
      let set = Int(basics[place])
      if set == program.setCount {
        threshold += step.length * change
      } else {
        prices[set] = min(program.weights[set], max(0, prices[set] + step.length * change))
      }
    }
    for column in slackChanges.indices where slackChanges[column] != 0 {
      slack[column] += step.length * slackChanges[column]
    }
    for column in step.passed { set(Int(column), to: 1 - parts[Int(column)]) }
    climbed += step.gain
    if case .set(let set) = entering {
      prices[set] = min(program.weights[set], max(0, prices[set] + sign * step.length))
    }
    change(entering, sign, step.blocking, solved, slackChanges)
    settleParts()
  }

  /// Gives a column another part, and its sets another shortfall.
  private mutating func set(_ column: Int, to part: Double) {
    let change = part - parts[column]
    guard abs(change) > 1e-14 else { return }
    parts[column] = part
    let program = program
    let range = program.columnStarts[column]..<program.columnStarts[column + 1]
    visits += range.count
    let sets = program.sets.span
    var target = shortfall.mutableSpan
    for entry in range { target[Int(sets[entry])] -= change }
  }

  /// Changes the tight columns' parts by what the basic sets are short of.
  private mutating func settleParts() {
    var short = [Double](repeating: 0, count: basics.count)
    for (place, set) in basics.enumerated() {
      let value: Double
      if Int(set) == program.setCount {
        value = parts.reduce(-Double(program.slots), +)
      } else {
        value = shortfall[Int(set)]
      }
      if abs(value) > 1e-13 { short[place] = value }
    }
    visits += basics.count * basics.count / 4
    let changes = basis.timesRow(short)
    for (place, column) in tight.enumerated() { set(Int(column), to: parts[Int(column)] + changes[place]) }
  }

  /// Brings the basis up to date with what entered and what blocked it.
  private mutating func change(
    _ entering: Entering, _ sign: Double, _ blocking: Blocking, _ solved: [Double], _ slackChanges: [Double]
  ) {
    age += 1
    switch (entering, blocking) {
    case (.set(let set), .itself):
      prices[set] = sign > 0 ? program.weights[set] : 0
      age -= 1
    case (.set(let set), .column(let column)):
      let product = basis.timesRow(basisRow(column))
      basis.append(left: product, right: solved, pivot: sign * slackChanges[column])
      placeOfTight[column] = Int32(tight.count)
      placeOfBasic[set] = Int32(basics.count)
      tight.append(Int32(column))
      basics.append(Int32(set))
      slack[column] = 0
    case (.set(let set), .basic(let place)):
      basis.replaceColumn(place, product: solved)
      leave(place, changeSign: -sign * solved[place])
      basics[place] = Int32(set)
      placeOfBasic[set] = Int32(place)
    case (.tight(let place), .column(let column)):
      let product = basis.timesRow(basisRow(column))
      basis.replaceRow(place, product: product)
      release(place, sign)
      tight[place] = Int32(column)
      placeOfTight[column] = Int32(place)
      slack[column] = 0
    case (.tight(let place), .basic(let basic)):
      let sense = sign * basis[basic, place]
      basis.remove(row: place, column: basic)
      leave(basic, changeSign: sense)
      release(place, sign)
      let lastSet = basics.removeLast()
      if basic < basics.count {
        basics[basic] = lastSet
        placeOfBasic[Int(lastSet)] = Int32(basic)
      }
      let lastColumn = tight.removeLast()
      if place < tight.count {
        tight[place] = lastColumn
        placeOfTight[Int(lastColumn)] = Int32(place)
      }
    case (_, .nothing), (.tight, .itself): break
    }
  }

  /// A basic set leaves at the end of its range that it has run into.
  private mutating func leave(_ place: Int, changeSign: Double) {
    let set = Int(basics[place])
    prices[set] = changeSign > 0 ? program.weights[set] : 0
    placeOfBasic[set] = -1
  }

  private mutating func release(_ place: Int, _ sign: Double) {
    let column = Int(tight[place])
    placeOfTight[column] = -1
    set(column, to: fixed[column] == 0 ? (sign > 0 ? 1 : 0) : fixed[column] == 1 ? 1 : 0)
  }
}

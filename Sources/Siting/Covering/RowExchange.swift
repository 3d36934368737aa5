/// The steps of ``RowImprover``: filling, exchanging, trimming, kicking.
extension RowImprover {
  mutating func empty() {
    for column in tables.open { tables.close(Int(column)) }
    now += 1
  }

  /// What a column takes of number, budget and fees.
  func load(_ column: Int) -> Double {
    var load = 0.0
    if rules.hasBudget { load += rules.costs[column] / max(rules.budget, 1e-300) }
    if rules.slots < core.columnCount { load += 1 / Double(max(1, rules.slots)) }
    if rules.fees[column] > 0 {
      load += rules.fees[column] / (tables.mostFees < .infinity ? max(tables.mostFees, 1e-300) : 1)
    }
    return max(load, 1e-9)
  }

  /// The column that adds most, and the one that adds most for what it takes; -1 where none adds anything.
  mutating func bestAddition(needsLoad: Bool, noise: Double = 0) -> (column: Int, addition: Double, lean: Int) {
    let short = tables.short
    var best = (column: -1, addition: 0.0, lean: -1)
    var bestRate = 0.0
    visits += 1 + usable.count * (1 + short.count) / 2
    for column in usable {
      let column = Int(column)
      guard tables.allows(column), stamp[column] != now else { continue }
      var addition = tables.addition(column, short: short)
      if noise > 0 { addition *= 1 - noise * Double(random.below(1024)) / 1024 }
      if addition > best.addition + tolerance {
        best.column = column
        best.addition = addition
      }
      guard needsLoad, addition > tolerance else { continue }
      let rate = addition / load(column)
      if rate > bestRate {
        bestRate = rate
        best.lean = column
      }
    }
    return best
  }

  mutating func fill(perLoad: Bool, noise: Double = 0) {
    var isFirst = true
    while isFirst || !isEnough {
      isFirst = false
      if isLeast, tables.isFeasible { return }
      let next = bestAddition(needsLoad: perLoad, noise: noise)
      let column = perLoad ? next.lean : next.column
      guard column >= 0 else { return }
      open(column)
    }
  }

  /// Exchanges while that is better: one column for another, or for several that take as much.
  /// - Parameter isFull: every column; otherwise those near what changed, and near what changes by that.
  mutating func descend(isFull: Bool) {
    if isFull {
      for column in tables.open { isPending[Int(column)] = true }
      changed = []
    }
    var isBetter = true
    while isBetter {
      isBetter = false
      touch()
      for column in tables.open.sorted() where isPending[Int(column)] && tables.isOpen[Int(column)] {
        if isEnough || (isLeast && tables.isFeasible) { return }
        isPending[Int(column)] = false
        guard exchange(Int(column)) else { continue }
        isBetter = true
        touch()
      }
    }
  }

  /// Columns that share rows with what has changed are to be looked at anew.
  mutating func touch() {
    for column in changed {
      visits += core.trialCount
      for other in tables.openNeighbors(of: column) { isPending[Int(other)] = true }
      isPending[column] = true
    }
    changed = []
  }

  mutating func open(_ column: Int) {
    tables.open(column)
    changed.append(column)
  }

  mutating func close(_ column: Int) {
    tables.close(column)
    changed.append(column)
  }

  /// - Returns: false when nothing better takes its place; the plan is then as it was.
  mutating func exchange(_ column: Int) -> Bool {
    let before = tables.score
    close(column)
    now += 1
    stamp[column] = now
    let next = bestAddition(needsLoad: !isUniform)
    if next.column >= 0, tables.score + next.addition > before + tolerance {
      open(next.column)
      fill(perLoad: !isUniform)
      return true
    }
    if next.lean >= 0 {
      let size = tables.open.count
      open(next.lean)
      fill(perLoad: true)
      if tables.score > before + tolerance { return true }
      while tables.open.count > size { tables.close(Int(tables.open[tables.open.count - 1])) }
    }
    tables.open(column)
    changed = []
    return false
  }

  /// Descends, keeps what is of interest, and decides where to go on from.
  mutating func settle(_ plans: inout [[Int32]], isFresh: Bool = false) {
    descend(isFull: isFresh)
    // Only what comes near after a look around is worth a look at everything.
    let near = 0.002 * max(abs(currentScore), isLeast ? Double(core.rows.rowCount) : 0)
    if !isFresh, current == nil || tables.score >= currentScore - near { descend(isFull: true) }
    while tables.isFeasible {
      trim()
      let value = tables.worth - tables.fees
      guard value > best + (best > -.infinity ? unit * 0.5 : 0) || best == -.infinity else { break }
      best = value
      plans.append(tables.open.sorted())
      current = nil
      guard isLeast else { break }
      tables.mostFees = tables.fees - unit
      shed()
      if isEnough { break }
      descend(isFull: true)
    }
    goOn(isFresh: isFresh)
  }

  /// Decides where to go on from: here, if it is fresh or as good or, now and then, nearly; from the best after many
  /// fruitless turns.
  mutating func goOn(isFresh: Bool) {
    let score = tables.score
    if current == nil || score > topScore {
      (top, topScore) = (tables, score)
      (current, currentScore) = (tables, score)
      fruitless = 0
      return
    }
    if isFresh {
      (current, currentScore) = (tables, score)
      fruitless = 0
      return
    }
    fruitless += 1
    if fruitless >= 100, var back = top {
      fruitless = 0
      if !back.isFeasible {
        back.raiseDuties(by: isLeast ? 1 : 0.5)
        back.raisePrices(by: 1.3)
        topScore = back.score
        top = back
      }
      (current, currentScore) = (back, topScore)
    } else if score >= currentScore || (random.below(8) == 0 && score >= topScore - 0.003 * abs(topScore)) {
      (current, currentScore) = (tables, score)
      return
    }
    guard var back = current else { return }
    back.mostFees = tables.mostFees
    absorb()
    tables = back
    counted = back.visits
    changed = []
    for column in isPending.indices { isPending[column] = false }
  }

  /// Closes what nothing is lost by.
  mutating func trim() {
    for column in tables.open.sorted().reversed() where tables.loss[Int(column)] <= tolerance {
      let before = tables.score
      tables.close(Int(column))
      if tables.score < before - tolerance || !tables.isFeasible { tables.open(Int(column)) }
    }
  }

  /// Closes columns until the fees are within what they may be, least loss for its fee first.
  mutating func shed() {
    while tables.fees > tables.mostFees, !tables.open.isEmpty {
      var worst = -1
      var worstRate = Double.infinity
      for column in tables.open where rules.fees[Int(column)] > 0 {
        let before = tables.score
        tables.close(Int(column))
        let rate = (before - tables.score) / rules.fees[Int(column)]
        tables.open(Int(column))
        if rate < worstRate {
          worst = Int(column)
          worstRate = rate
        }
      }
      guard worst >= 0 else { return }
      tables.close(worst)
    }
    now += 1
    fill(perLoad: !isUniform)
  }

  /// Another start near the current plan.
  mutating func kick() {
    now += 1
    visits += 1
    let size = tables.open.count
    if size > 0, random.below(3) > 0 {
      let first = Int(tables.open[random.below(size)])
      var gone = [first]
      let near = tables.openNeighbors(of: first)
      for _ in 0..<(1 + random.below(3 + min(fruitless / 20, 4))) {
        if !near.isEmpty, random.below(4) > 0 {
          gone.append(Int(near[random.below(near.count)]))
        } else {
          gone.append(Int(tables.open[random.below(size)]))
        }
      }
      for column in Set(gone).sorted() {
        close(column)
        // Most may come back later, not at once.
        if random.below(3) > 0 { stamp[column] = now }
      }
    } else {
      force(Int(usable[random.below(usable.count)]))
    }
    fill(perLoad: !isUniform && random.below(3) > 0, noise: random.below(2) == 0 ? 0 : 0.3)
    now += 1
    fill(perLoad: !isUniform)
  }

  /// Opens a column and closes whatever forbids it, least loss first.
  mutating func force(_ column: Int) {
    guard !tables.isOpen[column], rules.slots > 0, rules.fees[column] <= tables.mostFees else { return }
    for other in rules.conflicts(of: column) where tables.isOpen[Int(other)] { close(Int(other)) }
    while !tables.allows(column) {
      guard let least = tables.open.min(by: { (tables.loss[Int($0)], $0) < (tables.loss[Int($1)], $1) }) else { return }
      close(Int(least))
      stamp[Int(least)] = now
    }
    open(column)
  }
}

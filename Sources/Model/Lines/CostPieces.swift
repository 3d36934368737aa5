/// A straight piece of a cost along a line.
package struct CostPiece: Hashable, Sendable {
  /// Metres from the start of the line; `from` < `to`.
  package var from: Double
  package var to: Double
  /// At `from` and at `to`, in the unit of the search.
  package var fromCost: Double
  package var toCost: Double
  /// Whose cost it is: a position in the list of sites.
  package var site: Int

  package init(from: Double, to: Double, fromCost: Double, toCost: Double, site: Int) {
    self.from = from
    self.to = to
    self.fromCost = fromCost
    self.toCost = toCost
    self.site = site
  }

  package func cost(at metres: Double) -> Double {
    if metres <= from { return fromCost }
    if metres >= to { return toCost }
    return fromCost + (toCost - fromCost) * ((metres - from) / (to - from))
  }

  /// The part between two places of the piece.
  package func part(_ from: Double, _ to: Double) -> CostPiece {
    CostPiece(from: from, to: to, fromCost: cost(at: from), toCost: cost(at: to), site: site)
  }
}

/// Sums and minima of costs along one line.
///
/// A cost is a list of pieces that rise along the line and do not overlap; where there is none, there is no way. Between
/// two pieces that touch the cost may jump.
extension [CostPiece] {
  /// At every place the lesser of two costs, of equal ones that of the lower site; where only one is there, that one.
  ///
  /// - Complexity: O(pieces of both).
  package func lower(_ other: [CostPiece]) -> [CostPiece] {
    if isEmpty { return other }
    if other.isEmpty { return self }
    var joined = JoinedPieces()
    forEachOverlap(other) { from, to, own, theirs in
      guard let own, let theirs else { return joined.append(own ?? theirs!, from, to) }
      let first = own.cost(at: from) - theirs.cost(at: from)
      let last = own.cost(at: to) - theirs.cost(at: to)
      if first == 0 && last == 0 { return joined.append(own.site <= theirs.site ? own : theirs, from, to) }
      if first <= 0 && last <= 0 { return joined.append(own, from, to) }
      if first >= 0 && last >= 0 { return joined.append(theirs, from, to) }
      let middle = from + (to - from) * (first / (first - last))
      joined.append(first < 0 ? own : theirs, from, middle)
      joined.append(first < 0 ? theirs : own, middle, to)
    }
    return joined.pieces
  }

  /// The sum where both are there; the sites are those of the first.
  ///
  /// - Complexity: O(pieces of both).
  package func plus(_ other: [CostPiece]) -> [CostPiece] {
    var sum: [CostPiece] = []
    forEachOverlap(other) { from, to, own, theirs in
      guard let own, let theirs else { return }
      sum.append(
        CostPiece(
          from: from, to: to, fromCost: own.cost(at: from) + theirs.cost(at: from),
          toCost: own.cost(at: to) + theirs.cost(at: to), site: own.site))
    }
    return sum
  }

  /// The same with the signs turned.
  package var negated: [CostPiece] {
    map { CostPiece(from: $0.from, to: $0.to, fromCost: -$0.fromCost, toCost: -$0.toCost, site: $0.site) }
  }

  /// What costs at most the limit, the boundary included; a single place that does is left out.
  package func within(_ limit: Double) -> [CostPiece] {
    compactMap { piece in
      let (isFirst, isLast) = (piece.fromCost <= limit, piece.toCost <= limit)
      if isFirst && isLast { return piece }
      guard isFirst || isLast else { return nil }
      let share = (limit - piece.fromCost) / (piece.toCost - piece.fromCost)
      let cut = piece.from + (piece.to - piece.from) * Swift.min(1, Swift.max(0, share))
      var part = piece
      if isFirst {
        part.to = cut
        part.toCost = limit
      } else {
        part.from = cut
        part.fromCost = limit
      }
      return part.from < part.to ? part : nil
    }
  }

  /// The same with nothing below a floor.
  package func notBelow(_ floor: Double) -> [CostPiece] {
    var raised: [CostPiece] = []
    for piece in self {
      guard Swift.min(piece.fromCost, piece.toCost) < floor else {
        raised.append(piece)
        continue
      }
      let flat = CostPiece(from: piece.from, to: piece.to, fromCost: floor, toCost: floor, site: piece.site)
      guard Swift.max(piece.fromCost, piece.toCost) > floor else {
        raised.append(flat)
        continue
      }
      let share = (floor - piece.fromCost) / (piece.toCost - piece.fromCost)
      let cut = piece.from + (piece.to - piece.from) * Swift.min(1, Swift.max(0, share))
      if cut > piece.from { raised.append((piece.fromCost < floor ? flat : piece).part(piece.from, cut)) }
      if cut < piece.to { raised.append((piece.fromCost < floor ? piece : flat).part(cut, piece.to)) }
    }
    return raised
  }

  /// At each place the least cost from there to the end of the line.
  ///
  /// - Parameter later: the least behind the last piece, and what it becomes before the first; infinite for none.
  /// - Returns: pieces wherever anything lies at the place or behind it, from `start` to `end`.
  /// - Complexity: O(pieces).
  package func leastFromHereOn(start: Double, end: Double, later: inout Double) -> [CostPiece] {
    var reversed: [CostPiece] = []
    func keep(_ from: Double, _ to: Double, _ fromCost: Double, _ toCost: Double) {
      if from < to, toCost < .infinity {
        reversed.append(CostPiece(from: from, to: to, fromCost: fromCost, toCost: toCost, site: 0))
      }
    }
    var reach = end
    for piece in self.reversed() {
      keep(piece.to, reach, later, later)
      if piece.fromCost >= piece.toCost {
        later = Swift.min(later, piece.toCost)
        keep(piece.from, piece.to, later, later)
      } else if piece.fromCost >= later {
        keep(piece.from, piece.to, later, later)
      } else {
        // Rising: each place is the least of those behind it up to where the cost passes what comes later.
        let share = (later - piece.fromCost) / (piece.toCost - piece.fromCost)
        let cut = share < 1 ? piece.from + (piece.to - piece.from) * share : piece.to
        keep(cut, piece.to, later, later)
        keep(piece.from, cut, piece.fromCost, Swift.min(later, piece.toCost))
        later = piece.fromCost
      }
      reach = piece.from
    }
    keep(start, reach, later, later)
    return reversed.reversed()
  }

  /// The cost at a place, where pieces touch the lesser; nil where there is no way.
  ///
  /// - Complexity: O(log pieces).
  package func cost(at metres: Double) -> Double? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].to < metres { low = middle + 1 } else { high = middle }
    }
    var least: Double?
    while low < count, self[low].from <= metres {
      let here = self[low].cost(at: metres)
      least = Swift.min(least ?? here, here)
      low += 1
    }
    return least
  }

  /// Every stretch on which both costs are what they are by one piece, and on which at least one is there.
  private func forEachOverlap(
    _ other: [CostPiece], _ body: (_ from: Double, _ to: Double, _ own: CostPiece?, _ theirs: CostPiece?) -> Void
  ) {
    var (i, j) = (0, 0)
    var reach = -Double.infinity
    while i < count || j < other.count {
      let own = i < count ? self[i] : nil
      let theirs = j < other.count ? other[j] : nil
      let start = Swift.max(reach, Swift.min(own?.from ?? .infinity, theirs?.from ?? .infinity))
      let hasOwn = own.map { $0.from <= start } ?? false
      let hasTheirs = theirs.map { $0.from <= start } ?? false
      var end = Double.infinity
      if let own { end = Swift.min(end, hasOwn ? own.to : own.from) }
      if let theirs { end = Swift.min(end, hasTheirs ? theirs.to : theirs.from) }
      if start < end { body(start, end, hasOwn ? own : nil, hasTheirs ? theirs : nil) }
      reach = Swift.max(start, end)
      if let own, own.to <= reach { i += 1 }
      if let theirs, theirs.to <= reach { j += 1 }
    }
  }
}

/// Parts of pieces laid end to end; neighbouring parts of one piece become one again.
private struct JoinedPieces {
  private(set) var pieces: [CostPiece] = []
  private var source: CostPiece?

  mutating func append(_ piece: CostPiece, _ from: Double, _ to: Double) {
    guard from < to else { return }
    if source == piece, let last = pieces.last, last.to == from {
      pieces[pieces.count - 1] = piece.part(last.from, to)
    } else {
      pieces.append(piece.part(from, to))
      source = piece
    }
  }
}

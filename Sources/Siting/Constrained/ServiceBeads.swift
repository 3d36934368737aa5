import Model

/// What one passes one after the other on a chain, such as a route: pieces that each site serves wholly or not at all.
package struct ServiceBeads: Hashable, Sendable {
  /// Where the pieces end, in minutes from the first's start: 0, then one for each piece, not falling.
  package var ends: [Double]
  /// Per piece the sites that serve it.
  package var sites: [[SiteIndex]]
  /// One rides on from the end to the start.
  package var isRound: Bool

  /// - Precondition: one end more than there are pieces.
  package init(ends: [Double], sites: [[SiteIndex]], isRound: Bool) {
    precondition(ends.count == sites.count + 1, "one end more than there are pieces")
    self.ends = ends
    self.sites = sites
    self.isRound = isRound
  }

  var count: Int { sites.count }
  private var whole: Double { ends[count] - ends[0] }

  /// From the start of a piece to the end of another; the second may lie a round later.
  private func minutes(_ first: Int, _ last: Int) -> Double {
    last < count
      ? ends[last + 1] - ends[first] : (ends[count] - ends[first]) + (ends[last - count + 1] - ends[0])
  }

  /// The longest stretch that no chosen site serves, in minutes; 0 for none.
  ///
  /// - Complexity: O(pieces).
  func longestGap(_ isChosen: [Bool]) -> Double {
    let isServed = sites.map { $0.contains { isChosen[$0.rawValue] } }
    guard let first = isServed.firstIndex(of: true) else { return whole }
    var longest = 0.0
    // A round begins behind a served piece; a line that is none at its start.
    var piece = isRound ? first + 1 : 0
    let end = isRound ? first + count : count
    while piece < end {
      guard !isServed[piece % count] else {
        piece += 1
        continue
      }
      let start = piece
      while piece < end, !isServed[piece % count] { piece += 1 }
      longest = max(longest, minutes(start % count, piece - 1 - start / count * count))
    }
    return longest
  }

  /// The shortest runs of pieces that are longer than a limit: no gap is longer if and only if each has a served piece.
  ///
  /// - Returns: the first piece of each and the last, which may lie a round later.
  /// - Complexity: O(pieces).
  func runs(longerThan limit: Double) -> [(first: Int, last: Int)] {
    var runs: [(first: Int, last: Int)] = []
    guard count > 0, whole > limit + ServiceBeads.tolerance else { return runs }
    var last = 0
    for first in 0..<count {
      last = max(last, first)
      let end = isRound ? first + count : count
      while last < end, minutes(first, last) <= limit + ServiceBeads.tolerance { last += 1 }
      guard last < end else { break }
      // One that holds the next says less.
      if let before = runs.last, before.last == last { runs.removeLast() }
      runs.append((first, last))
    }
    return runs
  }

  /// The shortest stretch of whole pieces that is longer than a limit; nil for none.
  func shortestRun(longerThan limit: Double) -> Double? {
    runs(longerThan: limit).map { minutes($0.first, $0.last) }.min()
  }

  func sites(of run: (first: Int, last: Int)) -> Set<SiteIndex> {
    Set((run.first...run.last).flatMap { sites[$0 % count] })
  }

  /// Gaps that differ by less, in minutes, are as long.
  static let tolerance = 1e-9
}

extension [ServiceBeads] {
  /// The longest stretch on any of the chains that none of the sites serves, in minutes; 0 for none.
  package func longestGap(_ isChosen: [Bool]) -> Double { reduce(0) { Swift.max($0, $1.longestGap(isChosen)) } }

  /// For each shortest run of pieces that is longer than a limit the sites that serve some of it: where each has one that
  /// is chosen, no gap is longer.
  package func demands(longestGap limit: Double) -> [Set<SiteIndex>] {
    flatMap { chain in chain.runs(longerThan: limit).map { chain.sites(of: $0) } }
  }
}

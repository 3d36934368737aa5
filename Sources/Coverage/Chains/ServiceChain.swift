import Geometry
import Model

/// A maximal stretch of a line along which nobody is served.
package struct ServiceGap: Hashable, Sendable {
  /// Position among the lines of the chain.
  package var line: Int
  /// Metres from the start of the line. In a gap over the start of a round `from` is greater than `to`; a round without
  /// any served place is one gap from its start to its end.
  package var from: Double
  package var to: Double
  package var meters: Meters
  /// What riding through it takes.
  package var minutes: Double

  package init(line: Int, from: Double, to: Double, meters: Meters, minutes: Double) {
    self.line = line
    self.from = from
    self.to = to
    self.meters = meters
    self.minutes = minutes
  }
}

/// A line and where it is served.
package struct ServedLine: Hashable, Sendable {
  /// The minutes that riding takes up to each place from the line's first to its last, which need not be 0 metres and 0
  /// minutes; nothing for a line without length.
  package var ride: [CostPiece]
  package var served: [LineStretch]
  /// Whether its end is its start, so that one rides on from there.
  package var isRound: Bool

  package init(ride: [CostPiece], served: [LineStretch], isRound: Bool) {
    self.ride = ride
    self.served = served
    self.isRound = isRound
  }

  fileprivate var start: Double { ride.first?.from ?? 0 }
  fileprivate var end: Double { ride.last?.to ?? 0 }
  fileprivate var minutes: Double { (ride.last?.toCost ?? 0) - (ride.first?.fromCost ?? 0) }

  /// The stretches between the served ones, the first and the last included.
  fileprivate func gaps(_ line: Int) -> [ServiceGap] {
    var gaps: [ServiceGap] = []
    var reach = start
    func close(_ end: Double) {
      guard end - reach > 1e-6 else { return }
      let minutes = (ride.cost(at: end) ?? 0) - (ride.cost(at: reach) ?? 0)
      gaps.append(ServiceGap(line: line, from: reach, to: end, meters: Meters(end - reach), minutes: minutes))
    }
    for stretch in served.joined() {
      close(min(stretch.from, end))
      reach = max(reach, min(stretch.to, end))
    }
    close(end)
    guard isRound, gaps.count > 1, let first = gaps.first, let last = gaps.last, first.from == start, last.to == end
    else { return gaps }
    // One rides on over the start.
    gaps[gaps.count - 1] = ServiceGap(
      line: line, from: last.from, to: first.to, meters: Meters(last.meters.value + first.meters.value),
      minutes: last.minutes + first.minutes)
    gaps.removeFirst()
    return gaps
  }
}

/// Stations as beads on a chain: how long one rides along some lines without meeting one.
///
/// A chain is a route, or a corridor of several lines such as all streets of one name.
package struct ServiceChain: Hashable, Sendable {
  /// By line, then along it; a gap over the start of a round is the last of its line.
  package let gaps: [ServiceGap]
  package let length: Meters
  package let minutes: Double
  /// Distinct stations that serve some part of the chain.
  package let stationCount: Int

  /// - Complexity: O(n log n) for n stretches.
  package init(_ lines: [ServedLine], stationCount: Int) {
    gaps = lines.enumerated().flatMap { $1.gaps($0) }
    length = Meters(lines.reduce(0) { $0 + $1.end - $1.start })
    minutes = lines.reduce(0) { $0 + $1.minutes }
    self.stationCount = stationCount
  }

  /// Together.
  package var unserved: Meters { Meters(gaps.reduce(0) { $0 + $1.meters.value }) }

  /// The gaps from the longest in minutes to the shortest; of equal ones the longer in metres, then the earlier.
  package var byLength: [ServiceGap] {
    gaps.enumerated().sorted { a, b in
      if a.element.minutes != b.element.minutes { return a.element.minutes > b.element.minutes }
      if a.element.meters != b.element.meters { return a.element.meters > b.element.meters }
      return a.offset < b.offset
    }.map(\.element)
  }

  /// The minutes to the next served place for a rider at a random moment of the ride, zero where one is served: the sum
  /// of the squares of the gaps' minutes over twice the whole. At the end of a line that is no round the end itself counts
  /// as the next. Nil for a chain without length.
  package var meanMinutesToNext: Double? {
    minutes > 0 ? gaps.reduce(0) { $0 + $1.minutes * $1.minutes } / (2 * minutes) : nil
  }

  /// Nil for a chain without length.
  package var stationsPer10Kilometers: Double? {
    length.value > 0 ? Double(stationCount) / (length.value / 10_000) : nil
  }
}

extension MeasuredLine {
  /// Whether a drawn line is a round: its ends lie within 30 m of each other, and it is at least 200 m long.
  package var isRound: Bool {
    guard let first = line.first, let last = line.last else { return false }
    return length >= 200 && shortDistance(first, last) <= 30
  }
}

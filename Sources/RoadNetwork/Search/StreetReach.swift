import Geometry
import Model
import Words

/// A part of a street within a cutoff, run through in one sense.
package struct ReachedPart: Hashable, Sendable {
  package var street: StreetID
  /// WGS84 degrees, from the street's first node towards its last.
  package var line: [Coordinate]
  /// The cost at the line's first and last place, in the graph's unit, the origin's access leg included.
  package var firstCost: Int
  package var lastCost: Int
}

/// What one search found along the streets, ready to be cut at its cutoff and at every smaller one.
///
/// One search serves several cutoffs, and the streets around the reach.
package struct StreetReach: Sendable {
  /// A stretch of a street on which the cost at an offset is the smaller of `fromFirst` plus the way up to it and
  /// `fromLast` less the way down from it.
  struct Stretch: Sendable {
    var street: Int32
    var first: Int
    var last: Int
    var fromFirst: Int
    var fromLast: Int
  }

  /// More than any cost, and far enough from the largest integer to be added to.
  static let never = Int.max / 4

  package let graph: RoadGraph
  package let direction: Direction
  /// The cutoff of the search in the graph's unit: the largest that may be asked for.
  package let cutoff: Int
  /// What is left of the cutoff where the access leg meets the street; negative when it does not.
  package let rest: Int
  /// By rising street, then offset.
  let stretches: [Stretch]

  /// The reached parts, by rising street, then along it; never of length zero. Where a street is reached from both ends
  /// a part ends at the place where the ways meet.
  /// - Parameter cutoff: inclusive, in the graph's unit; at most the search's own.
  /// - Complexity: O(reached vertices).
  package func parts(within cutoff: Int) -> [ReachedPart] {
    precondition(cutoff <= self.cutoff, "cutoff \(cutoff) exceeds the search's \(self.cutoff)")
    return stretches.flatMap { stretch in
      runs(stretch, cutoff).map { run in
        ReachedPart(
          street: StreetID(rawValue: stretch.street),
          line: graph.part(of: Int(stretch.street), run.range), firstCost: run.firstCost, lastCost: run.lastCost)
      }
    }
  }

  /// The reached lines, each as long as its street allows.
  package func lines(within cutoff: Int) -> [[Coordinate]] {
    ranges(within: cutoff).map { graph.part(of: Int($0.street), $0.range) }
  }

  /// The reached offsets, by rising street, joined where they touch; never of length zero.
  func ranges(within cutoff: Int) -> [(street: Int32, range: ClosedRange<Int>)] {
    var joined: [(street: Int32, range: ClosedRange<Int>)] = []
    for stretch in stretches {
      for run in runs(stretch, cutoff) {
        if let last = joined.last, last.street == stretch.street, run.range.lowerBound <= last.range.upperBound {
          let end = max(last.range.upperBound, run.range.upperBound)
          joined[joined.count - 1].range = last.range.lowerBound...end
        } else {
          joined.append((stretch.street, run.range))
        }
      }
    }
    return joined
  }

  private func runs(
    _ stretch: Stretch, _ cutoff: Int
  ) -> [(range: ClosedRange<Int>, firstCost: Int, lastCost: Int)] {
    let (first, last) = (stretch.first, stretch.last)
    let (fromFirst, fromLast) = (stretch.fromFirst, stretch.fromLast)
    let sense = StreetSense(graph, Int(stretch.street), direction)
    let meeting = sense.meeting(fromFirst: fromFirst, fromLast: fromLast)
    var runs: [(range: ClosedRange<Int>, firstCost: Int, lastCost: Int)] = []
    let end = min(last, sense.lastOffset(upWithin: cutoff - fromFirst), max(meeting, first))
    if meeting >= first, first < end {
      runs.append((first...end, fromFirst + sense.up(first), fromFirst + sense.up(end)))
    }
    let start = max(first, sense.firstOffset(downFrom: fromLast - cutoff), min(meeting, last))
    if meeting < last, start < last {
      runs.append((start...last, fromLast - sense.down(start), fromLast - sense.down(last)))
    }
    return runs
  }
}

extension ReachQuery {
  /// Runs a search and returns what it found along the streets.
  package mutating func streetReach(from origin: SnappedPoint, cutoff: Int, direction: Direction) -> StreetReach {
    run(from: origin, cutoff: cutoff, direction: direction)
    let arcs = graph.arcs(direction)
    var streets = [origin.street.rawValue]
    forEachSettled { node, _ in
      streets.append(contentsOf: arcs.streets(from: Int(node)))
    }
    streets.sort()
    var stretches: [StreetReach.Stretch] = []
    var previous: Int32 = -1
    for street in streets where street != previous && street != ArcTable.turn {
      previous = street
      append(street, origin, direction, &stretches)
    }
    return StreetReach(
      graph: graph, direction: direction, cutoff: cutoff, rest: cutoff - origin.accessCost, stretches: stretches)
  }

  private borrowing func append(
    _ street: Int32, _ origin: SnappedPoint, _ direction: Direction, _ stretches: inout [StreetReach.Stretch]
  ) {
    let never = StreetReach.never
    let last = Int(graph.streetCosts[Int(street)])
    let costs = graph.costs(of: Int(street), direction)
    let allowed = graph.allows(Int(street), direction)
    var fromFirst = never
    var fromLast = never
    let entries = graph.entries(onto: Int(street), direction)
    if allowed.up, let cost = cost(of: NodeIndex(rawValue: entries.start)) { fromFirst = cost }
    if allowed.down, let cost = cost(of: NodeIndex(rawValue: entries.end)) { fromLast = cost + costs.down }
    guard street == origin.street.rawValue else {
      stretches.append(.init(street: street, first: 0, last: last, fromFirst: fromFirst, fromLast: fromLast))
      return
    }
    // The origin parts its own street: before it one may also come down from it, after it up.
    let here = graph.costs(at: origin.place, direction)
    let down = allowed.down ? min(fromLast, origin.accessCost + here.down) : fromLast
    let up = allowed.up ? min(fromFirst, origin.accessCost - here.up) : fromFirst
    stretches.append(.init(street: street, first: 0, last: origin.offset, fromFirst: fromFirst, fromLast: down))
    stretches.append(.init(street: street, first: origin.offset, last: last, fromFirst: up, fromLast: fromLast))
  }
}

/// What each site's search finds along the streets.
///
/// - Parameters: as for ``coverSets(_:sites:demand:cutoff:direction:threads:progress:isCancelled:)``.
/// - Returns: one value per site, in their order; nil for a site that is not on the network.
/// - Throws: ``RoadNetworkError`` code `badCutoff`, `cancelled`.
/// - Complexity: O(reached vertices) per site.
package func streetReach(
  _ graph: RoadGraph, sites: [SnapResult], cutoff: Cutoff, direction: Direction, threads: Int = 1,
  isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
) async throws(RoadNetworkError) -> [StreetReach?] {
  let limit = try graph.cost(of: cutoff)
  let parts = Slots<StreetReach?>(count: sites.count)
  await withWorkers(threads) {
    var query = ReachQuery(graph)
    while !isCancelled(), let site = parts.next() {
      let reach = sites[site].point.map { query.streetReach(from: $0, cutoff: limit, direction: direction) }
      parts.fill(site, reach)
    }
  }
  let all = parts.all()
  guard all.count == sites.count else {
    throw RoadNetworkError(.cancelled, Bilingual("已停止，站点尚未全部计算", "stopped before all sites were searched"))
  }
  return all
}

extension StreetReach {
  /// The reached parts of streets, by rising street and along it, joined where they touch.
  ///
  /// - Parameter cutoff: inclusive, in the graph's unit; at most the search's own.
  package func reachedRanges(within cutoff: Int) -> [ReachedRange] {
    ranges(within: cutoff).map {
      ReachedRange(
        street: $0.street, first: Int32(clamping: $0.range.lowerBound), last: Int32(clamping: $0.range.upperBound))
    }
  }
}

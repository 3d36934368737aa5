/// The nodes of the search at which each street arrives and from which it leaves, where turns have rules.
///
/// Everywhere else streets arrive and leave at their junctions, and nothing is stored.
struct StreetEnds: Sendable {
  let arriveFrom: Column<Int32>
  let arriveTo: Column<Int32>
  let leaveFrom: Column<Int32>
  let leaveTo: Column<Int32>
  /// Junctions with rules, rising. Junction `i` has three stretches of nodes, which start at `starts[3 * i]` and the two
  /// numbers behind: arrivals, leavings, and those that collect; the last start is the end of all.
  let junctions: Column<Int32>
  let starts: Column<Int32>

  var isEmpty: Bool { junctions.isEmpty }
  var nodeCount: Int { Int(starts[starts.count - 1]) }

  /// The nodes made for a junction: where a search leaves it when it starts there.
  func exits(of node: Int32, isForward: Bool) -> Range<Int32> {
    guard let index = index(of: node) else { return 0..<0 }
    let first = 3 * index + (isForward ? 1 : 0)
    return starts[first]..<starts[first + 1]
  }

  /// The junction of any node of the search.
  func junction(of node: Int32) -> Int32 {
    guard node >= starts[0] else { return node }
    var low = 0
    var high = junctions.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[3 * middle] <= node { low = middle } else { high = middle }
    }
    return junctions[low]
  }

  private func index(of node: Int32) -> Int? {
    var low = 0
    var high = junctions.count
    while low < high {
      let middle = (low + high) / 2
      if junctions[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low < junctions.count && junctions[low] == node ? low : nil
  }
}

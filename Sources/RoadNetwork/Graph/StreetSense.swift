import Model

/// The costs along one street as a search of one direction meets them, at any offset from its first node.
struct StreetSense {
  private let graph: RoadGraph
  private let street: Int
  private let direction: Direction
  private let isLevel: Bool

  init(_ graph: RoadGraph, _ street: Int, _ direction: Direction) {
    self.graph = graph
    self.street = street
    self.direction = direction
    isLevel = !graph.hasSlopes
  }

  /// From the first node up to the offset.
  func up(_ offset: Int) -> Int { isLevel ? offset : graph.costs(at: place(offset), direction).up }

  /// From the offset down to the first node.
  func down(_ offset: Int) -> Int { isLevel ? offset : graph.costs(at: place(offset), direction).down }

  /// The last offset at which `up` is within the budget, -1 for none; without regard to the street's end where it is
  /// level.
  func lastOffset(upWithin budget: Int) -> Int { isLevel ? budget : last { up($0) <= budget } }

  /// The first offset at which `down` is not below the budget, beyond the street's end for none.
  func firstOffset(downFrom budget: Int) -> Int { isLevel ? budget : last { down($0) < budget } + 1 }

  /// The last offset at which `down` is within the budget, -1 for none; as ``lastOffset(upWithin:)``.
  func lastOffset(downWithin budget: Int) -> Int { isLevel ? budget : last { down($0) <= budget } }

  /// The first offset at which `up` is not below the budget; as ``firstOffset(downFrom:)``.
  func firstOffset(upFrom budget: Int) -> Int { isLevel ? budget : last { up($0) < budget } + 1 }

  /// The last offset at which the way from the first node is no longer than that from the last, with these costs at the
  /// two ends; -1 or less for none.
  func meeting(fromFirst: Int, fromLast: Int) -> Int {
    let difference = fromLast - fromFirst
    return isLevel ? difference >> 1 : last { up($0) + down($0) <= difference }
  }

  private func place(_ offset: Int) -> StreetPlace {
    graph.place(at: StreetPosition(street: StreetID(street), offset: offset))
  }

  /// The last offset of the street for which a condition holds that once broken stays so; -1 for none.
  private func last(where holds: (Int) -> Bool) -> Int {
    var low = -1
    var high = Int(graph.streetCosts[street]) + 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }
}

import Geometry

extension RoadGraph {
  /// The junctions on the ground where three or more streets meet, rising; a street that begins and ends at one counts
  /// twice.
  package func corners() -> [NodeIndex] {
    let counts = streetCountsAtNodes
    let isOpen = siteNodes()
    return counts.indices.filter { counts[$0] >= 3 && isOpen[$0] }.map { NodeIndex($0) }
  }

  /// How many street ends lie at each node.
  private var streetCountsAtNodes: [Int32] {
    var counts = [Int32](repeating: 0, count: nodeCount)
    for street in 0..<streetCount {
      counts[Int(streetFrom[street])] += 1
      counts[Int(streetTo[street])] += 1
    }
    return counts
  }

  /// For each node its place on its lowest street; nil for a node without streets.
  func placesOfNodes() -> [StreetPosition?] {
    var places = [StreetPosition?](repeating: nil, count: nodeCount)
    for street in (0..<streetCount).reversed() {
      places[Int(streetTo[street])] = StreetPosition(street: StreetID(street), offset: Int(streetCosts[street]))
      places[Int(streetFrom[street])] = StreetPosition(street: StreetID(street), offset: 0)
    }
    return places
  }
}

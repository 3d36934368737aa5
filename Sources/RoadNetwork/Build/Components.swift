import Model

enum Components {
  /// Connected components without regard to direction, numbered by falling street length (ties: lower node first).
  static func label(
    nodeCount: Int, from: [Int32], to: [Int32], meters: [Double]
  ) -> (labels: [Int32], lengths: [Meters]) {
    var sets = DisjointSets(count: nodeCount)
    for street in from.indices { _ = sets.union(Int(from[street]), Int(to[street])) }
    var length = [Double](repeating: 0, count: nodeCount)
    for street in from.indices { length[sets.find(Int(from[street]))] += meters[street] }
    let roots = (0..<nodeCount).filter { sets.find($0) == $0 }.sorted { (length[$1], $0) < (length[$0], $1) }
    var label = [Int32](repeating: -1, count: nodeCount)
    for (index, root) in roots.enumerated() { label[root] = Int32(index) }
    return ((0..<nodeCount).map { label[sets.find($0)] }, roots.map { Meters(length[$0]) })
  }
}

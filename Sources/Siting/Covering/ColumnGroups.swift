extension CoverRows {
  /// Columns in groups that share little with each other, each rising: the pair of groups that shares most for its size
  /// is joined as long as one is small enough; ties to the lower group. What shares nothing stays alone.
  /// - Parameters:
  ///   - largest: columns of a group at most.
  ///   - weights: what it costs to have the columns of each row in several groups.
  /// - Complexity: O(columns^2) memory and O(columns^2 + pairs x columns of a row) time about.
  func groups(largest: Int, weights: [Double]) -> [[Int32]] {
    let count = columnCount
    var shared = [Float](repeating: 0, count: count * count)
    for row in 0..<rowCount {
      let own = columns(of: row)
      guard own.count > 1 else { continue }
      let part = Float(weights[row] / Double(own.count))
      for a in own { for b in own where a != b { shared[Int(a) * count + Int(b)] += part } }
    }
    var groups = (0..<Int32(count)).map { [$0] }
    var isAlive = [Bool](repeating: true, count: count)
    func closeness(_ a: Int, _ b: Int) -> Float {
      guard groups[a].count + groups[b].count <= largest else { return 0 }
      return shared[a * count + b] / Float(groups[a].count * groups[b].count)
    }
    func nearest(_ a: Int) -> (other: Int, closeness: Float) {
      var best = (other: -1, closeness: Float(0))
      for b in 0..<count where isAlive[b] && b != a {
        let value = closeness(a, b)
        if value > best.closeness { best = (b, value) }
      }
      return best
    }
    var near = (0..<count).map { nearest($0) }
    while true {
      var a = -1
      for index in 0..<count where isAlive[index] && near[index].other >= 0 {
        if a < 0 || near[index].closeness > near[a].closeness { a = index }
      }
      guard a >= 0 else { break }
      let b = near[a].other
      let (keep, gone) = (min(a, b), max(a, b))
      groups[keep] += groups[gone]
      groups[gone] = []
      isAlive[gone] = false
      for other in 0..<count where isAlive[other] && other != keep {
        let sum = shared[keep * count + other] + shared[gone * count + other]
        shared[keep * count + other] = sum
        shared[other * count + keep] = sum
      }
      for index in 0..<count where isAlive[index] {
        if index == keep || near[index].other == keep || near[index].other == gone { near[index] = nearest(index) }
      }
    }
    return groups.filter { !$0.isEmpty }.map { $0.sorted() }
  }
}

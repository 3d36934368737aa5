/// Sets that grow together. The representative of a set is its lowest member.
///
/// Complexity: nearly O(1) per call (path halving).
struct DisjointSets {
  private var parent: [Int32]

  init(count: Int) {
    parent = (0..<Int32(count)).map { $0 }
  }

  mutating func find(_ member: Int) -> Int {
    var member = member
    while parent[member] != member {
      parent[member] = parent[Int(parent[member])]
      member = Int(parent[member])
    }
    return member
  }

  /// - Returns: whether the two were apart.
  mutating func union(_ a: Int, _ b: Int) -> Bool {
    let a = find(a)
    let b = find(b)
    if a == b { return false }
    parent[max(a, b)] = Int32(min(a, b))
    return true
  }
}

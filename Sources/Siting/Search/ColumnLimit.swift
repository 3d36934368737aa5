/// At most so many of some columns: what keeps a plan away from another plan.
struct ColumnLimit: Hashable, Sendable {
  /// Rising.
  var columns: [Int32]
  var most: Int

  /// How much of the limit `usage`, one part per column, leaves unused; negative when it takes more.
  func slope(_ usage: [Double]) -> Double {
    var sum = 0.0
    for column in columns { sum += usage[Int(column)] }
    return Double(most) - sum
  }

  func holds(for plan: [Int32]) -> Bool {
    var isLimited = Set<Int32>(minimumCapacity: columns.count)
    for column in columns { isLimited.insert(column) }
    return plan.count { isLimited.contains($0) } <= most
  }
}

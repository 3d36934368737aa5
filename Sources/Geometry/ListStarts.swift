extension Array where Element: FixedWidthInteger {
  /// Makes starts of counts: with 0 in front and the count of list `n` at `n + 1`, list `n` is afterwards
  /// `self[n] ..< self[n + 1]` of the lists laid end to end.
  ///
  /// - Complexity: O(n), in place.
  @inlinable
  package mutating func countsToStarts() {
    var sum: Element = 0
    for index in indices {
      sum += self[index]
      self[index] = sum
    }
  }
}

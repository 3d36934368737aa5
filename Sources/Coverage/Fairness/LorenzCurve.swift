/// Which share of all minutes, or of whatever is measured, the people with the least of it have.
///
/// People stand in the order of their values: of minutes, those with the shortest way first. The curve is a line from
/// corner to corner where all have the same, and bends below it otherwise; the area between is half the Gini.
///
/// Source: Lorenz (1905), Methods of measuring the concentration of wealth, doi:10.2307/2276207.
package struct LorenzCurve: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// Share of the people with a value, 0...1.
    package var people: Double
    /// Share of the total that they have, 0...1; never above ``people`` but by a rounding error.
    package var total: Double
  }

  /// From (0, 0) to (1, 1), a point behind each distinct value.
  package let points: [Point]

  /// - Returns: nil when nobody has a value or all values are 0.
  /// - Complexity: O(n).
  package init?(_ values: RankedValues) {
    guard values.hasShares else { return nil }
    var points = [Point(people: 0, total: 0)]
    var (weight, total) = (0.0, 0.0)
    for (index, row) in values.rows.enumerated() {
      weight += row.weight
      total += row.weight * row.value
      if index + 1 < values.rows.count, values.rows[index + 1].value > row.value {
        // Totals run in another order and may differ by a rounding error.
        points.append(Point(people: min(1, weight / values.weight), total: min(1, total / values.total)))
      }
    }
    points.append(Point(people: 1, total: 1))
    self.points = points
  }

  /// The share of the total that this share of the people has, along the line between two points.
  ///
  /// - Parameter people: 0...1.
  /// - Complexity: O(log points).
  package func total(of people: Double) -> Double {
    precondition((0...1).contains(people), "a share lies in 0...1")
    var (low, high) = (0, points.count - 1)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if points[middle].people <= people { low = middle } else { high = middle }
    }
    let (from, to) = (points[low], points[high])
    guard to.people > from.people else { return to.total }
    return from.total + (to.total - from.total) * ((people - from.people) / (to.people - from.people))
  }

  /// At 0.1, 0.2 … 1 of the people.
  package var deciles: [Point] {
    (1...10).map { Point(people: Double($0) / 10, total: total(of: Double($0) / 10)) }
  }
}

/// The search for prices of floors at which a relaxation bounds least.
///
/// With what a solution x is worth and what it brings above each floor's need,
///
///     bound(m) = max over x of worth[x] + sum_g m[g] above[x, g],  m >= 0                        (1)
///
/// Every solution is a plane below (1), which is convex. The next prices differ from the best so far in one price: that
/// which the planes promise most of. Few floors bind, so few steps lead near the least bound; where several must move
/// together, the search ends early, and the bound is weaker but true.
/// Source: Kelley (1960), The cutting-plane method for solving convex programs, doi:10.1137/0108053.
/// - Complexity: O(floors x solutions^3) for a step, with about ten solutions.
package struct FloorPrices {
  private struct Plane {
    var worth: Double
    var above: [Double]
  }

  /// The best so far.
  package private(set) var best: [Double]
  package private(set) var bound = Double.infinity
  private var planes: [Plane] = []
  /// How far a price goes that no plane holds back.
  private let reach: [Double]

  /// - Parameter reach: what a unit of each floor is worth by itself.
  package init(_ prices: [Double], reach: [Double]) {
    best = prices
    self.reach = reach
  }

  /// Learns the solution at some prices.
  package mutating func note(_ prices: [Double], bound: Double, above: [Double]) {
    planes.append(Plane(worth: bound - zip(prices, above).reduce(0) { $0 + $1.0 * $1.1 }, above: above))
    guard bound < self.bound else { return }
    self.bound = bound
    best = prices
  }

  /// The prices to try next; nil when none promises a bound lower by `gain`, or all tries have been had.
  package func next(for gain: Double) -> [Double]? {
    guard planes.count < 4 + 4 * best.count else { return nil }
    var most = gain
    var next: [Double]?
    for floor in best.indices {
      let (price, value) = least(floor)
      guard bound - value > most else { continue }
      most = bound - value
      next = best
      next?[floor] = price
    }
    return next
  }

  /// Where the planes are lowest along one price.
  private func least(_ floor: Int) -> (price: Double, value: Double) {
    let lines = planes.map { plane in
      var start = plane.worth
      for other in best.indices where other != floor { start += best[other] * plane.above[other] }
      return (start: start, slope: plane.above[floor])
    }
    func value(_ price: Double) -> Double { lines.reduce(-.infinity) { max($0, $1.start + $1.slope * price) } }
    guard lines.contains(where: { $0.slope >= 0 }) else {
      let price = 2 * max(best[floor], reach[floor] / 2)
      return (price, value(price))
    }
    var prices = [0.0]
    for (index, a) in lines.enumerated() {
      for b in lines[..<index] where a.slope != b.slope {
        let price = (b.start - a.start) / (a.slope - b.slope)
        if price > 0 { prices.append(price) }
      }
    }
    return prices.map { ($0, value($0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) } ?? (0, value(0))
  }
}

import Siting
import Testing

/// Prices of floors against functions whose least value is known by hand.
@Suite struct FloorPricesTests {
  private struct Solution {
    var worth: Double
    var above: [Double]
  }

  /// The bound at some prices as the greatest of the solutions there, as a relaxation would find it.
  private func least(
    of solutions: [Solution], from first: [Double], reach: [Double], gain: Double
  ) -> (FloorPrices, Int) {
    var search = FloorPrices(first, reach: reach)
    var prices: [Double]? = first
    var count = 0
    while let asked = prices {
      let values = solutions.map { solution in
        solution.worth + zip(asked, solution.above).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let best = values.indices.max { values[$0] < values[$1] } ?? 0
      search.note(asked, bound: values[best], above: solutions[best].above)
      count += 1
      prices = search.next(for: gain)
    }
    return (search, count)
  }

  /// max(100 - 10 m, 80 + 10 m, 92): 92 from 0.8 to 1.2. Asked are 0, then 4 (nothing holds the price back), 1 (where the
  /// first two meet), and then nothing promises more.
  @Test func onePrice() {
    let solutions = [
      Solution(worth: 100, above: [-10]), Solution(worth: 80, above: [10]), Solution(worth: 92, above: [0]),
    ]
    let (search, count) = least(of: solutions, from: [0], reach: [4], gain: 0.5)
    #expect(search.bound == 92 && search.best == [1] && count == 3)
  }

  /// The greatest of 50 - 5 a, 40 + 5 a plus the greatest of 30 - 2 b, 22 + 2 b: 45 at a = 1 plus 26 at b = 2.
  @Test func twoPricesApart() {
    let solutions = [(50, -5), (40, 5)].flatMap { a in
      [(30, -2), (22, 2)].map { b in Solution(worth: Double(a.0 + b.0), above: [Double(a.1), Double(b.1)]) }
    }
    let (search, _) = least(of: solutions, from: [3, 0.1], reach: [1, 1], gain: 1e-6)
    #expect(abs(search.bound - 71) < 1e-9 && abs(search.best[0] - 1) < 1e-9 && abs(search.best[1] - 2) < 1e-9)
  }

  /// A floor that is met by itself needs no price: 60 - 0 at 0, dearer everywhere else.
  @Test func slackFloorsCostNothing() {
    let (search, count) = least(of: [Solution(worth: 60, above: [7])], from: [0.5], reach: [1], gain: 0.1)
    #expect(search.bound == 60 && search.best == [0] && count == 2)
  }

  /// No floor can be met: the bound falls without end, and the tries end.
  @Test func floorsThatNobodyMeetsEnd() {
    let (search, count) = least(of: [Solution(worth: 60, above: [-7])], from: [0], reach: [1], gain: 0.1)
    #expect(search.bound < 0 && count == 8)
  }
}

import DataQuality
import Model
import Testing

/// The rows at once against two sweeps cell by cell.
struct DistanceSpreadTests {
  /// Borgefors (1986): each cell takes the least of its neighbours' values and the way from there.
  private static func swept(_ rows: [[UInt8]], straight: Int, across: Int) -> [[UInt8]] {
    var cells = rows.map { $0.map { Int($0) } }
    let (height, width) = (rows.count, rows[0].count)
    func lower(_ row: Int, _ column: Int, _ towards: Int) {
      let ways = [
        (0, -towards, straight), (-towards, 0, straight), (-towards, -1, across), (-towards, 1, across),
      ]
      for (down, right, cost) in ways {
        let (y, x) = (row + down, column + right)
        guard y >= 0, y < height, x >= 0, x < width else { continue }
        cells[row][column] = min(cells[row][column], cells[y][x] + cost)
      }
    }
    for row in 0..<height { for column in 0..<width { lower(row, column, 1) } }
    for row in (0..<height).reversed() { for column in (0..<width).reversed() { lower(row, column, -1) } }
    return cells.map { $0.map { UInt8($0) } }
  }

  private static func inside(_ rows: [[UInt8]]) -> [[UInt8]] { rows.map { Array($0[1..<($0.count - 1)]) } }

  @Test(arguments: [(10, 14), (1, 2), (1, 1), (13, 19), (100, 143), (254, 255), (255, 255)])
  func theSameAsTwoSweeps(straight: Int, across: Int) {
    for seed in 1...40 {
      var random = SplitMix(seed: UInt64(seed))
      let (height, width) = (Int.random(in: 1...70, using: &random), Int.random(in: 1...300, using: &random))
      var rows = [[UInt8]](repeating: [UInt8](repeating: .max, count: width + 2), count: height)
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        rows[Int.random(in: 0..<height, using: &random)][Int.random(in: 1...width, using: &random)] =
          UInt8.random(in: 0...254, using: &random)
      }
      var spread = rows
      spread.spread(straight: UInt8(straight), across: UInt8(across))
      let expected = Self.swept(Self.inside(rows), straight: straight, across: across)
      #expect(Self.inside(spread) == expected, "seed \(seed), \(straight) and \(across)")
    }
  }

  /// One street cell in the middle of a row: 10 a step, 14 diagonally, far from 26 cells on.
  @Test func byHand() {
    var rows = [[UInt8]](repeating: [UInt8](repeating: .max, count: 63), count: 3)
    rows[1][31] = 3
    rows.spread(straight: 10, across: 14)
    #expect(rows[1][31] == 3 && rows[1][30] == 13 && rows[1][36] == 53)
    #expect(rows[0][30] == 17 && rows[2][31] == 13 && rows[0][33] == 27)
    #expect(rows[1][31 - 25] == 253 && rows[1][31 - 26] == 255 && rows[2][31 + 25] == 255)
  }
}

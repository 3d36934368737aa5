import Model
import Testing

private func piece(_ from: Double, _ to: Double, _ fromCost: Double, _ toCost: Double, _ site: Int = 0) -> CostPiece {
  CostPiece(from: from, to: to, fromCost: fromCost, toCost: toCost, site: site)
}

@Suite struct CostPieceTests {
  /// One rises from 0 to 10 along 10 m, the other falls: they meet at 5 m.
  @Test func lowerCutsWhereTheyMeet() {
    let lower = [piece(0, 10, 0, 10, 1)].lower([piece(0, 10, 10, 0, 0)])
    #expect(lower == [piece(0, 5, 0, 5, 1), piece(5, 10, 5, 0, 0)])
    // Equal costs fall to the lower site; where one is missing the other stands.
    #expect([piece(0, 4, 3, 3, 2)].lower([piece(2, 6, 3, 3, 1)]) == [piece(0, 2, 3, 3, 2), piece(2, 6, 3, 3, 1)])
    #expect([piece(0, 1, 1, 1)].lower([piece(3, 4, 2, 2)]) == [piece(0, 1, 1, 1), piece(3, 4, 2, 2)])
  }

  @Test func sumsAreThereWhereBothAre() {
    let sum = [piece(0, 4, 0, 4, 5), piece(6, 8, 1, 1, 5)].plus([piece(2, 7, 10, 15, 9)])
    #expect(sum == [piece(2, 4, 12, 16, 5), piece(6, 7, 15, 16, 5)])
  }

  /// A V from 10 down to 0 and up again: within 4 lie the 8 m around its foot, and 4 belongs to them.
  @Test func withinCutsAtTheExactPlace() {
    let v = [piece(0, 10, 10, 0), piece(10, 20, 0, 10)]
    #expect(v.stretches(within: 4) == [LineStretch(from: 6, to: 14)])
    #expect(v.stretches(within: 0).isEmpty && v.stretches(within: 10) == [LineStretch(from: 0, to: 20)])
    #expect(v.cost(at: 3) == 7 && v.cost(at: 10) == 0 && v.cost(at: 21) == nil)
  }

  @Test func nothingBelowTheFloor() {
    #expect([piece(0, 4, -2, 2, 3)].notBelow(0) == [piece(0, 2, 0, 0, 3), piece(2, 4, 0, 2, 3)])
    #expect([piece(0, 4, 2, -2)].notBelow(0) == [piece(0, 2, 2, 0), piece(2, 4, 0, 0)])
    #expect([piece(0, 4, -2, -1)].notBelow(0) == [piece(0, 4, 0, 0)])
  }

  /// Rising from 2 to 8 and then at 4: from 2 m on, where it passes 4, what comes later is less.
  @Test func leastFromHereOnLooksBack() {
    var later = Double.infinity
    let least = [piece(0, 6, 2, 8), piece(7, 9, 5, 4)].leastFromHereOn(start: -1, end: 12, later: &later)
    #expect(least == [piece(-1, 0, 2, 2), piece(0, 2, 2, 4), piece(2, 6, 4, 4), piece(6, 7, 4, 4), piece(7, 9, 4, 4)])
    #expect(later == 2)
  }

  @Test func stretchesJoinWhereTheyTouch() {
    let parts = [(5.0, 7.0), (0.0, 2.0), (2.0, 3.0), (6.0, 6.5)].map { LineStretch(from: $0.0, to: $0.1) }
    #expect(parts.joined() == [LineStretch(from: 0, to: 3), LineStretch(from: 5, to: 7)])
    let sites = [piece(0, 4, 1, 1, 0), piece(4, 6, 1, 1, 2), piece(6, 7, 1, 1, 2)].siteStretches(within: 1)
    #expect(sites.map(\.site) == [0, 2] && sites.map(\.stretch.length) == [4, 3])
  }
}

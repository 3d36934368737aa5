import Coverage
import Model
import Testing

struct InequalityTests {
  private func isNear(_ value: Double?, _ expected: Double) -> Bool { value.map { abs($0 - expected) < 1e-6 } ?? false }

  /// One person with 1 and one with 3: two people differ by (0 + 2 + 2 + 0) / 4 = 1 on average, half of it is a quarter of
  /// the mean 2. T = 1/4 ln(1/2) + 3/4 ln(3/2) = -0.173287 + 0.304099.
  @Test func twoPeople() throws {
    let inequality = try #require(Inequality(try RankedValues([3, 1], weights: [1, 1])))
    #expect(inequality.gini == 0.25)
    #expect(isNear(inequality.theil, 0.130812))
  }

  /// Three people with 1 and one with 3: (2 · 3 · 2) / 16 = 0.75 on average, half of it is a quarter of the mean 1.5. T =
  /// 3/6 ln(1/1.5) + 3/6 ln(3/1.5) = -0.202733 + 0.346574. As three rows or one, and as a half and one and a half people.
  @Test(arguments: [([1.0, 3, 1, 1], [1.0, 1, 1, 1]), ([1, 3], [3, 1]), ([3, 1], [0.5, 1.5])])
  func weightsAreRepeatedRows(values: [Double], weights: [Double]) throws {
    let inequality = try #require(Inequality(try RankedValues(values, weights: weights)))
    #expect(isNear(inequality.gini, 0.25))
    #expect(isNear(inequality.theil, 0.143841))
  }

  /// One of four has everything: G = (4 - 1) / 4, T = ln 4.
  @Test func zerosCount() throws {
    let inequality = try #require(Inequality(try RankedValues([0, 7, 0], weights: [2, 1, 1])))
    #expect(inequality.gini == 0.75)
    #expect(isNear(inequality.theil, 1.386294))
  }

  @Test func equalValuesHaveNone() throws {
    let inequality = try #require(Inequality(try RankedValues([0.1, 0.1, 0.1], weights: [0.3, 7, 1.1])))
    #expect(inequality.gini == 0)
    #expect(inequality.theil >= 0 && inequality.theil < 1e-15)
  }

  @Test func nothingToShareHasNone() throws {
    for (values, weights) in [([], []), ([0, 0], [1, 2]), ([5], [0]), ([nil], [4])] as [([Double?], [Double])] {
      let ranked = try RankedValues(values, weights: weights)
      #expect(Inequality(ranked) == nil)
      #expect(LorenzCurve(ranked) == nil)
      #expect(TheilDecomposition(ranked, groups: values.map { _ in 0 }, groupCount: 1) == nil)
    }
  }

  /// The unreached and rows without people change nothing.
  @Test func whoDoesNotCount() throws {
    let some = try RankedValues([nil, 3, 100, 1], weights: [6, 1, 0, 3])
    #expect(Inequality(some)?.gini == 0.25)
    #expect(some.unreachedShare == 0.6)
  }

  /// Groups {1, 1} and {1, 3} of the four people above, with means 1 and 2, totals 2 and 4: between = 1/3 ln(1/1.5) +
  /// 2/3 ln(2/1.5) = -0.135155 + 0.191788; within = 2/3 of the T of two people above, 0.130812.
  @Test func partsBetweenAndWithinGroups() throws {
    let ranked = try RankedValues([1, 3, nil, 1], weights: [2, 1, 9, 1])
    let parts = try #require(TheilDecomposition(ranked, groups: [0, 2, 1, 2], groupCount: 4))
    #expect(isNear(parts.between, 0.056633))
    #expect(isNear(parts.within, 0.087208))
    #expect(isNear(parts.theil, 0.143841))
    #expect(parts.groups.map(\.weight) == [2, 0, 2, 0])
    #expect(parts.groups.map(\.mean) == [1, nil, 2, nil])
    #expect(parts.groups[0].theil == 0 && isNear(parts.groups[2].theil, 0.130812))
  }

  /// A group with zeros alone adds nothing within; between, the other has all: ln(4 / 1).
  @Test func aGroupWithNothing() throws {
    let ranked = try RankedValues([0, 8], weights: [3, 1])
    let parts = try #require(TheilDecomposition(ranked, groups: [0, 1], groupCount: 2))
    #expect(isNear(parts.between, 1.386294) && parts.within == 0)
    #expect(parts.groups[0].theil == nil && parts.groups[0].mean == 0)
  }

  /// Three people with 1 of 6 each, one with 3 of 6; half the area between curve and diagonal is the Gini.
  @Test func lorenzCurve() throws {
    let curve = try #require(LorenzCurve(try RankedValues([1, 3, 1], weights: [2, 1, 1])))
    #expect(curve.points.map(\.people) == [0, 0.75, 1])
    #expect(curve.points.map(\.total) == [0, 0.5, 1])
    // 0.3 / 0.75 of one half; one half and 0.15 / 0.25 of the other.
    #expect(isNear(curve.deciles[2].total, 0.2) && isNear(curve.deciles[8].total, 0.8))
    #expect(curve.deciles.count == 10 && curve.deciles[9].people == 1 && curve.deciles[9].total == 1)
    #expect(curve.total(of: 0) == 0 && curve.total(of: 0.75) == 0.5)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func propertiesOfRandomRows(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let count = 1 + random.below(60)
    let values = (0..<count).map { _ in random.below(4) == 0 ? 0 : Double.random(in: 0..<30, using: &random) } + [1]
    let weights = (0...count).map { _ in Double.random(in: 0..<9, using: &random) }
    let groups = (0...count).map { _ in random.below(5) }
    let ranked = try RankedValues(values, weights: weights)
    let inequality = try #require(Inequality(ranked))
    #expect((0..<1).contains(inequality.gini) && inequality.theil >= 0, "seed \(seed)")

    let scaled = try #require(
      Inequality(try RankedValues(values.map { $0 * 60_000 }, weights: weights.map { $0 / 7 })))
    #expect(isAlike(scaled.gini, inequality.gini) && isAlike(scaled.theil, inequality.theil), "seed \(seed)")

    let backwards = try #require(Inequality(try RankedValues(values.reversed(), weights: weights.reversed())))
    #expect(isAlike(backwards.gini, inequality.gini) && isAlike(backwards.theil, inequality.theil), "seed \(seed)")

    // Trapezia below the curve: twice what is missing to one half.
    let curve = try #require(LorenzCurve(ranked))
    let area = zip(curve.points, curve.points.dropFirst()).reduce(0) {
      $0 + ($1.1.people - $1.0.people) * ($1.1.total + $1.0.total) / 2
    }
    #expect(isAlike(1 - 2 * area, inequality.gini), "seed \(seed)")
    #expect(curve.deciles.allSatisfy { $0.total <= $0.people + 1e-12 }, "seed \(seed)")

    let parts = try #require(TheilDecomposition(ranked, groups: groups, groupCount: 5))
    #expect(isAlike(parts.theil, inequality.theil) && parts.between > -1e-12, "seed \(seed)")
  }
}

struct RankedValuesTests {
  /// Three people with 2, one with 5: the third ends at three quarters.
  @Test func quantilesAreValuesOfPeople() throws {
    let ranked = try RankedValues([5, nil, 2], weights: [1, 2, 3])
    #expect(ranked.quantile(0) == 2 && ranked.median == 2 && ranked.quantile(0.75) == 2)
    #expect(ranked.quantile(0.751) == 5 && ranked.quantile(1) == 5)
    // (5 + 2 · 3) / 4.
    #expect(ranked.mean == 2.75)
    #expect(ranked.weight == 4 && ranked.total == 11 && ranked.unreachedWeight == 2)
  }

  /// 0.7 added up ten times is 7.000000000000001, and once less than a tenth of it: still a tenth of the people.
  @Test func sumsOfWeightsAreNotExact() throws {
    let ranked = try RankedValues((1...10).map(Double.init), weights: [Double](repeating: 0.7, count: 10))
    #expect((1...10).map { ranked.quantile(Double($0) / 10) } == (1...10).map(Double.init))
  }

  @Test func extremesFallToTheFirstPosition() throws {
    let ranked = try RankedValues([9, 4, nil, 7, 1, 7, 1], weights: [0, 1, 1, 1, 1, 1, 1])
    #expect(ranked.largest?.position == 3 && ranked.largest?.value == 7)
    #expect(ranked.least?.position == 4)
    #expect(ranked.rows.map(\.position) == [4, 6, 1, 3, 5])
  }

  @Test func nobody() throws {
    let none = try RankedValues([], weights: [])
    #expect(none.mean == nil && none.median == nil && none.largest == nil && none.unreachedShare == nil)
    let unreached = try RankedValues([nil], weights: [3])
    #expect(unreached.unreachedShare == 1 && unreached.mean == nil)
  }

  @Test(
    arguments: [
      ([1, -1], [1, 1], "values"), ([.nan], [0], "values"), ([.infinity], [1], "values"), ([1], [-1], "weights"),
      ([1], [.nan], "weights"), ([1, 1], [1e308, 1e308], "weights"), ([1e308], [100], "values"),
    ] as [([Double], [Double], String)])
  func amountsThatAreNone(values: [Double], weights: [Double], context: String) {
    do throws(CoverageError) {
      _ = try RankedValues(values, weights: weights)
      Issue.record("accepted")
    } catch {
      #expect(error.code == .badAmount && error.context == context)
    }
  }
}

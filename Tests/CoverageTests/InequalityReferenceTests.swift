import Coverage
import Testing

/// Against `Independent/inequality.json`: PySAL inequality 1.2.0 and numpy 2.5.5 on rows repeated once for each person.
struct InequalityReferenceTests {
  private struct Reference: Decodable {
    struct Instance: Decodable {
      var values: [Double]
      var people: [Double]
      var groups: [Int]
      var gini: Double
      var theil: Double
      var between: Double
      var within: Double
      var mean: Double
      var shares: [Double]
      var quantiles: [Double]
    }

    var instances: [Instance]
  }

  @Test func figuresAreThoseOfTheRepeatedRows() throws {
    let reference: Reference = try independentReference("inequality.json")
    #expect(reference.instances.count == 16)
    for (number, instance) in reference.instances.enumerated() {
      let ranked = try RankedValues(instance.values, weights: instance.people)
      let inequality = try #require(Inequality(ranked))
      #expect(isAlike(inequality.gini, instance.gini), "instance \(number)")
      #expect(isAlike(inequality.theil, instance.theil), "instance \(number)")
      let parts = try #require(TheilDecomposition(ranked, groups: instance.groups, groupCount: 4))
      #expect(isAlike(parts.between, instance.between), "instance \(number)")
      #expect(isAlike(parts.within, instance.within), "instance \(number)")
      #expect(isAlike(ranked.mean, instance.mean), "instance \(number)")
      // A quantile is one of the values, so that equal means the same number.
      #expect(instance.shares.map { ranked.quantile($0) } == instance.quantiles, "instance \(number)")
    }
  }
}

import Coverage
import Model
import Testing

/// Against `Independent/access.json`: PySAL access 1.1.10.post3.
struct FloatingCatchmentReferenceTests {
  private struct Reference: Decodable {
    struct Instance: Decodable {
      var zones: [[Double]]
      var demand: [Double]
      var supply: [Double]
      /// Site, point, cost.
      var pairs: [[Double]]
      var twoStep: [Double?]
      var twoStepRatios: [Double?]
      var enhanced: [Double?]
      var enhancedRatios: [Double?]
      var threeStep: [Double?]

      enum CodingKeys: String, CodingKey {
        case zones, demand, supply, pairs
        case twoStep = "2SFCA"
        case twoStepRatios = "2SFCA ratios"
        case enhanced = "E2SFCA"
        case enhancedRatios = "E2SFCA ratios"
        case threeStep = "3SFCA"
      }

      var covers: CoverSets {
        var rows = [[(demand: Int32, cost: Double)]](repeating: [], count: supply.count)
        for pair in pairs { rows[Int(pair[0])].append((Int32(pair[1]), pair[2])) }
        return CoverSets(demandCount: demand.count, rows: rows)
      }
    }

    var withoutDemand: [String]
    var instances: [Instance]

    enum CodingKeys: String, CodingKey {
      case instances
      case withoutDemand = "without demand"
    }
  }

  private func areAlike(_ a: [Double?], _ b: [Double?]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { isAlike($0, $1) }
  }

  @Test func accessAndRatiosAreThoseOfPySAL() throws {
    let reference: Reference = try independentReference("access.json")
    #expect(reference.instances.count == 12)
    for (number, instance) in reference.instances.enumerated() {
      let zones = instance.zones.map { CatchmentZone(upTo: $0[0], weight: $0[1]) }
      let (several, one) = (try Catchment(zones), try Catchment([CatchmentZone(upTo: zones.last!.upTo, weight: 1)]))
      func result(_ catchment: Catchment, _ method: FloatingCatchments.Method) throws -> FloatingCatchments {
        try FloatingCatchments(
          instance.covers, supply: instance.supply, demand: instance.demand, catchment, method)
      }
      let twoStep = try result(one, .twoStep)
      #expect(areAlike(twoStep.access, instance.twoStep), "instance \(number)")
      #expect(areAlike(twoStep.ratios, instance.twoStepRatios), "instance \(number)")
      let enhanced = try result(several, .twoStep)
      #expect(areAlike(enhanced.access, instance.enhanced), "instance \(number)")
      #expect(areAlike(enhanced.ratios, instance.enhancedRatios), "instance \(number)")
      #expect(areAlike(try result(several, .threeStep).access, instance.threeStep), "instance \(number)")
    }
  }

  /// PySAL divides by the 0 people in the catchments of sites 0 (supply 5) and 1 (supply 0). Nobody has that access: nil.
  @Test func catchmentsWithoutPeople() throws {
    let reference: Reference = try independentReference("access.json")
    #expect(reference.withoutDemand == ["inf", "0.0", "0.5"])
    let catchments = try FloatingCatchments(
      CoverSets(demandCount: 3, rows: [[(0, 1)], [(1, 1)], [(2, 1)]]), supply: [5, 0, 4], demand: [0, 0, 8],
      try Catchment([CatchmentZone(upTo: 10, weight: 1)]), .twoStep)
    #expect(catchments.access == [nil, nil, 0.5])
    #expect(catchments.ratios == [nil, nil, 0.5])
  }
}

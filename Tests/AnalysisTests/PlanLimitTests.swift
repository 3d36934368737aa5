import Analysis
import Foundation
import Model
import Siting
import Testing

/// What bound a plan; that the order of records means nothing; what is lost when a host says no.
@Suite struct PlanLimitTests {
  /// The station covers c1 and c3: 5 of 31. k1 adds c2 (2) for 100, k2 adds c4 (8) for 200, k3 adds c5 (16) for 300.
  private static let communities = [
    "c1,c1,north,1,105.004,0", "c2,c2,north,2,105.0045,0", "c3,c3,south,4,105,0.0045",
    "c4,c4,south,8,105,0.0046",
    "c5,c5,east,16,105.02,0",
  ]
  private static let hosts = ["k1,100,105.008,0", "k2,200,105,0.009", "k3,300,105.02,0"]

  private func result(
    _ siting: String, communities: [String] = communities, hosts: [String] = hosts,
    overrides: [String] = []
  ) async throws -> AnalysisResult {
    let files = [
      "analysis.yaml": """
      inputs:
        stations: s.csv
        communities: {file: c.csv, fields: {town: town}, weight: population}
        candidates: {file: k.csv, cost: yuan}
      circle: {cutoff: 500m}
      siting: \(siting)
      """, "s.csv": "id,lon,lat\ns,105,0\n",
      "c.csv": (["id,name,town,population,lon,lat"] + communities).joined(separator: "\n") + "\n",
      "k.csv": (["id,yuan,lon,lat"] + hosts).joined(separator: "\n") + "\n",
    ]
    return try await runAnalysis(try ScratchFolder(files).analysis(overrides))
  }

  private static let cases: [(String, [PlanLimit], Double?)] = [
    // The number; 1,000 - 300 are left.
    ("{budget: 1000, new: 1}", [PlanLimit.number], 700),
    // k3 for 300; k1 would cost 100 more.
    ("{budget: 399}", [.budget], 99),
    // k3 alone, and no money for another: both bind.
    ("{budget: 399, new: 1}", [.number, .budget], 99), ("{budget: 600}", [.nothingLeft], 0),
    // All three, and all demand is covered.
    ("{new: 5}", [.nothingLeft], nil),
    ("{new: 2}", [.number], nil),
    // k1 stands 890.6 m from the station, k2 995.2 m.
    ("{new: 3, constraints: {spacing: 1km}}", [.spacing], nil),
    ("{objective: target-coverage, target: 60%}", [.target], nil),
    ("{objective: full-coverage}", [.nothingLeft], nil),
    ("{objective: min-worst, new: 1}", [.number], nil),
  ]

  @Test(arguments: cases)
  func whatBoundThePlan(siting: String, limits: [PlanLimit], left: Double?) async throws {
    let plan = try #require(try await result(siting).siting.plan)
    #expect(plan.limits.limits == limits && plan.limits.budgetLeft == left, "\(plan.limits)")
  }

  /// Nobody could stand near c6.
  @Test func allCandidatesAreChosenAndDemandIsLeft() async throws {
    let far = Self.communities + ["c6,c6,east,1,105.05,0"]
    let plan = try #require(try await result("{new: 5}", communities: far).siting.plan)
    #expect(plan.proposed.count == 3 && plan.limits.limits == [.candidates], "\(plan.limits)")
  }

  /// k4 stands where k3 stands and adds nothing to it.
  @Test func nothingLeftToGain() async throws {
    let plan = try #require(
      try await result("{new: 3}", hosts: Self.hosts + ["k4,50,105.02,0"]).siting.plan)
    #expect(plan.limits.limits == [.nothingLeft], "\(plan.limits)")
  }

  @Test func noneLeavesAKeyOut() async throws {
    let plan = try #require(
      try await result("{budget: 399, new: 1}", overrides: ["siting.new=none"]).siting.plan)
    #expect(plan.asked == nil && plan.limits.limits == [.budget])
    let free = try #require(
      try await result("{budget: 399, new: 1}", overrides: ["siting.budget=none", "siting.new=3"])
        .siting.plan)
    #expect(free.proposed.count == 3)
    // A key that is no key is still told.
    await #expect { try await result("{new: 1}", overrides: ["siting.nwe=none"]) } throws: {
      "\($0)".contains("Did you mean “new”?")
    }
    // A guess is offered only when near.
    await #expect { try await result("{new: 1}", overrides: ["siting.zzzzzz=none"]) } throws: {
      !"\($0)".contains("Did you mean") && "\($0)".contains("Valid here: ")
    }
  }

  /// What is too large for decimals is written all the same.
  @Test func hugeNumbersEndInNoInfinity() async throws {
    let plan = try #require(try await result("{budget: 1e308}").siting.plan)
    #expect(plan.proposed.count == 3 && plan.value == 1)
  }

  @Test func theOrderOfRecordsMeansNothing() async throws {
    let twins = Self.hosts + ["k4,300,105.02,0", "k12,300,105.02,0"]
    let one = try await result("{new: 2}", hosts: twins)
    let other = try await result(
      "{new: 2}", communities: Self.communities.reversed(),
      hosts: [twins[4], twins[2], twins[3], twins[1], twins[0]])
    let plans = [try #require(one.siting.plan), try #require(other.siting.plan)]
    #expect(plans[0] == plans[1])
    #expect(
      one.inputs.candidates.map(\.id) == other.inputs.candidates.map(\.id)
        && one.coverage.now == other.coverage.now)
    #expect(one.inputs.candidates.map(\.id.rawValue) == ["k1", "k2", "k3", "k4", "k12"])
  }

  /// The people outside the circle, not their whole community: c1 has 1 person 445.3 m east (covered) and 3 persons at
  /// 1,113.2 m. By length the nearest station is 1,113.2 m away for those outside, whatever the others have.
  @Test func theMeanIsOfThoseOutside() async throws {
    let shape = "MULTIPOINT (105.004 0, 105.01 0)"
    let files = [
      "analysis.yaml": """
      inputs:
        stations: s.csv
        communities: {file: c.csv, weight: population}
      circle: {cutoff: 500m, speeds: {walk: 4km/h}}
      """, "s.csv": "id,lon,lat\ns,105,0\n", "c.csv": "id,population,wkt\nc1,8,\"\(shape)\"\n",
    ]
    let result = try await runAnalysis(try ScratchFolder(files).analysis())
    let gap = try #require(result.maps.gaps.first)
    let outside = try #require(gap.nearestMinutes)
    let all = try #require(result.coverage.communities[0].nearestMinutes)
    // 1,113.195 m at 4 km/h.
    let farMinutes: Double = 1_113.195 / 4_000 * 60
    let nearMinutes: Double = 445.278 / 4_000 * 60
    #expect(gap.weight == 4)
    #expect(abs(outside - farMinutes) < 0.01)
    #expect(abs(all - (nearMinutes + farMinutes) / 2) < 0.01)
  }

  /// Each of k1, k2 and k3 covers what nobody else does, so losing one loses just that; proven, so both figures agree.
  @Test func theLossIsProvenFromBothSides() async throws {
    let plan = try #require(try await result("{new: 2}", hosts: Self.hosts).siting.plan)
    // k3 (16) and k2 (8) stand; without k3 k1 (2) takes its place: 14 lost; without k2: 6.
    for (site, loss) in zip(plan.proposed, [14.0, 6]) {
      let reason = try #require(site.reason)
      #expect(abs(try #require(reason.lossReplanned) - loss / 31) < 1e-8, "\(reason)")
      #expect(reason.lossReplanned == reason.lossReplannedAtMost)
    }
  }
}

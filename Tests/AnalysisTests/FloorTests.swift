import Analysis
import Foundation
import Model
import Siting
import Testing

/// Floors of groups by name, what is advised when they cannot be met, and what floors cost. Points and hosts stand a
/// kilometre and more apart, so that each host covers what stands beside it alone.
struct FloorTests {
  /// Town a: 8 at k1, 4 at k2, 4 at k3. Town b: 1 at k3, 2 at k4. Town 西 镇: 1 at k1, 2 that nobody reaches.
  private static func scene(_ siting: String, west: Bool = false) throws -> AnalysisFile {
    let files = [
      "analysis.yaml": """
      inputs:
        stations: s.csv
        communities: {file: c.csv, fields: {town: town}}
        candidates: k.csv
      circle: {cutoff: 500m}
      siting: \(siting)
      """, "s.csv": "id,lon,lat\ns,105.5,0\n",
      "c.csv": """
      id,name,town,population,lon,lat
      a1,a1,a,8,105,0
      a2,a2,a,4,105.02,0
      a3,a3,a,4,105.04,0
      b1,b1,b,1,105.04,0.001
      b2,b2,b,2,105.06,0

      """ + (west ? "w1,w1,西 镇,1,105,0.001\nw2,w2,西 镇,2,105.2,0\n" : ""),
      "k.csv": "id,lon,lat\nk1,105,0\nk2,105.02,0\nk3,105.04,0\nk4,105.06,0\n",
    ]
    return try ScratchFolder(files).analysis()
  }

  private func plan(_ siting: String, west: Bool = false) async throws -> Plan {
    try #require(try await runAnalysis(try Self.scene(siting, west: west)).siting.plan)
  }

  private static func chosen(_ plan: Plan) -> [Int] { plan.proposed.map(\.candidate).sorted() }

  @Test func groupsByName() async throws {
    // Without floors k1 and k3 cover 13 of 19.
    #expect(Self.chosen(try await plan("{new: 2}")) == [0, 2])
    // Half of each: k1 (8 of 16) and k4 (2 of 3).
    #expect(Self.chosen(try await plan("{new: 2, constraints: {floors: {by: town, share: 50%}}}")) == [0, 3])
    // b may have a third, which k3 brings.
    #expect(
      Self.chosen(try await plan("{new: 2, constraints: {floors: {by: town, share: 50%, except: {b: 33%}}}}")) == [
        0, 2,
      ])
    // Only b has a floor.
    #expect(Self.chosen(try await plan("{new: 1, constraints: {floors: {by: town, except: {b: 60%}}}}")) == [3])
    #expect(Self.chosen(try await plan("{new: 1, constraints: {floors: {by: community, except: {b1: 1}}}}")) == [2])
  }

  private static let mistakes: [(String, [String])] = [
    ("{by: town, share: 50%, except: {西镇: 34%}}", ["the town “西镇”", "Did you mean “西 镇”?", "a, b, 西 镇"]),
    ("{by: community, except: {b9: 34%}}", ["the community “b9”", "a1, a2"]),
    ("{by: kind, except: {workers: 34%}}", ["the kind “workers”", "There are communities"]),
    ("{by: town}", ["`by` and `share`, or `except`"]),
    ("{by: town, except: {}}", ["`by` and `share`, or `except`"]),
    ("{except: {a: 10%}}", ["floors need `by`"]),
    ("{by: town, except: {a: 134%}}", ["“134%” is not a percentage"]),
  ]

  @Test(arguments: mistakes) func mistakesAreNamed(floors: String, words: [String]) async throws {
    await #expect {
      try await runAnalysis(try Self.scene("{new: 2, constraints: {floors: \(floors)}}", west: true))
    } throws: { error in
      words.allSatisfy("\(error)".contains)
    }
  }

  /// What the reason says is put into the file, and then there is a plan; with one per cent more there is none.
  /// - Returns: the line.
  private func mended(_ number: String, _ floors: String, west: Bool = false) async throws -> String {
    func siting(_ floors: String) -> String { "{\(number), constraints: {floors: {\(floors)}}}" }
    let plan = try await plan(siting(floors), west: west)
    #expect(plan.status == .infeasible)
    let reason = try #require(plan.reason?.english)
    let line = String(
      try #require(reason.firstMatch(of: /`(except: \{[^}`]*\})` under siting.constraints.floors/), "\(reason)").1)
    let rest = floors.split(separator: ", except").first.map(String.init) ?? floors
    #expect(try await self.plan(siting("\(rest), \(line)"), west: west).status == .optimal, "\(line)")
    for share in line.matches(of: /([0-9]+)%/) {
      let more = line.replacingCharacters(in: share.range, with: "\(Int(share.1)! + 1)%")
      #expect(try await self.plan(siting("\(rest), \(more)"), west: west).status == .infeasible, "\(more)")
    }
    return line
  }

  @Test func aFloorBeyondReach() async throws {
    // A third of 西 镇 is reached, by k1.
    #expect(try await mended("new: 4", "by: town, share: 50%", west: true) == "except: {西 镇: 33%}")
  }

  @Test func whatTheFileExceptsStays() async throws {
    // 32.5 % of b and a third of 西 镇 take k1 and k3.
    let floors = "by: town, share: 50%"
    let plan = try await plan("{new: 2, constraints: {floors: {\(floors), except: {b: 32.5%}}}}", west: true)
    let line = "except: {b: 32.5%, 西 镇: 33%}"
    #expect(
      plan.reason?.english.contains("`\(line)` under siting.constraints.floors") == true,
      "\(plan.reason?.english ?? "")")
    #expect(try await self.plan("{new: 2, constraints: {floors: {\(floors), \(line)}}}", west: true).status == .optimal)
  }

  @Test func oneThatGivesWay() async throws {
    // 60 % of a take k1 and another; with two sites b then has no more than k3 brings, a third. With b at 60 % (k4) a has
    // half by k1: that is less to give up.
    #expect(try await mended("new: 2", "by: town, share: 60%") == "except: {a: 50%}")
  }

  @Test func severalGiveWay() async throws {
    // One site: no town with a floor of 1 % beside another. k1 gives a its half, and 西 镇 a third; b has nothing.
    let line = try await mended("new: 1", "by: town, share: 40%", west: true)
    #expect(line == "except: {b: 0%, 西 镇: 33%}")
  }

  @Test func theOtherRepairsNameTheirKeys() async throws {
    let reason = try #require(try await plan("{new: 2, constraints: {floors: {by: town, share: 60%}}}").reason?.english)
    #expect(reason.contains("allow 3 new sites: `new: 3` under siting"), "\(reason)")
    let target = try #require(
      try await plan("{objective: target-coverage, target: 90%, new: 2}").reason?.english)
    // 13 of 19 are 68.4 %.
    #expect(target.contains("`target: 68%` under siting"), "\(target)")
    #expect(try await plan("{objective: target-coverage, target: 68%, new: 2}").status == .optimal)
  }

  /// Up to 30 % k1 and k3 do (13 of 19); from 40 % b needs k4, and a has its half by k1 (10 of 19); 51 % of both take three.
  @Test func whatAFloorCosts() async throws {
    let curve = try await plan("{new: 2, floor_curve: town}").floorCurve
    #expect(curve.map(\.share) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    let values = [13.0, 13, 13, 13, 10, 10].map { $0 / 19 }
    #expect(zip(curve, values).allSatisfy { isNear($0.value, $1, 1e-8) && isNear($0.bound, $1, 1e-8) })
    #expect(curve.map(\.status) == [.optimal, .optimal, .optimal, .optimal, .optimal, .optimal, .infeasible])
    #expect(curve[6].value == nil && curve[6].bound == nil)
    #expect(try await plan("{new: 2}").floorCurve.isEmpty)
  }

  /// The floor of the file has its row; b keeps 33 %, and a can have 75 % of its own by k1 and k3.
  @Test func aCurveBesideFloors() async throws {
    let floors = "floors: {by: town, share: 35%, except: {b: 33%}}"
    let curve = try await plan("{new: 2, constraints: {\(floors)}}").floorCurve
    #expect(curve.map(\.share) == [0, 0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8])
    #expect(curve.dropLast().allSatisfy { isNear($0.value, 13.0 / 19, 1e-8) && $0.status == .optimal })
    #expect(curve.last?.status == .infeasible)
    #expect(try await plan("{new: 2, floor_curve: never, constraints: {\(floors)}}").floorCurve.isEmpty)
    // Where the floors cannot be met it tells how far one comes.
    let beyond = try await plan("{new: 2, constraints: {floors: {by: town, share: 80%}}}")
    #expect(beyond.status == .infeasible)
    #expect(beyond.floorCurve.map(\.share) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
  }

  @Test func curvesByOtherGroups() async throws {
    // All residents are one kind: 13 of 19 are 68 %.
    let curve = try await plan("{new: 2, floor_curve: kind}").floorCurve
    #expect(curve.map(\.share) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.68, 0.7])
    for siting in ["{objective: full-coverage, floor_curve: town}", "{floor_curve: trade, weights: {workers: 0}}"] {
      #expect(throws: AnalysisError.self) { try Self.scene(siting) }
    }
  }
}

private func isNear(_ found: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
  found.map { abs($0 - expected) <= tolerance } ?? false
}

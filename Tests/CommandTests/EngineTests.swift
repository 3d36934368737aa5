import Foundation
import Testing

/// `solve --engine`, in a build with HiGHS and in one without: each must say which it is.
struct EngineTests {
  /// A town of sites and points strewn by a linear congruential generator: too wide a spacing to be proven in seconds.
  private static let strewn: [String: String] = {
    var state: UInt64 = 3
    func next(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    var sites = "id,x,y,cost,capacity\n"
    for index in 0..<400 { sites += "s\(index),\(next(10_000)),\(next(10_000)),\(1 + next(9)),\(50 + next(400))\n" }
    var demand = "id,x,y,weight,group\n"
    for index in 0..<4_000 {
      demand += "d\(index),\(next(10_000)),\(next(10_000)),\(1 + next(50)),g\(index % 3)\n"
    }
    return ["sites.csv": sites, "demand.csv": demand]
  }()

  /// Three sites on a street of four points.
  private static let street = [
    "sites.csv": "id,x,y,cost,capacity\na,0,0,2,4.5\nb,100,0,3,9\nc,200,0,2,9\n",
    "demand.csv": "id,x,y,weight,group\n1,0,0,4,w\n2,60,0,5,m\n3,140,0,3,e\n4,200,0,5,e\n",
  ]

  private func solve(
    _ files: [String: String], _ problem: String, _ more: [String], whileRunning: (Process) throws -> Void = { _ in }
  ) throws -> Command.Outcome {
    let folder = try ScratchFolder(files)
    return try Command.run(
      ["solve", problem, "--sites", folder.path + "/sites.csv", "--demand", folder.path + "/demand.csv"] + more,
      whileRunning: whileRunning)
  }

  private func hasHiGHS() throws -> Bool {
    try solve(Self.street, "lscp", ["--radius", "60m", "--engine", "highs"]).code == 0
  }

  private func expectRefusal(_ outcome: Command.Outcome) {
    #expect(outcome.code == 1 && outcome.output == "", "\(outcome)")
    #expect(outcome.errors.contains("without HiGHS") && outcome.errors.contains("make full"), "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "one sentence: \(outcome.errors)")
  }

  /// a and c cost 4 and cover everything: 1 and 2, 3 and 4 lie within 60 m of them.
  @Test(arguments: ["mclp", "backup", "target", "lscp"]) func bothEnginesAgreeOrOneIsMissing(problem: String) throws {
    let more = ["--radius", "60m", "--json"]
    let its = ["mclp": ["--budget", "5"], "target": ["--share", "0.6"]][problem] ?? []
    let own = try solve(Self.street, problem, more + its + ["--engine", "own"])
    #expect(own.code == 0, "\(own)")
    let highs = try solve(Self.street, problem, more + its + ["--engine", "highs"])
    guard try hasHiGHS() else { return expectRefusal(highs) }
    for key in ["status", "objective", "bound", "backup_weight"] {
      #expect(try own.object()[key] as? NSObject == highs.object()[key] as? NSObject, "\(key)")
    }
    if problem == "mclp" { #expect(try highs.object()["objective"] as? Double == 17) }
  }

  /// b and c serve 2, 3 and 4 whole: 13. Half of w needs a; a and c serve 4.5 and 8, and half of w and of m is all that a
  /// holds.
  @Test func floorsBesideCapacities() throws {
    let plain = try solve(Self.street, "capacitated", ["--radius", "60m", "--count", "2", "--json"]).object()
    #expect(plain["objective"] as? Double == 13 && plain["sites"] as? [String] == ["b", "c"], "\(plain)")
    let outcome = try solve(
      Self.street, "capacitated", ["--radius", "60m", "--count", "2", "--floor", "0.5", "--json"])
    guard try hasHiGHS() else { return expectRefusal(outcome) }
    let answer = try outcome.object()
    #expect(answer["objective"] as? Double == 12.5 && answer["sites"] as? [String] == ["a", "c"], "\(outcome)")
    #expect(answer["status"] as? String == "optimal", "\(outcome)")
    let impossible = try solve(Self.street, "capacitated", ["--radius", "30m", "--count", "3", "--floor", "0.5"])
    #expect(
      impossible.code == 4
        && impossible.output.contains("even with every site open m has 0 served, its floor asks for 2.5"),
      "\(impossible)")
  }

  @Test func mediansAndCentersHaveSolversOfTheirOwn() throws {
    let outcome = try solve(Self.street, "p-median", ["--count", "1", "--engine", "highs"])
    #expect(outcome.code == 2 && outcome.errors.contains("solver of its own"), "\(outcome)")
  }

  @Test func plainSecondsAreATimeLimit() throws {
    for good in ["5", "0.5", "5s", "1min"] {
      let outcome = try solve(Self.street, "lscp", ["--radius", "60m", "--time-limit", good])
      #expect(outcome.code == 0, "\(good): \(outcome)")
    }
    for bad in ["0", "-3", "nan", "inf", "soon", "5 parsecs"] {
      let outcome = try solve(Self.street, "lscp", ["--radius", "60m", "--time-limit=\(bad)"])
      #expect(outcome.code == 2 && outcome.errors.contains("--time-limit"), "\(bad): \(outcome)")
    }
  }

  /// The best plan so far is told whichever solver was at work, and whether it was the tables, a relaxation or a tree.
  @Test(arguments: [0.6, 1.6]) func interruptTellsTheBestSoFar(after: Double) throws {
    func interrupted(after seconds: Double) throws -> Command.Outcome {
      try solve(
        Self.strewn, "mclp", ["--radius", "900m", "--count", "40", "--spacing", "1300m", "--floor", "0.3", "--json"]
      ) { process in
        Thread.sleep(forTimeInterval: seconds)
        kill(process.processIdentifier, SIGINT)
      }
    }
    // On a slow machine the search may not have begun: then the answer says so, and there is no plan to tell.
    var outcome = try interrupted(after: after)
    for times in [2.0, 4, 8, 16] where outcome.errors.contains("before there was a result") {
      #expect(outcome.code == 5 && outcome.output == "", "\(outcome)")
      outcome = try interrupted(after: times * after)
    }
    #expect(outcome.code == 5, "\(outcome.errors)")
    let answer = try outcome.object()
    #expect(answer["stopped"] as? String == "interrupted")
    let objective = try #require(answer["objective"] as? Double)
    let bound = try #require(answer["bound"] as? Double)
    #expect(objective > 0 && bound >= objective)
  }
}

import Foundation
import Testing

/// `solve … --anywhere`: no table of sites.
struct AnywhereCommandTests {
  private let demand = ["demand.csv": "id,x,y,weight\np1,0,0,1\np2,1600,0,2\np3,5000,0,2\n"]

  private func solve(_ folder: ScratchFolder, _ problem: String, _ more: [String]) throws -> Command.Outcome {
    try Command.run(["solve", problem, "--demand", folder.path + "/demand.csv"] + more)
  }

  @Test func thePlaceBetweenTwoPoints() throws {
    let folder = try ScratchFolder(demand)
    let answer = try solve(
      folder, "mclp", ["--radius", "800m", "--count", "1", "--anywhere", "--json"]
    ).object()
    #expect(answer["objective"] as? Double == 3 && answer["status"] as? String == "optimal")
    #expect(answer["sites"] as? [String] == ["p1-p2"])
    #expect((answer["places"] as? [String: [Double]]) == ["p1-p2": [800, 0]])
    #expect(answer["thinning_m"] is NSNull && answer["places_kept"] as? Int == 2)
    let all = try solve(folder, "lscp", ["--radius", "800m", "--anywhere"])
    #expect(all.code == 0 && all.output.contains("lscp: 2 (proven best)"), "\(all)")
    #expect(all.output.contains("no plan with sites anywhere is better"))
  }

  @Test func placesJoinATableOfSites() throws {
    let folder = try ScratchFolder(demand)
    try folder.file("sites.csv", "id,x,y,status\np3,5000,10,existing\n")
    let more = ["--sites", folder.path + "/sites.csv", "--radius", "800m", "--count", "1", "--anywhere", "--json"]
    let answer = try solve(folder, "mclp", more).object()
    #expect(answer["objective"] as? Double == 5 && answer["sites"] as? [String] == ["p1-p2"])
  }

  /// A degree of longitude on the equator is 111,319.49 m.
  @Test func longitudesAndLatitudes() throws {
    let folder = try ScratchFolder(["demand.csv": "id,lon,lat\na,105,0\nb,105.01,0\n"])
    let near = try solve(folder, "lscp", ["--radius", "557m", "--anywhere", "--json"]).object()
    #expect(near["objective"] as? Double == 1)
    let place = try #require((near["places"] as? [String: [Double]])?.values.first)
    #expect(abs(place[0] - 105.005) < 1e-6 && abs(place[1]) < 1e-6)
    let far = try solve(folder, "lscp", ["--radius", "556m", "--anywhere", "--json"]).object()
    #expect(far["objective"] as? Double == 2)
  }

  @Test func thinningTellsItsBound() throws {
    let rows = (0..<40).map { "d\($0),\($0 * 97 % 1000),\($0 * 61 % 1000),\(1 + $0 % 3)\n" }
    let folder = try ScratchFolder(["demand.csv": "id,x,y,weight\n" + rows.joined()])
    let common = ["--radius", "150m", "--count", "3", "--anywhere", "--json", "--thinning"]
    let all = try solve(folder, "mclp", common + ["0m"]).object()
    let some = try solve(folder, "mclp", common + ["100m"]).object()
    let (best, value) = (all["objective"] as? Double ?? 0, some["objective"] as? Double ?? 0)
    let bound = try #require(some["bound_anywhere"] as? Double)
    #expect(value <= best && best <= bound && best > 0, "\(value), \(best), \(bound)")
    #expect(some["thinning_m"] as? Double == 100)
  }

  @Test(arguments: [
    ["mclp", "--radius", "800m", "--count", "1"], ["p-median", "--radius", "800m", "--count", "1", "--anywhere"],
    ["mclp", "--radius", "800m", "--budget", "5", "--anywhere"], ["backup", "--radius", "800m", "--anywhere"],
    ["mclp", "--radius", "800m", "--count", "1", "--anywhere", "--thinning", "50"],
    ["lscp", "--anywhere", "--costs", "c.csv", "--cutoff", "3"],
  ])
  func whatDoesNotGoTogether(arguments: [String]) throws {
    let folder = try ScratchFolder(demand)
    let outcome = try solve(folder, arguments[0], Array(arguments.dropFirst()))
    #expect(outcome.code == 2, "\(outcome)")
  }
}

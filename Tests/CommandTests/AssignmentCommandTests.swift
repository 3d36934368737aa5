import Foundation
import Testing

/// `solve p-median` and `solve p-center` as a user calls them.
struct AssignmentCommandTests {
  /// Houses at 0, 1, 2, 6, 10 of a street, on the plane.
  private let street = [
    "sites.csv": "id,x,y\na,0,0\nb,1,0\nc,2,0\nd,6,0\ne,10,0\n",
    "demand.csv": "id,x,y,weight\n1,0,0,1\n2,1,0,1\n3,2,0,1\n4,6,0,1\n5,10,0,1\n",
  ]

  private func solve(_ folder: ScratchFolder, _ problem: String, _ more: [String]) throws -> Command.Outcome {
    try Command.run(
      ["solve", problem, "--sites", folder.path + "/sites.csv", "--demand", folder.path + "/demand.csv"] + more)
  }

  @Test func planarCoordinates() throws {
    let folder = try ScratchFolder(street)
    let median = try solve(folder, "p-median", ["--count", "1", "--json", "--assignment"]).object()
    #expect(median["problem"] as? String == "p-median" && median["status"] as? String == "optimal")
    #expect(median["objective"] as? Double == 15 && median["sites"] as? [String] == ["c"])
    let assignment = try #require(median["assignment"] as? [String: [String: Any]])
    #expect(assignment.count == 5 && assignment["5"]?["cost"] as? Double == 8)
    let center = try solve(folder, "p-center", ["--count", "1", "--json"]).object()
    #expect(center["objective"] as? Double == 6 && center["sites"] as? [String] == ["d"])
    #expect(center["gap"] as? Double == 0 && center["bound"] as? Double == 6)
    let text = try solve(folder, "p-center", ["--count", "2"])
    #expect(text.code == 0 && text.output.contains("p-center: 4 (proven best)"), "\(text)")
  }

  /// A degree of latitude from the equator is 110,574.389 m (GeographicLib's GeodSolve).
  @Test func geodesicCoordinates() throws {
    let folder = try ScratchFolder([
      "sites.csv": "id,lon,lat\na,0,0\nb,50,0\n", "demand.csv": "id,lon,lat,weight\n1,0,1,2\n",
    ])
    let answer = try solve(folder, "p-median", ["--count", "1", "--json"]).object()
    #expect(abs((answer["objective"] as? Double ?? 0) - 2 * 110_574.389) < 0.01, "\(answer)")
  }

  @Test func costTables() throws {
    let folder = try ScratchFolder([
      "sites.csv": "id,status\na,\nb,\nc,existing\nd,excluded\n", "demand.csv": "id,weight\n1,2\n2,3\n3,1\n4,1\n",
      "costs.csv": "site,cost,demand\nb,1,2\na,1,1\nc,9,1\nc,9,2\nb,2,3\nd,0,4\n", "start.csv": "id\nb\n",
    ])
    let costs = ["--costs", folder.path + "/costs.csv", "--json"]
    // Point 3 is reached by b alone; 4 only by a site that is excluded.
    let one = try solve(folder, "p-median", costs + ["--count", "1"]).object()
    #expect(one["objective"] as? Double == 18 + 3 + 2 && one["sites"] as? [String] == ["b"])
    #expect(one["uncoverable"] as? [String] == ["4"] && one["covered_weight"] as? Double == 6)
    let strict = try solve(folder, "p-median", costs + ["--count", "1", "--strict"])
    #expect(strict.code == 4)
    #expect(try strict.object()["status"] as? String == "infeasible")
    let none = try solve(folder, "p-center", costs + ["--count", "0"])
    let refused = try none.object()
    #expect(none.code == 4 && refused["status"] as? String == "infeasible")
    #expect(refused["reason"] as? String != nil && refused["objective"] is NSNull)
    let near = try solve(folder, "p-center", costs + ["--count", "2", "--cutoff", "8"]).object()
    #expect(near["objective"] as? Double == 2 && near["sites"] as? [String] == ["a", "b"])
    let start = ["--start", folder.path + "/start.csv", "--count", "2"]
    #expect(try solve(folder, "p-median", costs + start).object()["objective"] as? Double == 2 + 3 + 2)
    try folder.file("start.csv", "id\nd\n")
    let excluded = try solve(folder, "p-median", costs + start)
    #expect(excluded.code == 1 && excluded.errors.contains("excluded"), "\(excluded)")
    try folder.file("costs.csv", "demand,site,cost\n1,a,1\n1,a,2\n")
    let twice = try solve(folder, "p-median", costs + ["--count", "1"])
    #expect(twice.code == 1 && twice.errors.contains("record 1"), "\(twice)")
    try folder.file("costs.csv", "demand,site,cost\n1,a,NaN\n")
    #expect(try solve(folder, "p-median", costs + ["--count", "1"]).code == 1)
  }

  @Test(arguments: [
    ["p-median"], ["p-median", "--count", "-1"], ["p-center", "--count", "1", "--cutoff", "5"],
    ["lscp", "--radius", "1km", "--start", "x.csv"],
    ["p-center", "--count", "1", "--radius", "1km", "--costs", "c.csv"],
  ])
  func wrongUse(arguments: [String]) throws {
    let outcome = try solve(try ScratchFolder(street), arguments[0], Array(arguments.dropFirst()))
    #expect(outcome.code == 2 && outcome.output == "", "\(outcome)")
  }

  @Test func tablesWithoutPlacesNeedCosts() throws {
    let folder = try ScratchFolder(["sites.csv": "id\na\n", "demand.csv": "id\n1\n"])
    let outcome = try solve(folder, "p-median", ["--count", "1"])
    #expect(outcome.code == 1 && outcome.errors.contains("--costs"), "\(outcome)")
  }
}

import Foundation
import Testing

/// The rarer problems of `solve`, and the files it writes.
struct SolveFileTests {
  /// Houses at 0, 1, 2, 6, 10 of a street, on the plane; each may be a site, the first one exists.
  private let street = [
    "sites.csv": """
    id,x,y,status,capacity,cost
    a,0,0,existing,1,0
    b,1,0,,3,10
    c,2,0,,2,20
    d,6,0,,9,30
    e,10,0,,9,40

    """, "demand.csv": "id,x,y,weight\n1,0,0,1\n2,1,0,2\n3,2,0,4\n4,6,0,8\n5,10,0,16\n",
  ]

  private func solve(_ folder: ScratchFolder, _ problem: String, _ more: [String]) throws -> Command.Outcome {
    try Command.run(
      ["solve", problem, "--sites", folder.path + "/sites.csv", "--demand", folder.path + "/demand.csv"] + more)
  }

  /// Every byte, the mark at the beginning included.
  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  @Test func theSitesAsATable() throws {
    let folder = try ScratchFolder(street)
    let out = ["--out", folder.path + "/plan.csv", "--out-demand", folder.path + "/served.csv"]
    // Within 1 m a covers 1 and 2, b 1 to 3, c 2 and 3, d 4, e 5: e and d are chosen.
    #expect(try solve(folder, "mclp", ["--radius", "1m", "--count", "2"] + out).code == 0)
    #expect(
      try text(folder.path + "/plan.csv")
        == "\u{FEFF}id,status,chosen,covers,unique,allocated,x,y\r\n"
        + "a,existing,false,3.000000,3.000000,3.000000,0.000,0.000\r\n"
        + "d,candidate,true,8.000000,8.000000,8.000000,6.000,0.000\r\n"
        + "e,candidate,true,16.000000,16.000000,16.000000,10.000,0.000\r\n")
    #expect(
      try text(folder.path + "/served.csv")
        == "\u{FEFF}id,weight,site,cost,x,y\r\n1,1.000000,a,0.000000,0.000,0.000\r\n2,2.000000,a,1.000000,1.000,0.000\r\n"
        + "3,4.000000,,,2.000,0.000\r\n4,8.000000,d,0.000000,6.000,0.000\r\n5,16.000000,e,0.000000,10.000,0.000\r\n")
    let planar = try solve(folder, "mclp", ["--radius", "1m", "--count", "2", "--out", folder.path + "/plan.geojson"])
    #expect(planar.code == 1 && planar.errors.contains("Write a .csv file instead"))
    let other = try solve(folder, "mclp", ["--radius", "1m", "--count", "2", "--out", folder.path + "/plan.xls"])
    #expect(other.code == 2 && other.errors.contains(".csv or .geojson"))
  }

  @Test func theSitesOnTheMap() throws {
    let folder = try ScratchFolder([
      "sites.csv": "id,lon,lat\na,103.8,29.4\nb,103.81,29.4\n", "demand.csv": "id,lon,lat,weight\n1,103.8,29.4,5\n",
    ])
    let path = folder.path + "/plan.geojson"
    #expect(try solve(folder, "mclp", ["--radius", "100m", "--count", "1", "--out", path]).code == 0)
    let map = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any]
    let features = try #require(map?["features"] as? [[String: Any]])
    #expect(features.count == 1 && features[0]["id"] as? String == "a")
    #expect((features[0]["geometry"] as? [String: Any])?["coordinates"] as? [Double] == [103.8, 29.4])
    #expect((features[0]["properties"] as? [String: Any])?["unique"] as? Double == 5)
  }

  @Test func tiedPlansAreCounted() throws {
    // Within 2 m b and c cover 1 to 3 where a does, too: {d, e} is all that is missing, and the only such plan. Without
    // a, one of a, b, c stands for the three.
    let folder = try ScratchFolder(street)
    let one = try solve(folder, "lscp", ["--radius", "2m", "--ties", "5", "--json"]).object()
    #expect((one["ties"] as? [String: Any])?["plans"] as? [[String]] == [["d", "e"]])
    try folder.file("sites.csv", "id,x,y\na,0,0\nb,1,0\nc,2,0\nd,6,0\ne,10,0\n")
    let three = try #require(
      try solve(folder, "lscp", ["--radius", "2m", "--ties", "5", "--json"]).object()["ties"] as? [String: Any])
    #expect(three["count"] as? Int == 3 && three["complete"] as? Bool == true)
    #expect(three["plans"] as? [[String]] == [["a", "d", "e"], ["b", "d", "e"], ["c", "d", "e"]])
  }

  @Test func capacities() throws {
    // Within 1 m: a serves 1 of the 3 it reaches; e 9 of 16, d 8 of 8, b 3 of 7. With two: 1 + 9 + 8.
    let folder = try ScratchFolder(street)
    let two = try solve(folder, "capacitated", ["--radius", "1m", "--count", "2", "--json"]).object()
    #expect(two["objective"] as? Double == 18 && two["sites"] as? [String] == ["d", "e"])
    // For 40 e is 9, or b and d are 3 + 8.
    let money = try solve(folder, "capacitated", ["--radius", "1m", "--budget", "40", "--json"]).object()
    #expect(money["objective"] as? Double == 12 && money["sites"] as? [String] == ["b", "d"])
    try folder.file("sites.csv", "id,x,y,capacity\na,0,0,1\nb,1,0,\n")
    let missing = try solve(folder, "capacitated", ["--radius", "1m", "--count", "1"])
    #expect(missing.code == 1 && missing.errors.contains("record 2") && missing.errors.contains("no capacity"))
  }

  @Test func fadingCover() throws {
    // Full up to 1 m, nothing from 5 m on: b counts 1, 2 for 1 and 2 and 3, and 0 at 4 (5 m). With d: 4 full, 3 (4 m)
    // a quarter, 5 (4 m) a quarter. One site: d 8 + 1 + 4 = 13 and a's 1 + 2 + 3/4 of 3's 4 (2 m away: 3) = 6, of which
    // 3 counts the better, 3: 1 + 2 + 3 + 8 + 4 = 18. e: 16 + 4's quarter 2 + 6 = 24.
    let folder = try ScratchFolder(street)
    let one = try solve(folder, "gradual", ["--radius", "5m", "--full", "1m", "--count", "1", "--json"]).object()
    #expect(one["objective"] as? Double == 24 && one["sites"] as? [String] == ["e"])
    // Half up to 4 m: e 16 + 4's half 4, a 1 + 2 + 2.
    let steps = try solve(
      folder, "gradual", ["--radius", "5m", "--steps", "1m=1,4m=0.5", "--count", "1", "--json"]
    ).object()
    #expect(steps["objective"] as? Double == 25)
    let unit = try solve(folder, "gradual", ["--radius", "5m", "--full", "1", "--count", "1"])
    #expect(unit.code == 2 && unit.errors.contains("400m"))
  }

  @Test func aSecondCoverCounts() throws {
    // Within 1 m, half for a second cover and half for a first: b brings 3 a first (2) and 1, 2 a second (0.5 + 1); e a
    // first for 16 (8).
    let folder = try ScratchFolder(street)
    let two = try solve(folder, "bclp", ["--radius", "1m", "--second", "0.5", "--count", "2", "--json"]).object()
    #expect(two["sites"] as? [String] == ["d", "e"] && two["objective"] as? Double == 1.5 + 4 + 8)
    let all = try solve(folder, "bclp", ["--radius", "1m", "--second", "0.5", "--count", "3", "--json"]).object()
    #expect(all["objective"] as? Double == 13.5 + 2 + 1.5 && all["backup_weight"] as? Double == 3)
  }

  @Test func aStartIsNeverLost() throws {
    let folder = try ScratchFolder(street)
    try folder.file("start.csv", "id\nd\ne\n")
    let start = ["--radius", "1m", "--count", "2", "--start", folder.path + "/start.csv", "--json"]
    let answer = try solve(folder, "mclp", start).object()
    #expect(answer["objective"] as? Double == 27 && answer["sites"] as? [String] == ["d", "e"])
    try folder.file("start.csv", "id\nz\n")
    #expect(try solve(folder, "mclp", start).code == 1)
  }

  @Test(arguments: [
    ["mclp", "--count", "1", "--ties", "3"], ["lscp", "--second", "0.5"], ["gradual", "--count", "1"],
    ["bclp", "--count", "1"], ["gradual", "--full", "1m"], ["target", "--share", "0.5", "--start", "x.csv"],
  ])
  func optionsThatDoNotGoTogether(arguments: [String]) throws {
    let outcome = try solve(
      try ScratchFolder(street), arguments[0], Array(arguments.dropFirst()) + ["--radius", "2m"])
    #expect(outcome.code == 2, "\(outcome)")
  }
}

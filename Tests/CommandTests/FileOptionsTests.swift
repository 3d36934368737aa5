import Foundation
import Testing

/// `--crs`, `--encoding`, `--layer`, `--fields` and `--filter`, where there is no analysis file to say it.
struct FileOptionsTests {
  /// 人口 and 编号 in GBK; house 1 of 5 people at the bank, house 2 of 9 at the park.
  private let gbk: [UInt8] =
    [0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xC8, 0xCB, 0xBF, 0xDA]
    + Array(",lon,lat\n1,5,103.8,29.4\n2,9,103.81,29.4\n".utf8)

  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder(["sites.csv": "id,kind,lon,lat\nbank,a,103.8,29.4\npark,b,103.81,29.4\n"])
    try folder.file("demand.csv", gbk)
    return folder
  }

  private func solve(_ folder: ScratchFolder, _ more: [String]) throws -> Command.Outcome {
    try Command.run(
      ["solve", "mclp", "--sites", folder.path + "/sites.csv", "--demand", folder.path + "/demand.csv", "--count", "1"]
        + more + ["--json"])
  }

  @Test func oneFileIsNamedBeforeTheColon() throws {
    let folder = try folder()
    let options = ["--radius", "100m", "--encoding", "demand:gbk", "--fields", "demand:weight=人口"]
    let best = try solve(folder, options).object()
    #expect(best["sites"] as? [String] == ["park"] && best["objective"] as? Double == 9, "\(best)")
    // Without the park only the bank and its 5 people are left.
    let filtered = try solve(folder, options + ["--filter", "sites:kind=a|c"]).object()
    #expect(filtered["sites"] as? [String] == ["bank"] && filtered["objective"] as? Double == 5, "\(filtered)")
  }

  /// GCJ-02 lies some 500 m off WGS84 here: read so on one side only, no site reaches a house; on both, all is as before.
  @Test func aSystemOfOneFileOrOfBoth() throws {
    let folder = try folder()
    let options = ["--radius", "100m", "--fields", "demand:weight=人口"]
    #expect(try solve(folder, options + ["--crs", "sites:gcj02"]).code == 4)
    let both = try solve(folder, options + ["--crs", "gcj02"])
    #expect(try both.object()["objective"] as? Double == 9, "\(both)")
  }

  /// Metres of EPSG:4544 that are brought to degrees stand beside a table in degrees.
  @Test func metresBesideDegrees() throws {
    let folder = try folder()
    // 103.8, 29.4 by pyproj 9.5.1 (EPSG:4490 to 4544: 383521.87, 3254203.79), to the metre.
    try folder.file("sites.csv", "id,x,y\nbank,383522,3254204\n")
    let options = ["--radius", "100m", "--fields", "demand:weight=人口"]
    let bare = try solve(folder, options)
    #expect(bare.code == 1 && bare.errors.contains("one kind"), "\(bare)")
    let stated = try solve(folder, options + ["--crs", "sites:EPSG:4544"])
    #expect(try stated.object()["objective"] as? Double == 5, "\(stated)")
  }

  @Test func aCostTableOfAnOffice() throws {
    let folder = try folder()
    try folder.file("costs.csv", "家,店,耗\n1,bank,1\n2,park,9\n")
    let costs = ["--costs", folder.path + "/costs.csv", "--cutoff", "5"]
    let bare = try solve(folder, costs)
    #expect(bare.code == 1 && bare.errors.contains("`--fields costs:demand=家`"), "\(bare.errors)")
    let named = try solve(
      folder,
      costs + ["demand=家", "site=店", "cost=耗"].flatMap { ["--fields", "costs:" + $0] })
    #expect(try named.object()["sites"] as? [String] == ["bank"], "\(named)")
    // Words that are known need no option.
    try folder.file("costs.csv", "需求点,站点,分钟\n1,bank,1\n2,park,9\n")
    #expect(try solve(folder, costs).object()["sites"] as? [String] == ["bank"])
  }

  @Test(arguments: [
    ["--encoding", "demand:klingon"], ["--crs", "roads:gcj02"], ["--layer", "costs:x"], ["--fields", "demand:weight"],
    ["--filter", "sites:kind"], ["--crs", "wgs84", "--crs", "gcj02"], ["--fields", "sites:wait=x"],
    ["--crs", "sites:"],
  ])
  func whatMakesNoSense(options: [String]) throws {
    let outcome = try solve(try folder(), ["--radius", "100m"] + options)
    #expect(outcome.code == 2 && outcome.errors.contains(options[0]), "\(outcome)")
  }

  /// One street of 1.1 km; the roads' table calls the class 等级, the origins lie in GCJ-02, one of them is left out.
  @Test func reachAndRoadsBuild() throws {
    let folder = try ScratchFolder([
      "roads.geojson": """
      {"type":"Feature","properties":{"等级":"residential"},
      "geometry":{"type":"LineString","coordinates":[[103.8,29.4],[103.81,29.4]]}}
      """,
      "origins.csv": "编号,lon,lat\na,103.8,29.4\n", "homes.csv": "id,kind,lon,lat\nh,x,103.81,29.4\ni,y,103.8,29.4\n",
    ])
    let path = folder.path
    let reach = [
      "reach", "--roads", path + "/roads.geojson", "--origins", path + "/origins.csv", "--destinations",
      path + "/homes.csv", "--cutoff", "60min", "--times", path + "/times.csv", "--crs", "wgs84", "--filter",
      "destinations:kind=x",
    ]
    let named = try Command.run(reach + ["--fields", "roads:class=等级", "--fields", "origins:id=编号"])
    #expect(named.code == 0, "\(named)")
    let times = try String(contentsOfFile: path + "/times.csv", encoding: .utf8)
    #expect(times.contains("a,h,") && !times.contains("a,i,"), "\(times)")
    let wrong = try Command.run(reach + ["--fields", "roads:class=nowhere"])
    #expect(wrong.code == 1 && wrong.errors.contains("`--fields roads:…`"), "\(wrong.errors)")
    let build = ["roads", "build", path + "/roads.geojson", "-o", path + "/town.scgraph"]
    #expect(try Command.run(build + ["--fields", "class=等级", "--crs", "wgs84"]).code == 0)
    #expect(try Command.run(build + ["--fields", "class=nowhere"]).code == 1)
  }
}

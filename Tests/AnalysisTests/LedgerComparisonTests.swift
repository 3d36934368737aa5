import Analysis
import Geodata
import Geometry
import Model
import Testing

/// Ledgers read from files: which fields differ, what is counted, what the records are.
struct LedgerComparisonTests {
  private static func compare(
    _ a: String, _ b: String, _ role: LayerRole? = nil, names: (String, String) = ("a.csv", "b.csv")
  ) async throws -> LedgerJob.Outcome {
    let folder = try ScratchFolder([names.0: a, names.1: b])
    let job = LedgerJob(
      LayerSource(role: "a", path: folder.path + "/" + names.0),
      LayerSource(role: "b", path: folder.path + "/" + names.1),
      role: role)
    return try await job.run(RunOptions())
  }

  /// Each pair says the same in another writing, or does not.
  @Test(arguments: [
    ("12", "12.0", true), ("12", "１２", true), ("007", "7", false), ("饮水、休息", "饮水， 休息", true), ("饮水、休息", "休息、饮水", false),
    ("08:00-18:00", "０８：００－１８：００", true), ("a  b", "a b", true), ("ab", "a b", false), ("1e3", "1000", false),
    ("", " ", true),
    ("", "x", false),
  ])
  func textsSayTheSame(one: String, other: String, same: Bool) async throws {
    let found = try await Self.compare(
      "id,lon,lat,note\n1,105,0,\"\(one)\"\n", "id,lon,lat,note\n1,105,0,\"\(other)\"\n"
    ).comparison
    #expect(found.changes.isEmpty == same, "\(found.changes)")
    if !same { #expect(found.changes[0].fields.map(\.name) == ["note"]) }
  }

  /// 0.001 degrees of longitude at the equator are 111.3 m.
  @Test func everyKindOfChangeIsTold() async throws {
    let a = """
      编号,名称,所属街道,开放时间,lon,lat
      1,名山路站,绥山街道,08:00-18:00,105,0
      2,新联站,胜利街道,24小时,105.01,0
      3,南华站,胜利街道,24小时,105.02,0
      4,普兴站,胜利街道,24小时,105.03,0
      """
    let b = """
      编号,站点名称,街道,备注,营业时间,lon,lat
      1,名山路站,绥山街道,,08:00-18:00,105.001,0
      2,新联驿家,胜利街道,,24小时,105.01,0
      3,南华站,绥山街道,好,08:00-20:00,105.02,0
      5,新站,符溪镇,,24小时,105.04,0
      """
    let outcome = try await Self.compare(a, b)
    let found = outcome.comparison
    #expect(outcome.role == .stations && outcome.isRoleGuessed)
    #expect(found.matching.onlyA == [3] && found.matching.onlyB == [3])
    #expect(found.changes.map(\.hasMoved) == [true, false, false])
    #expect(found.changes.map(\.isRenamed) == [false, true, false])
    #expect(abs(try #require(found.changes[0].pair.meters) - 111.32) < 0.01)
    #expect(
      found.changes[2].fields.map { [$0.name, $0.old, $0.new] } == [
        ["所属街道 / 街道", "胜利街道", "绥山街道"], ["开放时间 / 营业时间", "24小时", "08:00-20:00"],
      ])
    #expect(found.columnsOnlyA == [] && found.columnsOnlyB == ["备注"])

    let towns = try #require(found.groups.first { $0.level == .town }).groups
    #expect(towns.map(\.name) == ["胜利街道", "绥山街道", "符溪镇"])
    #expect(towns.map { [$0.count.records.a, $0.count.records.b] } == [[3, 1], [1, 2], [0, 1]])
    #expect(towns.map { [$0.count.only.a, $0.count.only.b] } == [[1, 0], [0, 0], [0, 1]])
    // 南华站 changed from the one town to the other.
    #expect(towns.map { [$0.count.changed.a, $0.count.changed.b] } == [[1, 0], [0, 1], [0, 0]])
  }

  @Test func headsAreCountedByTrade() async throws {
    let outcome = try await Self.compare(
      "企业名称,行业,从业人数,经度,纬度\n甲,外卖,10,105,0\n乙,快递,20,105.01,0\n", "企业名称,行业,从业人数,经度,纬度\n甲,外卖,15,105,0\n丙,外卖,2,105.02,0\n")
    #expect(outcome.role == .workers)
    let trades = try #require(outcome.comparison.groups.first { $0.level == .trade }).groups
    #expect(trades.map(\.name) == ["外卖", "快递"])
    #expect(trades.map { [$0.count.weight.a, $0.count.weight.b] } == [[10, 17], [20, 0]])
    let all = outcome.comparison.all
    #expect(all.weight.a == 30 && all.weight.b == 17 && all.records.a == 2)
  }

  @Test(arguments: [
    ("id,name,host,cost_yuan,lon,lat\n1,A,bank,10,105,0\n", LayerRole.candidates),
    ("id,name,services,lon,lat\n1,A,drink,105,0\n", .stations),
    ("社区编号,社区名称,常住人口,lon,lat\n1,A,10,105,0\n", .communities),
    ("企业名称,行业,从业人数,lon,lat\nA,外卖,3,105,0\n", .workers),
  ])
  func columnsTellTheRole(table: String, role: LayerRole) async throws {
    let outcome = try await Self.compare(table, table)
    #expect(outcome.role == role && outcome.roleOfB == nil)
  }

  @Test func ledgersOfDifferentThingsAreSeen() async throws {
    let outcome = try await Self.compare(
      "企业名称,行业,从业人数,lon,lat\nA,外卖,3,105,0\n", "站点名称,服务项目,开放时间,lon,lat\nA,饮水,24小时,105,0\n")
    #expect(outcome.role == .workers && outcome.roleOfB == .stations)
  }

  /// The file shifted by the map services' formula lies some 360 m away: nobody moved.
  @Test func aShiftedLedgerIsSeen() async throws {
    let places = [(103.76, 29.55), (103.77, 29.56), (103.78, 29.57)]
    func table(_ shift: (Coordinate) -> Coordinate) -> String {
      "编号,名称,lon,lat\n"
        + places.enumerated().map { index, place in
          let shifted = shift(Coordinate(x: place.0, y: place.1))
          return "\(index),站\(index),\(shifted.x),\(shifted.y)\n"
        }.joined()
    }
    let plain = table { $0 }
    for datum in [ChineseDatum.gcj02, .bd09] {
      let shifted = table(datum.fromWGS84)
      let there = try #require(try await Self.compare(plain, shifted).comparison.shift)
      #expect(there.datum == datum && there.isOfB && there.metersThen < 1 && there.meters > 300)
      let back = try #require(try await Self.compare(shifted, plain).comparison.shift)
      #expect(back.datum == datum && !back.isOfB)
    }
    #expect(try await Self.compare(plain, plain).comparison.shift == nil)
    // Stations that moved, each its own way, are no shift.
    let moved = "编号,名称,lon,lat\n0,站0,103.765,29.55\n1,站1,103.77,29.565\n2,站2,103.775,29.57\n"
    #expect(try await Self.compare(plain, moved).comparison.shift == nil)
  }

  @Test func outlinesAreCompared() async throws {
    func square(_ side: Double) -> String {
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"c","population":5},"geometry":
      {"type":"Polygon","coordinates":[[[105,0],[\(105 + side),0],[\(105 + side),0.001],[105,0.001],[105,0]]]}}]}
      """
    }
    let names = ("a.geojson", "b.geojson")
    // Wider by 0.0002 degrees, 22 m: its middle is 11 m away.
    let found = try await Self.compare(square(0.001), square(0.0012), names: names)
    #expect(found.role == .communities)
    #expect(found.comparison.changes.map(\.isReshaped) == [true] && !found.comparison.changes[0].hasMoved)
    #expect(try await Self.compare(square(0.001), square(0.001), names: names).comparison.isSame)
  }

  @Test func anEmptyLedgerIsRefused() async throws {
    await #expect {
      try await Self.compare("id,lon,lat\n", "id,lon,lat\n1,105,0\n")
    } throws: { error in
      let error = error as? GeodataError
      return error?.context.layer == "a" && error?.code == .empty
    }
  }
}

import Foundation
import Geodata
import Geometry
import Model
import Testing

/// Which columns are taken for what.
struct ColumnTests {
  private func columns(_ names: [String], _ role: String = "stations", fields: [String: String] = [:]) -> LayerColumns {
    LayerColumns(named: names, of: LayerSource(role: role, path: "t.csv", mapping: FieldMapping(fields)))
  }

  /// The heads of an office's ledgers.
  @Test func headsOfLedgers() throws {
    let stations = columns([
      "站点编号", "站点名称", "站点类型", "所属街道", "服务项目", "开放时间", "座位数", "日均服务人次", "经度", "纬度",
    ])
    let expected: [(FieldRole, String)] = [
      (.id, "站点编号"), (.name, "站点名称"), (.kind, "站点类型"), (.town, "所属街道"), (.services, "服务项目"), (.hours, "开放时间"),
      (.capacity, "座位数"), (.lon, "经度"), (.lat, "纬度"),
    ]
    for (role, column) in expected { #expect(try stations.first(role) == column) }
    #expect(try stations.first(.weight) == nil && stations.first(.cost) == nil)

    let firms = columns(["企业名称", "行业", "从业人数", "Lon", "LATITUDE"], "workers")
    #expect(try firms.first(.name) == "企业名称" && firms.first(.group) == "行业" && firms.first(.weight) == "从业人数")
    #expect(try firms.first(.lon) == "Lon" && firms.first(.lat) == "LATITUDE" && firms.first(.id) == nil)
    let hosts = columns(["编号", "网点名称", "类型", "改造费用(元)", "状态"], "candidates")
    #expect(try hosts.first(.id) == "编号" && hosts.first(.name) == "网点名称" && hosts.first(.kind) == "类型")
    #expect(try hosts.first(.cost) == "改造费用(元)" && hosts.first(.status) == "状态")
    let communities = columns(["社区编号", "社区名称", "街道", "常住人口"], "communities")
    #expect(try communities.first(.id) == "社区编号" && communities.first(.name) == "社区名称")
    #expect(try communities.first(.town) == "街道" && communities.first(.weight) == "常住人口")
    let routes = columns(["线路名称", "行业", "日趟次"], "routes")
    #expect(try routes.first(.weight) == "日趟次" && routes.first(.group) == "行业")
  }

  /// A word in another case, in full-width letters, with blanks, underscores or a unit is the same word.
  @Test func randomSpellings() throws {
    let seed: UInt64 = 12
    var state = seed
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    func spelled(_ word: String, units: [String]) -> String {
      var text = ""
      for scalar in word.unicodeScalars {
        let piece = next(2) == 0 ? String(scalar).uppercased() : String(scalar)
        let wide = piece.unicodeScalars.map {
          $0.value > 0x20 && $0.value < 0x7F ? Unicode.Scalar($0.value + 0xFEE0)! : $0
        }
        text += next(4) == 0 ? wide.map(String.init).joined() : piece
        if next(5) == 0 { text += [" ", "_", "　", "-", "·"][next(5)] }
      }
      if let unit = units.isEmpty || next(2) == 0 ? nil : units[next(units.count)] {
        text += ["(\(unit))", "（\(unit)）", " [\(unit)]", "_\(unit)", "/\(unit)"][next(5)]
      }
      return [" ", "", "\u{FEFF}"][next(3)] + text
    }
    let cases: [(role: FieldRole, layer: String, words: [String], units: [String])] = [
      (.id, "stations", ["id", "编号", "站点编号", "station_id"], []), (.name, "candidates", ["网点名称", "name", "名称"], []),
      (.weight, "communities", ["population", "常住人口", "residents", "人口数"], ["人", "people"]),
      (.weight, "workers", ["从业人数", "employees", "骑手数"], ["人"]),
      (.weight, "routes", ["日趟次", "trips_per_day"], ["趟/日"]),
      (.cost, "candidates", ["改造费用", "cost", "造价"], ["元", "yuan", "万元"]), (.status, "sites", ["status", "状态"], []),
      (.town, "communities", ["town", "所属街道", "镇（街道）"], []),
      (.lon, "stations", ["lon", "经度", "Longitude"], ["度", "°"]),
      (.group, "workers", ["trade", "行业", "所属行业"], []), (.demand, "costs", ["demand", "需求点编号"], []),
    ]
    for _ in 0..<500 {
      let one = cases[next(cases.count)]
      let name = spelled(one.words[next(one.words.count)], units: one.units)
      #expect(
        try columns(["other", name], one.layer).first(one.role) == name, "seed \(seed): “\(name)” for \(one.role)")
    }
  }

  /// What only resembles a word is left alone.
  @Test(arguments: [
    (
      "communities", FieldRole.weight,
      ["population_density", "人口密度", "Population (%)", "population_2010", "户均人口", "人口/km²"]
    ),
    ("workers", .id, ["员工编号", "fid", "序号", "paid", "信用代码"]), ("stations", .name, ["社区名称", "企业名称", "username"]),
    ("candidates", .cost, ["costs_usd($)", "cost per m²", "费用类型", "运营费用"]), ("stations", .lon, ["long_name", "经度误差"]),
    ("stations", .status, ["state", "status_date"]), ("communities", .town, ["district", "street", "downtown"]),
  ])
  func columnsThatOnlyResemble(layer: String, role: FieldRole, names: [String]) throws {
    for name in names { #expect(try columns([name], layer).first(role) == nil, "\(name)") }
  }

  @Test func twoThatCouldBothBeIt() throws {
    let two = columns(["id", "人口", "常住人口"], "communities")
    let error = try geodataError { _ = try two.first(.weight) }
    #expect(error.message.contains("“人口” and “常住人口” could both be the weight"))
    #expect(error.message.contains("`weight: 人口`") && error.message.contains("inputs.communities"))
    #expect(try columns(["人口", "常住人口"], "communities", fields: ["weight": "人口"]).first(.weight) == "人口")
    // The program's own word is plainly it.
    #expect(try columns(["常住人口", "weight"], "communities").first(.weight) == "weight")
    #expect(try columns(["编号", "ID"]).first(.id) == "ID")
    let town = try geodataError { _ = try columns(["街道", "镇"], "communities").first(.town) }
    #expect(town.message.contains("`fields: {town: 街道}`"))
    // Once the remedy is applied the doubt is gone.
    let places = try geodataError { _ = try columns(["lon", "lng"], "sites").first(.lon) }
    #expect(places.message.contains("`fields: {lon: lon}`"))
    #expect(try columns(["lon", "lng"], "sites", fields: ["lon": "lng"]).first(.lon) == "lng")
  }

  /// A blank column gives way, and what stands twice is one; KML has a name in every file, which many leave blank.
  @Test func blankAndRepeatedColumns() throws {
    func found(_ text: String, _ role: FieldRole = .name) throws -> String? {
      try layer("c.csv", text, role: "communities").columns.first(role)
    }
    #expect(try found("Name,名称,lon,lat\n,茶花,103,29\n,竹根,103,29\n") == "名称")
    #expect(try found("Name,lon,lat\n,103,29\n") == "Name")
    #expect(try found("地址,人口,lon,lat\n茶花路 1 号,5,103,29\n") == "地址")
    #expect(try found("人口,居民数,lon,lat\n5,5,103,29\n6,6,103,29\n", .weight) == "人口")
    #expect(try found("人口,居民数,lon,lat\n5,,103,29\n6,,103,29\n", .weight) == "人口")
    let error = try geodataError { _ = try found("人口,居民数,lon,lat\n5,5,103,29\n6,7,103,29\n", .weight) }
    #expect(error.message.contains("“人口” and “居民数”"))
    // Two columns that differ in case only.
    #expect(try geodataError { _ = try found("NAME,Name,lon,lat\na,b,103,29\n") }.code == .missingField)
  }

  /// 2.51 of 10,000 yuan are 25,100 yuan; 0.6086 of 10,000 people are 6,086.
  @Test func unitsOfTenThousand() throws {
    var findings: [QualityFinding] = []
    let hosts = try layer("h.csv", "编号,改造费用（万元）,经度,纬度\na,2.51,103,29\n", role: "candidates")
    #expect(try hosts.candidateSites(&findings).map(\.costYuan) == [25_100])
    let people = try layer("p.csv", "编号,常住人口(万人),经度,纬度\na,0.6086,103,29\n", role: "communities")
    #expect(try people.communities(&findings).map(\.residents) == [6086])
    let mapped = try layer(
      "h.csv", "编号,预算_千元,经度,纬度\na,7,103,29\n", role: "candidates", fields: ["cost": "预算_千元"])
    #expect(try mapped.candidateSites(&findings).map(\.costYuan) == [7000])
  }

  /// Candidates that the file calls excluded are none; places of `reach` are places, whatever else their columns say.
  @Test func statusOfCandidates() throws {
    var findings: [QualityFinding] = []
    let text = "编号,状态,host,类型,lon,lat\na,排除,x,y,103,29\nb,候选,x,z,103,29\nc,现有,x,z,103,29\n"
    let hosts = try layer("k.csv", text, role: "candidates", fields: ["kind": "类型"])
    #expect(try hosts.candidateSites(&findings).map(\.id.rawValue) == ["b", "c"])
    #expect(findings.map(\.severity) == [.note, .warning] && findings.map(\.record) == ["a", "c"])
    #expect(try layer("k.csv", text, role: "destinations").places().map(\.id.rawValue) == ["a", "b", "c"])
  }

  /// The columns of `solve`, whatever they are called.
  @Test func tablesOfSolve() throws {
    let sites = try SitingTable(
      path: ScratchFile("s.csv", "站点编号,经度,纬度,状态,费用(元),接待能力\na,103,29,现有,5,7\nb,103,29,EXCLUDED,6,8\nc,103,29,,1,1\n")
        .path,
      role: "sites", readsCosts: true, readsCapacities: true)
    #expect(sites.ids == ["a", "b", "c"] && sites.statuses == ["existing", "excluded", nil])
    #expect(sites.costs == [5, 6, 1] && sites.capacities == [7, 8, 1])
    let demand = try SitingTable(
      path: ScratchFile("d.csv", "社区编号,Population,lon,lat\na,250,103,29\nb,50,103,29\n").path, role: "demand")
    #expect(demand.ids == ["a", "b"] && demand.weights == [250, 50] && demand.notes.isEmpty)
    let costs = try ScratchFile("c.csv", "需求点,站点编号,分钟\na,a,5\nb,a,7\n")
    let covers = try readCoverSets(costs: costs.path, sites: sites, demand: demand, cutoff: 6)
    #expect(Array(covers.demand(of: SiteIndex(0))) == [0] && Array(covers.costs(of: SiteIndex(0))) == [5])
    let two = try ScratchFile("c.csv", "demand,site,distance,minutes\na,a,5,1\n")
    let error = try geodataError { _ = try readCoverSets(costs: two.path, sites: sites, demand: demand, cutoff: 6) }
    #expect(error.message.contains("“distance” and “minutes”"))
    #expect(try readPlan(path: ScratchFile("p.csv", "站点编号\nc\na\n").path, sites: sites) == [2, 0])
  }

  @Test func weightThatSolvePassesOver() throws {
    func notes(_ text: String) throws -> [QualityFinding] {
      try SitingTable(path: ScratchFile("d.csv", text).path, role: "demand").notes
    }
    let other = try notes("id,POP2000,pop_density,lon,lat\na,5,1,103,29\nb,7,1,103,29\n")
    #expect(
      other.count == 1 && other[0].message.contains("“POP2000” looks like a weight") && other[0].rule == .missingWeight)
    let blank = try notes("id,weight,lon,lat\na,,103,29\nb,0.4,103,29\n")
    #expect(blank.map(\.record) == ["a"] && blank[0].message.contains("“weight” is empty in this record; 1 is used"))
    #expect(try notes("id,lon,lat\na,103,29\n").isEmpty)
  }

  @Test func statusThatSolvePassesOver() throws {
    func notes(_ header: String, _ words: String...) throws -> [QualityFinding] {
      let rows = words.enumerated().map { "\($0),\($1),103,29\n" }.joined()
      return try SitingTable(path: ScratchFile("s.csv", "id,\(header),lon,lat\n" + rows).path, role: "sites").notes
    }
    let passedOver = try notes("STATUS(2024)", "Existing", "", "EXCLUDED")
    #expect(passedOver.map(\.field) == ["STATUS(2024)"] && passedOver[0].fix.contains("fields: {status:"))
    #expect(try notes("status", "Existing", "EXCLUDED").isEmpty)
    #expect(try notes("STATUS(2024)", "Existing", "bank").isEmpty)
  }

  /// Traditional characters and notes how to fill a column in are no other name; a unit in brackets stays one.
  @Test func traditionalCharactersAndNotes() throws {
    for name in ["狀態", "站點狀態", "运营状态", "建設狀態", "状态(必填)", "【必填】状态", "Status [required]", "狀態（選填）"] {
      #expect(try columns([name], "sites").first(.status) == name)
      #expect(try columns([name], "candidates").first(.status) == name)
    }
    #expect(try columns(["状态(2024)"], "sites").first(.status) == nil)
    let people = columns(["編號", "經度", "緯度", "從業人數"], "demand")
    #expect(try people.first(.id) == "編號" && people.first(.lon) == "經度" && people.first(.lat) == "緯度")
    #expect(try people.first(.weight) == "從業人數" && columns(["員工人數"], "workers").first(.weight) == "員工人數")
    #expect(StatusWords.status("現有") == "existing" && StatusWords.status("（可選）") == "candidate")
    var findings: [QualityFinding] = []
    let hosts = try layer("k.csv", "編號,造價(億元)(必填),經度,緯度\na,0.5,103,29\n", role: "candidates")
    #expect(try hosts.candidateSites(&findings).map(\.costYuan) == [50_000_000])
  }

  /// A run tells of statuses under another name as `solve` does.
  @Test func statusThatARunPassesOver() throws {
    var findings: [QualityFinding] = []
    let hosts = try layer("k.csv", "id,处置,lon,lat\na,排除,103,29\nb,,103,29\n", role: "candidates")
    #expect(try hosts.candidateSites(&findings).count == 2)
    #expect(
      findings.map(\.field) == ["处置"] && findings[0].fix.contains("`fields: {status: 处置}` under inputs.candidates"))
  }

  /// Names beyond the fifth are counted, and what breaks a line is written as an escape.
  @Test func manyColumnsThatLookLikeAWeight() throws {
    let names = (0..<7).map { "人口\($0)" } + ["\"人口a\n\""]
    let text = "id,lon,lat,\(names.joined(separator: ","))\na,103,29,1,2,3,4,5,6,7,8\n"
    let notes = try SitingTable(path: ScratchFile("d.csv", text).path, role: "demand").notes
    #expect(notes[0].message.hasPrefix("“人口0”, “人口1”, “人口2”, “人口3”, “人口4” and 3 more look like a weight"))
    var findings: [QualityFinding] = []
    let workers = try layer("w.csv", "id,lon,lat,\"a\nb\"\nx,103,29,y\n", role: "workers")
    _ = try workers.workerGroups(&findings)
    #expect(findings[0].message.contains("the columns are id, lon, lat, a\\nb"), "\(findings)")
  }

  @Test func statusInOfficesWords() {
    let expected = [
      "Existing": "existing", "已建": "existing", "现有": "existing", "必选": "required", " REQUIRED ": "required",
      "候选": "candidate", "排除": "excluded", "Ｅxcluded": "excluded",
    ]
    for (word, status) in expected { #expect(StatusWords.status(word) == status, "\(word)") }
    #expect(StatusWords.status("正常") == nil && StatusWords.status("") == nil)
  }

  /// 微波炉 heats food, 空调 warms and cools; what nobody knows stays a service of its own.
  @Test(arguments: [
    ("饮水、休息、热饭、充电、取暖、纳凉", "charge cool drink heat-food rest warm"), ("饮水,休息,微波炉,充电", "charge drink heat-food rest"),
    ("饮水机；空调／图书", "cool drink read warm"), ("手机充电 充电宝", "charge"), ("饮水和休息", "drink rest"),
    ("Drinking water + Heat Food | air-conditioning", "cool drink heat-food warm"), ("热饭（微波炉）", "heat-food"),
    ("能喝水/可歇脚", "drink rest"), ("电动车充电", "电动车充电"), ("六能", "charge cool drink heat-food rest warm"),
  ])
  func servicesInOfficesWords(cell: String, expected: String) throws {
    var findings: [QualityFinding] = []
    let read = try layer("s.csv", "id,服务项目,lon,lat\na,\"\(cell)\",103,29\n")
    #expect(
      try read.stations(&findings)[0].services.map(\.rawValue).sorted().joined(separator: " ") == expected)
  }
}

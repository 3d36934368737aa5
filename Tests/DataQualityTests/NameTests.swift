import DataQuality
import Geometry
import Model
import Testing

/// One name in two writings, and two names that are only alike.
struct NameTests {
  @Test(arguments: [
    ("茶花社区", "茶花社区党群服务中心"), ("茶花社区", "乐山市五通桥区茶花社区"), ("茶花社区居委会", "茶花社区居民委员会"),
    ("茶花社区", "茶花社区（居委会）"), ("茶花驿站", "茶花站"), ("茶花社区暖心驿站", "茶花社区驿站"),
    ("顺达物流有限公司", "顺达物流"), ("顺达物流有限责任公司乐山分公司", "顺达物流有限责任公司乐山"), ("五通橋郵局", "五通桥邮局"),
    ("一号站", "1号站"), ("１号站", "1号站"), ("二十三小学", "23小学"), ("二〇一路口", "201路口"), ("一百零五号", "105号"),
    ("ＡＢＣ超市", "abc超市"), ("邮储银行(竹根镇支行)", "邮储银行（竹根镇支行）"), ("邮储 银行", "邮储银行"), ("Café Central", "cafe central"),
    ("Millennium BCP", "Millennium bcp"), ("Acme Co., Ltd.", "ACME"), ("7-Eleven", "7 eleven"), ("中心路1-2号", "中心路1－2号"),
    ("茶花社区", "茶花社区服务中心"), ("红星社区服务中心", "红星社区党群服务中心"), ("新华社区党群服务中心", "新华社区社区服务中心"),
    ("竹根镇社区服务中心", "竹根镇服务中心"), ("Smith’s Ltd", "Smith's"), ("Café – Bar Lda", "cafe-bar"), ("Ромашка Ltd", "ромашка"),
    ("Cafe\u{301}s Ltd", "Cafés"), ("Smith‘s", "Smiths"), ("Straße 1–2", "Straße 1-2"),
  ])
  func oneName(_ a: String, _ b: String) {
    #expect(NormalName(a).isSame(as: NormalName(b)), "\(NormalName(a)) \(NormalName(b))")
    #expect(NormalName(b).isSame(as: NormalName(a)))
  }

  @Test(arguments: [
    ("柏杨东路", "柏杨西路"), ("一号站", "二号站"), ("11号", "1-1号"), ("沙湾区邮局", "五通桥区邮局"), ("茶花社区", "茶花村"),
    ("茶花社区居委会", "茶花社区暖心驿站"), ("邮储银行（竹根镇支行）", "邮储银行（牛华镇支行）"), ("两河口社区", "二河口社区"), ("十一小学", "一一小学附小"),
    ("驿站", "服务站"), ("12 Main St", "1 2 Main St"), ("Acme", "Acme North"), ("小区东门", "东门"), ("菜市场", "场"),
    ("茶花社区服务中心", "茶花村"), ("茶花社区服务中心", "茶花村服务中心"), ("茶花社区", "茶花社区卫生服务中心"),
    ("茶花社区党群服务中心", "茶花社区便民服务中心"), ("Ромашка", "Рябина"), ("Straße 1–2", "Straße 12"), ("L’Ag", "L"),
  ])
  func twoNames(_ a: String, _ b: String) {
    #expect(!NormalName(a).isSame(as: NormalName(b)), "\(NormalName(a)) \(NormalName(b))")
    #expect(!NormalName(b).isSame(as: NormalName(a)))
  }

  private static func stations(_ records: [(id: String, name: String, east: Double)]) -> QualityInput {
    QualityInput(
      boundary: nil, roadsBox: nil,
      stations: records.map {
        Station(
          id: StationID(rawValue: $0.id), name: $0.name, services: Set(Service.fullSet),
          // On the equator, where a degree is 111,319.5 m.
          position: Coordinate(x: 105 + $0.east / 111_319.5, y: 0))
      }, communities: [], workers: [], routes: [], candidates: [], namedLayers: ["stations"])
  }

  @Test func namesBothRecordsAndTheirDistance() throws {
    let findings = try qualityFindings(
      Self.stations([("a", "茶花社区", 0), ("b", "茶花社区党群服务中心", 320), ("c", "茶花社区（党群服务中心）", 1800)]))
    #expect(findings.map(\.rule) == [.similarName, .similarName] && findings.map(\.record) == ["b", "c"])
    #expect(findings.map(\.severity) == [.warning, .note])
    #expect(findings[0].message == "the name differs from “茶花社区” of “a” in writing only, 320 m away")
    #expect(findings[0].words.chinese == "名称与“a”的“茶花社区”只有写法不同，相距320米")
    #expect(findings[0].value == "茶花社区党群服务中心" && findings[1].message.contains("of “b”"))
    #expect(findings[1].message.contains("1480 m") && findings[0].places.count == 1)
  }

  /// 999 m and 1001 m.
  @Test func nearNamesAreWarnings() throws {
    for (distance, severity) in [(999.0, QualityFinding.Severity.warning), (1001, .note)] {
      let findings = try qualityFindings(Self.stations([("a", "一号站", 0), ("b", "1号站", distance)]))
      #expect(findings.map(\.severity) == [severity])
    }
    let different = try qualityFindings(Self.stations([("a", "一号站", 0), ("b", "二号站", 100)]))
    #expect(different == [])
  }

  /// Branches of one house: a name that stands several times identifies nothing.
  @Test func chainsAreNotes() throws {
    let findings = try qualityFindings(
      Self.stations([("a", "BCP", 0), ("b", "BCP", 500), ("c", "bcp", 700), ("d", "bcp", 900)]))
    #expect(findings.map(\.record) == ["c"] && findings.map(\.severity) == [.note])
  }

  /// 49 m and 51 m; the same name far away may be a branch.
  @Test func duplicateRecords() throws {
    let near = try qualityFindings(Self.stations([("a", "城北站", 0), ("b", "城北站", 49), ("c", "城北驿站", 98)]))
    #expect(near.map(\.rule) == [.duplicateRecord, .duplicateRecord] && near.map(\.record) == ["b", "c"])
    #expect(near[0].message == "“a” has the same name and stands 49 m away" && near[0].severity == .warning)
    #expect(near[1].message == "“b” is called “城北站” and stands 49 m away")
    #expect(near[0].words.chinese == "与“a”名称相同，相距49米" && near[0].cure.chinese == "如为同一处，请删除其一，以免重复计算")
    #expect(near[1].words.chinese == "与“b”（“城北站”）名称只有写法不同，相距49米")
    let far = try qualityFindings(Self.stations([("a", "城北站", 0), ("b", "城北站", 51)]))
    #expect(far == [])
  }

  /// A duplicate is told once, not as co-located too.
  @Test func coLocatedStationsHaveDifferentNames() throws {
    let one = try qualityFindings(Self.stations([("a", "城北站", 0), ("b", "城北驿站", 3)]))
    #expect(one.map(\.rule) == [.duplicateRecord])
    let two = try qualityFindings(Self.stations([("a", "北站", 0), ("b", "南站", 4.9), ("c", "西站", -5.1)]))
    #expect(two.map(\.rule) == [.coLocated] && two.map(\.record) == ["b"])
    #expect(two[0].message.contains("“a” (北站)") && two[0].severity == .warning)
  }

  /// All within a metre: the third is the second's copy, whatever stands first.
  @Test func aDuplicateBesideAThirdRecord() throws {
    let records = [("w1", "茶花社区居委会", 0.0), ("w2", "茶花社区暖心驿站", 0.3), ("w3", "茶花社区暖心驿站", 0.6)]
    var input = Self.stations(records)
    let stations = try qualityFindings(input)
    #expect(stations.filter { $0.rule == .duplicateRecord }.map(\.record) == ["w3"])
    #expect(stations.first { $0.rule == .duplicateRecord }?.message == "“w2” has the same name and stands 0 m away")
    #expect(stations.filter { $0.rule == .coLocated }.map(\.record) == ["w2", "w3"])
    input.workers = input.stations.map {
      WorkerGroup(id: WorkerGroupID(rawValue: $0.id.rawValue), name: $0.name, heads: 1, position: $0.position)
    }
    input.stations = []
    let workers = try qualityFindings(input).filter { $0.layer == "workers" }
    #expect(workers.map(\.rule) == [.duplicateRecord] && workers.map(\.record) == ["w3"])
  }

  /// Of a square of 10 x 6 candidates 1.2 m apart those with i² + j² of 17 at the most are nearer than 5 m: rows of 9, twice
  /// 9, twice 7, and 5.
  @Test func candidatesAtAStation() throws {
    var input = Self.stations([("s", "城北站", 0)])
    for i in -4...5 {
      for j in -3...2 {
        let place = Coordinate(x: 105 + Double(i) * 1.2 / 111_319.5, y: Double(j) * 1.2 / 110_574.3)
        let id = "\(i),\(j)"
        input.candidates.append(CandidateSite(id: StationID(rawValue: id), name: id, position: place))
      }
    }
    let found = try qualityFindings(input).filter { $0.message.contains("station “s”") }
    #expect(found.count == 46 && found.allSatisfy { $0.severity == .note && $0.layer == "candidates" })
  }

  @Test func idsInTwoWritings() throws {
    let findings = try qualityFindings(
      Self.stations([("A1", "A1", 0), ("ａ１", "ａ１", 100), ("a2", "a2", 200), ("A2", "A2", 300), ("a3", "a3", 400)]))
    #expect(findings.map(\.rule) == [.similarID, .similarID] && findings.map(\.record) == ["ａ１", "A2"])
    #expect(findings[0].message.contains("“A1”") && findings[0].message.contains("100 m") && findings[0].field == "id")
  }

  /// Against all pairs: who has an earlier record within the limit. Pseudo-random towns of several latitudes.
  @Test(arguments: [0.0, 29.4, -33, 60, 78])
  func twinsAsAmongAllPairs(latitude: Double) throws {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: Int64(latitude * 10))
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    let scale = LocalScale(latitude: latitude)
    let places = (0..<600).map { _ in
      Coordinate(
        x: 100 + random() * 120 / scale.metersPerDegreeX, y: latitude + random() * 120 / scale.metersPerDegreeY)
    }
    let stations = places.enumerated().map { index, place in
      Station(
        id: StationID(rawValue: "\(index)"), name: "n\(index)", services: Set(Service.fullSet), position: place)
    }
    let input = QualityInput(
      boundary: nil, roadsBox: nil, stations: stations, communities: [], workers: [], routes: [], candidates: [],
      namedLayers: [])
    let found = try qualityFindings(input).filter { $0.rule == .coLocated }.compactMap(\.record)
    let expected = places.indices.filter { index in
      places[..<index].contains { shortDistance($0, places[index]) < 5 }
    }
    #expect(expected.count > 50 && expected.count < 590)
    #expect(found == expected.map { "\($0)" }, "latitude \(latitude)")
  }

  /// Against all pairs, of names that agree, contradict and differ: 茶花社区 is each of the first two.
  @Test(arguments: [1, 2, 3])
  func twinsOfNamesAsAmongAllPairs(seed: UInt64) throws {
    let names = ["茶花社区居委会", "茶花社区暖心驿站", "茶花社区", "柏杨社区", "柏杨社区驿站"]
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    let scale = LocalScale(latitude: 29.4)
    // Clumps of a metre in a square of 400 m.
    let clumps = (0..<60).map { _ in (random() * 400, random() * 400) }
    var input = Self.stations([])
    input.stations = (0..<300).map { index in
      let clump = clumps[Int(random() * 60)]
      let place = Coordinate(
        x: 103.8 + (clump.0 + random()) / scale.metersPerDegreeX,
        y: 29.4 + (clump.1 + random()) / scale.metersPerDegreeY)
      return Station(
        id: StationID(rawValue: "\(index)"), name: names[Int(random() * 5)], services: Set(Service.fullSet),
        position: place)
    }
    let stations = input.stations
    let findings = try qualityFindings(input)
    func expected(_ limit: Double, _ isSame: Bool) -> [String] {
      stations.indices.filter { index in
        stations[..<index].contains {
          shortDistance($0.position, stations[index].position) < limit
            && NormalName($0.name).isSame(as: NormalName(stations[index].name)) == isSame
        }
      }.map { "\($0)" }
    }
    let copies = expected(50, true)
    let neighbours = expected(5, false)
    #expect(copies.count > 50 && copies.count < 290 && neighbours.count > 50 && neighbours.count < 290)
    #expect(findings.filter { $0.rule == .duplicateRecord }.compactMap(\.record) == copies, "seed \(seed)")
    #expect(findings.filter { $0.rule == .coLocated }.compactMap(\.record) == neighbours, "seed \(seed)")
  }
}

import DataQuality
import Foundation
import Geometry
import Model
import Testing

/// Weights, totals, services, hours and outlines.
struct ValueTests {
  private var input = QualityInput(
    boundary: nil, roadsBox: nil, stations: [], communities: [], workers: [], routes: [], candidates: [],
    namedLayers: [])

  private static func station(_ id: String, hours: String? = nil, _ services: [String] = []) -> Station {
    Station(
      id: StationID(rawValue: id), name: id,
      services: services.isEmpty ? Set(Service.fullSet) : Set(services.map { Service(rawValue: $0) }), hours: hours,
      position: Coordinate(x: 105, y: Double(id.utf8.reduce(0) { $0 * 31 % 1000 + Int($1) }) / 1000))
  }

  private static func firms(_ heads: [Double]) -> [WorkerGroup] {
    heads.enumerated().map { index, heads in
      WorkerGroup(
        id: WorkerGroupID(rawValue: "w\(index)"), name: "w\(index)", heads: heads,
        position: Coordinate(x: 105 + Double(index) / 100, y: 0))
    }
  }

  /// Nine firms of 10 heads: all deviations are zero, so 50 times the median, 500, and a thousandth, 0.01, decide.
  @Test mutating func weightsFarFromTheOthers() throws {
    input.workers = Self.firms([10, 10, 10, 10, 10, 10, 10, 10, 10, 500])
    let large = try qualityFindings(input)
    #expect(large.map(\.record) == ["w9"] && large.map(\.rule) == [.absurdWeight] && large[0].value == "500")
    #expect(large[0].message.contains("50 times the median of the layer, 10"))
    #expect(large[0].words.chinese == "权重明显过大：是该图层中位数10的50倍" && large[0].cure.chinese == "请核对字段和单位（人或万人）")
    input.workers = Self.firms([10, 10, 10, 10, 10, 10, 10, 10, 10, 499])
    #expect(try qualityFindings(input) == [])
    input.workers = Self.firms([10, 10, 10, 10, 10, 10, 10, 10, 10, 0.01])
    #expect(try qualityFindings(input).map(\.record) == ["w9"])
    input.workers = Self.firms([10, 10, 10, 10, 10, 10, 10, 10, 10, 0.011])
    #expect(try qualityFindings(input) == [])
    // Nine weights have no usual size.
    input.workers = Self.firms([10, 10, 10, 10, 10, 10, 10, 10, 500])
    #expect(try qualityFindings(input) == [])
  }

  /// A blank that counts as 1 is told as a blank, and says nothing about what is usual: nine others are too few for that.
  @Test mutating func blanksAreNotSmall() throws {
    input.workers = Self.firms([10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 1])
    #expect(try qualityFindings(input).map(\.record) == ["w10"])
    input.unweighted = ["workers": ["w10"]]
    #expect(try qualityFindings(input) == [])
    input.unweighted["workers"]?.insert("w9")
    input.workers[8].heads = 900_000
    #expect(try qualityFindings(input) == [])
  }

  /// Powers of ten from 1 to 10⁴, thrice: the logarithms' median absolute deviation is ln 10, six robust deviations are
  /// 8.9 · ln 10, so nothing up to 10² · 10^8.9 is far.
  @Test mutating func wideLayersMayHaveLargeWeights() throws {
    input.workers = Self.firms((0..<15).map { [1, 10, 100, 1000, 10_000][$0 % 5] } + [900_000])
    #expect(try qualityFindings(input) == [])
  }

  /// 5 % of 1000 are 50.
  @Test(arguments: [
    (950.0, 0, ""), (949, 1, "-5.1 %"), (1050, 0, ""), (1051, 1, "+5.1 %"), (2000, 1, "twice"), (0.1, 1, "万"),
    (0, 1, "-100.0 %"),
  ])
  mutating func weightsAndTheStatedTotal(_ sum: Double, _ count: Int, _ words: String) throws {
    input.workers = Self.firms([sum / 2, sum / 2])
    input.statedTotals = ["workers": 1000]
    input.weightFields = ["workers": "riders"]
    let findings = try qualityFindings(input).filter { $0.rule == .weightTotal }
    #expect(findings.count == count)
    guard let finding = findings.first else { return }
    #expect((finding.message + finding.fix).contains(words), "\(finding)")
    #expect(finding.field == "riders" && finding.severity == .warning && finding.record == nil)
  }

  @Test mutating func servicesThatAreSlips() throws {
    input.stations = [Self.station("a", ["drnk", "charge"]), Self.station("b", ["library", "drink"])]
    input.countedServices = [.drink, .charge]
    let findings = try qualityFindings(input)
    #expect(findings.map(\.record) == ["a", "b"] && findings.map(\.severity) == [.warning, .note])
    #expect(findings[0].fix == "write drink" && findings[0].cure.chinese == "请写成“drink”")
    #expect(findings[0].words.chinese == "所填的词不是已知的服务项目，未计入；很可能是指“drink”")
    // Counted, it is nobody's mistake; counted and not offered, it is told.
    input.countedServices = [.drink, .charge, Service(rawValue: "library"), .cool]
    let counted = try qualityFindings(input)
    #expect(counted.map(\.rule) == [.unknownService, .unofferedService] && counted[1].value == "cool")
  }

  @Test mutating func layersWithoutServices() throws {
    input.stations = [Self.station("a", ["x"]), Self.station("b", ["x"])]
    input.stations[0].services = []
    #expect(try qualityFindings(input).filter { $0.rule == .noService }.map(\.record) == ["a"])
    input.stations[1].services = []
    let all = try qualityFindings(input)
    #expect(all.map(\.rule) == [.noService] && all[0].record == nil && all[0].value == "2")
  }

  @Test(arguments: [
    "24/7", "Mo-Su 08:00-18:00", "Mo-Fr 09:00-17:30", "08:00-12:00,13:00-18:00", "Mo-Fr 08:00-12:00, 13:00-18:00",
    "Mo,We,Fr 09:00-12:00; Sa 10:00-14:00; PH off", "Apr-Oct Mo-Su 06:00-22:00", "Dec 25 off; 24/7", "sunrise-sunset",
    "Mo-Su (sunrise+01:00)-22:00", "22:00-06:00", "Th[1] 18:00-20:00", "Mo-Fr 18:00+", "week 1-10 Mo 08:00-12:00",
    "Mo-Fr 09:00-17:00 \"by appointment\"", "9:00-18:00", "Mo-Su", "2026 Jan 01-2026 Mar 31 08:00-10:00",
    "Mo-Fr 09:00 - 17:00", "Mo 10:00-12:00 || \"ring the bell\" Tu 10:00-12:00",
    "Mo-Fr 08:00-18:00, Sa 09:00-12:00", "Mo-Fr 08:00-12:00, 13:00-18:00, Sa,PH 09:00-12:00",
    "Mo-Fr 08:00-18:00,PH off", "Mo-Su 08:00-18:00, Dec 24 08:00-12:00", "Mo-Fr 08:00-18:00 || \"call us\"",
    "\"by appointment\"", "Mo-Fr 09:00-17:00 \"ring; call | knock, Sa too\"", "Mo-Fr 09:00-17:00\"ring\"",
    "off; \"by appointment\"", "Th[1,3] 18:00-20:00", "Mo-Sa; Su[-1] off",
    "Mar Su[-1]-Oct Su[-1] 08:00-20:00", "Sa[1-2] 08:00-12:00", "2026+ Mo-Su 08:00-18:00",
    "周一至周五 9:00-17:30", "每天8点-18点", "全天", "０８：００－１８：００", "mo-fr 08:00-18:00", "24小时",
    "周一至周五8点半~17点；周末休息", "mo-fr 08:00-18:00, sat 9:00-12:00", "PH 10:00-12:00",
  ])
  mutating func hoursThatCanBeRead(_ hours: String) throws {
    input.stations = [Self.station("a", hours: hours)]
    #expect(try qualityFindings(input) == [])
  }

  @Test(arguments: [
    ("上午9点至5点", 6, "hours from 0 to 24"), ("Mo-Fr 10:00-16:00/01:30", 18, "the stretch alone"),
    ("Mo-Fr 08:00-18:00, \"else call\"", 20, "“||”"), ("Mo-Fr 10:00-12:00 Sa 10:00-12:00", 19, "“;”"),
  ])
  mutating func hoursWithWhatToWrite(_ hours: String, _ place: Int, _ advice: String) throws {
    input.stations = [Self.station("a", hours: hours)]
    let findings = try qualityFindings(input)
    #expect(findings.map(\.rule) == [.unreadableHours] && findings[0].value == hours)
    #expect(findings[0].message.hasPrefix("the opening hours are not understood at character \(place): "))
    #expect(findings[0].fix.contains(advice), "\(findings[0].fix)")
  }

  @Test mutating func hoursInChinese() throws {
    input.stations = [Self.station("a", hours: "每天9:00")]
    let finding = try #require(try qualityFindings(input).first)
    #expect(finding.words.chinese == "开放时间第3个字符处有误：只写了一个时刻，不是一段时间；开放时间按未知计")
    #expect(finding.cure.chinese == "请写明，例如“9:00-17:30”")
    input.stations = [Self.station("a", hours: "PH +2 days")]
    let general = try #require(try qualityFindings(input).first)
    #expect(general.cure.chinese == "请按“周一至周五 8:00-18:00；周六 9:00-12:00”或“24小时”的写法填写")
    #expect(general.fix == "write days and times such as “Mo-Fr 08:00-18:00; Sa 09:00-12:00” or “24/7”")
  }

  @Test(arguments: [
    "8", "call us", "08:00-25:70", "Mo-Fr 0800-1800", "Mx 08:00-18:00", ";", "08:00", "Mo-Fr 08:00-",
    "\"by appointment", "Mo-Fr 08:00-18:00, Xx 09:00-12:00", "Th[0] 18:00-20:00", "\"\"", "08:00-08:00",
  ])
  mutating func hoursThatNobodyCanRead(_ hours: String) throws {
    input.stations = [Self.station("a", hours: hours)]
    let findings = try qualityFindings(input)
    let finding = try #require(findings.first)
    #expect(findings.map(\.rule) == [.unreadableHours] && finding.fix.hasPrefix("write "))
    #expect(finding.message.hasPrefix("the opening hours are not understood"))
  }

  @Test(arguments: [
    ("off", true), ("2020 Mo 08:00-09:00", true), ("Mo-Fr off; PH off", true), ("Mo off; Tu 08:00-08:01", false),
    ("暂停营业", true), ("08:00-12:00; Mo-Su off", true), ("easter -2 days off", true), ("Feb 29 08:00-09:00", false),
    ("off \"moved\"", true), ("\"moved\" off", true), ("Mo-Fr off, Sa,Su off", true),
  ])
  mutating func stationsThatNeverOpen(_ hours: String, _ isDead: Bool) throws {
    input.stations = [Self.station("a", hours: hours)]
    #expect(try qualityFindings(input).map(\.rule) == (isDead ? [.neverOpen] : []))
  }

  /// A square of 0.01° whose notch crosses itself. On the equator a square degree is 111,319.49 m x 110,574.28 m.
  @Test mutating func whatTheRepairOfAnOutlineDid() throws {
    func outline(_ places: [(Double, Double)]) -> QualityInput.Outline {
      QualityInput.Outline(
        layer: "water", record: "lake",
        shape: .polygon(Polygon(outer: places.map { Coordinate(x: $0.0, y: $0.1) })))
    }
    // A bow-tie: its loops cancel out in ring arithmetic, each has a quarter of the square of 0.01°.
    input.outlines = [outline([(0, 0), (0.01, 0.01), (0.01, 0), (0, 0.01)])]
    let bow = try #require(try qualityFindings(input).first)
    #expect(bow.rule == .invalidGeometry && bow.record == "lake" && bow.layer == "water")
    #expect(bow.value == "Self-intersection" && bow.places.count == 1)
    #expect(abs(bow.places[0].x - 0.005) < 1e-9 && abs(bow.places[0].y - 0.005) < 1e-9)
    #expect(bow.message.hasSuffix("1 polygon of 0 m² became 2 of 0.62 km² (its loops cancelled out)"), "\(bow.message)")
    #expect(bow.words.chinese == "面的边界有错误，本次运行已修复：1个面（0平方米）变为2个面（0.62平方公里），各环相互抵消")
    // A square with a spike that has no area.
    input.outlines = [outline([(0, 0), (0.02, 0), (0.01, 0), (0.01, 0.01), (0, 0.01)])]
    let spike = try #require(try qualityFindings(input).first)
    #expect(spike.message.hasSuffix("1 polygon of 1.23 km² became 1 of 1.23 km² (+0.0 %)"), "\(spike.message)")
    // A line as a polygon.
    input.outlines = [outline([(0, 0), (0.01, 0), (0.02, 0)])]
    #expect(try qualityFindings(input).first?.message.hasSuffix("nothing is left of it, it has no area") == true)
    // Two triangles that touch in a corner by way of a hole's corner are valid.
    input.outlines = [outline([(0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01)])]
    #expect(try qualityFindings(input) == [])
  }

  /// What the documents say is what the code does.
  @Test func theTableOfRulesStandsInTheDocuments() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/quality-gate.md"), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let rows = qualityRuleTable().map(\.markdown)
    #expect(lines.map(String.init) == rows, "write these rows:\n\(rows.joined(separator: "\n"))")
    #expect(Set(rows).count == QualityRule.allCases.count && rows.allSatisfy { !$0.contains("||") })
  }
}

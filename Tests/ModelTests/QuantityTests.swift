import Foundation
import Model
import Testing

/// Values worked out by hand, in the unit of the kind.
struct QuantityTests {
  private static let read: [(Quantity, [(String, Double)])] = [
    (
      .duration,
      [
        ("10min", 600), ("10MIN", 600), ("10 minutes", 600), ("１０ｍｉｎ", 600), ("１０分钟", 600), ("十分钟", 600), ("10分", 600),
        ("90s", 90), ("90秒", 90), ("1.5h", 5400), ("半小时", 1800), ("半个小时", 1800), ("一个小时", 3600), ("两小时", 7200),
        ("一个半小时", 5400), ("1小时半", 5400), ("1小时30分", 5400), ("1h30min", 5400), ("1h30m", 5400), ("一小时零五分", 3900),
        ("一刻钟", 900), ("三刻钟", 2700), ("一小时一刻钟", 4500), ("二十五分钟", 1500), ("两個鐘頭", 7200), ("1天", 86_400),
        ("1,200秒", 1200), ("1,200s", 1200), ("0min", 0), ("-5min", -300), ("2 hours", 7200), ("半分钟", 30),
      ]
    ),
    (
      .length,
      [
        ("800m", 800), ("800M", 800), ("800 米", 800), ("八百米", 800), ("1km", 1000), ("1.2KM", 1200), ("1公里", 1000),
        ("两公里", 2000), ("一公里半", 1500), ("半公里", 500), ("1公里200米", 1200), ("一点五公里", 1500), ("三千米", 3000),
        ("八千五百米", 8500), ("一百千米", 100_000), ("1千米", 1000), ("1,200m", 1200), ("1,200米", 1200), ("50cm", 0.5),
        ("2㎞", 2000),
        ("1.5万米", 15_000), ("10 metres", 10),
      ]
    ),
    (
      .money,
      [
        ("400000", 400_000), ("40万元", 400_000), ("40万", 400_000), ("４０万元", 400_000), ("四十万元", 400_000),
        ("1,200元", 1200),
        ("１，２００元", 1200), ("1,200", 1200), ("¥1,200.50", 1200.5), ("￥300", 300), ("人民币肆拾万元整", 400_000), ("0.3万元", 3000),
        ("1.5亿元", 150_000_000), ("3万5千元", 35_000), ("三万五千元", 35_000), ("12万3千", 123_000), ("两万零五百元", 20_500),
        ("8千元", 8000),
        ("5百块", 500), ("三点五万元", 35_000), ("12元5角", 12.5), ("1e5", 100_000), ("0", 0), ("40 万元", 400_000),
        ("RMB 500", 500),
        ("一亿两千万元", 120_000_000), ("三万五千五百圆", 35_500), ("40萬元", 400_000), ("1,200万元", 12_000_000), ("-1", -1),
      ]
    ),
    (
      .count,
      [
        ("10", 10), ("十", 10), ("１０", 10), ("10个", 10), ("十座", 10), ("两个", 2), ("十二处", 12), ("一百二十", 120),
        ("二〇二七年", 2027),
        ("2027年", 2027), ("1,200", 1200), ("1.2万", 12_000), ("二十名", 20), ("2.5", 2.5),
      ]
    ),
    (
      .amount,
      [
        ("237,933", 237_933), ("23.8万人", 238_000), ("30人次/天", 30), ("每天三十人次", 30), ("30次/日", 30), ("0.3", 0.3),
        ("0.3次", 0.3),
      ]
    ),
    (
      .number,
      [
        ("1", 1), ("０．５", 0.5), ("二", 2), ("1.5万", 15_000), ("1e-2", 0.01), ("-103.5", -103.5),
        ("1,234,567", 1_234_567),
      ]
    ),
    (
      .fraction,
      [
        ("80%", 0.8), ("80％", 0.8), ("８０％", 0.8), ("80 %", 0.8), ("2.5%", 0.025), ("0.8", 0.8), ("1", 1), ("八成", 0.8),
        ("8成", 0.8), ("八成五", 0.85), ("八成半", 0.85), ("十成", 1), ("百分之八十", 0.8), ("百分之80", 0.8), ("百分之零点五", 0.005),
        ("一半", 0.5),
        ("三分之二", 2.0 / 3), ("5‰", 0.005), ("千分之五", 0.005), ("0%", 0), ("百分之百", 1),
      ]
    ),
    (
      .speed,
      [
        ("4km/h", 4), ("4 KM/H", 4), ("４公里/小时", 4), ("4公里每小时", 4), ("每小时4公里", 4), ("每小时四公里", 4), ("时速15公里", 15),
        ("时速15", 15), ("十五千米/小时", 15), ("80米/分钟", 4.8), ("每分钟80米", 4.8), ("2m/s", 7.2), ("每小时4500米", 4.5),
      ]
    ),
    (
      .weight,
      [("3.5t", 3.5), ("3.5T", 3.5), ("3.5吨", 3.5), ("两吨半", 2.5), ("500kg", 0.5), ("500公斤", 0.5), ("五百千克", 0.5)]
    ),
  ]

  @Test(arguments: read.indices) func whatOfficesWrite(row: Int) throws {
    let (kind, spellings) = Self.read[row]
    for (text, value) in spellings {
      let found = try kind.value(of: text)
      #expect(found == value, "\(kind) “\(text)” is \(found.map { "\($0)" } ?? "nothing"), not \(value)")
      // The schema knows the usual characters.
      guard !text.contains("e"), text.allSatisfy({ !"肆萬個ｍ㎞".contains($0) }) else { continue }
      #expect(text.wholeMatch(of: try Regex(kind.pattern)) != nil, "\(kind) “\(text)”: the schema")
    }
  }

  /// Without a unit, of another kind, between two numbers, or only roughly a number.
  private static let refused: [(Quantity, [String])] = [
    (
      .duration,
      [
        "10", "十", "", "min", "10公里", "10 min walk", "约10分钟", "10分钟左右", "10-15min", "几分钟", "十几分钟", "七八分钟", "1小时90分",
        "1小时30",
        "1.5小时10分", "30分1小时", "四刻钟", "半天", "半刻钟", "10min10min", "1,20min", "10..5min", "10ms", "2时", "一百五分钟", "١min٢",
        "半小时半",
      ]
    ),
    (.length, ["800", "10min", "十", "百米", "1km2km", "两三公里", "1,20m", "300m²", "300 m to go", "10mi", "半"]),
    (
      .money,
      [
        "40万-50万", "约40万元", "40万元以内", "三万五", "3万5", "万元", "1,20元", "12.500,00", "40k", "40美元", "1.2.3", "元", "半万元",
        "十万八", "几十万",
        "一百五元", "40万元40万元", "0x10", "inf", "nan",
      ]
    ),
    (.count, ["七八个", "三五个", "十几个", "10个半", "ten", "个", "10元", "一二"]),
    (.amount, ["30%", "30元", "每天", "30/人"]),
    (.number, ["1,5", "10个", "十个", "half", "1 2", "."]),
    (.fraction, ["80", "101%", "-1%", "十一成", "八成以上", "百分之", "1.1", "成", "二分之三", "1 percent", "8.5成", "80%%"]),
    (.speed, ["4", "4km", "4公里", "4km/h/h", "时速", "每小时4", "半小时"]),
    (.weight, ["3.5", "3.5斤", "t", "3t5"]),
  ]

  @Test(arguments: refused.indices) func whatIsNoQuantity(row: Int) throws {
    let (kind, spellings) = Self.refused[row]
    for text in spellings {
      let found = try kind.value(of: text)
      #expect(found == nil, "\(kind) “\(text)” is \(found ?? 0)")
    }
  }

  /// Both readings are named, with how to write each.
  @Test(arguments: [
    (Quantity.duration, "10m", ["10 metres", "Write 10min (10分钟)"]),
    (.length, "2里", ["2 or 1 kilometres", "Write 2公里 or 1公里"]),
    (.length, "1,250km", ["may be 1250 or 1.25", "a point before the decimals"]),
    (.duration, "1,250h", ["may be 1250 or 1.25"]), (.number, "12,500", ["may be 12500 or 12.5"]),
    (.weight, "1,250t", ["may be 1250 or 1.25"]),
  ])
  func whatMayBeTwoThings(kind: Quantity, text: String, words: [String]) throws {
    let mistake = #expect(throws: QuantityMistake.self) { _ = try kind.value(of: text) }
    for word in words {
      #expect(mistake?.description.contains(word) ?? false, "\(text): \(mistake?.description ?? "")")
    }
  }

  @Test func bothReadingsInChinese() throws {
    func told(_ kind: Quantity, _ text: String) -> String? {
      #expect(throws: QuantityMistake.self) { _ = try kind.value(of: text) }?.told.chinese
    }
    #expect(told(.duration, "10m") == "“10m”表示10米，而这里应填时间。请写10分钟（10min）。")
    #expect(told(.length, "2里") == "“2里”可能是2公里，也可能是1公里：一里本是半公里，口语中也指一公里。请写2公里或1公里。")
    #expect(told(.number, "12,500") == "“12,500”可能是12500，也可能是12.5。请用小数点表示小数，千位之间不加逗号。")
    #expect(didYouMean("drnk", among: ["charge", "drink"]).chinese == "是否应为“drink”？")
    #expect(didYouMean("library", among: ["drink"]).chinese == "")
  }

  @Test func cutoffsAreTimesOrLengths() throws {
    #expect(try Cutoff.reading("十分钟") == .time(Seconds(600)) && Cutoff.reading("1公里") == .distance(Meters(1000)))
    // A hundred metres and more are no minutes; with a longer word fewer are metres, too.
    #expect(try Cutoff.reading("100m") == .distance(Meters(100)) && Cutoff.reading("10米") == .distance(Meters(10)))
    #expect(
      try Cutoff.reading("10 metres") == .distance(Meters(10)) && Cutoff.reading("0.01km") == .distance(Meters(10)))
    #expect(try Cutoff.reading("0m") == .distance(Meters(0)))
    for text in ["10m", "１０Ｍ", "10 m", "十m", "99.5m", "1m"] {
      let mistake = #expect(throws: QuantityMistake.self) { _ = try Cutoff.reading(text) }
      #expect(
        mistake?.description.contains("metres or") ?? false && mistake?.description.contains("分钟") ?? false, "\(text)")
      #expect(Cutoff(parsing: text) == nil)
    }
    #expect(try Cutoff.reading("32天") == nil && Cutoff.reading("-5min") == nil && Cutoff.reading("10") == nil)
    // What a message writes can be written.
    for cutoff in [Cutoff.distance(Meters(50)), .distance(Meters(800)), .time(Seconds(600)), .time(Seconds(90))] {
      #expect(Cutoff(parsing: cutoff.description) == cutoff, "\(cutoff)")
    }
  }

  /// The table of `docs/quantities.md` is what is read.
  @Test func theDocumentIsTrue() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/quantities.md"), encoding: .utf8)
    let kinds: [String: Quantity] = [
      "duration": .duration, "length": .length, "money": .money, "count": .count, "people, visits": .amount,
      "number": .number, "share": .fraction, "speed": .speed, "weight": .weight,
    ]
    var seen: Set<String> = []
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard cells.count >= 4, let kind = kinds[cells[0]] else { continue }
      seen.insert(cells[0])
      func spellings(_ cell: String) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated().compactMap {
          $0.offset % 2 == 1 ? String($0.element) : nil
        }
      }
      for spelling in spellings(cells[2]) { #expect(Self.isRead(spelling, kind), "\(cells[0]): \(spelling)") }
      for spelling in spellings(cells[3]) { #expect(!Self.isRead(spelling, kind), "\(cells[0]): \(spelling)") }
    }
    #expect(seen == Set(kinds.keys))
  }

  private static func isRead(_ text: String, _ kind: Quantity) -> Bool {
    guard let value = try? kind.value(of: text) else { return false }
    return value >= 0
  }
}

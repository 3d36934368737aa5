import Geodata
import Model
import Words

/// How the demand of a group (a kind of demand or a trade) lies over the 168 hours of the week, Monday 00:00 first.
///
/// Shares are proportions: those of a group sum to 1 over the week, or to 1 over each of its seven days. Any other sum is
/// told, and counted in proportion.
struct Profiles {
  private(set) var shares: [String: [Double]] = [:]
  private(set) var findings: [QualityFinding] = []

  private static let names: [(role: String, words: [String])] = [
    ("hour", ["hour", "小时", "时", "时刻", "钟点"]), ("weekday", ["weekday", "day", "星期", "周", "周几"]),
    ("group", ["group", "trade", "kind", "行业", "群体", "人群", "业态"]), ("share", ["share", "占比", "比例", "份额"]),
  ]
  /// Beyond it sums would lose whole numbers.
  private static let largestShare = 1e12
  /// How far a sum may be from one.
  private static let tolerance = 0.005

  /// - Throws: `GeodataError` for a table without hour, group or share, an hour that is none, a negative share, an hour
  ///   that stands twice, and a group without any demand.
  init(_ source: LayerSource, _ reader: inout LayerReader) throws(GeodataError) {
    let raw = try reader.readRaw(source)
    var seen: [Place: Int] = [:]
    for record in raw.records {
      func field(_ role: String) -> (name: String, value: FieldValue)? {
        let words = Self.names.first { $0.role == role }!.words
        return record.fields.names.first { words.contains($0.trimmed.lowercased()) }.flatMap { name in
          record.fields[name].map { (name, $0) }
        }
      }
      func fail(_ code: GeodataError.Code, _ words: Bilingual, _ name: String?) -> GeodataError {
        GeodataError(
          code, words,
          at: .init(
            file: source.shownPath, layer: source.role, record: "\(record.number)", line: record.line, field: name))
      }
      func number(_ role: String) throws(GeodataError) -> (name: String, value: Double) {
        guard let (name, value) = field(role) else {
          throw fail(
            .missingField,
            Bilingual(
              "记录没有\(role)。时间分布表应有hour、weekday、group、share四列，weekday可以不写。请补上。",
              "the record has no \(role). A profile has the columns hour, weekday, group and share; weekday may be left out."
            ),
            nil)
        }
        var number: Double?
        if case .number(let plain) = value { number = plain }
        if case .text(let text) = value { number = raw.writings[name].number(text) }
        guard let number, number.isFinite else {
          throw fail(
            .badValue,
            Bilingual(
              "“\(value.text ?? "")”不是数字。请写成0.6这样，表示百分之六十。",
              "“\(value.text ?? "")” is not a number. Write such as 0.6 for sixty per cent."), name)
        }
        return (name, number)
      }
      let hour = try number("hour")
      guard let clock = Int(exactly: hour.value), (0..<24).contains(clock) else {
        throw fail(
          .badValue,
          Bilingual("\(plainNumber(hour.value))不是钟点。请写0至23。", "\(plainNumber(hour.value)) is no hour. Write 0 to 23."),
          hour.name)
      }
      let share = try number("share")
      guard share.value >= 0 else {
        throw fail(.badValue, Bilingual("比例是负数。请写0或更大的数。", "the share is negative. Give zero or more."), share.name)
      }
      guard share.value <= Self.largestShare else {
        throw fail(
          .badValue,
          Bilingual(
            "比例太大。请写不超过\(plainNumber(Self.largestShare))的数。",
            "the share is too large. Give \(plainNumber(Self.largestShare)) at the most."), share.name)
      }
      guard let group = field("group")?.value.text else {
        throw fail(
          .missingField,
          Bilingual(
            "记录没有写明group（需求类别或行业）。时间分布表应有hour、weekday、group、share四列。请补上。",
            "the record names no group: a kind of demand or a trade. A profile has the columns hour, weekday, group and share."
          ),
          "group")
      }
      for day in try Self.days(field("weekday"), fail) {
        let place = Place(group: group, hour: day * 24 + clock)
        if let earlier = seen.updateValue(record.number, forKey: place) {
          throw fail(
            .duplicateIdentifier,
            Bilingual(
              "这一钟点在第\(earlier)条记录中已有。每个人群的每个钟点请只写一次。",
              "the hour stands in record \(earlier) already. Give every hour of a group once."),
            hour.name)
        }
        shares[group, default: [Double](repeating: 0, count: 168)][place.hour] = share.value
      }
    }
    for (group, hours) in shares.sorted(by: { $0.key < $1.key }) {
      let sum = hours.reduce(0, +)
      guard sum > 0 else {
        throw GeodataError(
          .badValue,
          Bilingual(
            "“\(group)”的比例全为零。请去掉该人群，或填写其需求。",
            "the shares of “\(group)” are all zero. Leave the group out, or give it some demand."),
          at: .init(file: source.shownPath, layer: source.role, field: "share"))
      }
      guard abs(sum - 1) > Self.tolerance, abs(sum - 7) > 7 * Self.tolerance else { continue }
      findings.append(
        QualityFinding(
          .warning, .profileSum, layer: source.role, record: group, field: "share", value: plainNumber(sum),
          message: Bilingual(
            "该人群一周的比例合计为\(plainNumber(sum))，已按比例折算",
            "the shares of the group sum to \(plainNumber(sum)) over the week; they are counted in proportion"),
          fix: Bilingual("请使一周合计为1，或每天合计为1", "make them sum to 1 over the week, or to 1 over each day")))
    }
  }

  private struct Place: Hashable {
    var group: String
    var hour: Int
  }

  /// The weekdays that a cell names, 0 for Monday; all seven when it is blank.
  private static func days(
    _ field: (name: String, value: FieldValue)?, _ fail: (GeodataError.Code, Bilingual, String?) -> GeodataError
  ) throws(GeodataError) -> [Int] {
    guard let field, let text = field.value.text else { return Array(0..<7) }
    let words: [[String]] = [
      ["1", "mo", "monday", "周一", "星期一"], ["2", "tu", "tuesday", "周二", "星期二"],
      ["3", "we", "wednesday", "周三", "星期三"], ["4", "th", "thursday", "周四", "星期四"],
      ["5", "fr", "friday", "周五", "星期五"], ["6", "sa", "saturday", "周六", "星期六"],
      ["7", "su", "sunday", "周日", "星期日", "周天", "星期天"],
    ]
    let ends = text.lowercased().split { $0 == "-" || $0 == "至" }.map(\.trimmed)
    let found = ends.compactMap { end in words.firstIndex { $0.contains(end) } }
    guard found.count == ends.count, (1...2).contains(found.count), found[0] <= found[found.count - 1] else {
      throw fail(
        .badValue,
        Bilingual(
          "“\(text)”不是星期。请写Mo至Su、1至7、周一至周日，或Mo-Fr这样的范围。",
          "“\(text)” is no weekday. Write Mo to Su, 1 to 7, 周一 to 周日, or a range such as Mo-Fr."), field.name)
    }
    return Array(found[0]...found[found.count - 1])
  }
}

/// A word behind a number, and how much one of it is.
struct QuantityUnit {
  var word: [Unicode.Scalar]
  var size: Double
  /// 半小时 is said, and 半天 may be a morning.
  var takesHalf: Bool
  /// Nobody gives three decimals of it, so that a comma before three digits parts thousands.
  var partsThousands: Bool

  var isLatin: Bool { word.allSatisfy(\.isASCII) }
  var text: String { String(String.UnicodeScalarView(word)) }
}

extension Quantity {
  /// The longest first, so that the whole word is taken.
  var units: [QuantityUnit] { Self.unitsByKind[self] ?? [] }

  /// What may stand before the number.
  var prefixes: [String] {
    switch self {
    case .money: ["人民币", "rmb", "cny", "¥"]
    case .amount: ["每天", "每日", "日均"]
    case .speed: ["时速"] + Self.speedSpans.map(\.prefix)
    case .fraction: Self.partWords.map(\.word)
    case .duration, .length, .count, .number, .weight: []
    }
  }

  /// Whether a number alone is one.
  var standsBare: Bool {
    switch self {
    case .money, .count, .amount, .number, .fraction: true
    case .duration, .length, .speed, .weight: false
    }
  }

  /// 百分之八十.
  static let partWords: [(word: String, parts: Double)] = [("百分之", 100), ("千分之", 1000), ("万分之", 10_000)]
  /// 每小时4公里: kilometres per hour of one metre in the span.
  static let speedSpans: [(prefix: String, factor: Double)] = [("每小时", 0.001), ("每分钟", 0.06), ("每秒", 3.6)]

  private static let unitsByKind: [Quantity: [QuantityUnit]] = {
    var units: [Quantity: [QuantityUnit]] = [:]
    func add(_ kind: Quantity, _ size: Double, _ words: [String], takesHalf: Bool = false, partsThousands: Bool = true)
    {
      units[kind, default: []] += words.map {
        QuantityUnit(
          word: Array($0.unicodeScalars), size: size, takesHalf: takesHalf, partsThousands: partsThousands)
      }
    }
    add(.duration, 1, ["s", "sec", "secs", "second", "seconds", "秒", "秒钟"])
    add(.duration, 60, ["min", "mins", "minute", "minutes", "分", "分钟"], takesHalf: true)
    add(.duration, 900, ["刻", "刻钟"])
    add(
      .duration, 3600, ["h", "hr", "hrs", "hour", "hours", "小时", "钟头"], takesHalf: true, partsThousands: false)
    add(.duration, 86_400, ["day", "days", "天"], partsThousands: false)
    add(.length, 0.01, ["cm", "厘米", "公分"])
    add(.length, 1, ["m", "meter", "meters", "metre", "metres", "米", "公尺"], takesHalf: true)
    add(
      .length, 1000, ["km", "kilometer", "kilometers", "kilometre", "kilometres", "公里", "千米"], takesHalf: true,
      partsThousands: false)
    add(.money, 1, ["元", "块", "块钱", "圆", "元人民币", "yuan", "rmb", "cny"])
    add(.money, 0.1, ["角", "毛"])
    add(.money, 0.01, ["分"])
    let measures = [
      "个", "座", "处", "家", "名", "人", "位", "条", "次", "人次", "所", "间", "站", "户", "趟", "台", "席", "项", "辆",
    ]
    add(.count, 1, measures + ["年"])
    add(.amount, 1, measures.flatMap { word in ["", "/天", "/日", "每天", "每日"].map { word + $0 } })
    add(
      .speed, 1,
      [
        "km/h", "kmh", "kph", "km/hr", "公里/小时", "公里/时", "公里每小时", "千米/小时", "千米/时", "千米每小时",
      ], partsThousands: false)
    add(.speed, 0.06, ["m/min", "米/分钟", "米/分", "米每分钟", "米每分"], partsThousands: false)
    add(.speed, 3.6, ["m/s", "米/秒", "米每秒"], partsThousands: false)
    add(.weight, 1, ["t", "ton", "tons", "tonne", "tonnes", "吨"], takesHalf: true, partsThousands: false)
    add(.weight, 0.001, ["kg", "公斤", "千克"])
    return units.mapValues { $0.sorted { $0.word.count > $1.word.count } }
  }()

  /// Matches what ``value(of:)`` reads, and some of what it refuses: an editor can warn of the rest only by asking.
  package var pattern: String {
    let digits = "[-+0-9０-９.,．，' 〇零一二两三四五六七八九十百千万亿点半]"
    func anyCase(_ word: String) -> String {
      word.unicodeScalars.map { scalar in
        switch scalar {
        case "a"..."z": "[\(scalar.properties.uppercaseMapping)\(scalar)]"
        case "/": "/"
        default: "\(scalar)"
        }
      }.joined()
    }
    let before =
      prefixes.isEmpty ? "" : "(\((prefixes + (self == .money ? ["￥"] : [])).map(anyCase).joined(separator: "|")))?"
    var words = units.map { anyCase($0.text) }
    if self == .fraction { words += ["%", "％", "‰", "成", "分之", "数"] }
    if self == .duration { words.append("[Mm]") }
    if self == .speed { words += ["公里", "千米", "米"] }
    let end = self == .money ? "[整正]?" : ""
    guard !words.isEmpty else { return "^\\s*\(before)\(digits)+$" }
    // Each turn ends with a word, so that no text is tried in more than one way.
    let parts = "(\(digits)+(个半?)?(\(words.joined(separator: "|"))))"
    let numbers = standsBare || self == .speed ? "(\(parts)+\(digits)*|\(digits)+)" : "\(parts)+半?\\s*"
    return "^\\s*\(before)\(numbers)\(end)$"
  }
}

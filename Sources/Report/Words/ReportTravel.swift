import Analysis
import Model
import Words

/// Some of the demand that moves by one mode.
struct Mover: Hashable {
  var kind: DemandKind
  /// Of workers or routes that do not all move alike; nil for all of the kind.
  var trade: String?
  /// All trades without a mode of their own.
  var isRest = false
}

/// How the report speaks of travel modes.
extension AnalysisResult {
  /// Who moves by a mode, in the order of the report.
  func movers(by mode: TravelMode) -> [Mover] {
    let choice = file.circle.modes
    var movers: [Mover] = []
    for kind in kindsWithDemand {
      switch kind {
      case .communities: if choice.communities == mode { movers.append(Mover(kind: kind)) }
      case .routes:
        movers += Self.movers(kind, inputs.routes.map(\.trade), by: mode, choice.routes, choice.routeTrades)
      case .workers:
        movers += Self.movers(kind, inputs.workers.map(\.trade), by: mode, choice.workers, choice.trades)
      }
    }
    return movers
  }

  /// Of a kind whose trades may move each in their own way.
  /// - Parameter records: the trade of each.
  private static func movers(
    _ kind: DemandKind, _ records: [String], by mode: TravelMode, _ usual: TravelMode, _ named: [String: TravelMode]
  ) -> [Mover] {
    let trades = Set(records)
    let used = Set(trades.map { named[$0] ?? usual })
    if used.count == 1 { return used.contains(mode) ? [Mover(kind: kind)] : [] }
    var movers = named.keys.sorted().filter { named[$0] == mode && trades.contains($0) }.map {
      Mover(kind: kind, trade: $0)
    }
    if usual == mode, trades.contains(where: { named[$0] == nil }) { movers.append(Mover(kind: kind, isRest: true)) }
    return movers
  }

  func moverName(_ mover: Mover) -> Bilingual {
    if let trade = mover.trade {
      let name = Self.tradeName(trade)
      if mover.kind == .routes { return Bilingual("\(name.chinese)路线", "\(name.english) routes") }
      return Bilingual("\(name.chinese)从业人员", "\(name.english) workers")
    }
    if mover.isRest {
      return mover.kind == .routes ? Bilingual("其余路线", "other routes") : Bilingual("其余从业人员", "other workers")
    }
    return mover.kind == .routes ? Bilingual("配送路线", "delivery routes") : demandNoun(mover.kind)
  }

  /// 步行, on foot: stands before a time or length in Chinese, after it in English.
  func travel(_ mode: TravelMode) -> Bilingual {
    switch mode {
    case .walk: return Bilingual("步行", "on foot")
    case .bicycle: return Bilingual("骑自行车", "by bicycle")
    case .eBike: return Bilingual("骑电动自行车", "by e-bike")
    case .truck: return Bilingual("驾驶货车", "by truck")
    default:
      let name = file.modes.names[mode] ?? (mode.rawValue, mode.rawValue)
      return Bilingual("以\(name.chinese)出行", "by \(name.english)")
    }
  }

  /// 步行33分钟, a 33-minute walk.
  func trip(minutes: Double, by mode: TravelMode) -> Bilingual {
    let number = grouped(minutes)
    let by = travel(mode)
    return Bilingual(
      "\(by.chinese)\(number)分钟",
      mode == .walk ? "a \(number)-minute walk" : "\(number) \(number == "1" ? "minute" : "minutes") \(by.english)")
  }

  /// Each mode with its speed and who moves by it, as whole sentences.
  var travelSentences: Bilingual {
    let circle = file.circle
    let entries = coverage.modes.map { mode in
      let by = travel(mode)
      let speed = plain(circle.speed(of: mode).value)
      guard coverage.modes.count > 1 else {
        return Bilingual("\(by.chinese)，时速\(speed)公里", "\(Self.capitalized(by.english)) at \(speed) km/h")
      }
      let who = movers(by: mode).map(moverName)
      return Bilingual(
        "\(who.map(\.chinese).joined(separator: "、"))\(by.chinese)，时速\(speed)公里",
        "\(Self.capitalized(by.english)) at \(speed) km/h: \(who.map(\.english).joined(separator: ", "))")
    }
    var text = Bilingual(
      "\(entries.map(\.chinese).joined(separator: "；"))。", "\(entries.map(\.english).joined(separator: ". ")).")
    // The way to the street is gone at the mode's own speed unless its table names one on foot.
    let feet = Set(coverage.modes.compactMap { file.modes[$0]?.footSpeed })
    if circle.measure == .network, circle.cutoff.unit == .milliseconds, let foot = feet.first, feet.count == 1 {
      let speed = plain(foot.value)
      text.chinese += "车辆在地点与道路之间的接驳按时速\(speed)公里步行计。"
      text.english += " Between a place and its street, vehicles count at \(speed) km/h."
    }
    return text
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// Stations and hosts with minutes of their own.
  var extraTimeSentence: Bilingual? {
    let count = (inputs.stations.map(\.extraTime) + inputs.candidates.map(\.extraTime)).count { $0.value > 0 }
    guard count > 0 else { return nil }
    return Bilingual(
      "\(count)个驿站或候选点另有进出时间（extra_min），计入每次出行。",
      "\(count) \(count == 1 ? "station or host has" : "stations and hosts have") minutes of their own (extra_min), added to every trip."
    )
  }

  /// The cutoff with its measure, to stand inside a sentence.
  var circlePhrase: Bilingual { circlePhrase(file.circle) }

  func circlePhrase(_ stated: CircleDefinition) -> Bilingual {
    let circle = withCutoffInUse(stated)
    var phrase = coverage.modes.count == 1 ? circlePhrase(circle, coverage.modes[0]) : circleOfSeveralModes(circle)
    if let preset = circle.preset, preset.hasPrefix("gb50180-") {
      let minutes = String(preset.dropFirst("gb50180-".count).prefix { $0.isNumber })
      phrase.chinese += "（GB 50180—2018的\(minutes)分钟生活圈）"
      phrase.english += " (the \(minutes)-minute living circle of GB 50180-2018)"
    }
    if let own = ownCutoffPhrase(stated) {
      // One bracket, not two.
      phrase.chinese =
        phrase.chinese.hasSuffix("）")
        ? "\(phrase.chinese.dropLast())；\(own.chinese)）" : "\(phrase.chinese)（\(own.chinese)）"
      phrase.english += ", or \(own.english)"
    }
    return phrase
  }

  private func circlePhrase(_ circle: CircleDefinition, _ mode: TravelMode) -> Bilingual {
    let speed = plain(circle.speed(of: mode).value)
    let by = travel(mode)
    switch (circle.measure, circle.cutoff) {
    case (.network, .time(let seconds)):
      return Bilingual(
        "沿道路\(by.chinese)\(Self.chineseDuration(seconds))（时速\(speed)公里）",
        "\(duration(seconds, mode)) along the streets (at \(speed) km/h)")
    case (.network, .distance(let meters)):
      return Bilingual(
        "沿道路\(by.chinese)\(Self.chineseLength(meters))", "\(Self.englishLength(meters)) \(by.english) along the streets"
      )
    case (.circle, .time(let seconds)):
      let radius = Meters(circle.radius(of: mode).value.rounded())
      return Bilingual(
        "直线\(Self.chineseLength(radius))（\(by.chinese)\(Self.chineseDuration(seconds))、时速\(speed)公里）",
        "\(Self.englishLength(radius)) in a straight line (\(duration(seconds, mode)) at \(speed) km/h)")
    case (.circle, .distance(let meters)):
      return Bilingual("直线\(Self.chineseLength(meters))", "\(Self.englishLength(meters)) in a straight line")
    }
  }

  /// 10分钟, 10 minutes.
  func cutoffPhrase(_ cutoff: Cutoff) -> Bilingual {
    switch cutoff {
    case .time(let seconds): Bilingual("\(Self.chineseDuration(seconds))", "\(Self.englishDuration(seconds))")
    case .distance(let meters): Bilingual("\(Self.chineseLength(meters))", "\(Self.englishLength(meters))")
    }
  }

  private func circleOfSeveralModes(_ circle: CircleDefinition) -> Bilingual {
    let bys = coverage.modes.map(travel)
    let speeds = coverage.modes.map { plain(circle.speed(of: $0).value) }
    switch (circle.measure, circle.cutoff) {
    case (.network, .time(let seconds)):
      let parts = zip(bys, speeds).map { by, speed in
        Bilingual("\(by.chinese)时速\(speed)公里", "\(by.english) at \(speed) km/h")
      }
      return Bilingual(
        "沿道路\(Self.chineseDuration(seconds))（\(parts.map(\.chinese).joined(separator: "、"))）",
        "\(Self.englishDuration(seconds)) along the streets (\(parts.map(\.english).joined(separator: ", ")))")
    case (.network, .distance(let meters)):
      return Bilingual(
        "沿道路\(Self.chineseLength(meters))（\(bys.map(\.chinese).joined(separator: "、"))）",
        "\(Self.englishLength(meters)) along the streets (\(bys.map(\.english).joined(separator: ", ")))")
    case (.circle, .time(let seconds)):
      let parts = zip(coverage.modes, zip(bys, speeds)).map { mode, words in
        let radius = Meters(circle.radius(of: mode).value.rounded())
        let (by, speed) = words
        return Bilingual(
          "\(Self.chineseLength(radius))（\(by.chinese)\(Self.chineseDuration(seconds))、时速\(speed)公里）",
          "\(Self.englishLength(radius)) (\(Self.englishDuration(seconds)) \(by.english) at \(speed) km/h)")
      }
      return Bilingual(
        "直线\(parts.map(\.chinese).joined(separator: "或"))",
        "\(parts.map(\.english).joined(separator: " or ")) in a straight line")
    case (.circle, .distance): return circlePhrase(circle, coverage.modes[0])
    }
  }

  private func duration(_ seconds: Seconds, _ mode: TravelMode) -> String {
    guard mode == .walk else { return "\(Self.englishDuration(seconds)) \(travel(mode).english)" }
    return Self.isWholeMinutes(seconds)
      ? "a \(plain(seconds.minutes))-minute walk" : "a \(plain(seconds.value))-second walk"
  }

  private static func isWholeMinutes(_ seconds: Seconds) -> Bool {
    seconds.value.truncatingRemainder(dividingBy: 60) == 0
  }

  private static func chineseDuration(_ seconds: Seconds) -> String {
    isWholeMinutes(seconds) ? "\(plain(seconds.minutes))分钟" : "\(plain(seconds.value))秒"
  }

  private static func englishDuration(_ seconds: Seconds) -> String {
    let (number, unit) = isWholeMinutes(seconds) ? (seconds.minutes, "minute") : (seconds.value, "second")
    return "\(plain(number)) \(unit)\(number == 1 ? "" : "s")"
  }

  private static func chineseLength(_ meters: Meters) -> String { "\(plain(meters.value))米" }
  private static func englishLength(_ meters: Meters) -> String { "\(plain(meters.value)) m" }

  /// Some of the demand for the terminal: `takeaway workers`.
  func moverText(_ mover: Mover) -> Bilingual {
    Bilingual(
      moverName(mover).chinese,
      mover.trade.map { "\($0) \(mover.kind.rawValue)" }
        ?? (mover.isRest ? "other \(mover.kind.rawValue)" : mover.kind.rawValue))
  }

  /// The modes for the terminal: 步行（时速4公里）, `walk at 4 km/h`.
  var travelText: Bilingual {
    coverage.modes.map { mode in
      let speed = plain(file.circle.speed(of: mode).value)
      let english = "\(mode.rawValue) at \(speed) km/h"
      guard coverage.modes.count > 1 else { return Bilingual("\(travel(mode).chinese)（时速\(speed)公里）", english) }
      let who = movers(by: mode).map(moverText).listed
      return Bilingual("\(who.chinese)\(travel(mode).chinese)（时速\(speed)公里）", "\(english) (\(who.english))")
    }.listed
  }
}

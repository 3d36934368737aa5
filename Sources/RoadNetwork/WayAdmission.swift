import Model

/// A mode's table in the string numbers of one source, ready to judge its ways and nodes.
struct WayAdmission {
  struct Admitted {
    var oneway: ModeRules.Oneway
    var isPushed = false
    var isSpan = false
    /// Legal speed in km/h.
    var speedLimit: Double?
    var isSpeedUnreadable = false
    var isLimitUnreadable = false
  }

  enum Verdict {
    case admitted(Admitted)
    case refused(BuildNotes.Reason)
  }

  struct NamedClass {
    var name: String
    var rule: ModeRules.ClassRule
  }

  private struct Limit {
    var keys: [Int32]
    var rule: ModeRules.Limit
  }

  private let classKeys: [Int32]
  private let classes: [Int64: Int]
  private let closedBy: Set<Int64>
  private let openedBy: Set<Int64>
  private let accessKeys: [Int32]
  private let openingKeys: Set<Int32>
  private let accessValues: [Int32: Bool]
  private let pushedValues: Set<Int32>
  private let limits: [Limit]
  private let onewayKeys: [Int32]
  private let ownOnewayKey: Int32?
  private let onewayValues: [Int32: ModeRules.Oneway]
  private let impliedOneways: [Int64: ModeRules.Oneway]
  private let contraflow: [Int64: ModeRules.Oneway]
  private let speedLimitKeys: [Int32]
  private let speedLimitWords: [String: Double]
  private let barrierValues: [Int32: Bool]
  private let barrierOpenedBy: Set<Int64>
  private let spanKeys: [Int32]
  private let no: Int32?
  private let area: Int64?
  private let text: (Int32) -> String
  /// The key of nodes that may stop the mode; nil when the source has none.
  let barrierKey: Int32?
  let durationKey: Int32?
  /// All classes of the table, by name.
  let classList: [NamedClass]

  /// - Parameters:
  ///   - number: the source's number of a text, nil when the source does not use it.
  ///   - text: the text of a number.
  ///   - heedsSpans: tells bridges and tunnels apart.
  init(_ rules: ModeRules, heedsSpans: Bool, number: (String) -> Int32?, text: @escaping (Int32) -> String) {
    func pair(_ tag: ModeRules.Tag) -> Int64? {
      guard let key = number(tag.key), let value = number(tag.value) else { return nil }
      return Self.pair(key, value)
    }
    func numbered<Value>(_ table: [String: Value]) -> [Int32: Value] {
      var result: [Int32: Value] = [:]
      for (text, value) in table { if let id = number(text) { result[id] = value } }
      return result
    }
    func paired<Value>(_ table: [ModeRules.Tag: Value]) -> [Int64: Value] {
      var result: [Int64: Value] = [:]
      for (tag, value) in table { if let id = pair(tag) { result[id] = value } }
      return result
    }
    var list: [NamedClass] = []
    var classes: [Int64: Int] = [:]
    for (tag, rule) in rules.classes.sorted(by: { ($0.key.value, $0.key.key) < ($1.key.value, $1.key.key) }) {
      if let id = pair(tag) { classes[id] = list.count }
      list.append(NamedClass(name: tag.value, rule: rule))
    }
    classList = list
    self.classes = classes
    self.text = text
    classKeys = rules.classKeys.compactMap(number)
    closedBy = Set(rules.closedBy.compactMap(pair))
    openedBy = Set(rules.openedBy.compactMap(pair))
    accessKeys = rules.accessKeys.compactMap(number)
    openingKeys = Set(rules.openingKeys.compactMap(number))
    accessValues = numbered(rules.accessValues)
    pushedValues = Set(rules.pushedValues.compactMap(number))
    limits = rules.limits.map { Limit(keys: $0.keys.compactMap(number), rule: $0) }.filter { !$0.keys.isEmpty }
    onewayKeys = rules.onewayKeys.compactMap(number)
    ownOnewayKey = rules.onewayKeys.last.flatMap(number)
    onewayValues = numbered(rules.onewayValues)
    impliedOneways = paired(rules.impliedOneways)
    contraflow = paired(rules.contraflow)
    speedLimitKeys = rules.speedLimitKeys.compactMap(number)
    speedLimitWords = rules.speedLimitWords
    barrierKey = rules.barriers.flatMap { number($0.key) }
    barrierValues = numbered(rules.barriers?.values ?? [:])
    barrierOpenedBy = Set((rules.barriers?.openedBy ?? []).compactMap(pair))
    durationKey = number("duration")
    spanKeys = heedsSpans ? rules.spanKeys.compactMap(number) : []
    no = number("no")
    area = pair(ModeRules.Tag("area", "yes"))
  }

  /// The class of a way in ``classList``, nil when the table does not know it.
  ///
  /// - Parameter tags: key, value, key, value… as numbers.
  func index(ofClass tags: ArraySlice<Int32>) -> Int? {
    for key in classKeys {
      if let value = Self.value(of: key, in: tags), let index = classes[Self.pair(key, value)] { return index }
    }
    return nil
  }

  /// Whether the way has the first class key at all, whatever it says.
  func hasClassWord(_ tags: ArraySlice<Int32>) -> Bool {
    classKeys.first.map { Self.value(of: $0, in: tags) != nil } ?? false
  }

  func isArea(_ tags: ArraySlice<Int32>) -> Bool {
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2)
    where Self.pair(tags[index], tags[index + 1]) == area {
      return true
    }
    return false
  }

  func judge(_ tags: ArraySlice<Int32>, rule: ModeRules.ClassRule) -> Verdict {
    var isClassOpen = rule.isOpen
    var isOpened = false
    var oneway = ModeRules.Oneway.both
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) {
      let tag = Self.pair(tags[index], tags[index + 1])
      if closedBy.contains(tag) { isClassOpen = false }
      if openedBy.contains(tag) { isOpened = true }
      if let implied = impliedOneways[tag] { oneway = implied }
    }
    let access = access(tags)
    guard isClassOpen || isOpened || access.opensClass else { return .refused(.classClosed) }
    guard access.isOpen else { return .refused(.accessClosed) }
    var admitted = Admitted(oneway: .both)
    guard fits(tags, &admitted.isLimitUnreadable) else { return .refused(.vehicleTooLarge) }
    admitted.oneway = direction(tags, oneway)
    admitted.isPushed = rule.isPushed || access.isPushed
    admitted.isSpan = spanKeys.contains { key in Self.value(of: key, in: tags).map { $0 != no } ?? false }
    for key in speedLimitKeys {
      guard let value = Self.value(of: key, in: tags) else { continue }
      let text = text(value)
      if let limit = speedLimitWords[text] ?? TagQuantities.kilometersPerHour(text) {
        admitted.speedLimit = limit.isFinite ? limit : nil
      } else {
        admitted.isSpeedUnreadable = true
      }
    }
    return .admitted(admitted)
  }

  /// Whether a node with the ``barrierKey`` lets pass.
  func lets(passNode tags: ArraySlice<Int32>, barrier: Int32) -> Bool {
    var ignored = false
    guard fits(tags, &ignored) else { return false }
    let access = access(tags)
    if access.isSaid { return access.isOpen }
    if barrierValues[barrier] ?? true { return true }
    return stride(from: tags.startIndex, to: tags.endIndex, by: 2).contains {
      barrierOpenedBy.contains(Self.pair(tags[$0], tags[$0 + 1]))
    }
  }

  private func access(_ tags: ArraySlice<Int32>) -> (isOpen: Bool, isSaid: Bool, opensClass: Bool, isPushed: Bool) {
    var isOpen = true
    var isSaid = false
    var opensClass = false
    var isPushed = false
    for key in accessKeys {
      guard let value = Self.value(of: key, in: tags), let opens = accessValues[value] else { continue }
      isOpen = opens
      isSaid = true
      if openingKeys.contains(key) {
        opensClass = opens
        isPushed = pushedValues.contains(value)
      }
    }
    return (isOpen, isSaid, opensClass, isPushed)
  }

  private func fits(_ tags: ArraySlice<Int32>, _ isUnreadable: inout Bool) -> Bool {
    for limit in limits {
      for key in limit.keys {
        guard let value = Self.value(of: key, in: tags) else { continue }
        let text = text(value)
        let read = limit.rule.quantity == .tonnes ? TagQuantities.tonnes(text) : TagQuantities.meters(text)
        if let read {
          if read < limit.rule.vehicle { return false }
        } else if !Self.noLimit.contains(text) {
          isUnreadable = true
        }
      }
    }
    return true
  }

  private static let noLimit: Set<String> = ["none", "default", "below_default", "no_sign", "unsigned"]

  private func direction(_ tags: ArraySlice<Int32>, _ implied: ModeRules.Oneway) -> ModeRules.Oneway {
    var oneway = implied
    for key in onewayKeys where key != ownOnewayKey {
      if let value = Self.value(of: key, in: tags), let said = onewayValues[value] { oneway = said }
    }
    if !contraflow.isEmpty, oneway != .both {
      for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) {
        if let opens = contraflow[Self.pair(tags[index], tags[index + 1])], opens != oneway { oneway = .both }
      }
    }
    if let key = ownOnewayKey, let value = Self.value(of: key, in: tags), let said = onewayValues[value] {
      oneway = said
    }
    return oneway
  }

  private static func pair(_ key: Int32, _ value: Int32) -> Int64 { Int64(key) << 32 | Int64(value) }

  static func value(of key: Int32, in tags: ArraySlice<Int32>) -> Int32? {
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) where tags[index] == key {
      return tags[index + 1]
    }
    return nil
  }
}

import Model

/// A mode's table in the string numbers of one source, ready to judge its ways.
struct WayAdmission {
  enum Verdict {
    case admitted(ModeRules.Oneway)
    case refused(BuildNotes.Reason)
  }

  struct NamedClass {
    var name: String
    var rule: ModeRules.ClassRule
  }

  private let classKeys: [Int32]
  private let classes: [Int64: Int]
  private let closedBy: Set<Int64>
  private let accessKeys: [Int32]
  private let ownAccessKey: Int32?
  private let accessValues: [Int32: Bool]
  private let onewayKeys: [Int32]
  private let onewayValues: [Int32: ModeRules.Oneway]
  private let impliedOneways: [Int64: ModeRules.Oneway]
  private let area: Int64?
  /// All classes of the table, by name.
  let classList: [NamedClass]

  /// - Parameter number: the source's number of a text, nil when the source does not use it.
  init(_ rules: ModeRules, number: (String) -> Int32?) {
    func pair(_ tag: ModeRules.Tag) -> Int64? {
      guard let key = number(tag.key), let value = number(tag.value) else { return nil }
      return Self.pair(key, value)
    }
    var list: [NamedClass] = []
    var classes: [Int64: Int] = [:]
    for (tag, rule) in rules.classes.sorted(by: { ($0.key.value, $0.key.key) < ($1.key.value, $1.key.key) }) {
      if let id = pair(tag) { classes[id] = list.count }
      list.append(NamedClass(name: tag.value, rule: rule))
    }
    classList = list
    self.classes = classes
    classKeys = rules.classKeys.compactMap(number)
    closedBy = Set(rules.closedBy.compactMap(pair))
    accessKeys = rules.accessKeys.compactMap(number)
    ownAccessKey = rules.accessKeys.last.flatMap(number)
    accessValues = Self.numbered(rules.accessValues, number)
    onewayKeys = rules.onewayKeys.compactMap(number)
    onewayValues = Self.numbered(rules.onewayValues, number)
    var implied: [Int64: ModeRules.Oneway] = [:]
    for (tag, oneway) in rules.impliedOneways { if let id = pair(tag) { implied[id] = oneway } }
    impliedOneways = implied
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
    var oneway = ModeRules.Oneway.both
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) {
      let tag = Self.pair(tags[index], tags[index + 1])
      if closedBy.contains(tag) { isClassOpen = false }
      if let implied = impliedOneways[tag] { oneway = implied }
    }
    var isAccessOpen = true
    for key in accessKeys {
      guard let value = Self.value(of: key, in: tags), let opens = accessValues[value] else { continue }
      isAccessOpen = opens
      if key == ownAccessKey, opens { isClassOpen = true }
    }
    guard isClassOpen else { return .refused(.classClosed) }
    guard isAccessOpen else { return .refused(.accessClosed) }
    for key in onewayKeys {
      if let value = Self.value(of: key, in: tags), let said = onewayValues[value] { oneway = said }
    }
    return .admitted(oneway)
  }

  private static func numbered<Value>(_ table: [String: Value], _ number: (String) -> Int32?) -> [Int32: Value] {
    var result: [Int32: Value] = [:]
    for (text, value) in table { if let id = number(text) { result[id] = value } }
    return result
  }

  private static func pair(_ key: Int32, _ value: Int32) -> Int64 { Int64(key) << 32 | Int64(value) }

  private static func value(of key: Int32, in tags: ArraySlice<Int32>) -> Int32? {
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) where tags[index] == key {
      return tags[index + 1]
    }
    return nil
  }
}

import Model

/// A mode's table in the string numbers of one source, ready to judge its ways and nodes.
struct WayAdmission {
  struct Admitted {
    var oneway: ModeRules.Oneway
    var isPushed = false
    var isSpan = false
    /// On a bridge, in a tunnel or on a level other than the ground's.
    var isLifted = false
    /// For those who live there.
    var isPrivate = false
    /// Legal speed in km/h.
    var speedLimit: Double?
    /// Against the order of the nodes, where it differs there; infinite for none.
    var speedLimitBack: Double?
    /// Trips may begin or end here, not pass through.
    var isDestinationOnly = false
    /// The same against the order of the nodes.
    var isDestinationOnlyBack = false
    var isSpeedUnreadable = false
    /// A speed limit or pushing that holds in one of two open directions.
    var hasIgnoredDirection = false
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
    var keys: [DirectedKey]
    var rule: ModeRules.Limit
  }

  private struct Access {
    var isOpen = true
    /// A tag speaks of the mode at all.
    var isSaid = false
    var opensClass = false
    var isPushed = false
    var isDestinationOnly = false
    var isPrivate = false
    /// The mode's own word for this direction opens it.
    var opensDirection = false
  }

  /// What an access value says.
  private struct AccessWord {
    var opens: Bool
    var isDestinationOnly = false
    var isPrivate = false
  }

  /// Who comes past a node with a barrier.
  enum Passage {
    case all
    /// Those who live behind it.
    case own
    case nobody
  }

  private let classKeys: [Int32]
  private let classes: [Int64: Int]
  private let closedBy: Set<Int64>
  private let openedBy: Set<Int64>
  private let accessKeys: [DirectedKey]
  private let accessValues: [Int32: AccessWord]
  private let pushedValues: Set<Int32>
  private let accessWords: [String: AccessWord]
  private let limits: [Limit]
  private let onewayKeys: [Int32]
  private let ownOnewayKey: Int32?
  private let onewayValues: [Int32: ModeRules.Oneway]
  private let impliedOneways: [Int64: ModeRules.Oneway]
  private let carryingKeys: [Int32]
  private let onewayKey: Int32?
  private let contraflow: [Int64: ModeRules.Oneway]
  private let speedLimits: SpeedLimitTags
  private let barrierValues: [Int32: Bool]
  private let barrierOpenedBy: Set<Int64>
  private let spanKeys: [Int32]
  private let lifting: LiftedTags
  private let timedKeys: Set<Int32>
  private let area: Int64?
  /// Whether any key of access or size differs by direction.
  private let hasDirections: Bool
  private let text: (Int32) -> String
  /// The key of nodes that may stop the mode; nil when the source has none.
  let barrierKey: Int32?
  let durationKey: Int32?
  /// Milliseconds by tag.
  let nodeDelays: [Int64: Double]
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
    accessKeys = rules.accessKeys.compactMap { DirectedKey($0, rules, number) }
    var words = rules.accessValues.mapValues { AccessWord(opens: $0) }
    for word in rules.destinationValues where words[word]?.opens == true { words[word]?.isDestinationOnly = true }
    for word in rules.privateValues { words[word] = AccessWord(opens: true, isDestinationOnly: true, isPrivate: true) }
    accessWords = words
    accessValues = numbered(words)
    pushedValues = Set(rules.pushedValues.compactMap(number))
    limits = rules.limits.map { limit in
      Limit(keys: limit.keys.compactMap { DirectedKey($0, rules, number) }, rule: limit)
    }.filter { !$0.keys.isEmpty }
    hasDirections = (accessKeys + limits.flatMap(\.keys)).contains(where: \.isDirected)
    onewayKeys = rules.onewayKeys.compactMap(number)
    ownOnewayKey = rules.onewayKeys.last.flatMap(number)
    onewayValues = numbered(rules.onewayValues)
    impliedOneways = paired(rules.impliedOneways)
    carryingKeys = rules.carryingKeys.compactMap(number)
    onewayKey = number("oneway")
    contraflow = paired(rules.contraflow)
    speedLimits = SpeedLimitTags(rules, number: number, text: text)
    let timed = rules.accessKeys + rules.onewayKeys + rules.speedLimitKeys + rules.limits.flatMap(\.keys)
    timedKeys = Set(
      ([""] + rules.directionSuffixes.keys).flatMap { suffix in
        timed.compactMap { number($0 + suffix + rules.timedSuffix) }
      })
    nodeDelays = paired(rules.nodeDelays.mapValues { $0.value * 1000 })
    barrierKey = rules.barriers.flatMap { number($0.key) }
    barrierValues = numbered(rules.barriers?.values ?? [:])
    barrierOpenedBy = Set((rules.barriers?.openedBy ?? []).compactMap(pair))
    durationKey = number("duration")
    spanKeys = heedsSpans ? rules.spanKeys.compactMap(number) : []
    lifting = LiftedTags(number: number, text: text)
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

  /// Whether a tag that the table would ask for holds at times only.
  func holdsAtTimes(_ tags: ArraySlice<Int32>) -> Bool {
    if timedKeys.isEmpty { return false }
    return stride(from: tags.startIndex, to: tags.endIndex, by: 2).contains { timedKeys.contains(tags[$0]) }
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
    var admitted = Admitted(oneway: .both)
    func refusal(_ access: Access, _ direction: ModeRules.Oneway) -> BuildNotes.Reason? {
      guard isClassOpen || isOpened || access.opensClass else { return .classClosed }
      guard access.isOpen else { return .accessClosed }
      var isUnreadable = false
      if fits(tags, direction, &isUnreadable) { return nil }
      return isUnreadable ? .limitUnreadable : .vehicleTooLarge
    }
    admitted.isSpan = spanKeys.contains { key in Self.value(of: key, in: tags).map { text($0) != "no" } ?? false }
    admitted.isLifted = lifting.lift(tags)
    let (said, isOwnWord) = direction(tags, oneway)
    let forward = access(tags, .forward)
    let refused = refusal(forward, .forward)
    guard hasDirections else {
      if let refused { return .refused(refused) }
      admitted.oneway = said
      admitted.isPushed = rule.isPushed || forward.isPushed
      admitted.isDestinationOnly = forward.isDestinationOnly
      admitted.isDestinationOnlyBack = forward.isDestinationOnly
      admitted.isPrivate = forward.isPrivate
      speedLimits.read(tags, &admitted)
      return .admitted(admitted)
    }

    let backward = access(tags, .backward)
    let refusedBack = refusal(backward, .backward)
    if let refused, refusedBack != nil { return .refused(refused) }
    func goes(_ access: Access, _ against: ModeRules.Oneway) -> Bool {
      said != against || (access.opensDirection && !access.isPushed && !isOwnWord)
    }
    let goesForward = refused == nil && goes(forward, .backward)
    let goesBackward = refusedBack == nil && goes(backward, .forward)
    guard goesForward || goesBackward else { return .refused(.accessClosed) }
    admitted.oneway = goesForward ? goesBackward ? .both : .forward : .backward
    let open = [goesForward ? forward : nil, goesBackward ? backward : nil].compactMap(\.self)
    admitted.isPushed = rule.isPushed || open.allSatisfy(\.isPushed)
    admitted.isDestinationOnly = open[0].isDestinationOnly
    admitted.isDestinationOnlyBack = open[open.count - 1].isDestinationOnly
    admitted.isPrivate = open.allSatisfy(\.isPrivate)
    admitted.hasIgnoredDirection = forward.isPushed != backward.isPushed
    speedLimits.read(tags, &admitted)
    return .admitted(admitted)
  }

  /// Whom a node with the ``barrierKey`` lets pass.
  func passage(ofNode tags: ArraySlice<Int32>, barrier: Int32) -> Passage {
    var ignored = false
    guard fits(tags, .both, &ignored) else { return .nobody }
    let access = access(tags, .both)
    if access.isSaid { return access.isPrivate ? .own : access.isOpen ? .all : .nobody }
    if barrierValues[barrier] ?? true { return .all }
    let isOpened = stride(from: tags.startIndex, to: tags.endIndex, by: 2).contains {
      barrierOpenedBy.contains(Self.pair(tags[$0], tags[$0 + 1]))
    }
    return isOpened ? .all : .nobody
  }

  /// Milliseconds lost at a node; nil for none.
  func delay(atNode tags: ArraySlice<Int32>) -> Double? {
    stride(from: tags.startIndex, to: tags.endIndex, by: 2).compactMap {
      nodeDelays[Self.pair(tags[$0], tags[$0 + 1])]
    }.max()
  }

  /// - Parameter direction: `both` reads no key of one direction: a node has none.
  private func access(_ tags: ArraySlice<Int32>, _ direction: ModeRules.Oneway) -> Access {
    var access = Access()
    func read(_ id: Int32, _ key: DirectedKey, isDirected: Bool) {
      guard let value = Self.value(of: id, in: tags), let said = word(value) else { return }
      access.isOpen = said.opens
      access.isSaid = true
      access.isDestinationOnly = said.isDestinationOnly
      access.isPrivate = said.isPrivate
      guard key.isOpening else { return }
      let opens = said.opens && !said.isPrivate
      access.opensClass = opens
      access.isPushed = pushedValues.contains(value)
      access.opensDirection = opens && isDirected
    }
    for key in accessKeys {
      if let plain = key.plain { read(plain, key, isDirected: false) }
      if hasDirections, direction != .both {
        for id in key.directed(direction) { read(id, key, isDirected: true) }
      }
    }
    return access
  }

  /// What an access value says; nil for nothing. Of several words, divided by semicolons, one that opens is enough, and
  /// one that opens to all.
  private func word(_ value: Int32) -> AccessWord? {
    if let known = accessValues[value] { return known }
    let text = text(value)
    guard text.contains(";") else { return nil }
    let known = text.split(separator: ";").compactMap { accessWords[$0.filter { $0 != " " }] }
    let opening = known.filter(\.opens)
    if opening.isEmpty { return known.first }
    return AccessWord(
      opens: true, isDestinationOnly: opening.allSatisfy(\.isDestinationOnly),
      isPrivate: opening.allSatisfy(\.isPrivate))
  }

  private func fits(_ tags: ArraySlice<Int32>, _ direction: ModeRules.Oneway, _ isUnreadable: inout Bool) -> Bool {
    for limit in limits {
      for key in limit.keys {
        let keys = (key.plain.map { [$0] } ?? []) + (direction == .both ? [] : key.directed(direction))
        for key in keys {
          guard let value = Self.value(of: key, in: tags) else { continue }
          let text = text(value)
          let read = limit.rule.quantity == .tonnes ? TagQuantities.tonnes(text) : TagQuantities.meters(text)
          if let read {
            if read < limit.rule.vehicle { return false }
          } else if !Self.noLimit.contains(text.lowercased()) {
            // What cannot be read may be too low for the vehicle.
            isUnreadable = true
            return false
          }
        }
      }
    }
    return true
  }

  /// Words for no limit, or for the legal one, which the vehicles of the tables keep. `below_default` is none of them.
  private static let noLimit: Set<String> = [
    "none", "no", "unlimited", "default", "no_sign", "unsigned", "no_indications",
  ]

  private func direction(
    _ tags: ArraySlice<Int32>, _ implied: ModeRules.Oneway
  ) -> (oneway: ModeRules.Oneway, isOwnWord: Bool) {
    var oneway = implied
    if oneway == .both, let key = onewayKey, let value = Self.value(of: key, in: tags), let said = onewayValues[value],
      carryingKeys.contains(where: { Self.value(of: $0, in: tags).map { text($0) != "no" } ?? false })
    {
      oneway = said
    }
    for key in onewayKeys where key != ownOnewayKey {
      if let value = Self.value(of: key, in: tags), let said = onewayValues[value] { oneway = said }
    }
    if !contraflow.isEmpty, oneway != .both {
      for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) {
        if let opens = contraflow[Self.pair(tags[index], tags[index + 1])], opens != oneway { oneway = .both }
      }
    }
    if let key = ownOnewayKey, let value = Self.value(of: key, in: tags), let said = onewayValues[value] {
      return (said, true)
    }
    return (oneway, false)
  }

  private static func pair(_ key: Int32, _ value: Int32) -> Int64 { Int64(key) << 32 | Int64(value) }

  static func value(of key: Int32, in tags: ArraySlice<Int32>) -> Int32? {
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) where tags[index] == key {
      return tags[index + 1]
    }
    return nil
  }
}

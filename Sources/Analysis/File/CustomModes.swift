import Model
import RoadNetwork
import Words
import Yams

/// One thing of a mode's table that an analysis file can change: data for the check, the schema and the change itself.
struct ModeField: Sendable {
  /// What is wrong with a value that has the right kind, and where.
  typealias Mistake = (words: Bilingual, node: Node)

  var name: String
  var kind: ValueKind
  var about: String
  /// - Parameter value: of the kind.
  var apply: @Sendable (inout ModeRules, _ value: Node) -> Mistake?

  var key: AnalysisKey { AnalysisKey(name, kind, about) }
}

extension ModeField {
  /// The fields, in the order of ``ModeRules``' judgement. They change the table of `like` from top to bottom.
  static let all: [ModeField] = [
    ModeField(name: "speed", kind: .speed, about: "where circle.speeds states none; default that of `like`") {
      $0.defaultSpeed = $1.speed ?? $0.defaultSpeed
      return $1.speedMistake
    },
    ModeField(name: "foot_speed", kind: .speed, about: "of pushing and of the way between a place and its street") {
      $0.footSpeed = $1.speed ?? $0.footSpeed
      return $1.speedMistake
    },
    ModeField(name: "open", kind: .list(.text), about: "classes of street it may use, as steps or highway=steps") {
      $0.changeClasses($1.items) { $0.isOpen = true }
    },
    ModeField(name: "closed", kind: .list(.text), about: "classes of street it may use only where a tag opens them") {
      $0.changeClasses($1.items) { $0.isOpen = false }
    },
    ModeField(name: "pushed", kind: .list(.text), about: "classes of street on which it is pushed at foot_speed") {
      $0.changeClasses($1.items) { rule in
        rule.isOpen = true
        rule.isPushed = true
      }
    },
    ModeField(name: "speed_factors", kind: .dictionary(.share), about: "share of its speed on a class of street") {
      rules, value in
      for (key, factor) in value.entries {
        if let mistake = rules.changeClasses([key], { $0.speedFactor = factor.number ?? 1 }) { return mistake }
      }
      return nil
    },
    ModeField(name: "own_speeds", kind: .dictionary(.speed), about: "speed on a class whatever the mode's: a ferry's") {
      rules, value in
      for (key, speed) in value.entries {
        if let mistake = rules.changeClasses([key], { $0.ownSpeed = speed.speed }) ?? speed.speedMistake {
          return mistake
        }
      }
      return nil
    },
    ModeField(name: "closed_by", kind: .list(.tag), about: "tags that close a street, as motorroad=yes") {
      $0.closedBy += $1.tags
      return nil
    },
    ModeField(name: "opened_by", kind: .list(.tag), about: "tags that open a closed class, as ramp:bicycle=yes") {
      $0.openedBy += $1.tags
      return nil
    },
    ModeField(name: "access_keys", kind: .list(.text), about: "its own access keys after those of `like`") {
      $0.accessKeys += $1.texts
      $0.openingKeys += $1.texts
      return $1.keyMistake
    },
    ModeField(name: "access", kind: .dictionary(openOrClosed), about: "what a value of an access key says to it") {
      let openings = $1.openings
      $0.accessValues.merge(openings) { $1 }
      $0.privateValues.removeAll { openings[$0] != nil }
      return nil
    },
    sizeField("weight", .tonnes, ["maxweight", "maxweightrating"], "its weight, as 3.5t; a lower limit closes"),
    sizeField("axle_load", .tonnes, ["maxaxleload"], "the load of its heaviest axle, as 2t; a lower limit closes"),
    sizeField("height", .meters, ["maxheight", "maxheight:physical"], "its height, as 2.1m; a lower limit closes"),
    sizeField("width", .meters, ["maxwidth", "maxwidth:physical"], "its width, as 1.0m; a lower limit closes"),
    sizeField("length", .meters, ["maxlength"], "its length, as 3m; a lower limit closes"),
    ModeField(
      name: "oneways", kind: .list(.text),
      about: "keys of one-ways that bind it, from the general to the particular; an empty list frees it"
    ) {
      let mistake = $1.keyMistake ?? $1.onewayMistake($0)
      $0.onewayKeys = $1.texts
      if $0.onewayKeys.isEmpty { ($0.impliedOneways, $0.carryingKeys) = ([:], []) }
      return mistake
    },
    ModeField(name: "contraflow", kind: .list(.tag), about: "tags that open a one-way in both directions") {
      for tag in $1.tags { $0.contraflow[tag] = .both }
      return nil
    },
    ModeField(
      name: "speed_limits", kind: .list(.text), about: "keys of legal speeds, from the general to the particular"
    ) {
      let mistake = $1.keyMistake ?? $1.speedLimitMistake($0)
      $0.speedLimitKeys = $1.texts
      return mistake
    },
    ModeField(
      name: "slopes", kind: .either(.choice(["none", "tobler"]), .dictionary(.number)),
      about: "what slopes do to its speed: none, tobler, or factors as {-5%: 1.1, 0%: 1, 10%: 0.5}"
    ) { rules, value in
      guard value.mapping != nil else {
        rules.slope = value.string == "tobler" ? .tobler : nil
        return nil
      }
      var factors: [SlopeEffect.Factor] = []
      for (key, node) in value.entries {
        guard let text = key.string, let last = text.last, "%％".contains(last),
          let percent = try? Quantity.number.value(of: String(text.dropLast()))
        else {
          return (
            Bilingual(
              "“\(key.string ?? "")”不是坡度。请写成-5%或10%这样。", "“\(key.string ?? "")” is no slope. Write it as -5% or 10%."),
            key
          )
        }
        let factor = node.number ?? 0
        guard (0.01...100).contains(factor) else {
          return (
            Bilingual(
              "“\(node.string ?? "")”不能作为速度的倍数。请写0.01至100之间的数。",
              "“\(node.string ?? "")” is no share of a speed. Give 0.01 to 100."), node
          )
        }
        factors.append(.init(slope: percent / 100, factor: factor))
      }
      rules.slope = .factors(factors.sorted { $0.slope < $1.slope })
      return nil
    },
    ModeField(
      name: "barriers", kind: .dictionary(openOrClosed),
      about:
        "whether a kind of barrier lets it pass, and a tag that opens closed ones: {kerb: closed, kerb=lowered: open}"
    ) { $0.changeBarriers($1) },
    ModeField(name: "turns", kind: .list(.text), about: "keys of turn restrictions; an empty list frees it") {
      let mistake = $1.keyMistake ?? $1.turnMistake($0)
      $0.turnKeys = $1.texts
      return mistake
    },
    ModeField(
      name: "destinations", kind: .list(.text),
      about: "access values of streets where a trip may begin or end but not pass through"
    ) {
      $0.destinationValues = $1.texts
      let rules = $0
      return $1.items.first { rules.accessValues[$0.string ?? ""] != true }.map {
        let open = rules.accessValues.filter(\.value).keys.sorted().joined(separator: ", ")
        return (
          Bilingual(
            "“\($0.string ?? "")”不是表示允许通行的取值。可写：\(open)。",
            "“\($0.string ?? "")” is no access value that opens. There are \(open)."), $0
        )
      }
    },
    ModeField(
      name: "node_delays", kind: .dictionary(.duration),
      about: "time lost at nodes with a tag, as {highway=traffic_signals: 15s}"
    ) { rules, value in
      for (key, time) in value.entries {
        guard let tag = key.string.flatMap(ModeRules.Tag.init(text:)) else {
          return (
            Bilingual(
              "“\(key.string ?? "")”不是标签。请写成键=值，例如highway=crossing。",
              "“\(key.string ?? "")” is no tag. Write key=value, as highway=crossing."), key
          )
        }
        rules.nodeDelays[tag] = time.string.flatMap(Seconds.init(parsing:))
      }
      return nil
    },
    ModeField(name: "turns_round", kind: .choice(["anywhere", "dead-ends"]), about: "where it may turn round") {
      $0.mayTurnRound = $1.string == "anywhere"
      return nil
    },
    ModeField(name: "turn_exceptions", kind: .list(.text), about: "words of a restriction's except that free it") {
      $0.turnExceptions = $1.texts
      return $1.exceptionMistake($0)
    },
  ]

  private static let openOrClosed = ValueKind.choice(["open", "closed"])

  /// The vehicle's own size: it takes the place of the same size of `like`.
  private static func sizeField(
    _ name: String, _ quantity: ModeRules.Limit.Quantity, _ keys: [String], _ about: String
  ) -> ModeField {
    ModeField(name: name, kind: quantity == .tonnes ? .tonnes : .length, about: about) { rules, value in
      let size =
        quantity == .tonnes
        ? value.string.flatMap { try? Quantity.weight.value(of: $0) }
        : value.string.flatMap(Meters.init(parsing:))?.value
      guard let size else { return nil }
      if let index = rules.limits.firstIndex(where: { $0.keys.contains(keys[0]) }) {
        rules.limits[index].vehicle = size
      } else {
        rules.limits.append(ModeRules.Limit(keys: keys, quantity: quantity, vehicle: size))
      }
      // No axle bears more than the whole vehicle.
      if let axle = rules.limits.firstIndex(where: { $0.keys.contains("maxaxleload") }), name == "weight" {
        rules.limits[axle].vehicle = min(rules.limits[axle].vehicle, size)
      }
      return nil
    }
  }
}

extension ModeRules {
  /// Changes classes named by their value, or by `key=value`, which may be new.
  fileprivate mutating func changeClasses(
    _ names: [Node], _ change: (inout ClassRule) -> Void
  ) -> ModeField.Mistake? {
    for node in names {
      let name = node.string ?? ""
      if let tag = Tag(text: name) {
        var rule = classes[tag] ?? ClassRule(isOpen: true)
        change(&rule)
        classes[tag] = rule
        if !classKeys.contains(tag.key) { classKeys.append(tag.key) }
        continue
      }
      let known = classes.keys.filter { $0.value == name }
      guard !known.isEmpty else {
        return (
          Bilingual(
            "“\(name)”不是like所写方式能识别的道路等级。\(didYouMean(name, among: Set(classes.keys.map(\.value)).sorted()).chinese)自定义的等级请写成键=值。",
            "“\(name)” is no class of street that `like` knows. "
              + didYouMean(name, among: Set(classes.keys.map(\.value)).sorted()).english
              + "A class of your own is written key=value."), node
        )
      }
      for tag in known { change(&classes[tag]!) }
    }
    return nil
  }
}

extension ModeRules {
  /// Words of barriers, and tags of a node (`kerb=lowered`) that open a barrier which is closed.
  fileprivate mutating func changeBarriers(_ node: Node) -> ModeField.Mistake? {
    var barriers = barriers ?? Barriers()
    for (key, value) in node.entries {
      let word = key.string ?? ""
      let isOpen = value.string == "open"
      if let tag = Tag(text: word) {
        guard tag.key != barriers.key else {
          return (
            Bilingual(
              "“\(word)”是一种障碍：请写\(tag.value): \(isOpen ? "open" : "closed")。",
              "“\(word)” is a kind of barrier: write \(tag.value): \(isOpen ? "open" : "closed")."), key
          )
        }
        barriers.openedBy.removeAll { $0 == tag }
        if isOpen { barriers.openedBy.append(tag) }
        continue
      }
      guard Barriers.words.contains(word) else {
        return (
          Bilingual(
            "“\(word)”不是障碍的种类。\(didYouMean(word, among: Barriers.words.sorted()).chinese)能使障碍放行的标签请写成键=值，例如kerb=lowered。",
            "“\(word)” is no kind of barrier. \(didYouMean(word, among: Barriers.words.sorted()).english)A tag that opens barriers "
              + "is written key=value, as kerb=lowered."), key
        )
      }
      barriers.values[word] = isOpen
    }
    self.barriers = barriers
    return nil
  }
}

extension ModeRules.Barriers {
  /// Of `barrier` on nodes. Source: wiki.openstreetmap.org/wiki/Key:barrier.
  fileprivate static let words: Set<String> = {
    let passed = [
      "gate", "lift_gate", "swing_gate", "sliding_gate", "sliding_beam", "wicket_gate", "hampshire_gate", "entrance",
      "cattle_grid", "toll_booth", "border_control", "sally_port", "spikes", "height_restrictor", "coupure", "cable",
      "cable_barrier", "handrail", "no", "motorcycle_barrier", "tank_trap", "barrier_board", "checkpoint",
    ]
    return Set(passed).union(ModeRules.all.flatMap { $0.barriers.map { Array($0.values.keys) } ?? [] })
  }()
}

extension ModeRules.Tag {
  /// nil unless the text is `key=value`.
  init?(text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(parts[0], parts[1])
  }
}

/// Reading of values whose kind was checked.
extension Node {
  var items: [Node] { sequence.map(Array.init) ?? [] }
  fileprivate var texts: [String] { items.compactMap(\.string) }
  fileprivate var tags: [ModeRules.Tag] { texts.compactMap(ModeRules.Tag.init(text:)) }
  fileprivate var speed: KilometersPerHour? { string.flatMap(KilometersPerHour.init(parsing:)) }
  fileprivate var speedMistake: ModeField.Mistake? {
    let largest = ModeTables.largestSpeed
    guard let speed, speed > largest else { return nil }
    return (
      Bilingual(
        "“\(string ?? "")”不能作为出行速度。请写不超过\(Int(largest.value))km/h的数值。",
        "“\(string ?? "")” is no speed for a mode. Give at most \(Int(largest.value))km/h."), self
    )
  }
  /// The first that is no key: a tag, or with blanks. It would never be found on a street.
  fileprivate var keyMistake: ModeField.Mistake? {
    items.first { ($0.string ?? "").contains { $0 == "=" || $0.isWhitespace } || $0.string == "" }.map {
      (
        Bilingual(
          "“\($0.string ?? "")”不是标签的键。请只写键，例如oneway:bicycle。",
          "“\($0.string ?? "")” is no key of a tag. Write the key alone, as oneway:bicycle."), $0
      )
    }
  }
  fileprivate var number: Double? { string.flatMap { try? Quantity.number.value(of: $0) } }
  fileprivate var entries: [(key: Node, value: Node)] { mapping.map { $0.map { ($0.key, $0.value) } } ?? [] }
  fileprivate var openings: [String: Bool] {
    Dictionary(entries.compactMap { key, value in key.string.map { ($0, value.string == "open") } }) { $1 }
  }
}

import Model

/// Which ways a mode may use, as a table: another mode is another value, not another branch.
///
/// A way is judged in this order. Its class comes from the first of `classKeys` whose tag is in `classes`; ways without
/// one are no streets. Then access, by `accessKeys` from the general to the particular: a general key closes, or opens
/// again what a more general one closed; the `openingKeys` are the mode's own words, which also open a class that is
/// closed by itself or by a tag in `closedBy`. Then the vehicle's size against `limits`. Then direction:
/// `impliedOneways`, overruled by each of `onewayKeys` from the general to the particular; what `contraflow` opens is
/// added before the last of them, the mode's own word. Then speed: the mode's own times the class's factor, never above
/// the street's limit; a class with a speed of its own (a ferry) keeps it, and what is pushed goes at `footSpeed`.
///
/// A key of access, size or speed with one of `directionSuffixes` holds that way only; the mode's own word with one also
/// opens that way against a one-way. Keys with `timedSuffix` are counted and not heeded.
///
/// Where an access word is among `destinationValues` or `privateValues`, trips may begin and end but not pass through.
public struct ModeRules: Hashable, Sendable {
  package struct Tag: Hashable, Sendable {
    package var key: String
    package var value: String
    package init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  package struct ClassRule: Hashable, Sendable {
    /// The class is open unless an access tag closes it; a closed class is opened by one.
    package var isOpen: Bool
    /// Share of the mode's speed that is reached here; 1 for all of it.
    package var speedFactor: Double
    /// Travelled at ``ModeRules/footSpeed``, the vehicle pushed: steps.
    package var isPushed: Bool
    /// Whatever the mode's: a ferry's, where the way has no `duration`.
    package var ownSpeed: KilometersPerHour?

    package init(
      isOpen: Bool, speedFactor: Double = 1, isPushed: Bool = false, ownSpeed: KilometersPerHour? = nil
    ) {
      self.isOpen = isOpen
      self.speedFactor = speedFactor
      self.isPushed = isPushed
      self.ownSpeed = ownSpeed
    }
  }

  package enum Oneway: String, Hashable, Sendable {
    case both
    /// In the order of the way's nodes only.
    case forward
    case backward
  }

  /// A size the vehicle must not exceed: the way's smallest value under any of the keys counts.
  package struct Limit: Hashable, Sendable {
    package enum Quantity: String, Hashable, Sendable {
      case tonnes
      case meters
    }
    package var keys: [String]
    package var quantity: Quantity
    /// The vehicle's own; a limit below it closes.
    package var vehicle: Double

    package init(keys: [String], quantity: Quantity, vehicle: Double) {
      self.keys = keys
      self.quantity = quantity
      self.vehicle = vehicle
    }
  }

  /// Nodes that stop the mode: streets that meet or pass there are cut.
  package struct Barriers: Hashable, Sendable {
    package var key = "barrier"
    /// true lets pass, false stops; a value not listed lets pass. An access tag on the node overrules it.
    package var values: [String: Bool] = [:]
    /// Tags of the node with which a barrier that stops lets pass: a lowered kerb.
    package var openedBy: [Tag] = []

    package init(key: String = "barrier", values: [String: Bool] = [:], openedBy: [Tag] = []) {
      self.key = key
      self.values = values
      self.openedBy = openedBy
    }
  }

  package var mode: TravelMode
  /// The speed where the user states none.
  package var defaultSpeed = KilometersPerHour(4)
  /// Of access legs and of pushing; nil takes the mode's speed.
  package var footSpeed: KilometersPerHour?
  package var classKeys: [String]
  package var classes: [Tag: ClassRule]
  package var closedBy: [Tag]
  /// Tags that open a closed class as the mode's own word does.
  package var openedBy: [Tag] = []
  package var accessKeys: [String]
  package var openingKeys: [String]
  /// true opens, false closes; a value not listed says nothing. Of several with semicolons between one that opens is
  /// enough.
  package var accessValues: [String: Bool]
  /// Values of `openingKeys` that open for pushing.
  package var pushedValues: [String] = []
  /// Open values that let nobody pass through: trips may only begin or end behind them. Public streets that are reached
  /// in no other way are part of what lies behind.
  package var destinationValues: [String] = []
  /// Values that open to those who live behind alone, whatever else the table says of them: their trips begin and end
  /// there, and nobody passes through. They open no class that is closed by itself.
  package var privateValues = ["private"]
  package var limits: [Limit] = []
  package var onewayKeys: [String]
  package var onewayValues: [String: Oneway]
  package var impliedOneways: [Tag: Oneway]
  /// Keys of what carries, unless they say `no`: there `oneway` binds also a mode that it leaves free else.
  package var carryingKeys: [String] = []
  /// What a tag opens on a street that is otherwise one-way.
  package var contraflow: [Tag: Oneway] = [:]
  /// Legal speeds, from the general to the particular.
  package var speedLimitKeys: [String] = []
  /// Words in place of a number, in km/h; infinity is no limit.
  package var speedLimitWords: [String: Double] = [:]
  package var barriers: Barriers?
  /// Ends of keys that hold in one direction of the way.
  package var directionSuffixes: [String: Oneway] = [":forward": .forward, ":backward": .backward]
  /// The end of keys that hold at times only.
  package var timedSuffix = ":conditional"
  /// Time lost at nodes with a tag; of several the longest. Passing costs all of it, turning off or ending there half.
  package var nodeDelays: [Tag: Seconds] = [:]
  /// Keys of turn restrictions, from the general to the particular; none for a mode that they do not bind.
  package var turnKeys: [String] = []
  /// Words of a restriction's `except` that free the mode.
  package var turnExceptions: [String] = []
  /// What slopes do to the mode's speed, where heights are given; nil for nothing. A street's own speed (a ferry's)
  /// knows no slope.
  package var slope: SlopeEffect?
  /// Keys that lift a way off the ground unless they say `no`: its heights run straight between the places where it
  /// meets the ground.
  package var spanKeys = ["bridge", "tunnel"]
  /// Whether one may turn round at any junction; if not, at dead ends only, and where no other turn is left.
  package var mayTurnRound = true

  /// - Parameter openingKeys: nil is the last of `accessKeys`.
  package init(
    mode: TravelMode, classKeys: [String], classes: [Tag: ClassRule], closedBy: [Tag] = [], accessKeys: [String],
    openingKeys: [String]? = nil, accessValues: [String: Bool], onewayKeys: [String],
    onewayValues: [String: Oneway], impliedOneways: [Tag: Oneway] = [:]
  ) {
    self.mode = mode
    self.classKeys = classKeys
    self.classes = classes
    self.closedBy = closedBy
    self.accessKeys = accessKeys
    self.openingKeys = openingKeys ?? accessKeys.suffix(1)
    self.accessValues = accessValues
    self.onewayKeys = onewayKeys
    self.onewayValues = onewayValues
    self.impliedOneways = impliedOneways
  }

  /// Every key of a street that the table asks for.
  package var tagKeys: Set<String> {
    let directed = accessKeys + speedLimitKeys + limits.flatMap(\.keys)
    var keys = Set(classKeys + onewayKeys + carryingKeys + ["area", "duration", "bridge", "tunnel", "layer"])
    if !carryingKeys.isEmpty { keys.insert("oneway") }
    keys.formUnion(directed)
    for suffix in directionSuffixes.keys { keys.formUnion(directed.map { $0 + suffix }) }
    keys.formUnion(keys.map { $0 + timedSuffix })
    let tags = closedBy + openedBy + Array(impliedOneways.keys) + Array(contraflow.keys) + Array(classes.keys)
    return keys.union(tags.map(\.key))
  }

  /// All tables that come with the library.
  package static let all: [ModeRules] = [.walk, .bicycle, .eBike, .truck]

  /// The table of a mode; nil when none comes with the library.
  package static func named(_ mode: TravelMode) -> ModeRules? { all.first { $0.mode == mode } }
}

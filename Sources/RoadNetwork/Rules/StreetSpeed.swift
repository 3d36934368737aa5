import Model

/// What decides how fast a piece of street is travelled one way.
struct StreetPace: Hashable, Sendable {
  /// Share of the mode's speed.
  var factor = 1.0
  /// Never faster than this, in km/h.
  var limit: Double?
  /// In km/h, whatever the mode's speed.
  var ownSpeed: Double?
  var isPushed = false

  /// Cost units per metre.
  /// - Parameter slopeFactor: of the mode's speed.
  func costPerMeter(_ impedance: Impedance, footSpeed: KilometersPerHour, slopeFactor: Double = 1) -> Double {
    switch impedance {
    case .distance: return 1000
    case .time(let speed):
      if let ownSpeed { return KilometersPerHour(ownSpeed).millisecondsPerMeter }
      // Divided last, so that a class without a limit costs what its factor says to the last bit.
      let free = speed.millisecondsPerMeter / factor
      let pushed = (isPushed ? max(free, footSpeed.millisecondsPerMeter) : free) / slopeFactor
      return limit.map { max(pushed, KilometersPerHour($0).millisecondsPerMeter) } ?? pushed
    }
  }
}

/// What a piece of street is for its mode: streets that differ in this are never one.
struct StreetClass: Hashable, Sendable {
  var name: String
  var pace = StreetPace()
  /// Against the order of the piece's ends, where that differs.
  var paceBack: StreetPace?
  /// A bridge or tunnel; told apart only where heights are given.
  var isSpan = false
  var isDestinationOnly = false
  /// Against the order of the piece's ends.
  var isDestinationOnlyBack = false
  /// For those who live there.
  var isPrivate = false

  init(_ named: WayAdmission.NamedClass) {
    name = named.name
    pace.factor = named.rule.speedFactor
    pace.ownSpeed = named.rule.ownSpeed?.value
    pace.isPushed = named.rule.isPushed
  }

  init(name: String) { self.name = name }

  /// A ferry, a cable car: what carries at a speed of its own, and is left at its ends only.
  var isAboard: Bool { pace.ownSpeed != nil }

  /// In one direction at least.
  var isForDestinations: Bool { isDestinationOnly || isDestinationOnlyBack }
  var isAlikeBothWays: Bool { paceBack == nil && isDestinationOnly == isDestinationOnlyBack }

  /// The same seen from the other end.
  var reversed: StreetClass {
    var turned = self
    if let paceBack { (turned.pace, turned.paceBack) = (paceBack, pace) }
    (turned.isDestinationOnly, turned.isDestinationOnlyBack) = (isDestinationOnlyBack, isDestinationOnly)
    return turned
  }
}

/// The classes in use, each once.
struct StreetClasses: Sendable {
  private(set) var list: [StreetClass]
  private var known: [StreetClass: Int] = [:]
  /// What fits beside a street's directions.
  private static let most = 16_000

  init(_ table: [WayAdmission.NamedClass] = []) { list = table.map(StreetClass.init) }

  /// More classes beside those of a list.
  init(_ list: [StreetClass]) {
    self.list = list
    known = Dictionary(zip(list, list.indices)) { first, _ in first }
  }

  /// The class of the table as a way's tags change it.
  ///
  /// The table's own classes keep their places; so do the first 16,000 others, beyond which tags change nothing more.
  mutating func index(of base: Int, _ admitted: WayAdmission.Admitted, ownSpeed: Double? = nil) -> Int {
    var changed = list[base]
    changed.pace.limit = admitted.speedLimit
    changed.pace.isPushed = admitted.isPushed
    changed.isSpan = admitted.isSpan
    changed.isDestinationOnly = admitted.isDestinationOnly
    changed.isDestinationOnlyBack = admitted.isDestinationOnlyBack
    changed.isPrivate = admitted.isPrivate
    if let ownSpeed { changed.pace.ownSpeed = ownSpeed }
    if let limit = admitted.speedLimitBack {
      var back = changed.pace
      back.limit = limit.isFinite ? limit : nil
      changed.paceBack = back
    }
    return changed == list[base] ? base : intern(changed) ?? base
  }

  /// A word of the user's own.
  mutating func index(named name: String) -> Int { intern(StreetClass(name: name)) ?? 0 }

  /// The class, with that which it is from the other end.
  /// - Returns: nil when there is no room for another.
  mutating func intern(_ streetClass: StreetClass) -> Int? {
    if let index = known[streetClass] { return index }
    guard list.count < Self.most else { return nil }
    let index = list.count
    for both in [streetClass, streetClass.reversed] where known[both] == nil {
      known[both] = list.count
      list.append(both)
    }
    return index
  }
}

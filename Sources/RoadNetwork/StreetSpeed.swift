import Model

/// What a piece of street is for its mode: streets that differ in this are never one.
struct StreetClass: Hashable, Sendable {
  var name: String
  /// Share of the mode's speed.
  var factor = 1.0
  /// Never faster than this, in km/h.
  var limit: Double?
  /// In km/h, whatever the mode's speed.
  var ownSpeed: Double?
  var isPushed = false
  /// A bridge or tunnel; told apart only where heights are given.
  var isSpan = false
  var isDestinationOnly = false

  init(_ named: WayAdmission.NamedClass) {
    name = named.name
    factor = named.rule.speedFactor
    ownSpeed = named.rule.ownSpeed?.value
    isPushed = named.rule.isPushed
  }

  init(name: String) { self.name = name }

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

/// The classes in use, each once.
struct StreetClasses: Sendable {
  private(set) var list: [StreetClass]
  private var known: [StreetClass: Int] = [:]

  init(_ table: [WayAdmission.NamedClass] = []) { list = table.map(StreetClass.init) }

  /// The class of the table as a way's tags change it.
  ///
  /// The table's own classes keep their places; so do the first 16,000 others, beyond which tags change nothing more.
  mutating func index(of base: Int, _ admitted: WayAdmission.Admitted, ownSpeed: Double? = nil) -> Int {
    var changed = list[base]
    changed.limit = admitted.speedLimit
    changed.isPushed = admitted.isPushed
    changed.isSpan = admitted.isSpan
    changed.isDestinationOnly = admitted.isDestinationOnly
    if let ownSpeed { changed.ownSpeed = ownSpeed }
    return changed == list[base] ? base : intern(changed) ?? base
  }

  /// A word of the user's own.
  mutating func index(named name: String) -> Int { intern(StreetClass(name: name)) ?? 0 }

  private mutating func intern(_ streetClass: StreetClass) -> Int? {
    if let index = known[streetClass] { return index }
    guard list.count < 16_000 else { return nil }
    known[streetClass] = list.count
    list.append(streetClass)
    return list.count - 1
  }
}

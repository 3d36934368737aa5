/// How distance to a station is measured.
public enum Measure: String, Hashable, CaseIterable, Sendable {
  /// Along the streets, access legs included.
  case network
  /// Straight line on the ellipsoid.
  case circle
}

/// What "covered" means in one analysis: goes into every output.
public struct CircleDefinition: Hashable, Sendable {
  public var cutoff: Cutoff
  /// The preset's name when the cutoff was given by one, such as `gb50180-10min`.
  public var preset: String?
  public var measure: Measure
  public var direction: Direction
  public var mode: TravelMode
  public var speed: KilometersPerHour
  /// A point farther than this from every street is unreached.
  public var snapLimit: Meters

  public init(
    cutoff: Cutoff, preset: String? = nil, measure: Measure, direction: Direction = .toStation,
    mode: TravelMode = .walk, speed: KilometersPerHour = KilometersPerHour(4), snapLimit: Meters = Meters(200)
  ) {
    self.cutoff = cutoff
    self.preset = preset
    self.measure = measure
    self.direction = direction
    self.mode = mode
    self.speed = speed
    self.snapLimit = snapLimit
  }

  /// The cutoff as metres along a straight line: walked at the mode's speed when it is a time.
  public var radius: Meters {
    switch cutoff {
    case .distance(let meters): meters
    case .time(let seconds): Meters(seconds.value * speed.value / 3.6)
    }
  }

  /// Minutes for an impedance of this definition; a length is walked at the mode's speed.
  public func minutes(cost: Double) -> Double {
    switch cutoff.unit {
    case .milliseconds: cost / 60_000
    case .millimeters: cost / 1_000_000 / speed.value * 60
    }
  }
}

/// The radii of GB 50180-2018 (Standard for urban residential area planning and design): distances that already contain
/// detour and slow walkers.
public enum LivingCircle: String, CaseIterable, Sendable {
  case fiveMinutes = "gb50180-5min"
  case tenMinutes = "gb50180-10min"
  case fifteenMinutes = "gb50180-15min"

  /// What the standard calls it: no walk of a router takes so long to the circle's rim.
  public var duration: Seconds {
    switch self {
    case .fiveMinutes: .minutes(5)
    case .tenMinutes: .minutes(10)
    case .fifteenMinutes: .minutes(15)
    }
  }

  public var radius: Meters {
    switch self {
    case .fiveMinutes: Meters(300)
    case .tenMinutes: Meters(500)
    case .fifteenMinutes: Meters(1000)
    }
  }
}

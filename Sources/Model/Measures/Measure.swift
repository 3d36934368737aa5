/// How distance to a station is measured.
package enum Measure: String, Hashable, CaseIterable, Sendable {
  /// Along the streets, access legs included.
  case network
  /// Straight line on the ellipsoid.
  case circle
}

/// What "covered" means in one analysis: goes into every output.
package struct CircleDefinition: Hashable, Sendable {
  package var cutoff: Cutoff
  /// Who has another cutoff, in the unit of ``cutoff``; nobody without `circle.cutoffs`.
  package var cutoffs = CutoffChoice()
  /// The preset's name when the cutoff was given by one, such as `gb50180-10min`.
  package var preset: String?
  package var measure: Measure
  package var direction: Direction
  /// Who moves by which mode.
  package var modes: ModeChoice
  /// The speed of each mode; a mode without an entry goes at ``defaultSpeed``.
  package var speeds: [TravelMode: KilometersPerHour]
  /// A point farther than this from every street is unreached.
  package var snapLimit: Meters
  /// Routes count as served by it, not by the cutoff; nil when they count by the cutoff.
  package var detour: Detour?

  /// Walking speed where none is stated.
  package static let defaultSpeed = KilometersPerHour(4)

  package init(
    cutoff: Cutoff, preset: String? = nil, measure: Measure, direction: Direction = .toStation,
    modes: ModeChoice = ModeChoice(), speeds: [TravelMode: KilometersPerHour] = [:], snapLimit: Meters = Meters(200)
  ) {
    self.cutoff = cutoff
    self.preset = preset
    self.measure = measure
    self.direction = direction
    self.modes = modes
    self.speeds = speeds
    self.snapLimit = snapLimit
  }

  package func speed(of mode: TravelMode) -> KilometersPerHour { speeds[mode] ?? Self.defaultSpeed }

  /// The cutoff as metres along a straight line: gone at the mode's speed when it is a time.
  package func radius(of mode: TravelMode) -> Meters { radius(of: mode, cutoff) }

  /// The same for another cutoff of the same unit.
  package func radius(of mode: TravelMode, _ cutoff: Cutoff) -> Meters {
    switch cutoff {
    case .distance(let meters): meters
    case .time(let seconds): Meters(seconds.value * speed(of: mode).value / 3.6)
    }
  }

  /// Minutes for an impedance of this definition; a length is gone at the mode's speed.
  package func minutes(cost: Double, by mode: TravelMode) -> Double {
    switch cutoff.unit {
    case .milliseconds: cost / 60_000
    case .millimeters: cost / 1_000_000 / speed(of: mode).value * 60
    }
  }

  /// A time as an impedance of this definition: a length is gone at the mode's speed meanwhile.
  package func cost(of time: Seconds, by mode: TravelMode) -> Double {
    switch cutoff.unit {
    case .milliseconds: time.value * 1000
    case .millimeters: time.value * speed(of: mode).value / 3.6 * 1000
    }
  }
}

/// The radii of GB 50180-2018 (Standard for urban residential area planning and design): distances that already contain
/// detour and slow walkers.
package enum LivingCircle: String, CaseIterable, Sendable {
  case fiveMinutes = "gb50180-5min"
  case tenMinutes = "gb50180-10min"
  case fifteenMinutes = "gb50180-15min"

  /// What the standard calls it: no walk of a router takes so long to the circle's rim.
  package var duration: Seconds {
    switch self {
    case .fiveMinutes: .minutes(5)
    case .tenMinutes: .minutes(10)
    case .fifteenMinutes: .minutes(15)
    }
  }

  package var radius: Meters {
    switch self {
    case .fiveMinutes: Meters(300)
    case .tenMinutes: Meters(500)
    case .fifteenMinutes: Meters(1000)
    }
  }
}

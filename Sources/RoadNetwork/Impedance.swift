import Model

/// What a graph counts: time at a speed, or length. Costs are whole numbers, rounded once when the graph is built.
public enum Impedance: Hashable, Sendable {
  /// Milliseconds at this speed.
  case time(KilometersPerHour)
  /// Millimetres.
  case distance

  public var unit: ImpedanceUnit {
    switch self {
    case .time: .milliseconds
    case .distance: .millimeters
    }
  }

  /// Cost units per metre where only a share of the speed is reached.
  func costPerMeter(speedFactor: Double) -> Double {
    switch self {
    case .time(let speed): speed.millisecondsPerMeter / speedFactor
    case .distance: 1000
    }
  }
}

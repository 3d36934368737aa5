import Model
import Words

/// What a graph counts: time at a speed, or length. Costs are whole numbers, rounded once when the graph is built.
public enum Impedance: Hashable, Sendable, CustomStringConvertible {
  /// Milliseconds at this speed.
  case time(KilometersPerHour)
  /// Millimetres.
  case distance

  package var unit: ImpedanceUnit {
    switch self {
    case .time: .milliseconds
    case .distance: .millimeters
    }
  }

  public var description: String {
    switch self {
    case .time(let speed): "time at \(speed.value) km/h"
    case .distance: "distance"
    }
  }

  package var words: Bilingual {
    switch self {
    case .time(let speed): Bilingual("按时间（时速\(plainNumber(speed.value))公里）", description)
    case .distance: Bilingual("按长度", description)
    }
  }
}

/// A duration in seconds.
public struct Seconds: Hashable, Comparable, Sendable {
  public var value: Double
  /// - Parameter value: seconds.
  public init(_ value: Double) { self.value = value }
  /// So many times sixty seconds.
  public static func minutes(_ minutes: Double) -> Seconds { Seconds(minutes * 60) }
  package var minutes: Double { value / 60 }
  /// The shorter one first.
  public static func < (a: Seconds, b: Seconds) -> Bool { a.value < b.value }
}

/// A length in metres.
public struct Meters: Hashable, Comparable, Sendable {
  public var value: Double
  /// - Parameter value: metres.
  public init(_ value: Double) { self.value = value }
  /// The shorter one first.
  public static func < (a: Meters, b: Meters) -> Bool { a.value < b.value }
}

/// A speed in kilometres per hour, the unit planners write.
public struct KilometersPerHour: Hashable, Comparable, Sendable {
  public var value: Double
  /// - Parameter value: kilometres an hour.
  public init(_ value: Double) { self.value = value }
  /// The slower one first.
  public static func < (a: KilometersPerHour, b: KilometersPerHour) -> Bool { a.value < b.value }

  /// Milliseconds to travel one metre at this speed.
  package var millisecondsPerMeter: Double { 3600 / value }
}

/// How far a station serves; the boundary belongs to it.
public enum Cutoff: Hashable, Sendable {
  case time(Seconds)
  case distance(Meters)
}

/// What the integer costs of a network mean. Costs are rounded once, when a graph is built, so sums are exact and a
/// comparison with the cutoff never depends on the order of additions.
package enum ImpedanceUnit: String, Hashable, Sendable {
  case milliseconds
  case millimeters
}

extension Cutoff {
  /// The impedance this cutoff is compared with.
  package var unit: ImpedanceUnit {
    switch self {
    case .time: .milliseconds
    case .distance: .millimeters
    }
  }

  /// The cutoff as an integer cost, rounded to the nearest unit.
  package var cost: Int {
    switch self {
    case .time(let seconds): Int((seconds.value * 1000).rounded())
    case .distance(let meters): Int((meters.value * 1000).rounded())
    }
  }
}

/// The way people move. An open identifier: rules for each mode live in data.
public struct TravelMode: RawRepresentable, Hashable, Sendable {
  public var rawValue: String
  /// - Parameter rawValue: the name of its table, such as `walk`.
  public init(rawValue: String) { self.rawValue = rawValue }
  public static let walk = TravelMode(rawValue: "walk")
  package static let bicycle = TravelMode(rawValue: "bicycle")
  package static let eBike = TravelMode(rawValue: "e-bike")
  package static let truck = TravelMode(rawValue: "truck")
}

/// Which way a trip runs.
public enum Direction: String, Hashable, Sendable {
  /// From the demand to the station: one-ways are followed towards the station.
  case toStation = "to-station"
  /// From the station to the demand.
  case fromStation = "from-station"
}

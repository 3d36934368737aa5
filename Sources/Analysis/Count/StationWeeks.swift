import Coverage
import Geometry
import Model

/// When a station is open: known, and unknown.
struct StationWeek {
  var open = WeekMinutes.none
  var unknown = WeekMinutes.none
  /// No hours, or none that are understood.
  var hasNoHours = false

  /// - Parameter hours: nil or not understood: nobody knows.
  init(_ hours: String?, _ week: CountedWeek, at position: Coordinate? = nil) {
    guard let hours, let parsed = try? OpeningHours(parsing: hours),
      let found = try? week.minutes(parsed, at: position.map { SunPlace(at: $0) })
    else {
      unknown = .all
      hasNoHours = true
      return
    }
    (open, unknown) = found
  }

  func minutes(_ unknownHours: CoverageDefinition.UnknownHours) -> WeekMinutes {
    unknownHours == .open ? open.union(unknown) : open
  }
}

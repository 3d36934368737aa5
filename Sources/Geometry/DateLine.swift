/// Whether places lie on both sides of the 180th meridian and near it, where degrees jump from 180 to -180.
///
/// ```swift
/// var dateLine = DateLine()
/// for station in stations { dateLine.add(station.position.x) }
/// if dateLine.isCrossed { … }
/// ```
/// A single wrong sign among places elsewhere is no crossing: across the meridian all of them lie within sixty degrees.
package struct DateLine: Hashable, Sendable {
  private var east = (first: Double.infinity, last: -Double.infinity)
  private var west = (first: Double.infinity, last: -Double.infinity)

  package init() {}

  /// - Parameter longitude: degrees.
  package mutating func add(_ longitude: Double) {
    if longitude >= 0 {
      east = (min(east.first, longitude), max(east.last, longitude))
    } else {
      west = (min(west.first, longitude), max(west.last, longitude))
    }
  }

  package mutating func add(_ box: Box) {
    guard !box.isEmpty else { return }
    add(box.minX)
    add(box.maxX)
  }

  package var isCrossed: Bool {
    guard east.first <= east.last, west.first <= west.last else { return false }
    return east.last - west.first > 180 && west.last + 360 - east.first < 60
  }

  package static func == (a: DateLine, b: DateLine) -> Bool { a.east == b.east && a.west == b.west }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(east.first)
    hasher.combine(west.first)
  }

  /// What every command answers that has no distances across it.
  package static let refusal =
    "the data lie on both sides of the 180th meridian, and streets and areas are not joined across it. Give files "
    + "that hold one side (`box` in an analysis takes a part of a file); `solve` measures across it"
}

import Geometry

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A place with its clock, for hours that follow the sun.
package struct SunPlace: Hashable, Sendable {
  /// Degrees, WGS84, east and north.
  package var longitude: Double
  package var latitude: Double
  package var zone: CivilTimeZone

  package init(longitude: Double, latitude: Double, zone: CivilTimeZone) {
    self.longitude = longitude
    self.latitude = latitude
    self.zone = zone
  }

  /// With Beijing time between China's longitudes, elsewhere with the whole hour of the longitude.
  package init(at position: Coordinate) {
    let hour = (73.5...135.1).contains(position.x) ? 8 : Int((position.x / 15).rounded())
    self.init(longitude: position.x, latitude: position.y, zone: .fixed(minutes: hour * 60))
  }

  /// The minute after local midnight within which it falls; nil where the sun does not reach the height on that day.
  ///
  /// Sunrise and sunset are the upper limb on the horizon with 34' of refraction (zenith 90.833°), dawn and dusk civil
  /// twilight (96°). Good to a minute between 72° south and north.
  /// Source: NOAA Global Monitoring Laboratory, Solar Calculation Details (after Meeus, Astronomical Algorithms, 1991).
  func minute(of event: HoursTime.Sun, on day: CivilDay) -> Int? {
    let offset = zone.minutesEastOfGreenwich(on: day)
    var minutes = 720.0
    // The sun's place at noon, then at the event itself.
    for _ in 0..<3 {
      let julianDay = Double(day.value) + 2_440_587.5 + (minutes - Double(offset)) / 1440
      guard let next = minute(of: event, century: (julianDay - 2_451_545) / 36_525, offset) else { return nil }
      minutes = next
    }
    return Int(minutes.rounded(.down))
  }

  private func minute(of event: HoursTime.Sun, century t: Double, _ offset: Int) -> Double? {
    func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
    let meanLongitude = 280.46646 + t * (36000.76983 + t * 0.0003032)
    let anomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    let eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    let center =
      sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) + sin(2 * anomaly) * (0.019993 - 0.000101 * t)
      + sin(3 * anomaly) * 0.000289
    let node = radians(125.04 - 1934.136 * t)
    let apparentLongitude = radians(meanLongitude + center - 0.00569 - 0.00478 * sin(node))
    let obliquity = radians(
      23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60 + 0.00256 * cos(node))
    let declination = asin(sin(obliquity) * sin(apparentLongitude))
    let y = tan(obliquity / 2) * tan(obliquity / 2)
    let doubled = radians(2 * meanLongitude)
    let equation =
      y * sin(doubled) - 2 * eccentricity * sin(anomaly) + 4 * eccentricity * y * sin(anomaly) * cos(doubled)
      - 0.5 * y * y * sin(2 * doubled) - 1.25 * eccentricity * eccentricity * sin(2 * anomaly)
    let zenith = radians(event == .sunrise || event == .sunset ? 90.833 : 96)
    let north = radians(latitude)
    let cosine = cos(zenith) / (cos(north) * cos(declination)) - tan(north) * tan(declination)
    guard cosine.magnitude <= 1 else { return nil }
    let halfDay = acos(cosine) * 720 / .pi
    let noon = 720 - 4 * longitude - equation * 720 / .pi + Double(offset)
    return event == .dawn || event == .sunrise ? noon - halfDay : noon + halfDay
  }
}

/// What a clock shows, as far as sun times need it.
package enum CivilTimeZone: Hashable, Sendable {
  case fixed(minutes: Int)
  /// Summer time from the last Sunday of March to the last of October.
  case european(standardMinutes: Int)

  /// Names of the tz database that are here besides `UTC+8` and `+08:00`.
  package static let names: [(name: String, zone: CivilTimeZone)] = [
    ("Asia/Shanghai", .fixed(minutes: 480)), ("Asia/Chongqing", .fixed(minutes: 480)),
    ("Asia/Urumqi", .fixed(minutes: 360)), ("Asia/Hong_Kong", .fixed(minutes: 480)),
    ("Asia/Macau", .fixed(minutes: 480)), ("Asia/Taipei", .fixed(minutes: 480)),
    ("Asia/Singapore", .fixed(minutes: 480)), ("Asia/Tokyo", .fixed(minutes: 540)),
    ("Asia/Seoul", .fixed(minutes: 540)), ("UTC", .fixed(minutes: 0)), ("Europe/London", .european(standardMinutes: 0)),
    ("Europe/Berlin", .european(standardMinutes: 60)), ("Europe/Paris", .european(standardMinutes: 60)),
    ("Europe/Vienna", .european(standardMinutes: 60)), ("Europe/Helsinki", .european(standardMinutes: 120)),
  ]

  /// nil unless the text is one of ``names`` or an offset from `-12:00` to `+14:00`, with or without `UTC`.
  package init?(parsing text: String) {
    if let known = Self.names.first(where: { $0.name == text }) {
      self = known.zone
      return
    }
    let offset = text.hasPrefix("UTC") ? text.dropFirst(3) : text[...]
    guard let sign = offset.first, sign == "+" || sign == "-" else { return nil }
    let parts = offset.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hours = Int(parts[0]), let minutes = parts.count == 2 ? Int(parts[1]) : 0, minutes < 60
    else { return nil }
    let total = (hours * 60 + minutes) * (sign == "-" ? -1 : 1)
    guard (-720...840).contains(total) else { return nil }
    self = .fixed(minutes: total)
  }

  /// On a day that changes the clock what holds after the change, which is at night.
  package func minutesEastOfGreenwich(on day: CivilDay) -> Int {
    switch self {
    case .fixed(let minutes): return minutes
    case .european(let minutes):
      let year = day.date.year
      func lastSunday(of month: Int) -> Int {
        let end = CivilDay(CivilDay.value(year, month, 31))
        return end.value - (end.weekday + 1) % 7
      }
      return minutes + (day.value >= lastSunday(of: 3) && day.value < lastSunday(of: 10) ? 60 : 0)
    }
  }
}

import Geometry
import Model
import Words

/// A way as it was recorded or drawn: places in the order of travel, with times where they are known.
package struct Track: Hashable, Sendable {
  /// WGS84 degrees.
  package var coordinates: [Coordinate]
  /// Of each place, from any start; nil for a drawn line.
  package var seconds: [Double]?

  package init(_ coordinates: [Coordinate], seconds: [Double]? = nil) {
    self.coordinates = coordinates
    self.seconds = seconds
  }
}

/// How tracks are matched; what is nil comes from the track and the graph.
package struct MatchOptions: Hashable, Sendable {
  /// Standard deviation of a place, east and north each. Nil: estimated where there are times, 5 to 60 m; else 10 m.
  package var noise: Meters?
  /// A street farther away than this is none where the traveller can have been. Nil: 3.5 times the noise, 30 m or more.
  package var radius: Meters?
  /// Nobody goes three times as fast. Nil: that of the graph, which has none if it counts metres.
  package var speed: KilometersPerHour?
  /// Places farther apart from one to the next are not joined along streets.
  package var largestGap = Meters(3000)
  /// Nor are those between which nothing is known for longer, and for more than twice what the mode takes straight across.
  package var longestSilence = Seconds(300)
  package var model = MatchModel()

  package init(
    noise: Meters? = nil, radius: Meters? = nil, speed: KilometersPerHour? = nil, largestGap: Meters = Meters(3000)
  ) {
    self.noise = noise
    self.radius = radius
    self.speed = speed
    self.largestGap = largestGap
  }

  func check() throws(RoadNetworkError) {
    let largest = [
      (Bilingual("定位误差", "noise"), noise, 1000), (Bilingual("搜索半径", "radius"), radius, 5000),
      (Bilingual("最大间隔", "largest gap"), largestGap, 100_000),
    ]
    for (name, value, most) in largest {
      guard let value = value?.value, !(value > 0 && value <= Double(most)) else { continue }
      throw RoadNetworkError(
        .badValue,
        Bilingual(
          "轨迹匹配的\(name.chinese)为\(value)米；请填写大于0、不超过\(most)米的数值",
          "\(name.english) \(value) m of matching; give more than 0, up to \(most) m"))
    }
    if let speed, !(speed.value >= 0.1 && speed.value <= 1000) {
      throw RoadNetworkError(
        .badValue,
        Bilingual("速度为\(speed.value)公里/小时；请填写0.1至1000公里/小时", "speed \(speed.value) km/h; give 0.1 to 1000 km/h"))
    }
  }
}

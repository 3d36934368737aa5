import Geometry

/// Standard deviation of a track's places in metres, east and north each, from how far each lies from where its
/// neighbours and the times put it; robust against turns and stops as long as they are in the minority.
///
/// It sees only what is independent from one point to the next, and takes turns for noise where most steps end in one.
/// - Parameter points: numbers of the points that can be read, rising in time.
/// - Returns: nil without times or for fewer than ten points.
/// - Complexity: O(n log n).
/// Source: the median absolute deviation as in Newson and Krumm (2009), doi:10.1145/1653771.1653818, section 4.1, here of
/// differences along the track.
func noiseOfSteps(_ track: Track, _ points: [Int]) -> Double? {
  guard let seconds = track.seconds, points.count >= 10 else { return nil }
  let scale = LocalScale(latitude: track.coordinates[points[0]].y)
  let steps = zip(points, points.dropFirst()).map { seconds[$1] - seconds[$0] }
  let longest = 2.5 * median(steps)
  var deviations: [Double] = []
  deviations.reserveCapacity(points.count)
  for index in 1..<(points.count - 1) {
    let (a, b) = (steps[index - 1], steps[index])
    guard a > 0, b > 0, a <= longest, b <= longest else { continue }
    let (before, here, after) = (
      track.coordinates[points[index - 1]], track.coordinates[points[index]], track.coordinates[points[index + 1]]
    )
    let share = a / (a + b)
    let x = (here.x - before.x - (after.x - before.x) * share) * scale.metersPerDegreeX
    let y = (here.y - before.y - (after.y - before.y) * share) * scale.metersPerDegreeY
    // The variance of a point's own noise and its neighbours', weighed.
    let variance = 1 + share * share + (1 - share) * (1 - share)
    deviations.append(((x * x + y * y) / variance).squareRoot())
  }
  guard deviations.count >= 8 else { return nil }
  // The median of Rayleigh's distribution is sqrt(2 ln 2).
  return min(max(median(deviations) / 1.1774100225154747, TrackNoise.least), TrackNoise.largest)
}

enum TrackNoise {
  static let least = 5.0
  static let largest = 60.0
  /// Of lines drawn by hand.
  static let drawn = 10.0

  /// From how far points lie beside the streets they were matched to; nil for too few.
  static func beside(_ distances: [Double]) -> Double? {
    guard distances.count >= 10 else { return nil }
    // 1.4826 makes the median absolute deviation that of a normal distribution.
    return min(max(1.4826 * median(distances), least), largest)
  }
}

/// The middle of the values, of an even number the upper; 0 for none.
func median(_ values: [Double]) -> Double {
  if values.isEmpty { return 0 }
  return values.sorted()[values.count / 2]
}

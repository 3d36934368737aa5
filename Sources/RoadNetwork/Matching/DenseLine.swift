import Geometry

/// A track whose line says more than its points: without times it may lie straight on streets between far vertices.
struct DenseLine {
  private(set) var track: Track
  /// The positions of the track's own points; nil where no others were added.
  private(set) var vertices: [Int]?

  private static let step = 25.0

  /// Points every 25 m where there are no times; steps beyond the largest gap stay as they are.
  init(_ track: Track, largestGap: Double) {
    self.track = track
    guard track.seconds == nil else { return }
    var places: [Coordinate] = []
    var vertices: [Int] = []
    for place in track.coordinates {
      if let last = places.last, last.isFinite, place.isFinite, abs(last.y) <= 90, abs(place.y) <= 90 {
        let distance = shortDistance(last, place)
        if distance > Self.step, distance <= largestGap {
          let count = Int((distance / Self.step).rounded(.up))
          for index in 1..<count {
            let share = Double(index) / Double(count)
            places.append(Coordinate(x: last.x + (place.x - last.x) * share, y: last.y + (place.y - last.y) * share))
          }
        }
      }
      vertices.append(places.count)
      places.append(place)
    }
    self.track.coordinates = places
    self.vertices = vertices
  }
}

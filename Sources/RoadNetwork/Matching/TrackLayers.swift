import Geometry

/// Neighbouring points of a track taken together: one observation of where the traveller was.
struct TrackLayer {
  /// The mean of the points.
  var position: Coordinate
  /// Of the points kept, the first and the one behind the last.
  var points: Range<Int>
  /// Standard deviation of the mean, in metres.
  var noise: Double
  /// The track jumps before it.
  var startsRun: Bool
}

/// How a track's points are taken together so that from one layer to the next the traveller has gone farther than noise
/// alone would carry the points.
///
/// Newson and Krumm leave out points within two standard deviations of the last; that keeps the outermost of a cloud. Here
/// as many points in a row are averaged as make the way between two means twice its noise, and means that have hardly
/// moved (a stop) join the layer before them.
struct TrackLayers {
  private(set) var layers: [TrackLayer] = []

  private let model: MatchModel
  private static let sizes = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]

  init(_ coordinates: [Coordinate], _ seconds: [Double]?, _ sound: SoundTrack, noise: Double, _ model: MatchModel) {
    self.model = model
    guard let first = sound.kept.first else { return }
    let scale = LocalScale(latitude: coordinates[first].y)
    let points = sound.kept.map { coordinates[$0] }
    let size = size(points, sound.runs, scale, noise)
    let longest = seconds.map { seconds in
      2.5
        * median(
          sound.runs.flatMap { $0.dropFirst().map { seconds[sound.kept[$0]] - seconds[sound.kept[$0 - 1]] } })
    }
    let nearest = max(model.spacing, 2 * noise / Double(size).squareRoot()) / 2
    for run in sound.runs {
      var isFirst = true
      var start = run.lowerBound
      while start < run.upperBound {
        var end = start + 1
        // Few that are left over join the last.
        let rest = run.upperBound - start
        let wanted = 2 * rest <= 3 * size ? rest : size
        while end - start < wanted {
          if let longest, let seconds, seconds[sound.kept[end]] - seconds[sound.kept[end - 1]] > longest { break }
          // A gap without points, or without times.
          if scale.distance(points[end - 1], points[end]) > 2 * model.spacing + 5 * noise { break }
          end += 1
        }
        add(points, start..<end, isFirst: isFirst, nearest: nearest, scale, noise)
        isFirst = false
        start = end
      }
    }
  }

  private mutating func add(
    _ points: [Coordinate], _ range: Range<Int>, isFirst: Bool, nearest: Double, _ scale: LocalScale, _ noise: Double
  ) {
    let here = mean(points[range])
    if !isFirst, let last = layers.last, scale.distance(last.position, here) < nearest {
      let count = Double(last.points.count + range.count)
      let share = Double(range.count) / count
      layers[layers.count - 1].position.x += (here.x - last.position.x) * share
      layers[layers.count - 1].position.y += (here.y - last.position.y) * share
      layers[layers.count - 1].points = last.points.lowerBound..<range.upperBound
      layers[layers.count - 1].noise = self.noise(of: noise, count)
      return
    }
    layers.append(
      TrackLayer(position: here, points: range, noise: self.noise(of: noise, Double(range.count)), startsRun: isFirst))
  }

  private func noise(of noise: Double, _ count: Double) -> Double {
    (noise * noise / count + model.drift * model.drift).squareRoot()
  }

  /// The least number of points whose means move, in the middle of all steps, by twice their noise and the spacing.
  private func size(
    _ points: [Coordinate], _ runs: [Range<Int>], _ scale: LocalScale, _ noise: Double
  ) -> Int {
    for size in Self.sizes {
      var steps: [Double] = []
      for run in runs {
        var last: Coordinate?
        var start = run.lowerBound
        while start + size <= run.upperBound {
          let here = mean(points[start..<(start + size)])
          if let last { steps.append(scale.distance(last, here)) }
          last = here
          start += size
        }
      }
      if steps.count < 4 || median(steps) >= max(model.spacing, 2 * noise / Double(size).squareRoot()) { return size }
    }
    return Self.sizes.last!
  }
}

private func mean(_ places: ArraySlice<Coordinate>) -> Coordinate {
  var sum = Coordinate(x: 0, y: 0)
  for place in places {
    sum.x += place.x
    sum.y += place.y
  }
  return Coordinate(x: sum.x / Double(places.count), y: sum.y / Double(places.count))
}

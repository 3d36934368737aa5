import Geometry

/// What of a track lies before, between and behind the parts matched to streets.
struct PartsBetween {
  private let track: Track
  private let sound: SoundTrack
  private let jumps: Set<Int>
  /// The first kept point not yet told of, and the place on a street where the traveller is.
  private var next = 0
  private var here: Coordinate?

  init(_ track: Track, _ sound: SoundTrack) {
    self.track = track
    self.sound = sound
    jumps = Set(sound.runs.dropFirst().map(\.lowerBound))
  }

  /// - Parameters:
  ///   - matched: the kept points of the next matched part.
  ///   - from: the place where it begins on a street.
  ///   - to: the place where it ends.
  mutating func parts(before matched: Range<Int>, from: Coordinate, to: Coordinate) -> [TrackMatch.Part] {
    defer { (next, here) = (matched.upperBound, to) }
    if next == matched.lowerBound { return here.map { [.gap([$0, from])] } ?? [] }
    return parts(of: next..<matched.lowerBound, to: from)
  }

  mutating func partsAtEnd() -> [TrackMatch.Part] { parts(of: next..<sound.kept.count, to: nil) }

  private func parts(of range: Range<Int>, to end: Coordinate?) -> [TrackMatch.Part] {
    var parts: [TrackMatch.Part] = []
    var line = here.map { [$0] } ?? []
    func add(_ place: Coordinate, isJump: Bool) {
      if isJump, let last = line.last {
        if line.count > 1 { parts.append(.drawn(line)) }
        parts.append(.gap([last, place]))
        line = []
      }
      line.append(place)
    }
    for point in range { add(track.coordinates[sound.kept[point]], isJump: jumps.contains(point)) }
    if let end { add(end, isJump: jumps.contains(range.upperBound)) }
    if line.count > 1 { parts.append(.drawn(line)) }
    return parts
  }
}

import Geometry
import Model
import Words

/// The points of a track that can be believed, and where it tears.
struct SoundTrack {
  /// Numbers of the points kept, rising.
  private(set) var kept: [Int] = []
  /// Stretches of `kept` inside which nobody jumps.
  private(set) var runs: [Range<Int>] = []
  private(set) var unreadable = 0
  private(set) var backInTime = 0
  private(set) var outOfReach = 0
  let noise: Double?

  /// More points than these on an excursion are a track of their own.
  private static let longestExcursion = 3
  /// Metres between two places of one stay, however long it was.
  private static let stay = 100.0
  /// How many times as fast as the mode nobody goes.
  static let haste = 3.0
  /// Of seconds, since times often are whole ones.
  private static let leastStep = 1.0

  /// - Throws: ``RoadNetworkError`` code `badValue` when most times run backwards or most steps are too fast for the mode.
  init(_ track: Track, _ options: MatchOptions, fastest: Double?) throws(RoadNetworkError) {
    if let seconds = track.seconds, seconds.count != track.coordinates.count {
      throw RoadNetworkError(
        .badValue,
        Bilingual(
          "轨迹有\(track.coordinates.count)个点，却有\(seconds.count)个时间",
          "\(seconds.count) times for \(track.coordinates.count) points of a track"))
    }
    var readable = track.coordinates.indices.filter {
      let place = track.coordinates[$0]
      return place.isFinite && abs(place.x) <= 180 && abs(place.y) <= 90 && (track.seconds?[$0].isFinite ?? true)
    }
    unreadable = track.coordinates.count - readable.count
    if let seconds = track.seconds {
      let rising = longestRising(readable.map { seconds[$0] })
      backInTime = readable.count - rising.count
      guard backInTime * 2 <= readable.count else {
        throw RoadNetworkError(
          .badValue,
          Bilingual(
            "轨迹的时间前后颠倒：\(readable.count)个点中有\(backInTime)个早于前后的点；请按时间先后排列各点，或去掉时间",
            "the times of a track run backwards: \(backInTime) of \(readable.count) points are earlier than those around"
              + " them; put the points in the order of their times, or leave the times out"))
      }
      readable = rising.map { readable[$0] }
    }
    noise = options.noise?.value ?? noiseOfSteps(track, readable)
    let slack = 6 * (noise ?? 10)
    func isReachable(_ a: Int, _ b: Int) -> Bool {
      let distance = shortDistance(track.coordinates[a], track.coordinates[b])
      guard distance <= options.largestGap.value else { return false }
      guard let fastest, let seconds = track.seconds else { return true }
      return distance - slack <= fastest * max(seconds[b] - seconds[a], Self.leastStep)
    }
    /// Whether there was time for quite another way than the short one.
    func isSilent(_ a: Int, _ b: Int) -> Bool {
      guard let fastest, let seconds = track.seconds else { return false }
      let (silence, distance) = (
        seconds[b] - seconds[a], shortDistance(track.coordinates[a], track.coordinates[b])
      )
      return silence > options.longestSilence.value && silence > 2 * distance / (fastest / Self.haste)
        && distance > Self.stay + slack
    }
    func isPlausible(_ a: Int, _ b: Int) -> Bool { isReachable(a, b) && !isSilent(a, b) }
    var pieces: [Range<Int>] = []
    var first = 0
    var tooFast = 0
    for index in 0..<readable.count
    where index + 1 == readable.count || !isPlausible(readable[index], readable[index + 1]) {
      if index + 1 < readable.count, !isReachable(readable[index], readable[index + 1]) { tooFast += 1 }
      pieces.append(first..<(index + 1))
      first = index + 1
    }
    if fastest != nil, track.seconds != nil, tooFast > 1, (tooFast + 1) * 2 > readable.count {
      throw RoadNetworkError(
        .badValue,
        Bilingual(
          "轨迹的\(readable.count - 1)段中有\(tooFast)段快于该出行方式；请核对是否为其他出行方式的轨迹，或时间单位不同",
          "\(tooFast) of \(readable.count - 1) steps of a track are too fast for the mode; is it a track of "
            + "another mode, or are its times in another unit?"))
    }
    join(pieces, readable, isPlausible, isTorn: { !isReachable($0, $1) })
  }

  /// Leaves out short pieces when the track goes on behind them where it was before; those behind a silence are none.
  private mutating func join(
    _ pieces: [Range<Int>], _ readable: [Int], _ isPlausible: (Int, Int) -> Bool, isTorn: (Int, Int) -> Bool
  ) {
    var index = 0
    while index < pieces.count {
      if let last = kept.last, isTorn(last, readable[pieces[index].lowerBound]) {
        var next = index
        var skipped = 0
        while next < pieces.count, skipped <= Self.longestExcursion,
          !isPlausible(last, readable[pieces[next].lowerBound])
        {
          skipped += pieces[next].count
          next += 1
        }
        if next < pieces.count, skipped <= Self.longestExcursion {
          outOfReach += skipped
          let start = runs.removeLast().lowerBound
          kept += readable[pieces[next]]
          runs.append(start..<kept.count)
          index = next + 1
          continue
        }
      }
      let start = kept.count
      kept += readable[pieces[index]]
      runs.append(start..<kept.count)
      index += 1
    }
  }
}

/// The positions of a longest subsequence that never falls; of several the one that ends lowest at every length.
///
/// Complexity: O(n log n). Source: Fredman (1975), On computing the length of longest increasing subsequences,
/// doi:10.1016/0012-365X(75)90103-X.
func longestRising(_ values: [Double]) -> [Int] {
  if zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 }) { return Array(values.indices) }
  // The last position of the best subsequence of each length, and what stands before each position.
  var tails: [Int] = []
  var before = [Int](repeating: -1, count: values.count)
  for (index, value) in values.enumerated() {
    var low = 0
    var high = tails.count
    while low < high {
      let middle = (low + high) / 2
      if values[tails[middle]] <= value { low = middle + 1 } else { high = middle }
    }
    before[index] = low > 0 ? tails[low - 1] : -1
    if low == tails.count { tails.append(index) } else { tails[low] = index }
  }
  var found: [Int] = []
  var index = tails.last ?? -1
  while index >= 0 {
    found.append(index)
    index = before[index]
  }
  return found.reversed()
}

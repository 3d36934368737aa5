import Model
import Words

/// What became of a track: its way along streets, or why there is none.
package enum TrackOutcome: Hashable, Sendable {
  case matched(TrackMatch)
  case refused(Bilingual)
}

/// Matches many tracks, each worker with a workspace of its own.
///
/// - Parameters:
///   - threads: workers; the result does not depend on it.
///   - isCancelled: asked between tracks.
/// - Returns: in the order of the tracks; matches without their points, which nobody asks about many.
/// - Throws: ``RoadNetworkError`` code `badValue` for options that are no usable numbers, `cancelled`.
/// - Complexity: as ``TrackMatcher/match(_:_:)`` for each; O(streets) memory for each worker.
package func matchTracks(
  _ graph: RoadGraph, _ tracks: [Track], _ options: MatchOptions = MatchOptions(), threads: Int = 1,
  progress: Progress? = nil, isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
) async throws(RoadNetworkError) -> [TrackOutcome] {
  try options.check()
  let outcomes = Slots<TrackOutcome>(count: tracks.count)
  await withWorkers(min(threads, tracks.count)) {
    var matcher = TrackMatcher(graph)
    while !isCancelled(), let track = outcomes.next() {
      let outcome: TrackOutcome
      do throws(RoadNetworkError) {
        var match = try matcher.match(tracks[track], options)
        match.points = []
        outcome = .matched(match)
      } catch {
        outcome = .refused(error.words)
      }
      let done = outcomes.fill(track, outcome)
      progress?(Double(done) / Double(tracks.count))
    }
  }
  let all = outcomes.all()
  guard all.count == tracks.count else {
    throw RoadNetworkError(.cancelled, Bilingual("已停止，轨迹尚未全部匹配", "stopped before all tracks were matched"))
  }
  return all
}

import Model

/// How much a street is travelled from end to end.
package struct StreetTrips: Hashable, Sendable {
  package var street: StreetID
  /// How many tracks pass, each counted once.
  package var tracks: Int
  /// Trips a day in both senses: a track that passes twice counts twice.
  package var trips: Double
}

extension RoadGraph {
  /// In which senses one may travel a street.
  package func openSenses(of street: StreetID) -> (forward: Bool, backward: Bool) {
    (isOpen(street.rawValue, isForward: true), isOpen(street.rawValue, isForward: false))
  }

  /// The streets that enough tracks pass.
  ///
  /// A track tells where somebody lives and works; what many share does not. A street counts for the tracks alone that pass
  /// the whole of it, so that no number changes where one of them begins, ends or turns round.
  /// - Parameters:
  ///   - tracks: matched to this graph, each with the trips a day for which it stands.
  ///   - least: a street passed by fewer tracks is left out; at least 1.
  /// - Returns: by rising street.
  /// - Complexity: O(n log n) for n stretches.
  package func trips(of tracks: [(match: TrackMatch, trips: Double)], least: Int) -> [StreetTrips] {
    var totals: [StreetID: StreetTrips] = [:]
    for track in tracks {
      var ranges: [StreetID: [ClosedRange<Int>]] = [:]
      for case .streets(let stretches) in track.match.parts {
        for stretch in stretches {
          ranges[stretch.street, default: []].append(min(stretch.from, stretch.to)...max(stretch.from, stretch.to))
        }
      }
      for (street, ranges) in ranges {
        let passes = passes(of: street, ranges)
        guard passes > 0 else { continue }
        totals[street, default: StreetTrips(street: street, tracks: 0, trips: 0)].tracks += 1
        totals[street]!.trips += track.trips * Double(passes)
      }
    }
    return totals.values.filter { $0.tracks >= max(least, 1) }.sorted { $0.street < $1.street }
  }

  /// How often stretches pass a street, 0 where they leave some of it out.
  private func passes(of street: StreetID, _ ranges: [ClosedRange<Int>]) -> Int {
    let cost = self.cost(of: street)
    var reached = 0
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      guard range.lowerBound <= reached else { return 0 }
      reached = max(reached, range.upperBound)
    }
    guard reached >= cost, cost > 0 else { return 0 }
    let sum = ranges.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    return max(1, Int((Double(sum) / Double(cost)).rounded()))
  }
}

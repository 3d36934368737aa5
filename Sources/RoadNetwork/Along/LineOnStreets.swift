import Model

/// A part of a line along which its place on the streets moves evenly.
package struct LineRun: Hashable, Sendable {
  /// Metres from the start of the line; `from` < `to`.
  package var from: Double
  package var to: Double
  /// Nil off the network: no street lies within the limit.
  package var place: Place?

  /// On one street.
  package struct Place: Hashable, Sendable {
    package var street: StreetID
    /// The offsets on the street at `from` and at `to`: rising when it is ridden from its first node to its last.
    package var first: Int
    package var last: Int
    /// What the straight leg between the line and the street costs at `from` and at `to`; 0 where the street is ridden.
    package var firstAccess: Int
    package var lastAccess: Int

    package init(street: StreetID, first: Int, last: Int, firstAccess: Int = 0, lastAccess: Int = 0) {
      self.street = street
      self.first = first
      self.last = last
      self.firstAccess = firstAccess
      self.lastAccess = lastAccess
    }

    /// Whether the line follows the street here, not only lies near it.
    package var isRidden: Bool { firstAccess == 0 && lastAccess == 0 }
  }

  package init(from: Double, to: Double, place: Place?) {
    self.from = from
    self.to = to
    self.place = place
  }
}

/// A line, such as a route, as it lies on the streets: runs in riding order from its start to its end.
///
/// Where it comes from does not matter: a drawn line (``LineFollowing``), a matched track, a chain of streets.
package struct LineOnStreets: Hashable, Sendable {
  /// Metres.
  package let length: Double
  /// One behind the other from 0 to ``length``; none for a line without length.
  package let runs: [LineRun]

  /// - Precondition: runs as described above, offsets within their streets.
  package init(runs: [LineRun]) {
    precondition(runs.first.map { $0.from == 0 } ?? true, "the first run starts where the line does")
    precondition(
      zip(runs, runs.dropFirst()).allSatisfy { $0.to == $1.from } && runs.allSatisfy { $0.from < $0.to },
      "runs lie one behind the other")
    self.runs = runs
    length = runs.last?.to ?? 0
  }

  /// Metres of the line that no street is within the limit of.
  package var lengthOffNetwork: Double { runs.reduce(0) { $0 + ($1.place == nil ? $1.to - $1.from : 0) } }

  /// The place on the streets at some metres, where two runs meet that of the first; nil off the network.
  ///
  /// - Complexity: O(log runs).
  package func position(at metres: Double) -> StreetPosition? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].to < metres { low = middle + 1 } else { high = middle }
    }
    guard low < runs.count, let place = runs[low].place else { return nil }
    let share = max(0, (metres - runs[low].from) / (runs[low].to - runs[low].from))
    return StreetPosition(
      street: place.street, offset: place.first + Int((Double(place.last - place.first) * share).rounded()))
  }

  /// The line the other way round.
  package var reversed: LineOnStreets {
    LineOnStreets(
      runs: runs.reversed().map { run in
        LineRun(
          from: run.to == length ? 0 : length - run.to, to: run.from == 0 ? length : length - run.from,
          place: run.place.map {
            LineRun.Place(
              street: $0.street, first: $0.last, last: $0.first, firstAccess: $0.lastAccess,
              lastAccess: $0.firstAccess)
          })
      })
  }
}

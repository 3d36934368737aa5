import Model

/// Lines hung on the streets they run along: made once, used by the searches of all sites.
///
/// Riding along a line costs what its streets cost in the sense of riding, whatever their one-ways say; where it follows
/// no street, what access legs cost.
package struct LineIndex: Sendable {
  /// A run with the places at its ends, and what riding cost up to there.
  struct Run: Sendable {
    var line: Int
    var from: Double
    var to: Double
    /// Nil off the network.
    var street: Int?
    var first: StreetPlace
    var last: StreetPlace
    var firstAccess: Int
    var lastAccess: Int
    var rideFrom: Double
    var rideTo: Double
  }

  package let graph: RoadGraph
  package let lineCount: Int
  let runs: [Run]
  /// The runs of line `l` are `starts[l] ..< starts[l + 1]`.
  let starts: [Int]
  /// Streets with runs, rising; those of the `i`-th are `onStreet[streetStarts[i] ..< streetStarts[i + 1]]`.
  let streets: [Int32]
  let streetStarts: [Int32]
  let onStreet: [Int32]

  /// - Complexity: O(runs log runs).
  package init(_ graph: RoadGraph, _ lines: [LineOnStreets]) {
    self.graph = graph
    lineCount = lines.count
    var runs: [Run] = []
    var starts = [0]
    for (number, line) in lines.enumerated() {
      var ride = 0.0
      for run in line.runs {
        let made = Run(graph, run, number, rideFrom: ride)
        ride = made.rideTo
        runs.append(made)
      }
      starts.append(runs.count)
    }
    let ordered = runs.indices.filter { runs[$0].street != nil }.sorted { a, b in
      (runs[a].street!, a) < (runs[b].street!, b)
    }
    var streets: [Int32] = []
    var streetStarts: [Int32] = []
    for (position, run) in ordered.enumerated() where streets.last.map({ Int($0) != runs[run].street! }) ?? true {
      streets.append(Int32(runs[run].street!))
      streetStarts.append(Int32(position))
    }
    streetStarts.append(Int32(ordered.count))
    self.runs = runs
    self.starts = starts
    self.streets = streets
    self.streetStarts = streetStarts
    onStreet = ordered.map(Int32.init)
  }

  /// What riding a line costs from its start to its end.
  package func ride(of line: Int) -> Double { starts[line] < starts[line + 1] ? runs[starts[line + 1] - 1].rideTo : 0 }

  /// What riding a line costs from its start to each of its places.
  package func rides(of line: Int) -> [CostPiece] { runs[starts[line]..<starts[line + 1]].map(\.ride) }
}

extension LineIndex.Run {
  fileprivate init(_ graph: RoadGraph, _ run: LineRun, _ line: Int, rideFrom: Double) {
    self.line = line
    from = run.from
    to = run.to
    self.rideFrom = rideFrom
    guard let place = run.place else {
      street = nil
      first = StreetPlace(street: 0, there: 0, back: 0)
      last = first
      (firstAccess, lastAccess) = (0, 0)
      rideTo = rideFrom + (run.to - run.from) * graph.accessCostPerMeter
      return
    }
    street = Int(place.street.rawValue)
    first = graph.place(at: StreetPosition(street: place.street, offset: place.first))
    last = graph.place(at: StreetPosition(street: place.street, offset: place.last))
    (firstAccess, lastAccess) = (place.firstAccess, place.lastAccess)
    if place.isRidden {
      rideTo = rideFrom + Double(last.there >= first.there ? last.there - first.there : first.back - last.back)
    } else {
      rideTo = rideFrom + (run.to - run.from) * graph.accessCostPerMeter
    }
  }

  var ride: CostPiece { CostPiece(from: from, to: to, fromCost: rideFrom, toCost: rideTo, site: 0) }
}

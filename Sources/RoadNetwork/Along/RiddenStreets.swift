import Model

extension RoadGraph {
  /// The parts of streets that each line is ridden on, in riding order, whichever way it is ridden there.
  ///
  /// A line that runs through a place twice has two parts there. Where it only lies near a street it is not ridden on it.
  /// - Parameter lines: of this graph.
  /// - Returns: one list for each line; a part ends where the line leaves its street or turns round on it.
  /// - Complexity: O(runs log vertices).
  package func ridden(_ lines: [LineOnStreets]) -> [[StreetStretch]] {
    var metres = StreetMetres(self, StreetsAtNodes(self))
    return lines.map { line in
      var parts: [(stretch: StreetStretch, last: Int, isUp: Bool)] = []
      for run in line.runs {
        guard let place = run.place, place.isRidden, place.first != place.last else { continue }
        let street = Int(place.street.rawValue)
        let isUp = place.first < place.last
        let ends = [place.first, place.last].map { metres.metres(street, offset: $0) }
        let own = StreetStretch(street: street, from: min(ends[0], ends[1]), to: max(ends[0], ends[1]))
        if let before = parts.last, before.stretch.street == street, before.isUp == isUp, before.last == place.first {
          parts[parts.count - 1].last = place.last
          if isUp { parts[parts.count - 1].stretch.to = own.to } else { parts[parts.count - 1].stretch.from = own.from }
        } else {
          parts.append((own, place.last, isUp))
        }
      }
      return parts.map(\.stretch)
    }
  }
}

import Model

/// Puts places of a line on the streets together to runs, as few as there can be.
struct RunBuilder {
  /// A place may lie so far from where its run has it, in metres along the street.
  private static let tolerance = 0.05

  private struct Knot {
    /// Along the line.
    var metres: Double
    var place: StreetPlace
    var access: Int

    /// What moves evenly along a run.
    var values: [Double] { [Double(place.there), Double(place.back), Double(access)] }
  }

  private(set) var runs: [LineRun] = []
  private var knots: [Knot] = []
  private var street: Int?
  private var reach = 0.0

  /// The line from where it is to `metres` lies on no street.
  mutating func leave(to metres: Double, _ streets: inout StreetMetres) {
    finishRun(&streets)
    guard metres > reach else { return }
    if let last = runs.last, last.place == nil {
      runs[runs.count - 1].to = metres
    } else {
      runs.append(LineRun(from: reach, to: metres, place: nil))
    }
    reach = metres
  }

  /// The line from where it is to `metres` moves along a part of a street, its leg changing evenly.
  mutating func move(
    to metres: Double, along part: StreetWay.Part, legs: (first: Double, last: Double), _ streets: inout StreetMetres
  ) {
    guard metres > reach else { return }
    let start = reach
    let first = knot(start, part.street, part.from, legs.first, &streets)
    if street != part.street || knots.last.map({ $0.place != first.place || $0.access != first.access }) ?? true {
      finishRun(&streets)
      street = part.street
      knots = [first]
    }
    let length = part.to - part.from
    for vertex in streets.vertices(part.street, between: part.from, part.to) {
      let share = (vertex - part.from) / length
      append(
        knot(
          start + (metres - start) * share, part.street, vertex, legs.first + (legs.last - legs.first) * share, &streets
        ))
    }
    append(knot(metres, part.street, part.to, legs.last, &streets))
    reach = metres
  }

  /// Ends the line.
  mutating func finish(_ streets: inout StreetMetres) -> LineOnStreets {
    finishRun(&streets)
    return LineOnStreets(runs: runs)
  }

  private mutating func append(_ knot: Knot) {
    if knot.metres > knots[knots.count - 1].metres { knots.append(knot) }
  }

  private func knot(
    _ metres: Double, _ street: Int, _ place: Double, _ leg: Double, _ streets: inout StreetMetres
  ) -> Knot {
    let access = leg > 0 ? max(1, streets.graph.accessCost(Meters(leg))) : 0
    return Knot(metres: metres, place: streets.place(street, place), access: access)
  }

  /// Joins knots on one straight line within the tolerance, from each kept one as far as it goes.
  private mutating func finishRun(_ streets: inout StreetMetres) {
    defer {
      knots = []
      street = nil
    }
    guard let street, knots.count > 1 else { return }
    let graph = streets.graph
    let costPerMetre =
      Double(max(graph.streetCosts[street], graph.streetCostsBack[street]))
      / max(streets.length(street), 1)
    let tolerance = max(1, Self.tolerance * costPerMetre)
    var anchor = 0
    while anchor + 1 < knots.count {
      let end = lastEven(from: anchor, tolerance)
      let (a, b) = (knots[anchor], knots[end])
      runs.append(
        LineRun(
          from: a.metres, to: b.metres,
          place: .init(
            street: StreetID(street), first: a.place.there, last: b.place.there, firstAccess: a.access,
            lastAccess: b.access)))
      anchor = end
    }
  }

  /// The last knot up to which all between lie on the straight line from the anchor.
  private func lastEven(from anchor: Int, _ tolerance: Double) -> Int {
    let origin = knots[anchor]
    let start = origin.values
    var low = [Double](repeating: -.infinity, count: 3)
    var high = [Double](repeating: .infinity, count: 3)
    var end = anchor + 1
    for next in (anchor + 1)..<knots.count {
      // Ridden and not ridden do not mix: a run is ridden from its first knot to its last, or nowhere between them.
      let isRidden = origin.access == 0 && knots[anchor + 1].access == 0
      guard knots[next].access == 0 ? isRidden : knots[anchor + 1].access > 0 else { break }
      let distance = knots[next].metres - origin.metres
      let values = knots[next].values
      let isEven = (0..<3).allSatisfy { k in
        let slope = (values[k] - start[k]) / distance
        return slope >= low[k] && slope <= high[k]
      }
      if !isEven { break }
      end = next
      for k in 0..<3 {
        low[k] = max(low[k], (values[k] - start[k] - tolerance) / distance)
        high[k] = min(high[k], (values[k] - start[k] + tolerance) / distance)
      }
    }
    return end
  }
}

import Geometry
import Model

/// A part of one street, run through from one offset to another.
package struct StreetPart: Hashable, Sendable {
  package var street: StreetID
  /// Rising when it is run through from the street's first node to its last.
  package var first: Int
  package var last: Int

  package init(street: StreetID, first: Int, last: Int) {
    self.street = street
    self.first = first
    self.last = last
  }
}

extension LineOnStreets {
  /// The line that runs through parts of streets one after the other; metres are those of the streets.
  ///
  /// Where a part does not begin at the place at which the one before it ends, the line jumps there and no ride is counted.
  /// - Complexity: O(vertices).
  package init(_ graph: RoadGraph, along parts: [StreetPart]) {
    var runs: [LineRun] = []
    for part in parts {
      for (a, b) in graph.evenParts(of: part) {
        let length = shortDistance(
          graph.coordinate(at: StreetPosition(street: part.street, offset: a)),
          graph.coordinate(at: StreetPosition(street: part.street, offset: b)))
        let start = runs.last?.to ?? 0
        guard length > 0, start + length > start else { continue }
        runs.append(
          LineRun(from: start, to: start + length, place: .init(street: part.street, first: a, last: b)))
      }
    }
    self.init(runs: runs)
  }
}

extension RoadGraph {
  /// A part of a street cut at its vertices, in the sense in which it is run through.
  fileprivate func evenParts(of part: StreetPart) -> [(first: Int, last: Int)] {
    let street = Int(part.street.rawValue)
    let (low, high) = (max(0, min(part.first, part.last)), min(max(part.first, part.last), Int(streetCosts[street])))
    guard low < high else { return [] }
    var places = [low]
    for vertex in 1..<vertexCount(street) {
      let offset = Int(offset(street, vertex))
      if offset > places[places.count - 1], offset < high { places.append(offset) }
    }
    places.append(high)
    if part.first > part.last { places.reverse() }
    return zip(places, places.dropFirst()).map { ($0, $1) }
  }
}

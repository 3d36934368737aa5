import Geometry
import Model

/// A street that enough tracks pass, as a line that may be ridden.
struct SharedStreet {
  /// In a sense in which it may be travelled.
  var line: [Coordinate]
  var isOneWay: Bool
  var name: String
  var tripsPerDay: Double
}

/// Joins streets end to end where exactly two of them meet and have the same name and as many trips; a one-way street is
/// joined in its sense.
///
/// - Returns: in the order of their first streets, each in the sense of its first.
/// - Complexity: O(streets).
func joinedStreets(_ streets: [SharedStreet]) -> [SharedStreet] {
  var chains = StreetChains(streets)
  return streets.indices.compactMap { chains.chain(from: $0) }
}

private struct StreetChains {
  /// Units of 1e-7 degree, in which streets meet.
  private struct Place: Hashable {
    var longitude: Int
    var latitude: Int

    init(_ place: Coordinate) {
      longitude = Int((place.x * 1e7).rounded())
      latitude = Int((place.y * 1e7).rounded())
    }
  }

  private let streets: [SharedStreet]
  private var isUsed: [Bool]
  /// Which streets begin or end at a place; one that does both stands there twice.
  private var ends: [Place: [Int]] = [:]

  init(_ streets: [SharedStreet]) {
    self.streets = streets
    isUsed = [Bool](repeating: false, count: streets.count)
    for (index, street) in streets.enumerated() {
      for place in [street.line[0], street.line[street.line.count - 1]] {
        ends[Place(place), default: []].append(index)
      }
    }
  }

  /// nil when the street is in one already.
  mutating func chain(from first: Int) -> SharedStreet? {
    guard !isUsed[first] else { return nil }
    isUsed[first] = true
    var chain = streets[first]
    while let next = neighbour(chain, at: chain.line[chain.line.count - 1], isBehind: true) {
      chain.line += next.dropFirst()
    }
    while let next = neighbour(chain, at: chain.line[0], isBehind: false) {
      chain.line = next.dropLast() + chain.line
    }
    return chain
  }

  /// The line of the street that goes on at an end of the chain, in the chain's sense.
  private mutating func neighbour(_ chain: SharedStreet, at end: Coordinate, isBehind: Bool) -> [Coordinate]? {
    let place = Place(end)
    guard let both = ends[place], both.count == 2, let next = both.first(where: { !isUsed[$0] }) else { return nil }
    let street = streets[next]
    guard street.name == chain.name, street.tripsPerDay == chain.tripsPerDay else { return nil }
    let touch = isBehind ? street.line[0] : street.line[street.line.count - 1]
    let isReversed = Place(touch) != place
    guard !isReversed || !street.isOneWay else { return nil }
    isUsed[next] = true
    return isReversed ? street.line.reversed() : street.line
  }
}

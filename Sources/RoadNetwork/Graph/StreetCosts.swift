import Model

/// Costs as a search of one direction meets them: up from the first node, down to it.
extension RoadGraph {
  /// Whether a search for this direction may run from the first node to the last, or the other way.
  func allows(_ street: Int, _ direction: Direction) -> (up: Bool, down: Bool) {
    let bits = UInt8(truncatingIfNeeded: streetTraits[street])
    let forward = bits & DirectionBits.forward != 0
    let backward = bits & DirectionBits.backward != 0
    return direction == .toStation ? (backward, forward) : (forward, backward)
  }

  func costs(of street: Int, _ direction: Direction) -> (up: Int, down: Int) {
    let there = Int(streetCosts[street])
    let back = Int(streetCostsBack[street])
    return direction == .toStation ? (back, there) : (there, back)
  }

  func costs(at place: StreetPlace, _ direction: Direction) -> (up: Int, down: Int) {
    direction == .toStation ? (place.back, place.there) : (place.there, place.back)
  }

  /// Whether a place is a node: its street's first or last.
  func ends(_ place: StreetPlace) -> (isStart: Bool, isEnd: Bool) {
    (
      place.there == 0 && place.back == 0,
      place.there == Int(streetCosts[place.street]) && place.back == Int(streetCostsBack[place.street])
    )
  }

  /// The costs from a place to the ends of its street, nil where a one-way forbids it. A place at an end is at that node
  /// whatever the one-way says.
  func leaving(_ place: StreetPlace, _ direction: Direction) -> (start: Int?, end: Int?) {
    let allowed = allows(place.street, direction)
    let here = costs(at: place, direction)
    let ends = ends(place)
    return (
      allowed.down || ends.isStart ? here.down : nil,
      allowed.up || ends.isEnd ? costs(of: place.street, direction).up - here.up : nil
    )
  }

  /// The costs from the ends of a street to a place on it, nil where a one-way forbids it.
  func arriving(_ place: StreetPlace, _ direction: Direction) -> (start: Int?, end: Int?) {
    let allowed = allows(place.street, direction)
    let here = costs(at: place, direction)
    let ends = ends(place)
    return (
      allowed.up || ends.isStart ? here.up : nil,
      allowed.down || ends.isEnd ? costs(of: place.street, direction).down - here.down : nil
    )
  }

  /// The nodes from which a search comes to a place on a street. A place at an end is at that junction, however one came
  /// there.
  func entries(_ place: StreetPlace, _ direction: Direction) -> (start: Int32, end: Int32) {
    let nodes = entries(onto: place.street, direction)
    let ends = ends(place)
    return (
      ends.isStart ? streetFrom[place.street] : nodes.start, ends.isEnd ? streetTo[place.street] : nodes.end
    )
  }
}

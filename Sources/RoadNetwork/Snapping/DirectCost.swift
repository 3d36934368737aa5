import Model

extension RoadGraph {
  /// The cost between two points of one street without leaving it, access legs included; nil on different streets or
  /// against a one-way. From a point to itself nobody goes to the street and back.
  func directCost(_ origin: SnappedPoint, _ point: SnappedPoint, _ direction: Direction) -> Int? {
    if let door = origin.door, door == point.door { return origin.extraCost + point.extraCost }
    guard origin.street == point.street else { return nil }
    let allowed = allows(Int(origin.street.rawValue), direction)
    let from = costs(at: origin.place, direction)
    let to = costs(at: point.place, direction)
    let access = origin.accessCost + point.accessCost
    if origin.offset == point.offset { return access }
    let isUp = origin.offset < point.offset
    guard isUp ? allowed.up : allowed.down else { return nil }
    return access + (isUp ? to.up - from.up : from.down - to.down)
  }
}

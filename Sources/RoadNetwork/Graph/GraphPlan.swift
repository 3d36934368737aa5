import Model

extension RoadGraph {
  /// The streets as plain lines, by their numbers.
  ///
  /// - Complexity: O(vertices).
  package func plan() -> StreetPlan {
    var plan = StreetPlan()
    plan.starts.reserveCapacity(streetCount + 1)
    plan.offsets.reserveCapacity(placeCount + streetCount)
    plan.longitudes.reserveCapacity(placeCount + streetCount)
    plan.latitudes.reserveCapacity(placeCount + streetCount)
    plan.isOffGround.reserveCapacity(placeCount + streetCount)
    var street = -1
    var vertex = 0
    func add(_ place: PackedCoordinates.Place, _ offset: UInt32, isOffGround: Bool) {
      plan.longitudes.append(place.longitude)
      plan.latitudes.append(place.latitude)
      plan.offsets.append(Int32(clamping: offset))
      plan.isOffGround.append(isOffGround)
    }
    forEachPiece { piece, of, a, b in
      if of != street {
        if street >= 0 { plan.starts.append(Int32(plan.offsets.count)) }
        street = of
        vertex = 0
      }
      let isOffGround = !traits(ofPiece: piece).isDisjoint(with: .offGround)
      if vertex == 0 { add(a, 0, isOffGround: isOffGround) }
      plan.isOffGround[plan.isOffGround.count - 1] = isOffGround
      vertex += 1
      add(b, offset(of, vertex), isOffGround: false)
    }
    if street >= 0 { plan.starts.append(Int32(plan.offsets.count)) }
    return plan
  }
}

import Geodata
import Geometry

/// The layer of routes: rounds of part-time grid workers, then lines.
extension Layers {
  /// - Parameter firms: where those of each trade are, in metres.
  func writeRoutes(firms: [String: [Coordinate]]) throws {
    let features = rounds(from: firms)
    try save("routes", features + lines(after: features.count))
  }

  private func shape(_ way: [Int]) -> Shape {
    .lineString(way.map { district.plane.degrees(district.plan.positions[$0]) })
  }

  private func rounds(from firms: [String: [Coordinate]]) -> [GeoJSONFeature] {
    let planner = TourPlanner(district.plan)
    let positions = district.plan.positions
    let riders = riders()
    var random = county.sketch.random("routes")
    var features: [GeoJSONFeature] = []
    for rounds in county.rounds {
      let depots = firms[rounds.trade]!
      for index in 0..<rounds.count {
        let depot = depots[index % depots.count]
        let corners = planner.corners(around: depot, radius: rounds.radius, where: district.counts)
        var stops = [corners.min { positions[$0].distance(depot) < positions[$1].distance(depot) }!]
        while stops.count < 13 {
          let stop = random.pick(corners)
          if !stops.contains(stop) { stops.append(stop) }
        }
        let number = features.count + 1
        features.append(
          GeoJSONFeature(
            id: "route-\(number)", shape: shape(planner.tour(stops)),
            properties: [
              JSONMember("name", .string("\(rounds.label)\(number)")), JSONMember("trade", .string(rounds.trade)),
              JSONMember("stops", 12),
              JSONMember("trips_per_day", .int(rounds.trips.lowerBound + random.index(rounds.trips.count))),
              JSONMember("patrol", "yes"), riders(number),
            ] + corridor(nil) + [madeUp]))
      }
    }
    return features
  }

  /// Who rides each round, by its number.
  private func riders() -> (Int) -> JSONMember {
    switch county.riders {
    case .one:
      return { JSONMember("rider", .string(($0 < 10 ? "R0" : "R") + String($0))) }
    case .shared(let total):
      var random = county.sketch.random("riders")
      let weights = (0..<county.rounds.reduce(0) { $0 + $1.count }).map { _ in random.number(0.7, 1.4) }
      let parts = shared(total, weights: weights)
      return { JSONMember("riders", .int(parts[$0 - 1])) }
    }
  }

  private func lines(after count: Int) -> [GeoJSONFeature] {
    let planner = TourPlanner(district.plan, closed: ["footway", "steps", "living_street"])
    return county.lines.enumerated().map { index, line in
      let stops = planner.vertices(nearestTo: line.through.map(district.plane.metres))
      let number = count + index + 1
      let rider =
        switch county.riders {
        case .one: JSONMember("rider", line.patrols ? .string("R\(number)") : nil)
        case .shared: JSONMember("riders", nil)
        }
      return GeoJSONFeature(
        id: "route-\(number)", shape: shape(planner.way(through: line.returns ? stops + [stops[0]] : stops)),
        properties: [
          JSONMember("name", .string(line.name)), JSONMember("trade", .string(line.trade)),
          JSONMember("stops", .int(line.through.count)), JSONMember("trips_per_day", .int(line.trips)),
          JSONMember("patrol", line.patrols ? "yes" : "no"), rider,
        ] + corridor(line.corridor) + [madeUp])
    }
  }

  /// Of the road whose line it is; no property where no line has one.
  private func corridor(_ name: String?) -> [JSONMember] {
    guard county.lines.contains(where: { $0.corridor != nil }) else { return [] }
    return [JSONMember("corridor", name.map { JSONValue.string($0) } ?? nil)]
  }
}

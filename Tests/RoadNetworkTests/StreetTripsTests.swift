import Geometry
import Model
import RoadNetwork
import Testing

@Suite struct StreetTripsTests {
  /// Streets of 100 m in millimetres.
  private let scene = Scene(
    """
    A-B-C
      |
      D
    """)

  private func match(_ stretches: [(street: StreetID, from: Int, to: Int)]) -> TrackMatch {
    var match = TrackMatch()
    match.parts = [
      .streets(
        stretches.map {
          MatchedStretch(
            street: $0.street, from: $0.from, to: $0.to, isForward: $0.from < $0.to, isAgainstOneWay: false,
            length: Meters(Double(abs($0.to - $0.from)) / 1000))
        }), .drawn([Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 1)]),
    ]
    return match
  }

  @Test func wholeStreetsCountForThoseWhoPassThem() throws {
    let graph = try scene.graph(.distance)
    func street(_ name: Character) throws -> (StreetID, Int) {
      let end = scene.places[name]!
      let id = try #require(
        graph.streets.first { $0.coordinates.contains { lengthInMeters([$0, end]) < 0.1 } && $0.length.value > 90 }
      ).id
      return (id, graph.cost(of: id))
    }
    let (a, c, d) = (try street("A"), try street("C"), try street("D"))
    let tracks: [(match: TrackMatch, trips: Double)] = [
      (match([(a.0, 0, a.1), (c.0, 0, c.1)]), 2),
      // There and back on the first; half of the second.
      (match([(a.0, a.1, 0), (a.0, 0, a.1), (c.0, 0, c.1 / 2)]), 0.5),
      // Turned round in the middle: once over all of it.
      (match([(a.0, 0, 60_000), (a.0, 60_000, 50_000), (a.0, 50_000, a.1), (d.0, 10, d.1)]), 1),
    ]
    let one = graph.trips(of: tracks, least: 1)
    #expect(one.map(\.street) == [a.0, c.0].sorted())
    let first = try #require(one.first { $0.street == a.0 })
    // 2, twice 0.5, 1.
    #expect(first.tracks == 3 && first.trips == 4)
    #expect(graph.trips(of: tracks, least: 3).map(\.street) == [a.0])
    #expect(graph.trips(of: tracks, least: 4).isEmpty)
    #expect(graph.trips(of: [], least: 0).isEmpty)
  }
}

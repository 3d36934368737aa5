import Geometry
import Model

/// The ground of a whole network with nothing but its streets: made once, kept in a file, and read in place of being made.
package struct KeptTerritories: Sendable {
  /// Rises with every change of the columns, and with every change of how ground is parted: what is kept must be what
  /// would be made.
  package static let layout: UInt8 = 1

  private let fromStation: Territories
  /// Only where one comes onto the streets is another matter; nil where it is not.
  private let toStation: Territories?

  /// - Parameter foot: where one comes onto a street from each of some positions, on trips in a direction.
  /// - Complexity: as for ``Territories``.
  package init(
    _ plan: StreetPlan, threads: Int, foot: (_ positions: [Coordinate], _ direction: Direction) -> [StreetFoot?]
  ) {
    fromStation = Territories(plan, threads: threads) { foot($0, .fromStation) }
    let back = foot(fromStation.besidePlaces.map(fromStation.plane.position), .toStation)
    toStation = back == fromStation.feet ? nil : fromStation.reached(from: back)
  }

  /// The ground with some places and communities; nil where these have ground of their own, so that it must be made anew.
  package func territories(
    _ direction: Direction, places: TerritoryPlaces = .none, communities: [[Polygon]] = []
  ) -> Territories? {
    (direction == .toStation ? toStation ?? fromStation : fromStation).adapted(to: places, communities: communities)
  }

  package var columns: [KeptColumn] {
    let cells = fromStation.cells
    let samples = cells.samples
    return [
      KeptColumn(samples.starts), KeptColumn(samples.places.map(WholePlace.init)), KeptColumn(samples.offsets),
      KeptColumn(samples.ends), KeptColumn(samples.nodes), KeptColumn(samples.meters),
      KeptColumn(fromStation.besidePlaces.map(WholePlace.init)), KeptColumn(fromStation.feet.map(KeptFoot.init)),
      KeptColumn(toStation?.feet.map(KeptFoot.init) ?? []), KeptColumn(fromStation.strays.all),
      KeptColumn(cells.partition.edges),
    ]
  }

  /// - Parameters:
  ///   - plan: that of which it was made.
  ///   - columns: as they were kept.
  /// - Returns: nil when the columns do not fit one another and the plan.
  /// - Complexity: O(bytes).
  package init?(_ plan: StreetPlan, _ columns: inout some KeptColumns) throws {
    let starts = try columns.next(Int32.self)
    let places = try columns.next(WholePlace.self)
    let (offsets, ends) = (try columns.next(Int32.self), try columns.next(Int32.self))
    let (nodes, meters) = (try columns.next(Int32.self), try columns.next(Float.self))
    let besidePlaces = try columns.next(WholePlace.self)
    let (feet, feetBack) = (try columns.next(KeptFoot.self), try columns.next(KeptFoot.self))
    let strays = try columns.next(Strays.Stray.self)
    let edges = try columns.next(PartEdge.self)

    let count = places.count
    let cellCount = count + besidePlaces.count
    func isCell(_ cell: Int32) -> Bool { cell >= 0 && Int(cell) < cellCount }
    func areOnStreets(_ feet: [KeptFoot]) -> Bool {
      feet.count == besidePlaces.count && feet.allSatisfy { $0.street >= -1 && Int($0.street) < plan.streetCount }
    }
    guard starts.count == plan.streetCount + 1, starts[0] == 0, Int(starts[plan.streetCount]) == count,
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
      [offsets.count, ends.count, nodes.count, meters.count].allSatisfy({ $0 == count }),
      areOnStreets(feet), feetBack.isEmpty || areOnStreets(feetBack),
      strays.allSatisfy({ isCell($0.cell) && isCell($0.host) }),
      edges.allSatisfy({ isCell($0.left) && ($0.right < 0 || isCell($0.right)) && $0.set == GroundSets.none })
    else { return nil }
    let samples = StreetSamples(
      starts: starts, places: places.map(\.place), offsets: offsets, ends: ends, nodes: nodes, meters: meters)
    fromStation = Territories(
      plan,
      GroundCells(
        samples: samples, beside: feet.map { .init($0.foot, place: -1) },
        partition: Partition(edges, cellCount: cellCount)),
      besidePlaces: besidePlaces.map(\.place), Strays(strays, cellCount: cellCount))
    toStation = feetBack.isEmpty ? nil : fromStation.reached(from: feetBack.map(\.foot))
  }
}

extension Territories {
  /// Where one comes onto the streets from the cells beside them.
  fileprivate var feet: [StreetFoot?] {
    cells.beside.map { $0.street < 0 ? nil : StreetFoot(street: $0.street, offset: $0.offset) }
  }
}

/// A place of whole units of the plane.
private struct WholePlace: BitwiseCopyable {
  var x: Int32
  var y: Int32

  init(_ place: PlanePoint) { (x, y) = (Int32(place.x), Int32(place.y)) }

  var place: PlanePoint { PlanePoint(Double(x), Double(y)) }
}

/// A foot on a street; -1 for none.
private struct KeptFoot: BitwiseCopyable {
  var street: Int32
  var offset: Int32

  init(_ foot: StreetFoot?) { (street, offset) = (foot?.street ?? -1, foot?.offset ?? 0) }

  var foot: StreetFoot? { street < 0 ? nil : StreetFoot(street: street, offset: offset) }
}

import Geometry
import Model

/// Places whose way to each site is known, as cells of their own: what is drawn agrees with what is counted there.
package struct TerritoryPlaces: Sendable {
  /// WGS84 degrees.
  package var positions: [Coordinate]
  /// Where each comes onto its street; nil where it cannot.
  package var feet: [StreetFoot?]

  package init(positions: [Coordinate] = [], feet: [StreetFoot?] = []) {
    self.positions = positions
    self.feet = feet
  }

  package static let none = TerritoryPlaces()
}

/// The ground of a network: every piece of street has the ground that is nearer to it than to any other, as far as 100 m,
/// up to walls and water.
///
/// Voronoi cells of samples along the streets, made once; what is drawn are unions of them, cut where a cutoff ends.
package struct Territories: Sendable {
  let cells: GroundCells
  let plan: StreetPlan
  let plane: ConformalPlane
  let ground: CommunityGround
  /// Of a street, its cells beside it: numbers of `cells.beside`, by offset.
  private let besideStarts: [Int32]
  private let besideOf: [Int32]
  /// The cell of each place; the one beside which it stands, where it has none of its own.
  let cellOfPlace: [Int32]
  let strays: Strays
  private let besidePlaces: [PlanePoint]

  /// A place so near to its street, in metres, is a place of the street.
  private static let onStreet = 0.5

  /// - Parameters:
  ///   - plan: the streets.
  ///   - obstacles: no ground goes across them.
  ///   - places: with known ways.
  ///   - isDrawn: by street: borders between the ground of others are left out. All without it.
  ///   - communities: outlines, along which the ground is parted, too; none of those that are no polygon.
  ///   - leastInStrip: how many places a strip has at least; nothing depends on it but the time.
  ///   - foot: where one comes onto a street from each of some positions, not across an obstacle.
  /// - Complexity: O(n log n) in street vertices, metres of street by the spacing, and outlines.
  package init(
    _ plan: StreetPlan, around obstacles: Obstacles? = nil, places: TerritoryPlaces = .none,
    isDrawn: [Bool]? = nil, communities: [[Polygon]] = [], leastInStrip: Int = Strip.least, threads: Int = 1,
    foot: ([Coordinate]) -> [StreetFoot?] = { $0.map { _ in nil } }
  ) {
    var box = Box((0..<plan.vertexCount).lazy.map(plan.position))
    for position in places.positions { box.add(position) }
    if box.isEmpty { box = Box([Coordinate(x: 0, y: 0)]) }
    let plane = ConformalPlane(box)
    self.plan = plan
    self.plane = plane
    ground = CommunityGround(communities)
    let streets = NodedStreets(plan, plane, threads: threads)
    let unit = plane.unitsPerMeter(at: 0)

    // Places beside the streets, then walls and bridges, then the streets between them.
    let standing = places.positions.map { plane.place($0).rounded(.toNearestOrAwayFromZero) }
    var beside: [GroundCells.BesideCell] = []
    var besidePlaces: [PlanePoint] = []
    for (index, place) in standing.enumerated() {
      let foot = places.feet[index]
      if let foot, place.distance(to: plane.place(Self.position(plan, foot))) < Self.onStreet * unit { continue }
      beside.append(.init(street: foot?.street ?? -1, offset: foot?.offset ?? 0, place: Int32(index)))
      besidePlaces.append(place)
    }
    let walls = BesideSamples(
      streets, around: obstacles, apart: besidePlaces, plane, box.expanded(byMeters: 2 * CellReach.limit)
    ).places
    let wallPositions = walls.map(plane.position)
    for (position, foot) in zip(wallPositions, foot(wallPositions)) {
      let isRest = obstacles?.contain(position) ?? false
      beside.append(.init(street: isRest ? -1 : foot?.street ?? -1, offset: foot?.offset ?? 0, place: -1))
    }
    besidePlaces += walls
    let samples = StreetSamples(streets, plane, beside: besidePlaces, threads: threads)
    let all = samples.places + besidePlaces
    let count = samples.count
    var isRest = [Bool](repeating: false, count: all.count)
    for (index, cell) in beside.enumerated() where cell.street < 0 { isRest[count + index] = true }
    if let isDrawn {
      for sample in 0..<count where !isDrawn[Int(samples.streets[sample])] { isRest[sample] = true }
    }
    let borders = CellBorders(
      CellPlaces(places: all, isRest: isRest, samples: samples, plane: plane), leastInStrip: leastInStrip,
      threads: threads)
    let partition = Partition(borders, cellCount: all.count, ground, samples: all, plane, threads: threads)
    cells = GroundCells(samples: samples, beside: beside, partition: partition)

    var byStreet = [Int32](repeating: 0, count: plan.streetCount + 1)
    for cell in beside where cell.street >= 0 { byStreet[Int(cell.street) + 1] += 1 }
    for street in 0..<plan.streetCount { byStreet[street + 1] += byStreet[street] }
    besideStarts = byStreet
    besideOf = beside.indices.filter { beside[$0].street >= 0 }
      .sorted { (beside[$0].street, beside[$0].offset, $0) < (beside[$1].street, beside[$1].offset, $1) }
      .map { Int32($0) }

    var own = [Int32](repeating: -1, count: places.positions.count)
    for (index, cell) in beside.enumerated() where cell.place >= 0 {
      own[Int(cell.place)] = borders.standIns[count + index]
    }
    for (index, foot) in places.feet.enumerated() where own[index] < 0 {
      if let foot { own[index] = Int32(samples.cell(of: foot.street, at: foot.offset) ?? -1) }
    }
    cellOfPlace = own
    self.besidePlaces = besidePlaces
    strays = Strays(borders.strays, cellCount: all.count)
  }

  /// How many cells the ground has.
  package var cellCount: Int { cells.cellCount }

  /// All borders of the cells, with the cells on their two sides, in no order that means anything.
  package var edges: [PartEdge] { cells.partition.edges }

  /// Where the sample of a cell stands.
  func place(ofCell cell: Int) -> PlanePoint {
    cell < cells.samples.count ? cells.samples.places[cell] : besidePlaces[cell - cells.samples.count]
  }

  /// The cells beside a street that are come to from a range of it.
  func beside(_ street: Int32, _ first: Int32, _ last: Int32, _ body: (Int) -> Void) {
    for index in Int(besideStarts[Int(street)])..<Int(besideStarts[Int(street) + 1]) {
      let number = Int(besideOf[index])
      let offset = cells.beside[number].offset
      if offset > last { return }
      if offset >= first { body(number) }
    }
  }

  /// The place on the ground at a cost along a street, on the grid.
  func gridPoint(_ street: Int32, _ offset: Int32) -> GridPoint {
    GridPoint(Self.position(plan, StreetFoot(street: street, offset: offset)))
  }

  private static func position(_ plan: StreetPlan, _ foot: StreetFoot) -> Coordinate {
    let vertices = plan.vertices(of: Int(foot.street))
    var low = vertices.lowerBound
    var high = vertices.upperBound - 1
    guard low < high else { return vertices.isEmpty ? Coordinate(x: 0, y: 0) : plan.position(low) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if plan.offsets[middle] <= foot.offset { low = middle } else { high = middle }
    }
    let (a, b) = (plan.offsets[low], plan.offsets[high])
    let share = b > a ? min(1, max(0, Double(foot.offset - a) / Double(b - a))) : 0
    let (p, q) = (plan.position(low), plan.position(high))
    return Coordinate(x: p.x + (q.x - p.x) * share, y: p.y + (q.y - p.y) * share)
  }
}

extension StreetSamples {
  /// The cell that holds a place of a street; nil for a street without any.
  func cell(of street: Int32, at offset: Int32) -> Int? {
    var low = Int(starts[Int(street)])
    let end = Int(starts[Int(street) + 1])
    guard low < end else { return nil }
    var high = end - 1
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

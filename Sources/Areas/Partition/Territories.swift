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

  /// A place so near to its street, in metres, is a place of the street.
  private static let onStreet = 0.5

  /// Whether each is a place of its street, without a cell of its own.
  func areOnStreets(_ plan: StreetPlan) -> [Bool] {
    zip(positions, feet).map { position, foot in
      guard let foot else { return false }
      let place = plan.position(of: foot)
      let scale = LocalScale(latitude: place.y)
      let (x, y) = (
        (position.x - place.x) * scale.metersPerDegreeX, (position.y - place.y) * scale.metersPerDegreeY
      )
      return x * x + y * y < Self.onStreet * Self.onStreet
    }
  }
}

/// The ground of a network: every piece of street has the ground that is nearer to it than to any other, as far as 100 m,
/// up to walls and water.
///
/// Voronoi cells of samples along the streets, made once; what is drawn are unions of them, cut where a cutoff ends.
package struct Territories: Sendable {
  private(set) var cells: GroundCells
  let plan: StreetPlan
  let plane: ConformalPlane
  private(set) var ground: CommunityGround
  /// Of a street, its cells beside it: numbers of `cells.beside`, by offset.
  private var besideStarts: [Int32] = []
  private var besideOf: [Int32] = []
  /// The cell of each place; the one beside which it stands, where it has none of its own.
  private(set) var cellOfPlace: [Int32] = []
  let strays: Strays
  let besidePlaces: [PlanePoint]

  /// - Parameters:
  ///   - plan: the streets.
  ///   - obstacles: no ground goes across them.
  ///   - places: with known ways.
  ///   - part: what of the network is made; all without it.
  ///   - communities: outlines, along which the ground is parted, too; none of those that are no polygon.
  ///   - leastInStrip: how many places a strip has at least; nothing depends on it but the time.
  ///   - foot: where one comes onto a street from each of some positions, not across an obstacle.
  /// - Complexity: O(n log n) in street vertices, metres of street by the spacing, and outlines.
  package init(
    _ plan: StreetPlan, around obstacles: Obstacles? = nil, places: TerritoryPlaces = .none,
    part: NetworkPart? = nil, communities: [[Polygon]] = [], leastInStrip: Int = Strip.least, threads: Int = 1,
    foot: ([Coordinate]) -> [StreetFoot?] = { $0.map { _ in nil } }
  ) {
    let isOnStreet = places.areOnStreets(plan)
    var box = part?.extent ?? plan.extent
    for (position, isOnStreet) in zip(places.positions, isOnStreet) where !isOnStreet { box.add(position) }
    if box.isEmpty { box = Box([Coordinate(x: 0, y: 0)]) }
    let plane = ConformalPlane(box)
    self.plan = plan
    self.plane = plane
    ground = CommunityGround(communities)
    let streets = NodedStreets(plan, plane, threads: threads)

    // Places beside the streets, then walls and bridges, then the streets between them.
    var beside: [GroundCells.BesideCell] = []
    var besidePlaces: [PlanePoint] = []
    var isRest: [Bool] = []
    for (index, position) in places.positions.enumerated() where !isOnStreet[index] {
      beside.append(.init(places.feet[index], place: Int32(index)))
      besidePlaces.append(plane.place(position).rounded(.toNearestOrAwayFromZero))
      isRest.append(places.feet[index] == nil)
    }
    let walls = BesideSamples(
      streets, of: plan, around: obstacles, apart: besidePlaces, plane, box.expanded(byMeters: 2 * CellReach.limit)
    ).places
    let wallPositions = walls.map(plane.position)
    for (position, foot) in zip(wallPositions, foot(wallPositions)) {
      let isInside = obstacles?.contain(position) ?? false
      beside.append(.init(isInside ? nil : foot, place: -1))
      isRest.append(isInside)
    }
    besidePlaces += walls
    let samples = StreetSamples(streets, plane, beside: besidePlaces, isSampled: part?.isSampled, threads: threads)
    let all = samples.places + besidePlaces
    let count = samples.count
    var borders = CellBorders(
      CellPlaces(
        places: all, isRest: [Bool](repeating: false, count: count) + isRest, samples: samples, plane: plane),
      leastInStrip: leastInStrip, threads: threads)
    if let isDrawn = part?.isDrawn {
      // The corners of the others stay: drawn borders that pass them bend there.
      func isDrawnCell(_ cell: Int32) -> Bool {
        cell >= 0 && (Int(cell) >= count || isDrawn[Int(samples.streets[Int(cell)])])
      }
      borders.keep { isDrawnCell($0.left) || isDrawnCell($0.right) }
    }
    let partition = Partition(&borders, cellCount: all.count, ground, samples: all, plane, threads: threads)
    cells = GroundCells(samples: samples, beside: beside, partition: partition)
    self.besidePlaces = besidePlaces
    strays = Strays(borders.strays, cellCount: all.count)
    orderBeside()
    setCells(of: places)
    for (index, cell) in beside.enumerated() where cell.place >= 0 {
      cellOfPlace[Int(cell.place)] = borders.standIns[count + index]
    }
  }

  /// - Parameter places: of the cells beside the streets, as places of the plane.
  init(_ plan: StreetPlan, _ cells: GroundCells, besidePlaces: [PlanePoint], _ strays: Strays) {
    let box = plan.extent
    self.plan = plan
    self.cells = cells
    self.besidePlaces = besidePlaces
    self.strays = strays
    plane = ConformalPlane(box.isEmpty ? Box([Coordinate(x: 0, y: 0)]) : box)
    ground = CommunityGround([])
    orderBeside()
  }

  /// The same ground with some places and communities; nil where these have ground of their own.
  ///
  /// - Precondition: it was made without any.
  func adapted(to places: TerritoryPlaces, communities: [[Polygon]]) -> Territories? {
    var adapted = self
    adapted.ground = CommunityGround(communities)
    guard adapted.ground.rings.isEmpty, places.areOnStreets(plan).allSatisfy({ $0 }) else { return nil }
    adapted.setCells(of: places)
    return adapted
  }

  /// The same ground, come to from other places of the streets.
  ///
  /// - Parameter feet: of each cell beside the streets.
  func reached(from feet: [StreetFoot?]) -> Territories {
    var territories = self
    territories.cells.beside = zip(feet, cells.beside).map { .init($0, place: $1.place) }
    territories.orderBeside()
    return territories
  }

  private mutating func orderBeside() {
    let beside = cells.beside
    var byStreet = [Int32](repeating: 0, count: plan.streetCount + 1)
    for cell in beside where cell.street >= 0 { byStreet[Int(cell.street) + 1] += 1 }
    for street in 0..<plan.streetCount { byStreet[street + 1] += byStreet[street] }
    besideStarts = byStreet
    besideOf = beside.indices.filter { beside[$0].street >= 0 }
      .sorted { (beside[$0].street, beside[$0].offset, $0) < (beside[$1].street, beside[$1].offset, $1) }
      .map { Int32($0) }
  }

  /// Gives each place the cell of its street.
  private mutating func setCells(of places: TerritoryPlaces) {
    cellOfPlace = places.feet.map { foot in
      foot.flatMap { cells.samples.cell(of: $0.street, at: $0.offset) }.map { Int32($0) } ?? -1
    }
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
    GridPoint(plan.position(of: StreetFoot(street: street, offset: offset)))
  }
}

extension StreetPlan {
  /// The box around all streets, WGS84 degrees.
  package var extent: Box {
    guard let west = longitudes.min(), let east = longitudes.max(), let south = latitudes.min(),
      let north = latitudes.max()
    else { return Box() }
    func degrees(_ units: Int32) -> Double { Double(units) / 1e7 }
    return Box(minX: degrees(west), minY: degrees(south), maxX: degrees(east), maxY: degrees(north))
  }

  func position(of foot: StreetFoot) -> Coordinate {
    let vertices = vertices(of: Int(foot.street))
    var low = vertices.lowerBound
    var high = vertices.upperBound - 1
    guard low < high else { return vertices.isEmpty ? Coordinate(x: 0, y: 0) : position(low) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if offsets[middle] <= foot.offset { low = middle } else { high = middle }
    }
    let (a, b) = (offsets[low], offsets[high])
    let share = b > a ? min(1, max(0, Double(foot.offset - a) / Double(b - a))) : 0
    let (p, q) = (position(low), position(high))
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

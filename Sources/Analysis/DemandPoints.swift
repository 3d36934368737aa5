import Coverage
import GEOS
import Geometry
import Model
import RoadNetwork

/// The weighted points that stand for people and trips, and the pieces of the routes.
struct DemandPoints {
  /// Inside the area only, in the order communities, workers, routes.
  var points: [DemandPoint] = []
  /// The modes by which the points move, in the order of the choice.
  private(set) var modes: [TravelMode] = []
  /// Per point its mode's position in ``modes``.
  private(set) var pointModes: [Int] = []
  /// Per route its pieces; `routePoints[r][i]` is the demand point of piece `i`, nil outside the area.
  var routePieces: [LinePieces] = []
  var routePoints: [[Int?]] = []
  var findings: [QualityFinding] = []

  /// Spacing of the points that stand for people along streets.
  static let streetSpacing = Meters(50)
  /// Longest piece of a route.
  static let routePiece = Meters(100)
  /// Side of the cells of a polygon without streets; longer when there would be too many of them.
  static let cellSide = Meters(100)
  static let mostCells = 10_000.0

  init(_ inputs: AnalysisInputs, _ choice: ModeChoice) throws {
    let area = try inputs.area.map { try PreparedGeometry($0.repaired().shape) }
    func isInside(_ positions: [Coordinate]) throws(GEOSError) -> [Bool] {
      guard area != nil else { return positions.map { _ in true } }
      return try area!.intersects(positions)
    }

    let streets = PeopleOnStreets(inputs.graph)
    for (owner, community) in inputs.communities.enumerated() {
      var samples = try samples(of: community, streets)
      if samples.isEmpty {
        // An outline or line without extent: its people are where it stands.
        samples = [StreetSample(position: community.shape.box.center, length: Meters(1))]
      }
      let total = samples.reduce(0) { $0 + $1.length.value }
      let inside = try isInside(samples.map(\.position))
      for (sample, isIn) in zip(samples, inside) where isIn {
        points.append(
          DemandPoint(
            kind: .communities, owner: owner, position: sample.position,
            weight: community.residents * sample.length.value / total))
      }
    }
    let workersInside = try isInside(inputs.workers.map(\.position))
    for (owner, group) in inputs.workers.enumerated() where workersInside[owner] {
      points.append(DemandPoint(kind: .workers, owner: owner, position: group.position, weight: group.heads))
    }
    for (owner, route) in inputs.routes.enumerated() {
      let pieces = LinePieces(line: route.line, longest: Self.routePiece)
      let inside = try isInside(pieces.middles)
      routePieces.append(pieces)
      routePoints.append(
        zip(pieces.middles, inside).map { position, isIn in
          guard isIn else { return nil }
          points.append(
            DemandPoint(
              kind: .routes, owner: owner, position: position,
              weight: route.tripsPerDay * pieces.pieceLength.value / 1000))
          return points.count - 1
        })
    }
    chooseModes(inputs, choice)
  }

  private mutating func chooseModes(_ inputs: AnalysisInputs, _ choice: ModeChoice) {
    let all = choice.all
    let numbers = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
    pointModes = points.map { numbers[inputs.mode(of: $0.kind, owner: $0.owner, choice)]! }
    let used = Set(pointModes).sorted()
    modes = used.map { all[$0] }
    guard used.count < all.count else { return }
    var position = [Int](repeating: 0, count: all.count)
    for (index, number) in used.enumerated() { position[number] = index }
    pointModes = pointModes.map { position[$0] }
  }

  /// How a point moves.
  func mode(of point: Int) -> TravelMode { modes[pointModes[point]] }

  /// Some of the points, in the order given; routes are not kept.
  func keeping(_ kept: [Int]) -> DemandPoints {
    var some = self
    some.points = kept.map { points[$0] }
    some.pointModes = kept.map { pointModes[$0] }
    some.routePieces = []
    some.routePoints = []
    return some
  }

  /// The points that move by a mode, rising.
  func positions(of mode: TravelMode) -> [Int] {
    guard let number = modes.firstIndex(of: mode) else { return [] }
    return modes.count == 1 ? Array(points.indices) : points.indices.filter { pointModes[$0] == number }
  }

  /// Some of the points brought to the streets of their mode; those of routes are on their way.
  func snapped(
    _ positions: [Int], to graph: RoadGraph, _ circle: CircleDefinition, around obstacles: Obstacles?, threads: Int
  ) -> [SnapResult] {
    graph.snap(
      positions.map { points[$0].position }, limit: circle.snapLimit, for: .ofDemand(circle.direction),
      around: obstacles, underway: positions.map { points[$0].kind == .routes }, threads: threads)
  }

  /// Where a community's people are, with the length each place stands for.
  private mutating func samples(
    of community: Community, _ streets: PeopleOnStreets
  ) throws(GEOSError) -> [StreetSample] {
    let lines = community.shape.lines
    if !lines.isEmpty { return streetSamples(lines, spacing: Self.streetSpacing) }
    if community.shape.polygons.isEmpty {
      var positions: [Coordinate] = []
      community.shape.forEachCoordinate { positions.append($0) }
      return positions.map { StreetSample(position: $0, length: Meters(1)) }
    }
    let polygon = try community.shape.repaired().shape
    guard !polygon.isEmpty else { return [] }
    let prepared = try PreparedGeometry(polygon)
    let box = polygon.box
    for samples in [streets.onGround, streets.lifted] {
      let near = samples.filter { box.contains($0.position) }
      let onStreets = zip(near, try prepared.contains(near.map(\.position))).filter(\.1).map(\.0)
      if !onStreets.isEmpty { return onStreets }
    }

    let cells = Self.cells(box)
    let inCells = zip(cells, try prepared.contains(cells)).filter(\.1).map(\.0)
    if !streets.onGround.isEmpty {
      findings.append(
        QualityFinding(
          .warning, .noStreetInside, layer: "communities", record: community.id.rawValue, field: "geometry",
          at: [box.center],
          message: "no street runs through the polygon; its people are spread over its area",
          fix: "load roads that cover it, or correct the outline"))
    }
    guard inCells.isEmpty else { return inCells.map { StreetSample(position: $0, length: Meters(1)) } }
    return try polygon.pointOnSurface().map { [StreetSample(position: $0, length: Meters(1))] } ?? []
  }

  /// Centres of square cells that tile a box of degrees, from its south-west corner.
  private static func cells(_ box: Box) -> [Coordinate] {
    let scale = LocalScale(latitude: box.center.y)
    let area = box.width * scale.metersPerDegreeX * box.height * scale.metersPerDegreeY
    let side = max(cellSide.value, (area / mostCells).squareRoot())
    let dx = side / scale.metersPerDegreeX
    let dy = side / scale.metersPerDegreeY
    let columns = max(1, Int((box.width / dx).rounded(.up)))
    let rows = max(1, Int((box.height / dy).rounded(.up)))
    return (0..<rows).flatMap { row in
      (0..<columns).map { column in
        Coordinate(x: box.minX + (Double(column) + 0.5) * dx, y: box.minY + (Double(row) + 0.5) * dy)
      }
    }
  }
}

/// Places along the streets that stand for the people there: nobody lives on a ferry, and on bridges, in tunnels and on
/// other levels only those who have no street on the ground.
private struct PeopleOnStreets {
  var onGround: [StreetSample]
  var lifted: [StreetSample]

  init(_ graph: RoadGraph?) {
    onGround = streetSamples(graph?.inhabitedLines ?? [], spacing: DemandPoints.streetSpacing)
    lifted = streetSamples(graph?.liftedLines ?? [], spacing: DemandPoints.streetSpacing)
  }
}

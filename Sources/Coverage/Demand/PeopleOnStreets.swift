import GEOS
import Geometry
import Model

/// Places along the streets that stand for the people there: nobody lives on a ferry, and on bridges, in tunnels and on
/// other levels only those who have no street on the ground.
package struct PeopleOnStreets: Sendable {
  var onGround: [StreetSample]
  var lifted: [StreetSample]

  /// - Parameter lines: of streets, in degrees.
  package init(onGround: [[Coordinate]], lifted: [[Coordinate]]) {
    self.onGround = streetSamples(onGround, spacing: DemandPoints.streetSpacing)
    self.lifted = streetSamples(lifted, spacing: DemandPoints.streetSpacing)
  }

  /// Side of the cells of a polygon without streets; longer when there would be too many of them.
  private static let cellSide = Meters(100)
  private static let mostCells = 10_000.0

  /// Where a community's people are, with the length each place stands for.
  func samples(of community: Community) throws(GEOSError) -> (places: [StreetSample], finding: QualityFinding?) {
    let lines = community.shape.lines
    if !lines.isEmpty { return (streetSamples(lines, spacing: DemandPoints.streetSpacing), nil) }
    if community.shape.polygons.isEmpty {
      var positions: [Coordinate] = []
      community.shape.forEachCoordinate { positions.append($0) }
      return (positions.map { StreetSample(position: $0, length: Meters(1)) }, nil)
    }
    let polygon = try community.shape.repaired().shape
    guard !polygon.isEmpty else { return ([], nil) }
    let prepared = try PreparedGeometry(polygon)
    let box = polygon.box
    for samples in [onGround, lifted] {
      let near = samples.filter { box.contains($0.position) }
      let onStreets = zip(near, try prepared.contains(near.map(\.position))).filter(\.1).map(\.0)
      if !onStreets.isEmpty { return (onStreets, nil) }
    }

    let cells = Self.cells(box)
    let inCells = zip(cells, try prepared.contains(cells)).filter(\.1).map(\.0)
    var finding: QualityFinding?
    if !onGround.isEmpty {
      finding = QualityFinding(
        .warning, .noStreetInside, layer: "communities", record: community.id.rawValue, field: "geometry",
        at: [box.center],
        message: "no street runs through the polygon; its people are spread over its area",
        fix: "load roads that cover it, or correct the outline")
    }
    guard inCells.isEmpty else {
      return (inCells.map { StreetSample(position: $0, length: Meters(1)) }, finding)
    }
    let within = try polygon.pointOnSurface().map { [StreetSample(position: $0, length: Meters(1))] } ?? []
    return (within, finding)
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

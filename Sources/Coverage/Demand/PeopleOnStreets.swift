import GEOS
import Geometry
import Model
import Words

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

  /// Where a community's people are.
  struct Homes {
    /// With the length that each stands for.
    var places: [StreetSample] = []
    /// Its outline, repaired; nil for a community that is a point or a street.
    var polygon: Shape?
    /// The places are on streets in the polygon, and not spread over it.
    var areOnStreets = false
  }

  /// Where a community's people are, by its shape and the streets in it.
  ///
  /// - Returns: no place for an outline without extent.
  func homes(of community: Community) throws(GEOSError) -> Homes {
    let lines = community.shape.lines
    if !lines.isEmpty { return Homes(places: streetSamples(lines, spacing: DemandPoints.streetSpacing)) }
    if community.shape.polygons.isEmpty {
      var positions: [Coordinate] = []
      community.shape.forEachCoordinate { positions.append($0) }
      return Homes(places: positions.map { StreetSample(position: $0, length: Meters(1)) })
    }
    let polygon = try community.shape.repaired().shape
    guard !polygon.isEmpty else { return Homes() }
    let prepared = try PreparedGeometry(polygon)
    let box = polygon.box
    for samples in [onGround, lifted] {
      let near = samples.filter { box.contains($0.position) }
      let onStreets = zip(near, try prepared.contains(near.map(\.position))).filter(\.1).map(\.0)
      if !onStreets.isEmpty { return Homes(places: onStreets, polygon: polygon, areOnStreets: true) }
    }

    let cells = Self.cells(box)
    let inCells = zip(cells, try prepared.contains(cells)).filter(\.1).map(\.0)
    let places = try inCells.isEmpty ? polygon.pointOnSurface().map { [$0] } ?? [] : inCells
    return Homes(places: places.map { StreetSample(position: $0, length: Meters(1)) }, polygon: polygon)
  }

  /// Told of a community without a street where there are streets.
  func finding(_ community: Community, _ homes: Homes, followsPopulation: Bool) -> QualityFinding? {
    guard let polygon = homes.polygon, !homes.areOnStreets, !onGround.isEmpty else { return nil }
    return QualityFinding(
      .warning, .noStreetInside, layer: "communities", record: community.id.rawValue, field: "geometry",
      at: [polygon.box.center],
      message: Bilingual("社区范围内没有道路，其居民", "no street runs through the polygon; its people are ")
        + (followsPopulation
          ? Bilingual("按人口分布数据的位置计", "where the population has them")
          : Bilingual("按均匀分布于全部范围计", "spread over its area")),
      fix: Bilingual("请补充覆盖该处的道路，或更正社区范围", "load roads that cover it, or correct the outline"))
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

extension PeopleOnStreets.Homes {
  /// A place and how much of the community is there, in no unit.
  typealias Place = (position: Coordinate, amount: Double)

  /// By length; where it stands for an outline or line without extent.
  func people(_ community: Community) -> [Place] {
    places.isEmpty ? [(community.shape.box.center, 1)] : places.map { ($0.position, $0.length.value) }
  }

  /// As the population has them; places of nobody are left out.
  func people(_ shares: PopulationSharing.Shares) -> [Place] {
    zip(places, shares.onStreets).filter { $0.1 > 0 }.map { ($0.0.position, $0.1) }
      + shares.elsewhere.map { ($0.position, $0.people) }
  }
}

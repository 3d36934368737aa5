import Geometry
import Model
import Words

/// Places in the plane that stand for all others: wherever a site might stand, one of these covers at least as much.
package struct CirclePlaces: Sendable {
  package struct Place: Hashable, Sendable {
    package var position: Coordinate
    /// Two of the demand points whose circles meet around it, the same twice for a point with no other near.
    package var parents: (first: Int, second: Int) { (Int(firstParent), Int(secondParent)) }

    var firstParent: Int32
    var secondParent: Int32
  }

  package var places: [Place]
  /// Within the radius in a straight line, the boundary included: rows in the order of `places`.
  package var covers: CoverSets
  /// What no plan can do without: with places left out, each row holds what a place or one left out in its favour may
  /// cover; the best plan among these rows is no worse than the best anywhere. Nil when none was left out.
  package var reach: CoverSets?
  /// Places looked at.
  package var foundCount: Int
}

/// The finite dominating set of the plane for covering by circles of one radius.
///
/// The demand points that one site can cover together are those whose circles have a place in common. A largest such set
/// is one circle alone or has a place on the rim of one circle at which another begins or ends: the intersections of all
/// pairs of circles, and the demand points, suffice (circle intersect point set). Here each rim is walked once, and only
/// stretches stay at which something begins and after which something ends; equal sets stay once. The place given for a
/// set is the centre of the smallest circle around its points, farther from the limit than any other, so that small moves
/// lose nothing.
///
/// Claim: for every place in the plane there is one among those returned that covers what the place covers within
/// `radius` less one part in 10¹¹ (in 10⁶ for longitudes and latitudes), and possibly more. Sets that only a place at
/// exactly the radius covers, such as two points twice the radius apart, are there as well where the coordinates can hold
/// such a place.
///
/// With `thinning` the ground is cut into squares of that side. Of the stretches of rims that lie in a square the one with
/// most weight stays, and a row of ``CirclePlaces/reach`` holds all that any place of the square may cover.
/// - Parameters:
///   - demand: planar positions in metres, or degrees (longitude first) if `geographic`.
///   - weights: of each demand point; points of weight 0 are not regarded.
///   - allows: false where no site may stand; sets whose places fall there are tried at their rims, and stay in
///     ``CirclePlaces/reach``.
///   - mostPairs: with more pairs of place and demand point the search gives up.
/// - Returns: in the order of the demand points; nil when there are more than `mostPairs`.
/// - Throws: ``SitingError`` code `badDistance` when a position is not finite or no valid longitude and latitude, or the
///   radius is negative or not finite.
/// - Complexity: O(k log k + m k) per demand point with k others within two radii and m stretches of its rim.
/// Source: Church (1984), The planar maximal covering location problem, doi:10.1111/j.1467-9787.1984.tb01031.x.
package func circlePlaces(
  demand: [Coordinate], weights: [Double], radius: Meters, geographic: Bool, thinning: Meters? = nil,
  mostPairs: Int = .max, allows: ((Coordinate) -> Bool)? = nil
) throws(SitingError) -> CirclePlaces? {
  precondition(demand.count == weights.count, "\(weights.count) weights for \(demand.count) demand points")
  let open = demand.indices.filter { weights[$0] > 0 }
  let points = open.map { demand[$0] }
  let squares = thinning.map { Squares(points, radius.value, geographic: geographic, side: $0.value) }
  guard radius.value >= 0, radius.value.isFinite else {
    throw SitingError(
      code: .badDistance,
      message: Bilingual(
        "半径为\(radius.value)米；请填写0或以上的有限长度", "radius is \(radius.value) m; give a finite length, 0 or more"),
      context: "radius")
  }
  if let fault = unusablePosition(points, Bilingual("需求点", "demand point"), geographic: geographic) {
    throw SitingError(code: .badDistance, message: fault, context: "coordinates")
  }
  // Twice the radius holds all that share a place; the search below decides.
  let near = StraightRows(
    sites: points, points: points, radius: radius.value * 2 * (1 + 1e-6), geographic: geographic)
  guard near.points.count / 8 <= mostPairs || squares != nil else { return nil }
  var search = CircleSearch(
    points, weights: open.map { weights[$0] }, radius: radius.value, geographic: geographic, squares: squares,
    mostPairs: mostPairs, allows: allows)
  for point in points.indices {
    search.walk(point, near.points(of: point).map { Int($0) })
    if search.isOverfull { return nil }
  }
  search.keepHeaviest()
  let places = search.places
  let rows = StraightRows(
    sites: places.map(\.position), points: points, radius: radius.value, geographic: geographic)
  let covers = CoverSets(
    demandCount: points.count, offsets: rows.offsets, demand: rows.points, costs: rows.meters)
  var found = CirclePlaces(places: places, covers: covers, reach: nil, foundCount: search.foundCount)
  if let squares, let thinning {
    guard
      let reach = squares.reach(
        of: points, radius, geographic: geographic, side: thinning.value, mostPairs: mostPairs)
    else { return nil }
    found.reach = reach
  } else if allows != nil {
    found.reach = CoverSets(demandCount: points.count, rows: search.sets.map { $0.map { ($0, 0) } })
  }
  return found.numbered(open, demand.count)
}

extension Squares {
  /// Squares nowhere wider than their side, from a corner beyond the reach of all points.
  fileprivate init(_ points: [Coordinate], _ radius: Double, geographic: Bool, side: Double) {
    let box = Box(points)
    var nearEquator = 0.0
    var farFromIt = 0.0
    if geographic {
      nearEquator = box.minY < 0 && box.maxY > 0 ? 0 : min(abs(box.minY), abs(box.maxY))
      farFromIt = min(89.9, max(abs(box.minY), abs(box.maxY)))
    }
    // No degree of latitude is longer than 111.7 km or shorter than 110.5.
    let width = geographic ? side / LocalScale(latitude: nearEquator).metersPerDegreeX : side
    let height = geographic ? side / 111_700 : side
    let margin =
      geographic
      ? (x: radius * 1.01 / LocalScale(latitude: farFromIt).metersPerDegreeX, y: radius / 110_500)
      : (x: radius, y: radius)
    let corner = points.isEmpty ? Coordinate(x: 0, y: 0) : Coordinate(x: box.minX - margin.x, y: box.minY - margin.y)
    self.init(corner: corner, width: width, height: height)
  }

  /// What any place of a square may cover, for each square that reaches something; nil above `mostPairs`.
  fileprivate func reach(
    of points: [Coordinate], _ radius: Meters, geographic: Bool, side: Double, mostPairs: Int
  ) -> CoverSets? {
    let box = Box(points)
    guard !box.isEmpty else { return CoverSets(demandCount: 0, rows: []) }
    let columns = 2 * (box.minX - corner.x) / width + box.width / width
    let rows = 2 * (box.minY - corner.y) / height + box.height / height
    guard columns * rows <= 4_000_000 else { return nil }
    let middles = (0...Int(rows)).flatMap { row in (0...Int(columns)).map { middle(row: row, column: $0) } }
    let wide = StraightRows(
      sites: middles, points: points, radius: (radius.value + side * 0.5.squareRoot()) * (1 + 1e-6),
      geographic: geographic)
    guard wide.points.count <= mostPairs else { return nil }
    return CoverSets(
      demandCount: points.count,
      rows: middles.indices.map { wide.points(of: $0).map { ($0, 0.0) } }.filter { !$0.isEmpty })
  }
}

extension CirclePlaces {
  /// The same with the demand points numbered as before those of weight 0 were left out.
  fileprivate func numbered(_ open: [Int], _ count: Int) -> CirclePlaces {
    guard open.count < count else { return self }
    var result = self
    func widened(_ covers: CoverSets) -> CoverSets {
      CoverSets(
        demandCount: count, offsets: covers.offsets, demand: covers.demand.map { Int32(open[Int($0)]) },
        costs: covers.costs)
    }
    result.covers = widened(covers)
    result.reach = reach.map(widened)
    for index in places.indices {
      result.places[index].firstParent = Int32(open[Int(places[index].firstParent)])
      result.places[index].secondParent = Int32(open[Int(places[index].secondParent)])
    }
    return result
  }
}

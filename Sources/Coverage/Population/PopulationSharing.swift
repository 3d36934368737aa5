import GEOS
import Geometry
import Model

/// Shares the residents of communities out by where people live.
///
/// Of the people inside a community those within 200 m of one of its street points are counted there, at the nearest; the
/// others stay where they are, together in squares of 100 m (longer where a community would have more than 10,000 of
/// them). Its residents are then shared in proportion. Without streets all stay where they are. Cells longer than 100 m
/// are split evenly, as long as that makes no more than 2,500 of a community without streets.
///
/// The census says how many they are, the population where: the sum of a community is its residents.
struct PopulationSharing {
  /// Where a community's people are, and how many of those the population has.
  struct Shares {
    /// Of each street point.
    var onStreets: [Double]
    var elsewhere: [(position: Coordinate, people: Double)]
    var total: Double
  }

  private let population: Population
  private var isClaimed: [Bool] = []
  private var empty: [Community] = []
  private var coarse: [Community] = []
  private var sums = (people: 0.0, residents: 0.0)
  /// Square metres, of a cell in the last community.
  private var cellArea = 0.0

  /// Farther from a street point people are not brought to it.
  private static let toStreet = 200.0
  private static let square = 100.0
  /// Points of a community, and of a district whose cells are the demand: more are joined, and splitting makes no more
  /// than a part of them.
  private static let mostSquares = (community: 10_000.0, district: 250_000.0)
  private static let mostSplit = (community: 2_500.0, district: 50_000.0)
  /// The sums of people and residents may differ so many times.
  private static let likelyTimes = 2.0
  /// A resident has more square metres of floor, and a place fewer residents.
  private static let leastFloor = 5.0
  private static let mostAtPlace = 1000.0
  private static let mostNames = 5

  init(_ population: Population) {
    self.population = population
    if case .places(let places) = population.source { isClaimed = [Bool](repeating: false, count: places.count) }
  }

  var isDemand: Bool { population.isDemand }

  /// - Parameters:
  ///   - polygon: the community's outline, valid.
  ///   - streets: points on its streets; empty where it has none.
  /// - Returns: nil when the population has nobody there.
  mutating func shares(
    of community: Community, _ polygon: Shape, streets: [Coordinate]
  ) throws(GEOSError) -> Shares? {
    let area = polygon.areaOfBox
    func length(_ most: (community: Double, district: Double)) -> Meters {
      Meters(max(Self.square, (area / (isDemand ? most.district : most.community)).squareRoot()))
    }
    let side = length(Self.mostSquares)
    let nearest = NearestPlaces(isDemand ? [] : streets, reach: Self.toStreet)
    var shares = Shares(onStreets: [Double](repeating: 0, count: streets.count), elsewhere: [], total: 0)
    var joined = JoinedPlaces()
    var claimed: [Int] = []
    let splitSide = isDemand || streets.isEmpty ? length(Self.mostSplit) : Meters(Self.square)
    try population.forEachPlace(in: community.id, polygon, side: side, splitSide: splitSide) { place in
      if let index = place.index {
        // On a border shared with an earlier community it is counted there.
        guard !isClaimed[index] else { return }
        claimed.append(index)
      }
      guard place.people > 0, place.position.isFinite else { return }
      shares.total += place.people
      if let street = nearest.nearest(to: place.position) {
        shares.onStreets[street] += place.people
      } else {
        joined.add(place.people, at: place.position, in: place.square)
      }
    }
    for index in claimed { isClaimed[index] = true }
    joined.finishRow()
    shares.elsewhere = joined.places
    note(community, polygon, shares.total)
    return shares.total > 0 ? shares : nil
  }

  private mutating func note(_ community: Community, _ polygon: Shape, _ people: Double) {
    if case .cells(let grid, let outlines) = population.source,
      let corner = outlines[community.id]?.first?.coordinates.first
    {
      let size = grid.places.cellSize(at: corner)
      let area = size.width * size.height
      if area.isFinite { cellArea = area }
      if area > polygon.areaInMeters { coarse.append(community) }
    }
    guard people > 0 else {
      if community.residents > 0 { empty.append(community) }
      return
    }
    sums.people += people
    sums.residents += community.residents
  }

  /// What the population and the communities have to say about each other.
  var findings: [QualityFinding] {
    isDemand ? [] : [emptyFinding, coarseFinding, totalFinding, outsideFinding].compactMap(\.self)
  }

  private var unitName: String {
    switch population.unit {
    case .people: "people"
    case .squareMeters: "m² of floor"
    case .places: "places"
    }
  }

  private static func counted(_ communities: [Community]) -> String {
    "\(communities.count) \(communities.count == 1 ? "community" : "communities")"
  }

  private static func names(_ communities: [Community]) -> String {
    let names = communities.prefix(mostNames).map(\.name).joined(separator: ", ")
    return communities.count > mostNames ? names + " and \(communities.count - mostNames) more" : names
  }

  private var emptyFinding: QualityFinding? {
    guard let first = empty.first else { return nil }
    let residents = empty.reduce(0) { $0 + $1.residents }
    return QualityFinding(
      .warning, .populationPlace, layer: "communities", record: first.id.rawValue, value: "\(empty.count)",
      at: [first.shape.box.center],
      message: "the population has nobody in \(Self.counted(empty)) with \(Int(residents.rounded())) residents "
        + "(\(Self.names(empty))); these are shared out along streets or over the area as without it",
      fix: "give the population of the whole district, or correct the outlines")
  }

  private var coarseFinding: QualityFinding? {
    guard let first = coarse.first else { return nil }
    return QualityFinding(
      .warning, .coarsePopulation, layer: "population", record: first.id.rawValue, value: "\(coarse.count)",
      at: [first.shape.box.center],
      message: "a cell (\(Int(cellArea.squareRoot().rounded())) m) is larger than \(Self.counted(coarse)) "
        + "(\(Self.names(coarse))): it says nothing about where in them people live",
      fix: "give a finer raster, or buildings")
  }

  private var totalFinding: QualityFinding? {
    guard sums.people > 0, sums.residents > 0 else { return nil }
    guard population.unit == .people else { return partFinding }
    let times = sums.people / sums.residents
    guard times > Self.likelyTimes || times < 1 / Self.likelyTimes else { return nil }
    let density = times * cellArea / 1e6
    let isDensity = cellArea > 0 && density <= Self.likelyTimes && density >= 1 / Self.likelyTimes
    return QualityFinding(
      .warning, .populationTotal, layer: "population", value: "\(Int(min(sums.people, 1e15).rounded()))",
      message: "the population has \(Int(min(sums.people, 1e15).rounded())) people where the communities have "
        + "\(Int(min(sums.residents, 1e15).rounded())) residents"
        + (isDensity ? "; its cells seem to hold people per km²" : "")
        + ". The residents count, and only the shares of the population",
      fix: "check its unit (people per cell, not per km²), its year and the residents")
  }

  /// Told where a file of buildings or points can only hold a part of them.
  private var partFinding: QualityFinding? {
    let isFloor = population.unit == .squareMeters
    let share = sums.people / sums.residents
    guard share < (isFloor ? Self.leastFloor : 1 / Self.mostAtPlace) else { return nil }
    return QualityFinding(
      .warning, .populationTotal, layer: "population", value: "\(Int(min(sums.people, 1e15).rounded()))",
      message: "the population has \(Int(min(sums.people, 1e15).rounded())) \(isFloor ? "m² of floor" : "places") for "
        + "\(Int(min(sums.residents, 1e15).rounded())) residents: it seems to hold only a part of the buildings, and all "
        + "residents are put there",
      fix: "give all buildings, or leave inputs.population out")
  }

  private var outsideFinding: QualityFinding? {
    guard case .places(let places) = population.source else { return nil }
    let inside = Set(zip(places, isClaimed).lazy.filter(\.1).map(\.0.record))
    let outside = zip(places, isClaimed).filter { !$0.1 && !inside.contains($0.0.record) }.map(\.0)
    let records = Set(outside.map(\.record))
    guard let first = outside.min(by: { $0.record < $1.record }) else { return nil }
    let sum = outside.reduce(0) { $0 + $1.people }
    return QualityFinding(
      .warning, .populationPlace, layer: "population", record: "\(first.record + 1)", value: "\(records.count)",
      at: [first.position],
      message: "\(records.count) points or buildings with \(Int(min(sum, 1e15).rounded())) "
        + "\(unitName) lie outside every community and count for none; the "
        + "first is named", fix: "correct the outlines of the communities, or the layer's `crs`")
  }
}

extension Shape {
  /// Square metres of the box around it.
  fileprivate var areaOfBox: Double {
    let box = box
    let scale = LocalScale(latitude: box.center.y)
    return box.width * scale.metersPerDegreeX * box.height * scale.metersPerDegreeY
  }

  /// Square metres of its polygons, by the scale of its middle.
  fileprivate var areaInMeters: Double {
    let scale = LocalScale(latitude: box.center.y)
    let degrees = polygons.reduce(0) { sum, polygon in
      guard let origin = polygon.ring(0).first else { return sum }
      let rings = (0..<polygon.ringCount).map { abs(signedArea(polygon.ring($0), about: origin)) }
      return sum + rings[0] - rings.dropFirst().reduce(0, +)
    }
    return degrees * scale.metersPerDegreeX * scale.metersPerDegreeY
  }
}

import GEOS
import Geometry
import Model
import Words

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

  private var wholePeople: Int { Int(min(sums.people, 1e15).rounded()) }
  private var wholeResidents: Int { Int(min(sums.residents, 1e15).rounded()) }

  /// So many of the population's unit: 300人, 300 people.
  private func amount(_ sum: Double) -> Bilingual {
    let sum = Int(min(sum, 1e15).rounded())
    return switch population.unit {
    case .people: Bilingual("\(sum)人", "\(sum) people")
    case .squareMeters: Bilingual("\(sum)平方米建筑面积", "\(sum) m² of floor")
    case .places: Bilingual("\(sum)个居住点", "\(sum) places")
    }
  }

  private static func counted(_ communities: [Community]) -> Bilingual {
    Bilingual(
      "\(communities.count)个社区", "\(communities.count) \(communities.count == 1 ? "community" : "communities")")
  }

  private static func names(_ communities: [Community]) -> Bilingual {
    let names = communities.prefix(mostNames).map { Bilingual(same: $0.name) }.joined("、", ", ")
    let rest = communities.count - mostNames
    return rest > 0 ? names + Bilingual("等\(communities.count)个", " and \(rest) more") : names
  }

  private var emptyFinding: QualityFinding? {
    guard let first = empty.first else { return nil }
    let residents = Int(empty.reduce(0) { $0 + $1.residents }.rounded())
    let (counted, names) = (Self.counted(empty), Self.names(empty))
    return QualityFinding(
      .warning, .populationPlace, layer: "communities", record: first.id.rawValue, value: "\(empty.count)",
      at: [first.shape.box.center],
      message: Bilingual(
        "人口分布数据在\(counted.chinese)（\(names.chinese)）内没有人，而这些社区有居民\(residents)人；其居民仍按道路或面积分摊",
        "the population has nobody in \(counted.english) with \(residents) residents (\(names.english)); these are shared "
          + "out along streets or over the area as without it"),
      fix: Bilingual("请使用覆盖全区的人口数据，或更正社区范围", "give the population of the whole district, or correct the outlines"))
  }

  private var coarseFinding: QualityFinding? {
    guard let first = coarse.first else { return nil }
    let side = Int(cellArea.squareRoot().rounded())
    let (counted, names) = (Self.counted(coarse), Self.names(coarse))
    return QualityFinding(
      .warning, .coarsePopulation, layer: "population", record: first.id.rawValue, value: "\(coarse.count)",
      at: [first.shape.box.center],
      message: Bilingual(
        "人口格网（边长\(side)米）大于\(counted.chinese)（\(names.chinese)），无法反映社区内居民的分布",
        "a cell (\(side) m) is larger than \(counted.english) (\(names.english)): it says nothing about where in them "
          + "people live"),
      fix: Bilingual("请使用更细的格网或建筑数据", "give a finer raster, or buildings"))
  }

  private var totalFinding: QualityFinding? {
    guard sums.people > 0, sums.residents > 0 else { return nil }
    guard population.unit == .people else { return partFinding }
    let times = sums.people / sums.residents
    guard times > Self.likelyTimes || times < 1 / Self.likelyTimes else { return nil }
    let density = times * cellArea / 1e6
    let isDensity = cellArea > 0 && density <= Self.likelyTimes && density >= 1 / Self.likelyTimes
    return QualityFinding(
      .warning, .populationTotal, layer: "population", value: "\(wholePeople)",
      message: Bilingual(
        "人口分布数据合计\(wholePeople)人，而相应社区的居民合计\(wholeResidents)人",
        "the population has \(wholePeople) people where the communities have \(wholeResidents) residents")
        + (isDensity
          ? Bilingual("；格网的数值似为每平方公里人数", "; its cells seem to hold people per km²") : Bilingual(same: ""))
        + Bilingual("。人数以社区为准，人口数据只用于分摊", ". The residents count, and only the shares of the population"),
      fix: Bilingual(
        "请核对人口数据的单位（应为每格人数，而非每平方公里人数）、年份，以及社区的居民数",
        "check its unit (people per cell, not per km²), its year and the residents"))
  }

  /// Told where a file of buildings or points can only hold a part of them.
  private var partFinding: QualityFinding? {
    let isFloor = population.unit == .squareMeters
    let share = sums.people / sums.residents
    guard share < (isFloor ? Self.leastFloor : 1 / Self.mostAtPlace) else { return nil }
    let amount = amount(sums.people)
    return QualityFinding(
      .warning, .populationTotal, layer: "population", value: "\(wholePeople)",
      message: Bilingual(
        "人口分布数据只有\(amount.chinese)，而居民有\(wholeResidents)人：似乎只含部分建筑，而全部居民都将计于其中",
        "the population has \(amount.english) for \(wholeResidents) residents: it seems to hold only a part of the "
          + "buildings, and all residents are put there"),
      fix: Bilingual("请提供全部建筑，或去掉inputs.population", "give all buildings, or leave inputs.population out"))
  }

  private var outsideFinding: QualityFinding? {
    guard case .places(let places) = population.source else { return nil }
    let inside = Set(zip(places, isClaimed).lazy.filter(\.1).map(\.0.record))
    let outside = zip(places, isClaimed).filter { !$0.1 && !inside.contains($0.0.record) }.map(\.0)
    let records = Set(outside.map(\.record))
    guard let first = outside.min(by: { $0.record < $1.record }) else { return nil }
    let amount = amount(outside.reduce(0) { $0 + $1.people })
    return QualityFinding(
      .warning, .populationPlace, layer: "population", record: "\(first.record + 1)", value: "\(records.count)",
      at: [first.position],
      message: Bilingual(
        "有\(records.count)个点或建筑（\(amount.chinese)）不在任何社区范围内，未计入；此处列出其中第一个",
        "\(records.count) points or buildings with \(amount.english) lie outside every community and count for none; the "
          + "first is named"),
      fix: Bilingual("请更正社区范围，或更正该图层的`crs`", "correct the outlines of the communities, or the layer's `crs`"))
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

import Coverage
import Geometry
import Model
import Testing

/// Residents shared out by where people live, on the equator: 0.001° are 111.319 m east and 110.574 m north.
struct PopulationSharingTests {
  private static func square(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
    Polygon(outer: [(west, south), (east, south), (east, north), (west, north)].map { Coordinate(x: $0.0, y: $0.1) })
  }

  private static func community(_ id: String, _ residents: Double, _ polygon: Polygon) -> Community {
    Community(id: CommunityID(rawValue: id), name: id, residents: residents, shape: .polygon(polygon))
  }

  private static func place(_ x: Double, _ y: Double, _ people: Double, _ record: Int) -> PopulationPlace {
    PopulationPlace(position: Coordinate(x: x, y: y), people: people, record: record)
  }

  private static func demand(
    _ communities: [Community], _ population: Population?, streets: [[Coordinate]] = [], area: Shape? = nil
  ) throws -> DemandPoints {
    try DemandPoints(
      communities: communities, workers: [], routes: [], area: area,
      streets: PeopleOnStreets(onGround: streets, lifted: []), population: population, ModeChoice())
  }

  /// Streets of 44.5 m, each one point in its middle.
  private static func street(_ middle: Double) -> [Coordinate] {
    [Coordinate(x: middle - 0.0002, y: 0), Coordinate(x: middle + 0.0002, y: 0)]
  }

  private static let town = community("town", 1000, square(100, -0.005, 100.01, 0.005))
  private static let streets = [street(100.0012), street(100.0052), street(100.0085)]

  /// 10 people 99.5 m from the first street, 30 people 110.6 m from the second, 60 in two houses 44 m apart and 453 m from
  /// the third: of 1000 residents 100 and 300 at the streets, 600 at the houses' common centre, nobody at the third.
  @Test func peopleGoToTheNearestStreetOrStay() throws {
    let places = [
      Self.place(100.0012, 0.0009, 10, 0), Self.place(100.0052, -0.001, 30, 1),
      Self.place(100.0091, 0.0041, 20, 2), Self.place(100.0091, 0.0045, 40, 3), Self.place(101, 0, 7, 4),
    ]
    let demand = try Self.demand(
      [Self.town], Population(.places(places), .people, isDemand: false), streets: Self.streets)
    let found = demand.points.map(\.weight)
    #expect(found.count == 3 && zip(found, [100.0, 300, 600]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(demand.points[0].position == Coordinate(x: 100.0012, y: 0))
    #expect(
      planarDistance(demand.points[2].position, Coordinate(x: 100.0091, y: (0.0041 * 20 + 0.0045 * 40) / 60)) < 1e-9)
    // 100 people for 1000 residents, and one outside.
    #expect(demand.findings.map(\.rule) == [.populationTotal, .populationPlace])
    #expect(demand.findings.map(\.value) == ["100", "1"] && demand.findings[1].record == "5")
  }

  /// 4900 m² of floor for 1000 residents are less than any town has, 5000 m² are not; one place stands for 1000 residents.
  @Test(arguments: [
    (PopulationUnit.squareMeters, 4900.0, 1), (.squareMeters, 5000, 0), (.places, 0.9, 1), (.places, 1, 0),
  ])
  func partOfTheBuildingsIsTold(unit: PopulationUnit, sum: Double, count: Int) throws {
    let demand = try Self.demand(
      [Self.town], Population(.places([Self.place(100.0012, 0, sum, 0)]), unit, isDemand: false), streets: Self.streets)
    #expect(demand.findings.count == count && demand.findings.allSatisfy { $0.rule == .populationTotal })
    #expect(demand.points.map(\.weight) == [1000])
  }

  /// Without anybody inside, residents are shared out as they are without a population: by the length of the streets.
  @Test func communityWithoutPopulationKeepsTheStreets() throws {
    let places = [Self.place(101, 0, 900, 0)]
    let there = Self.community("there", 900, Self.square(100.995, -0.005, 101.005, 0.005))
    let demand = try Self.demand(
      [Self.town, there], Population(.places(places), .people, isDemand: false), streets: Self.streets)
    let plain = try Self.demand([Self.town, there], nil, streets: Self.streets)
    #expect(demand.points.filter { $0.owner == 0 } == plain.points.filter { $0.owner == 0 })
    let elsewhere = demand.points.filter { $0.owner == 1 }
    #expect(elsewhere.map(\.position) == [Coordinate(x: 101, y: 0)] && elsewhere.map(\.weight) == [900])
    let told = demand.findings.filter { $0.rule == .populationPlace }
    #expect(told.map(\.record) == ["town"] && told[0].message.contains("1000 residents"))
    #expect(told[0].words.chinese == "人口分布数据在1个社区（town）内没有人，而这些社区有居民1000人；其居民仍按道路或面积分摊")
    // There is no street inside, and its people are told to be where the population has them.
    #expect(demand.findings.first { $0.rule == .noStreetInside }?.message.contains("population") == true)
    #expect(
      demand.findings.first { $0.rule == .noStreetInside }?.words.chinese == "社区范围内没有道路，其居民按人口分布数据的位置计")
  }

  /// Cells of 0.0008° (89 m) from 100, 0.0008 southwards.
  private static func grid(_ people: [Double], columns: Int, cell: Double = 0.0008) -> PopulationGrid {
    let rows = people.count / columns
    let node = { (x: Int, y: Int) in Coordinate(x: 100 + Double(x) * cell, y: cell - Double(y) * cell) }
    let step = max(columns, rows)
    return PopulationGrid(
      columns: columns, rows: rows, people: people,
      places: CellPlaces(
        columns: columns, rows: rows, step: step, nodes: [node(0, 0), node(step, 0), node(0, step), node(step, step)]))
  }

  private static func cells(
    _ grid: PopulationGrid, _ outlines: [(Community, Polygon)], isDemand: Bool = false
  ) -> Population {
    Population(
      .cells(grid, outlines: Dictionary(uniqueKeysWithValues: outlines.map { ($0.0.id, [$0.1]) })),
      .people, isDemand: isDemand)
  }

  /// 40 in the first cell and 80 in the second, of which half lies inside: 40 and 40. The half's centre is a quarter of a
  /// cell in.
  @Test func cellsByPartsAtTheirCentres() throws {
    let outline = Self.square(0, 0, 1.5, 1)
    let home = Self.community("home", 100, Self.square(100, 0, 100.0012, 0.0008))
    let demand = try Self.demand([home], Self.cells(Self.grid([40, 80], columns: 2), [(home, outline)]))
    #expect(demand.points.count == 2 && demand.points.allSatisfy { abs($0.weight - 50) < 1e-9 })
    #expect(planarDistance(demand.points[0].position, Coordinate(x: 100.0004, y: 0.0004)) < 1e-9)
    #expect(planarDistance(demand.points[1].position, Coordinate(x: 100.0010, y: 0.0004)) < 1e-9)
    #expect(demand.findings.isEmpty)
  }

  /// A cell of 0.004° is 445.3 by 442.3 m: five by five parts, and larger than the community, which is told.
  @Test func largeCellIsSplit() throws {
    let grid = Self.grid([500], columns: 1, cell: 0.004)
    let all = Self.community("all", 500, Self.square(100, 0, 100.004, 0.004))
    let whole = try Self.demand([all], Self.cells(grid, [(all, Self.square(0, 0, 1, 1))]))
    #expect(whole.points.count == 25 && whole.points.allSatisfy { abs($0.weight - 20) < 1e-9 })
    #expect(planarDistance(whole.points[0].position, Coordinate(x: 100.0004, y: 0.0036)) < 1e-9)
    let part = Self.community("part", 100, Self.square(100, 0.002, 100.002, 0.004))
    let told = try Self.demand([part], Self.cells(grid, [(part, Self.square(0, 0, 0.5, 0.5))]))
    #expect(told.findings.map(\.rule) == [.coarsePopulation] && told.findings[0].message.contains("444 m"))
    #expect(abs(told.points.reduce(0) { $0 + $1.weight } - 100) < 1e-9)
  }

  /// The cells alone: whoever lies in the area by part counts, though the area's own test would drop the rim.
  @Test func cellsAreTheDemand() throws {
    let grid = Self.grid([40, 80, .nan, 0, 10, 20], columns: 3)
    let outline = Self.square(0.5, 0, 2, 2)
    let area = Self.square(100.0004, -0.0008, 100.0016, 0.0008)
    let district = Self.community("population", grid.sum(in: [outline]).people, area)
    #expect(district.residents == 20 + 80 + 0 + 10)
    let demand = try Self.demand(
      [district], Self.cells(grid, [(district, outline)], isDemand: true), streets: Self.streets, area: .polygon(area))
    #expect(demand.points.map(\.weight) == [20, 80, 10] && demand.findings.isEmpty)
    #expect(planarDistance(demand.points[0].position, Coordinate(x: 100.0006, y: 0.0004)) < 1e-9)
  }

  /// Cells of 50 to 1 m: those of one square of 100 m are one point, at the centre of their people.
  @Test func smallCellsAreJoined() throws {
    let grid = Self.grid([1, 3, 0, 4, 5, 0, 0, 7], columns: 4, cell: 0.0004)
    let district = Self.community("population", 20, Self.square(100, -0.0004, 100.0016, 0.0004))
    let demand = try Self.demand(
      [district], Self.cells(grid, [(district, Self.square(0, 0, 4, 2))], isDemand: true))
    // Cells of 44.5 m: two by two.
    #expect(demand.points.map(\.weight) == [9, 11])
    let x = 100 + 0.0004 * (1 * 0.5 + 3 * 1.5 + 5 * 0.5) / 9
    #expect(abs(demand.points[0].position.x - x) < 1e-9)
  }

  /// Cells of 1 km² that hold people per km² beside communities of 10 km²: the sums differ by the cells' size.
  @Test func densityIsRecognised() throws {
    let grid = Self.grid([Double](repeating: 5000, count: 4), columns: 2, cell: 0.002)
    let home = Self.community("home", 1000, Self.square(100, -0.002, 100.004, 0.002))
    let demand = try Self.demand([home], Self.cells(grid, [(home, Self.square(0, 0, 2, 2))]))
    // 20000 x 0.0493 km² = 985.
    #expect(demand.findings.map(\.rule) == [.populationTotal] && demand.findings[0].message.contains("per km²"))
  }
}

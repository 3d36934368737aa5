import ArgumentParser
import Geodata
import Geometry
import Model
import Report
import Siting
import Words

/// Sites wherever they serve best, besides those of a table or instead of them.
struct AnywhereOptions: ParsableArguments {
  @Flag(
    help: .words(
      "站点可设在任意位置：能代表其余各处的位置加入--sites，或取代--sites。",
      "Sites may stand anywhere: the places that stand for all others join --sites, or replace them."))
  var anywhere = false
  @Option(
    help: .words(
      "与--anywhere同用：每个此边长的方格保留一个位置，如50m；0m为全部保留。未写时按需要确定。",
      "With --anywhere: keep one place of each square of this side, 50m; 0m keeps all. Default: as needed."))
  var thinning: String?

  /// Its side in metres; nil when nothing is said.
  var side: Double? { thinning.flatMap { Meters(parsing: $0)?.value } }

  func validate(for command: SolveCommand) throws {
    guard anywhere else {
      guard command.sites != nil else {
        throw ValidationError("请写--sites，或写--anywhere和--radius。", "Give --sites, or --anywhere with --radius.")
      }
      guard thinning == nil else {
        throw ValidationError("--thinning须与--anywhere同用。", "--thinning belongs to --anywhere.")
      }
      return
    }
    // Cover twice takes two sites that may be one place, capacities and fading tell places apart that cover the same.
    guard [.mclp, .lscp, .target].contains(command.problem), command.radius != nil, !command.isArray else {
      throw ValidationError(
        "--anywhere用于mclp、lscp或target，须写--radius，需求须为表格。",
        "--anywhere goes with mclp, lscp or target and --radius, on a table of demand.")
    }
    guard command.constraints.budget == nil, !command.constraints.leastCost else {
      throw ValidationError(
        "--anywhere没有费用：请不写--budget和--least-cost，改写--count。",
        "--anywhere knows no costs: leave --budget and --least-cost out, give --count.")
    }
    guard thinning == nil || (side.map { $0 == 0 || $0 >= 1 } ?? false) else {
      throw ValidationError(
        "--thinning应为一米以上的长度，如50m；0m为全部保留。",
        "--thinning needs a length of a metre or more, such as 50m, or 0m to keep all places.")
    }
  }
}

/// Places made, with the sites they were put behind.
struct PlacesMade {
  var places: PlacesAnywhere
  /// Sites of the table before them.
  var tableCount: Int
}

extension SolveCommand {
  /// The table of the sites, with the places made behind its own.
  func readSites() async throws -> (sites: SitingTable, made: PlacesMade?) {
    let table = try sites.map {
      try SitingTable(
        files.source("sites", $0), readsCosts: constraints.needsCosts, readsCapacities: problem == .capacitated)
    }
    for line in findingLines((table?.notes ?? []).map(Self.advice.words)) { note(line) }
    guard anywhere.anywhere else {
      // Validation saw to it that there is a table.
      return (table!, nil)
    }
    let demandTable = try SitingTable(files.source("demand", demand))
    guard let positions = demandTable.positions else {
      throw GeodataError(
        .missingField,
        Bilingual(
          "--anywhere需要坐标：以米为单位的x,y，或以度为单位的lon,lat。",
          "--anywhere needs coordinates: x,y in metres or lon,lat in degrees."),
        at: .init(file: demandTable.file))
    }
    let isGeographic = demandTable.isGeographic
    var dateLine = DateLine()
    for position in positions where isGeographic { dateLine.add(position.x) }
    guard !dateLine.isCrossed else {
      throw GeodataError(
        .outOfRange,
        Bilingual(
          "需求分布在180度经线两侧，任意位置不能跨越该经线生成。请写--sites。",
          "the demand lies on both sides of the 180th meridian, and places anywhere are not made across it. Give --sites."
        ),
        at: .init(file: demandTable.file))
    }
    let radius = Meters(parsing: radius ?? "") ?? Meters(0)
    let result = try await PlacesAnywhere(
      demand: positions, radius: radius, geographic: isGeographic, thinning: anywhere.side.map { Meters($0) })
    guard let result else {
      throw GeodataError(
        .badValue,
        Bilingual(
          "需求相距过远，不能生成任意位置。请写--sites，或改用一个城镇的表格。",
          "the demand lies too far apart for places anywhere. Give --sites, or a table of one town."),
        at: .init(file: demandTable.file))
    }
    let places = result.kept.map { result.found.places[$0.rawValue] }
    var taken = Set(table?.ids ?? [])
    let ids = places.map { place -> String in
      let (first, second) = (demandTable.ids[place.parents.first], demandTable.ids[place.parents.second])
      let base = first == second ? first : "\(first)-\(second)"
      var id = base
      var number = 2
      while !taken.insert(id).inserted {
        id = "\(base)_\(number)"
        number += 1
      }
      return id
    }
    var all = SitingTable(ids: ids, positions: places.map(\.position), isGeographic: isGeographic)
    if let table {
      guard let own = table.positions, table.isGeographic == isGeographic else {
        throw GeodataError(
          .missingField,
          Bilingual(
            "--anywhere要求两张表的坐标种类相同：以米为单位的x,y，或以度为单位的lon,lat。",
            "--anywhere needs coordinates of one kind in both tables: x,y in metres or lon,lat in degrees."),
          at: .init(file: table.file))
      }
      all.file = table.file
      all.rows = table.rows + all.rows.map { $0 + table.rows.count }
      all.ids = table.ids + all.ids
      all.positions = own + places.map(\.position)
      all.weights = table.weights + all.weights
      all.statuses = table.statuses + all.statuses
    }
    return (all, PlacesMade(places: result, tableCount: table?.ids.count ?? 0))
  }

  /// Where the places are, and the bound for sites anywhere when some were left out.
  func whereabouts(
    _ made: PlacesMade, _ problem: SitingProblem, _ table: SitingTable, _ solution: SitingSolution,
    _ limits: SolveLimits
  ) async throws -> AnywhereAnswer {
    let own = made.tableCount
    let positions = zip(table.ids, table.positions ?? []).dropFirst(own)
    // Distance between sites is a reason that dominance does not know.
    let found = made.places.found
    let reach = found.reach ?? (constraints.spacing != nil ? found.covers : nil)
    let aim: AnywhereAim? =
      switch self.problem {
      case .mclp: .mostWeight
      case .lscp: .fullCover
      case .target: .target(share: constraints.share ?? 1, .fewestSites)
      default: nil
      }
    var bound: Double?
    if let reach, let aim, solution.status != .infeasible, !Interrupt.wasRaised {
      var limits = limits
      limits.work = 2_000
      bound = try await boundAnywhere(
        problem, own: own, reach: reach, aim, under: SitingConstraints(count: count), limits: limits)
    }
    return AnywhereAnswer(
      positions: Dictionary(uniqueKeysWithValues: positions), foundCount: found.foundCount,
      keptCount: made.places.kept.count, thinningMeters: made.places.thinning?.value, bound: bound)
  }
}

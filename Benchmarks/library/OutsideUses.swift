import Analysis
import Areas
import Coverage
import Geometry
import Model
import OSM
import Report
import RoadNetwork
import Siting

/// Streets to cover sets: what the documentation comment of `RoadGraph` shows.
func coversOnStreets(stations: [Coordinate], homes: [Coordinate]) async throws -> CoverSets {
  let graph = try RoadGraph.build(
    osm: OSMFile.read("city.osm.pbf"), rules: .eBike, impedance: .time(KilometersPerHour(15)),
    barriers: Obstacles([.polygon(Polygon(rings: [homes]))]))
  let sites = graph.snap(stations, limit: Meters(200), for: .end)
  for case .snapped(let point) in sites { print(point.position.x, point.distance.value) }
  var query = ReachQuery(graph)
  if case .snapped(let origin)? = sites.first, case .snapped(let other)? = sites.last {
    query.run(from: origin, cutoff: 600_000, direction: .toStation)
    print(query.cost(to: other) ?? -1)
  }
  return try await coverSets(
    graph, sites: sites, demand: graph.snap(homes, limit: Meters(200)), cutoff: .time(.minutes(10)),
    direction: .toStation, threads: 2)
}

/// Every model of a bare problem, with its proof.
func solveBareProblem() async {
  let covers = CoverSets(demandCount: 3, rows: [[(demand: 0, cost: 5), (demand: 1, cost: 2)], [(demand: 2, cost: 1)]])
  print(covers.demandCount, covers.siteCount, covers.demand(of: SiteIndex(0)), covers.costs(of: SiteIndex(0)))
  do {
    let problem = try SitingProblem(covers: covers, weights: [3, 1, 2], statuses: [.existing, .candidate])
    var limits = SolveLimits(timeLimit: .minutes(1), progress: { print($0.objective, $0.bound) })
    limits.engine = .own
    let constraints = SitingConstraints(
      costs: [0, 2], budget: 2, tooClose: [SitePair(SiteIndex(0), SiteIndex(1))],
      floors: [CoverageFloor(name: "all", members: [0, 1, 2], share: 0.5)])
    var plans = [try await MaximalCovering(problem, count: 1).solve(limits)]
    plans.append(try await SetCovering(problem).solve(limits))
    plans.append(try await PMedian(problem, count: 1).solve(limits))
    plans.append(try await PCenter(problem, count: 1).solve(limits))
    plans.append(try await ConstrainedCovering(problem, under: constraints).solve(limits))
    plans.append(try await TargetCoverage(problem, share: 0.9, aim: .leastCost, under: constraints).solve())
    for plan in plans where plan.status == .optimal {
      print(plan.chosen.map(\.rawValue), plan.objective ?? 0, plan.bound ?? 0, plan.gap ?? 0)
      print(plan.coveredWeight, plan.totalWeight, plan.uncoverable, plan.reason?.english ?? "")
      let check = Verification(problem, chosen: plan.chosen)
      print(check.isFeasible, check.coveredWeight, check.violations)
    }
  } catch {
    print(error.code == .badProblem, error.message, error.context)
  }
}

/// An analysis under other layers, its result, its findings.
func readResult(_ file: AnalysisFile) async throws {
  var options = RunOptions(threads: 2, progress: StepProgress { print($0) })
  options.warn = { print($0) }
  for finding in try checkAnalysis(file, options) where finding.severity == .error {
    print(finding.rule.rawValue, finding.layer, finding.record ?? "", finding.message, finding.fix)
  }
  let prepared = try await PreparedAnalysis(file, options)
  var layers = prepared.inputs
  layers.stations.append(Station(id: StationID(rawValue: "new"), name: "", position: Coordinate(x: 103.8, y: 29.4)))
  layers.streets = StreetNetworks([
    try RoadGraph.build(osm: OSMFile.read("city.osm.pbf"), impedance: .time(KilometersPerHour(4)))
  ])
  let result = try await PreparedAnalysis(file, layers, options).run(options)
  for (kind, share) in result.coverage.now.byKind { print(kind, share.covered, share.total, share.share ?? 0) }
  print(result.coverage.withPlan?.routes.coveredKilometers ?? 0, result.coverage.communities.first?.nearestMinutes ?? 0)
  if let plan = result.siting.plan { print(plan.status, plan.unit, plan.value ?? 0, plan.bound ?? 0, plan.gap ?? 0) }
  for gap in result.maps.gaps { print(result.inputs.communities[gap.community].name, gap.weight, gap.shape) }
  for area in result.maps.serviceAreas { print(area.site.rawValue, area.modes.map(\.rawValue), area.shape) }
}

/// A plan that is there already, and what-if answers.
func judge(_ file: AnalysisFile, _ session: Session) async throws {
  let audit = try await auditPlan(file, plan: "plan.csv").audit
  print(audit.value, audit.loss, audit.lossAtMost)
  let scenario = Scenario([.setExtraTime(StationID(rawValue: "station-3"), Seconds(60))])
  do {
    for owner in try await session.evaluate(scenario).changed { print(owner.kind, owner.owner, owner.after.covered) }
    print(try await session.area(of: StationID(rawValue: "station-4")).count)
    if let answer = try await session.siting(scenario) { print(answer.plan.status, answer.candidates.count) }
  } catch let error as ScenarioError where error.code == .unknownStation {
    print(error.edit, error.message)
  }
}

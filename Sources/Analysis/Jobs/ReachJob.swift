import Areas
import Foundation
import Geodata
import Geometry
import Model
import PROJ
import RoadNetwork
import Words

/// Reach over one road file without an analysis file: the `reach` command.
package struct ReachJob: Sendable {
  package enum Origins: Sendable {
    /// Every OpenStreetMap node of a way open to the mode, or every vertex of a street line.
    case all
    case layer(LayerSource)
  }

  package var roads: LayerSource
  package var rules: ModeRules
  /// Rising, at least one; the last one bounds the search and the times.
  package var cutoffs: [Cutoff]
  package var speed: KilometersPerHour
  package var direction: Direction
  package var origins: Origins
  package var destinations: LayerSource?
  package var wantsAreas: Bool
  package var wantsLines: Bool
  package var snapLimit: Meters
  /// An elevation model: a tile or a folder of tiles.
  package var elevation: String?
  /// Lines and polygons that cut streets and that no access leg crosses.
  package var barriers: LayerSource?
  /// How lines become streets.
  package var streets = StreetDefinition()

  package init(
    roads: LayerSource, rules: ModeRules, cutoffs: [Cutoff], speed: KilometersPerHour, direction: Direction,
    origins: Origins,
    destinations: LayerSource?, wantsAreas: Bool, wantsLines: Bool, snapLimit: Meters,
    elevation: String? = nil, barriers: LayerSource? = nil
  ) {
    self.roads = roads
    self.rules = rules
    precondition(!cutoffs.isEmpty, "a reach needs a cutoff")
    self.cutoffs = cutoffs
    self.speed = speed
    self.direction = direction
    self.origins = origins
    self.destinations = destinations
    self.wantsAreas = wantsAreas
    self.wantsLines = wantsLines
    self.snapLimit = snapLimit
    self.elevation = elevation
    self.barriers = barriers
  }

  private var cutoff: Cutoff { cutoffs[cutoffs.count - 1] }

  /// One destination within the cutoff.
  package struct Reached: Hashable, Sendable {
    package var destination: String
    /// Nil where a length does not say how long it takes: the mode has several speeds.
    package var seconds: Double?
    /// Nil where the cutoff is a time.
    package var meters: Double?
  }

  /// - Parameter row: called once per origin in their order with its destinations within the cutoff.
  package func run(
    _ options: RunOptions, row: (_ origin: String, _ reached: [Reached]) throws -> Void
  ) async throws -> ReachOutcome {
    var clock = StepClock()
    var reader = LayerReader()
    options.progress.report(Bilingual("正在读取路网", "reading roads"))
    let streets = try Roads(roads, &reader, streets)
    clock.lap("read")
    var notes: [QualityFinding] = []
    let ground = Ground(
      elevations: try elevation.map(readElevations),
      barriers: try barriers.map { source in
        let layer = try reader.read(source)
        notes = layer.notes
        if layer.records.isEmpty {
          notes.append(
            QualityFinding(
              .warning, .emptyLayer, layer: "barriers",
              message: Bilingual("没有选中任何记录，没有障碍", "no record is chosen: nothing stands in the way"),
              fix: Bilingual("请检查文件和`filter`", "check the file and the `filter`")))
        }
        return layer.records.compactMap(\.shape)
      } ?? [])
    let obstacles = ground.obstacles
    // The file's own nodes and tags are needed no more than for the graph.
    reader = LayerReader()
    let streetFindings = (streets.notes, streets.findings)
    let graph = try (consume streets).graph(rules, Impedance(cutoff, speed), ground, of: roads)
    clock.lap("build")

    var outcome = ReachOutcome(graph: graph)
    outcome.findings = streetFindings.0 + notes + streetFindings.1
    options.progress.report(Bilingual("正在计算", "searching"))
    switch origins {
    case .all:
      let totals = try await reachFromAll(
        graph, cutoff: cutoff, direction: direction, threads: options.threads, isCancelled: options.isCancelled)
      outcome.origins = totals.origins
      outcome.settled = totals.settled
      clock.lap("search")
    case .layer(let source):
      async let index: Void = graph.prepareSnapping()
      var datums = DatumGuard(isCommandLine: true)
      datums.streets = graph.streets
      let points = try ReachPoints(source, &reader, &datums, &outcome.findings)
      let targets = try destinations.map { try ReachPoints($0, &reader, &datums, &outcome.findings) }
      await index
      var dateLine = DateLine()
      dateLine.add(graph.extent)
      for position in points.positions + (targets?.positions ?? []) { dateLine.add(position.x) }
      guard !dateLine.isCrossed else {
        throw GeodataError(
          .outOfRange, DateLine.refusalWords + Bilingual("。", "."),
          at: .init(file: source.shownPath, layer: source.role))
      }
      let definition = CircleDefinition(cutoff: cutoff, measure: .network, speeds: [rules.mode: speed])
      let snapped = zip(
        points.extraTimes,
        graph.snap(
          points.positions, limit: snapLimit, for: .ofSites(direction), around: ground.obstacles,
          threads: options.threads)
      ).map { $1.adding(definition.cost(of: $0, by: rules.mode)) }
      outcome.origins = points.ids.count
      outcome.unreached = zip(points.ids, snapped).compactMap { id, snap in
        guard case .unreached(let reason) = snap else { return nil }
        return (id, reason)
      }
      outcome.findings += reachSnapFindings("origins", points.ids, points.positions, snapped)
      let limit = try graph.cost(of: cutoff)
      let snappedTargets =
        targets.map {
          graph.snap(
            $0.positions, limit: snapLimit, for: .ofDemand(direction), around: ground.obstacles,
            threads: options.threads)
        } ?? []
      if let targets {
        outcome.findings += reachSnapFindings("destinations", targets.ids, targets.positions, snappedTargets)
      }
      var rows: [[(place: Int, cost: Int)]] = []
      outcome.settled = try await travelTimes(
        graph, origins: snapped, destinations: snappedTargets, cutoff: cutoff, direction: direction,
        threads: options.threads, isCancelled: options.isCancelled
      ) { origin, costs in
        guard let targets else { return }
        if wantsAreas { rows.append(costs.map { ($0.destination, $0.cost) }) }
        try row(points.ids[origin], costs.map { reached(targets.ids[$0.destination], $0.cost, graph) })
      }
      clock.lap("search")
      if wantsLines {
        let reached = try await streetReach(
          graph, sites: snapped, cutoff: cutoff, direction: direction, threads: options.threads,
          isCancelled: options.isCancelled)
        outcome.lines = zip(points.ids, reached).flatMap { id, reach in
          (reach?.parts(within: limit) ?? []).map { (id, $0) }
        }
        clock.lap("lines")
      }
      if wantsAreas {
        options.progress.report(Bilingual("正在绘制服务范围", "drawing areas"))
        let areas = try await serviceAreas(
          graph, sites: snapped, cutoffs: cutoffs, direction: direction, around: obstacles,
          agreeingAt: targets.map { targets in
            KnownPlaces(positions: targets.positions, snapped: snappedTargets) { [rows] in rows[$0] }
          }, options)
        outcome.areas = zip(points.ids, areas).flatMap { id, areas in
          zip(cutoffs, areas).reversed().map { ReachArea(origin: id, cutoff: $0, area: $1) }
        }
        clock.lap("areas")
      }
    }
    outcome.seconds = clock.laps
    return outcome
  }
}

extension ReachJob {
  private func reached(_ destination: String, _ cost: Int, _ graph: RoadGraph) -> Reached {
    // Divided, not multiplied by a thousandth: 75,600 is 75.6.
    let whole = Double(cost) / 1000
    switch graph.impedance.unit {
    case .milliseconds: return Reached(destination: destination, seconds: whole)
    case .millimeters:
      let seconds = graph.hasOneSpeed ? (whole * 3600 / speed.value).rounded() / 1000 : nil
      return Reached(destination: destination, seconds: seconds, meters: whole)
    }
  }
}

/// What a ``ReachJob`` found, beside the rows it handed out.
package struct ReachOutcome: Sendable {
  package var graph: RoadGraph
  package var origins = 0
  /// Nodes of the contracted graph within the cutoff, summed over the origins.
  package var settled = 0
  /// Origins without a place on the network.
  package var unreached: [(id: String, reason: UnreachedReason)] = []
  /// What was found out about the files.
  package var findings: [QualityFinding] = []
  /// By origin, then falling cutoff; each holds the next.
  package var areas: [ReachArea] = []
  /// By origin, then rising street.
  package var lines: [(origin: String, part: ReachedPart)] = []
  package var seconds: [(step: String, seconds: Double)] = []
}

/// What one origin reaches within one cutoff.
package struct ReachArea: Sendable {
  package var origin: String
  package var cutoff: Cutoff
  package var area: DrawnArea
}

private struct ReachPoints {
  var ids: [String] = []
  var positions: [Coordinate] = []
  /// Of origins: added to every trip, as for stations.
  var extraTimes: [Seconds] = []

  /// - Throws: ``GeodataError``, also when the coordinates do not mean what they are said to mean.
  init(
    _ source: LayerSource, _ reader: inout LayerReader, _ datums: inout DatumGuard, _ findings: inout [QualityFinding]
  ) throws {
    let raw = try reader.readRaw(source)
    findings += raw.notes
    var verdicts: [QualityFinding] = []
    let layer = try datums.layer(raw, &verdicts)
    findings += verdicts
    if let verdict = verdicts.first(where: { $0.severity == .error }) {
      throw GeodataError(
        .referenceSystem, verdict.refusal,
        at: .init(file: source.shownPath, layer: source.role))
    }
    let sites = try layer.places()
    ids = sites.map(\.id.rawValue)
    positions = sites.map(\.position)
    extraTimes = sites.map(\.extraTime)
    if let site = sites.first(where: { $0.extraTime.value < 0 }) {
      throw GeodataError(
        .badValue, Bilingual("附加时间是负数。请写0或更大的数。", "the extra minutes are negative. Give zero or more."),
        at: .init(file: source.shownPath, layer: source.role, record: site.id.rawValue, field: "extra_min"))
    }
  }
}

extension Impedance {
  /// What a graph must count so that the cutoff can be compared with it.
  init(_ cutoff: Cutoff, _ speed: KilometersPerHour) {
    switch cutoff.unit {
    case .milliseconds: self = .time(speed)
    case .millimeters: self = .distance
    }
  }
}

import Analysis
import Coverage
import Model

/// The tables without a place on the map.
extension AnalysisResult {
  func plainTables() -> [OutputLayer] {
    var tables: [OutputLayer] = []
    if let plan = siting.plan {
      if siting.hasPlan {
        if let acts = siting.acts { tables.append(actTable(acts)) }
        tables.append(.curve(plan.curve, siting.acts?.curve ?? plan.budgetCurve))
        tables.append(buildOrderTable(plan))
        if siting.acts == nil, !coverage.additions.isEmpty { tables.append(additionTable(plan)) }
        if plan.objective.takesConstraints, plan.allocation == nil, siting.acts == nil {
          tables.append(reasonTable(plan))
        }
        if let alternatives = plan.alternatives { tables.append(alternativeTable(alternatives)) }
      }
      if !plan.floorCurve.isEmpty { tables.append(floorCurveTable(plan.floorCurve)) }
    }
    if let unreached = siting.unreached { tables.append(unreachedTable(unreached)) }
    if !coverage.sensitivity.isEmpty { tables.append(sensitivityTable()) }
    return tables + figureTables() + chainTables() + patrolTables() + trackTables()
  }

  /// The first row is the analysis itself.
  private func sensitivityTable() -> OutputLayer {
    var table = OutputLayer(
      name: "sensitivity", about: "coverage under other definitions, stations and plan kept",
      columns: [
        .string("definition", "cutoff or preset, and speeds that differ from the analysis; no two alike"),
        .string("measure", "network or circle"),
        .number("speed_kmh", 2, "speed in km/h; of several modes, of the first"),
      ]
        + (coverage.modes.count > 1 ? [.string("speeds_kmh", "each mode with its speed")] : [])
        + DemandKind.allCases.map { .share("\($0.rawValue)_share", 6, "covered share today") }
        + DemandKind.allCases.map { .share("\($0.rawValue)_share_with_plan", 6, "covered share with the plan") }
        + [
          .string(
            "flipped", "communities that are mostly covered under one definition only, today; ids separated by blanks")
        ], hasGeometry: false)
    let labels = sensitivityLabels()
    func row(
      _ number: Int, _ circle: CircleDefinition, _ now: [DemandKind: CoveredShare],
      _ withPlan: [DemandKind: CoveredShare]?, _ flipped: [Int]
    ) {
      let shares = DemandKind.allCases.map { OutputValue.optional(now[$0]?.share) }
      let planned = DemandKind.allCases.map { OutputValue.optional(withPlan?[$0]?.share) }
      table.append(
        "\(number)",
        [
          .text(labels[number]), .text(circle.measure.rawValue),
          .number(circle.speed(of: coverage.modes[0]).value),
        ]
          + (coverage.modes.count > 1
            ? [
              .text(
                coverage.modes.map { "\($0.rawValue) \(plain(circle.speed(of: $0).value))" }.joined(separator: ", "))
            ] : [])
          + shares + planned
          + [.optional(flipped.map { inputs.communities[$0].id.rawValue }.joined(separator: " "))])
    }
    row(0, file.circle, coverage.now.byKind, coverage.withPlan?.byKind, [])
    for (index, other) in coverage.sensitivity.enumerated() {
      row(index + 1, other.definition, other.coverage, other.coverageWithPlan, other.flipped)
    }
    return table
  }

  /// What the rows are called, the analysis first: by the cutoff and by what else differs from the analysis. A definition
  /// that comes again is numbered.
  private func sensitivityLabels() -> [String] {
    var times: [String: Int] = [:]
    return ([file.circle] + coverage.sensitivity.map(\.definition)).map { circle -> String in
      let speeds = coverage.modes.filter { circle.speed(of: $0) != file.circle.speed(of: $0) }.map { mode in
        ", \(mode.rawValue) at \(plain(circle.speed(of: mode).value)) km/h"
      }
      let label = cutoffText(circle).english + speeds.joined()
      times[label, default: 0] += 1
      return times[label] == 1 ? label : "\(label) (\(times[label]!))"
    }
  }

  /// For whom each site is.
  private func additionTable(_ plan: Plan) -> OutputLayer {
    var table = OutputLayer(
      name: "additions",
      about: "whom each site of the plan serves that neither stations in operation nor sites built before it serve",
      columns: [
        .integer("rank", "1 is built first"), .string("id", "the host's id"),
        .string("kind", "kind of demand: communities, workers, routes"),
        .string("demand", "id of the community, worker group or route"),
        .string("demand_name", "its name"),
        .number("adds", 3, "what it serves in addition: residents (of streets metres), workers, trip-km a day"),
      ], hasGeometry: false)
    for (site, addition) in zip(plan.proposed, coverage.additions) {
      for share in addition.shares {
        let (id, name) =
          switch share.kind {
          case .communities:
            (inputs.communities[share.owner].id.rawValue, inputs.communities[share.owner].name)
          case .workers: (inputs.workers[share.owner].id.rawValue, inputs.workers[share.owner].name)
          case .routes: (inputs.routes[share.owner].id.rawValue, inputs.routes[share.owner].name)
          }
        table.append(
          "\(site.rank) \(share.kind.rawValue) \(id)",
          [
            .integer(site.rank), .text(inputs.candidates[site.candidate].id.rawValue), .text(share.kind.rawValue),
            .text(id), .text(name), .number(share.weight),
          ])
      }
    }
    return table
  }

  private func buildOrderTable(_ plan: Plan) -> OutputLayer {
    var table = OutputLayer(
      name: "build_order", about: "the plan in the order of building, largest gain first",
      columns: [
        .integer("rank", "1 is built first"), .string("id", "the host's id"), .string("name", "name of the host"),
        .number("gain", 6, "what it adds to the weighted mean share"),
        .share("cumulative_share", 6, "the weighted mean share after it"),
        .number("cumulative_cost_yuan", 0, "yuan spent up to here; empty when a cost is unknown"),
        .number("nesting_loss", 6, "what the best plan of this size covers more, at least; empty for full coverage"),
        .number("nesting_loss_at_most", 6, "the same at most"),
      ], hasGeometry: false)
    var spent: Double? = 0
    let nesting = Dictionary(plan.nesting.map { ($0.count, $0) }, uniquingKeysWith: { a, _ in a })
    for site in plan.proposed {
      let host = inputs.candidates[site.candidate]
      spent = cost(of: site).flatMap { cost in spent.map { $0 + cost } }
      table.append(
        "\(site.rank)",
        [
          .integer(site.rank), .text(host.id.rawValue), .text(host.name), .number(site.gain),
          .number(site.cumulativeShare), .optional(spent), .optional(nesting[site.rank]?.loss),
          .optional(nesting[site.rank]?.lossAtMost),
        ])
    }
    return table
  }
}

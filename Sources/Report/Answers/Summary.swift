import Analysis
import Coverage
import Geodata
import Model

extension AnalysisResult {
  /// `summary.json`: the headline figures with their definition. Times and threads stand in the manifest only.
  package var summary: JSONValue {
    var members: [JSONMember] = [
      JSONMember(
        "title",
        .object([
          JSONMember("zh", .string(file.title.chinese)), JSONMember("en", .string(file.title.english)),
        ])),
      JSONMember("language", .string(file.language.rawValue)),
      JSONMember("illustrative", .bool(inputs.isIllustrative)),
    ]
    if inputs.isIllustrative {
      members.append(JSONMember("illustrative_note", .string(Wording.illustrativeNote.english)))
    }
    members += [
      JSONMember("interrupted", .bool(run.wasInterrupted)),
      JSONMember("cut_short", .array(cutShort.map { .string($0) })),
      JSONMember("definition", definition),
      JSONMember("assumptions", .array(assumptions.map(\.json))),
      JSONMember("coverage", coverageFigures(coverage.now, \.today)),
      JSONMember("coverage_with_plan", coverage.withPlan.map { coverageFigures($0, \.withPlan) } ?? .null),
      JSONMember("siting", siting.plan.map(siting) ?? .null),
      JSONMember(
        "quality",
        .object([
          JSONMember("errors", .int(count(.error))), JSONMember("warnings", .int(count(.warning))),
          JSONMember("notes", .int(count(.note))), JSONMember("findings", .array(findingGroups.map(\.json))),
        ])),
      JSONMember("attribution", .array(attribution.map { .string($0) })),
    ]
    return .object(members + patrolMembers)
  }

  func count(_ severity: QualityFinding.Severity) -> Int { findings.count { $0.severity == severity } }

  var definition: JSONValue {
    let circle = file.circle
    let own = ownCutoffFigures(circle).map { [JSONMember("cutoffs", $0)] } ?? []
    return .object(
      [JSONMember("cutoff", .string(circle.cutoff.description))] + own + detourMembers + [
        JSONMember("preset", circle.preset.map { .string($0) } ?? .null),
        JSONMember("measure", .string(circle.measure.rawValue)),
        JSONMember("radius_m", circle.measure == .circle ? radius : .null),
        JSONMember("direction", .string(circle.direction.rawValue)),
        JSONMember("modes", modeChoice),
        JSONMember(
          "speeds_kmh", .object(coverage.modes.map { JSONMember($0.rawValue, .number(circle.speed(of: $0).value)) })),
        JSONMember("boundary", .string("inclusive")),
        JSONMember("snap_limit_m", .number(circle.snapLimit.value)),
        JSONMember("slopes", .bool(inputs.streets.ground.elevations != nil)),
        JSONMember("barriers", .bool(inputs.streets.ground.barriers != nil)),
        JSONMember("counted_inside", .string(inputs.area == nil ? "everything" : "inputs.area")),
        JSONMember(
          "weights",
          .object(
            DemandKind.allCases.map {
              JSONMember($0.rawValue, .number(file.siting.weights[$0] ?? 0))
            })),
        JSONMember("services", .array(file.services.map { .string($0.rawValue) })),
        JSONMember("full_set", fullSets),
        JSONMember("periods", .object(file.coverage.periods.map { JSONMember($0.name, .string($0.text)) })),
        JSONMember("week", file.coverage.monday.map { .string("\($0)".prefix(10).description) } ?? .string("typical")),
        JSONMember("hours_unknown", .string(file.coverage.unknownHours.rawValue)),
        JSONMember("profiles", .array(inputs.profiles.keys.sorted().map { .string($0) })),
        JSONMember("access", accessDefinition),
        JSONMember("demand_points", .int(coverage.demandPointCount)),
        JSONMember("metric_crs", .string(maps.metricReferenceSystem)),
      ])
  }

  private var accessDefinition: JSONValue {
    let access = file.coverage.access
    return .object([
      JSONMember("zones", .array(access.zones.map { .string("\($0)") })),
      JSONMember("weights", .array(access.weights.map { .number($0) })),
      JSONMember("supply", .string(access.supply.rawValue)),
    ])
  }

  /// Of every kind, and of each kind of station that has its own.
  private var fullSets: JSONValue {
    let services = file.coverage.services
    func words(_ set: Set<Service>) -> JSONValue { .array(set.sorted().map { .string($0.rawValue) }) }
    return .object(
      [JSONMember("default", words(services.fullSet))]
        + services.fullSetOfKind.sorted { $0.key < $1.key }.map { JSONMember($0.key, words($0.value)) })
  }

  /// One number, or one for each mode where they differ.
  private var radius: JSONValue {
    let radii = coverage.modes.map { rounded(file.circle.radius(of: $0).value, 3) }
    if Set(radii).count == 1 { return .number(radii[0]) }
    return .object(zip(coverage.modes, radii).map { JSONMember($0.rawValue, .number($1)) })
  }

  private var modeChoice: JSONValue {
    let choice = file.circle.modes
    return .object([
      JSONMember("communities", .string(choice.communities.rawValue)),
      JSONMember("workers", Self.modes(choice.workers, choice.trades)),
      JSONMember("routes", Self.modes(choice.routes, choice.routeTrades)),
    ])
  }

  private static func modes(_ usual: TravelMode, _ trades: [String: TravelMode]) -> JSONValue {
    let usual = JSONValue.string(usual.rawValue)
    guard !trades.isEmpty else { return usual }
    return .object(
      [JSONMember("default", usual)]
        + trades.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value.rawValue)) })
  }

  /// - Parameter state: which of the two a figure is taken from.
  func coverageFigures(_ summary: CoverageSummary, _ state: KeyPath<GroupFigure, Double?>) -> JSONValue {
    let units: [DemandKind: String] = [
      .communities: countsStreets ? "metres of residential street" : "residents", .workers: "heads",
      .routes: "trip-km per day",
    ]
    var members = DemandKind.allCases.map { kind in
      var figures = Self.share(summary.byKind[kind] ?? CoveredShare())
      figures.append(JSONMember("unit", .string(units[kind] ?? "")))
      if kind == .routes {
        figures += [
          JSONMember("total_km", .number(rounded(summary.routes.totalKilometers, 3))),
          JSONMember("covered_km", .number(rounded(summary.routes.coveredKilometers, 3))),
          JSONMember("longest_gap_min", Self.optional(longestGap(isWithPlan: state == \.withPlan)?.minutes, 2)),
        ]
      }
      return JSONMember(kind.rawValue, .object(figures))
    }
    members.append(
      JSONMember(
        "services",
        .object(
          summary.byService.sorted { $0.key < $1.key }.map { service, kinds in
            JSONMember(
              service.rawValue,
              .object(
                DemandKind.allCases.map { kind in
                  JSONMember(kind.rawValue, Self.optional(kinds[kind]?.share, 6))
                }))
          })))
    members.append(JSONMember("full_set", fullSetFigures(state)))
    members.append(JSONMember("periods", periodFigures(state)))
    members.append(JSONMember("load", loadFigures(isWithPlan: state == \.withPlan)))
    return .object(members)
  }

  /// Of the district: by figure, by kind.
  private func districtFigures(
    _ figures: [GroupFigure], _ name: (GroupFigure) -> String, _ names: [String], _ state: KeyPath<GroupFigure, Double?>
  ) -> JSONValue {
    let ofDistrict = figures.filter { $0.group.level == .district }
    return .object(
      names.map { wanted in
        JSONMember(
          wanted.replacing("-", with: "_"),
          .object(
            DemandKind.allCases.map { kind in
              let figure = ofDistrict.first { $0.group.kind == kind && name($0) == wanted }
              return JSONMember(kind.rawValue, Self.optional(figure?[keyPath: state], 6))
            }))
      })
  }

  /// Null where no station says what it has.
  private func fullSetFigures(_ state: KeyPath<GroupFigure, Double?>) -> JSONValue {
    let figures = coverage.figures.services
    guard !figures.isEmpty else { return .null }
    return districtFigures(figures, \.subject, [FullSetFigure.atOne, FullSetFigure.together], state)
  }

  private func periodFigures(_ state: KeyPath<GroupFigure, Double?>) -> JSONValue {
    .object(
      file.coverage.periods.map { period in
        let figures = coverage.figures.periods.filter { $0.subject == period.name }
        return JSONMember(
          period.name, districtFigures(figures, \.figure, ["person-hours", "throughout", "ever", "gap"], state))
      })
  }

  private static func share(_ share: CoveredShare) -> [JSONMember] {
    [
      JSONMember("total", .number(rounded(share.total, 3))), JSONMember("covered", .number(rounded(share.covered, 3))),
      JSONMember("share", optional(share.share, 6)),
    ]
  }

  private func siting(_ plan: Plan) -> JSONValue {
    .object([
      JSONMember("objective", .string(plan.objective.rawValue)),
      JSONMember("unit", .string(unitText(plan))), JSONMember("unit_kind", .string(unitKind(plan))),
      JSONMember("target", Self.optional(file.siting.target, 9)),
      JSONMember("constraints", siteRules),
      JSONMember("cost_yuan", Self.optional(siting.acts?.yuan ?? plan.costYuan, 2)),
      JSONMember("status", .string(plan.status.rawValue)),
      JSONMember("stopped", .string(plan.stopped.rawValue)),
      JSONMember("reason", plan.reason.map { .string($0.english) } ?? .null),
      JSONMember("value", Self.optional(plan.value, 9)),
      JSONMember("bound", Self.optional(plan.bound, 9)),
      JSONMember("gap", Self.optional(plan.gap, 9)),
      JSONMember("asked", plan.asked.map { .int($0) } ?? .null),
      JSONMember("new", .int(plan.proposed.count)),
      JSONMember(
        "chosen", .array(plan.proposed.map { inputs.candidates[$0.candidate].id.rawValue }.sorted().map { .string($0) })
      ),
      JSONMember("bound_by", .array(plan.limits.limits.map { .string($0.rawValue) })),
      JSONMember("budget_left_yuan", Self.optional(plan.limits.budgetLeft, 2)),
      JSONMember("rows", .int(plan.rows)),
      JSONMember("rows_after_presolve", .int(plan.rowsAfterPresolve)),
      JSONMember("seed", .int(Int(plan.seed))),
      JSONMember("warnings", .array(plan.warnings.map { .string($0.english) })),
      JSONMember("made_candidates", siting.made.map(Self.madeFigures) ?? .null),
      JSONMember("unreached", unreachedAnswer),
      JSONMember("acts", siting.acts.map(actFigures) ?? .null),
    ])
  }

  /// What the value is, for programs: ``unitText(_:)`` is for people.
  private func unitKind(_ plan: Plan) -> String {
    switch plan.unit {
    case .share: file.siting.hasCapacities ? "served-visits-share" : "weighted-covered-share"
    case .served: "served-value-share"
    default: plan.unit.rawValue
    }
  }

  private func unitText(_ plan: Plan) -> String {
    switch (plan.unit, plan.objective) {
    case (.share, _) where file.siting.hasCapacities:
      "share of the expected visits that are served within capacities, 0 to 1, stations in operation included"
    case (.share, _): "weighted mean of the covered shares, 0 to 1, stations in operation included"
    case (.served, _):
      "share of all that could be served, over demand, services and minutes of the week, stations in operation included"
    case (.stations, _): "number of new stations"
    case (.yuan, _): "yuan for all new stations"
    case (_, .shortestGaps):
      file.coverage.corridors.isEmpty
        ? "minutes of the longest stretch of a route that no station serves"
        : "minutes of the longest stretch of a route, or a road of coverage.corridors, that no station serves"
    case (let unit, .minWorst): "\(unit.rawValue) of the longest trip, cutoff or not"
    case (let unit, _): "\(unit.rawValue), weighted mean over all trips, cutoff or not"
    }
  }

  /// What a plan must keep to, besides the number; null without.
  private var siteRules: JSONValue {
    let siting = file.siting
    guard siting.hasConstraints else { return .null }
    return .object([
      JSONMember("budget_yuan", Self.optional(siting.budget, 2)),
      JSONMember(
        "capacity",
        !siting.hasCapacities
          ? .null
          : .object([
            JSONMember("counts", .string("visits")), JSONMember("new", Self.optional(siting.buildsWith.capacity, 6)),
          ])),
      JSONMember("spacing_m", Self.optional(siting.spacing?.value, 3)),
      JSONMember("longest_gap_min", Self.optional(siting.longestGap?.minutes, 3)),
      JSONMember(
        "floors",
        siting.floors.map { floors in
          .object(
            [
              JSONMember("by", .string(floors.by.rawValue)), JSONMember("share", Self.optional(floors.share, 9)),
            ] + (floors.except.isEmpty ? [] : [JSONMember("except", Self.shares(floors.except))]))
        } ?? .null),
    ])
  }

  private static func shares(_ shares: [String: Double]) -> JSONValue {
    .object(shares.sorted { $0.key < $1.key }.map { JSONMember($0.key, .number(rounded($0.value, 9))) })
  }

  private static func optional(_ value: Double?, _ decimals: Int) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(rounded(value, decimals))
  }
}

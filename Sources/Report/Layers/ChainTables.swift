import Analysis
import Coverage
import Model

/// Routes along their length: where they are served, and how long one rides without a station.
extension AnalysisResult {
  func chainTables() -> [OutputLayer] {
    [chainTable(), stretchTable()].filter { !$0.rows.isEmpty }
  }

  private func chainTable() -> OutputLayer {
    var table = OutputLayer(
      name: "chains", about: "stations as beads on each route: how long one rides without meeting one",
      columns: [
        .string("level", "route or corridor"), .string("name", "name of the route, the corridor or the road"),
        .string("kind", "routes, or roads for a road by its name"), .string("id", "of a route: the record's id"),
        .string("figure", "what the number is: docs/coverage.md"),
        .number("today", 6, "by the stations in operation; empty where it has no meaning"),
        .number("with_plan", 6, "the same with the plan built; empty without a plan"),
        .string("place_today", "of a gap: where it begins and ends, by street or community"),
        .string("place_with_plan", "the same with the plan built"),
      ], hasGeometry: false)
    for figure in coverage.figures.routes {
      let route = inputs.routes[figure.route]
      append(
        ["route", route.name, "routes", route.id.rawValue], figure.today, figure.withPlan, figure.offNetwork, to: &table
      )
    }
    for corridor in coverage.figures.corridors {
      append(
        ["corridor", corridor.name, corridor.kind.rawValue, ""], corridor.today, corridor.withPlan, nil, to: &table)
    }
    return table
  }

  /// The figures of a chain.
  ///
  /// - Parameter head: level, name, kind and id.
  private func append(
    _ head: [String], _ today: RouteService, _ withPlan: RouteService?, _ offNetwork: Meters?,
    to table: inout OutputLayer
  ) {
    for (name, value, gap) in Self.chainFigures {
      func place(_ service: RouteService?) -> OutputValue {
        guard let gap, let service, gap < service.longest.count else { return .empty }
        let ends = [service.longest[gap].from, service.longest[gap].to]
        return ends.allSatisfy(\.isEmpty)
          ? .empty : .text(ends.map { $0.isEmpty ? "?" : $0 }.joined(separator: " – "))
      }
      table.append(
        "\(table.rows.count + 1)",
        head.map { $0.isEmpty ? .empty : .text($0) } + [
          .text(name), .optional(value(today)), .optional(withPlan.flatMap { value($0) }), place(today),
          place(withPlan),
        ])
    }
    guard let offNetwork else { return }
    let value = OutputValue.number(offNetwork.value / 1000)
    table.append(
      "\(table.rows.count + 1)",
      head.map { $0.isEmpty ? .empty : .text($0) } + [
        .text("off-network-km"), value, withPlan == nil ? .empty : value, .empty, .empty,
      ])
  }

  /// In the order of the table; a gap's by its place among the longest.
  private static let chainFigures: [(String, @Sendable (RouteService) -> Double?, gap: Int?)] = [
    ("km", { $0.chain.length.value / 1000 }, nil),
    ("minutes", { $0.chain.minutes }, nil),
    (
      "served-share", { $0.chain.length.value > 0 ? 1 - $0.chain.unserved.value / $0.chain.length.value : nil }, nil
    ),
    ("longest-gap-min", { $0.longest.first?.gap.minutes ?? ($0.chain.minutes > 0 ? 0 : nil) }, 0),
    ("longest-gap-km", { $0.longest.first.map { $0.gap.meters.value / 1000 } }, 0),
    ("second-gap-min", { $0.longest.count > 1 ? $0.longest[1].gap.minutes : nil }, 1),
    ("second-gap-km", { $0.longest.count > 1 ? $0.longest[1].gap.meters.value / 1000 : nil }, 1),
    ("mean-minutes-to-next", { $0.chain.meanMinutesToNext }, nil),
    ("stations-per-10km", { $0.chain.stationsPer10Kilometers }, nil),
  ]

  private func stretchTable() -> OutputLayer {
    var table = OutputLayer(
      name: "route_stretches", about: "each route cut where service begins and ends, to the metre of its line",
      columns: [
        .string("route", "id of the route"), .string("name", "name of the route"),
        .string("state", "today: by the stations in operation; with-plan: with the plan built"),
        .number("from_m", 1, "from the start of the route, metres along its line"), .number("to_m", 1, "likewise"),
        .boolean("served", "whether a station lies within the cutoff, or within coverage.detour where it is given"),
        .string("station", "id of the station that serves it best; empty where none does"),
      ], hasGeometry: false)
    for figure in coverage.figures.routes {
      let route = inputs.routes[figure.route]
      for (state, service) in [("today", figure.today), ("with-plan", figure.withPlan)] {
        guard let service else { continue }
        for part in service.parts(of: figure.counted) {
          table.append(
            "\(table.rows.count + 1)",
            [
              .text(route.id.rawValue), .text(route.name), .text(state), .number(part.stretch.from),
              .number(part.stretch.to), .boolean(part.site != nil),
              .optional(part.site.map { inputs.sites.id($0).rawValue }),
            ])
        }
      }
    }
    return table
  }
}

extension RouteService {
  /// The counted parts in riding order, served or not.
  fileprivate func parts(of counted: [LineStretch]) -> [(stretch: LineStretch, site: SiteIndex?)] {
    counted.flatMap { part -> [(stretch: LineStretch, site: SiteIndex?)] in
      var parts: [(stretch: LineStretch, site: SiteIndex?)] = []
      var reach = part.from
      for own in stretches where own.stretch.to > part.from && own.stretch.from < part.to {
        if own.stretch.from > reach + 1e-6 { parts.append((LineStretch(from: reach, to: own.stretch.from), nil)) }
        parts.append((own.stretch, own.site))
        reach = own.stretch.to
      }
      if part.to > reach + 1e-6 { parts.append((LineStretch(from: reach, to: part.to), nil)) }
      return parts
    }
  }
}

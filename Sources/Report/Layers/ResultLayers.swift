import Analysis
import Areas
import Coverage
import GEOS
import Geometry
import Model

/// The map layers of a result.
extension AnalysisResult {
  func mapLayers() throws(GEOSError) -> [OutputLayer] {
    [
      stationLayer(), try serviceAreaLayer(), try mergedAreaLayer(), try communityLayer(), workerLayer(), routeLayer(),
      try gapLayer(), proposedSiteLayer(), allocationLayer(), try snappingLayer(),
      qualityLayer(findings, in: file.language),
    ] + (try peopleLayers() + territoryLayers()) + patrolLayers()
      + (siting.unreached.map { [repairSpotLayer($0)] } ?? []) + (try outlineLayers())
  }

  /// Empty for an empty text.
  private static func optional(_ text: String) -> OutputValue { text.isEmpty ? .empty : .text(text) }

  private static let share = "0...1 of the weight inside the area; empty when none lies there"

  private func stationLayer() -> OutputLayer {
    let hasExtra = inputs.stations.contains { $0.extraTime.value > 0 }
    var layer = OutputLayer(
      name: "stations", about: "stations in operation",
      columns: [
        .string("id", "the file's own id"), .string("name", "name"), .string("kind", "kind of host"),
        .string("services", "services, separated by commas"), .string("hours", "opening hours"),
        .string("town", "town by its record; empty where it does not say"),
        .number("open_h", 2, "hours of the week in which it is open; empty where its hours are not known"),
        .number("snap_m", 1, "metres from the station to its street; empty when it has none or in the circle measure"),
      ] + (hasExtra ? [.number("extra_min", 2, "minutes added to every trip")] : []))
    let openHours = coverage.figures.openHours
    for (index, (station, snap)) in zip(inputs.stations, maps.stationSnapMeters).enumerated() {
      layer.append(
        station.id.rawValue, .point(station.position),
        [
          .text(station.id.rawValue), .text(station.name), .text(station.kind),
          .text(station.services.sorted().map(\.rawValue).joined(separator: ",")), .optional(station.hours),
          Self.optional(station.town),
          station.hours == nil ? .empty : .optional(openHours.isEmpty ? nil : openHours[index]),
          .optional(snap),
        ] + (hasExtra ? [.number(station.extraTime.minutes)] : []), style: LayerStyle(color: "#c0392b"))
    }
    return layer
  }

  func serviceAreaLayer() throws(GEOSError) -> OutputLayer {
    var layer = OutputLayer(
      name: "service_areas", about: "what each station and proposed site serves",
      columns: [
        .string("station", "id of the station or proposed site"),
        .number("cutoff_min", 2, "the cutoff in minutes; a length is walked at the mode's speed"),
        .string("mode", "travel mode; several, separated by commas, where they share one circle"),
        .string("method", "how the polygon was made"),
        .string("status", "existing or proposed"),
        .share(
          "false_inside_share", 5,
          "0...1, unreached street metres inside of all street metres inside; empty in the circle measure or without any"
        ),
        .share(
          "false_outside_share", 5,
          "0...1, reached street metres outside of all reached street metres; empty in the circle measure or without any"
        ),
        .string("reason", "why there is no area; empty when there is one"),
        .string("name", "name of the station or proposed site"),
      ])
    let sites = inputs.sites
    let names = Dictionary(
      sites.indices.map { (sites.id($0), sites.name($0)) }, uniquingKeysWith: { first, _ in first })
    let isOneAreaPerSite = Set(maps.serviceAreas.map(\.modes)).count <= 1
    let method =
      (file.circle.measure == .network ? DrawnArea.networkMethod : DrawnArea.circleMethod).text(in: file.language.alone)
    for area in maps.serviceAreas {
      let modes = area.modes.map(\.rawValue).joined(separator: ",")
      layer.append(
        isOneAreaPerSite ? area.site.rawValue : "\(area.site.rawValue) \(modes)", area.shape,
        at: try area.shape.isEmpty ? nil : area.shape.pointOnSurface(),
        [
          .text(area.site.rawValue),
          .number(file.circle.minutes(cost: Double(area.cutoff.cost), by: area.modes[0])),
          .text(modes), .text(method), .text(area.isProposed ? "proposed" : "existing"),
          .optional(area.falseInsideShare), .optional(area.falseOutsideShare),
          .optional(area.emptyReason?.text(in: file.language.alone)),
          .optional(names[area.site]),
        ], style: LayerStyle(color: area.isProposed ? "#2471a3" : "#c0392b"))
    }
    return layer
  }

  private func placeColumns(_ weight: String) -> [OutputColumn] {
    [
      .string("id", "the file's own id"), .string("name", "name"),
      .string("town", "town; of firms, of the community they stand in where their record does not say"),
      .number("weight", 2, weight), .share("covered_share", 4, Self.share),
      .string("nearest_station", "id of the station nearest to most of it; empty when none can be reached"),
      .number("nearest_min", 2, "mean minutes to the nearest station, also beyond the cutoff"),
      .string("reason", "why some of it is not covered; empty when all is"),
      .share("covered_share_with_plan", 4, "the same share with the plan built; empty without a plan"),
    ]
  }

  private func placeValues(
    _ id: String, _ name: String, _ town: String, _ weight: Double, _ place: PlaceCoverage
  ) -> [OutputValue] {
    [
      .text(id), .text(name), Self.optional(town), .number(weight), .optional(place.share),
      .optional(place.nearestStation.map { inputs.stations[$0].id.rawValue }), .optional(place.nearestMinutes),
      .optional(place.reason?.name), .optional(place.shareWithPlan),
    ]
  }

  private func communityLayer() throws(GEOSError) -> OutputLayer {
    var layer = OutputLayer(
      name: "communities", about: "communities with their coverage", columns: placeColumns("residents"))
    for (community, place) in zip(inputs.communities, coverage.communities) {
      let shape = try rfc7946(community.shape)
      layer.append(
        community.id.rawValue, shape, at: shape.isEmpty ? nil : try shape.pointOnSurface(),
        placeValues(community.id.rawValue, community.name, community.town, community.residents, place),
        style: LayerStyle(color: Self.shade(place.share), isFilled: true))
    }
    return layer
  }

  private func workerLayer() -> OutputLayer {
    let hasModes = coverage.modes.count > 1
    var layer = OutputLayer(
      name: "workers", about: "firms with their coverage",
      columns: placeColumns("heads") + [.string("trade", "trade; empty where nobody says")]
        + (hasModes ? [.string("mode", "travel mode")] : []))
    for (index, (group, place)) in zip(inputs.workers, coverage.workers).enumerated() {
      let mode = hasModes ? [OutputValue.text(file.circle.modes.mode(ofTrade: group.trade).rawValue)] : []
      layer.append(
        group.id.rawValue, .point(group.position),
        placeValues(group.id.rawValue, group.name, coverage.figures.townsOfWorkers[index], group.heads, place)
          + [Self.optional(group.trade)] + mode,
        style: LayerStyle(color: Self.shade(place.share)))
    }
    return layer
  }

  private func routeLayer() -> OutputLayer {
    var layer = OutputLayer(
      name: "routes", about: "routes cut into covered and uncovered stretches",
      columns: [
        .string("route", "id of the route"), .string("name", "its name"),
        .string("trade", "trade of those who ride it; empty where nobody says"),
        .integer("seq", "1-based position of the stretch along the route"),
        .boolean("covered", "whether a station lies within the cutoff"), .number("length_km", 3, "kilometres"),
        .number("trips_per_day", 2, "trips a day"),
      ])
    for (route, stretches) in zip(inputs.routes, coverage.routeStretches) {
      for (index, stretch) in stretches.enumerated() {
        layer.append(
          "\(route.id.rawValue)-\(index + 1)", .lineString(stretch.line), at: stretch.line[stretch.line.count / 2],
          [
            .text(route.id.rawValue), .text(route.name), Self.optional(route.trade), .integer(index + 1),
            .boolean(stretch.isCovered),
            .number(stretch.length.value / 1000), .number(route.tripsPerDay),
          ], style: LayerStyle(color: stretch.isCovered ? "#1e8449" : "#e67e22"))
      }
    }
    return layer
  }

  private func gapLayer() throws(GEOSError) -> OutputLayer {
    var layer = OutputLayer(
      name: "gaps", about: "of each community with uncovered people, the ground of streets that no station reaches",
      columns: [
        .string("id", "gap id"), .string("community", "id of the community"), .string("name", "its name"),
        .string("town", "its town; empty where nobody says"),
        .number("weight", 1, "uncovered residents"), .number("area_km2", 4, "square kilometres"),
        .integer("rank", "1 is the largest weight"),
      ])
    for (index, gap) in maps.gaps.enumerated() {
      let community = inputs.communities[gap.community].id.rawValue
      layer.append(
        "gap-\(community)", gap.shape, at: gap.shape.isEmpty ? nil : try gap.shape.pointOnSurface(),
        [
          .text("gap-\(community)"), .text(community), .text(inputs.communities[gap.community].name),
          Self.optional(inputs.communities[gap.community].town), .number(gap.weight), .number(gap.areaSquareKilometers),
          .integer(index + 1),
        ], style: LayerStyle(color: "#e67e22", isFilled: true))
    }
    return layer
  }

  private func proposedSiteLayer() -> OutputLayer {
    let hasExtra = inputs.candidates.contains { $0.extraTime.value > 0 }
    var layer = OutputLayer(
      name: "proposed_sites", about: "the plan in the order of building",
      columns: [
        .string("id", "the host's id"), .string("name", "name of the host"), .string("host", "kind of host"),
        .integer("rank", "1 is built first"),
        .number("gain", 6, "what it adds to the weighted mean share when built at its rank"),
        .share("cumulative_share", 6, "the weighted mean share after it"),
        .number("unique", 6, "what would be lost without it in the finished plan"),
        .number("cost_yuan", 0, "yuan; empty when unknown"),
      ] + (hasExtra ? [.number("extra_min", 2, "minutes added to every trip")] : []))
    for site in siting.plan?.proposed ?? [] {
      let host = inputs.candidates[site.candidate]
      layer.append(
        host.id.rawValue, .point(host.position),
        [
          .text(host.id.rawValue), .text(host.name), .text(host.host), .integer(site.rank), .number(site.gain),
          .number(site.cumulativeShare), .number(site.unique), .optional(cost(of: site)),
        ] + (hasExtra ? [.number(host.extraTime.minutes)] : []), style: LayerStyle(color: "#2471a3"))
    }
    return layer
  }

  private func place(
    of allocation: Allocation
  ) -> (id: String, name: String, town: String, trade: String, position: Coordinate) {
    if allocation.kind == .workers {
      let group = inputs.workers[allocation.owner]
      return (
        group.id.rawValue, group.name, coverage.figures.townsOfWorkers[allocation.owner], group.trade, group.position
      )
    }
    if allocation.kind == .routes {
      let route = inputs.routes[allocation.owner]
      return (route.id.rawValue, route.name, "", route.trade, Shape.lineString(route.line).box.center)
    }
    let community = inputs.communities[allocation.owner]
    return (community.id.rawValue, community.name, community.town, "", community.shape.box.center)
  }

  private func allocationLayer() -> OutputLayer {
    // Within capacities an owner is served by several sites.
    let isDivided = siting.plan?.allocation != nil
    var layer = OutputLayer(
      name: "allocation",
      about: isDivided
        ? "the sites that serve the expected visits of each community, firm and route within their capacities, as the plan was solved"
        : "the site that serves most of each community and firm, plan included",
      columns: [
        .string("demand", "id of the community or firm"), .string("station", "id of the station or proposed site"),
        .number("minutes", 2, "mean minutes of what it serves there"),
        .string("kind", "communities or workers"), .string("name", "name of the community or firm"),
        .string("town", "its town; empty where nobody says"), .string("trade", "its trade; empty for communities"),
        .string("station_name", "name of the station or host"),
      ] + (isDivided ? [.number("visits", 6, "visits a day that it serves of it")] : []))
    for (index, allocation) in coverage.allocations.enumerated() {
      let (from, to) = (place(of: allocation), inputs.sites.position(allocation.site))
      // A demand that stands on its station has no line to draw.
      let line = from.position == to ? nil : Shape.lineString([from.position, to])
      layer.append(
        "allocation-\(index + 1)", line, at: from.position,
        [
          .text(from.id), .text(inputs.sites.id(allocation.site).rawValue), .number(allocation.minutes),
          .text(allocation.kind.rawValue), .text(from.name), Self.optional(from.town), Self.optional(from.trade),
          .text(inputs.sites.name(allocation.site)),
        ] + (isDivided ? [.optional(allocation.visits)] : []),
        style: LayerStyle(color: "#7f8c8d"))
    }
    return layer
  }

  /// Red to green by covered share, grey outside the area.
  static func shade(_ share: Double?) -> String {
    guard let share else { return "#95a5a6" }
    return switch share {
    case 0.999...: "#1e8449"
    case 0.66...: "#7dbb57"
    case 0.33...: "#f1c40f"
    case 0.001...: "#e67e22"
    default: "#c0392b"
    }
  }
}

import Geodata
import Geometry
import Model
import Siting
import Words

/// The plan of `solve` as layers for a GIS, or as tables.
extension SolveAnswer {
  /// Sites that are chosen or exist, in the order of their table, each with what it covers.
  ///
  /// Comma-separated with the table's own coordinates, or GeoJSON.
  /// - Throws: `GeodataError` `badCoordinate` for GeoJSON of sites in metres or without coordinates.
  package func siteFile(
    _ sites: SitingTable, _ problem: SitingProblem, isGeoJSON: Bool
  ) throws(GeodataError) -> [UInt8] {
    let chosen = Set(solution.chosen)
    let standing = problem.sites(.existing)
    let shown = (standing + solution.chosen).sorted {
      sites.rows[$0.rawValue] < sites.rows[$1.rawValue]
    }
    let unique = uniqueContribution(problem, chosen: solution.chosen, of: shown)
    let allocated = allocation.load(siteCount: problem.siteCount)
    var layer = OutputLayer(
      name: "sites", about: "sites that are chosen or exist",
      columns: [
        .string("id", "the site's id"), .string("status", "existing, required or candidate"),
        .boolean("chosen", "true for the new ones"), .number("covers", 6, "weight within the cutoff"),
        .number("unique", 6, "weight that no other site of the plan covers"),
        .number(
          "allocated", 6,
          capacities != nil
            ? "weight that it serves" : "weight to which it is the nearest site of the plan, as far as it counts"),
      ])
    if capacities != nil {
      layer.columns += [
        .number("capacity", 6, "weight that it can serve"), .number("load", 6, "weight that it serves"),
        .share("load_share", 6, "load as a part of the capacity; empty when that is 0"),
        .share("served_share", 6, "load as a part of the weight within its cutoff; empty when that is 0"),
      ]
    }
    for (site, unique) in zip(shown, unique) {
      let covers = problem.covers.demand(of: site).reduce(0) { $0 + problem.weights[Int($1)] }
      let load = allocated[site.rawValue]
      var values: [OutputValue] = [
        .text(sites.ids[site.rawValue]), .text(problem.statuses[site.rawValue].rawValue),
        .boolean(chosen.contains(site)), .number(covers), .number(unique), .number(load),
      ]
      if let capacity = capacities?[site.rawValue] {
        values += [.number(capacity), .number(load), Self.part(load, of: capacity), Self.part(load, of: covers)]
      }
      layer.append(
        sites.ids[site.rawValue], shape(sites, site.rawValue), values,
        style: LayerStyle(color: chosen.contains(site) ? "#c0392b" : "#1f618d"))
    }
    return try bytes(layer, sites, isGeoJSON, indices: shown.map(\.rawValue))
  }

  private static func part(_ load: Double, of whole: Double) -> OutputValue {
    whole > 0 ? .number(min(1, load / whole)) : .empty
  }

  /// Every demand point with its site of the plan and the cost to it; empty where none serves it.
  ///
  /// Where a point is served in parts also how much is served, by whom, and what part of its weight that is; where a
  /// second cover is what the problem is about, how many sites cover it.
  package func demandFile(
    _ sites: SitingTable, _ demand: SitingTable, _ problem: SitingProblem, isGeoJSON: Bool
  ) throws(GeodataError) -> [UInt8] {
    var layer = OutputLayer(
      name: "demand", about: "demand with its site of the plan",
      columns: [
        .string("id", "the demand point's id"), .number("weight", 6, "its weight"),
        .string(
          "site",
          capacities == nil
            ? "id of the nearest site of the plan; empty when none is within the cutoff"
            : "id of the site that serves most of it; empty when none does"),
        .number("cost", 6, "to it, in metres or the unit of the cost table"),
      ])
    if isDivided {
      layer.columns += [
        .number("served", 6, "weight that is served"), .share("served_share", 6, "that as a part of its weight"),
      ]
    }
    if capacities != nil { layer.columns.append(.string("served_by", "sites that serve it, each with the weight")) }
    let countsTimes = ["backup", "bclp"].contains(solution.problem)
    if countsTimes { layer.columns.append(.integer("times", "sites of the plan that cover it")) }
    let times = problem.coverTimes(by: problem.sites(.existing) + solution.chosen)
    let order = demand.rows.indices.sorted { demand.rows[$0] < demand.rows[$1] }
    for point in order {
      let parts = allocation.parts[point]
      let weight = problem.weights[point]
      let served = parts.reduce(0) { $0 + $1.weight }
      var values: [OutputValue] = [
        .text(demand.ids[point]), .number(weight), .optional(parts.first.map { sites.ids[$0.site.rawValue] }),
        .optional(parts.first?.cost),
      ]
      if isDivided { values += [.number(served), Self.part(served, of: weight)] }
      if capacities != nil {
        let all = parts.map { "\(sites.ids[$0.site.rawValue]): \(plainNumber($0.weight))" }
        values.append(.text(all.joined(separator: "; ")))
      }
      if countsTimes { values.append(.integer(times[point])) }
      layer.append(
        demand.ids[point], shape(demand, point), values,
        style: LayerStyle(color: parts.isEmpty ? "#7f8c8d" : "#1e8449"))
    }
    return try bytes(layer, demand, isGeoJSON, indices: order)
  }

  private func shape(_ table: SitingTable, _ index: Int) -> Shape? {
    table.isGeographic ? table.positions.map { .point($0[index]) } : nil
  }

  private func bytes(
    _ layer: OutputLayer, _ table: SitingTable, _ isGeoJSON: Bool, indices: [Int]
  ) throws(GeodataError) -> [UInt8] {
    guard !isGeoJSON else {
      guard table.isGeographic, table.positions != nil else {
        throw GeodataError(
          .badCoordinate,
          Bilingual(
            "GeoJSON只能存放经纬度，而该表没有经纬度。请改写为.csv文件。",
            "GeoJSON holds longitudes and latitudes, which this table has not. Write a .csv file instead."),
          at: .init(file: table.file))
      }
      return try layer.geoJSON([])
    }
    var layer = layer
    layer.hasGeometry = table.isGeographic && table.positions != nil
    if !table.isGeographic, let positions = table.positions {
      layer.columns += [.number("x", 3, "metres"), .number("y", 3, "metres")]
      for (row, index) in indices.enumerated() {
        layer.rows[row].values += [.number(positions[index].x), .number(positions[index].y)]
      }
    }
    return try layer.csv()
  }
}

extension SitingProblem {
  /// How many of the sites cover each demand point.
  fileprivate func coverTimes(by sites: [SiteIndex]) -> [Int] {
    var times = [Int](repeating: 0, count: demandCount)
    for site in sites { for point in covers.demand(of: site) { times[Int(point)] += 1 } }
    return times
  }
}

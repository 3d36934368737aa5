import Geodata
import Geometry
import Model
import Siting

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
    let shown = (standing + solution.chosen).sorted()
    let unique = uniqueContribution(problem, chosen: solution.chosen, of: shown)
    var allocated = [Double](repeating: 0, count: problem.siteCount)
    for (point, nearest) in problem.covers.nearest(among: shown).enumerated() {
      if let nearest { allocated[nearest.site.rawValue] += problem.weights[point] }
    }
    var layer = OutputLayer(
      name: "sites", about: "sites that are chosen or exist",
      columns: [
        .string("id", "the site's id"), .string("status", "existing, required or candidate"),
        .boolean("chosen", "true for the new ones"), .number("covers", 6, "weight within the cutoff"),
        .number("unique", 6, "weight that no other site of the plan covers"),
        .number("allocated", 6, "weight to which it is the nearest site of the plan"),
      ])
    for (site, unique) in zip(shown, unique) {
      let covers = problem.covers.demand(of: site).reduce(0) { $0 + problem.weights[Int($1)] }
      layer.append(
        sites.ids[site.rawValue], shape(sites, site.rawValue),
        [
          .text(sites.ids[site.rawValue]), .text(problem.statuses[site.rawValue].rawValue),
          .boolean(chosen.contains(site)), .number(covers), .number(unique), .number(allocated[site.rawValue]),
        ], style: LayerStyle(color: chosen.contains(site) ? "#c0392b" : "#1f618d"))
    }
    return try bytes(layer, sites, isGeoJSON, indices: shown.map(\.rawValue))
  }

  /// Every demand point with the nearest site of the plan and the cost to it; empty where none is within the cutoff.
  package func demandFile(
    _ sites: SitingTable, _ demand: SitingTable, _ problem: SitingProblem, isGeoJSON: Bool
  ) throws(GeodataError) -> [UInt8] {
    var layer = OutputLayer(
      name: "demand", about: "demand with its nearest site of the plan",
      columns: [
        .string("id", "the demand point's id"), .number("weight", 6, "its weight"),
        .string("site", "id of the nearest site of the plan; empty when none is within the cutoff"),
        .number("cost", 6, "to it, in metres or the unit of the cost table"),
      ])
    let nearest = problem.covers.nearest(among: (problem.sites(.existing) + solution.chosen).sorted())
    for (point, nearest) in nearest.enumerated() {
      layer.append(
        demand.ids[point], shape(demand, point),
        [
          .text(demand.ids[point]), .number(problem.weights[point]),
          .optional(nearest.map { sites.ids[$0.site.rawValue] }), .optional(nearest?.cost),
        ], style: LayerStyle(color: nearest == nil ? "#7f8c8d" : "#1e8449"))
    }
    return try bytes(layer, demand, isGeoJSON, indices: Array(demand.ids.indices))
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
          "GeoJSON holds longitudes and latitudes, which this table has not. Write a .csv file instead.",
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

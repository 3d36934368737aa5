import ArgumentParser
import Geodata
import Model
import Report
import Siting

/// The files that `solve` writes besides its answer.
enum SolveOutput {
  static func checkName(_ path: String) throws {
    let name = path.lowercased()
    guard name.hasSuffix(".csv") || name.hasSuffix(".geojson") else {
      throw ValidationError("“\(path)”：请写.csv或.geojson文件。", "“\(path)”: name a .csv or .geojson file.")
    }
  }
}

extension SolveCommand {
  /// Nothing is written without a plan: older files stay as they are.
  func writeFiles(_ answer: SolveAnswer, _ sites: SitingTable, _ input: Input, to places: Places) throws {
    guard answer.solution.objective != nil else { return }
    if let file = places.sites {
      try file.write(answer.siteFile(sites, input.problem, isGeoJSON: isGeoJSON(out)))
    }
    if let file = places.demand, let table = input.table {
      try file.write(answer.demandFile(sites, table, input.problem, isGeoJSON: isGeoJSON(outDemand)))
    }
    try places.sites?.commit()
    try places.demand?.commit()
  }

  private func isGeoJSON(_ path: String?) -> Bool { path?.lowercased().hasSuffix(".geojson") ?? false }

  /// The places of `--out` and `--out-demand`, reserved before the work.
  struct Places {
    let sites: OutputFile?
    let demand: OutputFile?

    init(_ command: SolveCommand) throws(GeodataError) {
      let inputs = [command.sites, command.demand, command.costs, command.start].compactMap(\.self)
      sites = try command.out.map { path throws(GeodataError) in try OutputFile(path, besides: inputs) }
      demand = try command.outDemand.map { path throws(GeodataError) in try OutputFile(path, besides: inputs) }
    }
  }
}

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
      throw ValidationError("“\(path)”: name a .csv or .geojson file.")
    }
  }
}

extension SolveCommand {
  /// Nothing is written without a plan: older files stay as they are.
  func writeFiles(_ answer: SolveAnswer, _ sites: SitingTable, _ input: Input) throws {
    guard answer.solution.objective != nil else { return }
    if let out {
      try OutputFile.write(
        out, try answer.siteFile(sites, input.problem, isGeoJSON: out.lowercased().hasSuffix(".geojson")))
    }
    if let outDemand, let table = input.table {
      try OutputFile.write(
        outDemand,
        try answer.demandFile(sites, table, input.problem, isGeoJSON: outDemand.lowercased().hasSuffix(".geojson")))
    }
  }
}

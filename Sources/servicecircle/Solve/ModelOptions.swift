import ArgumentParser
import Geodata
import Model
import Siting

/// What single problems of `solve` need besides tables, number and constraints.
struct ModelOptions: ParsableArguments {
  @Option(help: "gradual: full cover up to here (400m; with --costs a number), then falling to nothing at the cutoff.")
  var full: String?
  @Option(help: "gradual: parts of cover up to distances instead: 400m=1,800m=0.5; with --costs 5=1,10=0.5.")
  var steps: String?
  @Option(help: "bclp: what a second cover counts against a first, 0 to 1: 0.3.") var second: Double?
  @Option(help: "lscp: also all plans of the fewest sites, up to so many.") var ties: Int?

  func validate(for problem: SolveCommand.Problem) throws {
    guard problem == .gradual || (full == nil && steps == nil) else {
      throw ValidationError("--full and --steps belong to gradual.")
    }
    guard problem != .gradual || (full == nil) != (steps == nil) else {
      throw ValidationError("gradual needs --full or --steps.")
    }
    guard (problem == .bclp) == (second != nil) else {
      throw ValidationError(problem == .bclp ? "bclp needs --second, such as 0.3." : "--second belongs to bclp.")
    }
    guard second.map({ $0 >= 0 && $0 <= 1 }) ?? true else { throw ValidationError("--second is 0 to 1.") }
    guard ties == nil || problem == .lscp else { throw ValidationError("--ties belongs to lscp.") }
    guard ties.map({ $0 >= 1 }) ?? true else { throw ValidationError("--ties is 1 or more.") }
  }

  /// - Parameter end: the radius in metres or the cutoff in the table's unit: nothing counts beyond.
  func decay(end: Double, inMeters: Bool) throws -> CoverageDecay {
    func number(_ text: String) throws -> Double {
      let value = inMeters ? Meters(parsing: text)?.value : Double(text)
      guard let value, value >= 0 else {
        throw ValidationError(
          "“\(text)” is not \(inMeters ? "a length with its unit, such as 400m" : "a number in the unit of the costs")."
        )
      }
      return value
    }
    if let full, try number(full) >= end {
      throw ValidationError("--full \(full) is not below the \(inMeters ? "radius" : "cutoff"), where cover ends.")
    }
    if let full { return .linear(full: try number(full), none: end) }
    let parts = (steps ?? "").split(separator: ",").map { $0.split(separator: "=").map(String.init) }
    let steps = try parts.map { part in
      guard part.count == 2, let factor = Double(part[1]) else {
        throw ValidationError("--steps is a list such as \(inMeters ? "400m=1,800m=0.5" : "5=1,10=0.5").")
      }
      guard factor >= 0, factor <= 1 else {
        throw ValidationError("--steps \(part[0])=\(part[1]): a part of cover is 0 to 1.")
      }
      return CoverageDecay.Step(upTo: try number(part[0]), factor: factor)
    }
    for (near, far) in zip(steps, steps.dropFirst()) where near.upTo >= far.upTo || near.factor < far.factor {
      throw ValidationError("--steps \(self.steps ?? ""): write the nearest first; farther off cover does not grow.")
    }
    guard !steps.isEmpty else { throw ValidationError("--steps says nothing.") }
    return .steps(steps)
  }

  /// - Throws: ``GeodataError`` for a site without a capacity; excluded ones need none.
  static func capacities(_ table: SitingTable) throws -> [Double] {
    var result: [Double] = []
    for (index, capacity) in table.capacities.enumerated() {
      guard capacity != nil || table.statuses[index] == "excluded" else {
        throw GeodataError(
          .missingField,
          "“\(table.ids[index])” has no capacity. Fill the column “capacity”, in the unit of the weights.",
          at: .init(
            file: table.file, layer: "sites", record: "\(table.recordNumber(index))",
            field: "capacity"))
      }
      result.append(capacity ?? 0)
    }
    return result
  }
}

import ArgumentParser
import Geodata
import Model
import Siting
import Words

/// What single problems of `solve` need besides tables, number and constraints.
struct ModelOptions: ParsableArguments {
  @Option(
    help: .words(
      "用于gradual：到此为止完全覆盖（400m；与--costs同用时为数值），此后递减，到截止值为零。",
      "gradual: full cover up to here (400m; with --costs a number), then falling to nothing at the cutoff."))
  var full: String?
  @Option(
    help: .words(
      "用于gradual：改为按距离分段写覆盖程度：400m=1,800m=0.5；与--costs同用时为5=1,10=0.5。",
      "gradual: parts of cover up to distances instead: 400m=1,800m=0.5; with --costs 5=1,10=0.5."))
  var steps: String?
  @Option(
    help: .words(
      "用于bclp：第二重覆盖相对第一重所占的分量，0至1：0.3。",
      "bclp: what a second cover counts against a first, 0 to 1: 0.3."))
  var second: Double?
  @Option(
    help: .words("用于lscp：同时列出站点数最少的全部方案，最多列出此数。", "lscp: also all plans of the fewest sites, up to so many."))
  var ties: Int?

  func validate(for problem: SolveCommand.Problem) throws {
    guard problem == .gradual || (full == nil && steps == nil) else {
      throw ValidationError("--full和--steps只用于gradual。", "--full and --steps belong to gradual.")
    }
    guard problem != .gradual || (full == nil) != (steps == nil) else {
      throw ValidationError("gradual须写--full或--steps之一。", "gradual needs --full or --steps.")
    }
    guard (problem == .bclp) == (second != nil) else {
      throw problem == .bclp
        ? ValidationError("bclp须写--second，如0.3。", "bclp needs --second, such as 0.3.")
        : ValidationError("--second只用于bclp。", "--second belongs to bclp.")
    }
    guard second.map({ $0 >= 0 && $0 <= 1 }) ?? true else {
      throw ValidationError("--second应为0至1。", "--second is 0 to 1.")
    }
    guard ties == nil || problem == .lscp else { throw ValidationError("--ties只用于lscp。", "--ties belongs to lscp.") }
    guard ties.map({ $0 >= 1 }) ?? true else { throw ValidationError("--ties应为1或更大的整数。", "--ties is 1 or more.") }
  }

  /// - Parameter end: the radius in metres or the cutoff in the table's unit: nothing counts beyond.
  func decay(end: Double, inMeters: Bool) throws -> CoverageDecay {
    func number(_ text: String) throws -> Double {
      let value = inMeters ? Meters(parsing: text)?.value : Double(text)
      guard let value, value >= 0 else {
        throw inMeters
          ? ValidationError(
            "“\(text)”不是带单位的长度，请写成400m的形式。", "“\(text)” is not a length with its unit, such as 400m.")
          : ValidationError("“\(text)”不是以费用表单位计的数值。", "“\(text)” is not a number in the unit of the costs.")
      }
      return value
    }
    if let full, try number(full) >= end {
      throw ValidationError(
        "--full \(full)应小于\(inMeters ? "半径" : "截止值")，覆盖到那里为止。",
        "--full \(full) is not below the \(inMeters ? "radius" : "cutoff"), where cover ends.")
    }
    if let full { return .linear(full: try number(full), none: end) }
    let parts = (steps ?? "").split(separator: ",").map { $0.split(separator: "=").map(String.init) }
    let steps = try parts.map { part in
      guard part.count == 2, let factor = Double(part[1]) else {
        let example = inMeters ? "400m=1,800m=0.5" : "5=1,10=0.5"
        throw ValidationError("--steps应写成列表，如\(example)。", "--steps is a list such as \(example).")
      }
      guard factor >= 0, factor <= 1 else {
        throw ValidationError(
          "--steps \(part[0])=\(part[1])：覆盖程度应为0至1。", "--steps \(part[0])=\(part[1]): a part of cover is 0 to 1.")
      }
      return CoverageDecay.Step(upTo: try number(part[0]), factor: factor)
    }
    for (near, far) in zip(steps, steps.dropFirst()) where near.upTo >= far.upTo || near.factor < far.factor {
      let list = self.steps ?? ""
      throw ValidationError(
        "--steps \(list)：请由近及远写出；越远，覆盖程度不应越高。",
        "--steps \(list): write the nearest first; farther off cover does not grow.")
    }
    guard !steps.isEmpty else { throw ValidationError("--steps没有内容。", "--steps says nothing.") }
    return .steps(steps)
  }

  /// - Throws: ``GeodataError`` for a site without a capacity; excluded ones need none.
  static func capacities(_ table: SitingTable) throws -> [Double] {
    var result: [Double] = []
    for (index, capacity) in table.capacities.enumerated() {
      guard capacity != nil || table.statuses[index] == "excluded" else {
        throw GeodataError(
          .missingField,
          Bilingual(
            "“\(table.ids[index])”没有填写接待能力。请填写“capacity”列，单位与权重相同。",
            "“\(table.ids[index])” has no capacity. Fill the column “capacity”, in the unit of the weights."),
          at: .init(
            file: table.file, layer: "sites", record: "\(table.recordNumber(index))",
            field: "capacity"))
      }
      result.append(capacity ?? 0)
    }
    return result
  }
}

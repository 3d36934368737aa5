import Analysis
import Geodata
import Model
import Words

/// The figures and the definition of a summary, each under a path by which that of another summary is found.
struct SummaryFigures {
  struct Entry {
    var level: String
    var name = ""
    var kind = ""
    var figure: String
    var value: CompareValue

    var path: [String] { [level, name, kind, figure] }
  }

  private(set) var figures: [Entry] = []
  /// Key of the definition to what it says.
  private(set) var definition: [(key: String, value: Bilingual)] = []

  /// What the figures mean does not depend on these.
  private static let noDefinition: Set<String> = ["metric_crs", "demand_points"]
  /// Assumptions that stand only where there is a plan: where one side has none they are no difference.
  static let ofPlan: Set<String> = ["assumed.new-stations"]
  /// Of a plan; how hard the search was says nothing about it.
  private static let planKeys = [
    "objective", "unit", "status", "stopped", "asked", "new", "value", "bound", "gap", "cost_yuan", "target",
    "budget_left_yuan",
  ]

  init(_ summary: JSONValue) {
    for (key, suffix) in [("coverage", ""), ("coverage_with_plan", "_with_plan")] {
      for member in summary[key]?.members ?? [] { addCoverage(member, suffix) }
    }
    let plan = summary["siting"]
    for key in Self.planKeys {
      if let value = plan?[key].flatMap(Self.value) { figures.append(Entry(level: "plan", figure: key, value: value)) }
    }
    for member in summary["quality"]?.members ?? [] {
      if let value = Self.value(member.value) {
        figures.append(Entry(level: "quality", figure: member.key, value: value))
      }
    }
    if let points = summary["definition"]?["demand_points"].flatMap(Self.value) {
      figures.append(Entry(level: "coverage", figure: "demand_points", value: points))
    }
    addDefinition(summary)
  }

  /// What stands beneath a kind of demand is coverage of it, beneath `services` by service, beneath any other word under
  /// that word.
  private mutating func addCoverage(_ member: JSONMember, _ suffix: String) {
    for (path, value) in Self.leaves(member.value) {
      guard let value = Self.value(value) else { continue }
      if DemandKind(rawValue: member.key) != nil {
        guard value.number != nil else { continue }
        figures.append(
          Entry(level: "coverage", kind: member.key, figure: path.joined(separator: ".") + suffix, value: value))
      } else if member.key == "services", path.count == 2 {
        figures.append(
          Entry(level: "service", name: path[0], kind: path[1], figure: "share" + suffix, value: value))
      } else {
        figures.append(
          Entry(
            level: member.key, name: path.dropLast().joined(separator: "."), figure: (path.last ?? "value") + suffix,
            value: value))
      }
    }
  }

  private mutating func addDefinition(_ summary: JSONValue) {
    for member in summary["definition"]?.members ?? [] where !Self.noDefinition.contains(member.key) {
      for (path, value) in Self.leaves(member.value) {
        definition.append((([member.key] + path).joined(separator: "."), Self.words(value)))
      }
    }
    for key in ["objective", "target", "constraints"] {
      guard let value = summary["siting"]?[key] else { continue }
      for (path, value) in Self.leaves(value) {
        definition.append(((["siting", key] + path).joined(separator: "."), Self.words(value)))
      }
    }
    for assumption in summary["assumptions"]?.elements ?? [] {
      guard let id = assumption["id"]?.text, let words = assumption["en"]?.text else { continue }
      definition.append(("assumed.\(id)", Bilingual(assumption["zh"]?.text ?? words, words)))
    }
  }

  /// Everything beneath that is no object, with the keys that lead there; lists are left out.
  private static func leaves(_ value: JSONValue) -> [(path: [String], value: JSONValue)] {
    switch value {
    case .object(let members):
      members.flatMap { member in leaves(member.value).map { ([member.key] + $0.path, $0.value) } }
    case .array: []
    default: [([], value)]
    }
  }

  private static func value(_ value: JSONValue) -> CompareValue? {
    if let number = value.number { return .number(number) }
    return value.text.map { .text($0) }
  }

  private static func words(_ value: JSONValue) -> Bilingual {
    switch value {
    case .bool(let flag): flag ? Bilingual("是", "yes") : Bilingual("否", "no")
    case .string(let text): definitionValue(text)
    case .null, .array, .object: Bilingual(same: "–")
    case .int, .number: Bilingual(same: trimmedNumber(value.number ?? 0, decimals: 9))
    }
  }
}

import Analysis
import Geodata
import Model

/// How the outputs speak of routes that count by a detour (`coverage.detour`).
extension AnalysisResult {
  /// For the terminal and the tables; nil where routes count by the cutoff or there are none.
  var detourText: String? {
    guard let detour = file.circle.detour, kindsWithDemand.contains(.routes) else { return nil }
    return switch detour.rule {
    case .return: "a detour of \(detour.extra) to a station and back to the same place"
    case .through: "a detour of \(detour.extra) over riding on (through)"
    }
  }

  /// By which rule, to stand behind the figure.
  var detourPhrase: Phrase? {
    guard let detour = file.circle.detour, kindsWithDemand.contains(.routes) else { return nil }
    let extra = cutoffPhrase(detour.extra)
    return switch detour.rule {
    case .return:
      Phrase(
        "绕行往返不超过\(extra.chinese)即为覆盖",
        "served where a station and back to the same place takes \(extra.english) at most")
    case .through:
      Phrase(
        "顺路绕行多走不超过\(extra.chinese)即为覆盖",
        "served where calling at a station on the way takes \(extra.english) more at most")
    }
  }

  /// `detour` of the definition in `summary.json`; nothing where routes count by the cutoff.
  var detourMembers: [JSONMember] {
    guard let detour = file.circle.detour else { return [] }
    return [
      JSONMember(
        "detour",
        .object([
          JSONMember("extra", .string(detour.extra.description)), JSONMember("rule", .string(detour.rule.rawValue)),
        ]))
    ]
  }
}

import Analysis
import Geodata
import Model
import Words

/// How the outputs speak of routes that count by a detour (`coverage.detour`).
extension AnalysisResult {
  /// For the terminal and the tables; nil where routes count by the cutoff or there are none.
  var detourText: Bilingual? {
    guard let detour = file.circle.detour, kindsWithDemand.contains(.routes) else { return nil }
    let extra = cutoffPhrase(detour.extra).chinese
    return switch detour.rule {
    case .return:
      Bilingual("绕行往返不超过\(extra)", "a detour of \(detour.extra) to a station and back to the same place")
    case .through: Bilingual("顺路绕行多走不超过\(extra)", "a detour of \(detour.extra) over riding on (through)")
    }
  }

  /// By which rule, to stand behind the figure.
  var detourPhrase: Bilingual? {
    guard let detour = file.circle.detour, kindsWithDemand.contains(.routes) else { return nil }
    let extra = cutoffPhrase(detour.extra)
    return switch detour.rule {
    case .return:
      Bilingual(
        "绕行往返不超过\(extra.chinese)即为覆盖",
        "served where a station and back to the same place takes \(extra.english) at most")
    case .through:
      Bilingual(
        "顺路绕行多走不超过\(extra.chinese)即为覆盖",
        "served where calling at a station on the way takes \(extra.english) more at most")
    }
  }

  /// The longest stretch of any route that no station serves, along its streets; nil without a route inside the area.
  func longestGap(isWithPlan: Bool) -> (minutes: Double, mode: TravelMode)? {
    let routes = coverage.figures.routes.compactMap { figure -> (minutes: Double, mode: TravelMode)? in
      guard let service = isWithPlan ? figure.withPlan : figure.today, service.chain.minutes > 0 else { return nil }
      let mode = file.circle.modes.mode(ofRoute: inputs.routes[figure.route].trade)
      return (service.longest.first?.gap.minutes ?? 0, mode)
    }
    guard routes.isEmpty else { return routes.max { $0.minutes < $1.minutes } }
    // Of a run that was interrupted, and of streets of tracks: pieces of 100 m.
    let pieces = ((isWithPlan ? coverage.withPlan : nil) ?? coverage.now).routes
    return pieces.longestGapMinutes.map { ($0, pieces.longestGapMode ?? file.circle.modes.routes) }
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

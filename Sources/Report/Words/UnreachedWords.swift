import Analysis
import Geodata
import Geometry
import Model

/// The demand no station and no candidate reaches, and what would mend that: in every output.
extension AnalysisResult {
  func place(_ group: UnreachedGroup) -> (id: String, name: String) {
    switch group.kind {
    case .communities: (inputs.communities[group.owner].id.rawValue, inputs.communities[group.owner].name)
    case .workers: (inputs.workers[group.owner].id.rawValue, inputs.workers[group.owner].name)
    case .routes: (inputs.routes[group.owner].id.rawValue, inputs.routes[group.owner].name)
    }
  }

  private func degrees(_ value: Double) -> String { trimmedNumber(value, decimals: 6) }

  private func amounts(_ weight: [DemandKind: Double]) -> Phrase {
    let parts = DemandKind.allCases.compactMap { kind in
      weight[kind].map { weight in
        let amount = amount(weight, kind)
        let noun = demandNoun(kind)
        return kind == .routes
          ? amount : Phrase("\(noun.chinese)\(amount.chinese)", "\(amount.english) \(noun.english)")
      }
    }
    return Phrase(parts.map(\.chinese).joined("、"), parts.map(\.english).joined(", "))
  }

  /// For the terminal, where there is no plan at all.
  func unreachedLines(_ unreached: UnreachedDemand) -> [String] {
    var lines = ["unreached    \(amounts(unreached.weight).english.markup) that no station and no candidate reaches"]
    for group in unreached.groups.prefix(5) {
      let help =
        group.cutoff.map { "a cutoff of \($0) reaches it" + (group.weightWithoutPath > 0 ? " in part" : "") }
        ?? (group.kind == .routes && file.circle.detour != nil
          ? "no site lies within the detour" : "no path leads from there to any site")
      lines.append(
        "             \(place(group).name.shown): \(amounts([group.kind: group.weight]).english.markup); \(help)")
    }
    if unreached.groups.count > 5 { lines.append("             … and \(unreached.groups.count - 5) more places") }
    if !unreached.ownCutoffs.isEmpty {
      let keys = unreached.ownCutoffs.map { "\($0.key.shown) \($0.cutoff)" }.joined(separator: ", ")
      lines.append(
        "repair       \(keys) \(unreached.ownCutoffs.count == 1 ? "reaches" : "reach") all that any site can reach")
    } else if let cutoff = unreached.cutoff {
      lines.append("repair       circle.cutoff \(cutoff) reaches all that any site can reach")
    }
    for spot in unreached.spots {
      lines.append(
        "repair       a candidate at \(degrees(spot.position.x)), \(degrees(spot.position.y)) (lon, lat) would cover "
          + "\(amounts(spot.covered).english.markup) of it")
    }
    return lines
  }

  func unreachedNote(_ unreached: UnreachedDemand) -> Phrase {
    let left = amounts(unreached.weight)
    var note = Phrase(
      "现有驿站与候选点都到达不了的需求：\(left.chinese)。",
      "No station and no candidate site reaches \(left.english). ")
    if !unreached.ownCutoffs.isEmpty {
      let keys = unreached.ownCutoffs.map { "<code>\(HTML(escaping: $0.key)): \($0.cutoff.description)</code>" as HTML }
      note.chinese += "改为\(keys.joined("、"))，凡有路可达的即可到达。"
      note.english += "With \(keys.joined(", ")) all of it that has a path to a site would be reached. "
    } else if let cutoff = unreached.cutoff {
      let words = words(cutoff)
      note.chinese += "服务圈放宽到\(words.chinese)，凡有路可达的即可到达。"
      note.english += "A circle of \(words.english) would reach all of it that has a path to a site. "
    }
    if let spot = unreached.spots.first {
      let covered = amounts(spot.covered)
      let position: HTML = "\(degrees(spot.position.x)), \(degrees(spot.position.y))"
      note.chinese += "若在（\(position)）附近找到候选点，可覆盖其中\(covered.chinese)。"
      note.english += "A new candidate near \(position) (lon, lat) could cover \(covered.english) of it."
    }
    return note
  }

  private func words(_ cutoff: Cutoff) -> Phrase {
    switch cutoff {
    case .time(let seconds): Phrase("\(grouped(seconds.minutes))分钟", "\(grouped(seconds.minutes)) minutes")
    case .distance(let meters): Phrase("\(grouped(meters.value))米", "\(grouped(meters.value)) m")
    }
  }

  func unreachedFigures(_ unreached: UnreachedDemand) -> JSONValue {
    func weights(_ weight: [DemandKind: Double]) -> JSONValue {
      .object(DemandKind.allCases.map { JSONMember($0.rawValue, .number(rounded(weight[$0] ?? 0, 3))) })
    }
    let ownCutoffs =
      unreached.ownCutoffs.isEmpty
      ? []
      : [
        JSONMember(
          "cutoffs",
          .object(unreached.ownCutoffs.map { JSONMember($0.key, .string($0.cutoff.description)) }))
      ]
    return .object(
      [
        JSONMember("weight", weights(unreached.weight)), JSONMember("places", .int(unreached.groups.count)),
        JSONMember("cutoff", unreached.cutoff.map { .string($0.description) } ?? .null),
      ] + ownCutoffs + [
        JSONMember(
          "spots",
          .array(
            unreached.spots.map { spot in
              .object([
                JSONMember("lon", .number(rounded(spot.position.x, 7))),
                JSONMember("lat", .number(rounded(spot.position.y, 7))), JSONMember("covered", weights(spot.covered)),
                JSONMember("gain", .number(rounded(spot.gain, 9))),
              ])
            }))
      ])
  }
}

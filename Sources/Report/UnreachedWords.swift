import Analysis
import Geodata
import Geometry
import Model

/// The demand no station and no candidate reaches, and what would mend that: in every output.
extension AnalysisResult {
  private func place(_ group: UnreachedGroup) -> (id: String, name: String) {
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
        ?? "no path leads from there to any site"
      lines.append(
        "             \(place(group).name.shown): \(amounts([group.kind: group.weight]).english.markup); \(help)")
    }
    if unreached.groups.count > 5 { lines.append("             … and \(unreached.groups.count - 5) more places") }
    if let cutoff = unreached.cutoff {
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
    if let cutoff = unreached.cutoff {
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
    return .object([
      JSONMember("weight", weights(unreached.weight)), JSONMember("places", .int(unreached.groups.count)),
      JSONMember("cutoff", unreached.cutoff.map { .string($0.description) } ?? .null),
      JSONMember(
        "spots",
        .array(
          unreached.spots.map { spot in
            .object([
              JSONMember("lon", .number(rounded(spot.position.x, 7))),
              JSONMember("lat", .number(rounded(spot.position.y, 7))), JSONMember("covered", weights(spot.covered)),
              JSONMember("gain", .number(rounded(spot.gain, 9))),
            ])
          })),
    ])
  }

  func unreachedTable(_ unreached: UnreachedDemand) -> OutputLayer {
    var table = OutputLayer(
      name: "unreached", about: "demand that no station and no candidate reaches, by its place, largest first",
      columns: [
        .string("kind", "communities, workers or routes"), .string("id", "the place's id"), .string("name", "its name"),
        .number("weight", 3, "residents, heads or trip-km a day that no site reaches"),
        .number("share", 6, "0...1 of the place's weight inside the area"),
        .string("cutoff", "the cutoff that would reach all of it that has a path to a site; empty when none has"),
        .number("weight_without_path", 3, "weight that no cutoff helps"),
      ], hasGeometry: false)
    for (index, group) in unreached.groups.enumerated() {
      let place = place(group)
      table.append(
        "\(index + 1)",
        [
          .text(group.kind.rawValue), .text(place.id), .text(place.name), .number(group.weight), .number(group.share),
          .optional(group.cutoff?.description), .number(group.weightWithoutPath),
        ])
    }
    return table
  }

  func repairSpotLayer(_ unreached: UnreachedDemand) -> OutputLayer {
    var layer = OutputLayer(
      name: "repair_spots", about: "where a new candidate would cover most of what no site reaches",
      columns: [
        .integer("rank", "1 covers most; each counts what those before it leave"),
        .number("gain", 6, "what it would add to the weighted mean share"),
      ] + DemandKind.allCases.map { .number($0.rawValue, 3, "residents, heads or trip-km a day it would cover") })
    for (index, spot) in unreached.spots.enumerated() {
      layer.append(
        "spot-\(index + 1)", .point(spot.position),
        [.integer(index + 1), .number(spot.gain)] + DemandKind.allCases.map { .number(spot.covered[$0] ?? 0) },
        style: LayerStyle(color: "#8e44ad"))
    }
    return layer
  }
}

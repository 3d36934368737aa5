import Analysis
import GEOS
import Geodata
import Geometry
import Model
import Words

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

  private func amounts(_ weight: [DemandKind: Double]) -> Bilingual {
    DemandKind.allCases.compactMap { kind in
      weight[kind].map { weight in
        let amount = amount(weight, kind)
        let noun = demandNoun(kind)
        return kind == .routes
          ? Bilingual("配送路线\(amount.chinese)", amount.english)
          : Bilingual("\(noun.chinese)\(amount.chinese)", "\(amount.english) \(noun.english)")
      }
    }.listed
  }

  /// For the terminal, where there is no plan at all.
  func unreachedLines(_ unreached: UnreachedDemand) -> [Bilingual] {
    let all = amounts(unreached.weight)
    var lines = [
      line(
        "均无法覆盖", "unreached",
        Bilingual(
          "现有驿站与候选点均无法覆盖：\(all.chinese)", "\(all.english) that no station and no candidate reaches"))
    ]
    for group in unreached.groups.prefix(5) {
      let amount = amounts([group.kind: group.weight])
      let name = place(group).name.shown
      lines.append(line(Bilingual("\(name)：\(amount.chinese)；", "\(name): \(amount.english); ") + help(group)))
    }
    let more = unreached.groups.count - 5
    if more > 0 { lines.append(line(Bilingual("……另有\(more)处", "… and \(more) more places"))) }
    if !unreached.ownCutoffs.isEmpty {
      let keys = unreached.ownCutoffs.map { "\($0.key.shown) \($0.cutoff)" }.listed
      lines.append(
        line(
          "补救", "repair",
          Bilingual(
            "改为\(keys.chinese)，凡有路可达的即可覆盖",
            "\(keys.english) \(unreached.ownCutoffs.count == 1 ? "reaches" : "reach") all that any site can reach")))
    } else if let cutoff = unreached.cutoff {
      lines.append(
        line(
          "补救", "repair",
          Bilingual(
            "服务圈放宽到\(cutoffPhrase(cutoff).chinese)（circle.cutoff），凡有路可达的即可覆盖",
            "circle.cutoff \(cutoff) reaches all that any site can reach")))
    }
    for spot in unreached.spots {
      let covered = amounts(spot.covered)
      lines.append(
        line(
          "补救", "repair",
          Bilingual(
            "若在\(position(spot).chinese)设候选点，可覆盖其中的\(covered.chinese)",
            "a candidate at \(degrees(spot.position.x)), \(degrees(spot.position.y)) (lon, lat) would cover "
              + "\(covered.english) of it")))
    }
    return lines
  }

  /// What would reach a place.
  private func help(_ group: UnreachedGroup) -> Bilingual {
    if let cutoff = group.cutoff {
      let isPart = group.weightWithoutPath > 0
      return Bilingual(
        "服务圈放宽到\(cutoffPhrase(cutoff).chinese)即可\(isPart ? "部分" : "")覆盖",
        "a cutoff of \(cutoff) reaches it" + (isPart ? " in part" : ""))
    }
    return group.kind == .routes && file.circle.detour != nil
      ? Bilingual("绕行范围内没有任何点位", "no site lies within the detour")
      : Bilingual("没有道路通往任何点位", "no path leads from there to any site")
  }

  func unreachedNote(_ unreached: UnreachedDemand) -> Phrase {
    let left = amounts(unreached.weight)
    var note = Phrase(
      "现有驿站与候选点均无法覆盖：\(left.chinese)。",
      "No station and no candidate site reaches \(left.english). ")
    if !unreached.ownCutoffs.isEmpty {
      let circles = unreached.ownCutoffs.map { own in
        let (who, long) = (owner(ofKey: own.key), words(own.cutoff))
        return Phrase(Bilingual("\(who.chinese)\(long.chinese)", "\(long.english) for \(who.english)"))
      }
      note.chinese += "服务圈放宽到\(circles.map(\.chinese).joined("、"))，凡有路可达的即可覆盖。"
      note.english +=
        "With circles of \(circles.map(\.english).joined(", ")) all of it that has a path to a site would be reached. "
    } else if let cutoff = unreached.cutoff {
      let words = words(cutoff)
      note.chinese += "服务圈放宽到\(words.chinese)，凡有路可达的即可覆盖。"
      note.english += "A circle of \(words.english) would reach all of it that has a path to a site. "
    }
    if let spot = unreached.spots.first {
      let covered = amounts(spot.covered)
      let position = position(spot)
      note.chinese += "若在\(position.chinese)附近找到候选点，可覆盖其中的\(covered.chinese)。"
      note.english += "A new candidate near \(position.english) could cover \(covered.english) of it."
    }
    return note
  }

  /// The community in whose outline a place lies, the first of several; nil for none.
  private func communityName(at place: Coordinate) -> String? {
    inputs.communities.first { community in
      guard !community.name.isEmpty, !community.shape.polygons.isEmpty, community.shape.box.contains(place) else {
        return false
      }
      return (try? PreparedGeometry(community.shape).intersects([place])) == [true]
    }?.name
  }

  /// Where a candidate is missing: in a community, or by its position where it is in none.
  private func position(_ spot: RepairSpot) -> Bilingual {
    let degrees = "\(degrees(spot.position.x)), \(degrees(spot.position.y))"
    guard let name = communityName(at: spot.position) else {
      return Bilingual(
        "经度\(self.degrees(spot.position.x))、纬度\(self.degrees(spot.position.y))处", "\(degrees) (lon, lat)")
    }
    return Bilingual("“\(name)”", "“\(name)” (\(degrees))")
  }

  /// Who has the cutoff of a key: `circle.cutoffs.workers.takeaway`.
  private func owner(ofKey key: String) -> Bilingual {
    let parts = key.split(separator: ".").dropFirst(2).map(String.init)
    guard let kind = parts.first.flatMap(DemandKind.init) else { return Bilingual("其余各类", "all others") }
    guard parts.count > 1 else { return moverName(Mover(kind: kind)) }
    return moverName(
      parts[1] == "default"
        ? Mover(kind: kind, isRest: true) : Mover(kind: kind, trade: parts[1...].joined(separator: ".")))
  }

  private func words(_ cutoff: Cutoff) -> Bilingual {
    switch cutoff {
    case .time(let seconds): Bilingual("\(grouped(seconds.minutes))分钟", "\(grouped(seconds.minutes)) minutes")
    case .distance(let meters): Bilingual("\(grouped(meters.value))米", "\(grouped(meters.value)) m")
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

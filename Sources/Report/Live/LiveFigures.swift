import Analysis
import Coverage
import Geodata
import Model
import Words

/// What a page asks of a result, as JSON.
extension AnalysisResult {
  /// Coverage of one state of the stations: the numbers that `summary.json` of a run with the same stations has, and of its
  /// tables what is asked for.
  package func figures(_ evaluation: Evaluation, with parts: Set<StateFigures.Part> = []) -> JSONValue {
    let coverage = evaluation.coverage
    return .object(
      coverageMembers(coverage) + [JSONMember("value", Self.optional(evaluation.value, 9))]
        + evaluation.figures.members(parts))
  }

  private func coverageMembers(_ coverage: CoverageSummary) -> [JSONMember] {
    [
      JSONMember(
        "coverage",
        .object(
          DemandKind.allCases.map { kind in
            let share = coverage.byKind[kind] ?? CoveredShare()
            return JSONMember(
              kind.rawValue,
              .object([
                JSONMember("total", .number(rounded(share.total, 3))),
                JSONMember("covered", .number(rounded(share.covered, 3))),
                JSONMember("share", Self.optional(share.share, 6)),
              ]))
          })),
      JSONMember(
        "services",
        .object(
          DemandKind.allCases.map { kind in
            JSONMember(
              kind.rawValue,
              .object(
                coverage.byService.sorted { $0.key < $1.key }.map { service, kinds in
                  JSONMember(service.rawValue, Self.optional(kinds[kind]?.share, 6))
                }))
          })),
    ]
  }

  private static func optional(_ value: Double?, _ decimals: Int) -> JSONValue {
    value.map { .number(rounded($0, decimals)) } ?? .null
  }

  /// Whose covered weight changes, the largest change first; ties by kind and position.
  package func changes(_ evaluation: Evaluation, most: Int) -> JSONValue {
    let order = Dictionary(uniqueKeysWithValues: zip(DemandKind.allCases, 0...))
    let sorted = evaluation.changed.sorted { a, b in
      let (x, y) = (abs(a.after.covered - a.before.covered), abs(b.after.covered - b.before.covered))
      return x != y ? x > y : (order[a.kind]!, a.owner) < (order[b.kind]!, b.owner)
    }
    return .array(
      sorted.prefix(most).map { change in
        let (id, name) =
          switch change.kind {
          case .communities: (inputs.communities[change.owner].id.rawValue, inputs.communities[change.owner].name)
          case .workers: (inputs.workers[change.owner].id.rawValue, inputs.workers[change.owner].name)
          case .routes: (inputs.routes[change.owner].id.rawValue, inputs.routes[change.owner].name)
          }
        return [
          "kind": .string(change.kind.rawValue), "id": .string(id), "name": .string(name),
          "before": .number(rounded(change.before.covered, 3)), "after": .number(rounded(change.after.covered, 3)),
        ]
      })
  }

  /// What the page shows before anything is asked.
  ///
  /// - Parameters:
  ///   - layers: that can be asked for.
  ///   - today: of the stations in operation.
  package func town(_ layers: [FeatureLayer], _ today: Evaluation) -> [JSONMember] {
    let box = mapExtent
    return [
      JSONMember("title", JSONValue(file.title)), JSONMember("language", .string(file.language.rawValue)),
      JSONMember("illustrative", .bool(inputs.isIllustrative)),
      JSONMember("illustrative_note", inputs.isIllustrative ? JSONValue(Wording.illustrativeNote) : .null),
      JSONMember("edits_note", (editedStations?.words).map { JSONValue($0) } ?? .null),
      JSONMember("attribution", .array(attribution.map { .string($0) })),
      JSONMember("version", .string(toolVersion)),
      JSONMember(
        "bounds",
        box.isEmpty ? .null : .array([box.minX, box.minY, box.maxX, box.maxY].map { .number(rounded($0, 7)) })
      ),
      JSONMember("definition", liveDefinition),
      JSONMember(
        "kinds",
        .array(
          DemandKind.allCases.map {
            ["id": .string($0.rawValue), "name": JSONValue(demandNoun($0)), "unit": JSONValue(unit(of: $0))]
          })),
      JSONMember(
        "services",
        .array(file.services.map { ["id": .string($0.rawValue), "name": JSONValue(Self.serviceName($0))] })),
      JSONMember(
        "periods",
        .array(
          file.coverage.periods.map {
            ["id": .string($0.name), "name": JSONValue(periodName($0.name)), "text": .string($0.text)]
          })),
      // Without, every hour is like every other.
      JSONMember("hours_known", .bool(inputs.stations.contains { $0.hours != nil })),
      JSONMember(
        "layers",
        .array(
          layers.map { layer in
            [
              "id": .string(layer.name), "title": JSONValue(layer.title), "count": .int(layer.features.count),
              "geometry": layer.features.lazy.compactMap(\.geometry).first.map { .string($0) } ?? .null,
            ]
          })),
      JSONMember("stations", .array(inputs.stations.map(Self.station))),
      JSONMember("has_candidates", .bool(!inputs.candidates.isEmpty)),
      JSONMember("builds_with", Self.json(file.siting.buildsWith)),
      JSONMember("new", file.siting.new.map { .int($0) } ?? .null),
      JSONMember("plan", siting.plan.map { plan($0, inputs.candidates) } ?? .null),
      JSONMember(
        "curve",
        .array(
          (siting.plan?.curve ?? []).map {
            ["new": .int($0.count), "value": .number(rounded($0.value, 9)), "bound": .number(rounded($0.bound, 9))]
          })),
      JSONMember("acts", actOffers), JSONMember("figures", figures(today)),
    ]
  }

  /// A plan with its proof.
  ///
  /// - Parameter candidates: that it chooses from.
  package func plan(_ plan: Plan, _ candidates: [CandidateSite]) -> JSONValue {
    [
      "status": .string(plan.status.rawValue), "stopped": .string(plan.stopped.rawValue),
      "unit": .string(plan.unit.rawValue), "value": Self.number(plan.value), "bound": Self.number(plan.bound),
      "gap": Self.number(plan.gap), "reason": plan.reason.map { JSONValue($0) } ?? .null,
      "sites": .array(
        plan.proposed.map { site in
          let host = candidates[site.candidate]
          return [
            "id": .string(host.id.rawValue), "name": .string(host.name), "rank": .int(site.rank),
            "lon": .number(rounded(host.position.x, 7)), "lat": .number(rounded(host.position.y, 7)),
            "gain": .number(rounded(site.gain, 6)),
          ]
        }),
    ]
  }

  private static func number(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(rounded(value, 9))
  }

  private static func json(_ new: AnalysisFile.NewStation) -> JSONValue {
    [
      "services": .array(new.services.sorted().map { .string($0.rawValue) }), "hours": .string(new.hours),
      "capacity": new.capacity.map { .number(rounded($0, 6)) } ?? .null,
    ]
  }

  private static func station(_ station: Station) -> JSONValue {
    [
      "id": .string(station.id.rawValue), "name": .string(station.name),
      "lon": .number(rounded(station.position.x, 7)), "lat": .number(rounded(station.position.y, 7)),
      "services": .array(station.services.sorted().map { .string($0.rawValue) }),
      "hours": station.hours.map { .string($0) } ?? .null,
      "extra_min": .number(rounded(station.extraTime.minutes, 4)), "capacity": optional(station.capacity, 6),
      "seats": optional(station.seats, 6),
    ]
  }

  private func unit(of kind: DemandKind) -> Bilingual {
    switch kind {
    case .communities where countsStreets: Bilingual("米居住街道", "metres of residential street")
    case .communities: Bilingual("居民", "residents")
    case .workers: Bilingual("人", "heads")
    case .routes: Bilingual("车次公里/日", "trip-km per day")
    }
  }
}

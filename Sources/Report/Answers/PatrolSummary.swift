import Analysis
import Coverage
import Geodata
import Model

extension AnalysisResult {
  /// Which streets the rounds pass, in `summary.json`; nothing when it is not asked for.
  var patrolMembers: [JSONMember] {
    guard let patrol else { return [] }
    return [
      JSONMember(
        "patrol",
        .object([
          JSONMember("by", .string(patrol.definition.aim.rawValue)),
          JSONMember("today", state(patrol.today)), JSONMember("with_plan", patrol.withPlan.map(state) ?? .null),
          JSONMember("all_rounds", state(patrol.allRounds)),
          JSONMember("chosen", patrol.choice.map { choice(patrol, $0) } ?? .null),
          JSONMember("reporting", proof(patrol.reporting, perUnit: 1000, unit: "metres")),
          JSONMember("metres_in_no_community", metres(patrol.streets.millimetersWithoutOutline)),
          JSONMember("metres_outside_area", metres(patrol.streets.millimetersOutsideArea)),
        ]))
    ]
  }

  private func metres(_ millimeters: Int) -> JSONValue { .number(rounded(Double(millimeters) / 1000, 3)) }

  private func state(_ state: PatrolState) -> JSONValue {
    let count = state.all
    func optional(_ value: Double?) -> JSONValue { value.map { .number(rounded($0, 6)) } ?? .null }
    func ids(_ communities: [Int]) -> JSONValue {
      .array(communities.map { .string(inputs.communities[$0].id.rawValue) })
    }
    return .object([
      JSONMember("riders", .int(state.riders.count)), JSONMember("metres", metres(count.millimeters)),
      JSONMember("passed_metres", metres(count.passedMillimeters)), JSONMember("share", optional(count.share)),
      JSONMember("passes_per_day", optional(count.passesPerDay)),
      JSONMember("blind_metres", metres(count.blindMillimeters)),
      JSONMember("people", .number(rounded(count.people, 3))),
      JSONMember("blind_people", .number(rounded(count.blindPeople, 3))),
      JSONMember("blind_communities", ids(state.communities { $0 == 0 })),
      JSONMember("communities_under_half", ids(state.communities { $0 < 0.5 })),
      JSONMember(
        "reports_near_blind", file.layers[.reports] == nil ? .null : .int(state.isNearBlind.count { $0 })),
    ])
  }

  private func choice(_ patrol: PatrolFigures, _ choice: RiderChoice) -> JSONValue {
    let isMeters = patrol.definition.aim == .meters
    guard case .object(let members) = proof(choice, perUnit: 1000, unit: isMeters ? "metres" : "people") else {
      return .null
    }
    let chosen = patrol.riders.filter { $0.state == .chosen }.sorted { $0.rank! < $1.rank! }
    return .object(
      [
        JSONMember("asked", .int(patrol.definition.riders ?? 0)),
        JSONMember(
          "routes",
          .array(chosen.map { .array($0.routes.map { .string(inputs.routes[$0].id.rawValue) }) })),
      ] + members)
  }

  private func proof(_ choice: RiderChoice, perUnit: Double, unit: String) -> JSONValue {
    .object([
      JSONMember("unit", .string(unit)), JSONMember("value", .number(rounded(Double(choice.value) / perUnit, 3))),
      JSONMember("bound", .number(rounded(Double(choice.bound) / perUnit, 3))),
      JSONMember("gap", .number(rounded(choice.gap, 9))), JSONMember("status", .string(choice.status.rawValue)),
      JSONMember("stopped", .string(choice.stopped.rawValue)),
    ])
  }
}

extension PatrolState {
  /// Positions of the communities with streets of which the share passed is such.
  func communities(_ isSuch: (Double) -> Bool) -> [Int] {
    byCommunity.indices.filter { byCommunity[$0].share.map(isSuch) ?? false }
  }
}

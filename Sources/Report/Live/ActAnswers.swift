import Analysis
import Coverage
import Geodata
import Model
import Siting
import Words

/// What money can be spent on, and what it is best spent on, as JSON for a page.
extension AnalysisResult {
  /// What the analysis offers, and its own plan; null where money buys nothing but new stations, or where there is no plan.
  var actOffers: JSONValue {
    guard let asked = file.siting.acts, let plan = siting.acts else { return .null }
    func yuan(_ price: AnalysisFile.Acts.Price) -> JSONValue {
      switch price {
      case .yuan(let yuan): .number(rounded(yuan, 2))
      case .column: .null
      }
    }
    let options: JSONValue = [
      "build": .array(
        asked.builds.sorted { $0.key < $1.key }.flatMap { host, ways in
          ways.map { way in
            [
              "host": .string(host), "yuan": way.yuan.map { .number(rounded($0, 2)) } ?? .null,
              "services": Self.ids(way.services), "hours": .string(way.hours),
            ]
          }
        }),
      "upgrade": .array(
        asked.upgrades.map { ["service": .string($0.service.rawValue), "yuan": yuan($0.price)] }),
      "extend": .array(
        asked.extensions.map { longer in
          [
            "hours": .string(longer.hours), "yuan": yuan(longer.price),
            "stations": longer.stations.map { .array($0.map { .string($0) }) } ?? .null,
          ]
        }),
    ]
    let phases = asked.phases.map { phase -> JSONValue in
      ["year": .int(phase.year), "budget_yuan": .number(rounded(phase.budget, 2))]
    }
    return .object(
      [JSONMember("options", options), JSONMember("phases", .array(phases))]
        + acts(ScenarioActs(plan: plan, sites: inputs.sites)).members)
  }

  /// A plan of acts with its proof; numbers are those of `summary.json` and of `acts.csv`.
  package func acts(_ answer: ScenarioActs) -> JSONValue {
    let plan = answer.plan
    var spent = 0.0
    let acts = plan.acts.map { planned -> JSONValue in
      spent += planned.act.yuan
      return .object(
        members(planned.act, answer.sites) + [
          JSONMember("rank", .int(planned.rank)), JSONMember("year", planned.year.map { .int($0) } ?? .null),
          JSONMember("lon", .number(rounded(answer.sites.position(planned.act.site).x, 7))),
          JSONMember("lat", .number(rounded(answer.sites.position(planned.act.site).y, 7))),
          JSONMember(
            "hours_then",
            planned.act.kind == .extend ? plan.hoursThen(planned.act.site).map { .string($0) } ?? .null : .null),
          JSONMember("cumulative_cost_yuan", .number(rounded(spent, 2))), JSONMember("gain", Self.share(planned.gain)),
          JSONMember("cumulative_value", Self.share(planned.cumulative)), JSONMember("loss", Self.share(planned.loss)),
          JSONMember("substitute", planned.substitute.map { .object(members($0, answer.sites)) } ?? .null),
          JSONMember("loss_with_substitute", Self.share(planned.lossWithSubstitute)),
        ])
    }
    return [
      "status": .string(plan.status.rawValue), "stopped": .string(plan.stopped.rawValue),
      "unit": .string(Plan.Unit.served.rawValue), "today": Self.share(plan.today), "value": Self.share(plan.value),
      "bound": Self.share(plan.bound), "gap": Self.share(plan.gap),
      "budget_yuan": plan.budget.map { .number(rounded($0, 2)) } ?? .null,
      "spent_yuan": .number(rounded(plan.yuan, 2)),
      "left_yuan": plan.budget.map { .number(rounded(max(0, $0 - plan.yuan), 2)) } ?? .null,
      "reason": plan.reason.map { JSONValue($0) } ?? .null, "warnings": .array(plan.warnings.map { JSONValue($0) }),
      "acts": .array(acts),
      "curve": .array(
        plan.curve.map { point in
          [
            "yuan": .number(rounded(point.yuan, 2)), "value": Self.share(point.value), "bound": Self.share(point.bound),
            "proven": .bool(rounded(point.value, 9) >= rounded(point.bound, 9)),
          ]
        }),
      // What the same money does at best where it may be spent on some kinds of acts alone.
      "mixes": .array(
        plan.mixes.map { mix in
          [
            "id": .string(mix.name.rawValue), "name": JSONValue(AnalysisResult.mixName(mix.name)),
            "yuan": .number(rounded(mix.best.yuan, 2)), "value": Self.share(mix.best.value),
            "bound": Self.share(mix.best.bound),
          ]
        }),
    ]
  }

  private func members(_ act: Act, _ sites: SiteTable) -> [JSONMember] {
    [
      JSONMember("act", .string(act.kind.rawValue)), JSONMember("id", .string(sites.id(act.site).rawValue)),
      JSONMember("name", .string(sites.name(act.site))), JSONMember("services", Self.ids(act.services)),
      JSONMember("hours", act.hours.map { .string($0) } ?? .null),
      JSONMember("cost_yuan", .number(rounded(act.yuan, 2))),
    ]
  }

  private static func ids(_ services: some Collection<Service>) -> JSONValue {
    .array(services.sorted().map { .string($0.rawValue) })
  }

  private static func share(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(rounded(value, 9))
  }
}

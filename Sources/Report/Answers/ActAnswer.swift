import Analysis
import Geodata
import Model
import Siting

/// What the money is spent on, as `summary.json` has it.
extension AnalysisResult {
  func actFigures(_ plan: ActPlan) -> JSONValue {
    func optional(_ value: Double?, _ decimals: Int = 9) -> JSONValue {
      value.map { .number(rounded($0, decimals)) } ?? .null
    }
    func point(_ point: BudgetPoint) -> [JSONMember] {
      [
        JSONMember("yuan", .number(rounded(point.yuan, 2))), JSONMember("value", optional(point.value)),
        JSONMember("bound", optional(point.bound)),
      ]
    }
    func parts(_ parts: [ServedPart]) -> JSONValue {
      .object(
        parts.map {
          JSONMember(
            $0.name,
            .object([JSONMember("today", optional($0.today)), JSONMember("with_plan", optional($0.withPlan))]))
        })
    }
    func years(_ years: [ActYear]) -> JSONValue {
      .array(
        years.map {
          .object([
            JSONMember("year", .int($0.year)), JSONMember("budget_yuan", .number(rounded($0.budget, 2))),
            JSONMember("spent_yuan", .number(rounded($0.spent, 2))), JSONMember("value", optional($0.value)),
            JSONMember("bound", optional($0.bound)),
          ])
        })
    }
    return .object([
      JSONMember("formula", .string("sum of demand weight x value of the service x value of the minute, if served")),
      JSONMember("values", actValues),
      JSONMember("budget_yuan", optional(plan.budget, 2)), JSONMember("spent_yuan", .number(rounded(plan.yuan, 2))),
      JSONMember("build", .int(plan.count(.build))), JSONMember("upgrade", .int(plan.count(.upgrade))),
      JSONMember("extend", .int(plan.count(.extend))), JSONMember("value_today", optional(plan.today)),
      JSONMember("value", optional(plan.value)), JSONMember("bound", optional(plan.bound)),
      JSONMember("gap", optional(plan.gap)), JSONMember("options", .int(plan.options)),
      JSONMember("periods", parts(plan.periods)), JSONMember("services", parts(plan.services)),
      JSONMember("next_10000_yuan", plan.next.map { .object(point($0)) } ?? .null),
      JSONMember(
        "mixes",
        .object(
          plan.mixes.map { mix in
            JSONMember(
              mix.name.rawValue,
              .object(
                point(mix.best)
                  + SitingOption.Kind.allCases.map { JSONMember($0.rawValue, .int(mix.counts[$0] ?? 0)) }))
          })),
      JSONMember("each_year", years(plan.eachYear)), JSONMember("towards_final", years(plan.towardsFinal)),
      JSONMember("final_bound", optional(plan.finalBound)),
    ])
  }

  private var actValues: JSONValue {
    guard let acts = file.siting.acts, acts.isStated else {
      return .string("covered by any station, whatever the hour")
    }
    return .object([
      JSONMember(
        "services",
        .object(acts.services.sorted { $0.key < $1.key }.map { JSONMember($0.key.rawValue, .number($0.value)) })),
      JSONMember(
        "periods",
        acts.periods.map { periods in
          .object(periods.sorted { $0.key < $1.key }.map { JSONMember($0.key, .number($0.value)) })
        } ?? .string("every minute of the week counts 1")),
    ])
  }
}

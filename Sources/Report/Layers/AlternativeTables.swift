import Analysis
import Model
import Siting

/// Why each site is in the plan, and the plans nearly as good.
extension AnalysisResult {
  private func id(_ candidate: Int) -> String { inputs.candidates[candidate].id.rawValue }

  func reasonTable(_ plan: Plan) -> OutputLayer {
    var table = OutputLayer(
      name: "site_reasons", about: "why each proposed site is in the plan, in the order of building",
      columns: [
        .integer("rank", "1 is built first"), .string("id", "the host's id"), .string("name", "name of the host"),
        .number("reach", 6, "weighted mean share within its reach that no station in operation covers"),
        .number("unique", 6, "what only it covers: lost when nothing takes its place"),
        .string("substitute", "id of the host that loses least in its place; empty when every host is in the plan"),
        .number("loss_with_substitute", 6, "lost with the substitute, the other sites as they are"),
        .number(
          "loss_replanned", 6, "lost without it when the others may move, too: proven to be no less"
        ),
        .number(
          "loss_replanned_at_most", 6,
          "the same, proven to be no more; equal when the best plan without it is proven, empty for hosts nobody can replace"
        ),
      ], hasGeometry: false)
    for site in plan.proposed {
      let host = inputs.candidates[site.candidate]
      table.append(
        "\(site.rank)",
        [
          .integer(site.rank), .text(host.id.rawValue), .text(host.name),
          .optional(site.reason?.reach),
          .number(site.unique), .optional(site.reason?.substitute.map(id)),
          .optional(site.reason?.lossWithSubstitute),
          .optional(site.reason?.lossReplanned), .optional(site.reason?.lossReplannedAtMost),
        ])
    }
    return table
  }

  /// The first row is the plan itself.
  func alternativeTable(_ alternatives: AlternativePlans<Int>) -> OutputLayer {
    var table = OutputLayer(
      name: "alternatives",
      about: "the plan (row 0) and other plans of as many sites that are nearly as good, best first",
      columns: [
        .integer("alternative", "0 is the plan itself"), .number("value", 6, "weighted mean share"),
        .number("bound", 6, "no plan that differs as much from all rows above can be better"),
        .number("loss", 6, "(value of the plan - value) / value of the plan"),
        .boolean("proven", "true when value and bound are proven equal"),
        .integer("differ", "sites of the plan that it replaces"),
        .string("dropped", "ids of those, separated by blanks"),
        .string("added", "ids of the hosts taken instead, separated by blanks"),
        .string("sites", "ids of all its hosts, separated by blanks"),
      ], hasGeometry: false)
    func ids(_ candidates: [Int]) -> OutputValue { .text(candidates.map(id).joined(separator: " ")) }
    if let plan = siting.plan, let value = plan.value {
      table.append(
        "0",
        [
          .integer(0), .number(value), .optional(plan.bound), .number(0), .boolean(plan.status == .optimal),
          .integer(0),
          .text(""), .text(""), ids(plan.proposed.map(\.candidate).sorted()),
        ])
    }
    for (index, other) in alternatives.plans.enumerated() {
      table.append(
        "\(index + 1)",
        [
          .integer(index + 1), .number(other.value), .number(other.bound), .number(other.loss),
          .boolean(other.isProven), .integer(other.dropped.count), ids(other.dropped), ids(other.added),
          ids(other.chosen),
        ])
    }
    return table
  }
}

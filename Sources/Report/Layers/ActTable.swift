import Analysis
import Model
import Siting

/// What the money is spent on, and what each sum buys.
extension AnalysisResult {
  func actTable(_ plan: ActPlan) -> OutputLayer {
    var table = OutputLayer(
      name: "acts",
      about:
        "new stations, equipment and longer hours in the order of doing; values are shares of all that could be served",
      columns: [
        .string("level", "site"), .string("name", "name of the station or host"),
        .string("kind", "kind of the station or host"), .string("id", "the station's or host's id"),
        .string("town", "the station's town; empty where nobody says"), .string("act", "build, upgrade or extend"),
        .integer("rank", "1 is done first"), .string("year", "in which it is done; empty without phases"),
        .string("services", "what is built, or the service added; ids separated by blanks"),
        .string("hours", "of the new station, or those added"), .number("cost_yuan", 2, "yuan"),
        .number("cumulative_cost_yuan", 2, "yuan spent up to here"), .number("gain", 9, "what it adds at its rank"),
        .number("gain_per_10000_yuan", 9, "the same for 10,000 yuan; empty for what is free"),
        .number("cumulative_value", 9, "the value after it"),
        .number("loss", 9, "what would be lost without it"),
        .string("substitute", "id of the place of what would take its place best, and the act; empty for nothing"),
        .number("loss_with_substitute", 9, "what would be lost then"),
      ], hasGeometry: false)
    var spent = 0.0
    for planned in plan.acts {
      let act = planned.act
      spent += act.yuan
      let place = place(act.site)
      table.append(
        "\(planned.rank)",
        [
          .text("site"), .text(place.name), .text(place.kind), .text(place.id), .optional(place.town),
          .text(act.kind.rawValue), .integer(planned.rank), .optional(planned.year.map { "\($0)" } ?? ""),
          .optional(act.services.map(\.rawValue).joined(separator: " ")), .optional(act.hours ?? ""),
          .number(act.yuan), .number(spent), .number(planned.gain), .optional(planned.gainPerTenThousand),
          .number(planned.cumulative), .number(planned.loss),
          .optional(planned.substitute.map { "\(self.place($0.site).id) \(words($0))" } ?? ""),
          .number(planned.lossWithSubstitute),
        ])
    }
    return table
  }

  /// Yuan of a new station: of the way in which it is built; nil when unknown.
  func cost(of site: ProposedSite) -> Double? {
    let place = inputs.sites.index(ofCandidate: site.candidate)
    return siting.acts?.acts.first { $0.act.kind == .build && $0.act.site == place }?.act.yuan
      ?? inputs.candidates[site.candidate].costYuan
  }

  /// A station or a host, by its record.
  func place(_ site: SiteIndex) -> (id: String, name: String, kind: String, town: String) {
    if let candidate = inputs.sites.candidate(site) {
      let host = inputs.candidates[candidate]
      return (host.id.rawValue, host.name, host.host, "")
    }
    let station = inputs.stations[site.rawValue]
    return (station.id.rawValue, station.name, station.kind, station.town)
  }

  private func words(_ act: Act) -> String {
    switch act.kind {
    case .build: "build"
    case .upgrade: "upgrade \(act.services.map(\.rawValue).joined(separator: " "))"
    case .extend: "extend \(act.hours ?? "")"
    }
  }
}

extension OutputLayer {
  /// What plans of several sizes reach: by number, then by money.
  static func curve(_ curve: [CurvePoint], _ budgets: [BudgetPoint]) -> OutputLayer {
    var table = OutputLayer(
      name: "curve",
      about:
        "the best plan of each size, each row solved on its own within the rules: by number of new stations, then by "
        + "budget; sizes that no plan within the rules has are left out",
      columns: [
        .integer("new", "number of new stations; empty in rows by budget"),
        .number("budget_yuan", 2, "yuan; empty in rows by number"),
        .number(
          "value", 9, "of the best plan found: the weighted mean share, or the share of all that could be served"),
        .number("bound", 9, "no plan of this size can be better"), .number("gap", 6, "(bound - value) / value"),
      ], hasGeometry: false)
    func gap(_ value: Double, _ bound: Double) -> OutputValue { .number((bound - value) / max(value, 1e-9)) }
    for point in curve {
      table.append(
        "\(point.count)",
        [.integer(point.count), .empty, .number(point.value), .number(point.bound), gap(point.value, point.bound)])
    }
    for point in budgets {
      table.append(
        "yuan-\(plainNumber(point.yuan))",
        [.empty, .number(point.yuan), .number(point.value), .number(point.bound), gap(point.value, point.bound)])
    }
    return table
  }
}

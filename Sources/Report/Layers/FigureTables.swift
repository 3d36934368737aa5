import Analysis
import Coverage
import Model

/// The long tables: one row for each figure of each group, with machine ids.
extension AnalysisResult {
  func figureTables() -> [OutputLayer] {
    let figures = coverage.figures
    return [
      table(
        "services", "who is served with what, whatever the hour: by a station within the cutoff that has the service",
        subject: .string(
          "service",
          "service; any: any station; full-set-at-one: one station has all of its kind's full set; "
            + "full-set-together: the stations within the cutoff have all of the full set of the kind of one of them"),
        figures.services, share: true),
      table(
        "periods", "who is served when: by a station within the cutoff that is open at the minute, whichever",
        subject: .string("period", "name of the period"), figures.periods, share: true),
      hourTable(figures.hours),
      table("groups", "coverage and minutes to the nearest station, cutoff or not", subject: nil, figures.groups),
      table(
        "fairness", "how minutes to the nearest station fall among people; those who reach none are left out",
        subject: .string("subject", "the group that is worst off; empty for all"), figures.fairness),
      table(
        "access", "stations for each resident, or seats or visits, by floating catchments",
        subject: .string("method", "2sfca, e2sfca or 3sfca"), figures.access),
      closureTable(figures.closures),
    ].filter { !$0.rows.isEmpty } + [figures.load.map(loadTable)].compactMap(\.self)
  }

  private static let groupColumns: [OutputColumn] = [
    .string("level", "district, town, trade, community or route"),
    .string("name", "name of the group; empty for the district"),
    .string("kind", "communities (residents), workers (heads) or routes (trip-km a day)"),
    .string("id", "the record's id; the name where the group is no record"),
    .string("town", "of which the group is a part; empty where nobody says"),
  ]

  private static func groupValues(_ group: DemandGroup) -> [OutputValue] {
    [
      .text(group.level.rawValue), .text(group.name), .text(group.kind.rawValue), .text(group.id),
      group.town.isEmpty ? .empty : .text(group.town),
    ]
  }

  /// - Parameter share: whether every figure is a share.
  private func table(
    _ name: String, _ about: String, subject: OutputColumn?, _ figures: [GroupFigure], share: Bool = false
  ) -> OutputLayer {
    let hasWeight = figures.contains { $0.weight != nil }
    var table = OutputLayer(
      name: name, about: about,
      columns: Self.groupColumns + [subject].compactMap(\.self)
        + [.string("figure", "what the number is: docs/coverage.md")]
        + (hasWeight ? [.number("weight", 3, "of the group: what shares are of; person-hours where those count")] : [])
        + [
          .number(
            "today", 6,
            share
              ? "share by the stations in operation; empty without such people"
              : "by the stations in operation; empty where it has no meaning"),
          .number("with_plan", 6, "the same with the plan built; empty without a plan"),
        ], hasGeometry: false)
    for (index, figure) in figures.enumerated() {
      table.append(
        "\(index + 1)",
        Self.groupValues(figure.group)
          + (subject == nil ? [] : [figure.subject.isEmpty ? .empty : .text(figure.subject)]) + [.text(figure.figure)]
          + (hasWeight ? [.optional(figure.weight)] : []) + [.optional(figure.today), .optional(figure.withPlan)])
    }
    return table
  }

  private func hourTable(_ figures: [HourFigure]) -> OutputLayer {
    var table = OutputLayer(
      name: "hours", about: "the share served in each hour of the week (person-hours), Monday 00:00 first",
      columns: Self.groupColumns + [
        .integer("weekday", "1 is Monday"), .integer("hour", "0 to 23: from this hour to the next"),
        .number("today", 6, "share by the stations in operation; empty where nobody is there in that hour"),
        .number("with_plan", 6, "the same with the plan built; empty without a plan"),
      ], hasGeometry: false)
    for (index, figure) in figures.enumerated() {
      table.append(
        "\(index + 1)",
        Self.groupValues(figure.group) + [
          .integer(figure.weekday + 1), .integer(figure.hour), .optional(figure.today), .optional(figure.withPlan),
        ])
    }
    return table
  }

  /// How many communities a row names.
  private static let namedCommunities = 10

  private func closureTable(_ figures: [ClosureFigure]) -> OutputLayer {
    func words(_ positions: some Sequence<Int>) -> OutputValue {
      let ids = positions.map { inputs.communities[$0].id.rawValue }
      return ids.isEmpty ? .empty : .text(ids.joined(separator: " "))
    }
    var table = OutputLayer(
      name: "closures", about: "what is lost when a station closes, each in turn, and pairs of the five worst",
      columns: [
        .string("state", "today: of the stations in operation; with-plan: of these and the proposed sites"),
        .string("closed", "ids of what closes, separated by blanks"), .string("name", "their names"),
        .integer("rank", "1 loses most; pairs apart"),
        .share("lost_share", 6, "what the weighted mean share loses"),
      ]
        + DemandKind.allCases.map { .number("lost_\($0.rawValue)", 3, "\($0.rawValue) that only they cover") } + [
          .integer("communities", "how many communities lose some residents"),
          .string("losing", "ids of those that lose most, ten at the most, separated by blanks"),
          .string("flipped", "ids of those that are mostly covered (half or more) and would be no more"),
        ], hasGeometry: false)
    for (index, figure) in figures.enumerated() {
      let sites = inputs.sites
      table.append(
        "\(index + 1)",
        [
          .text(figure.isWithPlan ? "with-plan" : "today"),
          .text(figure.closed.map { sites.id($0).rawValue }.joined(separator: " ")),
          .text(figure.closed.map { sites.name($0) }.joined(separator: ", ")), .integer(figure.rank),
          .number(figure.lostValue),
        ] + DemandKind.allCases.map { .number(figure.lost[$0] ?? 0) } + [
          .integer(figure.communities.count), words(figure.communities.prefix(Self.namedCommunities)),
          words(figure.flipped),
        ])
    }
    return table
  }
}

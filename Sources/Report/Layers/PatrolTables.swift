import Analysis
import Coverage
import Model

/// Which streets the rounds pass, by community; the riders; the rounds.
extension AnalysisResult {
  func patrolTables() -> [OutputLayer] {
    guard let patrol else { return [] }
    return [patrolTable(patrol), patrolRiderTable(patrol), patrolRoundTable(patrol)]
  }

  private func patrolTable(_ patrol: PatrolFigures) -> OutputLayer {
    var table = OutputLayer(
      name: "patrol", about: "streets that rounds pass and never pass, by community and in all",
      columns: [
        .string("level", "community or district"), .string("name", "name of the community; empty for the district"),
        .string("kind", "streets"), .string("id", "id of the community"),
        .string("town", "its town; empty where nobody says"), .string("figure", "what the number is: docs/patrol.md"),
        .number("today", 6, "by the rounds of riders who patrol; empty where it has no meaning"),
        .number("with_plan", 6, "by these and the chosen riders; empty when nobody is to be chosen"),
        .number("all_rounds", 6, "if all riders patrolled"),
      ], hasGeometry: false)
    func add(
      _ group: [OutputValue], _ figure: String, _ value: (PatrolState) -> Double?
    ) {
      table.append(
        "\(table.rows.count + 1)",
        group + [
          .text(figure), .optional(value(patrol.today)), .optional(patrol.withPlan.flatMap(value)),
          .optional(value(patrol.allRounds)),
        ])
    }
    func add(_ group: [OutputValue], reports: [Int], _ count: (PatrolState) -> PatrolCount) {
      for (figure, value) in Self.patrolFigures { add(group, figure) { value(count($0)) } }
      guard file.layers[.reports] != nil else { return }
      add(group, "reports") { _ in Double(reports.count) }
      add(group, "reports-near-blind") { state in Double(reports.count { state.isNearBlind[$0] }) }
    }
    for (number, community) in inputs.communities.enumerated() where !community.shape.polygons.isEmpty {
      add(
        [
          .text("community"), .text(community.name), .text("streets"), .text(community.id.rawValue),
          community.town.isEmpty ? .empty : .text(community.town),
        ], reports: patrol.communityOfReport.indices.filter { patrol.communityOfReport[$0] == number }
      ) { $0.byCommunity[number] }
    }
    let district: [OutputValue] = [.text("district"), .text(""), .text("streets"), .text(""), .empty]
    add(district, reports: Array(patrol.communityOfReport.indices), \.all)
    for (figure, amount) in [
      ("metres-in-no-community", Double(patrol.streets.millimetersWithoutOutline) / 1000),
      ("metres-outside-area", Double(patrol.streets.millimetersOutsideArea) / 1000),
      ("people-without-street", patrol.peopleWithoutStreet),
    ] where amount > 0 {
      add(district, figure) { _ in amount }
    }
    return table
  }

  /// In the order of the table.
  private static let patrolFigures: [(String, @Sendable (PatrolCount) -> Double?)] = [
    ("metres", { Double($0.millimeters) / 1000 }), ("passed-metres", { Double($0.passedMillimeters) / 1000 }),
    ("share", \.share), ("passes-per-day", \.passesPerDay), ("blind-metres", { Double($0.blindMillimeters) / 1000 }),
    ("people", \.people), ("blind-people", \.blindPeople),
  ]

  private func patrolRiderTable(_ patrol: PatrolFigures) -> OutputLayer {
    let isNamed = patrol.definition.areNamed
    let names: [OutputColumn] = isNamed ? [.string("rider", "as the ledger calls him; empty where it does not")] : []
    var table = OutputLayer(
      name: "patrol_riders",
      about: "riders by their routes: who patrols, whom to take on, what each adds and where each reports",
      columns: [
        .integer("rank", "of the chosen: 1 adds most to those who patrol; empty for others"),
        .string("routes", "ids of the routes, separated by blanks"),
      ] + names + Self.patrolRiderColumns, hasGeometry: false)
    let order: [PatrolRider.State] = [.patrols, .chosen, .other]
    let riders = order.flatMap { state in
      patrol.riders.filter { $0.state == state }.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }
    }
    func metres(_ millimeters: Int?) -> OutputValue { .optional(millimeters.map { Double($0) / 1000 }) }
    for rider in riders {
      let community = rider.community.map { inputs.communities[$0] }
      let who: [OutputValue] = [
        rider.rank.map { .integer($0) } ?? .empty,
        .text(rider.routes.map { inputs.routes[$0].id.rawValue }.joined(separator: " ")),
      ]
      let name: [OutputValue] = isNamed ? [.optional(riderName(rider))] : []
      let figures: [OutputValue] = [
        .text(rider.state.rawValue),
        metres(rider.millimeters), .number(rider.people), metres(rider.addedMillimeters),
        .optional(rider.addedPeople), .optional(rider.cumulativeShare), metres(rider.uniqueMillimeters),
        .optional(rider.uniquePeople), rider.isRedundant.map { .boolean($0) } ?? .empty,
        .optional(community?.id.rawValue), .optional(community?.name), metres(rider.seenMillimeters),
      ]
      table.append("\(table.rows.count + 1)", who + name + figures)
    }
    return table
  }

  /// Behind the routes and, where it is asked for, the name.
  private static let patrolRiderColumns: [OutputColumn] = [
    .string("state", "patrols: reports already; chosen: to be taken on; other"),
    .number("metres", 1, "of street that the rounds pass"), .number("people", 1, "who live along them"),
    .number("adds_metres", 1, "to those before by rank, of others to all who are in; empty for who patrols"),
    .number("adds_people", 1, "likewise"),
    .share("cumulative_share", 6, "passed up to this rank, of the metres or people that riders are chosen by"),
    .number("unique_metres", 1, "that nobody else who is in passes; empty for others"),
    .number("unique_people", 1, "likewise"),
    .boolean("redundant", "whether others who are in pass all that he passes; empty for others"),
    .string("community", "id of the community he reports to; empty for others and who passes nothing"),
    .string("name", "its name"), .number("seen_metres", 1, "of street that he passes in it"),
  ]

  /// As the ledger calls a rider; nil where it does not, or where nobody asked for names.
  func riderName(_ rider: PatrolRider) -> String? {
    guard patrol?.definition.areNamed ?? false, let name = rider.routes.first.map({ inputs.routes[$0].rider }) else {
      return nil
    }
    return name.isEmpty ? nil : name
  }

  private func patrolRoundTable(_ patrol: PatrolFigures) -> OutputLayer {
    var table = OutputLayer(
      name: "patrol_rounds", about: "how long and how often each route is in each community",
      columns: [
        .string("route", "id of the route"), .string("route_name", "its name"),
        .string("community", "id of the community; empty for what lies in none or outside the area"),
        .string("name", "its name"), .number("minutes", 2, "of riding there each time, by the route's mode"),
        .number("passes_per_day", 3, "trips a day times how often each comes through"),
        .number("metres", 1, "of street that it passes there"),
      ], hasGeometry: false)
    for round in patrol.rounds {
      let route = inputs.routes[round.route]
      let community = round.community.map { inputs.communities[$0] }
      table.append(
        "\(table.rows.count + 1)",
        [
          .text(route.id.rawValue), .text(route.name), .optional(community?.id.rawValue), .optional(community?.name),
          .number(round.minutes), .number(round.passesPerDay), .number(Double(round.millimeters) / 1000),
        ])
    }
    return table
  }
}

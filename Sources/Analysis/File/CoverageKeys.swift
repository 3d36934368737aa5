/// The group `coverage` of the analysis file.
enum CoverageKeys {
  static let group = AnalysisKey(
    "coverage",
    .keys([
      AnalysisKey("services", .list(.text), "services that are counted one by one; default the six"),
      AnalysisKey(
        "full_set", .either(.list(.text), .dictionary(.list(.text))),
        "the services that make a station complete: a list, or one for each kind of station and a `default`; default the six"
      ),
      AnalysisKey(
        "periods", .dictionary(.text),
        "periods by name, each in the language of opening hours, such as night: \"Mo-Su 22:00-06:00\""),
      AnalysisKey(
        "week", .text,
        "a date of the week that periods are counted in, with its holidays; default a typical week without holidays"),
      AnalysisKey(
        "hours_unknown", .choice(CoverageDefinition.UnknownHours.allCases.map(\.rawValue)),
        "whether a station is open while nobody knows its hours; default open"),
      AnalysisKey(
        "profiles", .text,
        "a table of hour, weekday, group (a kind of demand or a trade) and share: how demand lies over the week"),
      AnalysisKey(
        "access",
        .keys([
          AnalysisKey(
            "zones", .list(.cutoff),
            "upper ends of the zones of floating catchments, inclusive; default 3, 6 and 10 minutes"),
          AnalysisKey("weights", .list(.share), "one for each zone; default 1, 0.68, 0.22 (Luo and Qi 2009)"),
          AnalysisKey(
            "supply", .choice(CoverageDefinition.Supply.allCases.map(\.rawValue)),
            "what a station supplies: its seats, its visits a day, or one for each station; default one"),
        ]), "accessibility by floating catchments (2SFCA, E2SFCA, 3SFCA)"),
      AnalysisKey(
        "visits", .dictionary(.amount),
        "expected visits a day for each head of a kind (communities or residents, workers) or a trade, and for each trip of "
          + "routes, such as {takeaway: 0.3, residents: 0.01}; a trade goes before its kind"),
      AnalysisKey("dwell", .duration, "how long a visit lasts; default 20min"),
      AnalysisKey(
        "visits_to", .choice(VisitDefinition.Sharing.allCases.map(\.rawValue)),
        "which open station a visit goes to: the nearest within the cutoff, or all in the zones of access by their weights; "
          + "default nearest"),
      AnalysisKey(
        "visits_scale", .choice(VisitDefinition.Scale.allCases.map(\.rawValue)),
        "observed: one factor on all rates, so that the visits expected at stations with observed visits sum to these; "
          + "default none"),
      AnalysisKey("detour", DetourKey.group, "routes count as served by a detour, not by the cutoff"),
      AnalysisKey(
        "corridors", .list(.text), "names of roads along which gaps between stations are told, besides those of routes"),
      AnalysisKey(
        "least_trips", .wholeNumber, "a street counts when this many recorded tracks pass it, at least; default 3"),
      AnalysisKey("patrol", PatrolKey.group, "which streets the rounds of grid workers pass"),
      AnalysisKey(
        "sensitivity", .list(.either(.cutoff, .speeds)),
        "other cutoffs, presets or speeds under which coverage is counted again; a cutoff is then everybody's, "
          + "those of circle.cutoffs included"),
    ]),
    "what is counted")
}

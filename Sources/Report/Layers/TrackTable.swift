import Analysis
import Model

/// What became of recorded tracks, in groups large enough that no single one shows.
extension AnalysisResult {
  func trackTables() -> [OutputLayer] {
    guard let figures = inputs.trackFigures, !figures.groups.isEmpty else { return [] }
    var table = OutputLayer(
      name: "tracks", about: "recorded tracks together: how well they lie on streets, and what they stand for",
      columns: [
        .string("level", "trade, or round of a trade"), .string("trade", "trade of the tracks; empty for none"),
        .string("name", "the trade or round; others: those of too few tracks, together"),
        .integer("tracks", "matched to streets"), .integer("refused", "of which nothing could be used"),
        .integer("points", "of the matched tracks"),
        .integer("points_left_out", "unreadable, back in time or out of reach"),
        .number("matched_km", 3, "along streets"), .number("off_network_km", 3, "off the streets, as recorded"),
        .integer("gaps", "places where nothing is known of the way"), .number("gap_km", 3, "straight across them"),
        .number("noise_m", 1, "standard deviation of a place, east and north each; median of the tracks"),
        .number("trips_per_day", 6, "for which the tracks stand"),
        .number("streets_kept_km", 3, "of streets that at least coverage.least_trips of these tracks pass"),
        .number("streets_withheld_km", 3, "of streets that fewer pass: left out"),
      ], hasGeometry: false)
    for group in figures.groups {
      table.append(
        "\(table.rows.count + 1)",
        [
          .text(group.level.rawValue), .text(group.trade), .text(group.name ?? "others"), .integer(group.tracks),
          .integer(group.refused), .integer(group.points), .integer(group.pointsLeftOut),
          .number(group.matched.value / 1000), .number(group.offNetwork.value / 1000), .integer(group.gaps),
          .number(group.gapLength.value / 1000), .number(group.noise.value), .number(group.tripsPerDay),
          .number(group.kept.value / 1000), .number(group.withheld.value / 1000),
        ])
    }
    return [table]
  }
}

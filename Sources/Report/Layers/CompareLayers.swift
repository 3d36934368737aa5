import GEOS
import Geometry

extension Comparison {
  /// `compare.csv`: every figure of both sides, one a row.
  func table() -> OutputLayer {
    var table = OutputLayer(
      name: "compare", about: "every figure of A and of B with their difference",
      columns: [
        .string(
          "level",
          "what the row is about: ledger, town, trade, kind, record, pair; definition, coverage, service, plan, quality, "
            + "community, station, site"),
        .string("name", "which one: a town, a trade, the id or name of a record, a key; empty for the whole"),
        .string(
          "kind",
          "kind of demand (communities, workers, routes); of a record or place what became of it; of a pair the rule that "
            + "matched it"),
        .string("figure", "what is told; of a changed record the field"),
        .string("a", "in A: a number in plain decimals, or a text; empty when A has none"),
        .string("b", "in B"),
        .number("difference", 9, "B less A; metres of a pair and of what moved; empty where there is none"),
      ], hasGeometry: false)
    for (index, row) in rows.enumerated() {
      table.append(
        "\(index + 1)",
        [
          .text(row.level), .text(row.name), .text(row.kind), .text(row.figure), .optional(row.a?.text),
          // Figures of many kinds share the column: each has the decimals it needs.
          .optional(row.b?.text), .optional(row.difference.map { trimmedNumber($0, decimals: 9) }),
        ])
    }
    return table
  }

  /// `compare.geojson`: what differs, where it is.
  func layer() throws(GEOSError) -> OutputLayer {
    var layer = OutputLayer(
      name: "compare", about: "records, communities, stations and sites that differ",
      columns: [
        .string("level", "record, community, station or site"), .string("id", "of A where both have it, else of B"),
        .string("name", "of A where both have it, else of B"),
        .string(
          "change",
          "only-in-a, only-in-b, moved (a line from A to B), renamed, changed, undecided (could be several of the other "
            + "ledger), gained and lost (mostly covered in one alone), gained-with-plan, lost-with-plan"),
        .string("matched_by", "id, name-and-place, name or place; empty for what one side has alone"),
        .string("a", "what A says: a name, the changed fields, a share"), .string("b", "what B says"),
        .number("difference", 4, "of a share B less A; of what moved metres; empty without"),
      ])
    for (index, mark) in marks.enumerated() {
      let shape: Shape? = if let shape = mark.shape { try rfc7946(shape) } else { nil }
      layer.append(
        "change-\(index + 1)", shape, at: mark.place,
        [
          .text(mark.level.rawValue), .text(mark.id), .text(mark.name), .text(mark.change.rawValue),
          .optional(mark.matchedBy), .optional(mark.a), .optional(mark.b), .optional(mark.difference),
        ], style: LayerStyle(color: mark.change.color, isFilled: mark.level == .community))
    }
    return layer
  }
}

import Geodata
import Testing

/// The tags of street lines in the columns of a table.
@Suite struct TagColumnTests {
  private let fields: Fields = [
    "道路等级": .text("primary"), "vmax": .number(30), "MaxWeight": .text("7.5"), "maxheight": .null,
    "bicycle": .text("no"),
  ]

  /// Of its own name whatever the case, of the usual names, or of the name that the mapping gives.
  @Test func columnsOfTheirOwnNameAndMapped() throws {
    func columns(_ named: [String: String] = [:]) throws -> TagColumns {
      let raw = RawLayer(
        source: LayerSource(role: "roads", path: "r.csv", mapping: FieldMapping(named)),
        records: [Record(number: 1, fields: fields)], statement: .nobody)
      return try TagColumns(try raw.layer())
    }
    let plain = try columns()
    #expect(plain.value("highway", in: fields)?.text == "primary")
    #expect(plain.value("maxweight", in: fields)?.text == "7.5")
    #expect(plain.value("bicycle", in: fields)?.text == "no")
    #expect(plain.value("maxspeed", in: fields) == nil)
    #expect(plain.value("maxheight", in: fields)?.text == nil)
    let mapped = try columns(["maxspeed": "vmax", "bicycle": "velo", "class": "道路等级"])
    #expect(mapped.value("maxspeed", in: fields)?.text == "30")
    #expect(mapped.value("bicycle", in: fields) == nil)
    #expect(mapped.value("highway", in: fields)?.text == "primary")
    #expect(try columns(["highway": "bicycle"]).value("highway", in: fields)?.text == "no")
  }
}

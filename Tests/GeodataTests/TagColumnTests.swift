import Geodata
import Testing

/// The tags of street lines in the columns of a table.
@Suite struct TagColumnTests {
  private let fields: Fields = [
    "道路等级": .text("primary"), "vmax": .number(30), "MaxWeight": .text("7.5"), "maxheight": .null,
    "bicycle": .text("no"),
  ]

  /// Of its own name whatever the case, of the usual names, or of the name that the mapping gives.
  @Test func columnsOfTheirOwnNameAndMapped() {
    let plain = FieldMapping()
    #expect(plain.find(tag: "highway", in: fields)?.text == "primary")
    #expect(plain.find(tag: "maxweight", in: fields)?.text == "7.5")
    #expect(plain.find(tag: "bicycle", in: fields)?.text == "no")
    #expect(plain.find(tag: "maxspeed", in: fields) == nil)
    #expect(plain.find(tag: "maxheight", in: fields)?.text == nil)
    let mapped = FieldMapping(["maxspeed": "vmax", "bicycle": "velo", "class": "道路等级"])
    #expect(mapped.find(tag: "maxspeed", in: fields)?.text == "30")
    #expect(mapped.find(tag: "bicycle", in: fields) == nil)
    #expect(mapped.find(tag: "highway", in: fields)?.text == "primary")
    #expect(FieldMapping(["highway": "bicycle"]).find(tag: "highway", in: fields)?.text == "no")
  }
}

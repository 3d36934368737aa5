import Geodata
import Model
import Testing

/// Fields that many records share the names of.
@Suite struct FieldsTests {
  @Test func valuesComeBackAsTheyWere() {
    let values: [(String, FieldValue)] = [
      ("empty", .null), ("no", .bool(false)), ("yes", .bool(true)), ("zero", .number(0)), ("small", .number(-1e-300)),
      ("名称", .text("茶花社区")), ("blank", .text("")), ("long", .text(String(repeating: "长", count: 50_000))),
      ("list", .list([.number(1), .text("二"), .null, .list([.bool(true)])])), ("none", .list([])),
    ]
    var fields: Fields = [:]
    #expect(fields.isEmpty && fields["名称"] == nil)
    for (name, value) in values { fields[name] = value }
    #expect(fields.names == values.map(\.0), "in the order in which they came")
    for (name, value) in values { #expect(fields[name] == value, "\(name)") }
    #expect(fields["Yes"] == nil)
  }

  /// One in the middle, whose length changes: those around it stay.
  @Test func aValueIsReplaced() {
    var fields: Fields = ["a": .text("x"), "b": .number(1), "c": .text("z")]
    fields["b"] = .text("longer than a number")
    #expect(fields == ["c": .text("z"), "a": .text("x"), "b": .text("longer than a number")])
    #expect(fields != ["c": .text("z"), "a": .text("x")])
    #expect(fields != ["c": .text("z"), "a": .text("x"), "B": .text("longer than a number")])
  }

  /// Above a dozen names they are looked up in another way.
  @Test(arguments: [1, 12, 13, 40])
  func wideRecords(count: Int) {
    let fields = Fields(Dictionary(uniqueKeysWithValues: (0..<count).map { ("f\($0)", .number(Double($0))) }))
    for field in 0..<count { #expect(fields["f\(field)"] == .number(Double(field))) }
    #expect(fields["f\(count)"] == nil && fields.names == fields.names.sorted())
  }

  /// Features whose fields differ, also only in their order, and one that has a name twice: the last value counts.
  @Test func featuresWithOtherFields() throws {
    let properties = [
      #"{"a":1,"b":2}"#, #"{"a":3,"b":4}"#, #"{"b":5,"a":6}"#, #"{"a":7}"#, #"{}"#, #"{"a":8,"b":9,"c":10}"#,
      #"{"a":11,"a":12,"b":13}"#, #"{"a":14,"b":15}"#,
    ]
    let features = properties.map { #"{"type":"Feature","properties":\#($0),"geometry":null}"# }
    let records = try geoJSONRecords(
      #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#)
    let expected: [Fields] = [
      ["a": .number(1), "b": .number(2)], ["a": .number(3), "b": .number(4)], ["a": .number(6), "b": .number(5)],
      ["a": .number(7)], [:], ["a": .number(8), "b": .number(9), "c": .number(10)],
      ["a": .number(12), "b": .number(13)], ["a": .number(14), "b": .number(15)],
    ]
    #expect(records.map(\.fields) == expected)
  }
}

/// The short ways of the readers give what the long ones do.
@Suite struct ShortWayTests {
  /// Random decimals of up to 20 digits, seed 11: as `Double` reads them, to the bit.
  @Test func numbersOfJSON() throws {
    var draw = Draw(seed: 11)
    let texts = (0..<2000).map { _ in
      let whole = draw.below(5) == 0 ? "0" : "\(1 + draw.below(9))" + digits(draw.below(10), &draw)
      let fraction = draw.below(4) == 0 ? "" : "." + digits(1 + draw.below(10), &draw)
      let exponent = draw.below(9) == 0 ? "e-\(draw.below(30))" : ""
      return (draw.below(2) == 0 ? "-" : "") + whole + fraction + exponent
    }
    let lists = texts.map { "[\($0),\($0) ,\n\($0)]" }.joined(separator: ",")
    let records = try geoJSONRecords(
      #"{"type":"Feature","properties":{"n":[\#(lists)]},"geometry":null}"#)
    let expected = texts.map { text in FieldValue.list(Array(repeating: .number(Double(text)!), count: 3)) }
    #expect(records.first?.fields["n"] == .list(expected), "seed 11")
  }

  private func digits(_ count: Int, _ draw: inout Draw) -> String {
    (0..<count).map { _ in "\(draw.below(10))" }.joined()
  }

  @Test(arguments: ["01", "1.", ".5", "-", "1-2", "1.2.3", "+1", "00", "-01"])
  func whatIsNoNumberInJSON(text: String) throws {
    let error = try geodataError {
      _ = try geoJSONRecords(#"{"type":"Feature","properties":{"n":\#(text)},"geometry":null}"#)
    }
    #expect([.malformed, .badValue].contains(error.code), "\(error)")
  }

  /// Blanks beyond ASCII, next to letters of one to four bytes.
  @Test func blanksAtTheEnds() {
    for blank in [" ", "\u{A0}", "\u{3000}", "\u{2003}", "\t"] {
      for word in ["a", "茶", "é", "𠮷", "a茶", "茶a", "々", "，"] {
        #expect(
          (blank + word + blank).trimmed == word && (word + blank).trimmed == word, "\(word) \(blank.utf8.map(\.self))")
      }
    }
    #expect("ab".trimmed == "ab" && "".trimmed == "" && "\u{3000}\u{3000}".trimmed == "")
  }

  /// A character torn by the delimiter is no text, though the bytes of the row together would be.
  @Test func aCharacterTornBetweenCells() throws {
    let tea = Array("茶".utf8)
    let error = try geodataError {
      _ = try csvRecords(Array("a,b\n".utf8) + [tea[0], 0x2C, tea[1], tea[2], 0x0A])
    }
    #expect(error.code == .wrongFormat && error.context.line == 2, "\(error)")
    #expect(try csvRecords("a,b\n茶,\n").map(\.fields) == [["a": .text("茶"), "b": .null]])
  }
}

private struct Draw {
  private var numbers: SplitMix

  init(seed: UInt64) { numbers = SplitMix(seed: seed) }

  mutating func below(_ bound: Int) -> Int { Int(numbers.next() % UInt64(bound)) }
}

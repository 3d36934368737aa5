import Foundation
import Geodata
import Testing

/// Whole documents read back: what was written, and what is no JSON.
struct JSONDocumentTests {
  private static func read(_ text: String) throws -> JSONValue {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try JSONValue(file: path)
  }

  @Test func whatWasWrittenIsReadBack() throws {
    let document: JSONValue = [
      "b": ["c": 1.5, "a": [1, nil, "x\n\"y”"], "leer": .object([])], "a": true, "n": -12, "nichts": nil,
      "liste": .array([]),
    ]
    for layout in [JSONValue.Layout.compact, .pretty] {
      #expect(try Self.read(document.text(layout)) == document)
    }
  }

  @Test func valuesAreFoundByTheirKeys() throws {
    let document = try Self.read(#"{"coverage": {"share": 0.25, "total": 700}, "names": ["a", "b"], "is": true}"#)
    #expect(document["coverage"]?["share"]?.number == 0.25 && document["coverage"]?["total"]?.number == 700)
    #expect(document["names"]?.elements.compactMap(\.text) == ["a", "b"] && document["is"]?.isTrue == true)
    #expect(document["coverage"]?.members.map(\.key) == ["share", "total"])
    #expect(document["none"] == nil && document["names"]?["a"] == nil && document["names"]?.number == nil)
  }

  @Test(arguments: [
    "", "{", #"{"a": 1} x"#, #"{"a": NaN}"#, #"{"a": [1, 2}"#, #"{"a" 1}"#, String(repeating: "[", count: 5000),
  ])
  func whatIsNoJSONIsRefused(text: String) throws {
    #expect(throws: GeodataError.self) { try Self.read(text) }
  }
}

import Foundation
import Testing

/// What a person reads of three counties stands in the language asked for, and no sentence of the other stands in it.
///
/// Names, ids, units and what the inputs say stand as they are; descriptions in `datapackage.json` and JSON keys are for
/// machines.
struct OneLanguageTests {
  private static let analyses = ["wutongqiao", "jinkouhe-rounds", "emeishan-chain"]

  /// Everything that the inputs say; pages about them are none.
  private static let inputs: Result<String, any Error> = Result {
    try ["geodata", "analyses"].map { name in
      let folder = Command.root.appendingPathComponent(name)
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
      return try (files ?? []).filter { !$0.hasDirectoryPath && $0.pathExtension != "md" }.map {
        String(decoding: try Data(contentsOf: $0), as: UTF8.self)
      }
      .joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The texts of a run, by file: terminal, pages, drawings, tables.
  private func texts(_ analysis: String, _ language: String) throws -> [String: String] {
    let folder = try ScratchFolder()
    let out = folder.path + "/out"
    let outcome = try Command.run([
      "run", Command.root.appendingPathComponent("analyses/\(analysis).yaml").path, "--language", language, "--set",
      "language=\(language)", "--set", "output.formats=[geojson, csv, html, svg]", "--out", out,
    ])
    #expect(outcome.code == 0, "\(outcome)")
    var texts = ["terminal": outcome.output + "\n" + outcome.errors]
    for (name, bytes) in try folder.bytes("out") {
      let text = String(decoding: bytes, as: UTF8.self)
      switch URL(fileURLWithPath: name).pathExtension {
      case "html", "svg", "qgs": texts[name] = Self.shown(text)
      case "csv": texts[name] = text
      default: break
      }
    }
    return texts
  }

  /// What stands between tags and in the attributes that are read out.
  private static func shown(_ markup: String) -> String {
    let text = markup.replacing(#/(?s)<(script|style|code)\b.*?</\1>/#, with: " ")
    let attributes = text.matches(of: #/(?:title|aria-label|alt|name|label)="([^"]*)"/#).map { String($0.1) }
    return ([text.replacing(#/<[^>]*>/#, with: "\n")] + attributes).joined(separator: "\n")
      .replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }

  @Test(arguments: analyses) func chinese(_ analysis: String) throws {
    let inputs = try Self.inputs.get()
    let texts = try texts(analysis, "zh")
    #expect(texts.count > 25)
    for (name, text) in texts {
      for sentence in text.matches(of: #/(?:\b[A-Za-z][a-z']+[,;:]? ){2,}[A-Za-z][a-z']+/#).map({ String($0.0) })
      where !inputs.contains(sentence) {
        Issue.record("\(name): \(sentence)")
      }
    }
  }

  @Test(arguments: analyses) func english(_ analysis: String) throws {
    let inputs = try Self.inputs.get()
    // The name of a number that the law asks for; nobody translates it.
    let known = ["审图号"]
    let texts = try texts(analysis, "en")
    #expect(texts.count > 25)
    for (name, text) in texts {
      for words in Set(text.matches(of: #/[\u{4E00}-\u{9FFF}]+/#).map { String($0.0) })
      where !inputs.contains(words) && !known.contains(words) {
        Issue.record("\(name): \(words)")
      }
    }
  }
}

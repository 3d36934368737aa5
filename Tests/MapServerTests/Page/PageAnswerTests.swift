import Foundation
import MapServer
import Testing

@Suite("The page's files")
struct PageAnswerTests {
  private let empty = FileManager.default.temporaryDirectory.path + "/no-such-folder"

  @Test(
    "only the fixed names are answered",
    arguments: [
      ["assets"], ["assets", "map.js", "x"], ["assets", "index.html"], ["assets", "secret.txt"],
      ["assets", "../map.js"], ["api"],
      ["MAP.JS"], ["assets", "Map.js"],
    ])
  func otherPaths(_ path: [String]) {
    #expect(pageAnswer(Question(.get, path), assets: empty) == nil)
  }

  @Test("MapLibre missing is 404 with the command that brings it", arguments: ["maplibre-gl.js", "maplibre-gl.css"])
  func missing(_ name: String) throws {
    let answer = try #require(pageAnswer(Question(.get, ["assets", name]), assets: empty))
    #expect(answer.status == 404)
    #expect(String(decoding: answer.body, as: UTF8.self).contains("make setup-server"))
  }

  @Test("MapLibre is handed out from its folder, its head without a body")
  func mapLibre() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("var a".utf8).write(to: folder.appendingPathComponent("maplibre-gl.js"))
    let path = ["assets", "maplibre-gl.js"]
    let answer = try #require(pageAnswer(Question(.get, path), assets: folder.path))
    #expect(answer.status == 200)
    #expect(answer.type == "text/javascript; charset=utf-8")
    #expect(answer.body == Array("var a".utf8))
    let head = try #require(pageAnswer(Question(.head, path), assets: folder.path))
    // Whoever carries the answer leaves the body out, and tells its length.
    #expect(head.status == 200 && head.body == answer.body)
  }

  @Test("what is not a reading is refused", arguments: [Question.Method.post, .delete, .other])
  func otherMethods(_ method: Question.Method) throws {
    let answer = try #require(pageAnswer(Question(method, []), assets: empty))
    #expect(answer.status == 405 && answer.headers.contains { $0 == ("Allow", "GET, HEAD") })
  }

  @Test("script and sheet are named by the page, and nothing stands in it that the policy forbids")
  func page() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Sources/MapServer/Page/Assets")
    let page = try String(contentsOf: folder.appendingPathComponent("index.html"), encoding: .utf8)
    for file in PageFile.allCases where file != .index { #expect(page.contains("\"/assets/\(file.rawValue)\"")) }
    #expect(!page.contains("<style"))
    #expect(!page.contains(" style="))
    #expect(page.matches(of: /<script\b(?![^>]*\bsrc=)/).isEmpty)
    #expect(page.matches(of: /\son\w+=/).isEmpty)
    let script = try String(contentsOf: folder.appendingPathComponent("map.js"), encoding: .utf8)
    for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
      #expect(!script.contains(word))
    }
  }
}

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

  private let assets = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Sources/MapServer/Page/Assets")

  private func text(_ name: String) throws -> String {
    try String(contentsOf: assets.appendingPathComponent(name), encoding: .utf8)
  }

  @Test("the fixed names are those of the folder")
  func names() throws {
    let there = try FileManager.default.contentsOfDirectory(atPath: assets.path)
    #expect(PageFile.all.filter(\.isOurs).map(\.name).sorted() == there.sorted())
  }

  @Test("scripts and sheets are named by the page, and nothing stands in it that the policy forbids")
  func page() throws {
    let page = try text("index.html")
    for file in PageFile.all where file != .index { #expect(page.contains("\"/assets/\(file.name)\"")) }
    #expect(!page.contains("<style"))
    #expect(!page.contains(" style="))
    #expect(page.matches(of: /<script\b(?![^>]*\bsrc=)/).isEmpty)
    #expect(page.matches(of: /\son\w+=/).isEmpty)
  }

  @Test("no script reads text as HTML or as a program, and imports only point downwards, to files of ours")
  func scripts() throws {
    let page = try text("index.html")
    // The page loads the lowest first; the one that begins it stands before all others, as a script.
    let order = page.matches(of: /modulepreload" href="\/assets\/([\w-]+\.js)"/).map { String($0.1) } + ["page.js"]
    #expect(Set(order) == Set(PageFile.all.filter { $0.isOurs && $0.name.hasSuffix(".js") }.map(\.name)))
    for (place, name) in order.enumerated() {
      let script = try text(name)
      for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "import("] {
        #expect(!script.contains(word), "\(name)")
      }
      for imported in script.matches(of: /from "([^"]+)"/).map({ String($0.1) }) {
        let below = order.prefix(place).contains { imported == "./\($0)" }
        #expect(below, "\(name) imports \(imported)")
      }
      #expect(script.split(separator: "\n", omittingEmptySubsequences: false).count < 300, "\(name)")
    }
  }
}

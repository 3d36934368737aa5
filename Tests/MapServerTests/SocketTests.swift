import Foundation
import Geodata
import Testing

/// The built command over a socket, as others meet it.
struct SocketTests {
  #if Server
  @Test func fromStartToSignal() throws {
    let program = try ServedProgram(Scenes.street())
    let port = program.port
    defer { program.kill() }
    let body = Array(#"{"edits":[{"move":{"id":"s","lon":105.001,"lat":0}}]}"#.utf8)
    let evaluated = try ServedProgram.ask(
      port,
      ServedProgram.head("POST /api/evaluate", port, "Content-Type: application/json\nContent-Length: \(body.count)\n"),
      body: body)
    #expect(evaluated.status == 200 && evaluated.text.contains(#""communities":{"total":7,"covered":3,"#))
    #expect(try ServedProgram.ask(port, ServedProgram.head("GET /nothing", port)).status == 404)
    #expect(try ServedProgram.ask(port, "GET / HTTP/1.1\nHost: evil.example\nConnection: close\n\n").status == 421)
    let long = [UInt8](repeating: 0x20, count: (1 << 20) + 1)
    let large = "Content-Type: application/json\nContent-Length: \(long.count)\n"
    #expect(
      try ServedProgram.ask(port, ServedProgram.head("POST /api/evaluate", port, large), body: long).status == 413)
    let chunked = Array("100001\r\n".utf8) + long + Array("\r\n0\r\n\r\n".utf8)
    let streamed = "Content-Type: application/json\nTransfer-Encoding: chunked\n"
    #expect(
      try ServedProgram.ask(port, ServedProgram.head("POST /api/evaluate", port, streamed), body: chunked).status == 413
    )
    let whole = try ServedProgram.ask(port, ServedProgram.head("GET /api/town", port))
    let top = try ServedProgram.ask(port, ServedProgram.head("HEAD /api/town", port))
    #expect(whole.status == 200 && top.status == 200 && top.text.hasSuffix("\r\n\r\n"))
    let length = whole.text.firstMatch(of: #/(?i)content-length: (\d+)/#).map { String($0.1) }
    #expect(length != nil && top.text.firstMatch(of: #/(?i)content-length: (\d+)/#).map { String($0.1) } == length)

    let start = ContinuousClock.now
    program.process.terminate()
    program.process.waitUntilExit()
    #expect(program.process.terminationReason == .exit && program.process.terminationStatus == 0)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  /// A brief is being made, by programs that do not end: they are ended, and the folder that they work in goes.
  @Test func theEndClearsUp() throws {
    let folder = try Scenes.street()
    let (bin, temporary) = (folder.path + "/bin", folder.path + "/tmp")
    for name in [bin, temporary] {
      try FileManager.default.createDirectory(atPath: name, withIntermediateDirectories: false)
    }
    let started = folder.path + "/started"
    let picture = #"while [ $# -gt 0 ]; do [ "$1" = --output ] && echo x > "$2"; shift; done"#
    for (name, script) in [("rsvg-convert", picture), ("pandoc", "echo x > '\(started)'; sleep 300 & wait")] {
      try folder.write("bin/" + name, Array("#!/bin/sh\n\(script)\n".utf8))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bin + "/" + name)
    }
    let program = try ServedProgram(folder, environment: ["PATH": bin + ":/usr/bin:/bin", "TMPDIR": temporary])
    defer { program.kill() }
    let body = Array(#"{"edits":[],"as":"docx"}"#.utf8)
    let head = ServedProgram.head(
      "POST /api/export", program.port, "Content-Type: application/json\nContent-Length: \(body.count)\n")
    #expect(try ServedProgram.ask(program.port, head, body: body).status == 202)
    for _ in 0..<6000 where !FileManager.default.fileExists(atPath: started) { usleep(10_000) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).count == 1)
    let start = ContinuousClock.now
    program.process.terminate()
    program.process.waitUntilExit()
    #expect(program.process.terminationReason == .exit && program.process.terminationStatus == 0)
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary) == [])
  }

  @Test(arguments: [
    (["--host", "0.0.0.0"], Int32(2), "--token"), (["--port", "70000"], 2, "65535"),
    (["--token", "short"], 2, "8 ASCII"), (["--host", "203.0.113.1", "--token", "long-enough"], 1, "--host"),
    (["--rate", "-1"], 2, "--rate"),
  ])
  func startsThatCannotBe(options: [String], code: Int32, named: String) throws {
    let told = try ServedProgram.refusal(
      ["serve", try Scenes.street().path + "/analysis.yaml", "--language", "en"] + options, code)
    #expect(told.contains(named), "\(told)")
  }

  /// All that was read stays; what has to be read anew says which file is missing, and without the folder's path.
  @Test(.timeLimit(.minutes(2))) func theFolderRemovedWhileServing() throws {
    let folder = try Scenes.street()
    let program = try ServedProgram(folder)
    let port = program.port
    defer { program.kill() }
    func get(_ path: String) throws -> (status: Int, text: String) {
      let answer = try ServedProgram.ask(port, ServedProgram.head("GET " + path, port))
      return (answer.status, answer.text)
    }
    func post(_ path: String, _ body: String) throws -> (status: Int, text: String) {
      let body = Array(body.utf8)
      let head = "Content-Type: application/json\nContent-Length: \(body.count)\n"
      let answer = try ServedProgram.ask(port, ServedProgram.head("POST " + path, port, head), body: body)
      return (answer.status, answer.text)
    }
    try FileManager.default.removeItem(atPath: folder.path)
    for path in ["/", "/assets/page.js", "/api/town", "/api/layers/stations", "/ogc/collections/stations/items"] {
      #expect(try get(path).status == 200, "\(path)")
    }
    let edits = #""edits":[{"move":{"id":"s","lon":105.001,"lat":0}}]"#
    #expect(try post("/api/evaluate", "{\(edits)}").text.contains(#""covered":3,"#))
    #expect(try post("/api/area", #"{\#(edits),"station":"s"}"#).status == 200)
    #expect(try post("/api/export", #"{\#(edits),"as":"csv"}"#).text.contains("105.001"))
    #expect(try post("/api/published", #"{"name":"A",\#(edits)}"#).status == 202)
    var told = ""
    for _ in 0..<600 where !told.contains("failed") {
      told = try get("/api/published/A").text
      usleep(20_000)
    }
    #expect(told.contains(#""state":"failed""#) && told.contains("s.csv") && !told.contains(folder.path), "\(told)")
    let asked = try post("/api/definitions", #"{"cutoff":"600m"}"#)
    #expect(asked.status == 400 && !asked.text.contains(folder.path), "\(asked.text)")
    #expect(program.process.isRunning)
  }

  /// The port is taken before the analysis is run: a second server says so at once, and the first goes on.
  @Test(.timeLimit(.minutes(2))) func aSecondServerOnThePort() throws {
    let first = try ServedProgram(Scenes.street())
    defer { first.kill() }
    for (language, words) in [("en", "in use"), ("zh", "已被占用")] {
      let told = try ServedProgram.refusal([
        "serve", try Scenes.street().path + "/analysis.yaml", "--language", language, "--port", "\(first.port)",
      ])
      #expect(told.contains(words) && told.contains("--port 0"), "\(told)")
    }
    #expect(first.process.isRunning)
  }
  #else
  @Test func aBuildWithoutItNamesTheTrait() throws {
    let told = try ServedProgram.refusal(["serve", try Scenes.street().path + "/analysis.yaml", "--language", "en"])
    #expect(told.contains("trait Server") && told.contains("make full"), "\(told)")
  }
  #endif
}

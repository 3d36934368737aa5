import Foundation
import Testing

#if Server
/// Every process over a socket, as another program has it done: its result is what the command prints.
struct ProcessSocketTests {
  /// One connection for each question.
  private struct Client {
    let port: Int
    var headers = ""

    func ask(_ method: String, _ path: String, _ body: String? = nil) throws -> (
      status: Int, head: String, body: [UInt8]
    ) {
      let bytes = Array((body ?? "").utf8)
      let more = body == nil ? "" : "Content-Type: application/json\nContent-Length: \(bytes.count)\n"
      let text = try ServedProgram.ask(
        port, ServedProgram.head("\(method) \(path)", port, headers + more), body: bytes
      ).text
      let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
      let status = parts[0].split(separator: " ").dropFirst().first.flatMap { Int($0) }
      return (status ?? 0, String(parts[0]), Array((parts.count > 1 ? parts[1] : "").utf8))
    }

    func document(_ method: String, _ path: String, _ body: String? = nil, status: Int = 200) throws -> Document {
      let answer = try ask(method, path, body)
      #expect(answer.status == status, "\(method) \(path): \(answer.head)")
      return try Document(answer.body)
    }

    /// Orders, follows `Location` until the job has ended, and fetches its result.
    func done(_ process: String, _ inputs: String, type: String = "application/json") async throws -> [UInt8] {
      let ordered = try ask("POST", "/ogc/processes/\(process)/execution", #"{"inputs":\#(inputs)}"#)
      #expect(ordered.status == 201, "\(String(decoding: ordered.body, as: UTF8.self))")
      let place = try #require(ordered.head.firstMatch(of: #/(?i)location: http:\/\/127\.0\.0\.1:\d+(\S+)/#)?.1)
      for _ in 0..<1200 {
        let job = try document("GET", String(place))
        #expect(job["processID"].text == process && job["type"].text == "process")
        if job["status"].text == "successful" {
          let results = try #require(job.links("http://www.opengis.net/def/rel/ogc/1.0/results").first)
          #expect(results.hasSuffix("\(place)/results"))
          let result = try ask("GET", "\(place)/results")
          #expect(result.status == 200 && result.head.lowercased().contains("content-type: \(type)"))
          return result.body
        }
        try #require(["accepted", "running"].contains(job["status"].text), "\(job.canonical)")
        try await Task.sleep(for: .milliseconds(20))
      }
      Issue.record("\(process) does not end")
      return []
    }
  }

  private static func json(_ command: String...) throws -> Document {
    try Document(ServedProgram.printed(command + ["--json", "--quiet"]))
  }

  /// Without a member that names a file.
  private static func text(_ document: Document, without key: String) throws -> String {
    var members = try #require(document.value as? [String: Any])
    members[key] = nil
    return String(decoding: try JSONSerialization.data(withJSONObject: members, options: .sortedKeys), as: UTF8.self)
  }

  @Test func everyProcessGivesWhatItsCommandGives() async throws {
    let folder = try Scenes.drawnStreet()
    let program = try ServedProgram(folder)
    defer { program.kill() }
    let client = Client(port: program.port)
    let (analysis, out) = (folder.path + "/analysis.yaml", folder.path + "/out")

    let relation = "http://www.opengis.net/def/rel/ogc/1.0/processes"
    #expect(try client.document("GET", "/ogc").links(relation) == ["http://127.0.0.1:\(program.port)/ogc/processes"])
    let classes = try client.document("GET", "/ogc/conformance")["conformsTo"].list.compactMap(\.text)
    #expect(classes.contains("http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core"))
    let listed = try client.document("GET", "/ogc/processes")["processes"].list
    #expect(listed.map { $0["id"].text } == ["run", "reach", "solve", "audit"])
    let paths = try client.document("GET", "/ogc/api")["paths"]
    #expect(paths.keys.contains("/ogc/processes/run/execution"))

    let run = try Document(await client.done("run", #"{"set":["circle.cutoff=600m"]}"#))
    let command = try Self.json("run", analysis, "--set", "circle.cutoff=600m", "--out", out)
    #expect(run["coverage"]["communities"]["covered"].number == 3 && run.canonical == command.canonical)

    let solve = try Document(await client.done("solve", #"{"new":2}"#))
    let two = try Self.json("run", analysis, "--set", "siting.new=2", "--out", out)
    #expect(solve["siting"]["value"].number == 1)
    for member in ["siting", "coverage", "coverage_with_plan"] {
      #expect(solve[member].canonical == two[member].canonical, "\(member)")
    }

    try folder.write("plan.txt", Array("k1\n".utf8))
    let audit = try Document(await client.done("audit", #"{"plan":["k1"]}"#))
    let judged = try Self.json("audit", analysis, "--plan", folder.path + "/plan.txt")
    #expect(audit["value"].number == 0.428571428)
    #expect(try Self.text(audit, without: "plan") == Self.text(judged, without: "plan"))

    try folder.write("p.csv", Array("id,lon,lat\nplace,105.01,0\n".utf8))
    let area = try await client.done("reach", #"{"lon":105.01,"lat":0,"cutoff":"5min"}"#, type: "application/geo+json")
    _ = try Self.json(
      "reach", "--roads", folder.path + "/roads.geojson", "--cutoff", "5min", "--origins", folder.path + "/p.csv",
      "--direction", "to-station", "--areas", folder.path + "/areas.geojson")
    #expect(area == FileManager.default.contents(atPath: folder.path + "/areas.geojson").map { [UInt8]($0) })

    // Newest first; each is forgotten when it is dismissed.
    #expect(try client.document("GET", "/ogc/jobs")["jobs"].list.map { $0["jobID"].text } == ["4", "3", "2", "1"])
    #expect(try client.document("GET", "/ogc/jobs?limit=1")["jobs"].list.count == 1)
    for id in 1...4 {
      #expect(try client.document("DELETE", "/ogc/jobs/\(id)")["status"].text == "dismissed")
      #expect(try client.ask("GET", "/ogc/jobs/\(id)").status == 404)
      #expect(try client.ask("GET", "/ogc/jobs/\(id)/results").status == 404)
    }
    // Nothing was written beside what the commands wrote.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(
      names == [
        "analysis.yaml", "areas.geojson", "c.csv", "k.csv", "out", "p.csv", "plan.txt", "roads.geojson", "s.csv",
      ])
  }

  /// One of each kind waits behind a long one; all are dismissed, and the process ends at once though one works.
  @Test func ordersAreDismissed() async throws {
    let folder = try ScratchFolder([
      "analysis.yaml": try String(contentsOfFile: Scenes.wutongqiao, encoding: .utf8)
        .replacing("../geodata", with: Scenes.root.path + "/geodata")
    ])
    let program = try ServedProgram(folder, ["--set", "siting.new=1"])
    defer { program.kill() }
    let client = Client(port: program.port)
    // At work for far longer than this takes.
    let long = #"{"new":28,"set":["siting.objective=shortest-gaps"]}"#
    let orders = [
      ("solve", long), ("run", "{}"), ("reach", #"{"lon":103.8,"lat":29.4}"#), ("audit", #"{"plan":["x"]}"#),
      ("solve", long),
    ]
    for (process, inputs) in orders {
      _ = try client.document("POST", "/ogc/processes/\(process)/execution", #"{"inputs":\#(inputs)}"#, status: 201)
    }
    let full = try client.ask("POST", "/ogc/processes/run/execution", "{}")
    #expect(full.status == 429 && full.head.lowercased().contains("retry-after: 10"))
    #expect(try client.document("GET", "/ogc/jobs/2")["status"].text == "accepted")
    #expect(try client.ask("GET", "/ogc/jobs/2/results").status == 404)
    for id in 1...4 {
      let job = try client.document("DELETE", "/ogc/jobs/\(id)")
      #expect(job["status"].text == "dismissed" && job["processID"].text == orders[id - 1].0)
      #expect(try client.ask("GET", "/ogc/jobs/\(id)").status == 404)
    }
    // The last one takes its turn.
    var state: String?
    for _ in 0..<1200 where state != "running" {
      state = try client.document("GET", "/ogc/jobs/5")["status"].text
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(state == "running")
    program.process.terminate()
    program.process.waitUntilExit()
    #expect(program.process.terminationReason == .exit && program.process.terminationStatus == 0)
  }

  @Test func aTokenGuardsThem() throws {
    let program = try ServedProgram(Scenes.street(), ["--token", "correct-horse"])
    defer { program.kill() }
    #expect(try Client(port: program.port).ask("POST", "/ogc/processes/run/execution", "{}").status == 401)
    let client = Client(port: program.port, headers: "Authorization: Bearer correct-horse\n")
    #expect(try client.ask("POST", "/ogc/processes/run/execution", "{}").status == 201)
    let foreign = Client(port: program.port, headers: client.headers + "Origin: http://evil.example\n")
    #expect(try foreign.ask("POST", "/ogc/processes/run/execution", "{}").status == 403)
  }
}
#endif

import Foundation
import Geodata
import MapServer
import Testing
import Words

/// What is ordered, how it stands, what came of it.
struct ProcessTests {
  private let runner = StandInRunner()
  private let about: ServiceText = {
    var about = Scene.about
    about.hasProcesses = true
    return about
  }()

  private func asked(
    _ path: String, _ method: Question.Method = .get, query: [(name: String, value: String)] = [], accept: String = "",
    body: String = "", type: String = "application/json"
  ) async throws -> (answer: Answer, json: Document) {
    let parts = path.split(separator: "/").map(String.init)
    let question = Question(
      method, parts, query: query, accept: accept, body: Array(body.utf8), contentType: type, base: "http://h:1")
    let answer = try #require(await processesAnswer(question, runner, about: about))
    return (answer, try Document(answer.body))
  }

  private func order(_ process: String, _ body: String) async throws -> (answer: Answer, json: Document) {
    try await asked("/ogc/processes/\(process)/execution", .post, body: body)
  }

  @Test func whatIsElsewhereIsNotAnswered() async {
    for path in [["ogc"], ["ogc", "collections"], ["api", "jobs"]] {
      #expect(await processesAnswer(Question(.get, path), runner, about: about) == nil)
    }
  }

  @Test func landingPageAndConformanceTellOfThem() throws {
    let relations = "http://www.opengis.net/def/rel/ogc/1.0/"
    let page = try Document(#require(ogcAnswer(Question(.get, ["ogc"], base: "http://h:1"), [], about: about)).body)
    #expect(page.links(relations + "processes") == ["http://h:1/ogc/processes"])
    #expect(page.links(relations + "job-list") == ["http://h:1/ogc/jobs"])
    #expect(page.links(relations + "conformance") == ["http://h:1/ogc/conformance"])
    let classes = try Document(#require(ogcAnswer(Question(.get, ["ogc", "conformance"]), [], about: about)).body)
    #expect(
      classes["conformsTo"].list.dropFirst(3).map(\.text) == [
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/ogc-process-description",
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/json",
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/dismiss",
      ])
  }

  @Test func theyAreInTheDefinition() throws {
    let answer = try #require(ogcAnswer(Question(.get, ["ogc", "api"]), Scene.layers, about: about))
    let paths = try Document(answer.body)["paths"]
    let operations = paths.keys.filter { $0.hasPrefix("/ogc/processes") || $0.hasPrefix("/ogc/jobs") }
      .flatMap { path in paths[path].keys.map { paths[path][$0]["operationId"].text } }
    #expect(
      Set(operations) == [
        "getProcesses", "getProcessDescription", "execute_run", "execute_reach", "execute_solve", "execute_audit",
        "getJobs",
        "getStatus", "dismiss", "getResult",
      ])
    #expect(paths["/ogc/processes/run/execution"]["post"]["responses"].keys.contains("201"))
  }

  @Test func processesAreListedInPages() async throws {
    let all = try await asked("/ogc/processes").json
    #expect(all["processes"].list.map { $0["id"].text } == ["run", "reach", "solve", "audit"])
    #expect(all["processes"][0]["jobControlOptions"].list.map(\.text) == ["async-execute", "dismiss"])
    #expect(all["processes"][0]["version"].text == "1.2.3")
    #expect(all.links("self") == ["http://h:1/ogc/processes"])
    let page = try await asked("/ogc/processes", query: [("limit", "2"), ("offset", "1")]).json
    #expect(page["processes"].list.map { $0["id"].text } == ["reach", "solve"])
    #expect(page.links("next") == ["http://h:1/ogc/processes?offset=3&limit=2"])
    #expect(page.links("prev") == ["http://h:1/ogc/processes?offset=0&limit=2"])
    #expect(try await asked("/ogc/processes", query: [("limit", "0")]).answer.status == 400)
  }

  @Test func aProcessDescribesItself() async throws {
    let process = try await asked("/ogc/processes/reach").json
    #expect(process["inputs"].keys == ["lon", "lat", "cutoff", "mode"])
    #expect(process["inputs"]["lon"]["minOccurs"].number == 1)
    #expect(process["inputs"]["cutoff"]["minOccurs"].number == 0)
    #expect(process["inputs"]["lat"]["schema"]["maximum"].number == 90)
    #expect(process["outputs"]["result"]["schema"]["contentMediaType"].text == "application/geo+json")
    #expect(
      process.links("http://www.opengis.net/def/rel/ogc/1.0/execute") == ["http://h:1/ogc/processes/reach/execution"])
  }

  @Test func aJobFromOrderToResult() async throws {
    let (answer, job) = try await order("reach", #"{"inputs":{"lon":103.8,"lat":29,"cutoff":{"value":"5min"}}}"#)
    #expect(answer.status == 201)
    #expect(answer.headers.map { "\($0.name): \($0.value)" } == ["Location: http://h:1/ogc/jobs/1"])
    #expect(job["jobID"].text == "1")
    #expect(job["processID"].text == "reach")
    #expect(job["type"].text == "process")
    #expect(job["status"].text == "accepted")
    #expect(job["created"].text == "1970-01-01T00:00:00Z")
    #expect(await runner.job("1")?.order.inputs == ["lon": .number(103.8), "lat": .int(29), "cutoff": "5min"])

    await runner.begin("1")
    let (early, notReady) = try await asked("/ogc/jobs/1/results")
    #expect(early.status == 404)
    #expect(
      notReady["type"].text == "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/result-not-ready")
    let running = try await asked("/ogc/jobs/1").json
    #expect(running["status"].text == "running")
    #expect(running["progress"].number == 40)
    #expect(running["updated"].text == "1970-01-01T00:01:00Z")
    #expect(running.links("http://www.opengis.net/def/rel/ogc/1.0/results").isEmpty)

    await runner.end("1", ProcessResult(type: "application/geo+json", bytes: Array(#"{"a":1}"#.utf8)))
    let ended = try await asked("/ogc/jobs/1").json
    #expect(ended["status"].text == "successful")
    #expect(ended["finished"].text == "1970-01-01T00:02:00Z")
    #expect(ended.links("http://www.opengis.net/def/rel/ogc/1.0/results") == ["http://h:1/ogc/jobs/1/results"])
    let result = try await asked("/ogc/jobs/1/results").answer
    #expect(result.status == 200)
    #expect(result.type == "application/geo+json")
    #expect(String(decoding: result.body, as: UTF8.self) == #"{"a":1}"#)
    // GeoJSON is JSON, too; what it is not is not claimed.
    let plain = try await asked("/ogc/jobs/1/results", accept: "application/json").answer
    #expect(plain.status == 200 && plain.type == "application/json" && plain.body == result.body)
    #expect(try await asked("/ogc/jobs/1/results", accept: "text/html").answer.status == 406)
  }

  @Test func aResultAsADocument() async throws {
    let body = #"{"outputs":{"result":{"transmissionMode":"value"}},"response":"document"}"#
    #expect(try await order("run", body).answer.status == 201)
    await runner.end("1", ProcessResult(type: "application/json", bytes: Array(#"{"a":1}"#.utf8)))
    let (answer, json) = try await asked("/ogc/jobs/1/results")
    #expect(answer.type == "application/json")
    #expect(json["result"]["mediaType"].text == "application/json")
    #expect(json["result"]["value"]["a"].number == 1)
    #expect(try await asked("/ogc/jobs/1/results", accept: "application/geo+json").answer.status == 406)
  }

  @Test func aJobThatFails() async throws {
    _ = try await order("run", "{}")
    await runner.fail("1", Bilingual("没有路网", "no streets"))
    #expect(try await asked("/ogc/jobs/1").json["message"].text == "没有路网 / no streets")
    let (answer, json) = try await asked("/ogc/jobs/1/results")
    #expect(answer.status == 500)
    #expect(json["type"].text == "JobFailed")
    #expect(json["detail"].text == "no streets")
    #expect(json["error"]["message"]["zh"].text == "没有路网")
    await runner.fail("1", Bilingual("没有k3", "there is no k3"), isOrderAtFault: true)
    let wrong = try await asked("/ogc/jobs/1/results")
    #expect(wrong.answer.status == 400 && wrong.json["type"].text == "InvalidParameterValue")
  }

  @Test func jobsAreListedAndDismissed() async throws {
    _ = try await order("run", "{}")
    _ = try await order("audit", #"{"inputs":{"plan":["c1"]}}"#)
    #expect(try await asked("/ogc/jobs").json["jobs"].list.map { $0["jobID"].text } == ["2", "1"])
    let full = try await order("run", "{}")
    #expect(full.answer.status == 429)
    #expect(full.json["type"].text == "about:blank")
    let (answer, gone) = try await asked("/ogc/jobs/1", .delete)
    #expect(answer.status == 200)
    #expect(gone["status"].text == "dismissed")
    #expect(try await asked("/ogc/jobs").json["jobs"].list.map { $0["jobID"].text } == ["2"])
    #expect(try await asked("/ogc/jobs/1", .delete).answer.status == 404)
  }

  @Test(arguments: [
    ("/ogc/processes/cook", "no-such-process"), ("/ogc/jobs/9", "no-such-job"), ("/ogc/jobs/9/results", "no-such-job"),
  ])
  func whatIsNotThereIs404(path: String, type: String) async throws {
    let (answer, json) = try await asked(path)
    #expect(answer.status == 404)
    #expect(json["type"].text == "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/\(type)")
    #expect(json["status"].number == 404)
    #expect(json["code"].text == "NotFound")
  }

  @Test func methodsAndFormats() async throws {
    let execution = try await asked("/ogc/processes/run/execution")
    #expect(execution.answer.status == 405)
    #expect(execution.answer.headers.map(\.value) == ["POST"])
    #expect(try await asked("/ogc/jobs/1", .post).answer.headers.map(\.value) == ["GET, HEAD, DELETE"])
    let unknown = try await asked("/ogc/processes/cook/execution", .post, body: "{}")
    #expect(unknown.answer.status == 404)
    #expect(unknown.json["type"].text?.hasSuffix("/no-such-process") == true)
    #expect(try await asked("/ogc/processes/run/other").answer.status == 404)
    #expect(try await asked("/ogc/processes", accept: "text/html").answer.status == 406)
    #expect(try await asked("/ogc/processes", query: [("x", "1")]).answer.status == 400)
    // What a form of another page can send.
    for type in ["text/plain", "application/x-www-form-urlencoded", ""] {
      let sent = try await asked("/ogc/processes/run/execution", .post, body: "{}", type: type)
      #expect(sent.answer.status == 415)
    }
    #expect(await runner.jobs().isEmpty)
  }

  @Test(arguments: [
    ("run", ""), ("run", "[]"), ("run", "{"), ("run", #"{"inputs":[]}"#), ("run", #"{"input":{}}"#),
    ("run", #"{"inputs":{"out":"x"}}"#), ("run", #"{"inputs":{"set":"circle.cutoff=15min"}}"#),
    ("run", #"{"inputs":{"set":["circle.cutoff"]}}"#), ("run", #"{"inputs":{"set":[1]}}"#),
    ("run", #"{"subscriber":{"successUri":"http://example.org"}}"#),
    ("run", #"{"outputs":{"map":{}}}"#), ("run", #"{"outputs":{"result":{"transmissionMode":"reference"}}}"#),
    ("run", #"{"response":"html"}"#), ("reach", "{}"), ("reach", #"{"inputs":{"lon":1}}"#),
    ("reach", #"{"inputs":{"lon":181,"lat":1}}"#), ("reach", #"{"inputs":{"lon":"1","lat":1}}"#),
    ("reach", #"{"inputs":{"lon":true,"lat":1}}"#), ("reach", #"{"inputs":{"lon":1,"lat":1,"mode":""}}"#),
    ("reach", #"{"inputs":{"lon":1,"lat":1,"cutoff":"never"}}"#), ("solve", #"{"inputs":{"new":0}}"#),
    ("solve", #"{"inputs":{"new":1.5}}"#), ("solve", #"{"inputs":{"new":null}}"#),
    ("audit", #"{"inputs":{"plan":[]}}"#), ("audit", #"{"inputs":{"plan":[""]}}"#),
    ("solve", #"{"inputs":{"new":3,"new":50}}"#), ("run", #"{"inputs":{},"inputs":{"set":[]}}"#),
    ("run", #"{"inputs":{"edits":{"close":"s"}}}"#), ("reach", #"{"inputs":{"lon":1,"lat":1,"edits":[]}}"#),
    ("audit", #"{"inputs":{"plan":["c1",2]}}"#), ("audit", #"{"inputs":{"plan":{"href":"http://example.org/p"}}}"#),
    ("audit", #"{"inputs":{"plan":{"href":"data:application/json;base64,###"}}}"#),
  ])
  func whatAProcessDoesNotTakeIsRefused(process: String, body: String) async throws {
    let (answer, json) = try await order(process, body)
    #expect(answer.status == 400)
    #expect(json["type"].text == "InvalidParameterValue")
    #expect(await runner.jobs().isEmpty)
  }

  /// What names a file, a folder or a database is not set from afar, in whatever way it is written.
  @Test(arguments: [
    "inputs.roads=/etc/passwd", "output.dir=/tmp", "output.postgis.address=PG:x", "coverage.profiles=/etc/passwd",
    "inputs={roads: /etc/passwd}", "circle={cutoff: 1min}", "circle=1", " inputs.roads=x", "circle.cutoff\n=1",
    "circle.cutoff=1\ninputs: {roads: x}", "siting.=1", "siting..new=1", "CIRCLE.cutoff=1", "circlex.cutoff=1", "=1",
    "circle.cutoff=", "patrol.names=true", "circle.a\u{85}b=1", "circle.a=1\u{2028}inputs: x",
    "circle.cutoff=\u{1F3FB}=1",
    "circle\u{301}.cutoff=1", "circle.cutoff=\u{301}1", "circle.a b=1", "circle.cutoff=1\r\ninputs: x",
    "circle.cutoff=1\n\u{301}inputs: x",
    "circle.cutoff=1\u{200D}\u{2028}x", "synonyms.a={b: &b [1], c: *b}", "circle.cutoff=*x",
  ])
  func keysOfFilesAreNotSet(override: String) async throws {
    let body = try JSONValue.object([JSONMember("inputs", ["set": [.string("circle.cutoff=1min"), .string(override)]])])
      .text()
    let (answer, _) = try await order("run", body)
    #expect(answer.status == 400)
    #expect(await runner.jobs().isEmpty)
  }

  @Test func otherKeysAreSet() async throws {
    let keys = ["circle.cutoff=15min", "siting.constraints.floors.except={符溪镇: 34%}", "synonyms.茶水=饮水"]
    let body = try JSONValue.object([JSONMember("inputs", ["set": .array(keys.map { .string($0) })])]).text()
    #expect(try await order("run", body).answer.status == 201)
    #expect(await runner.job("1")?.order.inputs["set"] == .array(keys.map { .string($0) }))
  }

  @Test(arguments: [
    #"data:application/json,%5B%22c1%22%5D"#, #"data:application/json;base64,WyJjMSJd"#, #"DATA:,["c1"]"#,
  ])
  func aLinkThatHoldsItsValueIsFollowed(link: String) async throws {
    let body = try JSONValue.object([JSONMember("inputs", ["plan": ["href": .string(link)]])]).text()
    #expect(try await order("audit", body).answer.status == 201)
    #expect(await runner.job("1")?.order.inputs["plan"] == ["c1"])
  }
}

extension ProcessTests {
  /// The definition's examples are taken, and its references lead somewhere.
  @Test func examplesOfTheDefinitionAreTaken() async throws {
    let definition = try Document(#require(ogcAnswer(Question(.get, ["ogc", "api"]), [], about: about)).body)
    for process in ["run", "reach", "solve", "audit"] {
      let body = definition["paths"]["/ogc/processes/\(process)/execution"]["post"]["requestBody"]
      let content = body["content"]["application/json"]
      let answer = try await order(process, content["example"].canonical).answer
      #expect(answer.status == 201 || answer.status == 429, "\(process)")
      let schema = definition["components"]["schemas"]["execute_\(process)"]["properties"]["inputs"]
      #expect(schema["properties"].keys == content["example"]["inputs"].keys)
    }
  }
}

import Analysis
import Foundation
import Geodata
import MapServer
import Report
import Testing

/// Processes over a town, without HTTP. A station at 105, homes of 1, 2 and 4 at 445 m, 557 m and 2,226 m, hosts k1 at the
/// second and k2 at the last; the cutoff is 500 m.
struct ProcessJobTests {
  private static func jobs(_ folder: ScratchFolder) async throws -> ProcessJobs {
    ProcessJobs(try await Scenes.town(folder))
  }

  private static func ended(_ id: String, _ jobs: ProcessJobs) async throws -> ProcessJob {
    for _ in 0..<1200 {
      let job = try #require(await jobs.job(id))
      if job.finished != nil { return job }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("job \(id) does not end")
    return try #require(await jobs.job(id))
  }

  private static func result(
    _ process: ProcessOrder.Process, _ inputs: [String: JSONValue], _ jobs: ProcessJobs
  ) async throws -> JSONValue {
    let job = try await jobs.submit(ProcessOrder(process, inputs: inputs))
    let end = try await ended(job.id, jobs)
    #expect(end.status == .successful && end.progress == 100, "\(end)")
    let result = try #require(await jobs.result(of: job.id))
    #expect(result.type == (process == .reach ? "application/geo+json" : "application/json"))
    return try JSONValue(result.bytes, named: "result")
  }

  /// A moved station at the last home covers its four, and k1 then the other three.
  private static let move: JSONValue = [["move": ["id": "s", "lon": 105.02, "lat": 0]]]

  @Test func runIsTheSummaryOfARun() async throws {
    let folder = try Scenes.street()
    let jobs = try await Self.jobs(folder)
    let path = folder.path + "/analysis.yaml"
    let plain = try await Self.result(.run, [:], jobs)
    #expect(plain["coverage", "communities", "covered"]?.number == 1)
    #expect(plain["coverage_with_plan", "communities", "covered"]?.number == 5)
    #expect(plain["siting", "chosen"] == ["k2"] && plain["siting", "value"]?.number == 0.714285714)
    #expect(try plain.text() == (try await runAnalysis(AnalysisFile(path: path)).summary.text()))

    let set = ["circle.cutoff=600m", "siting.weights.communities=2"]
    let wider = try await Self.result(.run, ["set": .array(set.map { .string($0) })], jobs)
    #expect(wider["coverage", "communities", "covered"]?.number == 3)
    #expect(try wider.text() == (try await runAnalysis(AnalysisFile(path: path, overrides: set)).summary.text()))

    let moved = try await Self.result(.run, ["edits": Self.move], jobs)
    #expect(moved["coverage", "communities", "covered"]?.number == 4)
    #expect(moved["siting", "chosen"] == ["k1"] && moved["siting", "value"]?.number == 1)
    try folder.write("s.csv", Array("id,name,lon,lat,services\ns,Old,105.02,0,drink\n".utf8))
    #expect(try moved.text() == (try await runAnalysis(AnalysisFile(path: path)).summary.text()))
  }

  @Test func solveIsThePlanOfARun() async throws {
    let folder = try Scenes.street()
    let jobs = try await Self.jobs(folder)
    let plan = try await Self.result(.solve, ["new": 2], jobs)
    #expect(plan["siting", "status"]?.text == "optimal" && plan["siting", "value"]?.number == 1)
    #expect(plan["siting", "bound"]?.number == 1 && plan["siting", "gap"]?.number == 0)
    #expect(plan["sites"]?.elements.map { $0["id"]?.text } == ["k2", "k1"])
    #expect(plan["sites"]?.elements.first?["cumulative_share"]?.number == 0.714285714)
    #expect(plan["sites"]?.elements.first?["lon"]?.number == 105.02)
    let run = try await runAnalysis(
      AnalysisFile(path: folder.path + "/analysis.yaml", overrides: ["siting.new=2"])
    ).summary
    for member in ["coverage", "coverage_with_plan", "siting", "attribution"] {
      #expect(try plan[member]?.text() == run[member]?.text(), "\(member)")
    }
    let moved = try await Self.result(.solve, ["new": 1, "edits": Self.move], jobs)
    #expect(moved["siting", "chosen"] == ["k1"])
  }

  /// k1 alone covers the first two homes, 3 of 7; k2 would cover 5 with the station. Weights are whole billionths of half:
  /// 71,428,571 and 142,857,143 of 500,000,000 are a little less than three sevenths.
  @Test func auditIsThatOfTheLibrary() async throws {
    let folder = try Scenes.street()
    let jobs = try await Self.jobs(folder)
    let audit = try await Self.result(.audit, ["plan": ["k1"]], jobs)
    #expect(audit["value"]?.number == 0.428571428 && audit["same_size", "value"]?.number == 0.714285714)
    #expect(audit["same_size", "chosen"] == ["k2"] && audit["plan"]?.text == "plan")
    try folder.write("plan", Array("k1\n".utf8))
    let direct = try await auditPlan(
      AnalysisFile(path: folder.path + "/analysis.yaml"), plan: folder.path + "/plan")
    #expect(try audit.text() == direct.json.text())
    let moved = try await Self.result(.audit, ["plan": ["One"], "edits": Self.move], jobs)
    #expect(moved["value"]?.number == 1 && moved["sites"]?.elements.first?["id"]?.text == "k1")
  }

  /// 500 m along the equator are 0.0044916 degrees to either side.
  @Test func reachGoesAlongTheStreets() async throws {
    let jobs = try await Self.jobs(try Scenes.drawnStreet())
    func longitudes(_ inputs: [String: JSONValue]) async throws -> (least: Double, most: Double) {
      let layer = try await Self.result(.reach, inputs, jobs)
      #expect(layer["type"]?.text == "FeatureCollection" && layer["features"]?.elements.count == 1)
      let polygons = try #require(layer["features"]?.elements.first?["geometry", "coordinates"])
      var all: [Double] = []
      func take(_ value: JSONValue) {
        if let x = value.elements.first?.number { all.append(x) } else { value.elements.forEach(take) }
      }
      take(polygons)
      return (all.min() ?? 0, all.max() ?? 0)
    }
    let usual = try await longitudes(["lon": 105.01, "lat": 0])
    #expect(abs(usual.least - 105.0055084) < 1e-5 && abs(usual.most - 105.0144916) < 1e-5)
    // Six minutes by bicycle at 12 km/h are 1,200 m.
    let ridden = try await longitudes(["lon": 105.01, "lat": 0, "cutoff": "6min", "mode": "bicycle"])
    #expect(abs(ridden.least - 104.9992202) < 1e-5 && abs(ridden.most - 105.0207798) < 1e-5)
    // 1.1 km from the street: farther than the snap limit.
    let far = try await Self.result(.reach, ["lon": 105.01, "lat": 0.01], jobs)
    let feature = try #require(far["features"]?.elements.first)
    #expect(feature["geometry"] == .null && feature["properties", "reason"]?.text != nil)
  }

  @Test(
    arguments: [
      (.reach, ["lon": 105, "lat": 0, "mode": "plane"], "plane"),
      (.reach, ["lon": 105, "lat": 0, "cutoff": "soon"], "soon"),
      (.reach, ["lon": 105, "lat": 0, "cutoff": "10m"], "10 metres"),
      // Costs are 32-bit numbers of millimetres.
      (.reach, ["lon": 105, "lat": 0, "cutoff": "2148km"], "0 to 2147483"),
      (.run, ["set": ["circle.cutof=1min"]], "cutoff"), (.run, ["set": ["circle.cutoff=never"]], "never"),
      (.run, ["set": ["circle.cutoff=2148km"]], "2,147 km"), (.run, ["set": ["circle.cutoff=597h"]], "596 h"),
      (.run, ["set": ["siting.file=/etc/passwd"]], "siting.file"),
      (.run, ["edits": [["close": "t"]]], "“t”"), (.run, ["edits": [["closes": "s"]]], "edits[0].closes"),
      (.run, ["edits": [["move": ["id": "s", "lon": 181, "lat": 0]]]], "edits[0].move.lon"),
      (.solve, ["new": 5, "set": ["siting.objective=full-coverage", "siting.target=half"]], "siting.target"),
    ] as [(ProcessOrder.Process, [String: JSONValue], String)])
  func whatCannotBeDoneIsRefusedAtOnce(process: ProcessOrder.Process, inputs: [String: JSONValue], named: String)
    async throws
  {
    let folder = try Scenes.drawnStreet()
    let jobs = try await Self.jobs(folder)
    let refusal = await #expect(throws: ProcessRefusal.self) {
      _ = try await jobs.submit(ProcessOrder(process, inputs: inputs))
    }
    guard case .badInput(let words)? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(words.english.contains(named) && !words.chinese.isEmpty, "\(words)")
    #expect(!words.english.contains(folder.path) && !words.chinese.contains(folder.path), "\(words)")
    #expect(await jobs.jobs().isEmpty)
  }

  @Test func whereThereIsNothingToChooseOrToGoAlong() async throws {
    let folder = try Scenes.street()
    try folder.write(
      "analysis.yaml", Array("inputs: {stations: s.csv, communities: c.csv}\ncircle: {cutoff: 500m}\n".utf8))
    let jobs = try await Self.jobs(folder)
    for order in [
      ProcessOrder(.solve, inputs: ["new": 1]), ProcessOrder(.audit, inputs: ["plan": ["k1"]]),
      ProcessOrder(.reach, inputs: ["lon": 105, "lat": 0]),
    ] {
      await #expect(throws: ProcessRefusal.self) { _ = try await jobs.submit(order) }
    }
    #expect(try await Self.result(.run, [:], jobs)["siting"] == .null)
  }

  /// What is found out while it is worked on; folders of the server are not told.
  @Test func whatFailsSaysWhy() async throws {
    let folder = try Scenes.street()
    let jobs = try await Self.jobs(folder)
    let audit = try await jobs.submit(ProcessOrder(.audit, inputs: ["plan": ["k3"]]))
    let failed = try await Self.ended(audit.id, jobs)
    #expect(failed.isOrderAtFault)
    #expect(failed.status == .failed && failed.message?.english.contains("“k3” is no candidate") == true)
    #expect(await jobs.result(of: audit.id) == nil)
    try FileManager.default.removeItem(atPath: folder.path + "/c.csv")
    let run = try await jobs.submit(ProcessOrder(.run, inputs: [:]))
    let gone = try await Self.ended(run.id, jobs)
    #expect(!gone.isOrderAtFault)
    #expect(gone.status == .failed && gone.message?.english.contains("c.csv") == true)
    #expect(gone.message?.english.contains(folder.path) == false, "\(String(describing: gone.message))")
    // What was ordered is not kept longer than needed.
    #expect(gone.order.inputs.isEmpty && gone.started != nil)
  }

  /// One is worked on and four wait; what is dismissed while it waits leaves its place to another.
  @Test func theQueueHasAnEnd() async throws {
    let jobs = ProcessJobs(try await Town(AnalysisFile(path: Scenes.wutongqiao, overrides: ["siting.new=1"])))
    let order = ProcessOrder(.solve, inputs: ["new": 40])
    var ids: [String] = []
    for _ in 0..<5 { ids.append(try await jobs.submit(order).id) }
    #expect(ids == ["1", "2", "3", "4", "5"])
    await #expect(throws: ProcessRefusal.full) { _ = try await jobs.submit(order) }
    #expect(await jobs.dismiss("4")?.status == .dismissed)
    let last = try await jobs.submit(ProcessOrder(.reach, inputs: ["lon": 103.8, "lat": 29.4]))
    #expect(await jobs.jobs().map(\.id) == ["6", "5", "3", "2", "1"])
    // The first is worked on: it tells what is being done, and stops when it is dismissed.
    var told: String?
    for _ in 0..<1200 where told == nil {
      told = await jobs.job("1")?.message?.english
      if told == nil { try await Task.sleep(for: .milliseconds(5)) }
    }
    #expect(told != nil)
    for id in ["1", "2", "3", "5"] {
      let job = try #require(await jobs.dismiss(id))
      #expect(job.status == .dismissed && job.finished != nil && job.message == nil)
      #expect(await jobs.job(id) == nil)
    }
    #expect(try await Self.ended(last.id, jobs).status == .successful)
    #expect(await jobs.dismiss("1") == nil)
    #expect(await jobs.result(of: last.id) != nil)
    #expect(await jobs.dismiss(last.id) != nil)
    #expect(await jobs.result(of: last.id) == nil)
  }
}

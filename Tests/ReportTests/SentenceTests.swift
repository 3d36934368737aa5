import Analysis
import Coverage
import Model
import Report
import Siting
import Testing
import Words

/// The three sentences in the situations a planner can be in. Figures by hand from the scene.
struct SentenceTests {
  @Test func aProvenPlan() async throws {
    let page = reportPage(try await ReportScene.result())
    #expect(
      page.contains(
        "现有1个驿站，以直线500米以内为服务圈，覆盖了<b>25.0%</b>的居民（400人中的100人）和<b>50.0%</b>的从业人员（10人中的5人）。"))
    #expect(
      page.contains(
        "the 1 station in operation covers <b>25.0%</b> of residents (100 of 400) and <b>50.0%</b> of workers (5 of 10)."
      ))
    #expect(page.contains("从2个候选点中选1个新建驿站后，覆盖率提高：居民由25.0%升至<b>100.0%</b>、从业人员由50.0%升至<b>100.0%</b>"))
    #expect(page.contains("<b>已证明最优</b>：这2个候选点中任选1个，都不可能更高"))
    #expect(page.contains("no other choice of 1 among these 2 hosts can cover more"))
    #expect(page.contains("服务圈之外已没有剩余需求。"))
  }

  /// 0.8104 must not be rounded to a limit of 81.0 %, which could be exceeded.
  @Test func aPlanWithABound() async throws {
    var result = try await ReportScene.result()
    result.siting.plan?.status = .feasible
    result.siting.plan?.value = 0.8
    result.siting.plan?.bound = 0.8104
    result.siting.plan?.gap = 0.013
    let page = reportPage(result)
    #expect(page.contains("任选1个<b>都不可能超过81.1%</b>，即距理论最优至多1.04个百分点（相对差距1.30%）"))
    #expect(page.contains("<b>no other choice of 1 among these 2 hosts can cover more than 81.1%</b>"))
    #expect(!page.contains("<b>已证明最优</b>"))
    result.siting.plan?.bound = 1.2
    #expect(reportPage(result).contains("距全覆盖20.00个百分点，尚无更紧的上界"))
  }

  @Test func noCandidates() async throws {
    let yaml = """
      language: zh
      inputs: {stations: s.csv, communities: c.csv}
      circle: {cutoff: 500m}
      """
    let page = reportPage(try await ReportScene.result(files: ["analysis.yaml": yaml]))
    #expect(page.contains("分析文件未给出候选点，因此没有新建方案。"))
    #expect(page.contains("最大的盲区在<b>乙村</b>：仍有<b>300人</b>（占当地的100.0%）在服务圈之外，这些居民目前到最近的现有驿站平均步行33分钟。"))
    #expect(!page.contains("从业人员覆盖率") && !page.contains("路线覆盖率") && !page.contains("class=\"curve\""))
  }

  @Test func noPlanIsPossible() async throws {
    var result = try await ReportScene.result()
    result.siting.plan?.status = .infeasible
    result.siting.plan?.reason = Bilingual("<500米>以内没有候选点", "nothing within <500 m>")
    result.siting.plan?.proposed = []
    let page = reportPage(result)
    #expect(page.contains("<b>没有可行方案</b>（&lt;500米&gt;以内没有候选点）"))
    #expect(page.contains("<b>No plan is possible</b> with the 2 hosts: nothing within &lt;500 m&gt;."))
  }

  @Test func everythingIsCovered() async throws {
    var result = try await ReportScene.result()
    for kind in [DemandKind.communities, .workers] {
      let total = result.coverage.now.byKind[kind]!.total
      result.coverage.now.byKind[kind] = CoveredShare(total: total, covered: total)
    }
    result.coverage.withPlan = result.coverage.now
    result.siting.plan?.proposed = []
    let page = reportPage(result)
    #expect(page.contains("现有驿站已覆盖全部需求，<b>无需新建</b>。"))
    #expect(page.contains("<b>no new one is needed</b>"))
  }

  @Test func moreAskedThanHosts() async throws {
    let page = reportPage(try await ReportScene.result(["siting.new=5"]))
    #expect(page.contains("要求新建5个"))
  }

  @Test(arguments: [
    (
      "gb50180-10min-radius", "以直线500米（GB 50180—2018的10分钟生活圈）以内",
      "500 m in a straight line (the 10-minute living circle"
    ),
    ("9min", "以直线600米（步行9分钟、时速4公里）以内", "600 m in a straight line (a 9-minute walk at 4 km/h)"),
    ("90s", "以直线100米（步行90秒、时速4公里）以内", "a 90-second walk"),
  ])
  func theCircleStandsInTheSentence(cutoff: String, chinese: String, english: String) async throws {
    let page = reportPage(try await ReportScene.result(["circle.cutoff=\(cutoff)"]))
    #expect(page.contains(chinese))
    #expect(page.contains(english))
  }

  /// In nine minutes a walker goes 600 m, an e-bike 2,250 m: firm w2 (2,226 m) is then served, 乙村 is not.
  @Test func whoGoesHow() async throws {
    let page = reportPage(
      try await ReportScene.result([
        "circle.cutoff=9min", "circle.modes={workers: {takeaway: e-bike, default: walk}}",
        "inputs.workers={file: w.csv, group: trade}", "siting.new=0",
      ]))
    #expect(page.contains("以直线600米（步行9分钟、时速4公里）或2250米（骑电动自行车9分钟、时速15公里）以内为服务圈"))
    #expect(
      page.contains(
        "within 600 m (9 minutes on foot at 4 km/h) or 2250 m (9 minutes by e-bike at 15 km/h) in a straight line"))
    #expect(page.contains("居民、其余从业人员步行，时速4公里；外卖从业人员骑电动自行车，时速15公里。"))
    #expect(page.contains("On foot at 4 km/h: residents, other workers. By e-bike at 15 km/h: takeaway workers."))
    #expect(page.contains("<b>100.0%</b>的从业人员") && page.contains("现状服务范围（步行）"))
    #expect(page.contains("这些居民目前到最近的现有驿站平均步行33分钟"))
    let row = try #require(page.split(separator: "\n").first { $0.contains(">takeaway<") })
    #expect(row.contains("骑电动自行车") && row.contains("by e-bike"))
  }

  @Test(arguments: [
    ("e-bike", "以直线2250米（骑电动自行车9分钟、时速15公里）以内", "(9 minutes by e-bike at 15 km/h)", "骑电动自行车，时速15公里。", "平均骑电动自行车"),
    (
      "bicycle", "（骑自行车9分钟、时速12公里）", "(9 minutes by bicycle at 12 km/h)", "By bicycle at 12 km/h.",
      "11 minutes by bicycle"
    ),
    ("truck", "（驾驶货车9分钟、时速30公里）", "(9 minutes by truck at 30 km/h)", "By truck at 30 km/h.", "平均驾驶货车7分钟"),
    (
      "cart", "（以板车出行9分钟、时速3公里）", "(9 minutes by handcart at 3 km/h)", "By handcart at 3 km/h.",
      "45 minutes by handcart"
    ),
  ])
  func everybodyByOneMode(mode: String, circle: String, english: String, list: String, walk: String) async throws {
    let far = "id,name,population,lon,lat\na,甲社区,100,105.001,0\nb,乙村,300,105.02,0\nd,丁村,999,105.032,0\n"
    let files = mode == "bicycle" || mode == "cart" ? [:] : ["c.csv": far]
    let page = reportPage(
      try await ReportScene.result(
        [
          "circle.cutoff=9min", "circle.modes=\(mode)", "siting.new=0",
          "custom_modes={cart: {like: walk, speed: 3km/h, name: {zh: 板车, en: handcart}}}",
        ], files: files))
    #expect(page.contains(circle) && page.contains(english) && page.contains(list))
    #expect(page.contains(walk) == (mode != "truck"), "a truck's 4.5 km hold everything")
    #expect(!page.contains("步行") && !page.contains("on foot"))
  }

  @Test func minutesOfTheirOwnAreTold() async throws {
    let files = ["s.csv": "id,name,extra_min,lon,lat\ns,北站,2.5,105,0\n"]
    let page = reportPage(try await ReportScene.result(files: files))
    #expect(page.contains("1个驿站或候选点另有进出时间") && page.contains("1 station or host has minutes of their own"))
    #expect(!reportPage(try await ReportScene.result()).contains("进出时间"))
  }

  @Test func metresOfStreetAreNotPeople() async throws {
    let yaml = """
      language: en
      inputs: {stations: s.csv, communities: {file: c.csv, weight: length_m}}
      circle: {cutoff: 500m}
      """
    let streets = "id,name,length_m,lon,lat\na,First,1000,105.001,0\nb,Second,3000,105.02,0\n"
    let page = reportPage(try await ReportScene.result(files: ["analysis.yaml": yaml, "c.csv": streets]))
    #expect(page.contains("<b>25.0%</b> of residential street length (1.0 km of 4.0 km)"))
    #expect(!page.contains("residents"))
  }
}

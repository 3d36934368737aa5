import Analysis
import Coverage
import Model
import Report
import Siting
import Testing

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
    result.plan?.status = .feasible
    result.plan?.value = 0.8
    result.plan?.bound = 0.8104
    result.plan?.gap = 0.013
    let page = reportPage(result)
    #expect(page.contains("<b>任选1个都不可能超过81.1%</b>，即距理论最优至多1.04个百分点（相对差距1.30%）"))
    #expect(page.contains("<b>no other choice of 1 among these 2 hosts can cover more than 81.1%</b>"))
    #expect(!page.contains("<b>已证明最优</b>"))
    result.plan?.bound = 1.2
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
    #expect(page.contains("最大的盲区在<b>乙村</b>：仍有约<b>300人</b>（占100.0%）在服务圈之外，那里目前到最近驿站平均步行33分钟。"))
    #expect(!page.contains("从业人员覆盖率") && !page.contains("路线覆盖率") && !page.contains("class=\"curve\""))
  }

  @Test func noPlanIsPossible() async throws {
    var result = try await ReportScene.result()
    result.plan?.status = .infeasible
    result.plan?.reason = "nothing within <500 m>"
    result.plan?.proposed = []
    let page = reportPage(result)
    #expect(page.contains("<b>没有可行方案</b>（<span lang=\"en\">nothing within &lt;500 m&gt;</span>）"))
    #expect(page.contains("<b>No plan is possible</b> with the 2 hosts: nothing within &lt;500 m&gt;."))
  }

  @Test func everythingIsCovered() async throws {
    var result = try await ReportScene.result()
    for kind in [DemandKind.communities, .workers] {
      let total = result.coverage.byKind[kind]!.total
      result.coverage.byKind[kind] = CoveredShare(total: total, covered: total)
    }
    result.coverageWithPlan = result.coverage
    result.plan?.proposed = []
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

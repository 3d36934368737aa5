import Analysis
import Model
import Report
import Siting
import Testing
import Words

/// What the terminal says in Chinese. Figures by hand from the scene.
struct TerminalTests {
  @Test func theHeadline() async throws {
    let text = try await ReportScene.result().headline(folder: "out").chinese
    for line in [
      "小镇服务圈", "定义         500米，按直线量算，步行（时速4公里），边界上计入",
      "图层         1个驿站，2个社区，2家企业，0条路线，2个候选点，4个需求点",
      "现状         居民25.0%、从业人员50.0%", "方案后       居民100.0%、从业人员100.0%",
      "先建         东行", "已写入       out",
    ] {
      #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)\n\(text)")
    }
    #expect(text.contains("方案         新建1个驿站，费用1.2万元，已证明最优") || text.contains("新建1个驿站，已证明最优"), "\(text)")
  }

  /// Every line begins with a Chinese head, and no English sentence is left.
  @Test func noEnglishIsLeft() async throws {
    let result = try await ReportScene.result(["coverage.periods={白天: Mo-Fr 08:00-20:00}"])
    let text = result.headline(folder: nil).chinese
    for word in ["today", "plan ", "covered", "residents", "proven", "walk", "errors"] {
      #expect(!text.contains(word), "\(word) in \(text)")
    }
  }

  @Test func whyTheSearchEnded() {
    #expect(SitingSolution.Stop.work.words.chinese == "；搜索用完规定的计算量，随即停止")
    #expect(SitingSolution.Stop.proved.words == Bilingual(same: ""))
  }

  /// A Chinese character is two columns wide, so that heads stand in one column.
  @Test func headsStandInOneColumn() {
    #expect("方案".columnWidth == 4 && "plan".columnWidth == 4 && "WGS84范围".columnWidth == 9)
    let said = line("方案", "plan", Bilingual("无", "none"))
    #expect(said == Bilingual("方案         无", "plan         none"))
    #expect(percent(0.8613) == Bilingual("86.1%", "86.1 %"))
  }

  /// The file's own language of opening hours is for machines; what it cannot say in few words stands as it is.
  @Test(arguments: [
    ("24/7", "全天24小时"), ("Mo-Fr 08:00-18:00", "周一至周五 08:00-18:00"), ("Mo-Su 22:00-06:00", "每天 22:00-06:00"),
    ("08:00-12:00,13:00-18:00", "08:00-12:00、13:00-18:00"), ("Mo,We 09:00-12:00; PH off", "周一、周三 09:00-12:00；法定节假日不开放"),
    ("Mo-Fr 08:00-18:00, Sa 09:00-12:00", "周一至周五 08:00-18:00，周六 09:00-12:00"), ("周一至周五8点半到17点", "周一至周五8点半到17点"),
    ("Apr-Oct Mo-Su 06:00-22:00", "Apr-Oct Mo-Su 06:00-22:00"), ("sunrise-sunset", "sunrise-sunset"),
    ("Mo-Fr 18:00+", "Mo-Fr 18:00+"), ("off Mo", "off Mo"), ("", ""),
  ])
  func hoursInWords(text: String, chinese: String) { #expect(hoursWords(text) == Bilingual(chinese, text)) }

  @Test func periodsInWords() {
    #expect(periodName("day") == Bilingual("白天", "day") && periodName("Night").chinese == "夜间")
    #expect(periodName("shift 2") == Bilingual(same: "shift 2"))
  }

  @Test func definitionsHaveNames() {
    #expect(definitionName("measure").chinese == "量算方式" && definitionValue("circle").chinese == "直线")
    #expect(definitionName("modes.workers").chinese == "出行方式·从业人员" && definitionName("x") == Bilingual(same: "x"))
    #expect(definitionValue("e-bike").chinese == "电动自行车" && definitionValue("12km") == Bilingual("12公里", "12km"))
    #expect(definitionValue("10min").chinese == "10分钟" && definitionValue("12 km") == Bilingual(same: "12 km"))
    #expect(definitionName("periods.night").chinese == "时段·夜间" && definitionName("periods.晚高峰").chinese == "时段·晚高峰")
  }
}

import Analysis
import Model
import Report
import Testing

/// Sentences of the brief that say what no table says, on circles of 500 m along the equator.
struct BriefSentenceTests {
  private static func text(_ overrides: [String], _ files: [String: String]) async throws -> String {
    brief(try await ReportScene.result(["language=zh"] + overrides, files: files), map: nil, for: .wordProcessor)
  }

  /// Five places 2.2 km apart, each with a host; the station covers none of them. 2,420 people live there.
  private static let places = [
    "s.csv": "id,name,lon,lat\ns,北站,104,0\n", "w.csv": "id,riders,trade,lon,lat\nw1,5,express,104,0\n",
    "c.csv": """
    id,name,town,population,lon,lat
    a,甲社区,东镇,900,105,0
    b,乙社区,东镇,800,105.02,0
    c,丙社区,东镇,700,105.04,0
    d,丁村,西镇,10,105.06,0
    e,戊村,南镇,10,105.08,0

    """,
    "k.csv": """
    id,name,lon,lat
    k1,一,105,0
    k2,二,105.02,0
    k3,三,105.04,0
    k4,四,105.06,0
    k5,五,105.08,0

    """,
  ]
  private static let people = "siting.weights={communities: 1, workers: 0, routes: 0}"

  /// The first three are the best three: 2,400 of 2,420.
  @Test func theFirstFew() async throws {
    let text = try await Self.text(["siting.new=4", Self.people], Self.places)
    #expect(text.contains("若只建前3个，居民覆盖率为99.2%；换成任何别的3个，都不会更高。"))
  }

  /// Each town needs one: the four are k1, k2, k4, k5, and the best three under floors would be k1, k4, k5, though k1, k2
  /// and k3 cover more. What the first three alone are worth is then no sentence.
  @Test func theFirstFewUnderFloors() async throws {
    let text = try await Self.text(
      ["siting.new=4", Self.people, "siting.constraints.floors={by: town, share: 30%}"], Self.places)
    #expect(text.contains("建议新建4个驿站") && !text.contains("若只建前"))
  }

  private static let far = [
    "c.csv": "id,name,population,lon,lat\na,甲社区,100,105.001,0\nb,乙村,300,105.02,0\nd,丁村,60,105.2,0\n"
  ]

  /// 丁村 is 20 km from every host: 60 of 460 people, so 400 of 460 are 87.0 % with all hosts.
  @Test func whatThePlanLeaves() async throws {
    let text = try await Self.text(["siting.new=1"], Self.far)
    #expect(text.contains("方案建成后，丁村未覆盖的居民没有减少，共60人。"))
    #expect(text.contains("均无法覆盖的有居民60人（丁村）。服务圈和道路不变，即使候选点全部建成，覆盖率最多为居民87.0%。"))
  }

  /// A plan for shorter ways betters what it does not cover.
  @Test func shorterWaysAreNoCoverage() async throws {
    let text = try await Self.text(["siting.new=1", "siting.objective=min-travel"], Self.far)
    #expect(text.contains("丁村") && !text.contains("没有减少"))
  }

  /// Nobody lives in 丁村: it has no share, and lies in no area as there is none.
  @Test func communitiesOfTheArea() async throws {
    let empty = ["c.csv": "id,name,population,lon,lat\na,甲社区,100,105.001,0\nb,乙村,300,105.02,0\nd,丁村,0,105.01,0\n"]
    #expect(try await Self.text([], empty).contains("3个社区、"))
    let square = """
      {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":
      [[[104.99,-0.01],[105.015,-0.01],[105.015,0.01],[104.99,0.01],[104.99,-0.01]]]}}
      """
    let text = try await Self.text(["inputs.area=area.geojson"], empty.merging(["area.geojson": square]) { $1 })
    #expect(text.contains("3个社区（其中2个在分析范围以内）、"))
  }

  /// Hours in Chinese are the same hours when they are read again.
  @Test(arguments: [
    "Mo-Fr 09:00-17:00", "Mo-Su 08:00-18:00", "24/7", "Mo-Fr 09:00-12:00,13:30-17:30", "Tu-Su 09:00-20:00",
    "Sa,Su 10:00-16:00", "Mo-Fr 22:00-06:00",
  ])
  func hoursAreReadAgain(text: String) throws {
    let chinese = hoursWords(text).chinese
    #expect(chinese != text)
    let from = try #require(CivilMinute(parsing: "2024-01-01 00:00"))
    let to = try #require(CivilMinute(parsing: "2024-01-15 00:00"))
    #expect(
      try OpeningHours(parsing: chinese).spans(from: from, to: to)
        == OpeningHours(parsing: text).spans(from: from, to: to))
  }

  /// School holidays have no word that the program reads again.
  @Test func whatIsNotReadAgainStands() {
    #expect(hoursWords("Mo-Fr 09:00-17:00; SH off").chinese == "Mo-Fr 09:00-17:00; SH off")
  }
}

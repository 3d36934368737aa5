import Analysis
import Foundation
import Report
import Testing

/// Findings on the page, in either language.
struct FindingWordTests {
  /// The station has neither hours nor services, and two firms have the same name 11 m apart.
  private static let files = [
    "s.csv": "id,name,services,lon,lat\ns,甲站,,105,0\ns2,乙站,drink,105.02,0\n",
    "w.csv": "id,name,riders,lon,lat\nw1,快递一,5,105.001,0\nw2,快递一,5,105.0011,0\n",
  ]

  private func page(_ language: String) async throws -> String {
    reportPage(try await ReportScene.result(["language=\(language)"], files: Self.files))
  }

  @Test func inChineseThePlainWordsStandFirst() async throws {
    let page = try await page("zh")
    #expect(page.contains("驿站没有填写服务项目<details><summary>明细（英文）</summary>"), "\(page)")
    #expect(page.contains("<td>请填写服务项目</td>") && page.contains("如为同一处，请删除其一"))
    #expect(!page.contains("<td>fill in the services"))
  }

  @Test func inEnglishThereIsNoChinese() async throws {
    let page = try await page("en")
    #expect(page.contains("<td>the station has no service") && !page.contains("驿站没有填写服务项目"))
    let both = try await self.page("both")
    #expect(both.contains("<span>驿站没有填写服务项目</span>") && both.contains(">the station has no service"))
    #expect(!both.contains("<details><summary>明细"))
  }
}

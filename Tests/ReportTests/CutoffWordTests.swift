import Analysis
import Geodata
import Model
import Report
import Testing

/// Wherever the cutoff is told, those with a cutoff of their own are told besides.
struct CutoffWordTests {
  @Test func whoHasWhich() async throws {
    let result = try await ReportScene.result(["circle.cutoffs={communities: 400m, workers: {takeaway: 300m}}"])
    let summary = try result.summary.text(.pretty)
    #expect(summary.contains("\"cutoffs\"") && summary.contains("\"takeaway\": \"300m\""), "\(summary)")
    let terminal = result.headline(folder: nil).english
    #expect(
      terminal.contains("500m (400m for communities, 300m for takeaway workers), circle measure"), "\(terminal)")
    let page = reportPage(result)
    #expect(page.contains("直线500米（其中居民400米、外卖从业人员300米）以内，恰好在界限上的计入。"))
    #expect(
      page.contains("Within 500 m in a straight line, or 400 m for residents, 300 m for takeaway workers; the boundary")
    )
    #expect(page.contains("外卖从业人员300米）以内为服务圈"))
  }

  /// Nobody has the general one: the longest of their own is told in its place.
  @Test func everybodyHasTheirOwn() async throws {
    let result = try await ReportScene.result(["circle.cutoffs={communities: 400m, workers: {default: 300m}}"])
    #expect(result.headline(folder: nil).english.contains("definition   400m (400m for communities, 300m for workers)"))
  }

  @Test func nothingIsSaidWithoutThem() async throws {
    let result = try await ReportScene.result()
    #expect(try !result.summary.text(.pretty).contains("cutoffs"))
    #expect(result.headline(folder: nil).english.contains("definition   500m, circle measure"))
  }
}

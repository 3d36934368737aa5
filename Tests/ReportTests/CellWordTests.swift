import Analysis
import Foundation
import Report
import Testing

/// What machine words in tables are called for people.
struct CellWordTests {
  @Test(arguments: [
    ("services", "service", "full-set-at-one", "一站齐备"), ("services", "level", "trade", "行业"),
    ("stations", "services", "drink,rest", "能喝水、可歇脚"), ("acts", "services", "drink rest", "能喝水、可歇脚"),
    ("communities", "reason", "beyond-cutoff", "超出服务圈"), ("snapping", "kind", "candidate", "候选点"),
    ("workers", "trade", "takeaway", "外卖"), ("groups", "figure", "p90-minutes", "第90百分位分钟"),
    ("fairness", "figure", "lorenz-40", "分钟最少的40%所占份额"), ("floor_curve", "status", "infeasible", "没有可行方案"),
    ("service_areas", "status", "proposed", "拟建"), ("period_gaps", "served", "never", "始终无站"),
    ("access", "method", "e2sfca", "增强两步移动搜寻法"), ("acts", "act", "upgrade", "添置设施"),
    ("stations", "hours", "Mo-Fr 09:00-17:00", "周一至周五 09:00-17:00"), ("periods", "period", "noon", "中午"),
  ])
  func areCalled(table: String, column: String, word: String, called: String) {
    #expect(cellWords(word, column: column, in: table)?.chinese == called)
  }

  /// Names and texts of hers stand as they are.
  @Test(arguments: [
    ("communities", "name", "drink"), ("workers", "trade", "送水工"), ("stations", "services", "drink,缝补"),
    ("stations", "kind", "暖心驿站"), ("data_quality", "message", "walk"), ("communities", "id", "any"),
    ("stations", "hours", "每天08:00-18:00"), ("periods", "period", "换班时"),
  ])
  func nobodyElsesWords(table: String, column: String, text: String) {
    #expect(cellWords(text, column: column, in: table) == nil)
  }

  /// No word of ours is without words for people, in whatever the scene can be made to write.
  @Test func everyWordWritten() async throws {
    let route =
      #"{"type":"Feature","id":"r","properties":{"name":"快递","trips":4,"trade":"express"},"#
      + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}"#
    let result = try await ReportScene.result(
      [
        "inputs.routes=r.geojson", "coverage.periods={day: Mo-Fr 08:00-20:00}", "coverage.sensitivity=[600m]",
        "siting.floor_curve=community",
      ],
      files: [
        "r.geojson": route,
        "s.csv": "id,name,services,hours,seats,lon,lat\ns,北站,\"drink,rest\",Mo-Fr 09:00-17:00,2,105,0\n",
      ])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("words-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try writeOutputs(result, to: folder)
    let ours = [
      "level", "figure", "kind", "state", "status", "measure", "service", "severity", "layer", "class", "served",
      "missing", "host", "method",
    ]
    var seen = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: folder + "/tables") where file.hasSuffix(".csv") {
      let table = String(file.dropLast(4))
      let lines = try String(contentsOfFile: "\(folder)/tables/\(file)", encoding: .utf8)
        .split(whereSeparator: \.isNewline).map {
          $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
      // Rows with commas within cells are left out: their words are those of others.
      for row in lines.dropFirst() where row.count == lines[0].count {
        for (column, cell) in zip(lines[0], row) where ours.contains(column) && cell.first?.isLetter == true {
          guard !["true", "false"].contains(cell), !(table == "service_areas" && column == "method") else { continue }
          seen += 1
          #expect(cellWords(cell, column: column, in: table) != nil, "\(table).\(column): \(cell)")
        }
      }
    }
    #expect(seen > 300)
  }
}

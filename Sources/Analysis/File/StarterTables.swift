/// A made-up table of the starter, in the words of its language: a CSV file and a sheet of the workbook.
package struct StarterTable: Sendable {
  /// Also the file's name without ending.
  package var name: String
  package var columns: [String]
  package var rows: [[String]]
  /// Of a column, words that may stand in it, for a workbook's list to choose from.
  package var choices: [String: [String]] = [:]

  var csv: String {
    ([columns] + rows).map { row in
      row.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",") + "\n"
    }.joined()
  }
}

package func starterTables(_ language: AnalysisFile.Language) -> [StarterTable] {
  language == .chinese ? chineseTables : englishTables
}

private let englishTables = [
  StarterTable(
    name: "stations", columns: ["id", "name", "services", "hours", "lon", "lat", "origin"],
    rows: [
      ["s1", "Sample station one", "drink; rest; charge", "Mo-Su 08:00-18:00", "103.8152", "29.4071", "illustrative"],
      [
        "s2", "Sample station two", "drink; rest; heat-food; charge; warm; cool", "Mo-Su 08:00-18:00", "103.8256",
        "29.4120",
        "illustrative",
      ],
    ],
    choices: [
      "services": ["drink; rest; heat-food; charge; warm; cool", "drink; rest; charge", "drink; rest", "drink"],
      "hours": ["Mo-Su 08:00-18:00", "Mo-Fr 09:00-17:30", "24/7"],
    ]),
  StarterTable(
    name: "communities", columns: ["id", "name", "population", "lon", "lat", "origin"],
    rows: [
      ["c1", "Sample community one", "3200", "103.8160", "29.4080", "illustrative"],
      ["c2", "Sample community two", "2500", "103.8075", "29.4190", "illustrative"],
      ["c3", "Sample community three", "4100", "103.8030", "29.4600", "illustrative"],
      ["c4", "Sample community four", "1800", "103.8260", "29.4130", "illustrative"],
    ]),
  StarterTable(
    name: "candidates", columns: ["id", "name", "host", "cost_yuan", "lon", "lat", "origin"],
    rows: [
      ["k1", "Sample bank", "bank", "12000", "103.8070", "29.4200", "illustrative"],
      ["k2", "Sample petrol station", "fuel", "9000", "103.8035", "29.4610", "illustrative"],
      ["k3", "Sample library", "library", "15000", "103.8300", "29.4000", "illustrative"],
    ], choices: ["host": ["bank", "fuel", "library", "pharmacy", "community centre"]]),
]

private let chineseTables = [
  StarterTable(
    name: "stations", columns: ["编号", "名称", "设施", "开放时间", "经度", "纬度", "origin"],
    rows: [
      ["s1", "示例驿站一", "能喝水、可歇脚、可充电", "每天08:00-18:00", "103.8152", "29.4071", "illustrative"],
      [
        "s2", "示例驿站二", "能喝水、可歇脚、能热饭、可充电、能取暖、可纳凉", "每天08:00-18:00", "103.8256", "29.4120",
        "illustrative",
      ],
    ],
    choices: [
      "设施": ["能喝水、可歇脚、能热饭、可充电、能取暖、可纳凉", "能喝水、可歇脚、可充电", "能喝水、可歇脚", "能喝水"],
      "开放时间": ["Mo-Su 08:00-18:00", "周一至周五 9:00-17:30", "全天24小时"],
    ]),
  StarterTable(
    name: "communities", columns: ["编号", "名称", "人口", "经度", "纬度", "origin"],
    rows: [
      ["c1", "示例社区甲", "3200", "103.8160", "29.4080", "illustrative"],
      ["c2", "示例社区乙", "2500", "103.8075", "29.4190", "illustrative"],
      ["c3", "示例社区丙", "4100", "103.8030", "29.4600", "illustrative"],
      ["c4", "示例社区丁", "1800", "103.8260", "29.4130", "illustrative"],
    ]),
  StarterTable(
    name: "candidates", columns: ["编号", "名称", "类型", "造价", "经度", "纬度", "origin"],
    rows: [
      ["k1", "示例银行网点", "bank", "12000", "103.8070", "29.4200", "illustrative"],
      ["k2", "示例加油站", "fuel", "9000", "103.8035", "29.4610", "illustrative"],
      ["k3", "示例图书馆", "library", "15000", "103.8300", "29.4000", "illustrative"],
    ], choices: ["类型": ["bank", "fuel", "library", "pharmacy", "银行网点", "加油站", "图书馆", "药店", "社区服务中心"]]),
]

import Foundation
import Testing

/// Numbers of the page, parsed back: each is that of `summary.json` or of the table that it is taken from, rounded.
struct PageNumberTests {
  private static let analyses = ["wutongqiao", "jinkouhe-rounds", "emeishan-chain"]

  /// What a run wrote.
  private struct Folder: Sendable {
    let files: [String: Data]

    init(_ analysis: String) throws {
      let folder = try ScratchFolder()
      let outcome = try Command.run([
        "run", Command.root.appendingPathComponent("analyses/\(analysis).yaml").path, "--set", "language=zh", "--out",
        folder.path + "/out", "--quiet",
      ])
      try #require(outcome.code == 0, "\(outcome)")
      files = try folder.bytes("out")
    }

    func page() throws -> PageReader {
      let page = String(decoding: try #require(files["report.html"]), as: UTF8.self)
      return try #require(PageReader(page))
    }

    func json(_ name: String) throws -> [String: Any] {
      let value = try JSONSerialization.jsonObject(with: try #require(files[name]))
      return try #require(value as? [String: Any])
    }

    func table(_ name: String) throws -> WrittenTable { WrittenTable(try #require(files["tables/\(name).csv"])) }

    /// The tables of the page under a heading.
    func tables(_ heading: String) throws -> [PageReader.PageTable] {
      try page().tables.filter { $0.heading == heading }
    }
  }

  private static let runs = Dictionary(
    uniqueKeysWithValues: analyses.map { name in (name, Result { try Folder(name) }) })

  private static func run(_ name: String) throws -> Folder {
    let run = try #require(runs[name])
    return try run.get()
  }

  // MARK: What a cell says

  /// How a value of a table stands on the page.
  private enum Form {
    /// As it is.
    case plain
    /// 0.3732 as 37.3%, never rounded to nothing or all.
    case share
    /// A share as percentage points.
    case points
    /// For a thousand people.
    case perThousand

    var scale: Double {
      switch self {
      case .plain: 1
      case .share, .points: 100
      case .perThousand: 1_000
      }
    }
  }

  /// Whether a cell's text says a value; “–” and nothing say that there is none.
  private static func says(_ text: String, _ value: String?, _ form: Form) -> Bool {
    guard let value, let number = Double(value) else { return text == "–" || text.isEmpty || text == "0" }
    let expected = number * form.scale
    // Of a gap of no length.
    if text == "–" { return expected == 0 }
    if text.hasPrefix("<") { return expected > 0 && expected < 0.1 }
    guard let match = text.firstMatch(of: /-?[0-9][0-9,]*(\.[0-9]+)?/),
      let shown = Double(match.0.replacing(",", with: ""))
    else { return false }
    let decimals = match.1.map { $0.count - 1 } ?? 0
    // A cell without decimals may have dropped zeros; tables have their own rounding.
    let unit = pow(10, -Double(decimals))
    if form == .share, shown == 99.9, expected > 99.9, expected < 100 { return true }
    return abs(shown - expected) <= unit / 2 + 1e-4 + abs(expected) * 1e-6
  }

  /// A cell with today's value, and the plan's after an arrow.
  private static func says(_ text: String, today: String?, withPlan: String?, _ form: Form) -> Bool {
    let parts = text.components(separatedBy: " → ")
    guard parts.count == 2 else { return says(text, today, form) }
    return says(parts[0], today, form) && says(parts[1], withPlan, form)
  }

  @Test func aWrongNumberIsNoticed() {
    #expect(Self.says("37.3%", "0.373221", .share) && !Self.says("37.4%", "0.373221", .share))
    #expect(Self.says("<0.1%", "0.0004", .share) && !Self.says("<0.1%", "0.002", .share))
    #expect(Self.says("8,597", "8596.8", .plain) && !Self.says("8,598", "8597.2", .plain))
    #expect(Self.says("–", "", .plain) && !Self.says("–", "3", .plain) && !Self.says("3", nil, .plain))
    #expect(Self.says("37.3% → 51.7%", today: "0.373221", withPlan: "0.516505", .share))
    #expect(!Self.says("51.7% → 37.3%", today: "0.373221", withPlan: "0.516505", .share))
  }

  // MARK: Tables of a row for a thing

  /// Where the columns of a page's table come from.
  private struct Source {
    var file: String
    /// The page's column that names the row, and that of the file.
    var key: (page: String, file: String)
    var columns: [(page: String, file: String, form: Form)]
    /// What else the file's row says.
    var others: [String: String] = [:]
  }

  private static let sources: [String: Source] = [
    "拟建点（按建设次序）": Source(
      file: "proposed_sites", key: ("次序", "rank"),
      columns: [
        ("新增覆盖", "gain", .points), ("累计覆盖率", "cumulative_share", .share), ("独有贡献", "unique", .points),
        ("费用（元）", "cost_yuan", .plain),
      ]),
    "现状盲区（由大到小）": Source(
      file: "gaps", key: ("社区", "name"),
      columns: [("未覆盖人口", "weight", .plain), ("盲区面积（平方公里）", "area_km2", .plain)]),
    "社区": Source(
      file: "communities", key: ("社区", "name"),
      columns: [
        ("人口", "weight", .plain), ("现状覆盖", "covered_share", .share), ("方案后", "covered_share_with_plan", .share),
        ("平均步行分钟", "nearest_min", .plain),
      ]),
    "现有驿站": Source(file: "stations", key: ("名称", "name"), columns: [("距道路（米）", "snap_m", .plain)]),
  ]

  @Test(arguments: analyses) func rowsAreThoseOfTheirTables(_ analysis: String) throws {
    let run = try Self.run(analysis)
    var compared = 0
    for table in try run.page().tables {
      guard let source = Self.sources[table.heading] else { continue }
      let written = try run.table(source.file)
      let key = try #require(table.columns.firstIndex(of: source.key.page), "\(table.columns)")
      for row in table.rows {
        let record = try #require(written.row([source.key.file: row[key]]), "\(table.heading): \(row[key])")
        for (page, file, form) in source.columns {
          guard let column = table.columns.firstIndex(of: page) else { continue }
          #expect(record.keys.contains(file))
          #expect(Self.says(row[column], record[file], form), "\(table.heading), \(row): \(page)")
          compared += 1
        }
      }
    }
    #expect(compared > 90)
  }

  // MARK: Tables of a row for a figure

  private static let kinds = ["居民": "communities", "从业人员": "workers", "配送路线里程": "routes"]

  /// The value of one row of a long table, today and with the plan.
  private static func figure(_ table: WrittenTable, _ columns: [String: String]) -> (today: String?, withPlan: String?)?
  {
    table.row(columns).map { ($0["today"], $0["with_plan"]) }
  }

  @Test func periods() throws {
    let run = try Self.run("wutongqiao")
    let written = try run.table("periods")
    let table = try #require(try run.tables("何时有站可用").first)
    #expect(table.rows.count == 9)
    for row in table.rows {
      let kind = try #require(Self.kinds[row[1]])
      let period = try #require(["白天": "day", "中午": "noon", "夜间": "night"][row[0]], "\(row)")
      for (column, figure) in [(2, "person-hours"), (3, "throughout"), (4, "ever")] {
        let value = try #require(
          Self.figure(written, ["level": "district", "kind": kind, "period": period, "figure": figure]))
        #expect(Self.says(row[column], today: value.today, withPlan: value.withPlan, .share), "\(row)")
      }
    }
  }

  @Test(arguments: analyses) func groups(_ analysis: String) throws {
    let run = try Self.run(analysis)
    let written = try run.table("groups")
    let trades = [
      "外卖": "takeaway", "快递": "express", "网约车": "ride-hailing", "货运": "freight", "公交": "bus", "客运": "coach",
    ]
    let table = try #require(try run.tables("各镇街、各行业").first)
    #expect(table.rows.count > 5)
    for row in table.rows {
      let kind = try #require(Self.kinds[row[1]])
      let level = trades[row[0]] == nil ? "town" : "trade"
      func record(_ figure: String) throws -> [String: String] {
        let columns = ["level": level, "name": trades[row[0]] ?? row[0], "kind": kind, "figure": figure]
        return try #require(written.row(columns), "\(row)")
      }
      #expect(Self.says(row[2], try record("covered-share")["weight"], .plain), "\(row)")
      for (column, figure, form) in [
        (3, "covered-share", Form.share), (4, "mean-minutes", .plain), (5, "worst-minutes", .plain),
      ] {
        let record = try record(figure)
        #expect(
          Self.says(row[column], today: record["today"], withPlan: record["with_plan"], form), "\(row): \(figure)")
      }
    }
  }

  @Test(arguments: analyses) func routes(_ analysis: String) throws {
    let run = try Self.run(analysis)
    let written = try run.table("chains")
    let table = try #require(try run.tables("沿线：多久遇到一站").first)
    #expect(table.rows.count == 20)
    for row in table.rows {
      let name = row[0].replacing(#/（\d+条线路）$/#, with: "")
      let level = name == row[0] && !name.hasSuffix("（道路）") ? "route" : "corridor"
      let what = ["name": name.replacing("（道路）", with: ""), "kind": name.hasSuffix("（道路）") ? "roads" : "routes"]
      for (column, figure, form) in [
        (1, "km", Form.plain), (2, "served-share", .share), (3, "longest-gap-min", .plain),
        (4, "second-gap-min", .plain),
        (6, "mean-minutes-to-next", .plain), (7, "stations-per-10km", .plain),
      ] {
        let value = try #require(
          Self.figure(written, what.merging(["level": level, "figure": figure]) { $1 }), "\(row): \(figure)")
        #expect(Self.says(row[column], today: value.today, withPlan: value.withPlan, form), "\(row): \(figure)")
      }
    }
  }

  @Test(arguments: analyses) func closures(_ analysis: String) throws {
    let run = try Self.run(analysis)
    let written = try run.table("closures")
    let table = try #require(try run.tables("若某站关闭").first)
    #expect(table.rows.count == 8)
    for row in table.rows {
      let record = try #require(
        written.rows.first { $0["state"] == "today" && $0["name"]?.replacing(", ", with: "、") == row[0] }, "\(row)")
      for (column, cell) in zip(table.columns, row) {
        if let kind = Self.kinds.first(where: { column == "失去的\($0.key)" })?.value {
          #expect(Self.says(cell, record["lost_\(kind)"], .plain), "\(row): \(column)")
        } else if column.hasSuffix("（百分点）") {
          #expect(Self.says(cell, record["lost_share"], .points), "\(row): \(column)")
        }
      }
    }
  }

  @Test(arguments: analyses) func access(_ analysis: String) throws {
    let run = try Self.run(analysis)
    let written = try run.table("access")
    let table = try #require(try run.tables("可达性最低的社区").first)
    for row in table.rows {
      let record = try #require(written.row(["level": "community", "name": row[0], "method": "e2sfca"]), "\(row)")
      #expect(Self.says(row[2], record["weight"], .plain), "\(row)")
      #expect(Self.says(row[3], today: record["today"], withPlan: record["with_plan"], .perThousand), "\(row)")
    }
  }

  @Test func otherCircles() throws {
    let run = try Self.run("wutongqiao")
    let written = try run.table("sensitivity")
    let table = try #require(try run.tables("换一种服务圈定义").first)
    #expect(table.rows.count == written.rows.count)
    for (row, record) in zip(table.rows, written.rows) {
      for (column, cell) in zip(table.columns, row) {
        guard let kind = Self.kinds[column] else { continue }
        #expect(
          Self.says(cell, today: record["\(kind)_share"], withPlan: record["\(kind)_share_with_plan"], .share), "\(row)"
        )
      }
    }
  }

  // MARK: Page one

  /// Every number in a value of `summary.json`.
  private static func numbers(_ value: Any) -> [Double] {
    switch value {
    case let object as [String: Any]: object.values.flatMap(numbers)
    case let list as [Any]: list.flatMap(numbers) + [Double(list.count)]
    case let number as NSNumber: [number.doubleValue]
    case let text as String: text.matches(of: /[0-9]+(\.[0-9]+)?/).compactMap { Double($0.0) }
    default: []
    }
  }

  /// A number of the sentences is one of the summary as it is, as a per cent, or in tens of thousands; of a community, one
  /// of its row; or how many records a layer has.
  @Test(arguments: analyses) func sentencesSayWhatTheSummarySays(_ analysis: String) throws {
    let run = try Self.run(analysis)
    let known =
      Self.numbers(try run.json("summary.json")) + Self.numbers(try run.json("manifest.json")["inputs"] ?? [])
    let communities = try run.table("communities").rows
    let sentences = try run.page().sentences
    #expect(sentences.count >= 3)
    for sentence in sentences {
      let named = communities.filter { sentence.contains($0["name"] ?? "–") }.flatMap { row -> [Double] in
        let (weight, share) = (Double(row["weight"] ?? "") ?? 0, Double(row["covered_share"] ?? "") ?? 1)
        let later = Double(row["covered_share_with_plan"] ?? "") ?? share
        return [
          1 - share, 1 - later, weight * (1 - share), weight * (1 - later), Double(row["nearest_min"] ?? "") ?? 0,
        ]
      }
      let numbers = sentence.matches(of: /[0-9][0-9,]*(\.[0-9]+)?/).map { String($0.0) }
      for text in numbers {
        let isKnown = (known + named).contains { value in
          [value, value * 100, value / 10_000].contains { Self.says(text, "\($0)", .plain) }
        }
        #expect(isKnown, "\(text) in “\(sentence)”")
      }
    }
  }

  /// Residents, workers and routes under “指标”, today, with the plan, and the points between.
  @Test(arguments: analyses) func headlineFigures(_ analysis: String) throws {
    let run = try Self.run(analysis)
    let table = try #require(try run.page().tables.first)
    let names = ["人口覆盖率": "communities", "从业人员覆盖率": "workers", "路线里程覆盖率（按每日趟次加权）": "routes"]
    let summary = try run.json("summary.json")
    func share(_ state: String, _ kind: String) -> Double? {
      (((summary[state] as? [String: Any])?[kind]) as? [String: Any])?["share"] as? Double
    }
    var compared = 0
    for row in table.rows {
      guard let kind = names[row[0]] else { continue }
      let today = try #require(share("coverage", kind))
      #expect(Self.says(row[2], "\(today)", .share), "\(row)")
      if let later = share("coverage_with_plan", kind) {
        #expect(Self.says(row[3], "\(later)", .share) && Self.says(row[4], "\(later - today)", .points), "\(row)")
      }
      compared += 1
    }
    #expect(compared >= 2)
  }

  /// Kinds of host and trades that the examples have are no machine words on a Chinese page.
  @Test(arguments: analyses) func kindsAndTradesAreChinese(_ analysis: String) throws {
    for table in try Self.run(analysis).page().tables {
      for (column, name) in table.columns.enumerated() where ["网点类型", "行业", "镇街或行业", "类型"].contains(name) {
        for row in table.rows { #expect(row[column].firstMatch(of: /[A-Za-z]/) == nil, "\(table.heading): \(row)") }
      }
    }
  }
}

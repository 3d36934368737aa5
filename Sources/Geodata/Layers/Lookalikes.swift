import Model
import Words

/// The columns that look like a weight and are not plainly one, in the order of the file: amounts under a name that speaks
/// of people, trips or demand.
///
/// - Complexity: O(values).
package func weightLookalikes(_ records: [Record], _ columns: LayerColumns) -> [String] {
  lookalikes(records, columns) { key in
    ColumnWords.weightStems.contains(where: key.contains) && !ColumnWords.noWeightStems.contains(where: key.contains)
      && !ColumnWords.noWeightEnds.contains(where: key.hasSuffix)
  } holding: {
    isAmount($0)
  }
}

/// The same for costs: 预计投资, cost_usd.
func costLookalikes(_ records: [Record], _ columns: LayerColumns) -> [String] {
  lookalikes(records, columns) { key in
    ColumnWords.costStems.contains(where: key.contains) && !ColumnWords.noCostStems.contains(where: key.contains)
  } holding: {
    isAmount($0)
  }
}

extension Layer {
  /// Columns that may be meant as costs, where none is known to be.
  package var costLookalikes: [String] {
    let columns = columns
    return columns.possible(.cost).isEmpty ? Geodata.costLookalikes(records, columns) : []
  }
}

/// What is to be said and done about a cost that is missing, for one of the layer's sites.
///
/// - Parameter likely: columns that look like it.
package func adviceOnCost(_ likely: [String], of role: String) -> Bilingual {
  guard let first = likely.first else {
    return Bilingual("请填写“cost”列，不需费用的填0。", "Fill the column “cost”, 0 where a site is free.")
  }
  let key = "`fields: {cost: \(LayerColumns.written(first))}`"
  let names = likely.quoted
  return Bilingual(
    "\(names.chinese)列像是费用，但没有读取。如确为费用，请在inputs.\(role)下写\(key)：其中的数值以元计，列名注明万元、亿元的照此折算。"
      + "否则请增加“cost”列，不需费用的填0。",
    "\(names.english) look\(likely.count == 1 ? "s" : "") like it and \(likely.count == 1 ? "is" : "are") not read. If "
      + "it is meant, write \(key) under inputs.\(role): its numbers count as yuan, "
      + "those under 万元 and 亿元 as so many yuan. Otherwise give a column “cost”, 0 where a site is free.")
}

private func isAmount(_ value: FieldValue) -> Bool {
  switch value {
  case .number(let number): number >= 0
  case .text(let text): NumberText(text).map { $0.withPoint ?? $0.withComma ?? -1 >= 0 } ?? false
  default: false
  }
}

/// Columns with such a name, one such value at least and no other.
private func lookalikes(
  _ records: [Record], _ columns: LayerColumns, named isNamed: (String) -> Bool, holding suits: (FieldValue) -> Bool
) -> [String] {
  let names = columns.names.filter { isNamed(ColumnName($0).key) }
  guard !names.isEmpty else { return [] }
  let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  var has = names.map { _ in false }
  var isOut = has
  var header: Fields?
  var asked: [Int?] = []
  for record in records {
    if header.map({ record.fields.hasHeader(of: $0) }) != true {
      header = record.fields
      asked = record.fields.names.map { places[$0] }
    }
    // Reading one value by its name takes as long as reading all.
    record.fields.forEachPacked { place, item in
      guard let column = asked[place], !isOut[column], case let value = item.value, value.text != nil else { return }
      if suits(value) { has[column] = true } else { isOut[column] = true }
    }
  }
  return names.indices.filter { has[$0] && !isOut[$0] }.map { names[$0] }
}

extension Layer {
  /// Tells of columns that say of every site what may be done with it, under a name that nothing reads.
  func statusesPassedOver(_ columns: LayerColumns) throws(GeodataError) -> [QualityFinding] {
    guard try columns.first(.status) == nil else { return [] }
    let likely = lookalikes(records, columns) { _ in
      true
    } holding: {
      $0.text.flatMap(StatusWords.status) != nil
    }
    return likely.prefix(mostNames).map { name in
      QualityFinding(
        .warning, .reading, layer: source.role, field: name,
        message: Bilingual(
          "“\(name.shown)”列像是状态，但没有读取；所有站点都作为候选点",
          "“\(name.shown)” looks like a status and is passed over; every site is a candidate"),
        fix: Bilingual(
          "如确为状态，请在inputs.\(source.role)下写`fields: {status: \(LayerColumns.written(name))}`",
          "if it is meant, write `fields: {status: \(LayerColumns.written(name))}` under inputs.\(source.role)"))
    }
  }
}

/// More names than these are counted in a message.
private let mostNames = 5

extension [String] {
  /// Names of columns for a message: “a”, “b” and 3 more.
  package var quoted: Bilingual {
    told(mostNames) { "“\($0.shown)”" }
  }

  /// Names of all columns for a message: a, b, c.
  package var listing: Bilingual {
    isEmpty ? Bilingual("无", "none") : told(20) { $0.shown }
  }

  private func told(_ most: Int, _ shown: (String) -> String) -> Bilingual {
    let names = prefix(most).map { Bilingual(same: shown($0)) }.joined("、", ", ")
    return count > most ? names + Bilingual("等\(count)个", " and \(count - most) more") : names
  }
}

/// Names that only look like a weight or a cost: such a column is asked about, never taken.
extension ColumnWords {
  /// Keys of which one stands in it.
  static let weightStems = [
    "人口", "人数", "人员", "居民", "从业", "员工", "职工", "骑手", "司机", "快递员", "户数", "常住", "户籍", "趟", "班次", "车次", "次数",
    "单量", "订单", "客流", "流量", "需求", "权重", "pop", "resident", "inhabitant", "people", "person", "worker", "employee",
    "staff", "rider", "driver", "courier", "headcount", "heads", "trip", "weight", "demand", "orders", "visits",
    "households", "jobs",
  ]
  /// Keys of which none does.
  static let noWeightStems = [
    "密度", "率", "占比", "比例", "人均", "户均", "面积", "名称", "编号", "代码", "density", "rate", "ratio", "share", "percent",
    "pct", "area", "change", "growth", "%", "‰", "name",
  ]
  static let noWeightEnds = ["id", "code", "类型", "类别", "type", "名"]

  static let costStems = ["费用", "造价", "成本", "投资", "改造费", "建设费", "预算", "金额", "报价", "cost", "budget", "price", "capex"]
  static let noCostStems = [
    "率", "占比", "比例", "编号", "名称", "代码", "日期", "面积", "rate", "ratio", "share", "percent", "pct", "date", "area", "%", "‰",
    "name",
  ]
}

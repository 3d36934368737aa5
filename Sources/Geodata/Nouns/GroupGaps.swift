import Model
import Words

extension Layer {
  /// Tells of records without a group where others have one: of merged cells only the first keeps its text.
  ///
  /// - Parameter groups: of each record; empty or nil where it has none.
  func gaps(_ role: FieldRole, _ groups: [String?]) throws(GeodataError) -> [QualityFinding] {
    let blank = groups.indices.filter { (groups[$0] ?? "").isEmpty }
    guard let first = blank.first, blank.count < groups.count else { return [] }
    return [
      QualityFinding(
        .warning, layer: source.role, record: "\(records[first].number)",
        field: try columns.first(role) ?? columns.displayName(role), value: "\(blank.count)",
        at: records[first].shape?.firstCoordinate.map { [$0] } ?? [],
        message: Bilingual(
          "有记录没有填写\(role == .town ? "乡镇街道" : "分组")，而其余\(groups.count - blank.count)条已填写；"
            + "未填写的不计入任何一个。合并的单元格只有第一格保留内容",
          "records without a \(role == .town ? "town" : "group") beside \(groups.count - blank.count) that have one; "
            + "they count for none. Of merged cells only the first keeps its text"),
        fix: Bilingual(
          "请拆分合并的单元格并逐行填写，或为每条记录分别填写",
          "take merged cells apart and fill them down, or give each record its own"))
    ]
  }
}

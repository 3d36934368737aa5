/// The words for what may be done with a site, in the program's own and those of offices. `docs/columns.md` shows them.
package enum StatusWords {
  /// Compared without regard to case, width and blanks.
  package static let table: [(status: String, words: [String])] = [
    (
      "existing",
      [
        "existing", "exists", "built", "open", "in operation", "operating", "现有", "现状", "已有", "已建", "已建成", "建成", "在用",
        "运营中", "已运营",
      ]
    ),
    ("required", ["required", "must", "mandatory", "必选", "必建", "必须", "必设", "指定"]),
    ("candidate", ["candidate", "possible", "optional", "候选", "备选", "可选", "待选"]),
    ("excluded", ["excluded", "exclude", "forbidden", "排除", "已排除", "剔除", "不选", "不可选", "禁选", "禁止"]),
  ]

  private static let statuses: [String: String] = Dictionary(
    table.flatMap { entry in entry.words.map { (ColumnName($0).key, entry.status) } }, uniquingKeysWith: { a, _ in a })

  /// The program's own word; nil for one that is none of them.
  package static func status(_ word: String) -> String? { statuses[ColumnName(word).key] }
}

/// A time or an interval of times as OGC API has them.
///
/// ```swift
/// DateTimeText.isValid("2024-02-29T12:00:00+08:00/..")  // true
/// DateTimeText.isValid("2023-02-29")  // false
/// ```
/// Source: 17-069r4, /req/core/fc-time-definition; RFC 3339, section 5.6. A whole day without a time is taken, too. Which
/// end of an interval is the earlier one is not looked at.
enum DateTimeText {
  private static let day =
    "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    + "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
  private static let time =
    "([Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?"
  private static let moment = day + time

  /// As a schema has it.
  static let pattern = "^(\(moment)|\(moment)/(\(moment)|\\.\\.)?|(\\.\\.)?/\(moment))$"

  static func isValid(_ text: String) -> Bool {
    guard let expression = try? Regex(pattern.dropFirst().dropLast().description) else { return false }
    return text.wholeMatch(of: expression) != nil
  }
}

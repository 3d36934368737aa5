import Geodata
import Model
import Words

/// A JSON object that is read strictly: each key is known, stands once and has a value of the right kind.
///
/// ```swift
/// let body = try StrictObject(parsing: question.body)
/// try body.knowsOnly(["new"])
/// let new = try body.wholeNumber("new", in: 0...100)
/// ```
package struct StrictObject {
  /// What errors call it: `edits[3].move`; empty for the whole body.
  private let place: String
  let members: [JSONMember]

  /// - Throws: ``Refusal`` for what is no JSON, no object, or has a key twice.
  package init(parsing body: [UInt8]) throws(Refusal) {
    let value: JSONValue
    do throws(GeodataError) {
      value = try JSONValue(body, named: "body")
    } catch {
      throw Refusal("bad-json", Bilingual("请求内容不是JSON：", "the body is no JSON: ") + error.told)
    }
    try self.init(value, at: "")
  }

  package init(_ value: JSONValue, at place: String) throws(Refusal) {
    guard case .object(let members) = value else {
      throw Self.wrong(place, Bilingual("对象", "an object"), value)
    }
    self.place = place
    self.members = members
    var seen: Set<String> = []
    for member in members where !seen.insert(member.key).inserted {
      throw Refusal(
        "duplicate-key",
        Bilingual("“\(path(member.key))”写了两次。请只留一个。", "“\(path(member.key))” stands twice. Keep one of them."))
    }
  }

  package var keys: [String] { members.map(\.key) }

  /// - Throws: ``Refusal`` that names a key which is not among those known.
  package func knowsOnly(_ known: [String]) throws(Refusal) {
    guard let stranger = keys.first(where: { !known.contains($0) }) else { return }
    let near = nearWord(to: stranger, among: known)
    throw Refusal(
      "unknown-key",
      Bilingual(
        "没有“\(path(stranger))”这个键。" + (near.map { "是否应为“\($0)”？" } ?? "") + "可写：\(known.joined(separator: "、"))。",
        "there is no key “\(path(stranger))”. " + (near.map { "Did you mean “\($0)”? " } ?? "")
          + "Known here: \(known.joined(separator: ", "))."))
  }

  /// nil without the key, and for null.
  package func value(_ key: String) -> JSONValue? {
    guard let value = members.first(where: { $0.key == key })?.value, value != .null else { return nil }
    return value
  }

  package func object(_ key: String) throws(Refusal) -> StrictObject {
    try StrictObject(try needed(key), at: path(key))
  }

  package func elements(_ key: String) throws(Refusal) -> [JSONValue] {
    let value = try needed(key)
    guard case .array(let elements) = value else { throw Self.wrong(path(key), Bilingual("列表", "a list"), value) }
    return elements
  }

  /// - Parameter longest: in Unicode scalars: a character may have any number of them.
  package func text(_ key: String, longest: Int = 200) throws(Refusal) -> String {
    let value = try needed(key)
    guard case .string(let text) = value else { throw Self.wrong(path(key), Bilingual("文字", "a text"), value) }
    guard !text.isEmpty, text.unicodeScalars.count <= longest,
      text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
    else {
      throw Refusal(
        "bad-value",
        Bilingual(
          "“\(path(key))”应为1到\(longest)个字的文字，不含控制字符。",
          "“\(path(key))” should be a text of 1 to \(longest) characters without control characters."))
    }
    return text
  }

  package func number(_ key: String, in range: ClosedRange<Double>) throws(Refusal) -> Double {
    let value = try needed(key)
    guard let number = value.number, number.isFinite else {
      throw Self.wrong(path(key), Bilingual("数值", "a number"), value)
    }
    guard range.contains(number) else { throw outside(key, "\(number)", "\(range.lowerBound)", "\(range.upperBound)") }
    return number
  }

  package func wholeNumber(_ key: String, in range: ClosedRange<Int>) throws(Refusal) -> Int {
    let value = try needed(key)
    guard case .int(let number) = value else { throw Self.wrong(path(key), Bilingual("整数", "a whole number"), value) }
    guard range.contains(number) else { throw outside(key, "\(number)", "\(range.lowerBound)", "\(range.upperBound)") }
    return number
  }

  package func path(_ key: String) -> String { (place.isEmpty ? "" : place + ".") + key.shown }

  private func needed(_ key: String) throws(Refusal) -> JSONValue {
    guard let value = value(key) else {
      throw Refusal("missing-key", Bilingual("缺少“\(path(key))”。", "“\(path(key))” is missing."))
    }
    return value
  }

  private func outside(_ key: String, _ number: String, _ least: String, _ most: String) -> Refusal {
    Refusal(
      "bad-value",
      Bilingual(
        "“\(path(key))”为\(number)。请写\(least)到\(most)。", "“\(path(key))” is \(number). Give \(least) to \(most)."))
  }

  package static func wrong(_ place: String, _ wanted: Bilingual, _ value: JSONValue) -> Refusal {
    let found =
      switch value {
      case .null: Bilingual("null", "null")
      case .bool(let flag): Bilingual(same: "\(flag)")
      case .int(let number): Bilingual(same: "\(number)")
      case .number(let number): Bilingual(same: "\(number)")
      case .string(let text): Bilingual(same: "“\(text.shown)”")
      case .array: Bilingual("列表", "a list")
      case .object: Bilingual("对象", "an object")
      }
    let place = place.isEmpty ? Bilingual("请求内容", "the body") : Bilingual(same: "“\(place)”")
    return Refusal(
      "wrong-type",
      Bilingual(
        "\(place.chinese)应为\(wanted.chinese)，却是\(found.chinese)。",
        "\(place.english) should be \(wanted.english), but is \(found.english)."))
  }
}

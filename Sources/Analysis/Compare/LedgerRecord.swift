import DataQuality
import Geodata
import Geometry
import Model

/// One record of a ledger as it is compared with those of another.
package struct LedgerRecord: Hashable, Sendable {
  /// 1-based position among the records of its file.
  package var number: Int
  /// The file's own.
  package var id: String?
  package var name: String?
  /// WGS84 degrees: of a line or polygon the middle of its box.
  package var place: Coordinate?
  package var shape: Shape?
  package var town: String?
  package var trade: String?
  package var kind: String?
  /// Residents, heads or trips a day; nil where the ledger says none.
  package var weight: Double?
  /// What its fields say, by the key under which both ledgers have them (``Ledger/fields``).
  package var values: [String: String]

  package init(
    number: Int, id: String? = nil, name: String? = nil, at place: Coordinate? = nil, shape: Shape? = nil,
    town: String? = nil, trade: String? = nil, kind: String? = nil, weight: Double? = nil,
    values: [String: String] = [:]
  ) {
    self.number = number
    self.id = id
    self.name = name
    self.place = place
    self.shape = shape ?? place.map { .point($0) }
    self.town = town
    self.trade = trade
    self.kind = kind
    self.weight = weight
    self.values = values
  }

  /// What people call it: its name, else its id, else its number in the file.
  package var words: String { name ?? id ?? "record \(number)" }

  /// What outputs call it: its id, else its name, else its number.
  package var key: String { id ?? name ?? "\(number)" }

  /// The name without the accidents of writing; nil without a name.
  var nameForm: String? { name.map(writtenForm) }
}

/// A text without the accidents of writing: blanks at the ends and around separators, width, case, accents, traditional
/// characters, and which sign parts the items of a list.
///
/// - Complexity: O(n).
func writtenForm(_ text: String) -> String {
  var form = String.UnicodeScalarView()
  var isParted = false
  for scalar in plainWriting(text.trimmed).unicodeScalars {
    switch scalar {
    case "、", ",", "，", ";", "；", "|", "｜":
      if form.last == " " { form.removeLast() }
      form.append(",")
      isParted = true
    case _ where scalar.properties.isWhitespace:
      // Of several blanks one stays, of those behind a separator none.
      if !isParted, form.last != " " { form.append(" ") }
    default:
      form.append(scalar)
      isParted = false
    }
  }
  return String(form)
}

/// Whether two texts of one field say the same: as numbers where both are, else without the accidents of writing.
///
/// Digits with a zero in front are a code, and are compared as text: 007 is not 7.
func saySame(_ a: String?, _ b: String?) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  if a == b { return true }
  if let first = plainAmount(a), let second = plainAmount(b) { return first == second }
  return writtenForm(a) == writtenForm(b)
}

private func plainAmount(_ text: String) -> Double? {
  let text = plainWriting(text.trimmed)
  guard text.wholeMatch(of: /-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?/) != nil else { return nil }
  return Double(text)
}

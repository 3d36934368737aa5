import Model
import Words

/// The costs of a table's columns, however the table writes its numbers.
///
/// A comma in a cell asks how its column writes them: the file is read once more to tell, as it is from the start where
/// points may part thousands.
struct CostColumns {
  private let path: String
  private let encoding: TextEncoding?
  private let names: [Int: String]
  private let doubtsPoints: Bool
  private var judged: NumberWritings?
  /// Of the cells so far that may have thousands where decimals were read, the first by column.
  private var openPoints: [Int: String] = [:]

  init(_ path: String, _ encoding: TextEncoding?, _ reader: CSVReader, _ columns: [Int]) {
    self.path = path
    self.encoding = encoding
    names = Dictionary(uniqueKeysWithValues: columns.map { ($0, reader.header[$0]) })
    doubtsPoints = reader.delimiter == UInt8(ascii: ";")
  }

  /// - Throws: ``GeodataError`` for what is no number, or none from zero up.
  mutating func cost(
    _ row: CSVRow, _ column: Int, _ place: @autoclosure () -> GeodataError.Context
  ) throws(GeodataError) -> Double {
    var plain: Double?
    if !doubtsPoints || judged != nil { plain = row.plainNumber(column) }
    if judged == nil, plain == nil { judged = try judgedWritings(place()) }
    let writing = judged?[names[column] ?? ""] ?? .point
    let cost: Double
    if writing == .point, let plain {
      cost = plain
      if judged == nil, openPoints[column] == nil { note(row, column) }
    } else {
      let text = row.text(column).trimmed
      guard let number = writing.number(text) else {
        throw GeodataError(
          .badValue,
          NumberText(text) == nil ? Self.advice(text) : writing.advice(text, noun: Bilingual("费用", "cost")),
          at: place())
      }
      cost = number
    }
    guard cost >= 0 else { throw GeodataError(.badValue, Self.advice(row.text(column).trimmed), at: place()) }
    guard cost <= FieldReading.largestAmount else {
      throw GeodataError(
        .badValue,
        Bilingual(
          "“\(row.text(column).trimmed)”作为费用过大。请核对该列及其单位。",
          "“\(row.text(column).trimmed)” is too large for a cost. Check the column and its unit."), at: place())
    }
    return cost
  }

  private static func advice(_ text: String) -> Bilingual {
    Bilingual(
      "“\(text)”不是费用。请填写不小于0的数值；不可达的组合请不要列出。",
      "“\(text)” is not a cost. Write a number, zero or more; leave unreachable pairs out.")
  }

  private mutating func note(_ row: CSVRow, _ column: Int) {
    // A point before the last three of at most six digits.
    let cell = row[column]
    guard cell.count <= 8, cell.dropLast(3).last == UInt8(ascii: ".") else { return }
    var tally = NumberTally()
    tally.add(row.text(column))
    openPoints[column] = tally.openPoint
  }

  private func judgedWritings(_ place: GeodataError.Context) throws(GeodataError) -> NumberWritings {
    let judged = try NumberWritings(table: path, encoding: encoding, columns: Array(names.values), degrees: [])
    for (column, earlier) in openPoints where judged[names[column] ?? ""] == .comma {
      throw GeodataError(.badValue, NumberWriting.open(earlier).advice(earlier), at: place)
    }
    return judged
  }
}

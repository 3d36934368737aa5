import Model
import Words

/// How each column of a file writes its numbers.
package struct NumberWritings: Sendable {
  /// Of the cells of a text table.
  private var delimiter: UInt8?
  /// Columns of longitudes and latitudes.
  private var degrees: Set<String> = []
  private var tallies: [NumberTally] = []
  private var placeOfName: [String: Int] = [:]
  private var lastFields = Fields()
  /// Where the fields of `lastFields` stand in `tallies`.
  private var places: [Int] = []

  init(delimiter: UInt8? = nil, degrees: Set<String> = []) {
    self.delimiter = delimiter
    self.degrees = degrees
  }

  /// Judges some columns of a text table by reading all of it.
  init(
    table path: String, encoding: TextEncoding?, columns: [String], degrees: Set<String>
  ) throws(GeodataError) {
    var reader = try CSVReader(path: path, encoding: encoding)
    self.init(delimiter: reader.delimiter, degrees: degrees)
    var cells: [(cell: Int, place: Int)] = []
    for name in columns {
      if let cell = reader.header.firstIndex(of: name) { cells.append((cell, place(of: name))) }
    }
    var row = CSVRow()
    while try reader.next(into: &row) {
      for (cell, place) in cells where cell < row.cellCount && !row.isBlank(cell) { tallies[place].add(row[cell]) }
    }
  }

  /// Learns from one record more.
  mutating func see(_ fields: Fields) {
    if !fields.hasHeader(of: lastFields) {
      lastFields = fields
      places = fields.names.map { place(of: $0) }
    }
    fields.forEachPacked { place, item in
      if case .text(let cell) = item { tallies[places[place]].add(cell) }
    }
  }

  /// Learns from some fields of one record more.
  mutating func see(_ fields: Fields, only names: [String]) {
    for name in names { if case .text(let text)? = fields[name] { tallies[place(of: name)].add(text) } }
  }

  /// A cell so far that may have thousands where decimals were read.
  func openPoint(_ name: String) -> String? { placeOfName[name].flatMap { tallies[$0].openPoint } }

  package subscript(name: String) -> NumberWriting {
    guard let place = placeOfName[name] else { return .point }
    return tallies[place].judged(
      delimiter: delimiter, othersShowCommas: tallies.indices.contains { $0 != place && tallies[$0].showsCommas })
  }

  /// What commas were taken for, column by column.
  func notes(layer: String) -> [QualityFinding] {
    placeOfName.sorted { $0.value < $1.value }.compactMap { name, place in
      let tally = tallies[place]
      guard tally.hasCommas else { return nil }
      switch self[name] {
      case .open, .mixed: return nil
      case let writing:
        guard let value = writing.number(tally.example) else { return nil }
        var bytes: [UInt8] = []
        appendDecimal(value, places: 6, trimmed: true, to: &bytes)
        let plain = String(decoding: bytes, as: UTF8.self)
        let isDecimal = writing == .comma
        // Of recorded tracks no cell is repeated.
        let example =
          layer == "tracks"
          ? Bilingual(same: "") : Bilingual("：“\(tally.example)”即\(plain)", ": “\(tally.example)” is \(plain)")
        return QualityFinding(
          .note, layer: layer, field: name, value: tally.example,
          message: Bilingual(
            "逗号视为\(isDecimal ? "小数点" : "千位分隔符")", "commas \(isDecimal ? "stand before decimals" : "part thousands")")
            + example,
          fix: Bilingual(
            "属实即无需处理；否则请用“.”作小数点，千位不分隔",
            "nothing to do if it is so; else write a point before the decimals, and thousands together"))
      }
    }
  }

  private mutating func place(of name: String) -> Int {
    if let place = placeOfName[name] { return place }
    placeOfName[name] = tallies.count
    tallies.append(NumberTally(limit: degrees.contains(name) ? 180 : nil))
    return tallies.count - 1
  }
}

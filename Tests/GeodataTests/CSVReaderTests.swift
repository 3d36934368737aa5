import Geodata
import Testing

struct CSVReaderTests {
  @Test func quotesDelimitersAndLineEnds() throws {
    let text = "id,名称,note\r\na,\"x, \"\"y\"\"\",\"two\r\nlines\"\r\n\r\n  \nb,plain,\r\nc"
    let (header, records) = try csvRecords(text.utf8)
    #expect(header == ["id", "名称", "note"])
    try #require(records.count == 3)
    #expect(records[0].fields == ["id": .text("a"), "名称": .text("x, \"y\""), "note": .text("two\r\nlines")])
    #expect(records[0].number == 1 && records[0].line == 2)
    #expect(records[1].fields == ["id": .text("b"), "名称": .text("plain"), "note": .null])
    #expect(records[1].number == 2 && records[1].line == 6, "the quoted line end and two blank lines count")
    #expect(records[2].fields == ["id": .text("c")], "a short row lacks its last fields")
  }

  @Test(arguments: [(";", ","), ("\t", ";"), (",", "\t")])
  func delimiterOfTheHeader(delimiter: String, other: String) throws {
    let records = try csvRecords("id\(delimiter)name\na\(delimiter)x\(other)y\n")
    #expect(records.map(\.fields) == [["id": .text("a"), "name": .text("x\(other)y")]])
  }

  @Test func delimiterInsideAQuotedHeaderDoesNotCount() throws {
    #expect(try csvRecords("\"a,b\";c\n1;2\n").map(\.fields) == [["a,b": .text("1"), "c": .text("2")]])
  }

  @Test func byteOrderMarkAndBlankLinesBeforeTheHeader() throws {
    let (header, records) = try csvRecords([0xEF, 0xBB, 0xBF] + Array("\r\n \r\nid,n\r\na,1\r\n".utf8))
    #expect(header == ["id", "n"])
    #expect(records.map(\.line) == [4])
  }

  /// Excel for Mac's “CSV (Macintosh)” ends lines with a carriage return alone.
  @Test func carriageReturnsAlone() throws {
    let records = try csvRecords("id,n\ra,1\r\rb,2\r")
    #expect(records.map { $0.fields["id"] } == [.text("a"), .text("b")])
    #expect(records.map(\.line) == [2, 4])
  }

  /// A megabyte of rows of every kind: wherever the pieces of the file end, a row comes out as it went in.
  @Test(arguments: ["\n", "\r\n", "\r"]) func rowsAcrossThePiecesOfALargeFile(end: String) throws {
    let count = 30_000
    func name(_ row: Int) -> String { String(repeating: "名x", count: row % 13) + "\(row)" }
    var text = "id,名称,n\(end)"
    for row in 0..<count {
      text += row % 5 == 0 ? "\(row),\"\(name(row)), \"\"q\"\"\",\(end)" : "\(row),\(name(row)),\(row % 7)\(end)"
      if row % 11 == 0 { text += end }
    }
    let records = try csvRecords(text)
    try #require(records.count == count)
    for (row, record) in records.enumerated() {
      let expected: Fields =
        row % 5 == 0
        ? ["id": .text("\(row)"), "名称": .text(name(row) + ", \"q\""), "n": .null]
        : ["id": .text("\(row)"), "名称": .text(name(row)), "n": .text("\(row % 7)")]
      // One blank line after every eleventh row, from the first on.
      #expect(record.fields == expected && record.number == row + 1 && record.line == 2 + row + (row + 10) / 11)
    }
  }

  @Test func emptyCellsAreNull() throws {
    #expect(try csvRecords("a,b,c\n1,\"\", \n").map(\.fields) == [["a": .text("1"), "b": .null, "c": .null]])
  }

  @Test(arguments: [
    ("", GeodataError.Code.empty, "empty", nil), (" \n\n", .empty, "empty", nil),
    ("id,n,id\n1,2,3\n", .malformed, "“id”", 1), ("id,n\na,1\nb,2,3\n", .malformed, "3 cells", 3),
    ("id,n\na,1\nb,\"2\nc,3\n", .malformed, "never ends", 3), ("id,n\na,\"1\"2\n", .malformed, "after the quote", 2),
    ("\"id,n\n", .malformed, "never ends", 1),
  ])
  func damagedTable(text: String, code: GeodataError.Code, words: String, line: Int?) throws {
    let error = try geodataError { _ = try csvRecords(text) }
    #expect(error.code == code && error.message.contains(words), "\(error)")
    #expect(error.context.line == line || line == nil, "\(error)")
    #expect(error.context.file?.hasSuffix("table.csv") == true && error.context.layer == "stations")
  }

  @Test(arguments: [
    ([0xFF, 0xE3, 0xBA], 2), ([0x00, 0x41], 2),  // in no encoding; a zero byte as in UTF-16
  ])
  func notUTF8(cell: [UInt8], line: Int) throws {
    let error = try geodataError { _ = try csvRecords(Array("id,n\n".utf8) + cell + Array(",1\n".utf8)) }
    #expect(error.code == .wrongFormat && error.message.contains("UTF-8") && error.context.line == line)
  }

  /// A table cut anywhere never crashes; a cut inside a quoted cell is told.
  @Test func truncatedAtEveryByte() throws {
    let bytes = Array("id,名称,n\r\na,\"x, \"\"y\"\"\",1\r\nb,茶花,2\r\n".utf8)
    var refused = 0
    for length in bytes.indices {
      do { _ = try csvRecords(bytes[..<length]) } catch is GeodataError { refused += 1 }
    }
    // The empty file; within 名, 称, 茶 and 花 (two cuts each); inside the quotes, seven cuts that do not follow an even
    // number of them.
    #expect(refused == 1 + 8 + 7)
  }
}

import Geodata
import Testing

/// Cells that an office program would run stand as text, and read back as they were.
struct FormulaGuardTests {
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("-x", "'-x"), ("'=1", "''=1"), ("''@a", "'''@a"), ("\ta", "'\ta"), ("＝1", "'＝1"),
    ("-inf", "'-inf"),
    ("+0x1p3", "'+0x1p3"), ("-12.5", "-12.5"), ("+4e3", "+4e3"), ("'tis", "'tis"), ("a=b", "a=b"), ("", ""),
  ])
  func guarded(text: String, expected: String) {
    #expect(FormulaGuard.guarded(text) == expected)
  }

  @Test func whatIsWrittenReadsBack() throws {
    let ids = [
      "=1+1", "-a", "@b", "+86 833", "'=c", "''-d", "-7", "'e", "\tf", "\rg", "＠h", "=\"i,j\"", "'-8", "plain", "-",
      "+", "=",
    ]
    var writer = CSVWriter(columns: ["=id", "n"])
    for (number, id) in ids.enumerated() { try writer.append([.text(id), .int(number)]) }
    let file = try ScratchFile("t.csv", String(decoding: writer.finish(), as: UTF8.self))
    var reader = try CSVReader(path: file.path)
    #expect(reader.header == ["=id", "n"])
    var found: [String] = []
    while let record = try reader.next() { found.append(record.fields["=id"]?.text ?? "nil") }
    // Blanks around a value are dropped by every reader.
    #expect(found == ids.map { String($0.drop { $0 == "\t" || $0 == "\r" }) })
  }
}

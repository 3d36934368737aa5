import Geodata
import Testing

struct CSVWriterTests {
  @Test func tableWithEveryKindOfCell() throws {
    var writer = CSVWriter(columns: ["id", "名称", "time_min", "lon"])
    try writer.append(["a", "茶花社区", .number(3.14159, decimals: 2), .degrees(103.8069410)])
    try writer.append([7, nil, .number(-0.001, decimals: 2), .degrees(-1)])
    let expected = "\u{FEFF}id,名称,time_min,lon\r\na,茶花社区,3.14,103.806941\r\n7,,0.00,-1\r\n"
    #expect(Array(writer.finish()) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""),
    ("cr\r", "\"cr\r\""), (" lead", "\" lead\""), ("", ""),
    ("=1+1", "'=1+1"), ("@x", "'@x"), ("+86 833", "'+86 833"), ("-", "'-"), ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
    ("-12.5", "-12.5"), ("+3", "+3"),
  ])
  func text(value: String, expected: String) throws {
    var writer = CSVWriter(columns: ["t"])
    try writer.append([.text(value)])
    #expect(Array(writer.finish()) == Array("\u{FEFF}t\r\n\(expected)\r\n".utf8))
  }

  @Test func formulasStayWhenNotGuarded() throws {
    var writer = CSVWriter(columns: ["t"], guardsFormulas: false)
    try writer.append(["=1"])
    #expect(Array(writer.finish()) == Array("\u{FEFF}t\r\n=1\r\n".utf8))
  }

  @Test func optionalsAreEmpty() throws {
    var writer = CSVWriter(columns: ["a", "b", "c"])
    try writer.append([CSVCell(String?.none), CSVCell(Int?.none), CSVCell(nil, decimals: 1)])
    try writer.append([CSVCell("x"), CSVCell(5), CSVCell(2, decimals: 1)])
    #expect(Array(writer.finish()) == Array("\u{FEFF}a,b,c\r\n,,\r\nx,5,2.0\r\n".utf8))
  }

  @Test func nonFiniteNamesRowAndColumn() throws {
    var writer = CSVWriter(columns: ["id", "share"])
    try writer.append(["a", .number(1, decimals: 0)])
    let error = try #require(throws: GeodataError.self) { try writer.append(["b", .number(.nan, decimals: 1)]) }
    #expect(error.code == .notFinite)
    #expect(error.context == GeodataError.Context(record: "2", field: "share"))
    #expect(Array(writer.finish()) == Array("\u{FEFF}id,share\r\na,1\r\n".utf8))
  }

  @Test(arguments: [
    (0.0, 0, false, "0"), (0.5, 0, false, "1"), (-0.4, 0, false, "0"), (1.005, 2, false, "1.00"),
    (0.999, 2, false, "1.00"), (-12.3456, 3, false, "-12.346"), (5, 3, true, "5"), (0.0500, 4, true, "0.05"),
    (9_007_199_254_740_992, 1, true, "9007199254740992"), (1e21, 2, false, "1000000000000000000000"),
    (123456789.1234567, 7, true, "123456789.1234567"), (-1.5e16, 3, true, "-15000000000000000"),
  ])
  func decimals(value: Double, places: Int, trimmed: Bool, expected: String) {
    var bytes: [UInt8] = []
    appendDecimal(value, places: places, trimmed: trimmed, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }
}

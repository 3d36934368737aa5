import Geodata
import Model
import Testing

/// Encodings. The bytes of GBK, GB 18030 and UTF-16 are those of Python 3.11's codecs.
struct EncodingTests {
  // "编号,名称,人数\n1,茶花社区,１２\n" in GBK.
  private static let gbk: [UInt8] = [
    0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xC8, 0xCB, 0xCA, 0xFD, 0x0A, 0x31, 0x2C, 0xB2, 0xE8,
    0xBB, 0xA8, 0xC9, 0xE7, 0xC7, 0xF8, 0x2C, 0xA3, 0xB1, 0xA3, 0xB2, 0x0A,
  ]

  private func read(
    _ bytes: [UInt8], _ stated: TextEncoding? = nil
  ) throws -> (encoding: FoundEncoding, records: [Record]) {
    let file = try ScratchFile("table.csv", bytes)
    var reader = try CSVReader(path: file.path, layer: "stations", encoding: stated)
    var records: [Record] = []
    while let record = try reader.next() { records.append(record) }
    return (reader.encoding, records)
  }

  @Test func aTableInGBK() throws {
    let (encoding, records) = try read(Self.gbk)
    #expect(encoding == FoundEncoding(encoding: .gb18030, isStated: false))
    #expect(records.map(\.fields) == [["编号": .text("1"), "名称": .text("茶花社区"), "人数": .text("１２")]])
  }

  /// 㐀 is four bytes in GB 18030, and no character of GBK.
  @Test func fourBytes() throws {
    let (encoding, records) = try read(Array("id\n".utf8) + [0x81, 0x39, 0xEE, 0x39, 0x0A])
    #expect(encoding.encoding == .gb18030 && records[0].fields["id"] == .text("㐀"))
  }

  @Test(arguments: [false, true]) func utf16(isBigEndian: Bool) throws {
    let units = Array("id,名称\r\na,驿站𠮷\r\n".utf16)
    let bytes = units.flatMap { unit -> [UInt8] in
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isBigEndian ? pair.reversed() : pair
    }
    let mark: [UInt8] = isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    for bytes in [mark + bytes, bytes] {
      let (encoding, records) = try read(bytes)
      #expect(encoding.encoding == .utf16 && records.map(\.fields) == [["id": .text("a"), "名称": .text("驿站𠮷")]])
    }
  }

  /// Mostly Chinese and without a byte order mark, the big end first: few of its bytes are zero, and not the first.
  @Test(arguments: [false, true]) func utf16OfChineseWithoutAMark(isBigEndian: Bool) throws {
    let units = Array("编号,名称\r\n甲,茶花社区暖心驿站服务中心茶花社区暖心驿站服务中心\r\n".utf16)
    let bytes = units.flatMap { unit -> [UInt8] in
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isBigEndian ? pair.reversed() : pair
    }
    let (encoding, records) = try read(bytes)
    #expect(encoding.encoding == .utf16 && records[0].fields["编号"] == .text("甲"))
    #expect(try read(bytes, .utf16).records.map(\.fields) == records.map(\.fields))
  }

  @Test func utf8StaysUTF8() throws {
    #expect(try read(Array("id,名称\na,茶花\n".utf8)).encoding == FoundEncoding(encoding: .utf8, isStated: false))
    #expect(try read(Array("id,n\na,1\n".utf8)).encoding.encoding == .utf8)
  }

  @Test func theUserIsBelieved() throws {
    // 0xC4E3 is 你 in GBK; as UTF-8 it is nothing.
    let bytes = Array("id\n".utf8) + [0xC4, 0xE3, 0x0A]
    #expect(try read(bytes, .gb18030).encoding == FoundEncoding(encoding: .gb18030, isStated: true))
    let error = try geodataError { _ = try read(bytes, .utf8) }
    #expect(error.code == .wrongFormat && error.context.line == 2, "\(error)")
    let other = try geodataError { _ = try read(Array("id\n".utf8) + [0x81, 0x20, 0x0A], .gb18030) }
    #expect(other.code == .wrongFormat && other.message.contains("Correct `encoding`"), "\(other)")
  }

  /// “Rua São João” and “Straße, Größe” in ISO 8859-1, “里长” in Big5: the last is refused, not misread.
  @Test func westernAndOtherText() throws {
    let rua = Array("id,n\na,Rua S".utf8) + [0xE3] + Array("o Jo".utf8) + [0xE3] + Array("o\n".utf8)
    let (encoding, records) = try read(rua)
    #expect(encoding.encoding == .latin1 && records[0].fields["n"] == .text("Rua São João"))
    let road =
      Array("id,n\na,Stra".utf8) + [0xDF] + Array("e Gr".utf8) + [0xF6, 0xDF] + Array("e Stra".utf8) + [
        0xDF, 0x65, 0x0A,
      ]
    #expect(try read(road).encoding.encoding == .latin1)
    let error = try geodataError { _ = try read(Array("id,n\na,".utf8) + [0xA8, 0xBD, 0xAA, 0xF8, 0x0A]) }
    #expect(error.code == .wrongFormat && error.message.contains("encoding"), "\(error)")
  }

  @Test func noEncodingAtAll() throws {
    // A lead byte of GB 18030 without a second one.
    let error = try geodataError { _ = try read(Array("id,n\na,1\n".utf8) + [0x81, 0x20, 0x0A]) }
    #expect(error.code == .wrongFormat && error.message.contains("UTF-8") && error.context.line == 3, "\(error)")
  }

  /// Characters of two and four bytes torn by every end of a piece come out whole.
  @Test func aLargeFile() throws {
    let count = 60_000
    var bytes = Array("id,n\n".utf8)
    for row in 0..<count {
      bytes += Array("\(row),".utf8) + [0xB2, 0xE8] + (row % 3 == 0 ? [0x81, 0x39, 0xEE, 0x39] : []) + [0x0A]
    }
    let (encoding, records) = try read(bytes)
    #expect(encoding.encoding == .gb18030 && records.count == count)
    for (row, record) in records.enumerated() {
      #expect(record.fields == ["id": .text("\(row)"), "n": .text(row % 3 == 0 ? "茶㐀" : "茶")])
    }
  }

  @Test func geoJSONInGBK() throws {
    let text =
      Array(#"{"type":"Feature","properties":{"n":""#.utf8) + [0xB2, 0xE8]
      + Array(#""},"geometry":{"type":"Point","coordinates":[103,29]}}"#.utf8)
    let file = try ScratchFile("a.geojson", text)
    var reader = try GeoJSONReader(path: file.path)
    var names: [FieldValue?] = []
    try reader.forEachRecord { (record) throws(GeodataError) in names.append(record.fields["n"]) }
    #expect(names == [.text("茶")] && reader.encoding.encoding == .gb18030)
  }

  @Test(arguments: [
    ("utf8", TextEncoding.utf8), ("UTF-8", .utf8), ("gbk", .gb18030), ("GB2312", .gb18030), ("CP936", .gb18030),
    ("936", .gb18030), ("65001", .utf8), ("UTF-16LE", .utf16),
  ])
  func names(name: String, encoding: TextEncoding) { #expect(TextEncoding(named: name) == encoding) }

  @Test func unknownNames() { #expect(TextEncoding(named: "big5") == nil && TextEncoding(named: "") == nil) }

  @Test(arguments: [
    ("12.5", 12.5), ("１２．５", 12.5), ("1,234", 1234), ("１２，３４５．５", 12345.5), ("-1,234,567", -1_234_567), (" 7 ", 7),
  ])
  func numbersAsOfficesWriteThem(text: String, value: Double) throws {
    let stations = try layer(
      "t.csv", "id,name,population,lon,lat\na,a,\"\(text)\",103,29\n", role: "communities"
    )
    if value < 0 {
      #expect(throws: GeodataError.self) { try residents(stations) }
    } else {
      #expect(try residents(stations) == [value])
    }
  }

  private func residents(_ layer: Layer) throws -> [Double] {
    var findings: [QualityFinding] = []
    return try layer.communities(&findings).map(\.residents)
  }

  @Test(arguments: ["12,5", "1,23,456", ",123", "1.234,5", "十二", "1,234,"])
  func numbersThatNobodyCanTell(text: String) throws {
    let stations = try layer(
      "t.csv", "id,name,population,lon,lat\na,a,\"\(text)\",103,29\n", role: "communities")
    let error = try geodataError { _ = try residents(stations) }
    #expect(error.code == .badValue && error.context.field == "population", "\(error)")
  }
}

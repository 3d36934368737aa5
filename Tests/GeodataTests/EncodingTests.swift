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

  /// A ledger that says the same few words in every row, whose bytes are usual in Korean: 企业名称,行业,从业人数 and rows of
  /// 快递企业1,快递,5.
  @Test func aLedgerThatRepeatsItself() throws {
    let head: [UInt8] = [
      0xC6, 0xF3, 0xD2, 0xB5, 0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xD0, 0xD0, 0xD2, 0xB5, 0x2C, 0xB4, 0xD3, 0xD2, 0xB5, 0xC8,
      0xCB, 0xCA, 0xFD,
    ]
    let firm: [UInt8] = [0xBF, 0xEC, 0xB5, 0xDD, 0xC6, 0xF3, 0xD2, 0xB5]
    let trade: [UInt8] = [0xBF, 0xEC, 0xB5, 0xDD]
    let rows = (1...30).flatMap { firm + Array("\($0),".utf8) + trade + Array(",5\n".utf8) }
    let (encoding, records) = try read(head + [0x0A] + rows)
    #expect(encoding == FoundEncoding(encoding: .gb18030, isStated: false))
    #expect(records[0].fields["企业名称"] == .text("快递企业1") && records[29].fields["行业"] == .text("快递"))
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

  /// “강남구 테헤란로” in EUC-KR is 碍巢备 抛庆鄂肺 in GBK; “さいたま市大宮区の休憩所” in Shift-JIS.
  @Test func otherLanguagesThatDecodeAsGBK() throws {
    let korean: [UInt8] = [0xB0, 0xAD, 0xB3, 0xB2, 0xB1, 0xB8, 0x20, 0xC5, 0xD7, 0xC7, 0xEC, 0xB6, 0xF5, 0xB7, 0xCE]
    let (encoding, records) = try read(Array("id,n\n1,".utf8) + korean + [0x0A])
    #expect(encoding.encoding == .eucKR && records[0].fields["n"] == .text("강남구 테헤란로"))
    let japanese: [UInt8] = [
      0x82, 0xB3, 0x82, 0xA2, 0x82, 0xBD, 0x82, 0xDC, 0x8E, 0x73, 0x91, 0xE5, 0x8B, 0x7B, 0x8B, 0xE6, 0x82, 0xCC, 0x8B,
      0x78, 0x8C, 0x65, 0x8F, 0x8A,
    ]
    let other = try read(Array("id,n\n1,".utf8) + japanese + [0x0A])
    #expect(other.encoding.encoding == .shiftJIS && other.records[0].fields["n"] == .text("さいたま市大宮区の休憩所"))
  }

  /// Japanese in EUC-JP (東京都渋谷区…; みなと公園 with kana), Russian in KOI8-R and Windows-1251 (Улица Ленина…), Thai in TIS-620: all decode as
  /// GBK, in rare characters.
  @Test(
    arguments: [
      [
        0xC5, 0xEC, 0xB5, 0xFE, 0xC5, 0xD4, 0xBD, 0xC2, 0xC3, 0xAB, 0xB6, 0xE8, 0xBF, 0xC0, 0xC6, 0xEE, 0xB0, 0xEC,
        0xC3, 0xFA, 0xCC, 0xDC, 0xC2, 0xE7, 0xBA, 0xE5, 0xBB, 0xD4, 0xCB, 0xCC, 0xB6, 0xE8, 0xC7, 0xDF, 0xC5, 0xC4,
      ],
      [
        0xF5, 0xCC, 0xC9, 0xC3, 0xC1, 0x20, 0xEC, 0xC5, 0xCE, 0xC9, 0xCE, 0xC1, 0x3B, 0x20, 0xF0, 0xD2, 0xCF, 0xD3,
        0xD0, 0xC5, 0xCB, 0xD4, 0x20, 0xED, 0xC9, 0xD2, 0xC1, 0x3B, 0x20, 0xF0, 0xCC, 0xCF, 0xDD, 0xC1, 0xC4, 0xD8,
        0x20, 0xF2, 0xC5, 0xD7, 0xCF, 0xCC, 0xC0, 0xC3, 0xC9, 0xC9,
      ],
      [
        0xD3, 0xEB, 0xE8, 0xF6, 0xE0, 0x20, 0xCB, 0xE5, 0xED, 0xE8, 0xED, 0xE0, 0x3B, 0x20, 0xCF, 0xF0, 0xEE, 0xF1,
        0xEF, 0xE5, 0xEA, 0xF2, 0x20, 0xCC, 0xE8, 0xF0, 0xE0, 0x3B, 0x20, 0xCF, 0xEB, 0xEE, 0xF9, 0xE0, 0xE4, 0xFC,
        0x20, 0xD0, 0xE5, 0xE2, 0xEE, 0xEB, 0xFE, 0xF6, 0xE8, 0xE8,
      ],
      [
        0xB6, 0xB9, 0xB9, 0xCA, 0xD8, 0xA2, 0xD8, 0xC1, 0xC7, 0xD4, 0xB7, 0x20, 0xA1, 0xC3, 0xD8, 0xA7, 0xE0, 0xB7,
        0xBE, 0xC1, 0xCB, 0xD2, 0xB9, 0xA4, 0xC3, 0x20, 0xE0, 0xA2, 0xB5, 0xC7, 0xD1, 0xB2, 0xB9, 0xD2, 0x20, 0xB7,
        0xD5, 0xE8, 0xB7, 0xD3, 0xA1, 0xD2, 0xC3, 0xE4, 0xBB, 0xC3, 0xC9, 0xB3, 0xD5, 0xC2, 0xEC,
      ],
      [
        0xA4, 0xDF, 0xA4, 0xCA, 0xA4, 0xC8, 0xB8, 0xF8, 0xB1, 0xE0, 0x2C, 0xA4, 0xA8, 0xA4, 0xAD, 0xA4, 0xDE, 0xA4,
        0xA8, 0xB9, 0xAD, 0xBE, 0xEC,
      ],
    ] as [[UInt8]])
  func gibberishIsRefused(bytes: [UInt8]) throws {
    let error = try geodataError { _ = try read(Array("id,n\n1,".utf8) + bytes + [0x0A]) }
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
    ("936", .gb18030), ("65001", .utf8), ("UTF-16LE", .utf16), ("EUC-CN", .gb18030), ("\u{FEFF}GBK", .gb18030),
    ("CP949", .eucKR), ("ks_c_5601-1987", .eucKR), ("Shift_JIS", .shiftJIS),
  ])
  func names(name: String, encoding: TextEncoding) { #expect(TextEncoding(named: name) == encoding) }

  @Test func unknownNames() { #expect(TextEncoding(named: "big5") == nil && TextEncoding(named: "") == nil) }

  @Test(arguments: [
    ("12.5", 12.5), ("１２．５", 12.5), ("１２，３４５．５", 12345.5), ("-1,234,567", -1_234_567), (" 7 ", 7),
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

  @Test(arguments: ["1,234", "1,2345,6", "十二", "1,234,"])
  func numbersThatNobodyCanTell(text: String) throws {
    let stations = try layer(
      "t.csv", "id,name,population,lon,lat\na,a,\"\(text)\",103,29\n", role: "communities")
    let error = try geodataError { _ = try residents(stations) }
    #expect(error.code == .badValue && error.context.field == "population", "\(error)")
  }
}

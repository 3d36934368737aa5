#if GDAL
import Foundation
import GDALData
import Geodata
import Geometry
import Model
import PROJ
import Testing

/// What the text of tables and sheets means that GDAL hands over.
extension GDALReadingTests {
  @Test func chineseWithoutAWordAboutIt() throws {
    let path = try write([Self.firms], "ESRI Shapefile", "gbk.shp", ["ENCODING=CP936"])
    try remove(path, "cpg")
    let raw = try read(path)
    #expect(raw.records[0].fields["名称"]?.text == "货物流企业")
    #expect(raw.encoding == FoundEncoding(encoding: .gb18030, origin: .guessed))
  }

  @Test(arguments: [
    ("UTF-8", "UTF-8", TextEncoding.utf8, FoundEncoding.Origin.data),
    ("CP936", "GBK", .gb18030, .data), ("CP936", "UTF-8", .gb18030, .guessed), ("UTF-8", "GBK", .utf8, .guessed),
    ("CP936", "ISO-8859-1", .gb18030, .guessed), ("UTF-8", "88591", .utf8, .guessed),
  ])
  func codePageFileIsBelievedOnlyIfTheTextDecodesSo(
    written: String, claimed: String, read found: TextEncoding, origin: FoundEncoding.Origin
  ) throws {
    let path = try write([Self.firms], "ESRI Shapefile", "cpg.shp", ["ENCODING=\(written)"])
    try Data(claimed.utf8).write(to: URL(fileURLWithPath: side(path, "cpg")))
    let raw = try read(path)
    #expect(raw.records[0].fields["名称"]?.text == "货物流企业")
    #expect(raw.encoding == FoundEncoding(encoding: found, origin: origin))
    #expect(raw.notes.isEmpty == (origin == .data))
    #expect(raw.notes.allSatisfy { $0.severity == .warning && $0.value == claimed })
  }

  /// Words that tell nothing, another name of GBK, and GBK behind a byte order mark.
  @Test(arguments: ["System", "OEM", "ANSI", "EUC-CN", "\u{FEFF}GBK"]) func chineseCodePageWords(claimed: String) throws
  {
    let path = try write([Self.firms], "ESRI Shapefile", "cpg.shp", ["ENCODING=CP936"])
    try Data(claimed.utf8).write(to: URL(fileURLWithPath: side(path, "cpg")))
    let raw = try read(path)
    #expect(raw.records[0].fields["名称"]?.text == "货物流企业" && raw.encoding?.encoding == .gb18030)
  }

  /// What a shapefile keeps of `population_2010` and `opening_hours`: ten characters.
  @Test func namesThatMayBeCut() throws {
    var table = Self.line("cut")
    table.columns = [.init("population", .integer), .init("opening_ho", .text)]
    table.rows[0].values = [.integer(5), .text("24/7")]
    let path = try write([table], "ESRI Shapefile", "cut.shp", ["ENCODING=UTF-8"])
    var reader = LayerReader()
    let notes = try reader.readRaw(LayerSource(role: "communities", path: path)).notes
    #expect(notes.map(\.field) == ["population", "opening_ho"] && notes.allSatisfy { $0.severity == .warning })
    #expect(notes.last?.message.contains("“opening_hours”") == true)
  }

  /// A spreadsheet keeps 15 digits of a number.
  @Test func longNumbersOfASheet() throws {
    var table = Self.line("codes")
    table.geometry = .none
    table.columns = ["id", "weight", "lon", "lat"].map { .init($0, .integer) }
    table.rows = [.init([511_112_000_000_000_001, 1, 103, 29].map { .integer($0) })]
    let path = try write([table], "XLSX", "codes.xlsx")
    let error = try geodataError { _ = try SitingTable(path: path, role: "demand") }
    #expect(error.code == .badValue && error.context.field == "id", "\(error)")
    table.rows = [.init([511_112_000_000_001, 1, 103, 29].map { .integer($0) })]
    #expect(try SitingTable(path: try write([table], "XLSX", "codes.xlsx"), role: "demand").ids == ["511112000000001"])
  }

  /// 喆 is no character of GB 2312: a name with it does not make the rest of the table Western.
  @Test(arguments: ["ISO-8859-1", "UTF-8", ""]) func rareCharacter(claim: String) throws {
    var table = Self.firms
    table.rows += ["喆啡酒店", "茶花社区", "滨江社区"].map { .init([.text($0), .integer(1)]) }
    let path = try write([table], "ESRI Shapefile", "rare.shp", ["ENCODING=CP936"])
    if claim.isEmpty {
      try remove(path, "cpg")
    } else {
      try Data(claim.utf8).write(to: URL(fileURLWithPath: side(path, "cpg")))
    }
    let raw = try read(path)
    let names = raw.records.map { $0.fields["名称"]?.text }
    #expect(names == ["货物流企业", "外卖站", "喆啡酒店", "茶花社区", "滨江社区"])
    #expect(raw.encoding == FoundEncoding(encoding: .gb18030, origin: .guessed))
  }

  /// What is neither UTF-8 nor plainly Chinese or Western is refused with what it says of itself.
  @Test func encodingThatIsNotReadHere() throws {
    let path = try write([Self.firms], "ESRI Shapefile", "other.shp", ["ENCODING=CP936"])
    try Data("BIG5".utf8).write(to: URL(fileURLWithPath: side(path, "cpg")))
    let error = try geodataError { _ = try read(path) }
    #expect(error.code == .wrongFormat && error.message.contains("it says that it is BIG5"), "\(error)")
    #expect(try read(path, encoding: .gb18030).records[0].fields["名称"]?.text == "货物流企业")
  }

  @Test func westernTextWithoutAWordAboutIt() throws {
    var table = Self.line("ruas")
    table.rows[0].values = [.text("Rua São João")]
    let path = try write([table], "ESRI Shapefile", "ruas.shp", ["ENCODING=ISO-8859-1"])
    try remove(path, "cpg")
    let raw = try read(path)
    #expect(raw.records[0].fields["name"]?.text == "Rua São João")
    // GDAL's writer leaves 0x57 in the table's head, which says ISO 8859-1.
    #expect(raw.encoding?.encoding == .latin1)
  }

  @Test func westernText() throws {
    var table = Self.line("rues")
    table.rows[0].values = [.text("Rue de Liège")]
    let path = try write([table], "ESRI Shapefile", "rues.shp", ["ENCODING=ISO-8859-1"])
    let raw = try read(path)
    #expect(raw.records[0].fields["name"]?.text == "Rue de Liège")
    #expect(raw.encoding == FoundEncoding(encoding: .latin1, origin: .data))
  }

  @Test func encodingThatIsStatedAndWrong() throws {
    let path = try write([Self.firms], "ESRI Shapefile", "stated.shp", ["ENCODING=CP936"])
    #expect(try read(path, encoding: .gb18030).records[0].fields["名称"]?.text == "货物流企业")
    let error = try geodataError { _ = try read(path, encoding: .utf8) }
    #expect(error.code == .wrongFormat && error.message.contains("as it is said to be"), "\(error)")
  }

  /// A cell of ten bytes with a Latin letter in front cuts the last character in two.
  @Test func textThatIsCutWithinACharacter() throws {
    var table = Self.firms
    table.columns[0].width = 10
    table.rows[0].values[0] = .text("货物流")
    let path = try write([table], "ESRI Shapefile", "cut.shp", ["ENCODING=CP936"])
    try remove(path, "cpg")
    var data = try Data(contentsOf: URL(fileURLWithPath: side(path, "dbf")))
    let whole: [UInt8] = [0xBB, 0xF5, 0xCE, 0xEF, 0xC1, 0xF7, 0x20, 0x20, 0x20, 0x20]
    let torn: [UInt8] = [0x41, 0xBB, 0xF5, 0xCE, 0xEF, 0xC1, 0xF7, 0xC6, 0xF3, 0xD2]
    let place = try #require(data.firstRange(of: whole))
    data.replaceSubrange(place, with: torn)
    try data.write(to: URL(fileURLWithPath: side(path, "dbf")))
    #expect(try read(path).records[0].fields["名称"]?.text == "A货物流企")
  }
}
#endif

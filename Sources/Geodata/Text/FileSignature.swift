import Words

/// What the first bytes of a file say it is, when that is no text: names lie more often than bytes.
enum FileSignature {
  private static let kinds: [(bytes: [UInt8], advice: Bilingual)] = [
    (
      [0x50, 0x4B, 3, 4],
      Bilingual(
        "这是zip压缩包或Excel工作簿，不是文本。请把扩展名改为.zip或.xlsx，或把工作表另存为“CSV UTF-8”。",
        "this is a zip archive or an Excel workbook, not text. Name it .zip or .xlsx, or save the sheet as “CSV UTF-8”."
      )
    ),
    (
      [0xD0, 0xCF, 0x11, 0xE0],
      Bilingual(
        "这是Excel工作簿（.xls），不是文本。请把工作表另存为“CSV UTF-8”或.xlsx。",
        "this is an Excel workbook (.xls), not text. Save the sheet as “CSV UTF-8” or as .xlsx.")
    ),
    (
      Array("SQLite format 3".utf8),
      Bilingual(
        "这是数据库（可能是GeoPackage），不是文本。请把扩展名改为.gpkg。",
        "this is a database, perhaps a GeoPackage, not text. Name it .gpkg.")
    ),
    ([0x1F, 0x8B], Bilingual("这是gzip压缩包，不是文本。请先解压。", "this is a gzip archive, not text. Unpack it first.")),
    (
      Array("%PDF-".utf8),
      Bilingual("这是PDF，不是数据。请索取其原始表格。", "this is a PDF, not data. Ask for the table behind it.")
    ),
    ([0x89, 0x50, 0x4E, 0x47], picture), ([0xFF, 0xD8, 0xFF], picture),
  ]

  private static let picture = Bilingual(
    "这是图片，不是数据。请索取其原始表格。", "this is a picture, not data. Ask for the table behind it.")

  /// What the file is and what to do about it; nil for text, or what may be text.
  static func advice(for bytes: [UInt8]) -> Bilingual? {
    if let kind = kinds.first(where: { bytes.starts(with: $0.bytes) }) { return kind.advice }
    let start = bytes.drop { $0 <= 0x20 || $0 >= 0x80 }.prefix(14)
    let word = String(decoding: start, as: UTF8.self).lowercased()
    guard word.hasPrefix("<!doctype html") || word.hasPrefix("<html") else { return nil }
    return Bilingual(
      "这是网页（HTML），不是数据：可能是下载失败，或需要登录。请重新下载。",
      "this is a web page (HTML), not data: the download failed or asked to log in. Fetch the file again.")
  }
}

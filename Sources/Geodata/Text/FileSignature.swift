/// What the first bytes of a file say it is, when that is no text: names lie more often than bytes.
enum FileSignature {
  private static let kinds: [(bytes: [UInt8], advice: String)] = [
    (
      [0x50, 0x4B, 3, 4],
      "this is a zip archive or an Excel workbook, not text. Name it .zip or .xlsx, or save the sheet as “CSV UTF-8”."
    ),
    (
      [0xD0, 0xCF, 0x11, 0xE0], "this is an Excel workbook (.xls), not text. Save the sheet as “CSV UTF-8” or as .xlsx."
    ),
    (Array("SQLite format 3".utf8), "this is a database, perhaps a GeoPackage, not text. Name it .gpkg."),
    ([0x1F, 0x8B], "this is a gzip archive, not text. Unpack it first."),
    (Array("%PDF-".utf8), "this is a PDF, not data. Ask for the table behind it."),
    ([0x89, 0x50, 0x4E, 0x47], "this is a picture, not data. Ask for the table behind it."),
    ([0xFF, 0xD8, 0xFF], "this is a picture, not data. Ask for the table behind it."),
  ]

  /// What the file is and what to do about it; nil for text, or what may be text.
  static func advice(for bytes: [UInt8]) -> String? {
    if let kind = kinds.first(where: { bytes.starts(with: $0.bytes) }) { return kind.advice }
    let start = bytes.drop { $0 <= 0x20 || $0 >= 0x80 }.prefix(14)
    let word = String(decoding: start, as: UTF8.self).lowercased()
    guard word.hasPrefix("<!doctype html") || word.hasPrefix("<html") else { return nil }
    return "this is a web page (HTML), not data: the download failed or asked to log in. Fetch the file again."
  }
}

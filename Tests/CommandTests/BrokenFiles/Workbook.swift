/// A small Excel workbook, written by hand. Source: ECMA-376, Office Open XML.
struct Workbook {
  private let sheets: [(name: String, rows: [[String]])]
  private let merged: String?
  private let numbersAsText: Bool

  /// - Parameter merged: a range of merged cells in every sheet, such as D1:E1.
  init(_ sheets: [(name: String, rows: [[String]])], merged: String? = nil, numbersAsText: Bool = false) {
    self.sheets = sheets
    self.merged = merged
    self.numbersAsText = numbersAsText
  }

  func bytes() -> [UInt8] {
    let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    var types = #"<Types xmlns="\#(package)/content-types"><Default Extension="rels" "#
    types += #"ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
    types += #"<Override PartName="/xl/workbook.xml" ContentType="\#(type).sheet.main+xml"/>"#
    var book = #"<workbook xmlns="\#(main)" xmlns:r="\#(office)"><sheets>"#
    var links = #"<Relationships xmlns="\#(package)/relationships">"#
    var entries: [Zip.Entry] = []
    for (index, sheet) in sheets.enumerated() {
      let number = index + 1
      types += #"<Override PartName="/xl/worksheets/sheet\#(number).xml" ContentType="\#(type).worksheet+xml"/>"#
      book += #"<sheet name="\#(sheet.name)" sheetId="\#(number)" r:id="rId\#(number)"/>"#
      links +=
        #"<Relationship Id="rId\#(number)" Type="\#(office)/worksheet" Target="worksheets/sheet\#(number).xml"/>"#
      entries.append(
        Zip.Entry(
          name: "xl/worksheets/sheet\(number).xml",
          bytes: Array((head + #"<worksheet xmlns="\#(main)">"# + cells(sheet.rows) + "</worksheet>").utf8)))
    }
    let root =
      #"<Relationships xmlns="\#(package)/relationships"><Relationship Id="rId1" "#
      + #"Type="\#(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    return Zip.archive(
      [
        Zip.Entry(name: "[Content_Types].xml", bytes: Array((head + types + "</Types>").utf8)),
        Zip.Entry(name: "_rels/.rels", bytes: Array((head + root).utf8)),
        Zip.Entry(name: "xl/workbook.xml", bytes: Array((head + book + "</sheets></workbook>").utf8)),
        Zip.Entry(name: "xl/_rels/workbook.xml.rels", bytes: Array((head + links + "</Relationships>").utf8)),
      ] + entries)
  }

  private func cells(_ rows: [[String]]) -> String {
    var xml = "<sheetData>"
    for (rowIndex, row) in rows.enumerated() {
      xml += #"<row r="\#(rowIndex + 1)">"#
      for (columnIndex, value) in row.enumerated() where !value.isEmpty {
        let place = "\(Character(Unicode.Scalar(UInt8(65 + columnIndex))))\(rowIndex + 1)"
        if value.hasPrefix("#") {
          xml += #"<c r="\#(place)" t="e"><v>\#(value)</v></c>"#
        } else if Double(value) != nil, !numbersAsText {
          xml += #"<c r="\#(place)"><v>\#(value)</v></c>"#
        } else {
          xml += #"<c r="\#(place)" t="inlineStr"><is><t>\#(value)</t></is></c>"#
        }
      }
      xml += "</row>"
    }
    xml += "</sheetData>"
    if let merged { xml += #"<mergeCells count="1"><mergeCell ref="\#(merged)"/></mergeCells>"# }
    return xml
  }
}

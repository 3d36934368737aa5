import Analysis
import Geodata
import Words

/// The formats that others make for us: the picture, the brief for the word processor, the brief as printed.
struct OfficeOutputs {
  private let result: AnalysisResult
  private let converters: Converters
  /// The first that could not be made; the others stand.
  private(set) var failure: ConversionError?

  init(_ result: AnalysisResult, _ converters: Converters) {
    self.result = result
    self.converters = converters
  }

  mutating func write(into output: inout OutputFolder) throws {
    let result = result
    let formats = result.file.formats
    guard !formats.isDisjoint(with: [.svg, .png, .docx, .pdf]) else { return }
    let picture = MapPicture(result)
    let drawing = picture.svg
    if formats.contains(.svg) { try output.write("map.svg", Array(drawing.utf8)) }
    guard !formats.isDisjoint(with: [.png, .docx, .pdf]) else { return }
    let first = formats.contains(.png) ? "map.png" : formats.contains(.docx) ? "brief.docx" : "brief.pdf"
    let converters = converters
    guard let conversion = try attempt({ try Conversion(converters, for: first) }) else { return }
    let png = try attempt { try conversion.png(drawing, size: picture.size, for: "map.png") }
    if formats.contains(.png), let png { try output.write("map.png", png) }
    guard !formats.isDisjoint(with: [.docx, .pdf]) else { return }
    let map = png.map { _ in BriefPicture(picture) }
    if formats.contains(.docx),
      let file = try attempt({
        try conversion.docx(brief(result, map: map, for: .wordProcessor), for: "brief.docx")
      })
    {
      try output.write("brief.docx", file)
    }
    if formats.contains(.pdf),
      let file = try attempt({
        try conversion.pdf(brief(result, map: map, for: .browser), for: "brief.pdf")
      })
    {
      try output.write("brief.pdf", file)
    }
  }

  /// What a conversion makes; nil where it fails, which is kept.
  private mutating func attempt<Made>(_ conversion: () throws -> Made) throws -> Made? {
    do {
      return try conversion()
    } catch let error as ConversionError {
      failure = failure ?? error
      return nil
    }
  }
}

extension BriefPicture {
  /// As the conversion makes it.
  fileprivate init(_ map: MapPicture) {
    self.init(file: Conversion.picture, width: map.size.width, height: map.size.height)
  }
}

/// The brief for the word processor alone: the bytes of the `brief.docx` that a run writes.
///
/// - Throws: ``ConversionError``, also after it was cancelled.
package func briefFile(_ result: AnalysisResult, by converters: Converters = Converters()) throws -> [UInt8] {
  let conversion = try Conversion(converters, for: "brief.docx")
  let map = MapPicture(result)
  _ = try conversion.png(map.svg, size: map.size, for: "brief.docx")
  return try conversion.docx(brief(result, map: BriefPicture(map), for: .wordProcessor), for: "brief.docx")
}

/// What must be said of the formats asked for; nil where there is nothing to say.
package func officeNote(of file: AnalysisFile) -> Bilingual? {
  guard file.formats.contains(.docx), Conversion.reference == nil else { return nil }
  return Bilingual(
    "docx：没有找到样式文件reference.docx，已用pandoc的默认样式；运行`make setup-office`即可生成。",
    "docx: there is no reference.docx with our styles, so it has pandoc's own; `make setup-office` makes one.")
}

import Analysis

/// A document for the office: headings, paragraphs, lists, tables and one picture, before it has a format.
///
/// Everything is in both languages; ``html(_:)`` says it in those of the analysis file.
struct BriefDocument {
  enum Block {
    /// - Parameter level: 1 for a chapter, 2 for what stands in one.
    case heading(Phrase, level: Int)
    case paragraph(Phrase, style: BriefStyle = .text)
    case list([Phrase])
    case table(BriefTable)
    case figure(BriefFigure)
  }

  var title: Phrase
  var subtitle: Phrase
  var blocks: [Block] = []

  mutating func add(_ block: Block?) {
    if let block { blocks.append(block) }
  }

  /// A chapter with its number, 一、 and 1. first; nothing where it has no blocks.
  mutating func addChapter(_ name: Phrase, _ content: [Block]) {
    guard !content.isEmpty else { return }
    chapters += 1
    let numeral = Self.numerals[min(chapters, Self.numerals.count) - 1]
    blocks.append(.heading(Phrase("\(numeral)、\(name.chinese)", "\(chapters). \(name.english)"), level: 1))
    blocks += content
  }

  private var chapters = 0
  private static let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

  init(title: Phrase, subtitle: Phrase) {
    self.title = title
    self.subtitle = subtitle
  }
}

/// What a paragraph is for; the reference style of the word processor has one of the same name.
enum BriefStyle: String {
  case text = "Body Text"
  /// A box above everything: the data are made up, the run was interrupted.
  case notice = "Brief Notice"
  /// Small, beneath a table or the map.
  case note = "Brief Note"
}

/// A table with its caption; the heads are repeated on every page it runs over.
struct BriefTable {
  struct Column {
    var name: Phrase
    /// Part of the table's width, of the sum of all.
    var width: Double
    /// Numbers stand at the right.
    var isNumber: Bool

    init(_ chinese: HTML, _ english: HTML, width: Double = 1, isNumber: Bool = false) {
      name = Phrase(chinese, english)
      self.width = width
      self.isNumber = isNumber
    }
  }

  var caption: Phrase
  var columns: [Column]
  /// Each as long as ``columns``.
  var rows: [[Phrase]] = []
}

/// A picture that stands in the brief.
struct BriefFigure {
  var caption: Phrase
  var picture: BriefPicture

  /// As wide as the text, unless it would then be too high to stand on a page with words.
  var widthCentimeters: Double { min(16, 14 * Double(picture.width) / Double(max(1, picture.height))) }
}

/// A picture file beside the markup, with the size of what is drawn.
package struct BriefPicture: Sendable {
  var file: String
  var width: Int
  var height: Int

  package init(file: String, width: Int, height: Int) {
    self.file = file
    self.width = width
    self.height = height
  }
}

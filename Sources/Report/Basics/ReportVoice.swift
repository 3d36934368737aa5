import Analysis
import Model
import Words

/// The same words as markup in the report's two languages.
struct Phrase: Hashable, Sendable {
  var chinese: HTML
  var english: HTML

  init(_ chinese: HTML, _ english: HTML) {
    self.chinese = chinese
    self.english = english
  }

  init(_ words: Bilingual) {
    self.init(HTML(escaping: words.chinese), HTML(escaping: words.english))
  }

  /// Names and numbers, which need no translation.
  init(same text: String) {
    self.init(HTML(escaping: text), HTML(escaping: text))
  }
}

/// Speaks the language the analysis file asks for; with both, Chinese comes first and English stands beneath it.
struct ReportVoice: Sendable {
  var language: AnalysisFile.Language

  var rootLanguage: HTML { language == .english ? "en" : "zh-CN" }

  /// Inside a heading, a cell or a list item.
  func inline(_ phrase: Phrase) -> HTML {
    switch language {
    case .chinese: return phrase.chinese
    case .english: return phrase.english
    case .both:
      if phrase.chinese == phrase.english { return phrase.chinese }
      return "<span>\(phrase.chinese)</span><span class=\"en\" lang=\"en\">\(phrase.english)</span>"
    }
  }

  func inline(_ words: Bilingual) -> HTML { inline(Phrase(words)) }

  /// On one line: the title bar, labels in the drawings.
  func line(_ phrase: Phrase) -> HTML {
    switch language {
    case .chinese: phrase.chinese
    case .english: phrase.english
    case .both: phrase.chinese == phrase.english ? phrase.chinese : "\(phrase.chinese) \(phrase.english)"
    }
  }

  func line(_ words: Bilingual) -> HTML { line(Phrase(words)) }

  func heading(_ chinese: HTML, _ english: HTML) -> HTML {
    "<h2>\(inline(Phrase(chinese, english)))</h2>\n"
  }

  func paragraph(_ words: Bilingual, style: HTML = "") -> HTML { paragraph(Phrase(words), style: style) }

  /// A paragraph for each language.
  func paragraph(_ phrase: Phrase, style: HTML = "") -> HTML {
    switch language {
    case .chinese: "<p class=\"\(style)\">\(phrase.chinese)</p>\n"
    case .english: "<p class=\"\(style)\">\(phrase.english)</p>\n"
    case .both:
      "<p class=\"\(style)\">\(phrase.chinese)</p>\n<p class=\"\(style) en\" lang=\"en\">\(phrase.english)</p>\n"
    }
  }
}

extension ReportVoice {
  /// Beside a scale bar: 500米, 2公里; in both languages together the signs that both know.
  func scaleLength(_ meters: Double) -> String {
    let (number, chinese, sign) =
      meters >= 1000 ? (plainNumber(meters / 1000), "公里", "km") : (plainNumber(meters), "米", "m")
    return language == .chinese ? number + chinese : "\(number) \(sign)"
  }

  /// Without markup, on one line; of both languages Chinese, then English.
  func plain(_ phrase: Phrase) -> String {
    Bilingual(phrase.chinese.plainText, phrase.english.plainText).text(in: language)
  }
}

extension HTML {
  /// The text alone.
  var plainText: String {
    var text = ""
    var isTag = false
    for letter in markup {
      switch letter {
      case "<": isTag = true
      case ">" where isTag: isTag = false
      default: if !isTag { text.append(letter) }
      }
    }
    for (code, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
      text = text.replacing(code, with: letter)
    }
    return text
  }
}

extension Bilingual {
  /// In a cell of a table, in the language of the analysis file; of both, Chinese, then English.
  func text(in language: AnalysisFile.Language) -> String {
    switch language {
    case .chinese: chinese
    case .english: english
    case .both: chinese == english ? chinese : "\(chinese) / \(english)"
    }
  }
}

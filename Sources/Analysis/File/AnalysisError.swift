import Words

/// Why an analysis cannot run: a mistake in its file or in what it asks for.
public struct AnalysisError: Spoken, Sendable {
  /// What kind of fault it is.
  public enum Code: String, Sendable {
    case fileMissing
    case malformed
    case unknownKey
    case badValue
    case missingKey
    /// This build is without what the file asks for.
    case missingPart
    /// The quality gate found errors.
    case badData
    case noCandidates
  }

  /// Where in the analysis file.
  public struct Context: Hashable, Sendable {
    public var file: String
    public var line: Int?
    public var column: Int?
    /// Dotted: `circle.cutoff`.
    public var key: String?

    /// What Chinese calls the file, where it is no path.
    package var chineseFile: String?

    package init(file: String, chinese: String? = nil, line: Int? = nil, column: Int? = nil, key: String? = nil) {
      self.file = file
      chineseFile = chinese
      self.line = line
      self.column = column
      self.key = key
    }
  }

  public var code: Code
  package var words: Bilingual
  public var context: Context
  package var underlying: (any Error)?

  package init(_ code: Code, _ words: Bilingual, at context: Context, underlying: (any Error)? = nil) {
    self.code = code
    // The list of findings has lines of its own, of sentences made safe each.
    self.words = code == .badData ? words : words.asMessage
    self.context = context
    self.underlying = underlying
  }

  package var message: String { words.english }

  public var told: Bilingual {
    var place = Bilingual(context.chineseFile ?? context.file, context.file)
    if let line = context.line { place += Bilingual("，第\(line)行", ", line \(line)") }
    if let column = context.column { place += Bilingual("，第\(column)列", ", column \(column)") }
    if let key = context.key { place += Bilingual("，键“\(key.shown)”", ", key “\(key.shown)”") }
    return place.map(\.inOneLine) + Bilingual("：", ": ") + words
  }
}

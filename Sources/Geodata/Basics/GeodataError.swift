import Model
import Words

/// What went wrong with a file, where, and how to mend it.
package struct GeodataError: Spoken, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    case fileMissing = "file-missing"
    case unreadable
    case empty
    case wrongFormat = "wrong-format"
    /// This build cannot read or write the format.
    case missingPart = "missing-part"
    /// The file has several layers and none is chosen, or not the chosen one.
    case wrongLayer = "wrong-layer"
    case malformed
    case missingField = "missing-field"
    case badValue = "bad-value"
    case badCoordinate = "bad-coordinate"
    case referenceSystem = "reference-system"
    case cannotWrite = "cannot-write"
    /// NaN or an infinity where a number was to be written.
    case notFinite = "not-finite"
    /// A longitude or latitude outside its range.
    case outOfRange = "out-of-range"
    /// A line with fewer than two positions, a ring with fewer than four.
    case invalidGeometry = "invalid-geometry"
    /// Two records of one layer with the same id.
    case duplicateIdentifier = "duplicate-identifier"
  }

  /// Where it happened; nil for what is not known.
  package struct Context: Hashable, Sendable {
    package var file: String?
    /// The layer's role in the analysis: stations, roads…
    package var layer: String?
    /// The record's id, or its 1-based number in the file.
    package var record: String?
    /// 1-based line of the file.
    package var line: Int?
    package var field: String?

    package init(
      file: String? = nil, layer: String? = nil, record: String? = nil, line: Int? = nil, field: String? = nil
    ) {
      self.file = file
      self.layer = layer
      self.record = record
      self.line = line
      self.field = field
    }
  }

  package var code: Code
  /// The offending value and the fix.
  package var words: Bilingual
  package var context: Context
  package var underlying: (any Error)?

  package init(_ code: Code, _ words: Bilingual, at context: Context = Context(), underlying: (any Error)? = nil) {
    self.code = code
    self.words = words.asMessage
    self.context = context
    self.underlying = underlying
  }

  package var message: String { words.english }

  package var told: Bilingual {
    let places = [
      context.file.map(Bilingual.init(same:)), context.layer.map { Bilingual("图层\($0)", "layer \($0)") },
      context.record.map { Bilingual("记录\($0.shown)", "record \($0.shown)") },
      context.line.map { Bilingual("第\($0)行", "line \($0)") },
      context.field.map { Bilingual("字段“\($0.shown)”", "field “\($0.shown)”") },
    ]
    let place = places.compactMap(\.self).joined("，", ", ")
    return place.english.isEmpty ? words : place.map(\.inOneLine) + Bilingual("：", ": ") + words
  }

  package static func == (a: GeodataError, b: GeodataError) -> Bool {
    a.code == b.code && a.words == b.words && a.context == b.context
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(words)
    hasher.combine(context)
  }
}

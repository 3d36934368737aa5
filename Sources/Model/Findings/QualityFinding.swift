import Geometry
import Words

/// One thing found in the user's data: a row of the data-quality table.
public struct QualityFinding: Hashable, Sendable {
  /// What a finding means for a run.
  public enum Severity: String, Hashable, CaseIterable, Sendable {
    /// Stops the run.
    case error
    /// Is told and does not stop; `--strict` stops on it too.
    case warning
    /// A fact worth knowing.
    case note
  }

  public var severity: Severity
  public var rule: QualityRule
  /// The layer's role: stations, roads…
  public var layer: String
  /// The layer's file without its folder; nil when the finding is about no file.
  package var file: String?
  /// The record's id or 1-based number; nil when the finding is about the whole layer.
  public var record: String?
  package var field: String?
  package var value: String?
  /// Ids of all records that it counts together, the named one included; nil when it is about one or none.
  package var others: [String]?
  /// Travel modes that it is about; none when there is but one, or it has nothing to do with them.
  package var modes: [String] = []
  /// Where it is, WGS84 degrees, the foremost first; none when it has no place.
  package var places: [Coordinate]
  /// What is wrong, in one sentence.
  package var words: Bilingual
  /// How to mend it.
  package var cure: Bilingual

  package init(
    _ severity: Severity, _ rule: QualityRule = .reading, layer: String, record: String? = nil, field: String? = nil,
    value: String? = nil, at places: [Coordinate] = [], message words: Bilingual, fix cure: Bilingual
  ) {
    self.severity = severity
    self.rule = rule
    self.layer = layer
    self.record = record
    self.field = field
    self.value = value
    self.places = places
    self.words = words.asMessage
    self.cure = cure.asMessage
  }

  public var message: String { words.english }
  public var fix: String { cure.english }

  /// The message, and which modes it is about.
  package var told: Bilingual {
    guard !modes.isEmpty else { return words }
    let chinese = modes.map { TravelMode(rawValue: $0).words.chinese }.joined(separator: "、")
    return words + Bilingual("（\(chinese)）", " (\(modes.joined(separator: ", ")))")
  }

  /// Where a reader finds it: “stations (stations.csv), record s1, field hours”.
  package var place: Bilingual {
    let file = file.map { Bilingual("（\($0)）", " (\($0))") } ?? Bilingual(same: "")
    return [
      Bilingual(same: layer) + file, record.map { Bilingual("记录\($0.shown)", "record \($0.shown)") },
      field.map { Bilingual("字段\($0.shown)", "field \($0.shown)") },
    ].compactMap(\.self).joined("，", ", ").map(\.inOneLine)
  }
}

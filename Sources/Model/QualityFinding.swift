/// One thing found in the user's data: a row of the data-quality table.
public struct QualityFinding: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    /// Stops the run.
    case error
    /// Is told and does not stop; `--strict` stops on it too.
    case warning
    /// A fact worth knowing.
    case note
  }

  public var severity: Severity
  /// The layer's role: stations, roads…
  public var layer: String
  /// The record's id or 1-based number; nil when the finding is about the whole layer.
  public var record: String?
  public var field: String?
  public var value: String?
  /// What is wrong, in one sentence.
  public var message: String
  /// How to mend it.
  public var fix: String

  public init(
    _ severity: Severity, layer: String, record: String? = nil, field: String? = nil, value: String? = nil,
    message: String, fix: String
  ) {
    self.severity = severity
    self.layer = layer
    self.record = record
    self.field = field
    self.value = value
    self.message = message
    self.fix = fix
  }
}

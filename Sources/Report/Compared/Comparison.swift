import Analysis
import Model

/// What `compare` found out: of two results, or of two ledgers with what they do to coverage.
package struct Comparison: Sendable {
  /// One of the two.
  package struct Side: Sendable {
    package enum Kind: String, Sendable {
      case folder, analysis, ledger
    }

    package var kind: Kind
    /// As the user named it, with what was changed.
    package var words: String
    /// Told apart from another of the same words.
    package var path: String

    package init(_ kind: Kind, _ words: String, path: String) {
      self.kind = kind
      self.words = words
      self.path = path
    }
  }

  package var a: Side
  package var b: Side
  /// nil for results.
  package var ledgers: LedgerJob.Outcome?
  /// Of results, and of ledgers with an analysis.
  package var results: ResultComparison?
  /// Of the page; both where no analysis says one.
  package var language: AnalysisFile.Language

  package init(_ a: Side, _ b: Side, ledgers: LedgerJob.Outcome) {
    self.a = a
    self.b = b
    self.ledgers = ledgers
    results = ledgers.results.map { ResultComparison(ComparedResult($0.a), ComparedResult($0.b)) }
    language = results?.a.language ?? .both
  }

  package init(_ a: Side, _ b: Side, results: ResultComparison) {
    self.a = a
    self.b = b
    self.results = results
    language = results.a.language ?? results.b.language ?? .both
  }

  package var isIllustrative: Bool {
    let ledgers = ledgers.map { $0.comparison.a.isIllustrative || $0.comparison.b.isIllustrative } ?? false
    return ledgers || (results.map { $0.a.isIllustrative || $0.b.isIllustrative } ?? false)
  }

  package var attribution: [String] {
    var seen: Set<String> = []
    return (results.map { $0.a.attribution + $0.b.attribution } ?? []).filter { seen.insert($0).inserted }
  }

  /// Whether both are the same file or folder.
  package var isOneFile: Bool { a.path == b.path && a.words == b.words }

  package var isSame: Bool { (ledgers?.comparison.isSame ?? true) && (results?.isSame ?? true) }

  /// What the ledgers say of themselves: how they were read, in the words of their layers `a` and `b`.
  package var findings: [QualityFinding] {
    ledgers.map { $0.comparison.a.findings + $0.comparison.b.findings } ?? []
  }
}

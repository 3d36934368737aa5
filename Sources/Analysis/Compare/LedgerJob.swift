import DataQuality
import Geodata
import Geometry
import Model
import Words

/// Comparing two ledgers: the `compare` command on two files of records.
package struct LedgerJob: Sendable {
  /// Named `a` and `b` by their role: errors and findings speak of them so.
  package var a: LayerSource
  package var b: LayerSource
  /// What their records are; nil to tell it by their columns.
  package var role: LayerRole?
  package var limits: LedgerMatching.Limits
  /// Run with each of them in the place of its layer; nil to compare records alone.
  package var analysis: AnalysisFile?

  package init(
    _ a: LayerSource, _ b: LayerSource, role: LayerRole? = nil, _ limits: LedgerMatching.Limits = .init(),
    analysis: AnalysisFile? = nil
  ) {
    self.a = a
    self.b = b
    self.role = role
    self.limits = limits
    self.analysis = analysis
  }

  package struct Outcome: Sendable {
    package var comparison: LedgerComparison
    package var role: LayerRole
    /// Where the columns say that B holds something else.
    package var roleOfB: LayerRole?
    package var isRoleGuessed: Bool
    /// With the one ledger and with the other in its place; nil without an analysis.
    package var results: (a: AnalysisResult, b: AnalysisResult)?
  }

  /// Roles that a ledger of records may have.
  package static let roles: [LayerRole] = [.stations, .candidates, .workers, .communities, .routes]

  /// - Throws: ``GeodataError`` for a file that cannot be read, and for ledgers whose role nothing tells where an analysis
  ///   asks for it; whatever a run throws.
  package func run(_ options: RunOptions) async throws -> Outcome {
    options.progress.report(Bilingual("正在读取\(a.shownName)", "reading \(a.shownName)"))
    var one = try Self.named("a") { () throws(GeodataError) in try read(a) }
    options.progress.report(Bilingual("正在读取\(b.shownName)", "reading \(b.shownName)"))
    var other = try Self.named("b") { () throws(GeodataError) in try read(b) }
    let stated = role ?? analysis.flatMap { analysis in ownRole(analysis) }
    let guesses = (LedgerRoleGuess([one]), LedgerRoleGuess([other]), both: LedgerRoleGuess([one, other]))
    let areDifferent =
      stated == nil && guesses.0.isSure && guesses.1.isSure && guesses.0.role != guesses.1.role
    if let analysis, stated == nil, areDifferent || !guesses.both.isSure {
      let rivals = areDifferent ? [guesses.0.role, guesses.1.role] : guesses.both.rivals
      throw GeodataError(
        .missingField,
        Bilingual(
          "从字段看不出两份台账属于\(rivals.map(\.rawValue).joined(separator: "还是"))，而分析文件\(analysis.path.inOneLine)需要知道。请写明：--as \(rivals[0].rawValue)。",
          "the columns do not tell whether these are \(rivals.map(\.rawValue).joined(separator: " or ")), and the "
            + "analysis \(analysis.path.inOneLine) needs to know. Say it: --as \(rivals[0].rawValue)."),
        at: .init(file: a.shownPath))
    }
    let role = stated ?? (areDifferent ? guesses.0.role : guesses.both.role)
    let roleOfB = areDifferent ? guesses.1.role : nil
    take(&one, as: role)
    take(&other, as: roleOfB ?? role)

    var results: (a: AnalysisResult, b: AnalysisResult)?
    var guardian = DatumGuard(isCommandLine: true)
    if let analysis {
      results = (try await figures(analysis, one.source, options), try await figures(analysis, other.source, options))
      let inputs = results!.a.inputs
      guardian.boundary = inputs.boundary ?? inputs.area
      guardian.roads = inputs.streets.roads
    }
    options.progress.report(Bilingual("正在比较", "comparing"))
    let first = try Self.named("a") { () throws(GeodataError) in try ledger(one, &guardian, "a") }
    let second = try Self.named("b") { () throws(GeodataError) in try ledger(other, &guardian, "b") }
    return Outcome(
      comparison: LedgerComparison(first, second, limits), role: role, roleOfB: roleOfB,
      isRoleGuessed: stated == nil, results: results)
  }

  private func read(_ source: LayerSource) throws(GeodataError) -> RawLayer {
    var reader = LayerReader()
    var source = source
    if let role { source.role = role.rawValue }
    let raw = try reader.readRaw(source)
    guard !raw.records.isEmpty else {
      throw GeodataError(
        .empty,
        Bilingual(
          "台账中没有记录。请检查文件，以及所指的图层或工作表。",
          "the ledger has no record. Check the file, and which layer or sheet of it is meant."),
        at: .init(file: source.shownPath, layer: source.role))
    }
    return raw
  }

  /// What the analysis itself takes one of the files for.
  private func ownRole(_ analysis: AnalysisFile) -> LayerRole? {
    Self.roles.first { role in
      analysis.layers[role].map { $0.path == a.path || $0.path == b.path } ?? false
    }
  }

  /// Gives the records their role, and columns the meaning that the analysis gives those of the same name.
  private func take(_ raw: inout RawLayer, as role: LayerRole) {
    raw.source.role = role.rawValue
    guard let layer = analysis?.layers[role] else { return }
    let names = Set(LayerColumns(raw.records, of: raw.source).names)
    for (meaning, column) in layer.mapping.named where raw.source.mapping.named[meaning] == nil {
      let isNumber = meaning == FieldRole.weight.rawValue && Double(column) != nil
      if names.contains(column) || isNumber { raw.source.mapping.named[meaning] = column }
    }
  }

  private func figures(
    _ analysis: AnalysisFile, _ source: LayerSource, _ options: RunOptions
  ) async throws -> AnalysisResult {
    var file = analysis
    guard let role = LayerRole(rawValue: source.role) else { preconditionFailure("a ledger without a role") }
    file.layers[role] = source
    // They are of the stations of the analysis, not of a ledger that stands in their place.
    if role == .stations { file.edits = [] }
    return try await PreparedAnalysis(file, options).figures(options)
  }

  private func ledger(
    _ raw: RawLayer, _ guardian: inout DatumGuard, _ side: String
  ) throws(GeodataError) -> Ledger {
    var findings: [QualityFinding] = []
    let hasPlaces = raw.isGeographic != nil
    let isStated: Bool
    switch raw.statement {
    case .analysisFile, .file, .beyondDoubt: isStated = true
    case .format, .nobody: isStated = false
    }
    let layer = hasPlaces ? try guardian.layer(raw, &findings) : try raw.layer()
    if let verdict = findings.first(where: { $0.severity == .error }) {
      throw GeodataError(
        .referenceSystem, verdict.refusal,
        at: .init(file: raw.source.shownPath, layer: raw.source.role))
    }
    var ledger = try Ledger(layer, hasPlaces: hasPlaces, isSystemStated: isStated)
    ledger.findings = (findings + ledger.findings).map { finding in
      var finding = finding
      finding.words = Self.words(finding.words, finding.layer, side)
      finding.cure = Self.words(finding.cure, finding.layer, side)
      finding.layer = side
      return finding
    }
    return ledger
  }

  // MARK: Which of the two

  /// Errors say which of the ledgers they mean: options speak of `a` and `b`.
  private static func named<Value>(
    _ side: String, _ body: () throws(GeodataError) -> Value
  ) throws(GeodataError) -> Value {
    do throws(GeodataError) {
      return try body()
    } catch {
      var error = error
      if let layer = error.context.layer { error.words = words(error.words, layer, side) }
      error.context.layer = side
      throw error
    }
  }

  private static func words(_ text: Bilingual, _ layer: String, _ side: String) -> Bilingual {
    text.map { $0.replacing("inputs.\(layer)", with: "inputs.\(side)") }
  }
}

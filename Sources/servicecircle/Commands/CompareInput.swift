import Analysis
import ArgumentParser
import Files
import Geodata
import Report
import Words

/// One of the two things that `compare` is given, told by what stands at its path.
struct CompareInput {
  let kind: Comparison.Side.Kind
  let path: String
  /// Of an analysis: keys that are changed.
  private let overrides: [String]
  private let isMissing: Bool

  init(_ path: String, _ overrides: [String] = []) {
    let name = path.lowercased()
    let node = (try? Node.at(path)) ?? nil
    kind =
      if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        .analysis
      } else if node?.kind == .folder, !name.hasSuffix(".gdb"), !name.hasSuffix(".gdb/") {
        .folder
      } else {
        .ledger
      }
    self.path = path
    self.overrides = overrides
    isMissing = node == nil
  }

  var side: Comparison.Side {
    .init(kind, ([path] + overrides).joined(separator: ", "), path: path)
  }

  /// A file that must not be written over.
  var inputFile: String { kind == .folder ? path + "/summary.json" : path }

  private var sort: Bilingual {
    switch kind {
    case .folder: Bilingual("结果文件夹", "a folder of results")
    case .analysis: Bilingual("分析文件", "an analysis file")
    case .ledger: Bilingual("台账", "a ledger")
    }
  }

  private var isResult: Bool { kind != .ledger }

  /// - Returns: `ledger` for two ledgers, `folder` for results.
  /// - Throws: `ValidationError` where something is missing, `GeodataError` for a ledger against a result.
  static func checked(
    _ a: CompareInput, _ b: CompareInput?, hasOverrides: Bool
  ) throws -> Comparison.Side.Kind {
    guard let b else {
      guard hasOverrides else {
        throw ValidationError(
          "compare须写出两个比较对象，或一个分析文件和--set 键=值。",
          "compare needs two things, or one analysis and --set key=value.")
      }
      guard a.kind == .analysis else {
        throw ValidationError(
          "--set用于改写分析，而“\(a.path)”是\(a.sort.chinese)。请写分析文件。",
          "--set changes an analysis, and “\(a.path)” is \(a.sort.english). Name an analysis file.")
      }
      return .folder
    }
    guard a.isResult == b.isResult else {
      if let missing = [a, b].first(where: { $0.isMissing }) {
        throw GeodataError(
          .fileMissing,
          Bilingual(
            "没有“\(missing.path)”这个文件或文件夹。请核对路径。", "there is no file or folder “\(missing.path)”. Check the path."))
      }
      throw GeodataError(
        .wrongFormat,
        Bilingual(
          "“\(a.path)”是\(a.sort.chinese)，“\(b.path)”是\(b.sort.chinese)：结果与结果比较，台账与台账比较。台账对覆盖的影响请用"
            + "`compare 台账 台账 --analysis 分析文件`查看。",
          "“\(a.path)” is \(a.sort.english) and “\(b.path)” \(b.sort.english): results are compared with results, ledgers "
            + "with ledgers. What a ledger does to coverage tells `compare LEDGER LEDGER --analysis ANALYSIS`."))
    }
    return a.isResult ? .folder : .ledger
  }

  /// Read back, or run in memory.
  func result(_ options: RunOptions) async throws -> ComparedResult {
    guard kind == .analysis else { return try ComparedResult(folder: path) }
    let file = try AnalysisFile(path: path, overrides: overrides)
    return ComparedResult(try await PreparedAnalysis(file, options).figures(options))
  }
}

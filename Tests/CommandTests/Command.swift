import Foundation
import Testing

/// The built `servicecircle`, run as a user runs it.
struct Command {
  struct Outcome {
    var code: Int32
    var output: String
    var errors: String

    /// The whole of stdout as one JSON object.
    func object(sourceLocation: SourceLocation = #_sourceLocation) throws -> [String: Any] {
      let value = try? JSONSerialization.jsonObject(with: Data(output.utf8))
      return try #require(
        value as? [String: Any], "stdout is no JSON object: \(output)", sourceLocation: sourceLocation)
    }
  }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The test runner lies beside the built commands.
  private static let executable: URL? = {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let products = URL(fileURLWithPath: runner).deletingLastPathComponent()
    return [products, root.appendingPathComponent(".build/release"), root.appendingPathComponent(".build/debug")]
      .map { $0.appendingPathComponent("servicecircle") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// The folder of the built commands.
  static func products() throws -> String {
    try #require(executable, "build the package first: swift build -c release --build-tests")
      .deletingLastPathComponent().path
  }

  /// Variables of the environment that may say in which language to speak.
  private static let languageVariables = ["SERVICECIRCLE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"]

  /// - Parameters:
  ///   - language: variables that say the language; those of the machine that runs the tests say nothing. English unless
  ///     a test asks for more, whatever the analysis file says.
  ///   - whileRunning: called once the process has started.
  static func run(
    _ arguments: [String], executable other: URL? = nil, language: [String: String] = ["SERVICECIRCLE_LANGUAGE": "en"],
    whileRunning: (Process) throws -> Void = { _ in }
  ) throws -> Outcome {
    let process = Process()
    let found: URL = try #require(executable, "build the package first: swift build -c release --build-tests")
    process.executableURL = other ?? found
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .filter { !languageVariables.contains($0.key) }.merging(["LANG": "C"].merging(language) { $1 }) { $1 }
    // Files take any amount of text; a full pipe would stop the process.
    let streams = try (0..<2).map { _ in try ScratchFolder().file("stream", "") }
    process.standardOutput = FileHandle(forWritingAtPath: streams[0])
    process.standardError = FileHandle(forWritingAtPath: streams[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    try whileRunning(process)
    process.waitUntilExit()
    return Outcome(
      code: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
      output: try String(contentsOfFile: streams[0], encoding: .utf8),
      errors: withoutProgress(try String(contentsOfFile: streams[1], encoding: .utf8)))
  }
}

/// What is told of a run that lasts long, as any does on a busy machine, is not what a test asks for.
private func withoutProgress(_ errors: String) -> String {
  errors.split(separator: "\n", omittingEmptySubsequences: false)
    .filter { !$0.contains(/^(after|已用)\ ?\d.*[:：]/) }.joined(separator: "\n")
}

/// Folders of the tests; gone when the process ends.
private let scratch: URL = {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("command-tests-\(ProcessInfo.processInfo.processIdentifier)")
  atexit { try? FileManager.default.removeItem(at: scratch) }
  return folder
}()

struct ScratchFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = scratch.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try file(name, text) }
  }

  /// Writes a file, with its subfolder; returns its path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

  /// Every file below a subfolder with its bytes.
  func bytes(_ subfolder: String = "") throws -> [String: Data] {
    let base = URL(fileURLWithPath: path).appendingPathComponent(subfolder)
    var found: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: base.path) ?? .init() {
      let url = base.appendingPathComponent(name)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if !isFolder.boolValue { found[name] = try Data(contentsOf: url) }
    }
    return found
  }
}

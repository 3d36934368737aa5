import Analysis
import Foundation

/// Folders of the tests; gone when the process ends.
private let scratch: URL = {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("analysis-tests-\(ProcessInfo.processInfo.processIdentifier)")
  atexit { try? FileManager.default.removeItem(at: scratch) }
  return folder
}()

/// A folder of input files.
struct ScratchFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = scratch.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path).appendingPathComponent(name))
  }

  func analysis(_ overrides: [String] = []) throws -> AnalysisFile {
    try AnalysisFile(path: path + "/analysis.yaml", overrides: overrides)
  }
}

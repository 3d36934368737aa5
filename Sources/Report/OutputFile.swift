import Foundation
import Geodata

/// A single output file that appears whole or not at all: it is written beside its place and renamed.
package final class OutputFile {
  private let target: URL
  private let staging: URL
  private let handle: FileHandle
  private var isCommitted = false

  package init(_ path: String) throws(GeodataError) {
    target = URL(fileURLWithPath: path)
    staging = target.deletingLastPathComponent()
      .appendingPathComponent(".\(target.lastPathComponent).new-\(ProcessInfo.processInfo.processIdentifier)")
    guard FileManager.default.createFile(atPath: staging.path, contents: nil),
      let handle = FileHandle(forWritingAtPath: staging.path)
    else {
      throw GeodataError(
        .cannotWrite, "the file cannot be made. Check that its folder exists and may be written.", at: .init(file: path)
      )
    }
    self.handle = handle
  }

  deinit {
    if !isCommitted { try? FileManager.default.removeItem(at: staging) }
  }

  package func write(_ text: String) throws(GeodataError) { try write(Array(text.utf8)) }

  package func write(_ bytes: [UInt8]) throws(GeodataError) {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw GeodataError(
        .cannotWrite, "writing failed: \(error.localizedDescription)", at: .init(file: target.path), underlying: error)
    }
  }

  /// Puts the finished file in its place, over an older one.
  package func commit() throws(GeodataError) {
    try? handle.close()
    // rename(2) replaces an older file in one step; FileManager's own replacement wants one to be there.
    guard rename(staging.path, target.path) == 0 else {
      throw GeodataError(
        .cannotWrite, "the file cannot be put in place: \(String(cString: strerror(errno)))",
        at: .init(file: target.path))
    }
    isCommitted = true
  }

  package static func write(_ path: String, _ bytes: [UInt8]) throws(GeodataError) {
    let file = try OutputFile(path)
    try file.write(bytes)
    try file.commit()
  }
}

/// A cell of a plain CSV file.
package func csvText(_ text: String) -> String {
  text.utf8.contains { ",\"\n\r".utf8.contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
}

import Foundation
import Testing

/// What becomes of the answer when stdout cannot take it.
struct StreamTests {
  /// Runs a line of the shell, in which `$tool` is the command.
  private func shell(_ line: String) throws -> Command.Outcome {
    let tool = try Command.products() + "/servicecircle"
    return try Command.run(
      ["-c", "tool=$1; \(line)", "sh", tool], executable: URL(fileURLWithPath: "/bin/sh"))
  }

  /// Every way to print: an answer, JSON, help and the version.
  @Test(arguments: ["schema", "--version", "solve --help", "init NEW", "init NEW --json"])
  func aFullDiskIsToldNotHidden(arguments: String) throws {
    try #require(FileManager.default.fileExists(atPath: "/dev/full"))
    let folder = try ScratchFolder()
    let words = arguments.replacing("NEW", with: folder.path + "/new")
    let outcome = try shell("$tool \(words) > /dev/full")
    #expect(outcome.code == 1, "\(outcome)")
    #expect(outcome.errors.contains("stdout") && outcome.errors.contains("No space left"), "\(outcome)")
  }

  @Test func aClosedStdoutIsToldAndIsNoDataFile() throws {
    let folder = try ScratchFolder()
    let outcome = try shell("$tool init \(folder.path)/new --json >&-")
    #expect(outcome.code == 1 && outcome.errors.contains("stdout"), "\(outcome)")
    // The answer is in no file of the starter, whichever was opened first.
    for (name, bytes) in try folder.bytes("new") {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("\"folder\""), "\(name)")
    }
  }

  @Test func aClosedOrFullStderrChangesNothing() throws {
    for end in ["2>&-", "2> /dev/full"] {
      let outcome = try shell("$tool run /nowhere/analysis.yaml \(end)")
      #expect(outcome.code == 1, "\(end): \(outcome)")
    }
  }

  /// As `yes | head -1` ends: by SIGPIPE, which a shell tells as 128 + 13, and without a word.
  @Test func aReaderThatHasGoneEndsItQuietly() throws {
    // `true` has ended, and its end of the pipe is closed, when the program starts.
    let outcome = try shell("{ sleep 0.2; $tool schema; echo \"code $?\" >&2; } | true")
    #expect(outcome.errors == "code 141\n", "\(outcome)")
  }
}

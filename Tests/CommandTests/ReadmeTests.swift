import Foundation
import Testing

/// Every command block of the README is run, every output it shows is the real one, its Swift example is compiled.
@Suite(.serialized) struct ReadmeTests {
  private let readme: String

  init() throws {
    readme = try String(contentsOf: Command.root.appendingPathComponent("README.md"), encoding: .utf8)
  }

  private func blocks(_ language: String) -> [String] {
    readme.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  /// A checkout's data in a folder of its own, so that nothing is written into the repository.
  private func checkout() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    for name in ["analyses", "geodata"] {
      try FileManager.default.copyItem(
        atPath: Command.root.appendingPathComponent(name).path, toPath: folder.path + "/" + name)
    }
    return folder
  }

  @Test func everyCommandRuns() throws {
    let folder = try checkout()
    var count = 0
    for line in blocks("sh").flatMap({ $0.components(separatedBy: "\n") }) where !line.isEmpty {
      count += 1
      if line.hasPrefix("git clone ") || line.hasPrefix("cd ") { continue }
      if line.hasPrefix("make ") {
        // Building inside a test run would wait for itself; that the target exists can be asked.
        let make = try shell("make -n " + line.dropFirst("make ".count), in: Command.root.path)
        #expect(make.code == 0, "\(line): \(make.errors)")
        continue
      }
      let outcome = try shell(line, in: folder.path)
      #expect(outcome.code == 0, "\(line): \(outcome.errors)")
    }
    #expect(count > 8, "the README has lost its commands")
    #expect(!readme.contains("README_"), "a placeholder is left")
  }

  @Test func theOutputShownIsTheRealOne() throws {
    let shown = try #require(blocks("text").first)
    let folder = try checkout()
    let outcome = try shell("servicecircle run analyses/wutongqiao.yaml", in: folder.path)
    #expect(outcome.output.trimmingCharacters(in: .newlines) == shown)
  }

  /// The examples stand in sources that are compiled from outside the package and, by a link, among the tests.
  @Test func theLibraryExamplesAreTheCompiledOnes() throws {
    let source = try String(
      contentsOf: Command.root.appendingPathComponent("Benchmarks/library/LibraryExample.swift"), encoding: .utf8)
    let compiled = Set(source.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
    #expect(blocks("swift").count == 2)
    for line in blocks("swift").flatMap({ $0.components(separatedBy: "\n") }) {
      #expect(compiled.contains(line.trimmingCharacters(in: .whitespaces)), "not in LibraryExample.swift: \(line)")
    }
  }

  private func shell(_ line: String, in folder: String) throws -> Command.Outcome {
    let products = try Command.products()
    return try Command.run(
      ["-euo", "pipefail", "-c", "export PATH=\"\(products):$PATH\"; cd \"\(folder)\"; \(line)"],
      executable: URL(fileURLWithPath: "/bin/bash"))
  }
}

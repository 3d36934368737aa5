import Foundation
import Testing

/// The package and its sources against the rules of the house.
struct ArchitectureTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func targets() throws -> [DeclaredTarget] {
    declaredTargets(try String(contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8))
  }

  private func sources(of target: String) throws -> [(name: String, text: String)] {
    let folder = Self.root.appendingPathComponent("Sources/\(target)")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return try (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
      .map { ("\(target)/\($0.lastPathComponent)", try String(contentsOf: $0, encoding: .utf8)) }
  }

  @Test func everyFolderOfSourcesIsATargetWithAFloor() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appendingPathComponent("Sources").path)
      .filter { !$0.hasPrefix(".") }.sorted()
    #expect(folders == (try targets().map(\.name)))
    #expect(folders == House.floors.keys.sorted())
  }

  @Test func arrowsPointDown() throws {
    #expect(arrowFaults(try targets()) == [])
  }

  @Test func sourcesKeepTheRules() throws {
    for target in try targets() {
      for source in try sources(of: target.name) {
        let faults = sourceFaults(source.text, in: target)
        #expect(faults == [], "\(source.name)")
      }
    }
  }

  @Test func whatIsDeclaredIsImported() throws {
    for target in try targets() {
      let imports = Set(try sources(of: target.name).flatMap { importedModules(codeOnly($0.text)) })
      #expect(unusedDependencies(of: target, imports: imports) == [])
    }
  }
}

import Foundation
import Testing

/// The package and its sources against the rules of the house.
struct ArchitectureTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func targets() throws -> [DeclaredTarget] {
    declaredTargets(try String(contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8))
  }

  /// Paths below the target's folder, and texts.
  private func sources(of target: String) throws -> [(name: String, text: String)] {
    let folder = Self.root.appendingPathComponent("Sources/\(target)")
    let paths = FileManager.default.enumerator(atPath: folder.path)
    return try (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
      .map { ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)) }
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
        #expect(faults == [], "\(target.name)/\(source.name)")
      }
    }
  }

  @Test func whatIsDeclaredIsImported() throws {
    for target in try targets() {
      let imports = Set(try sources(of: target.name).flatMap { importedModules(codeOnly($0.text)) })
      #expect(unusedDependencies(of: target, imports: imports) == [])
    }
  }

  @Test(arguments: Rooms.ofTargets.keys.sorted())
  func roomsKeepTheirArrows(target: String) throws {
    let sources = try sources(of: target).map { RoomSource($0.name, $0.text) }
    #expect(roomFaults(target, sources, Rooms.ofTargets[target]!) == [])
  }

  @Test func largeTargetsHaveRooms() throws {
    #expect(try targets().compactMap { lackOfRooms($0.name, fileCount: try sources(of: $0.name).count) } == [])
  }

  @Test func littleIsPublic() throws {
    let package = try String(contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let counts = Dictionary(
      uniqueKeysWithValues: try targets().map {
        ($0.name, try sources(of: $0.name).map { publicLines($0.text) }.reduce(0, +))
      })
    #expect(publicFaults(counts, library: libraryTargets(package)) == [])
  }
}

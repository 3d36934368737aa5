import Files
import Foundation
import Testing

struct WholeFolderTests {
  private struct Refused: Error {}

  private func write(_ folder: WholeFolder, _ text: String) throws {
    try writeFile(folder.place("tables/a.csv"), Array(text.utf8))
    try writeFile(folder.place("b.json"), Array(text.utf8))
  }

  private func commit(_ folder: WholeFolder) throws { try folder.commit { _ in } }

  private func replace(_ path: String, _ text: String, _ exchange: Exchange = .system) throws {
    let folder = try WholeFolder(path, exchange: exchange)
    try write(folder, text)
    try commit(folder)
  }

  @Test(arguments: [Exchange.system, .twoSteps({})]) func newAndOlderFoldersAreReplacedWhole(exchange: Exchange) throws
  {
    let folder = try TestFolder()
    try replace(folder.at("deep/out"), "first", exchange)
    try folder.put("deep/out/more", "of the older one")
    try replace(folder.at("deep/out"), "second", exchange)
    #expect(folder.text("deep/out/tables/a.csv") == "second" && folder.text("deep/out/b.json") == "second")
    #expect(folder.text("deep/out/more") == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.at("deep")) == ["out"])
  }

  @Test func withoutTheEndNothingIsLeftNorTheFoldersAbove() throws {
    let folder = try TestFolder()
    do { try write(try WholeFolder(folder.at("deep/er/out")), "half") }
    #expect(folder.names == [])
  }

  @Test func ownerAndModeOfTheOlderOneStay() throws {
    let folder = try TestFolder()
    try replace(folder.at("out"), "first")
    try #require(chmod(folder.at("out"), 0o750) == 0 && chmod(folder.at("out/b.json"), 0o600) == 0)
    let isRoot = geteuid() == 0
    for name in ["out", "out/tables", "out/b.json"] where isRoot {
      try #require(chown(folder.at(name), 65534, 65533) == 0)
    }
    try replace(folder.at("out"), "second")
    #expect(try Node.at(folder.at("out"))?.mode == 0o750 && Node.at(folder.at("out/b.json"))?.mode == 0o600)
    // A file that is new, or was somebody else's, too: a.csv was root's and keeps its owner.
    for name in ["out", "out/tables", "out/b.json"] where isRoot {
      let node = try #require(try Node.at(folder.at(name)))
      #expect(node.owner == 65534 && node.group == 65533, "\(name)")
    }
  }

  @Test func linksAreFollowed() throws {
    let folder = try TestFolder()
    try replace(folder.at("disk/real"), "first")
    for (link, target) in [("out", "disk/real"), ("next", "disk/none")] {
      try FileManager.default.createSymbolicLink(atPath: folder.at(link), withDestinationPath: target)
    }
    try replace(folder.at("out"), "second")
    try replace(folder.at("next"), "made")
    #expect(folder.text("disk/real/b.json") == "second" && folder.text("disk/none/b.json") == "made")
    for link in ["out", "next"] {
      #expect(try Node.at(folder.at(link), followingLinks: false)?.kind == .link, "\(link)")
    }
    #expect(folder.names == ["disk", "next", "out"])
  }

  /// Where there is no exchange in one step, a kill can fall between the two renames. The next run puts the older folder
  /// back before it does anything else, also when it fails itself.
  @Test func aKillBetweenTwoRenamesIsMendedByTheNextRun() throws {
    let folder = try TestFolder()
    try replace(folder.at("out"), "first")
    #expect(throws: FilesError.self) {
      try replace(
        folder.at("out"), "second",
        .twoSteps { () throws(FilesError) in
          throw FilesError(.refused, .init(same: "killed"), "")
        })
    }
    #expect(folder.text("out/b.json") == nil, "the kill fell where it should")
    do { try write(try WholeFolder(folder.at("out")), "third, which fails") }
    #expect(folder.text("out/b.json") == "first" && folder.names == ["out"])
  }

  @Test func aSecondRunIsRefusedAndTheFirstIsWhole() throws {
    let folder = try TestFolder()
    let first = try WholeFolder(folder.at("out"))
    let error = #expect(throws: FilesError.self) { try WholeFolder(folder.at("out")) }
    #expect(error?.code == .inUse)
    try write(first, "first")
    try commit(first)
    #expect(folder.text("out/b.json") == "first" && folder.text("out/tables/a.csv") == "first")
    #expect(folder.names == ["out"])
  }

  @Test func whatAKilledRunLeftGoesAndWhatIsNotOursStays() throws {
    let folder = try TestFolder()
    let left = folder.at(".out.servicecircle/results-1-2/tables")
    try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
    try folder.put(".out.servicecircle/results-1-2/tables/half.csv", "hal")
    try replace(folder.at("out"), "whole")
    #expect(folder.text("out/b.json") == "whole" && folder.text("out/tables/half.csv") == nil)
    #expect(folder.names == ["out"])
    try FileManager.default.createDirectory(atPath: folder.at(".out.servicecircle"), withIntermediateDirectories: true)
    try folder.put(".out.servicecircle/diary.txt", "mine")
    let error = #expect(throws: FilesError.self) { try WholeFolder(folder.at("out")) }
    #expect(error?.code == .foreign && folder.text(".out.servicecircle/diary.txt") == "mine")
  }

  /// Looked at before the exchange and after it.
  @Test(arguments: [1, 2], [Exchange.system, .twoSteps({})])
  func anOlderFolderThatMustStayIsPutBack(look: Int, exchange: Exchange) throws {
    let folder = try TestFolder()
    try replace(folder.at("out"), "first")
    let second = try WholeFolder(folder.at("out"), exchange: exchange)
    try write(second, "second")
    var looks = 0
    #expect(throws: Refused.self) {
      try second.commit { _ in
        looks += 1
        if looks == look { throw Refused() }
      }
    }
    #expect(folder.text("out/b.json") == "first")
  }

  @Test func mountPointsAreRefusedAtOnce() throws {
    // The roots of file systems that every Linux has.
    for point in ["/", "/proc", "/dev/shm"] where (try? Node.at(point)) != nil && isMountPoint(point) {
      let error = #expect(throws: FilesError.self) { try WholeFolder(point) }
      #expect(error?.code == .mountPoint, "\(point)")
    }
    #expect(isMountPoint("/"))
    #expect(!isMountPoint(try TestFolder().path))
  }

  @Test func whatCannotBeMadeIsToldAtOnce() throws {
    let folder = try TestFolder()
    try folder.put("file", "")
    for bad in ["file", "file/out", String(repeating: "n", count: 300)] {
      #expect(throws: FilesError.self, "\(bad)") { try WholeFolder(folder.at(bad)) }
    }
    #expect(folder.names == ["file"])
  }

  /// A reader that has the older results open goes on reading them.
  @Test func anOpenFileOfTheOlderFolderIsReadToItsEnd() throws {
    let folder = try TestFolder()
    try replace(folder.at("out"), "first")
    let reader = try #require(FileHandle(forReadingAtPath: folder.at("out/b.json")))
    try replace(folder.at("out"), "second")
    #expect(try reader.readToEnd() == Data("first".utf8))
    #expect(folder.text("out/b.json") == "second")
  }
}

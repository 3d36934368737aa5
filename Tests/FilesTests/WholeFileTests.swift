import Files
import Foundation
import Testing

/// A folder of its own for each test; gone with it.
final class TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func at(_ name: String) -> String { "\(path)/\(name)" }

  func text(_ name: String) -> String? { try? String(contentsOfFile: at(name), encoding: .utf8) }

  func put(_ name: String, _ text: String) throws {
    try text.write(toFile: at(name), atomically: false, encoding: .utf8)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: at(name), withIntermediateDirectories: true)
  }

  /// All names, hidden ones too.
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

struct WholeFileTests {
  private func write(_ path: String, _ text: String) throws {
    let file = try WholeFile(path)
    try file.write(Array(text.utf8))
    try file.commit()
  }

  @Test func nothingIsSeenBeforeTheEndAndNothingStaysWithoutIt() throws {
    let folder = try TestFolder()
    try folder.put("a.csv", "old")
    do {
      let file = try WholeFile(folder.at("a.csv"))
      try file.write(Array("new".utf8))
      #expect(folder.text("a.csv") == "old")
    }
    #expect(folder.text("a.csv") == "old" && folder.names == ["a.csv"])
    try write(folder.at("a.csv"), "new")
    #expect(folder.text("a.csv") == "new" && folder.names == ["a.csv"])
  }

  /// By what stands there, not by its name.
  @Test func anInputIsNoOutput() throws {
    let folder = try TestFolder()
    try folder.put("a.csv", "a")
    try folder.put("b.csv", "a")
    try #require(symlink("a.csv", folder.at("link.csv")) == 0 && link(folder.at("a.csv"), folder.at("hard.csv")) == 0)
    let inputs = [folder.at("none.csv"), folder.at("a.csv")]
    for name in ["a.csv", "link.csv", "hard.csv", "../\(URL(fileURLWithPath: folder.path).lastPathComponent)/a.csv"] {
      #expect(input(among: inputs, at: folder.at(name)) == folder.at("a.csv"), "\(name)")
    }
    for place in [folder.at("b.csv"), folder.at("new.csv"), folder.path, "/dev/null"] {
      #expect(input(among: inputs + ["/dev/null"], at: place) == nil, "\(place)")
    }
    #expect(input(among: inputs, within: folder.path) == folder.at("a.csv"))
    #expect(input(among: inputs, within: folder.at("a")) == nil)
  }

  @Test func ownerAndModeStay() throws {
    let folder = try TestFolder()
    try folder.put("a.csv", "old")
    try #require(chmod(folder.at("a.csv"), 0o640) == 0)
    if geteuid() == 0 { try #require(chown(folder.at("a.csv"), 65534, 65533) == 0) }
    let before = try #require(try Node.at(folder.at("a.csv")))
    try write(folder.at("a.csv"), "new")
    let after = try #require(try Node.at(folder.at("a.csv")))
    #expect(after.mode == 0o640 && after.owner == before.owner && after.group == before.group)
    #expect(after.inode != before.inode, "it was replaced, not written over")
  }

  @Test func linksAreFollowedAlsoToWhatIsNotThereYet() throws {
    let folder = try TestFolder()
    try folder.put("target.csv", "old")
    try FileManager.default.createDirectory(atPath: folder.at("deep"), withIntermediateDirectories: true)
    for (link, target) in [("a.csv", "target.csv"), ("b.csv", "a.csv"), ("c.csv", "deep/new.csv")] {
      try FileManager.default.createSymbolicLink(atPath: folder.at(link), withDestinationPath: target)
    }
    try write(folder.at("b.csv"), "by two links")
    #expect(folder.text("target.csv") == "by two links")
    try write(folder.at("c.csv"), "made")
    #expect(folder.text("deep/new.csv") == "made")
    for link in ["a.csv", "b.csv", "c.csv"] {
      #expect(try Node.at(folder.at(link), followingLinks: false)?.kind == .link, "\(link)")
    }
    try FileManager.default.createSymbolicLink(atPath: folder.at("x"), withDestinationPath: "y")
    try FileManager.default.createSymbolicLink(atPath: folder.at("y"), withDestinationPath: "x")
    #expect(throws: FilesError.self) { try WholeFile(folder.at("x")) }
  }

  @Test func hardLinksStayOneFile() throws {
    let folder = try TestFolder()
    try folder.put("a.csv", "older and longer")
    try #require(link(folder.at("a.csv"), folder.at("b.csv")) == 0)
    try write(folder.at("a.csv"), "new")
    #expect(folder.text("a.csv") == "new" && folder.text("b.csv") == "new")
    #expect(folder.names == ["a.csv", "b.csv"])
  }

  /// The reader gets every byte, and the pipe is a pipe afterwards.
  @Test func pipesAreWrittenInto() throws {
    let folder = try TestFolder()
    let pipe = folder.at("pipe")
    try #require(mkfifo(pipe, 0o600) == 0)
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: "/bin/sh")
    reader.arguments = ["-c", "cat \"$1\" > \"$1.read\"", "sh", pipe]
    try reader.run()
    try write(pipe, "through")
    reader.waitUntilExit()
    #expect(folder.text("pipe.read") == "through")
    #expect(try Node.at(pipe)?.kind == .pipe)
  }

  /// A node like /dev/full, made for this test: 1, 7 is what Linux calls it.
  @Test func devicesAreWrittenIntoAndStay() throws {
    let folder = try TestFolder()
    let node = folder.at("full")
    guard geteuid() == 0, mknod(node, S_IFCHR | 0o666, dev_t(1 << 8 | 7)) == 0, let probe = fopen(node, "w") else {
      return
    }
    fclose(probe)
    let file = try WholeFile(node)
    let error = #expect(throws: FilesError.self) { try file.write([65]) }
    #expect(error?.message.contains("No space left") == true)
    #expect(try Node.at(node)?.kind == .device && folder.names == ["full"])
  }

  @Test func whatCannotBeWrittenIsToldAtOnce() throws {
    let folder = try TestFolder()
    for bad in ["missing/a.csv", "", String(repeating: "n", count: 300)] {
      #expect(throws: FilesError.self, "\(bad)") { try WholeFile(folder.at(bad)) }
    }
    try folder.put("file", "")
    #expect(throws: FilesError.self) { try WholeFile(folder.at("file/a.csv")) }
    #expect(folder.names == ["file"])
  }

  /// The system's words are English; what is usual is said in Chinese.
  @Test func refusalsOfTheSystemInBothLanguages() throws {
    let folder = try TestFolder()
    let error = try #require(#expect(throws: FilesError.self) { try WholeFile(folder.at("missing/a.csv")) })
    #expect(error.words.chinese == "无法新建文件：位置不存在。请检查所在文件夹是否存在。")
    #expect(error.message == "the file cannot be made: No such file or directory. Check that its folder exists.")
    #expect(error.told.chinese == "\(error.path)：\(error.words.chinese)")
  }

  @Test func longNamesArePossible() throws {
    let folder = try TestFolder()
    let name = String(repeating: "长", count: 85)
    try write(folder.at(name), "new")
    #expect(folder.names == [name])
  }

  @Test func aSecondWriterIsRefusedAndTheFirstIsWhole() throws {
    let folder = try TestFolder()
    let first = try WholeFile(folder.at("a.csv"))
    let error = #expect(throws: FilesError.self) { try WholeFile(folder.at("a.csv")) }
    #expect(error?.code == .inUse)
    #expect(error?.words.chinese == "另一次运行正在写入此处，或有两项输出同名。请等待其结束，或改存他处。")
    let elsewhere = error?.words(elsewhere: .init("用--out改存他处", "choose another folder with --out"))
    #expect(elsewhere?.chinese == "另一次运行正在写入此处，或有两项输出同名。请等待其结束，或用--out改存他处。")
    #expect(elsewhere?.english.hasSuffix("Wait for it, or choose another folder with --out.") == true)
    try first.write(Array("first".utf8))
    try first.commit()
    #expect(folder.text("a.csv") == "first" && folder.names == ["a.csv"])
    try write(folder.at("a.csv"), "second")
    #expect(folder.text("a.csv") == "second")
  }

  /// What a killed run leaves has no lock.
  @Test func whatAKilledRunLeftIsTakenOver() throws {
    let folder = try TestFolder()
    try folder.put(".a.csv.servicecircle", "half of a much longer te")
    try write(folder.at("a.csv"), "whole")
    #expect(folder.text("a.csv") == "whole" && folder.names == ["a.csv"])
    try folder.makeFolder(".b.csv.servicecircle")
    let error = #expect(throws: FilesError.self) { try WholeFile(folder.at("b.csv")) }
    #expect(error?.code == .foreign)
  }
}

import Areas
import Files
import Foundation
import Geodata
import Words

/// A command that writes a folder of results.
package enum OutputCommand: String, Sendable {
  case run, check, audit, compare, allocate

  /// Whether it may put its results in the place of those that `other` wrote.
  func replaces(_ other: OutputCommand) -> Bool { self == other || (self == .run && other == .check) }
}

/// A file that is text, made when it is written.
struct TextFile: Sendable {
  var name: String
  var make: @Sendable () throws -> [UInt8]
}

/// A results folder that appears whole or not at all (`WholeFolder`).
///
/// It is reserved before the work: what cannot be written is told at once, and a second run to the same place is refused.
/// An interrupted run leaves an older folder as it was. A folder is replaced only when the manifest of the same command
/// stands in it and lists every file in it: nothing of the user's is lost. A run also replaces what a check wrote.
package struct OutputFolder {
  static let manifest = "manifest.json"

  let path: String
  let command: OutputCommand
  /// What has been written so far.
  private(set) var names: [String] = []
  private let folder: WholeFolder

  /// - Parameter inputs: files that the command reads; none of them may lie in the folder.
  /// - Throws: ``GeodataError`` `cannotWrite` when the place cannot be used.
  package init(_ path: String, of command: OutputCommand, besides inputs: [String] = []) throws(GeodataError) {
    if let input = input(among: inputs.map { LayerSource.parted($0).path }, within: path) {
      throw GeodataError(
        .cannotWrite,
        Bilingual(
          "命令要读取的“\(input)”就在该文件夹中，替换文件夹会把它一并删除。请用--out另选文件夹，或移走该文件。",
          "“\(input)”, which the command reads, lies in this folder and would go when it is replaced. Choose another "
            + "folder with --out, or move the file."), at: .init(file: path))
    }
    self.path = path
    self.command = command
    // First without touching anything; then again, as a killed run may have left an older folder to be put back.
    try Self.checkReplaceable(path, by: command)
    do throws(FilesError) {
      folder = try WholeFolder(path)
    } catch {
      let words = error.words(elsewhere: Bilingual("用--out改存他处", "choose another folder with --out"))
      throw GeodataError(.cannotWrite, words, at: .init(file: path), underlying: error)
    }
    try Self.checkReplaceable(path, by: command)
  }

  /// Whether the command may put its results there: nothing stands there yet, or an empty folder, or its results alone.
  static func checkReplaceable(_ path: String, by command: OutputCommand) throws(GeodataError) {
    let files = FileManager.default
    let target = URL(fileURLWithPath: path).standardizedFileURL
    var isDirectory: ObjCBool = false
    guard files.fileExists(atPath: target.path, isDirectory: &isDirectory) else { return }
    guard isDirectory.boolValue else {
      throw GeodataError(
        .cannotWrite,
        Bilingual(
          "结果文件夹的位置上已有一个文件。请用--out另选位置。",
          "a file stands where the results folder should. Choose another place with --out."),
        at: .init(file: path))
    }
    let (writer, expected) = readManifest(target.appendingPathComponent(manifest))
    let found = (files.enumerator(atPath: target.path)?.compactMap { $0 as? String } ?? []).sorted()
    let foreign = found.first { name in
      !expected.contains(name) && !expected.contains { $0.hasPrefix(name + "/") }
    }
    if let foreign {
      let isResult =
        readManifest(target.appendingPathComponent(foreign).appendingPathComponent(manifest)).command != nil
      if isResult {
        throw GeodataError(
          .cannotWrite,
          Bilingual(
            "该文件夹中有另一次结果“\(foreign)”，因此不予替换。请移走它，或用--out另选文件夹；结果文件夹不宜互相嵌套。",
            "this folder holds another result, “\(foreign)”, so it is not replaced. Move that away, or choose another "
              + "folder with --out; results are better kept side by side."), at: .init(file: path))
      }
      throw GeodataError(
        .cannotWrite,
        Bilingual(
          "该文件夹中有“\(foreign)”，不是ServiceCircle的结果，因此不予替换。请移走该文件，或用--out另选文件夹。",
          "this folder holds “\(foreign)”, which is no result of ServiceCircle, so it is not replaced. Move that away, or "
            + "choose another folder with --out."), at: .init(file: path))
    }
    guard let writer, !command.replaces(writer) else { return }
    throw GeodataError(
      .cannotWrite,
      Bilingual(
        "该文件夹中是`\(writer.rawValue)`的结果，`\(command.rawValue)`不予替换。请用--out另选文件夹。",
        "this folder holds the results of `\(writer.rawValue)`, which `\(command.rawValue)` does not replace. Choose "
          + "another folder with --out."), at: .init(file: path))
  }

  /// Who wrote the folder, and the files its manifest lists, with itself; none when it is not ours.
  private static func readManifest(_ url: URL) -> (command: OutputCommand?, files: Set<String>) {
    guard let data = try? Data(contentsOf: url),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      object["tool"] as? String == "ServiceCircle", let names = object["files"] as? [String]
    else { return (nil, []) }
    return ((object["command"] as? String).flatMap(OutputCommand.init) ?? .run, Set(names + [manifest]))
  }

  /// Writes one file into the folder to be; `name` may hold a subfolder.
  mutating func write(_ name: String, _ bytes: [UInt8]) throws {
    names.append(name)
    do throws(FilesError) {
      try writeFile(folder.place(name), bytes)
    } catch {
      throw refusal(name, error)
    }
  }

  /// Makes files by several threads, each written as soon as it is made; of several that cannot be the first is told.
  mutating func write(_ files: [TextFile], threads: Int) throws {
    var places: [String] = []
    for file in files {
      names.append(file.name)
      do throws(FilesError) { places.append(try folder.place(file.name)) } catch { throw refusal(file.name, error) }
    }
    let written = inParallel(files.count, threads: threads) { [places] index in
      Result { try writeFile(places[index], files[index].make()) }
    }
    for (file, outcome) in zip(files, written) {
      do { try outcome.get() } catch let error as FilesError { throw refusal(file.name, error) }
    }
  }

  /// Has somebody else write a file, or a folder of files when the name ends with a stroke, at the path it is given.
  mutating func write(_ name: String, by body: (String) throws -> Void) throws {
    let isFolder = name.hasSuffix("/")
    let place: String
    do throws(FilesError) {
      place = try folder.place(isFolder ? name + "fields.csv" : name)
    } catch {
      throw refusal(name, error)
    }
    let made = isFolder ? URL(fileURLWithPath: place).deletingLastPathComponent().path : place
    try body(made)
    if isFolder {
      names += (FileManager.default.enumerator(atPath: made)?.compactMap { $0 as? String } ?? []).sorted()
        .map { name + $0 }
    } else {
      names.append(name)
    }
  }

  private func refusal(_ name: String, _ error: FilesError) -> GeodataError {
    GeodataError(
      .cannotWrite,
      error.words + Bilingual("原有的结果（如有）未受影响。", " The older results, if there were any, are as they were."),
      at: .init(file: "\(path)/\(name)"), underlying: error)
  }

  /// Puts the finished folder in its place.
  ///
  /// - Throws: ``GeodataError`` `cannotWrite`, also when something has come into the older folder meanwhile.
  func commit() throws {
    do {
      try folder.commit { (old: String) throws(GeodataError) in try Self.checkReplaceable(old, by: command) }
    } catch let error as FilesError {
      throw GeodataError(.cannotWrite, error, at: path)
    } catch var error as GeodataError {
      error.context.file = path
      throw error
    }
  }
}

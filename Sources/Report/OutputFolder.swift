import Foundation
import Geodata

/// A command that writes a folder of results.
package enum OutputCommand: String, Sendable {
  case run, check, audit

  /// Whether it may put its results in the place of those that `other` wrote.
  func replaces(_ other: OutputCommand) -> Bool { self == other || (self == .run && other == .check) }
}

/// A results folder that appears whole or not at all: files go to a hidden sibling, which is then renamed.
///
/// An older folder is renamed out of the way first, put back if the new one cannot take its place, and removed when it
/// has: an interrupted run leaves it as it was. A folder is replaced only when the manifest of the same command stands in
/// it and lists every file in it: nothing of the user's is lost. A run also replaces what a check wrote.
struct OutputFolder {
  static let manifest = "manifest.json"

  let path: String
  let command: OutputCommand
  /// What has been written so far.
  private(set) var names: [String] = []
  private let staging: URL
  private let target: URL
  private let files = FileManager.default

  /// - Throws: ``GeodataError`` `cannotWrite` when the place cannot be used.
  init(_ path: String, of command: OutputCommand) throws {
    self.path = path
    self.command = command
    target = URL(fileURLWithPath: path).standardizedFileURL
    let parent = target.deletingLastPathComponent()
    staging = parent.appendingPathComponent(
      ".\(target.lastPathComponent).new-\(ProcessInfo.processInfo.processIdentifier)")
    try Self.checkReplaceable(path, by: command)
    do {
      try files.createDirectory(at: parent, withIntermediateDirectories: true)
      try? files.removeItem(at: staging)
      try files.createDirectory(at: staging, withIntermediateDirectories: false)
    } catch {
      throw GeodataError(
        .cannotWrite, "the folder cannot be made: \(error.localizedDescription). Choose another with --out.",
        at: .init(file: path), underlying: error)
    }
  }

  /// Whether the command may put its results there: nothing stands there yet, or an empty folder, or its results alone.
  static func checkReplaceable(_ path: String, by command: OutputCommand) throws(GeodataError) {
    let files = FileManager.default
    let target = URL(fileURLWithPath: path).standardizedFileURL
    var isDirectory: ObjCBool = false
    guard files.fileExists(atPath: target.path, isDirectory: &isDirectory) else { return }
    guard isDirectory.boolValue else {
      throw GeodataError(
        .cannotWrite, "a file stands where the results folder should. Choose another place with --out.",
        at: .init(file: path))
    }
    let (writer, expected) = readManifest(target.appendingPathComponent(manifest))
    let found = (files.enumerator(atPath: target.path)?.compactMap { $0 as? String } ?? []).sorted()
    let foreign = found.first { name in
      !expected.contains(name) && !expected.contains { $0.hasPrefix(name + "/") }
    }
    if let foreign {
      throw GeodataError(
        .cannotWrite,
        "this folder holds “\(foreign)”, which is no result of ServiceCircle, so it is not replaced. Move that away, or "
          + "choose another folder with --out.", at: .init(file: path))
    }
    guard let writer, !command.replaces(writer) else { return }
    throw GeodataError(
      .cannotWrite,
      "this folder holds the results of `\(writer.rawValue)`, which `\(command.rawValue)` does not replace. Choose "
        + "another folder with --out.", at: .init(file: path))
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
    let file = staging.appendingPathComponent(name)
    do {
      try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    } catch {
      throw GeodataError(
        .cannotWrite, "writing failed: \(error.localizedDescription)", at: .init(file: file.path), underlying: error)
    }
  }

  /// Has somebody else write a file, or a folder of files when the name ends with a stroke, at the path it is given.
  mutating func write(_ name: String, by body: (String) throws -> Void) throws {
    let isFolder = name.hasSuffix("/")
    let place = staging.appendingPathComponent(isFolder ? String(name.dropLast()) : name)
    if isFolder { try files.createDirectory(at: place, withIntermediateDirectories: true) }
    try body(place.path)
    if isFolder {
      names += (files.enumerator(atPath: place.path)?.compactMap { $0 as? String } ?? []).sorted().map { name + $0 }
    } else {
      names.append(name)
    }
  }

  /// Puts the finished folder in its place.
  func commit() throws {
    let old = staging.deletingLastPathComponent().appendingPathComponent(staging.lastPathComponent + ".old")
    do {
      let existed = files.fileExists(atPath: target.path)
      if existed { try files.moveItem(at: target, to: old) }
      do {
        try files.moveItem(at: staging, to: target)
      } catch {
        if existed { try? files.moveItem(at: old, to: target) }
        throw error
      }
      if existed { try? files.removeItem(at: old) }
    } catch {
      throw GeodataError(
        .cannotWrite, "the results cannot be put in place: \(error.localizedDescription)", at: .init(file: path),
        underlying: error)
    }
  }

  /// Removes what was written so far.
  func discard() {
    try? files.removeItem(at: staging)
  }
}

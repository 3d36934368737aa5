import Foundation
import Geodata

/// A results folder that appears whole or not at all: files go to a hidden sibling, which takes the folder's place in
/// one step.
///
/// An older folder is kept beside until the new one stands, so an interrupted run leaves it as it was. A folder that
/// holds anything but results (no `manifest.json`) is never replaced.
struct OutputFolder {
  let path: String
  private let staging: URL
  private let target: URL
  private let files = FileManager.default

  /// - Throws: ``GeodataError`` `cannotWrite` when the place cannot be used.
  init(_ path: String) throws {
    self.path = path
    target = URL(fileURLWithPath: path).standardizedFileURL
    let parent = target.deletingLastPathComponent()
    staging = parent.appendingPathComponent(
      ".\(target.lastPathComponent).new-\(ProcessInfo.processInfo.processIdentifier)")
    var isDirectory: ObjCBool = false
    if files.fileExists(atPath: target.path, isDirectory: &isDirectory) {
      let content = (try? files.contentsOfDirectory(atPath: target.path)) ?? []
      guard isDirectory.boolValue, content.isEmpty || content.contains("manifest.json") else {
        throw GeodataError(
          .cannotWrite,
          "this place holds something other than results of ServiceCircle, and it is not replaced. Choose another folder "
            + "with --out.", at: .init(file: path))
      }
    }
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

  /// Writes one file into the folder to be; `name` may hold a subfolder.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = staging.appendingPathComponent(name)
    do {
      try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    } catch {
      throw GeodataError(
        .cannotWrite, "writing failed: \(error.localizedDescription)", at: .init(file: file.path), underlying: error)
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

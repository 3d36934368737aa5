import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder of files that appears whole or not at all.
///
/// Beside its place a hidden folder is reserved at once, so that what cannot be written is told before the work and a
/// second run to the same place is refused. The files go to a folder in it, which at the end changes places with the older
/// one in a single step: at every moment one whole folder stands there. Where the file system has no such step, two
/// renames do it, and if a kill falls between them the next run puts the older one back.
///
/// Links are followed; owner and mode of the older folder stay.
package final class WholeFolder {
  /// Where it will stand: no link.
  package let target: String
  private let reservation: Reservation
  private let staging: String
  private let exchange: Exchange
  /// Folders above the place that were made for it, the outermost first.
  private let made: [(path: String, slot: Int?)]
  private var isDone = false

  private var displaced: String { joined(reservation.path, "old") }

  /// - Throws: ``FilesError``.
  package init(_ path: String, exchange: Exchange = .system) throws(FilesError) {
    self.exchange = exchange
    if let node = try Node.at(path), node.kind != .folder {
      throw FilesError(
        .wrongKind,
        Bilingual("结果文件夹的位置上是一个文件。请改用其他名称。", "a file stands where the results folder should."), path)
    }
    let place = try followingLinks(path)
    var made: [(path: String, slot: Int?)] = []
    do throws(FilesError) {
      let existing = canonical(place)
      if existing == nil {
        made = try Leavings.whileMaking { () throws(FilesError) in
          try Self.makeFolders(split(place).folder).map { ($0, Leavings.keep($0)) }
        }
      }
      guard let above = canonical(split(existing ?? place).folder) else {
        throw .refused(Bilingual("找不到所在文件夹", "its folder cannot be found"), path)
      }
      let name = split(existing ?? place).name
      guard !["", ".", ".."].contains(name) || existing == "/" else {
        throw FilesError(
          .wrongKind, Bilingual("这不是一个文件夹自己的名称。请另外指定文件夹。", "this names no folder of its own."), path)
      }
      target = existing ?? joined(above, name)
      if existing != nil {
        guard !isMountPoint(target) else {
          throw FilesError(
            .mountPoint,
            Bilingual(
              "这是一个挂载点，无法整体替换。请指定其中的文件夹，例如\(joined(target, "results"))。",
              "this is a mount point, which nothing can take the place of. Name a folder in it, such as "
                + "\(joined(target, "results"))."), path)
        }
        guard access(target, W_OK | X_OK) == 0 else {
          throw .refused(Bilingual("不允许更改该文件夹", "this folder may not be changed"), path)
        }
      } else if name.utf8.count > Int(NAME_MAX) {
        throw .refused(Bilingual("无法新建文件夹", "the folder cannot be made"), path, ENAMETOOLONG)
      }
      reservation = try Reservation(.folder, joined(above, stagingName(name)))
      staging = joined(reservation.path, "results-\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
    } catch {
      Self.remove(made)
      throw error
    }
    self.made = made
    try clean()
    do throws(FilesError) {
      guard mkdir(staging, 0o777) == 0 else { throw .refused(Bilingual("无法新建文件夹", "the folder cannot be made"), path) }
      // A disk without room takes a folder and no file.
      try writeFile(joined(staging, "trial"), [0])
      unlink(joined(staging, "trial"))
      rmdir(staging)
    } catch {
      removeTree(staging)
      var error = error
      error.path = path
      throw error
    }
  }

  /// What a killed run left: an older folder that it had moved away goes back, the rest is removed.
  private func clean() throws(FilesError) {
    let found = names(in: reservation.path)
    if let foreign = found.first(where: { $0 != "old" && !$0.hasPrefix("results-") }) {
      throw FilesError(
        .foreign,
        Bilingual(
          "“\(reservation.path)”中有“\(foreign)”，不是本程序所写。请把它移走。",
          "“\(reservation.path)” holds “\(foreign)”, which is not this program's. Move it away."), target)
    }
    if found.contains("old") {
      let stands = try Node.at(target, followingLinks: false) != nil
      if !stands, rename(displaced, target) != 0 {
        throw .refused(
          Bilingual(
            "原有结果现存于“\(displaced)”，无法放回原处", "the older results, now in “\(displaced)”, cannot be put back"),
          target)
      }
      if stands { removeTree(displaced) }
    }
    for name in found where name != "old" { removeTree(joined(reservation.path, name)) }
  }

  /// - Returns: those it made; all of them are gone again when one cannot be made.
  private static func makeFolders(_ path: String) throws(FilesError) -> [String] {
    if try Node.at(path) != nil { return [] }
    var made = try makeFolders(split(path).folder)
    guard mkdir(path, 0o777) == 0 else {
      let error = errno
      if error == EEXIST { return made }
      for path in made.reversed() { rmdir(path) }
      throw .refused(Bilingual("无法新建文件夹", "the folder cannot be made"), path, error)
    }
    made.append(path)
    return made
  }

  private static func remove(_ made: [(path: String, slot: Int?)]) {
    for folder in made.reversed() {
      rmdir(folder.path)
      Leavings.forget(folder.slot)
    }
  }

  /// The path to write a file of the folder to; folders on the way are made.
  package func place(_ name: String) throws(FilesError) -> String {
    let path = joined(staging, name)
    _ = try Self.makeFolders(split(path).folder)
    return path
  }

  /// Puts the finished folder in its place.
  ///
  /// - Parameter check: looks at the older folder, which is put back when it throws.
  package func commit<E: Error>(_ check: (_ old: String) throws(E) -> Void) throws {
    _ = try Self.makeFolders(staging)
    guard try Node.at(target, followingLinks: false) != nil else {
      guard rename(staging, target) == 0 else {
        throw FilesError.refused(Bilingual("无法放到指定位置", "it cannot be put in its place"), target)
      }
      return finish()
    }
    try check(target)
    takeOver(target, by: staging)
    let error = exchange.swap(staging, target)
    if error == 0 {
      do { try check(staging) } catch {
        // Somebody put a file there within the last moment.
        if exchange.swap(staging, target) == 0 { throw error }
        isDone = true
        throw error
      }
      return finish()
    }
    guard Exchange.isMissing(error) else {
      throw FilesError.refused(Bilingual("无法放到指定位置", "it cannot be put in its place"), target, error)
    }
    guard rename(target, displaced) == 0 else {
      throw FilesError.refused(Bilingual("无法放到指定位置", "it cannot be put in its place"), target)
    }
    if case .twoSteps(let between) = exchange { try between() }
    do {
      try check(displaced)
      guard rename(staging, target) == 0 else {
        throw FilesError.refused(Bilingual("无法放到指定位置", "it cannot be put in its place"), target)
      }
    } catch {
      _ = rename(displaced, target)
      throw error
    }
    finish()
  }

  private func finish() {
    isDone = true
    for folder in made { Leavings.forget(folder.slot) }
    removeTree(staging)
    removeTree(displaced)
    rmdir(reservation.path)
  }

  deinit {
    guard !isDone else { return }
    removeTree(staging)
    // Fails while an older folder waits in it to be put back.
    rmdir(reservation.path)
    Self.remove(made)
  }
}

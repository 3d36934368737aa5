import Foundation
import Synchronization

/// The page and what it loads: `/` and the fixed names of ``PageFile`` under `/assets`; nil for every other path.
///
/// No part of a path is ever joined to a folder: a name is looked up in a list. MapLibre's two files lie in `assets`, where
/// `make setup-server` puts them; without them the page draws its map itself.
/// - Parameter assets: the folder with `maplibre-gl.js` and `maplibre-gl.css`; nil without.
package func pageAnswer(_ question: Question, assets: String?) -> Answer? {
  let file: PageFile
  switch question.path {
  case []: file = .index
  case let path where path.count == 2 && path[0] == "assets":
    guard let named = PageFile.asset(path[1]) else { return nil }
    file = named
  default: return nil
  }
  guard question.method == .get || question.method == .head else {
    return .notAllowed([.get, .head])
  }
  let folder: String? = file.isOurs ? PageFile.folder : assets
  guard let folder, let bytes = contents("\(folder)/\(file.name)") else {
    return .failure(404, "not-installed", file.missing)
  }
  return Answer(type: file.type, headers: [("Cache-Control", "no-cache")], body: bytes)
}

/// Files that were read, once for all who ask.
private let read = Mutex<[String: [UInt8]]>([:])

private func contents(_ path: String) -> [UInt8]? {
  read.withLock { known in
    if let bytes = known[path] { return bytes }
    let bytes = FileManager.default.contents(atPath: path).map { Array($0) }
    known[path] = bytes
    return bytes
  }
}

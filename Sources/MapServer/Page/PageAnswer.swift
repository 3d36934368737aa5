import Foundation
import Synchronization
import Words

/// The page and what it loads: `/` and five fixed names under `/assets`; nil for every other path.
///
/// No part of a path is ever joined to a folder: a name is looked up in a list. MapLibre's two files lie in `assets`, where
/// `make setup-server` puts them; without them the page draws its map itself.
/// - Parameter assets: the folder with `maplibre-gl.js` and `maplibre-gl.css`; nil without.
package func pageAnswer(_ question: Question, assets: String?) -> Answer? {
  let file: PageFile
  switch question.path {
  case []: file = .index
  case let path where path.count == 2 && path[0] == "assets":
    guard let named = PageFile(rawValue: path[1]), named != .index else { return nil }
    file = named
  default: return nil
  }
  guard question.method == .get || question.method == .head else {
    return .notAllowed([.get, .head])
  }
  let folder: String? = file.isOurs ? PageFile.folder : assets
  guard let folder, let bytes = contents("\(folder)/\(file.rawValue)") else {
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

/// What the page consists of.
package enum PageFile: String, CaseIterable {
  case index = "index.html"
  case script = "map.js"
  case sheet = "map.css"
  case library = "maplibre-gl.js"
  case librarySheet = "maplibre-gl.css"

  /// Of this repository, and so part of every build.
  var isOurs: Bool {
    switch self {
    case .index, .script, .sheet: true
    case .library, .librarySheet: false
    }
  }

  var type: String {
    switch self {
    case .index: "text/html; charset=utf-8"
    case .script, .library: "text/javascript; charset=utf-8"
    case .sheet, .librarySheet: "text/css; charset=utf-8"
    }
  }

  var missing: Bilingual {
    isOurs
      ? Bilingual(
        "没有找到网页文件“\(rawValue)”。请重新执行`make install`。",
        "the page's file “\(rawValue)” is not where it should be; run `make install` again.")
      : Bilingual(
        "没有安装MapLibre，缺“\(rawValue)”。执行`make setup-server`即可；不装，网页用自带的简图。",
        "MapLibre is not installed: “\(rawValue)” is missing. `make setup-server` brings it; without, the page draws a plain map."
      )
  }

  /// Where the three files of ours are; nil where they are not.
  package static let folder = place("page", "Sources/MapServer/Page/Assets", holding: .index)

  /// Where MapLibre is; nil where it is not installed.
  package static let mapLibre = place("maplibre", ".deps/maplibre", holding: .library)

  /// Installed beside the program, or in the checkout around it.
  private static func place(_ installed: String, _ source: String, holding file: PageFile) -> String? {
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
    var folder = program.deletingLastPathComponent()
    var places = [folder.deletingLastPathComponent().appendingPathComponent("share/servicecircle/\(installed)")]
    for _ in 0..<5 {
      places.append(folder.appendingPathComponent(source))
      folder = folder.deletingLastPathComponent()
    }
    return places.map(\.path).first { FileManager.default.isReadableFile(atPath: "\($0)/\(file.rawValue)") }
  }
}

import Foundation
import Words

/// What the page consists of: a file out of a fixed list.
package struct PageFile: Hashable, Sendable {
  package let name: String
  /// Of this repository, and so part of every build.
  package let isOurs: Bool

  package static let index = PageFile(name: "index.html", isOurs: true)
  private static let library = PageFile(name: "maplibre-gl.js", isOurs: false)

  /// Every file that is handed out. The modules of the page know each other by these names.
  package static let all: [PageFile] =
    [index, PageFile(name: "map.css", isOurs: true)] + modules.map { PageFile(name: $0, isOurs: true) }
    + [library, PageFile(name: "maplibre-gl.css", isOurs: false)]

  private static let modules = [
    "act-list.js", "act-words.js", "adding.js", "areas.js", "arrow-keys.js", "budget.js", "changed-places.js",
    "curve-chart.js", "definition-form.js", "definition.js", "details.js", "edit-list.js", "edits.js", "elements.js",
    "evaluation.js", "export.js", "figures.js", "geometry.js", "groups-table.js", "happenings.js", "heading.js",
    "hour.js", "keeping.js", "language.js", "legend.js", "map-layers.js", "map-room.js", "map.js",
    "maplibre-images.js", "maplibre-layers.js", "maplibre-map.js", "mix.js", "other-tab.js", "page.js",
    "periods-table.js", "plain-map.js", "plan-words.js", "plan.js", "printing.js", "proposed.js", "publishing.js",
    "reasons.js", "redefining.js", "scenario-buttons.js", "scenarios.js", "search.js", "selected.js", "selection.js",
    "server.js",
    "services-table.js", "share-cells.js", "shortcuts.js", "sites.js", "siting.js", "station-mark.js",
    "station-panel.js", "terms.js", "town.js", "trouble.js", "week-chart.js", "week.js", "why.js", "words.js",
  ]

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// A file beneath `/assets`; nil for every other name.
  package static func asset(_ name: String) -> PageFile? { name == index.name ? nil : byName[name] }

  var type: String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    default: "text/css; charset=utf-8"
    }
  }

  var missing: Bilingual {
    isOurs
      ? Bilingual(
        "没有找到网页文件“\(name)”。请重新执行`make install`。",
        "the page's file “\(name)” is not where it should be; run `make install` again.")
      : Bilingual(
        "没有安装MapLibre，缺“\(name)”。执行`make setup-server`即可；不装，网页用自带的简图。",
        "MapLibre is not installed: “\(name)” is missing. `make setup-server` brings it; without, the page draws a plain map."
      )
  }

  /// Where the files of ours are; nil where they are not.
  package static let folder = place("page", "Sources/MapServer/Page/Assets", holding: index)

  /// Where MapLibre is; nil where it is not installed.
  package static let mapLibre = place("maplibre", ".deps/maplibre", holding: library)

  /// Installed beside the program, or in the checkout around it.
  private static func place(_ installed: String, _ source: String, holding file: PageFile) -> String? {
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
    var folder = program.deletingLastPathComponent()
    var places = [folder.deletingLastPathComponent().appendingPathComponent("share/servicecircle/\(installed)")]
    for _ in 0..<5 {
      places.append(folder.appendingPathComponent(source))
      folder = folder.deletingLastPathComponent()
    }
    return places.map(\.path).first { FileManager.default.isReadableFile(atPath: "\($0)/\(file.name)") }
  }
}

import Foundation
import Words

/// A program of others that makes a format of ours into one of theirs, found on the PATH.
package enum Converter: String, CaseIterable, Sendable {
  case pandoc
  case chromium
  case rsvgConvert = "rsvg-convert"

  /// Of Debian; `make setup-office` installs it.
  package var package: String {
    switch self {
    case .pandoc, .chromium: rawValue
    case .rsvgConvert: "librsvg2-bin"
    }
  }

  private var names: [String] {
    self == .chromium ? [rawValue, "chromium-browser", "google-chrome"] : [rawValue]
  }

  /// Where it stands; nil when it is not installed.
  ///
  /// - Parameter path: folders between colons, as the variable PATH has them.
  package func place(on path: String = ProcessInfo.processInfo.environment["PATH"] ?? "") -> String? {
    let folders = path.split(separator: ":").filter { $0.hasPrefix("/") }
    for name in names {
      for folder in folders {
        let place = "\(folder)/\(name)"
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), !isFolder.boolValue,
          FileManager.default.isExecutableFile(atPath: place)
        {
          return place
        }
      }
    }
    return nil
  }
}

extension AnalysisFile.Format {
  /// Of each of these one must be there.
  package var converters: [[Converter]] {
    switch self {
    case .docx: [[.pandoc], [.rsvgConvert, .chromium]]
    case .pdf: [[.chromium]]
    case .png: [[.rsvgConvert, .chromium]]
    case .geoJSON, .csv, .html, .svg, .xlsx, .gpkg, .shp, .postgis: []
    }
  }

  /// Written by GDAL.
  var needsGDAL: Bool { [.gpkg, .shp, .postgis].contains(self) }

  /// What is missing for it, and how to get it; nil when all is there.
  package func lack(on path: String? = nil) -> Bilingual? {
    let missing = converters.first { one in
      one.allSatisfy { (path.map($0.place(on:)) ?? $0.place()) == nil }
    }
    guard let first = missing?.first else { return nil }
    return Bilingual(
      "格式\(rawValue)需要程序\(first.rawValue)，PATH中没有。请运行`make setup-office`，或安装软件包\(first.package)。",
      "the format \(rawValue) needs the program \(first.rawValue), which is not on the PATH. Run `make setup-office`, or install the package \(first.package)."
    )
  }
}

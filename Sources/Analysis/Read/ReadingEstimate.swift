import Foundation
import Geodata
import Words

/// What reading the files takes in memory, told before it by their sizes alone: what cannot be held is better known
/// before the system ends the run.
///
/// Bytes in memory for each of the file, measured with half a million points of six fields and with the streets of Porto
/// (`docs/quality-gate.md`).
package struct ReadingEstimate: Sendable {
  package var bytes = 0
  /// The largest, for the advice.
  private var largest: (role: String, name: String, bytes: Int)?
  private let machineBytes: Int

  package init(machineBytes: Int) { self.machineBytes = machineBytes }

  init(_ file: AnalysisFile, machineBytes: Int) {
    self.init(machineBytes: machineBytes)
    for role in LayerRole.allCases {
      // Of a raster only the part around the district is read.
      guard let source = file.layers[role], !source.isRaster, let kind = try? FileKind(path: source.path) else {
        continue
      }
      let stem = source.path.dropLast(3)
      let parts = kind == .gdal(.shapefile) ? ["\(stem)shp", "\(stem)dbf"] : [source.path]
      let sizes = parts.compactMap { try? FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int }
      add(role.rawValue, source.shownName, sizes.reduce(0, +), kind, isRoads: role == .roads)
    }
  }

  package mutating func add(_ role: String, _ name: String, _ size: Int, _ kind: FileKind, isRoads: Bool = false) {
    let isPacked = name.lowercased().hasSuffix(".pbf") || name.lowercased().hasSuffix(".gz")
    let factor =
      switch kind {
      case .osm: isPacked ? (isRoads ? 15 : 9) : 2
      case .csv: 3
      case .gpx: 1
      case .geoJSON: 1
      case .gdal(.excel), .gdal(.openDocument): 60
      case .gdal: 3
      }
    bytes += size * factor
    if size * factor > largest?.bytes ?? 0 { largest = (role, name, size * factor) }
  }

  /// nil when the memory will do.
  package var warning: Bilingual? {
    guard bytes > machineBytes, let largest else { return nil }
    return
      Bilingual(
        "读取文件约需内存\(RunEstimate.size(bytes))，其中大部分用于\(largest.role)（\(largest.name)），而本机内存为\(RunEstimate.size(machineBytes))；请把文件裁剪到所需范围，或写明`box`",
        "the files take about \(RunEstimate.size(bytes)) to read, most of it \(largest.role) (\(largest.name)), and there "
          + "is \(RunEstimate.size(machineBytes)) of memory; cut the file to the town, or give a `box`")
  }
}

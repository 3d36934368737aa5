import Analysis
import GEOS
import Geodata
import Geometry

extension ChineseDatum {
  /// What every overlay file says of its positions, so that nobody takes them for WGS84.
  var overlayNote: String {
    switch self {
    case .gcj02: "GCJ-02, to lie on maps of Amap and Tencent; not WGS84"
    case .bd09: "BD-09, to lie on maps of Baidu; not WGS84"
    }
  }
}

extension OutputLayer {
  /// The layer in the shifted coordinates of a map service, valid and oriented anew.
  func shifted(to datum: ChineseDatum) throws(GEOSError) -> OutputLayer {
    var layer = self
    for index in rows.indices {
      layer.rows[index].position = rows[index].position.map(datum.fromWGS84)
      guard let shape = rows[index].shape else { continue }
      layer.rows[index].shape = try rfc7946(shape.map(datum.fromWGS84))
    }
    return layer
  }
}

extension OutputFolder {
  /// The map layers once more in a folder named after the datum, each file saying so.
  mutating func writeOverlay(
    _ layers: [OutputLayer], in datum: ChineseDatum, _ formats: Set<AnalysisFile.Format>, _ members: [JSONMember]
  ) throws {
    for layer in layers {
      let shifted = try layer.shifted(to: datum)
      if formats.contains(.geoJSON) {
        let words = [
          JSONMember("datum", .string(datum.rawValue)), JSONMember("positions", .string(datum.overlayNote)),
        ]
        try write("\(datum.rawValue)/\(layer.name)_\(datum.rawValue).geojson", shifted.geoJSON(members + words))
      }
      if formats.contains(.csv) {
        try write("\(datum.rawValue)/\(layer.name)_\(datum.rawValue).csv", shifted.csv())
      }
    }
  }
}

import Analysis
import GEOS
import Geodata
import Geometry
import Words

/// A layer of a result as a server hands it out: the features that `run` writes into files, each ready to be sent.
package struct FeatureLayer: Sendable {
  package struct Column: Hashable, Sendable {
    package var name: String
    /// string, integer, number or boolean.
    package var type: String
    package var title: Bilingual
    package var about: String

    package init(name: String, type: String, title: Bilingual, about: String) {
      self.name = name
      self.type = type
      self.title = title
      self.about = about
    }
  }

  package struct Feature: Hashable, Sendable {
    package var id: String
    /// WGS84 degrees; nil without a shape.
    package var box: Box?
    /// A GeoJSON type; nil without a shape.
    package var geometry: String?
    /// One GeoJSON feature, as the files have it.
    package var json: [UInt8]

    package init(id: String, box: Box?, geometry: String?, json: [UInt8]) {
      self.id = id
      self.box = box
      self.geometry = geometry
      self.json = json
    }
  }

  package var name: String
  package var title: Bilingual
  package var about: String
  package var columns: [Column]
  package var features: [Feature]

  package init(name: String, title: Bilingual, about: String, columns: [Column], features: [Feature]) {
    self.name = name
    self.title = title
    self.about = about
    self.columns = columns
    self.features = features
  }
}

extension AnalysisResult {
  /// Layers with a place on the map, in the order in which `run` writes them; none without a feature.
  ///
  /// - Throws: `GeodataError`, `GEOSError`.
  package func featureLayers() throws -> [FeatureLayer] {
    try mapLayers().filter { $0.hasGeometry && !$0.rows.isEmpty }.map { try FeatureLayer($0) }
  }
}

extension FeatureLayer {
  init(_ layer: OutputLayer) throws(GeodataError) {
    name = layer.name
    title = tableTitles[layer.name] ?? Bilingual(same: layer.name)
    about = layer.about
    columns = layer.columns.map { column in
      Column(
        name: column.name, type: column.kind.rawValue,
        title: columnTitle(column.name, in: layer.name) ?? Bilingual(same: column.name), about: column.about)
    }
    features = try layer.features().map { (feature) throws(GeodataError) in
      let shape = feature.shape.flatMap { $0.isEmpty ? nil : $0 }
      return Feature(
        id: feature.id, box: shape?.box, geometry: shape.map(\.typeName),
        json: try feature.text(in: .init(layer: layer.name, record: feature.id)))
    }
  }
}

import Analysis
import GEOS
import Geodata
import Geometry
import Model
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
  /// All of them as one document, as the file has it.
  package var collection: [UInt8]

  package init(
    name: String, title: Bilingual, about: String, columns: [Column], features: [Feature], collection: [UInt8] = []
  ) {
    self.name = name
    self.title = title
    self.about = about
    self.columns = columns
    self.features = features
    self.collection = collection
  }
}

extension AnalysisResult {
  /// Layers with a place on the map, in the order in which `run` writes them, then what was put in and is written nowhere;
  /// none without a feature.
  ///
  /// - Throws: `GeodataError`, `GEOSError`.
  package func featureLayers() throws -> [FeatureLayer] {
    try (mapLayers() + inputLayers()).filter { $0.hasGeometry && !$0.rows.isEmpty }
      .map { try FeatureLayer($0, collectionMembers) }
  }

  /// Service areas as a document like the file of all of them.
  ///
  /// - Parameters:
  ///   - areas: of the stations.
  ///   - stations: that stand.
  package func collection(of areas: [ServiceArea], _ stations: [Station]) throws -> [UInt8] {
    var scene = self
    scene.inputs.stations = stations
    scene.maps.serviceAreas = areas
    return try scene.serviceAreaLayer().geoJSON(collectionMembers)
  }
}

extension FeatureLayer {
  init(_ layer: OutputLayer, _ members: [JSONMember]) throws(GeodataError) {
    name = layer.name
    title = tableTitles[layer.name] ?? inputTitles[layer.name] ?? Bilingual(same: layer.name)
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
    collection = try layer.geoJSON(members)
  }
}

import Geometry

/// A value of a feature's field.
package enum VectorValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case real(Double)
  case text(String)
  /// Text that is not UTF-8, as the file has it.
  case bytes([UInt8])
  case list([VectorValue])
}

/// One column of a layer.
package struct VectorField: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case boolean, integer, real, text, date, time, dateTime, numbers, texts, binary
  }

  /// As bytes: old tables do not say how their names are encoded.
  package var nameBytes: [UInt8]
  package var kind: Kind
  /// Characters or bytes at the most; 0 where the format has no limit.
  package var width: Int

  package init(nameBytes: [UInt8], kind: Kind, width: Int = 0) {
    self.nameBytes = nameBytes
    self.kind = kind
    self.width = width
  }
}

/// What a layer says about its coordinates.
package struct VectorReferenceSystem: Hashable, Sendable {
  package var name: String
  /// Such as EPSG:4544; nil when the definition carries no code.
  package var authorityCode: String?
  /// The definition as WKT 2.
  package var wkt: String
  /// The data has latitude or northing first; else it is easting or longitude first, whatever the authority says.
  package var isNorthingFirst: Bool
}

/// What a layer is, before its features are read.
package struct VectorLayer: Hashable, Sendable {
  package var name: String
  package var fields: [VectorField]
  /// False for tables without geometry.
  package var hasGeometry: Bool
  /// nil when nothing is stated.
  package var referenceSystem: VectorReferenceSystem?
  /// nil when only reading would tell.
  package var featureCount: Int?
  /// Column of the feature ids, which is none of ``fields``; empty where the format has none.
  package var idColumn: String
  /// What the driver says about the text of a dBase table: ENCODING_FROM_CPG, CPG_VALUE, LDID_VALUE…
  package var textFacts: [String: String]
}

/// One feature: plain values in the order of the layer's fields.
package struct VectorFeature: Sendable {
  package var id: Int64
  package var values: [VectorValue]
  /// In two dimensions, curves as lines; nil without geometry.
  package var shape: Shape?
  /// What its geometry lost on the way.
  package var losses: Losses = []

  package struct Losses: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    /// Heights or measures.
    package static let dimensions = Losses(rawValue: 1)
    /// Arcs and other curves were replaced by lines.
    package static let curves = Losses(rawValue: 2)
    /// The geometry cannot be read.
    package static let unreadable = Losses(rawValue: 4)
  }
}

/// Which features to read.
package struct VectorRequest: Hashable, Sendable {
  package var layer: String
  /// A condition in the SQL of GDAL or of the database.
  package var condition: String?
  /// In the layer's own coordinates.
  package var box: Box?

  package init(layer: String, condition: String? = nil, box: Box? = nil) {
    self.layer = layer
    self.condition = condition
    self.box = box
  }
}

import Geometry

/// A layer or table to be written, as plain values.
package struct VectorTable: Sendable {
  package enum ColumnKind: Hashable, Sendable {
    case text, integer, boolean
    case real(decimals: Int)
  }

  package struct Column: Sendable {
    package var name: String
    package var kind: ColumnKind
    /// Bytes of the longest text, for formats with cells of one size; 0 to leave it open.
    package var width: Int

    package init(_ name: String, _ kind: ColumnKind, width: Int = 0) {
      self.name = name
      self.kind = kind
      self.width = width
    }
  }

  package struct Row: Sendable {
    package var values: [VectorValue]
    /// WGS84 degrees, longitude first; nil in tables without geometry and for rows without a place.
    package var shape: Shape?

    package init(_ values: [VectorValue], shape: Shape? = nil) {
      self.values = values
      self.shape = shape
    }
  }

  /// What the layer declares its shapes to be; several of one kind pass as parts of one.
  package enum GeometryKind: Hashable, Sendable {
    case none, points, lines, multiLines, multiPolygons, any
  }

  package var name: String
  package var about: String
  package var columns: [Column]
  package var rows: [Row]
  package var geometry: GeometryKind

  package init(name: String, about: String, columns: [Column], rows: [Row], geometry: GeometryKind) {
    self.name = name
    self.about = about
    self.columns = columns
    self.rows = rows
    self.geometry = geometry
  }
}

/// Where and how tables are written.
package struct VectorTarget: Sendable {
  package var driver: String
  /// A path, or the address of a database.
  package var address: String
  /// `KEY=value`, of the driver.
  package var layerOptions: [String]
  /// GDAL's own, which hold while it is written.
  package var options: [String: String]

  package init(
    driver: String, address: String, layerOptions: [String] = [], options: [String: String] = [:]
  ) {
    self.driver = driver
    self.address = address
    self.layerOptions = layerOptions
    self.options = options
  }
}

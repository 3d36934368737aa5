import Geometry
import Words

/// One record of a GeoJSON layer.
package struct GeoJSONFeature: Hashable, Sendable {
  package var id: String
  /// WGS84 degrees, outer rings counterclockwise; nil or empty is written as null.
  package var shape: Shape?
  /// In the order in which they are to be written.
  package var properties: [JSONMember]

  package init(id: String, shape: Shape?, properties: [JSONMember] = []) {
    self.id = id
    self.shape = shape
    self.properties = properties
  }
}

/// Writes a FeatureCollection, one feature per line, the same bytes for the same features.
///
/// Positions get 7 decimals (11 mm) without trailing zeros. Rings are closed, not turned: the caller orients with
/// GEOS, and debug builds assert that it did. It offers no other reference system than WGS84 longitude, latitude.
/// ```swift
/// var writer = GeoJSONWriter(name: "stations")
/// try writer.append(GeoJSONFeature(id: "s1", shape: .point(Coordinate(longitude: 103.8, latitude: 29.4))))
/// let bytes = writer.finish()
/// ```
/// Source: Butler et al. (2016), The GeoJSON Format, RFC 7946.
package struct GeoJSONWriter: Sendable {
  private let name: String
  private let members: [JSONMember]
  private let writesBox: Bool
  private var box = Box()
  private var body: [UInt8] = []
  private var identifiers: Set<String> = []

  /// - Parameters:
  ///   - name: the layer's name, a member of the collection.
  ///   - members: foreign members of the collection, such as `attribution`, in order.
  ///   - writesBox: whether the collection carries the `bbox` of all features (none when all are empty).
  /// - Throws: ``GeodataError`` code `notFinite` for a member that JSON cannot hold.
  package init(name: String, members: [JSONMember] = [], writesBox: Bool = false) throws(GeodataError) {
    _ = try JSONValue.object(members).utf8()
    self.name = name
    self.members = members
    self.writesBox = writesBox
  }

  /// Adds one feature.
  ///
  /// - Throws: ``GeodataError`` with layer and record: `duplicateIdentifier`; `notFinite` for a position or property;
  ///   `outOfRange` for a position that is not longitude, latitude in degrees; `invalidGeometry` for a line of one
  ///   position or a ring of fewer than four. The writer is as it was before.
  /// - Complexity: O(positions + length of the properties).
  package mutating func append(_ feature: GeoJSONFeature) throws(GeodataError) {
    let context = GeodataError.Context(layer: name, record: feature.id)
    guard !identifiers.contains(feature.id) else {
      throw GeodataError(
        .duplicateIdentifier,
        Bilingual(
          "编号“\(feature.id)”重复出现；请为每条记录给出各自的编号", "id \"\(feature.id)\" stands twice; give each record its own"),
        at: context)
    }
    let line = try feature.text(in: context)
    identifiers.insert(feature.id)
    feature.shape.map { box.add($0.box) }
    if !body.isEmpty { body.append(contentsOf: ",\n".utf8) }
    body.append(contentsOf: line)
  }

  /// The whole document, ending in a newline.
  package consuming func finish() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count + 256)
    bytes.append(contentsOf: #"{"type":"FeatureCollection","name":"#.utf8)
    appendQuoted(name, to: &bytes)
    for member in members {
      bytes.append(UInt8(ascii: ","))
      appendQuoted(member.key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      // Written once already by the initializer, so it cannot fail here.
      try! member.value.append(to: &bytes)
    }
    if writesBox, !box.isEmpty {
      bytes.append(contentsOf: #","bbox":["#.utf8)
      for (index, value) in [box.minX, box.minY, box.maxX, box.maxY].enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        appendDegrees(value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(contentsOf: ",\"features\":[\n".utf8)
    bytes.append(contentsOf: body)
    bytes.append(contentsOf: (body.isEmpty ? "]}\n" : "\n]}\n").utf8)
    return bytes
  }
}

extension GeoJSONFeature {
  /// As JSON, in one line.
  ///
  /// - Parameter context: named by errors, which are those of ``GeoJSONWriter/append(_:)`` but for ids that stand twice.
  package func text(in context: GeodataError.Context = .init()) throws(GeodataError) -> [UInt8] {
    var line: [UInt8] = []
    line.append(contentsOf: #"{"type":"Feature","id":"#.utf8)
    appendQuoted(id, to: &line)
    do {
      line.append(contentsOf: #","properties":"#.utf8)
      try JSONValue.object(properties).append(to: &line)
      line.append(contentsOf: #","geometry":"#.utf8)
      if let shape, !shape.isEmpty {
        try appendGeometry(shape, to: &line)
      } else {
        line.append(contentsOf: "null".utf8)
      }
    } catch {
      var located = error
      located.context.layer = context.layer
      located.context.record = context.record
      throw located
    }
    line.append(UInt8(ascii: "}"))
    return line
  }
}

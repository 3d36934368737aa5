import Geometry
import OSM

extension OSMData {
  /// OpenStreetMap objects as records: hosts from `amenity=bank`, demand from `highway=residential`.
  ///
  /// Nodes, then ways, in the order of the file. A way is a point in its middle, but a `highway` is a line (several
  /// where the file lacks nodes) with a computed field `length_m`.
  func records(matching filters: [AttributeFilter]) -> [Record] {
    let tagFilters = filters.map { TagFilter(key: $0.field, values: $0.values) }
    var lines: [String: [[Coordinate]]] = [:]
    for line in self.lines(matching: tagFilters) where line.tags["highway"] != nil {
      lines[line.id, default: []].append(line.coordinates)
    }
    var records: [Record] = []
    for feature in features(matching: tagFilters) {
      var record = Record(
        number: records.count + 1, id: feature.id, fields: Fields(feature.tags.mapValues { .text($0) }))
      if feature.id.hasPrefix("way/"), let parts = lines[feature.id] {
        record.shape = parts.count == 1 ? .lineString(parts[0]) : .multiLineString(parts)
        record.fields["length_m"] = .number(parts.reduce(0) { $0 + lengthInMeters($1) })
      } else {
        record.shape = .point(feature.position)
        // A street that is a single node in this file has no length, which is not the same as an unknown one.
        if feature.tags["highway"] != nil { record.fields["length_m"] = .number(0) }
      }
      records.append(record)
    }
    return records
  }
}

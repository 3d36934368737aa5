import GDALData
import GEOS
import Geometry

/// Which columns of a table hold the position.
package struct PositionColumns: Sendable {
  private enum Columns: Sendable {
    case xy(x: String, y: String)
    case wkt(String)
    case none
  }

  private let columns: Columns
  /// True for longitude and latitude, false for planar x and y; nil without a position.
  package let isGeographic: Bool?

  /// - Throws: `missingField` when only one half of a pair exists, or a mapped column does not.
  package init(header: [String], mapping: FieldMapping, context: GeodataError.Context) throws(GeodataError) {
    let fields = Fields(Dictionary(header.map { ($0, FieldValue.null) }, uniquingKeysWith: { a, _ in a }))
    func column(_ role: FieldRole) throws(GeodataError) -> String? {
      if let mapped = mapping.named[role.rawValue], fields[mapped] == nil {
        throw GeodataError(
          .missingField, "there is no column “\(mapped)”; the columns are \(header.joined(separator: ", ")).",
          at: context)
      }
      if mapping.named[role.rawValue] == nil {
        let likely = header.filter { name in role.usualNames.contains { $0.lowercased() == name.lowercased() } }
        guard likely.count < 2 else {
          throw GeodataError(
            .missingField,
            "\(likely.map { "“\($0)”" }.joined(separator: " and ")) could both be the \(role.rawValue). Say which under "
              + "`fields`: {\(role.rawValue): \(likely[0])}.", at: context)
        }
      }
      return mapping.find(role, in: fields)?.name
    }
    let pairs: [(FieldRole, FieldRole, Bool)] = [(.lon, .lat, true), (.x, .y, false)]
    for (first, second, geographic) in pairs {
      switch (try column(first), try column(second)) {
      case (let x?, let y?):
        columns = .xy(x: x, y: y)
        isGeographic = geographic
        return
      case (nil, nil): continue
      case (let found, let other):
        throw GeodataError(
          .missingField,
          "column “\(found ?? other ?? "")” has no partner: a position needs lon and lat (经度, 纬度), or x and y.",
          at: context)
      }
    }
    if let wkt = try column(.wkt) {
      columns = .wkt(wkt)
      isGeographic = true
    } else {
      columns = .none
      isGeographic = nil
    }
  }

  /// The row's geometry; nil when the table has no position columns.
  package func shape(of record: Record, context: GeodataError.Context) throws(GeodataError) -> Shape? {
    switch columns {
    case .none: return nil
    case .xy(let xName, let yName):
      return .point(
        Coordinate(x: try number(xName, of: record, context), y: try number(yName, of: record, context)))
    case .wkt(let name):
      guard let text = record.fields[name]?.text else { return nil }
      // PostGIS writes its number of the system in front.
      let plain = text.hasPrefix("SRID=") ? text.drop { $0 != ";" }.dropFirst() : text[...]
      do throws(GEOSError) {
        return try Shape(wkt: String(plain))
      } catch {
        if let linear = shapeOfCurves(String(plain)) { return linear }
        throw GeodataError(
          .badCoordinate,
          "“\(text.prefix(40))” is not WKT: \(error.message). Write for example POINT (103.8 29.4), LINESTRING (…) or "
            + "POLYGON ((…)).",
          at: .init(
            file: context.file, layer: context.layer, record: "\(record.number)", line: record.line, field: name),
          underlying: error)
      }
    }
  }

  private func number(
    _ name: String, of record: Record, _ context: GeodataError.Context
  ) throws(GeodataError) -> Double {
    if let plain = record.fields.plainNumber(name) { return plain }
    let place = GeodataError.Context(
      file: context.file, layer: context.layer, record: "\(record.number)", line: record.line, field: name)
    guard let text = record.fields[name]?.text else {
      throw GeodataError(.badCoordinate, "the coordinate is missing. Fill it in or delete the row.", at: place)
    }
    guard let value = officeNumber(text), value.isFinite else {
      throw GeodataError(.badCoordinate, "“\(text)” is not a coordinate. Write a plain decimal number.", at: place)
    }
    return value
  }
}

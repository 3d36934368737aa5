import GDALData
import GEOS
import Geometry
import Words

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

  /// - Throws: `missingField` when only one half of a pair exists, a mapped column does not, or two could be one half.
  package init(header: [String], source: LayerSource, context: GeodataError.Context) throws(GeodataError) {
    let columns = LayerColumns(named: header, of: source)
    func column(_ role: FieldRole) throws(GeodataError) -> String? {
      if let mapped = source.mapping[role], LayerColumns.column(mapped, among: header) == nil {
        throw GeodataError(
          .missingField,
          Bilingual(
            "没有“\(mapped)”列。请更正列名；已有的列是\(header.joined(separator: "、"))。",
            "there is no column “\(mapped)”; the columns are \(header.joined(separator: ", "))."),
          at: context)
      }
      return try columns.first(role)
    }
    let pairs: [(FieldRole, FieldRole, Bool)] = [(.lon, .lat, true), (.x, .y, false)]
    for (first, second, geographic) in pairs {
      switch (try column(first), try column(second)) {
      case (let x?, let y?):
        self.columns = .xy(x: x, y: y)
        isGeographic = geographic
        return
      case (nil, nil): continue
      case (let found, let other):
        throw GeodataError(
          .missingField,
          Bilingual(
            "只有“\(found ?? other ?? "")”一列，不成对：位置需要经度和纬度（lon、lat），或x和y。",
            "column “\(found ?? other ?? "")” has no partner: a position needs lon and lat (经度, 纬度), or x and y."),
          at: context)
      }
    }
    if let wkt = try column(.wkt) {
      self.columns = .wkt(wkt)
      isGeographic = true
    } else {
      self.columns = .none
      isGeographic = nil
    }
  }

  /// Columns of longitudes and latitudes.
  var degrees: Set<String> { isGeographic == true ? Set(numbers) : [] }
  /// Columns of numbers.
  var numbers: [String] { if case .xy(let x, let y) = columns { [x, y] } else { [] } }

  /// The row's geometry; nil when the table has no position columns.
  ///
  /// - Parameter writings: how the columns write their numbers; nil where nothing but plain decimals is known.
  package func shape(
    of record: Record, context: GeodataError.Context, _ writings: NumberWritings?
  ) throws(GeodataError) -> Shape? {
    switch columns {
    case .none: return nil
    case .xy(let xName, let yName):
      return .point(
        Coordinate(
          x: try number(xName, of: record, context, writings), y: try number(yName, of: record, context, writings)))
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
          Bilingual("“\(text.prefix(40))”不是WKT：", "“\(text.prefix(40))” is not WKT: ") + error.words
            + Bilingual(
              "。请写成例如POINT (103.8 29.4)、LINESTRING (…)或POLYGON ((…))。",
              ". Write for example POINT (103.8 29.4), LINESTRING (…) or POLYGON ((…))."),
          at: .init(
            file: context.file, layer: context.layer, record: "\(record.number)", line: record.line, field: name),
          underlying: error)
      }
    }
  }

  private func number(
    _ name: String, of record: Record, _ context: GeodataError.Context,
    _ writings: NumberWritings?
  ) throws(GeodataError) -> Double {
    let writing = writings?[name] ?? .point
    if writing == .point, let plain = record.fields.plainNumber(name) { return plain }
    let place = GeodataError.Context(
      file: context.file, layer: context.layer, record: "\(record.number)", line: record.line, field: name)
    let value = record.fields[name]
    if case .number(let number)? = value { return number }
    guard let text = value?.text else {
      throw GeodataError(
        .badCoordinate,
        Bilingual("没有填写坐标。请补填，或删去该行。", "the coordinate is missing. Fill it in or delete the row."), at: place)
    }
    guard let number = writing.number(text) else {
      throw GeodataError(.badCoordinate, writing.advice(text, noun: Bilingual("坐标", "coordinate")), at: place)
    }
    return number
  }
}

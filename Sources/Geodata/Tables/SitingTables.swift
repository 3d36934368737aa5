import Geometry
import Model
import Words

/// Sites or demand of a bare siting problem, as `solve` reads them: any layer with ids, planar or geographic.
package struct SitingTable: Sendable {
  package var file: String
  /// In the order of the ids, as all that follows: ties and sums do not depend on the order of the file.
  package var ids: [String]
  /// The row of each record in the file, from 0.
  package var rows: [Int]
  /// nil when the table has no coordinates.
  package var positions: [Coordinate]?
  /// True for longitude and latitude, false for planar metres.
  package var isGeographic: Bool
  package var weights: [Double]
  /// existing, required, candidate, excluded, whatever the file's word for it; another word as the file has it; nil where
  /// it says nothing.
  package var statuses: [String?]
  /// One per record when they were asked for; nil where the file says nothing.
  package var costs: [Double?] = []
  /// One per record when they were asked for; nil where the file says nothing.
  package var capacities: [Double?] = []
  /// The group or town of each record; nil where the file says nothing.
  package var groups: [String?] = []
  /// What was found out about the file while reading it.
  package var notes: [QualityFinding] = []
  /// Where the statuses stand.
  package private(set) var statusColumn = FieldRole.status.rawValue
  package private(set) var columnNames: [String] = []
  /// Columns that may be meant as costs, where costs were asked for and none was found.
  package private(set) var costLookalikes: [String] = []

  /// From the origin of any metric system; beyond, squares and sums would overflow in the end.
  private static let farthestMeters = 1e9

  /// Sites that no file has.
  package init(ids: [String], positions: [Coordinate], isGeographic: Bool) {
    file = "places made"
    self.ids = ids
    rows = Array(ids.indices)
    self.positions = positions
    self.isGeographic = isGeographic
    weights = ids.map { _ in 1 }
    statuses = ids.map { _ in nil }
  }

  /// Of a file about which nothing is said.
  /// - Throws: as the table of a source.
  package init(
    path: String, role: String, readsCosts: Bool = false, readsCapacities: Bool = false
  ) throws(GeodataError) {
    try self.init(
      LayerSource(role: role, path: path), readsCosts: readsCosts, readsCapacities: readsCapacities)
  }

  /// - Throws: ``GeodataError`` with record and field; duplicate ids are an error.
  /// - Parameters:
  ///   - readsCosts: false leaves a column `cost` alone, whatever is in it.
  ///   - readsCapacities: the same for `capacity`.
  package init(
    _ source: LayerSource, readsCosts: Bool = false, readsCapacities: Bool = false
  ) throws(GeodataError) {
    file = source.shownPath
    ids = []
    rows = []
    weights = []
    statuses = []
    var found: [Coordinate] = []
    let layer: Layer
    var reader = LayerReader()
    let raw = try reader.readRaw(source)
    if case .nobody = raw.statement, raw.isGeographic != true {
      // Planar coordinates are legitimate here, so the table is taken without a reference system.
      layer = Layer(
        source: raw.source, records: raw.records, referenceSystemWords: Bilingual("照原样", "as given"),
        writings: raw.writings, firstInexact: raw.firstInexact)
    } else {
      layer = try raw.layer()
    }
    notes = raw.notes
    // What is brought to WGS84 lies in degrees, whatever it was before.
    if case .nobody = raw.statement { isGeographic = raw.isGeographic ?? false } else { isGeographic = true }
    positions = raw.isGeographic == nil ? nil : []
    guard !layer.records.isEmpty else {
      throw GeodataError(
        .empty, Bilingual("其中没有记录。", "there is no record in it."), at: .init(file: file, layer: source.role))
    }
    var seen: Set<String> = []
    let columns = layer.columns
    statusColumn = columns.displayName(.status)
    var unweighted: [FieldReading] = []
    for record in layer.records {
      let reading = FieldReading(layer: layer, columns: columns, record: record)
      let id = try reading.id
      guard seen.insert(id).inserted else {
        throw GeodataError(
          .duplicateIdentifier,
          Bilingual(
            "编号“\(id)”重复出现。请为每条记录给出各自的编号。",
            "the id “\(id)” stands twice. Give every record its own id."),
          at: layer.context(record, field: columns.displayName(.id)))
      }
      ids.append(id)
      let weight = try reading.amount(.weight)
      if weight == nil { unweighted.append(reading) }
      weights.append(weight ?? 1)
      statuses.append(try reading.text(.status).map { StatusWords.status($0) ?? $0 })
      if readsCosts { costs.append(try reading.amount(.cost)) }
      if readsCapacities { capacities.append(try reading.amount(.capacity)) }
      var group = try reading.text(.group)
      if group == nil { group = try reading.text(.town) }
      if group == nil { group = try reading.text(.community) }
      groups.append(group == "" ? nil : group)
      if positions != nil { found.append(try reading.point) }
    }
    notes += try layer.gaps([.group, .town, .community].first { !columns.possible($0).isEmpty } ?? .group, groups)
    for (record, place) in zip(layer.records, found)
    where !isGeographic && max(abs(place.x), abs(place.y)) > Self.farthestMeters {
      throw GeodataError(
        .badCoordinate,
        Bilingual(
          "\(place.x), \(place.y)以米计不在地球上。请核对x和y两列。",
          "\(place.x), \(place.y) is nowhere on Earth in metres. Check the columns x and y."),
        at: layer.context(record, field: abs(place.x) > Self.farthestMeters ? "x" : "y"))
    }
    if positions != nil {
      positions = found
      notes += planarDegrees(found, source.role)
    }
    if source.role == Self.demandRole { notes += try unweighted.finding(layer, columns) }
    if source.role == Self.sitesRole { notes += try layer.statusesPassedOver(columns) }
    columnNames = columns.names
    if readsCosts, columns.possible(.cost).isEmpty { costLookalikes = Geodata.costLookalikes(layer.records, columns) }
    sortByID()
  }

  private mutating func sortByID() {
    rows = ids.indices.sorted { precedes(ids[$0], ids[$1]) }
    func sorted<Value>(_ values: [Value]) -> [Value] {
      values.isEmpty ? values : rows.map { values[$0] }
    }
    positions = positions.map { sorted($0) }
    weights = sorted(weights)
    statuses = sorted(statuses)
    costs = sorted(costs)
    capacities = sorted(capacities)
    groups = sorted(groups)
    ids = sorted(ids)
  }

  /// The number of a record in the file, from 1.
  package func recordNumber(_ index: Int) -> Int { rows[index] + 1 }

  private static let demandRole = "demand"
  private static let sitesRole = "sites"

  /// Tells of planar positions that look like degrees: all within their range, and not all in whole numbers.
  private func planarDegrees(_ positions: [Coordinate], _ role: String) -> [QualityFinding] {
    guard !isGeographic, positions.allSatisfy({ abs($0.x) <= 180 && abs($0.y) <= 90 }),
      let example = positions.first(where: { $0.x != $0.x.rounded() || $0.y != $0.y.rounded() })
    else { return [] }
    return [
      QualityFinding(
        .warning, .datum, layer: role, value: "\(example.x), \(example.y)",
        message: Bilingual(
          "x和y都在±180和±90之内，与经纬度相同，但按米处理",
          "x and y lie between ±180 and ±90, as longitudes and latitudes do, and are taken as metres"),
        fix: Bilingual(
          "如为度数，请把列名改为lon和lat；如为米，无需处理",
          "call the columns lon and lat if they are degrees; nothing to do if they are metres"))
    ]
  }
}

extension [FieldReading] {
  /// What is to be said about records that count 1 because nothing says how much they count.
  fileprivate func finding(_ layer: Layer, _ columns: LayerColumns) throws(GeodataError) -> [QualityFinding] {
    guard let first else { return [] }
    guard count == layer.records.count else {
      let name = columns.displayName(.weight)
      return [
        QualityFinding(
          .warning, .missingWeight, layer: layer.source.role, record: try first.id, field: name, value: "\(count)",
          message: Bilingual(
            count == 1 ? "该记录的“\(name)”是空的，按1计" : "\(count)条记录的“\(name)”是空的，按1计；所列为第一条",
            "“\(name)” is empty in \(count == 1 ? "this record" : "\(count) records, this one the first"); 1 is used"),
          fix: Bilingual("请补填该字段", "fill in the field"))
      ]
    }
    let blank = columns.possible(.weight).first
    let likely = weightLookalikes(layer.records, columns)
    guard blank != nil || !likely.isEmpty else { return [] }
    let names = likely.quoted
    return [
      QualityFinding(
        .warning, .missingWeight, layer: layer.source.role, field: blank ?? likely.first, value: "\(count)",
        message: (blank.map { Bilingual("“\($0.shown)”在所有记录中都是空的", "“\($0.shown)” is empty in every record") }
          ?? Bilingual(
            "\(names.chinese)列像是权重，但没有读取",
            "\(names.english) look\(likely.count == 1 ? "s" : "") like a weight and \(likely.count == 1 ? "is" : "are") passed over"
          ))
          + Bilingual("；每条记录都按1计", "; every record counts 1"),
        fix: blank == nil
          ? Bilingual(
            "如确为权重，请写`fields: {weight: \(LayerColumns.written(likely[0]))}`",
            "if it is meant, write `fields: {weight: \(LayerColumns.written(likely[0]))}`")
          : Bilingual("请补填该字段", "fill in the field"))
    ]
  }
}

import Geometry
import Model
import Words

/// Turns the records of a layer into the nouns of the model. What is missing but survivable is noted in `findings`.
extension Layer {
  package func stations(_ findings: inout [QualityFinding]) throws(GeodataError) -> [Station] {
    try unique { (reading) throws(GeodataError) in
      let id = try reading.id
      var station = Station(
        id: StationID(rawValue: id), name: try reading.text(.name) ?? id,
        kind: try reading.text(.kind) ?? "",
        services: Set((try reading.words(.services) ?? []).flatMap(source.serviceWords.named)),
        hours: try hours(reading), capacity: try capacity(reading),
        extraTime: .minutes(try reading.number(.extraMinutes) ?? 0), position: try reading.point)
      station.seats = try reading.amount(.seats)
      station.visits = try reading.amount(.visits)
      station.town = try reading.text(.town) ?? ""
      for column in source.priceColumns { station.prices[column] = try reading.amount(named: column) }
      return station
    } ids: {
      [$0.id.rawValue]
    }
  }

  /// Visits a day. A column of seats that would do for `solve` is none, unless the file says so.
  private func capacity(_ reading: FieldReading) throws(GeodataError) -> Double? {
    let column = try reading.columns.all(.capacity).first
    let seats = try reading.columns.all(.seats).first
    let isSeats = source.mapping[.capacity] == nil && column == seats
    return isSeats ? nil : try reading.amount(.capacity)
  }

  /// As the file has it: “24/7” and the semicolons of several rules belong to it. Only a bare number is refused.
  private func hours(_ reading: FieldReading) throws(GeodataError) -> String? {
    guard let words = try reading.words(.hours), !words.isEmpty else { return nil }
    return try reading.text(.hours)
  }

  /// What the record is called; nil when it says nothing, or the name's column is missing.
  package func name(of record: Record, _ columns: LayerColumns) -> String? {
    try? FieldReading(layer: self, columns: columns, record: record).text(.name)
  }

  /// Places of which only id, position and extra minutes count; what its other columns may mean is not asked.
  package func places() throws(GeodataError) -> [CandidateSite] {
    try unique { (reading) throws(GeodataError) in
      let id = try reading.id
      return CandidateSite(
        id: StationID(rawValue: id), name: id, extraTime: .minutes(try reading.number(.extraMinutes) ?? 0),
        position: try reading.point)
    } ids: {
      [$0.id.rawValue]
    }
  }

  /// Without those that the file calls excluded.
  package func candidateSites(_ findings: inout [QualityFinding]) throws(GeodataError) -> [CandidateSite] {
    var statuses: [String: [String]] = [:]
    let sites = try unique { (reading) throws(GeodataError) in
      let id = try reading.id
      return CandidateSite(
        id: StationID(rawValue: id), name: try reading.text(.name) ?? id,
        host: try reading.text(.kind) ?? "", costYuan: try reading.amount(.cost),
        extraTime: .minutes(try reading.number(.extraMinutes) ?? 0), position: try reading.point)
    } ids: {
      [$0.id.rawValue]
    }
    let columns = columns
    for (site, record) in zip(sites, records) {
      let word = try FieldReading(layer: self, columns: columns, record: record).text(.status)
      if let status = word.flatMap(StatusWords.status) { statuses[status, default: []].append(site.id.rawValue) }
    }
    findings += statusFindings(statuses, columns.displayName(.status))
    findings += try statusesPassedOver(columns)
    let excluded = Set(statuses["excluded"] ?? [])
    return sites.filter { !excluded.contains($0.id.rawValue) }
  }

  /// What a column of statuses means for an analysis, which knows stations in operation by their own layer.
  private func statusFindings(_ sites: [String: [String]], _ column: String) -> [QualityFinding] {
    var findings: [QualityFinding] = []
    if let excluded = sites["excluded"] {
      findings.append(
        QualityFinding(
          .note, .excludedCandidate, layer: source.role, record: excluded[0], field: column, value: "\(excluded.count)",
          message: Bilingual("文件注明排除的候选点已略去", "candidates that the file calls excluded are left out"),
          fix: Bilingual("无需处理", "nothing to do")))
    }
    for (status, chinese, fix) in [
      ("existing", "已建", Bilingual("请把运营中的驿站移到inputs.stations", "move stations in operation to inputs.stations")),
      (
        "required", "必选",
        Bilingual(
          "方案可能不选用它；如须确保计入，请移到inputs.stations",
          "a plan may leave it out; move it to inputs.stations to count on it")
      ),
    ] {
      guard let found = sites[status] else { continue }
      findings.append(
        QualityFinding(
          .warning, .excludedCandidate, layer: source.role, record: found[0], field: column, value: "\(found.count)",
          message: Bilingual(
            "文件注明\(chinese)的候选点，仍作为候选点", "candidates that the file calls \(status) are taken as candidates"),
          fix: fix))
    }
    return findings
  }

  package func communities(_ findings: inout [QualityFinding]) throws(GeodataError) -> [Community] {
    var weighing = Weighing(self)
    defer { findings += weighing.findings }
    let communities = try unique { (reading) throws(GeodataError) in
      guard let shape = reading.record.shape, !shape.isEmpty else {
        throw GeodataError(
          .missingField,
          Bilingual(
            "该记录没有图形。社区应为点、面或街道线。",
            "the record has no geometry. A community is a point, a polygon or a street line."),
          at: context(reading.record))
      }
      let id = try reading.id
      return Community(
        id: CommunityID(rawValue: id), name: try reading.text(.name) ?? id,
        residents: try weighing.weight(reading), shape: shape,
        town: try reading.text(.town) ?? "")
    } ids: {
      [$0.id.rawValue]
    }
    findings += try gaps(.town, communities.map(\.town))
    return communities
  }

  package func workerGroups(_ findings: inout [QualityFinding]) throws(GeodataError) -> [WorkerGroup] {
    var weighing = Weighing(self)
    defer { findings += weighing.findings }
    let groups = try unique { (reading) throws(GeodataError) in
      let id = try reading.id
      var group = WorkerGroup(
        id: WorkerGroupID(rawValue: id), name: try reading.text(.name) ?? id,
        heads: try weighing.weight(reading),
        trade: try reading.text(.group) ?? "", position: try reading.point)
      group.town = try reading.text(.town) ?? ""
      group.hours = try hours(reading)
      return group
    } ids: {
      [$0.id.rawValue]
    }
    findings += try gaps(.group, groups.map(\.trade))
    return groups
  }

  /// A MultiLineString becomes one route per part, `id-1`, `id-2`…
  package func routes(_ findings: inout [QualityFinding]) throws(GeodataError) -> [Route] {
    var weighing = Weighing(self)
    defer { findings += weighing.findings }
    return try unique { (reading) throws(GeodataError) in
      let lines = reading.record.shape?.lines.filter { $0.count > 1 } ?? []
      guard reading.record.shape?.isEmpty != true else {
        throw GeodataError(
          .badValue,
          Bilingual(
            "线上没有点。请重新绘制，或删除该记录。", "the line has no positions. Draw it again or delete the record."),
          at: context(reading.record))
      }
      guard !lines.isEmpty else {
        throw GeodataError(
          .badValue,
          Bilingual(
            reading.record.shape.map { "此处应为线，却是\($0.chineseTypeName)。请改为线。" } ?? "此处应为线，而该记录没有图形。请补绘。",
            "a \(reading.record.shape?.typeName ?? "record without geometry") stands where a line should."),
          at: context(reading.record))
      }
      let id = try reading.id
      let trips = try weighing.weight(reading)
      let name = try reading.text(.name) ?? id
      let trade = try reading.text(.group) ?? ""
      let (corridor, rider) = (try reading.text(.corridor) ?? "", try reading.text(.rider) ?? "")
      let isPatrol = try reading.flag(.patrol) ?? false
      return lines.enumerated().map { index, line in
        var route = Route(
          id: RouteID(rawValue: lines.count == 1 ? id : "\(id)-\(index + 1)"), name: name, tripsPerDay: trips,
          trade: trade, line: line)
        (route.corridor, route.rider, route.isPatrol) = (corridor, rider, isPatrol)
        return route
      }
    } ids: {
      $0.map(\.id.rawValue)
    }.flatMap(\.self)
  }

  /// Where something was found and reported.
  package func reports() throws(GeodataError) -> [FieldReport] {
    try unique { (reading) throws(GeodataError) in
      FieldReport(id: try reading.id, position: try reading.point)
    } ids: {
      [$0.id]
    }
  }

  /// The union of a layer's polygons as one shape.
  package func area() throws(GeodataError) -> Shape {
    let polygons = records.flatMap { $0.shape?.polygons ?? [] }
    guard !polygons.isEmpty else {
      throw GeodataError(
        .badValue,
        Bilingual("该图层中没有面；边界必须是面。", "no polygon in this layer; an outline must be one."), at: context())
    }
    return polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
  }

  private func unique<Value>(
    _ make: (FieldReading) throws(GeodataError) -> Value, ids: (Value) -> [String]
  ) throws(GeodataError) -> [Value] {
    var seen: [String: Int] = [:]
    var values: [Value] = []
    let columns = columns
    seen.reserveCapacity(records.count)
    values.reserveCapacity(records.count)
    guard let first = records.first else { return values }
    var reading = FieldReading(layer: self, columns: columns, record: first)
    for record in records {
      reading.record = record
      let value = try make(reading)
      for id in ids(value) {
        guard let earlier = seen.updateValue(record.number, forKey: id) else { continue }
        throw GeodataError(
          .duplicateIdentifier,
          Bilingual(
            "编号“\(id)”已见于第\(earlier)条记录。请为每条记录给出各自的编号。",
            "the id “\(id)” stands in record \(earlier) already. Give every record its own id."),
          at: context(record, field: columns.displayName(.id)))
      }
      values.append(value)
    }
    return values
  }
}

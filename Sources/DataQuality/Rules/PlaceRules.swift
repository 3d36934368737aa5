import GEOS
import Geometry
import Model
import Words

/// Outside the boundary, outside the roads, or with longitude and latitude swapped.
func outsideFindings(
  _ layer: String, _ records: [QualityInput.Entry], _ input: QualityInput
) throws(GEOSError) -> [QualityFinding] {
  guard !records.isEmpty else { return [] }
  let positions = records.map(\.position)
  let isInside: ([Coordinate]) throws(GEOSError) -> [Bool]
  let region: Bilingual
  if let boundary = input.boundary {
    let valid = try boundary.repaired().shape
    isInside = { (points) throws(GEOSError) in try PreparedGeometry(valid).intersects(points) }
    region = Bilingual("边界", "the boundary")
  } else if let box = input.roadsBox?.expanded(byMeters: input.snapLimit.value) {
    isInside = { (points) throws(GEOSError) in points.map(box.contains) }
    region = Bilingual("路网范围", "the extent of the roads")
  } else {
    return []
  }
  let inside = try isInside(positions)
  let outsideCount = inside.count { !$0 }
  let outside = zip(positions, inside).lazy.filter { !$0.1 }.map(\.0)
  // One or two records are no layer that is somewhere else, unless they are far away.
  let isFar =
    records.count > 2
    || positions.allSatisfy { !(input.roadsBox?.expanded(by: QualityLimits.beyondRoads).contains($0) ?? false) }
  if outsideCount * 2 > records.count, isFar {
    let swapped = try isInside(positions.map { Coordinate(x: $0.y, y: $0.x) }).count { $0 }
    if swapped * 2 > records.count {
      return [
        QualityFinding(
          .error, .swappedCoordinates, layer: layer, field: "geometry", at: Array(outside.prefix(1)),
          message: Bilingual(
            "经度和纬度颠倒：\(records.count)条记录中有\(swapped)条对调后才落在\(region.chinese)以内",
            "longitude and latitude are swapped: \(swapped) of \(records.count) records lie inside \(region.english) only "
              + "with the two exchanged"),
          fix: Bilingual("请把经度写在前面，或对调lon和lat所对应的字段", "put longitude first, or exchange the mapped fields lon and lat"))
      ]
    }
    // A station or candidate elsewhere makes every number wrong; a wide layer of people may rightly be cut.
    let severity: QualityFinding.Severity = layer == "stations" || layer == "candidates" ? .error : .warning
    return [
      QualityFinding(
        severity, .outsideBoundary, layer: layer, field: "geometry", at: Array(outside.prefix(1)),
        message: Bilingual(
          "\(records.count)条记录中有\(outsideCount)条位于\(region.chinese)以外",
          "\(outsideCount) of \(records.count) records lie outside \(region.english)"),
        fix: Bilingual(
          "请核对图层的`crs`（把GCJ-02坐标或投影坐标当作WGS84读取，就会如此）",
          "check the layer's `crs` (a GCJ-02 or projected file read as WGS84 looks like this)"))
    ]
  }
  var findings: [QualityFinding] = []
  for (record, isIn) in zip(records, inside) where !isIn {
    findings.append(
      QualityFinding(
        .warning, .outsideBoundary, layer: layer, record: record.id, field: "geometry", value: text(record.position),
        at: [record.position],
        message: Bilingual("该记录位于\(region.chinese)以外", "the record lies outside \(region.english)"),
        fix: Bilingual("请更正位置，或去掉该记录", "correct the position, or leave the record out")))
  }
  if layer == "stations", let box = input.roadsBox {
    let near = box.expanded(by: QualityLimits.beyondRoads)
    for record in records where !near.contains(record.position) {
      findings.append(
        QualityFinding(
          .error, .beyondRoads, layer: layer, record: record.id, field: "geometry", value: text(record.position),
          at: [record.position], message: Bilingual("驿站位于路网范围以外", "the station lies outside the extent of the roads"),
          fix: Bilingual("请更正位置，或补充该处周围的道路", "correct its position, or load roads around it")))
    }
  }
  return findings
}

/// Sites of different names at one place; what is one record twice is told by ``nameFindings(_:_:)``.
func coLocatedFindings(_ layer: String, _ records: [QualityInput.Entry]) -> [QualityFinding] {
  var forms = NameKinds()
  // A record without a name may be anything.
  let kinds = records.map { $0.hasName ? forms.number(of: NormalName($0.name)) : -1 }
  let twins = earlierTwins(
    records.map(\.position), kinds: kinds, within: QualityLimits.samePlace,
    accepts: { $0 < 0 || $1 < 0 || !forms.areSame($0, $1) })
  return zip(records, twins).compactMap { record, twin in
    guard let twin else { return nil }
    let other = records[twin]
    return QualityFinding(
      // Two hosts may well share a house.
      layer == "stations" ? .warning : .note, .coLocated, layer: layer, record: record.id, field: "geometry",
      value: text(record.position), at: [record.position],
      message: Bilingual(
        "与“\(other.id)”\(other.hasName ? "（\(other.name)）" : "")相距不到5米",
        "it stands within 5 m of “\(other.id)”\(other.hasName ? " (\(other.name))" : "")"),
      fix: layer == "stations"
        ? Bilingual("如为同一处，请删除其一", "remove one of the two if it is the same place")
        : Bilingual("两家单位同在一处的，无需处理", "nothing to do where two hosts share a house"))
  }
}

/// Candidates where a station stands: building there adds nothing.
func candidatesAtStations(_ input: QualityInput) -> [QualityFinding] {
  let stations = input.stations
  if stations.isEmpty { return [] }
  let twins = earlierTwins(
    stations.map(\.position) + input.candidates.map(\.position),
    kinds: stations.map { _ in 0 } + input.candidates.map { _ in 1 }, within: QualityLimits.samePlace,
    accepts: { earlier, later in earlier == 0 && later == 1 })
  return zip(input.candidates, twins.dropFirst(stations.count)).compactMap { candidate, twin in
    guard let twin else { return nil }
    return QualityFinding(
      .note, .coLocated, layer: "candidates", record: candidate.id.rawValue, field: "geometry",
      value: text(candidate.position), at: [candidate.position],
      message: Bilingual(
        "与驿站“\(stations[twin].id.rawValue)”相距不到5米，在此新建没有新的作用",
        "it stands within 5 m of the station “\(stations[twin].id.rawValue)”; a station there adds nothing new"),
      fix: Bilingual("如为该驿站的合作网点，请去掉这个候选点", "leave it out if it is that station's host"))
  }
}

/// Polygons that are not valid, and what the repair makes of them.
func outlineFindings(_ outlines: [QualityInput.Outline]) throws(GEOSError) -> [QualityFinding] {
  var findings: [QualityFinding] = []
  for outline in outlines {
    var handle = try GeometryHandle(outline.shape)
    let repair: Repair?
    do throws(GEOSError) {
      repair = try handle.repair()
    } catch {
      guard error.code == .tangled else { throw error }
      findings.append(
        QualityFinding(
          .error, .invalidGeometry, layer: outline.layer, record: outline.record, field: "geometry",
          at: outline.shape.firstCoordinate.map { [$0] } ?? [], message: error.words,
          fix: Bilingual("请沿边界顺序排列各顶点，或去掉该记录", "order its corners along the outline, or leave the record out")))
      continue
    }
    guard let repair else { continue }
    let outcome = words(repair, at: outline.shape.box.center)
    findings.append(
      QualityFinding(
        .warning, .invalidGeometry, layer: outline.layer, record: outline.record, field: "geometry",
        value: repair.invalidity.reason, at: repair.invalidity.location.map { [$0] } ?? [],
        message: Bilingual("面的边界有错误，本次运行已修复：", "the polygon is not valid; it is repaired for this run: ") + outcome,
        fix: Bilingual(
          "请在地理信息软件中修复（Fix geometries），并查看该处", "repair it in the GIS (Fix geometries) and look at that place")))
  }
  return findings
}

private func words(_ repair: Repair, at center: Coordinate) -> Bilingual {
  let scale = LocalScale(latitude: min(max(center.y, -89), 89))
  let toSquareMeters = scale.metersPerDegreeX * scale.metersPerDegreeY
  let before = abs(repair.areaBefore) * toSquareMeters
  let after = repair.areaAfter * toSquareMeters
  guard repair.polygonsAfter > 0, after > 0 else {
    return Bilingual("修复后面积为零，没有剩余", "nothing is left of it, it has no area")
  }
  let (old, new) = (area(before), area(after))
  var text = Bilingual(
    "\(repair.polygonsBefore)个面（\(old.chinese)）变为\(repair.polygonsAfter)个面（\(new.chinese)）",
    "\(repair.polygonsBefore) polygon\(repair.polygonsBefore == 1 ? "" : "s") of \(old.english) became "
      + "\(repair.polygonsAfter) of \(new.english)")
  if before > after * 1e-9 {
    let change = ((after - before) / before * 1e4).rounded() / 100
    let signed = change < 0 ? "\(change)" : "+\(abs(change))"
    text += Bilingual("，面积变化\(signed)%", " (\(signed) %)")
  } else {
    text += Bilingual("，各环相互抵消", " (its loops cancelled out)")
  }
  return text
}

private func area(_ squareMeters: Double) -> Bilingual {
  if squareMeters < 1e5 {
    let rounded = Int(squareMeters.rounded())
    return Bilingual("\(rounded)平方米", "\(rounded) m²")
  }
  let squareKilometers = (squareMeters / 1e4).rounded() / 100
  return Bilingual("\(squareKilometers)平方公里", "\(squareKilometers) km²")
}

/// Degrees to five decimals, a metre on the ground.
private func text(_ position: Coordinate) -> String { "\(fiveDecimals(position.x)), \(fiveDecimals(position.y))" }

private func fiveDecimals(_ degrees: Double) -> String {
  guard degrees.magnitude < 1e9 else { return "\(degrees)" }
  return "\((degrees * 1e5).rounded() / 1e5)"
}

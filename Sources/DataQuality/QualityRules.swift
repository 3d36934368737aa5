import GEOS
import Geometry
import Model

/// What the quality rules look at: the layers as model values, in WGS84 degrees.
public struct QualityInput: Sendable {
  public var boundary: Shape?
  /// The extent of the streets; nil without roads.
  public var roadsBox: Box?
  public var stations: [Station]
  public var communities: [Community]
  public var workers: [WorkerGroup]
  public var routes: [Route]
  public var candidates: [CandidateSite]
  /// Layers the analysis names, also when they are empty.
  public var namedLayers: Set<String>
  /// The longest trip that the cutoff allows to any mode; nil when none is set.
  public var longestTrip: Seconds?

  public init(
    boundary: Shape?, roadsBox: Box?, stations: [Station], communities: [Community], workers: [WorkerGroup],
    routes: [Route], candidates: [CandidateSite], namedLayers: Set<String>, longestTrip: Seconds? = nil
  ) {
    self.boundary = boundary
    self.roadsBox = roadsBox
    self.stations = stations
    self.communities = communities
    self.workers = workers
    self.routes = routes
    self.candidates = candidates
    self.namedLayers = namedLayers
    self.longestTrip = longestTrip
  }
}

/// Runs the rules that need no network, in a fixed order.
///
/// - Returns: findings by layer, then in the order of the records.
/// - Complexity: O(records log records) plus one point-in-polygon test each.
package func qualityFindings(_ input: QualityInput) throws(GEOSError) -> [QualityFinding] {
  var findings: [QualityFinding] = []
  let points: [(layer: String, records: [(id: String, position: Coordinate)])] = [
    ("stations", input.stations.map { ($0.id.rawValue, $0.position) }),
    ("communities", input.communities.map { ($0.id.rawValue, $0.shape.box.center) }),
    ("workers", input.workers.map { ($0.id.rawValue, $0.position) }),
    ("routes", input.routes.map { ($0.id.rawValue, Box($0.line).center) }),
    ("candidates", input.candidates.map { ($0.id.rawValue, $0.position) }),
  ]
  for (layer, records) in points {
    if records.isEmpty, input.namedLayers.contains(layer) {
      findings.append(
        QualityFinding(
          .warning, layer: layer, message: "the layer is empty",
          fix: "check the file and the `filter`, or leave the layer out"))
    }
    findings += try outside(layer, records, input)
  }
  findings += coLocated("stations", input.stations.map { ($0.id.rawValue, $0.position) })
  findings += input.stations.filter(\.services.isEmpty).map {
    QualityFinding(
      .warning, layer: "stations", record: $0.id.rawValue, field: "services", message: "the station has no service",
      fix: "fill in the services; coverage by service counts it nowhere")
  }
  let unknown = input.stations.flatMap { station in
    station.services.subtracting(Service.fullSet).sorted().map { (station, $0) }
  }
  findings += unknown.map { station, service in
    QualityFinding(
      .note, layer: "stations", record: station.id.rawValue, field: "services", value: service.rawValue,
      message: "the service is not one of the six",
      fix: "write \(Service.fullSet.map(\.rawValue).joined(separator: ", ")), or list it under coverage.services")
  }
  findings += extraTimes("stations", input.stations.map { ($0.id.rawValue, $0.extraTime) }, input.longestTrip)
  findings += extraTimes("candidates", input.candidates.map { ($0.id.rawValue, $0.extraTime) }, input.longestTrip)
  findings += weights("communities", input.communities.map { ($0.id.rawValue, $0.residents) }, absurd: 5_000_000)
  findings += weights("workers", input.workers.map { ($0.id.rawValue, $0.heads) }, absurd: 1_000_000)
  findings += weights("routes", input.routes.map { ($0.id.rawValue, $0.tripsPerDay) }, absurd: 10_000)
  findings += input.routes.filter { lengthInMeters($0.line) == 0 }.map {
    QualityFinding(
      .warning, layer: "routes", record: $0.id.rawValue, field: "geometry",
      message: "the route has no length; it counts nowhere", fix: "draw it again, or leave the record out")
  }
  for community in input.communities where !community.shape.polygons.isEmpty {
    if let defect = try community.shape.invalidity() {
      findings.append(
        QualityFinding(
          .warning, layer: "communities", record: community.id.rawValue, field: "geometry", value: defect.reason,
          message: "the polygon is not valid; it is repaired for this run", fix: "repair it in the GIS (Fix geometries)"
        ))
    }
  }
  return findings
}

/// Outside the boundary, outside the roads, or with longitude and latitude swapped.
private func outside(
  _ layer: String, _ records: [(id: String, position: Coordinate)], _ input: QualityInput
) throws(GEOSError) -> [QualityFinding] {
  guard !records.isEmpty else { return [] }
  let positions = records.map(\.position)
  let isInside: ([Coordinate]) throws(GEOSError) -> [Bool]
  let region: String
  if let boundary = input.boundary {
    let valid = try boundary.repaired().shape
    isInside = { (points) throws(GEOSError) in try PreparedGeometry(valid).intersects(points) }
    region = "the boundary"
  } else if let box = input.roadsBox {
    isInside = { (points) throws(GEOSError) in points.map(box.contains) }
    region = "the extent of the roads"
  } else {
    return []
  }
  let inside = try isInside(positions)
  let outsideCount = inside.count { !$0 }
  if outsideCount * 2 > records.count {
    let swapped = try isInside(positions.map { Coordinate(x: $0.y, y: $0.x) }).count { $0 }
    if swapped * 2 > records.count {
      return [
        QualityFinding(
          .error, layer: layer,
          message:
            "longitude and latitude are swapped: \(swapped) of \(records.count) records lie inside \(region) only "
            + "with the two exchanged", fix: "put longitude first, or exchange the mapped fields lon and lat")
      ]
    }
    // A station or candidate elsewhere makes every number wrong; a wide layer of people may rightly be cut.
    let severity: QualityFinding.Severity = layer == "stations" || layer == "candidates" ? .error : .warning
    return [
      QualityFinding(
        severity, layer: layer,
        message: "\(outsideCount) of \(records.count) records lie outside \(region)",
        fix: "check the layer's `crs` (a GCJ-02 or projected file read as WGS84 looks like this)")
    ]
  }
  var findings: [QualityFinding] = []
  for (record, isIn) in zip(records, inside) where !isIn {
    findings.append(
      QualityFinding(
        .warning, layer: layer, record: record.id, field: "geometry", value: text(record.position),
        message: "the record lies outside \(region)", fix: "correct the position, or leave the record out"))
  }
  if layer == "stations", let box = input.roadsBox {
    // About two kilometres at any inhabited latitude: beyond that no street of the file can serve it.
    let near = box.expanded(by: 0.02)
    for record in records where !near.contains(record.position) {
      findings.append(
        QualityFinding(
          .error, layer: layer, record: record.id, field: "geometry", value: text(record.position),
          message: "the station lies outside the extent of the roads",
          fix: "correct its position, or load roads around it"))
    }
  }
  return findings
}

private func coLocated(_ layer: String, _ records: [(id: String, position: Coordinate)]) -> [QualityFinding] {
  let limit = Meters(5)
  var findings: [QualityFinding] = []
  for (index, record) in records.enumerated() {
    guard
      let twin = records[..<index].first(where: { shortDistance($0.position, record.position) < limit.value })
    else { continue }
    findings.append(
      QualityFinding(
        .warning, layer: layer, record: record.id, field: "geometry", value: text(record.position),
        message: "it stands within 5 m of “\(twin.id)”", fix: "remove one of the two if it is the same place"))
  }
  return findings
}

private func extraTimes(
  _ layer: String, _ records: [(id: String, extra: Seconds)], _ longestTrip: Seconds?
) -> [QualityFinding] {
  records.compactMap { id, extra in
    if extra.value < 0 {
      return QualityFinding(
        .error, layer: layer, record: id, field: "extra_min", value: "\(extra.minutes)",
        message: "the extra minutes are negative", fix: "give zero or more, or leave the field blank")
    }
    guard let longestTrip, extra > longestTrip else { return nil }
    return QualityFinding(
      .warning, layer: layer, record: id, field: "extra_min", value: "\(extra.minutes)",
      message: "the extra minutes alone exceed the cutoff, so it serves nobody",
      fix: "check the field and its unit: it holds minutes")
  }
}

private func weights(_ layer: String, _ records: [(id: String, weight: Double)], absurd: Double) -> [QualityFinding] {
  records.compactMap { id, weight in
    if weight == 0 {
      return QualityFinding(
        .note, layer: layer, record: id, field: "weight", value: "0", message: "the weight is zero; it counts nowhere",
        fix: "fill it in if people are there")
    }
    if weight > absurd {
      return QualityFinding(
        .warning, layer: layer, record: id, field: "weight", value: "\(weight)",
        message: "the weight is implausibly large", fix: "check the field and its unit")
    }
    return nil
  }
}

private func text(_ position: Coordinate) -> String { "\(position.x), \(position.y)" }

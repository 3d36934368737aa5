import DataQuality
import Geodata
import Geometry
import Model
import OSM
import RoadNetwork

/// What snapping says about the sites.
///
/// - Parameter mode: stands in each finding; nil when there is but one.
func snapFindings(_ inputs: AnalysisInputs, _ snapped: [SnapResult], by mode: TravelMode?) -> [QualityFinding] {
  let sites: [(layer: String, id: String, position: Coordinate)] =
    inputs.stations.map { ("stations", $0.id.rawValue, $0.position) }
    + inputs.candidates.map { ("candidates", $0.id.rawValue, $0.position) }
  var findings: [QualityFinding] = []
  for (site, snap) in zip(sites, snapped) {
    func add(
      _ severity: QualityFinding.Severity, _ rule: QualityRule, _ value: String, _ message: String, _ fix: String
    ) {
      findings.append(
        QualityFinding(
          severity, rule, layer: site.layer, record: site.id, field: "geometry", value: value, at: [site.position],
          message: message, fix: fix
        ).by(mode))
    }
    switch snap {
    case .unreached(let reason):
      add(
        .warning, .offNetwork, reason.rawValue, "it is not on the street network and serves nobody",
        reason == .behindBarrier
          ? "correct its position, the shore or barrier, or load the street on its side"
          : "correct its position, load the missing streets or raise circle.snap_limit")
    case .snapped(let point):
      let meters = "\(Int(point.distance.value.rounded())) m"
      if point.distance > QualityLimits.remarkableSnap {
        add(
          .warning, .snapDistance, meters,
          "it stands far from the nearest street; the way there is counted as walked straight",
          "check its position, or add the street that leads to it")
      }
      if point.passedBarrier {
        add(
          .warning, .acrossBarrier, meters,
          "the nearest street lies across water or a barrier; the next on its own side is used, so far away",
          "check its position and the shore or barrier; a bridge or gate belongs among the roads")
      }
      if point.isOnIsland {
        add(
          .warning, .onIsland, meters, "its street is an island without a connection to the rest",
          "join the street to the network, or raise circle.snap_limit to reach another")
      } else if point.leftIsland {
        add(
          .note, .onIsland, meters, "a nearer street is an island; the next one is used, so far away",
          "join the island to the network if it is connected in reality")
      }
      if point.isOnOneWayPart {
        add(
          .warning, .oneWayPart, meters,
          "one-ways and turn rules let no trip come from its street, or none come to it",
          "correct the one-ways there, or raise circle.snap_limit to reach another street")
      } else if point.leftOneWayPart {
        add(
          .note, .oneWayPart, meters,
          "on a nearer street one-ways or turn rules let no trip come or go; the next one is used, so far away",
          "correct the one-ways there if the street is open both ways in reality")
      }
      if point.isLifted {
        add(
          .note, .offGround, meters, "its street is a bridge, a tunnel or lies on another level",
          "add the street on the ground that leads to it")
      } else if point.leftLifted {
        add(
          .note, .offGround, meters,
          "a nearer street is a bridge, a tunnel, a ferry or lies on another level; the next one is used, so far"
            + " away", "nothing to do unless its door is up or down there; then add the street that leads to it")
      }
    }
  }
  return findings
}

/// What snapping says about those who move by a mode and have a place of their own: workers, and communities that are
/// points.
///
/// - Parameter mode: stands in each finding; nil when there is but one.
func demandSnapFindings(
  _ inputs: AnalysisInputs, _ network: ModeNetwork, _ circle: CircleDefinition, by mode: TravelMode?, threads: Int
) -> [QualityFinding] {
  var places: [(layer: String, id: String, position: Coordinate)] = []
  if circle.modes.communities == network.mode {
    for community in inputs.communities {
      if case .point(let position) = community.shape {
        places.append(("communities", community.id.rawValue, position))
      }
    }
  }
  for group in inputs.workers where circle.modes.mode(ofTrade: group.trade) == network.mode {
    places.append(("workers", group.id.rawValue, group.position))
  }
  let snapped = network.graph.snap(
    places.map(\.position), limit: circle.snapLimit, for: .ofDemand(circle.direction),
    around: inputs.streets.ground.obstacles, threads: threads)
  var findings: [QualityFinding] = []
  /// Those with a nearer street that no trip comes from, or none to.
  var left: [Int] = []
  var far: [(layer: String, ids: [String], of: Int, farthest: Double, place: Int)] = []
  for (index, (place, snap)) in zip(places, snapped).enumerated() {
    if far.last?.layer != place.layer { far.append((place.layer, [], 0, 0, index)) }
    far[far.count - 1].of += 1
    func add(_ rule: QualityRule, _ value: String, _ message: String, _ fix: String) {
      findings.append(
        QualityFinding(
          .warning, rule, layer: place.layer, record: place.id, field: "geometry", value: value, at: [place.position],
          message: message, fix: fix
        ).by(mode))
    }
    switch snap {
    case .unreached(let reason):
      add(
        .offNetwork, reason.rawValue, "it is not on the street network and counts as not covered",
        "correct its position, load the missing streets or raise circle.snap_limit")
    case .snapped(let point):
      let distance = point.distance.value
      if point.isOnIsland {
        add(
          .onIsland, "\(Int(distance.rounded())) m", "its street is an island without a connection to the rest",
          "join the street to the network, or raise circle.snap_limit to reach another")
      }
      if point.isOnOneWayPart {
        add(
          .oneWayPart, "\(Int(distance.rounded())) m",
          "one-ways and turn rules let no trip come from its street, or none come to it",
          "correct the one-ways there, or raise circle.snap_limit to reach another street")
      }
      if point.leftOneWayPart { left.append(index) }
      guard distance > QualityLimits.remarkableSnap.value else { continue }
      far[far.count - 1].ids.append(place.id)
      if distance > far[far.count - 1].farthest {
        far[far.count - 1].farthest = distance
        far[far.count - 1].place = index
      }
    }
  }
  for (layer, indices) in Dictionary(grouping: left, by: { places[$0].layer }).sorted(by: { $0.key < $1.key }) {
    let finding = QualityFinding(
      .note, .oneWayPart, layer: layer, record: places[indices[0]].id, field: "geometry", value: "\(indices.count)",
      at: [places[indices[0]].position],
      message:
        "\(indices.count) of them have a nearer street on which one-ways or turn rules let no trip come or"
        + " go; the next one is used", fix: "correct the one-ways there if the street is open both ways in reality")
    findings.append(finding.by(mode, of: indices.map { places[$0].id }))
  }
  for layer in far where !layer.ids.isEmpty {
    let finding = QualityFinding(
      .note, .snapDistance, layer: layer.layer, record: places[layer.place].id, field: "geometry",
      value: "\(layer.ids.count)", at: [places[layer.place].position],
      message: "\(layer.ids.count) of \(layer.of) stand farther than 50 m from their street, the named one "
        + "\(Int(layer.farthest.rounded())) m; the way there is counted as walked straight",
      fix: "nothing to do unless the number surprises; load the streets that lead to them")
    findings.append(finding.by(mode, of: layer.ids))
  }
  return findings
}

extension QualityFinding {
  /// - Parameter records: all that it counts together; nil where it is about one.
  fileprivate func by(_ mode: TravelMode?, of records: [String]? = nil) -> QualityFinding {
    var finding = self
    finding.modes = mode.map { [$0.rawValue] } ?? []
    finding.others = records
    return finding
  }
}

extension ModeNetwork {
  /// What its building left out and its islands say, the sites, and those who move by it.
  ///
  /// - Parameter sites: all, as they stand on it.
  func findings(
    _ inputs: AnalysisInputs, sites: [SnapResult], _ circle: CircleDefinition, isOnly: Bool, threads: Int
  ) -> [QualityFinding] {
    let named = isOnly ? nil : mode
    return graph.qualityFindings(of: named) { inputs.streets.roads?.place(ofRecord: $0) }
      + snapFindings(inputs, sites, by: named)
      + demandSnapFindings(inputs, self, circle, by: named, threads: threads)
  }
}

extension Roads {
  /// Where a record of a line layer or an OpenStreetMap way begins; nil when it is not known.
  fileprivate func place(ofRecord record: Int64) -> Coordinate? {
    switch self {
    case .openStreetMap(let data):
      guard let way = data.wayIDs.firstIndex(of: record) else { return nil }
      return data.nodes(ofWay: way).first { $0 != OSMData.missingNode }.map(data.position)
    case .lines(let streets):
      return streets.layer.records.first { Int64($0.number) == record }?.shape?.firstCoordinate
    case .saved: return nil
    }
  }
}

extension RoadGraph {
  /// What is wrong with the roads in one line: reason, how often, and the first way or record; nil when nothing is.
  ///
  /// What a mode merely does not use is not among it.
  package var leftOut: String? {
    let usual: Set<BuildNotes.Reason> = [
      .notAStreet, .classClosed, .accessClosed, .areaOutline, .vehicleTooLarge, .barrier, .destinationOnly,
      .privateStreet, .privateGate,
    ]
    let notes = BuildNotes.Reason.allCases.compactMap { reason -> String? in
      guard !usual.contains(reason), let entry = self.notes.entries[reason] else { return nil }
      let first = entry.firstRecord > 0 ? ", the first \(reason.thing) \(entry.firstRecord)" : ""
      return "\(reason.message) (\(entry.count)\(first))"
    }
    return notes.isEmpty ? nil : "roads: " + notes.joined(separator: "; ")
  }

  /// What building the network left out, and its islands.
  ///
  /// - Parameter mode: stands in each finding; nil when there is but one.
  /// - Parameter place: where a record of the roads is.
  func qualityFindings(
    of mode: TravelMode?, placeOf place: (Int64) -> Coordinate?
  ) -> [QualityFinding] {
    var findings = BuildNotes.Reason.allCases.compactMap { reason -> QualityFinding? in
      guard let entry = notes.entries[reason] else { return nil }
      return QualityFinding(
        .note, .streets, layer: "roads", record: entry.firstRecord == 0 ? nil : "\(entry.firstRecord)",
        value: "\(entry.count)", at: reason.isOfWays ? place(entry.firstRecord).map { [$0] } ?? [] : [],
        message: reason.message + named(reason, entry),
        fix: "nothing to do unless the number surprises; the record is the first of them")
    }
    let islands = (0..<componentCount).filter(isIsland)
    if !islands.isEmpty {
      let meters = islands.reduce(0) { $0 + componentLengths[$1].value }
      let all = meters < 10_000 ? "\(Int(meters.rounded())) m" : "\(Int((meters / 1000).rounded())) km"
      findings.append(
        QualityFinding(
          .note, .islands, layer: "roads", field: "geometry", value: "\(islands.count)",
          at: places(ofComponents: islands.prefix(QualityLimits.namedIslands)),
          message: "islands without a connection to the rest, \(all) in all"
            + ", the longest \(Int(componentLengths[islands[0]].value.rounded())) m",
          fix: "join streets that meet in reality; points near the main network are not put on islands"))
    }
    return findings.map { $0.by(mode) }
  }
}

extension RoadGraph {
  /// A node of each component, in their order.
  private func places(ofComponents components: some Sequence<Int>) -> [Coordinate] {
    let wanted = Array(components)
    var first: [Int: NodeIndex] = [:]
    for node in (0..<nodeCount).lazy.map({ NodeIndex($0) }) where first.count < wanted.count {
      let component = component(of: node)
      if wanted.contains(component), first[component] == nil { first[component] = node }
    }
    return wanted.compactMap { first[$0].map(position) }
  }
}

/// The records behind a tag that could not be read, so that it can be corrected there.
private func named(_ reason: BuildNotes.Reason, _ entry: BuildNotes.Entry) -> String {
  guard reason == .limitUnreadable || reason == .speedUnreadable, entry.records.count > 1 else { return "" }
  let more = entry.count > entry.records.count ? "…" : ""
  return " (\(entry.records.map(String.init).joined(separator: ", "))\(more))"
}

extension BuildNotes.Reason {
  /// False where the record is a node or a relation of OpenStreetMap, or none.
  fileprivate var isOfWays: Bool {
    switch self {
    case .areaIncomplete, .barrier, .privateGate, .gateAtJunction, .turnAtTimes, .turnUnusable, .endJoined: false
    default: true
    }
  }

  /// What the first record is.
  fileprivate var thing: String {
    switch self {
    case .barrier, .privateGate, .gateAtJunction: "at node"
    case .areaIncomplete, .turnAtTimes, .turnUnusable: "by relation"
    default: "in way or record"
    }
  }

  fileprivate var message: String {
    switch self {
    case .notAStreet: "ways that are no street are left out"
    case .classClosed: "streets of a class that is closed to the mode are left out"
    case .classUnknown: "streets of a class the rules do not know; OpenStreetMap ways are left out, lines are kept"
    case .accessClosed: "streets closed by an access tag are left out"
    case .tooShort: "lines of fewer than two places are left out"
    case .missingNode: "nodes of ways are missing in the file; the ways are cut there"
    case .repeatedPlace: "the same place stands twice in a row; one is used"
    case .duplicateSegment: "pieces of street drawn twice are counted once, the faster each way"
    case .endJoined: "street ends within the tolerance are joined"
    case .areaOutline: "outlines of areas are walked like streets"
    case .areaIncomplete:
      "areas drawn as relations lack members in the file; what is there of their outlines is walked"
    case .badCoordinate: "positions that are no longitude and latitude are left out"
    case .vehicleTooLarge: "streets whose weight, height, width or length limit the vehicle exceeds are left out"
    case .barrier: "barriers that stop the mode cut the streets there"
    case .speedUnreadable: "speed limits and durations that are no number with a unit are ignored"
    case .barrierCrossed: "pieces of street are cut at barriers or lie inside a closed area"
    case .heightMissing: "streets beyond the elevation model or beside its holes, taken as level"
    case .oneDirection: "pushing in one direction of a two-way street is ignored"
    case .tagAtTimes: "streets have access, one-way, speed or size tags that hold at times only; these are not heeded"
    case .destinationOnly: "streets for destinations only are reached but not passed through"
    case .privateStreet: "private streets are used by those who live there and not passed through"
    case .privateGate: "private gates let those pass who live behind them"
    case .gateAtJunction:
      "private gates where streets meet bar the private and lesser ones; the public street through stays open"
    case .turnAtTimes: "turn restrictions that hold at times only are not heeded"
    case .turnUnusable: "turn restrictions that do not say clearly from where to where are not heeded"
    case .limitUnreadable:
      "streets with a weight or size limit that cannot be read are left out: the vehicle may be too large"
    }
  }
}

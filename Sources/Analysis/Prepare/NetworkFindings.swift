import DataQuality
import Geodata
import Geometry
import Model
import OSM
import RoadNetwork
import Words

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
      _ severity: QualityFinding.Severity, _ rule: QualityRule, _ value: String, _ message: Bilingual, _ fix: Bilingual
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
        .warning, .offNetwork, reason.rawValue,
        Bilingual("不在路网上，不能服务任何人", "it is not on the street network and serves nobody"),
        reason == .behindBarrier
          ? Bilingual(
            "请更正位置，或更正岸线、障碍，或补充同侧的道路", "correct its position, the shore or barrier, or load the street on its side")
          : Bilingual(
            "请更正位置，或补充缺失的道路，或增大circle.snap_limit",
            "correct its position, load the missing streets or raise circle.snap_limit"))
    case .snapped(let point):
      let meters = "\(Int(point.distance.value.rounded())) m"
      if point.distance > QualityLimits.remarkableSnap {
        add(
          .warning, .snapDistance, meters,
          Bilingual(
            "距最近的道路较远，其间按直线步行计",
            "it stands far from the nearest street; the way there is counted as walked straight"),
          Bilingual("请核对位置，或补充通往该处的道路", "check its position, or add the street that leads to it"))
      }
      if point.passedBarrier {
        add(
          .warning, .acrossBarrier, meters,
          Bilingual(
            "最近的道路隔着水面或障碍，已改用同侧较远的道路",
            "the nearest street lies across water or a barrier; the next on its own side is used, so far away"),
          Bilingual(
            "请核对位置以及岸线、障碍；桥梁和出入口应列入路网",
            "check its position and the shore or barrier; a bridge or gate belongs among the roads"))
      }
      if point.isOnIsland {
        add(
          .warning, .onIsland, meters,
          Bilingual("所在道路与主路网不相连", "its street is an island without a connection to the rest"),
          Bilingual(
            "请把道路接入路网，或增大circle.snap_limit以使用其他道路",
            "join the street to the network, or raise circle.snap_limit to reach another"))
      } else if point.leftIsland {
        add(
          .note, .onIsland, meters,
          Bilingual(
            "较近的道路与主路网不相连，已改用较远的道路", "a nearer street is an island; the next one is used, so far away"),
          Bilingual("实际相连的，请把道路接入路网", "join the island to the network if it is connected in reality"))
      }
      if point.isOnOneWayPart {
        add(
          .warning, .oneWayPart, meters,
          Bilingual(
            "所在道路因单行或转向限制，只能进不能出或只能出不能进", "one-ways and turn rules let no trip come from its street, or none come to it"
          ),
          Bilingual(
            "请更正该处的单行，或增大circle.snap_limit以使用其他道路",
            "correct the one-ways there, or raise circle.snap_limit to reach another street"))
      } else if point.leftOneWayPart {
        add(
          .note, .oneWayPart, meters,
          Bilingual(
            "较近的道路因单行或转向限制不能往返，已改用较远的道路",
            "on a nearer street one-ways or turn rules let no trip come or go; the next one is used, so far away"),
          Bilingual("实际可双向通行的，请更正该处的单行", "correct the one-ways there if the street is open both ways in reality"))
      }
      if point.isLifted {
        add(
          .note, .offGround, meters,
          Bilingual("所在道路是桥梁、隧道，或不在地面一层", "its street is a bridge, a tunnel or lies on another level"),
          Bilingual("请补充通往该处的地面道路", "add the street on the ground that leads to it"))
      } else if point.leftLifted {
        add(
          .note, .offGround, meters,
          Bilingual(
            "较近的道路是桥梁、隧道、轮渡，或不在地面一层，已改用较远的道路",
            "a nearer street is a bridge, a tunnel, a ferry or lies on another level; the next one is used, so far"
              + " away"),
          Bilingual(
            "无需处理；如出入口确在其上，请补充通往该处的道路",
            "nothing to do unless its door is up or down there; then add the street that leads to it"))
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
    func add(_ rule: QualityRule, _ value: String, _ message: Bilingual, _ fix: Bilingual) {
      findings.append(
        QualityFinding(
          .warning, rule, layer: place.layer, record: place.id, field: "geometry", value: value, at: [place.position],
          message: message, fix: fix
        ).by(mode))
    }
    switch snap {
    case .unreached(let reason):
      add(
        .offNetwork, reason.rawValue,
        Bilingual("不在路网上，按未覆盖计", "it is not on the street network and counts as not covered"),
        Bilingual(
          "请更正位置，或补充缺失的道路，或增大circle.snap_limit",
          "correct its position, load the missing streets or raise circle.snap_limit"))
    case .snapped(let point):
      let distance = point.distance.value
      if point.isOnIsland {
        add(
          .onIsland, "\(Int(distance.rounded())) m",
          Bilingual("所在道路与主路网不相连", "its street is an island without a connection to the rest"),
          Bilingual(
            "请把道路接入路网，或增大circle.snap_limit以使用其他道路",
            "join the street to the network, or raise circle.snap_limit to reach another"))
      }
      if point.isOnOneWayPart {
        add(
          .oneWayPart, "\(Int(distance.rounded())) m",
          Bilingual(
            "所在道路因单行或转向限制，只能进不能出或只能出不能进", "one-ways and turn rules let no trip come from its street, or none come to it"
          ),
          Bilingual(
            "请更正该处的单行，或增大circle.snap_limit以使用其他道路",
            "correct the one-ways there, or raise circle.snap_limit to reach another street"))
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
        Bilingual(
          "其中\(indices.count)处较近的道路因单行或转向限制不能往返，已改用较远的道路",
          "\(indices.count) of them have a nearer street on which one-ways or turn rules let no trip come or"
            + " go; the next one is used"),
      fix: Bilingual("实际可双向通行的，请更正该处的单行", "correct the one-ways there if the street is open both ways in reality"))
    findings.append(finding.by(mode, of: indices.map { places[$0].id }))
  }
  for layer in far where !layer.ids.isEmpty {
    let finding = QualityFinding(
      .note, .snapDistance, layer: layer.layer, record: places[layer.place].id, field: "geometry",
      value: "\(layer.ids.count)", at: [places[layer.place].position],
      message: Bilingual(
        "\(layer.of)处中有\(layer.ids.count)处距道路超过50米，所列的一处为\(Int(layer.farthest.rounded()))米；其间按直线步行计",
        "\(layer.ids.count) of \(layer.of) stand farther than 50 m from their street, the named one "
          + "\(Int(layer.farthest.rounded())) m; the way there is counted as walked straight"),
      fix: Bilingual(
        "数量正常则无需处理；否则请补充通往这些地方的道路", "nothing to do unless the number surprises; load the streets that lead to them"))
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
  package var leftOut: Bilingual? {
    let usual: Set<BuildNotes.Reason> = [
      .notAStreet, .classClosed, .accessClosed, .areaOutline, .vehicleTooLarge, .barrier, .destinationOnly,
      .privateStreet, .privateGate,
    ]
    let notes = BuildNotes.Reason.allCases.compactMap { reason -> Bilingual? in
      guard !usual.contains(reason), let entry = self.notes.entries[reason] else { return nil }
      let first =
        entry.firstRecord > 0
        ? Bilingual(
          "，第一处在\(reason.thing.chinese)\(entry.firstRecord)", ", the first \(reason.thing.english) \(entry.firstRecord)"
        )
        : Bilingual(same: "")
      return reason.words + Bilingual("（\(entry.count)处", " (\(entry.count)") + first + Bilingual("）", ")")
    }
    return notes.isEmpty ? nil : Bilingual("路网：", "roads: ") + notes.joined("；", "; ")
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
        message: reason.words + named(reason, entry),
        fix: Bilingual(
          "数量正常则无需处理；所列记录为其中第一条", "nothing to do unless the number surprises; the record is the first of them"))
    }
    let islands = (0..<componentCount).filter(isIsland)
    if !islands.isEmpty {
      let meters = islands.reduce(0) { $0 + componentLengths[$1].value }
      let (whole, kilometers) = (Int(meters.rounded()), Int((meters / 1000).rounded()))
      let all =
        meters < 10_000
        ? Bilingual("\(whole)米", "\(whole) m") : Bilingual("\(kilometers)公里", "\(kilometers) km")
      findings.append(
        QualityFinding(
          .note, .islands, layer: "roads", field: "geometry", value: "\(islands.count)",
          at: places(ofComponents: islands.prefix(QualityLimits.namedIslands)),
          message: Bilingual(
            "有\(islands.count)处道路与主路网不相连，共\(all.chinese)，最长的\(Int(componentLengths[islands[0]].value.rounded()))米",
            "islands without a connection to the rest, \(all.english) in all"
              + ", the longest \(Int(componentLengths[islands[0]].value.rounded())) m"),
          fix: Bilingual(
            "实际相连的道路请接上；靠近主路网的位置不会落到这些道路上",
            "join streets that meet in reality; points near the main network are not put on islands")))
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
private func named(_ reason: BuildNotes.Reason, _ entry: BuildNotes.Entry) -> Bilingual {
  guard reason == .limitUnreadable || reason == .speedUnreadable, entry.records.count > 1 else {
    return Bilingual(same: "")
  }
  let more = entry.count > entry.records.count ? "…" : ""
  let records = entry.records.map(String.init)
  return Bilingual("（\(records.joined(separator: "、"))\(more)）", " (\(records.joined(separator: ", "))\(more))")
}

import Geodata
import Geometry
import Model
import RoadNetwork

/// Farther from its street than this, a site deserves a look.
private let remarkableSnap = Meters(50)

/// What snapping says about the sites.
///
/// - Parameter mode: named in each finding; nil when there is but one.
func snapFindings(_ inputs: AnalysisInputs, _ snapped: [SnapResult], by mode: TravelMode?) -> [QualityFinding] {
  let by = mode.map { " by \($0.rawValue)" } ?? ""
  let names =
    inputs.stations.map { ("stations", $0.id.rawValue) } + inputs.candidates.map { ("candidates", $0.id.rawValue) }
  return zip(names, snapped).compactMap { name, snap in
    if case .unreached(let reason) = snap {
      return QualityFinding(
        .warning, layer: name.0, record: name.1, field: "geometry", value: reason.rawValue,
        message: "it is not on the street network and serves nobody\(by)",
        fix: reason == .behindBarrier
          ? "correct its position, the shore or barrier, or load the street on its side"
          : "correct its position, load the missing streets or raise circle.snap_limit")
    }
    guard let meters = snap.point?.distance.value, meters > remarkableSnap.value else { return nil }
    return QualityFinding(
      .warning, layer: name.0, record: name.1, field: "geometry", value: "\(Int(meters.rounded())) m",
      message:
        "it stands far from the nearest street\(mode.map { " open to \($0.rawValue)" } ?? ""); the way there is counted as walked straight",
      fix: "check its position, or add the street that leads to it")
  }
}

extension RoadGraph {
  /// What is wrong with the roads in one line: reason, how often, and the first way or record; nil when nothing is.
  ///
  /// What a mode merely does not use is not among it.
  package var leftOut: String? {
    let usual: Set<BuildNotes.Reason> = [
      .notAStreet, .classClosed, .accessClosed, .areaOutline, .vehicleTooLarge, .barrier, .destinationOnly,
    ]
    let notes = BuildNotes.Reason.allCases.compactMap { reason -> String? in
      guard !usual.contains(reason), let entry = self.notes.entries[reason] else { return nil }
      return "\(reason.rawValue) \(entry.count)" + (entry.firstRecord > 0 ? " (first \(entry.firstRecord))" : "")
    }
    return notes.isEmpty ? nil : "roads: " + notes.joined(separator: ", ")
  }

  /// What building the network left out, and its islands.
  ///
  /// - Parameter mode: named in each finding; nil when there is but one.
  func qualityFindings(of mode: TravelMode?) -> [QualityFinding] {
    let of = mode.map { "\($0.rawValue): " } ?? ""
    var findings = BuildNotes.Reason.allCases.compactMap { reason -> QualityFinding? in
      guard let entry = notes.entries[reason] else { return nil }
      return QualityFinding(
        .note, layer: "roads", record: entry.firstRecord == 0 ? nil : "\(entry.firstRecord)", value: "\(entry.count)",
        message: of + reason.message, fix: "nothing to do unless the number surprises; the record is the first of them")
    }
    let islands = (0..<componentCount).filter(isIsland)
    if !islands.isEmpty {
      let kilometers = islands.reduce(0) { $0 + componentLengths[$1].value } / 1000
      findings.append(
        QualityFinding(
          .note, layer: "roads", value: "\(islands.count)",
          message: of + "islands without a connection to the rest, \(Int(kilometers.rounded())) km in all",
          fix: "join streets that meet in reality; points near the main network are not put on islands"))
    }
    return findings
  }
}

extension BuildNotes.Reason {
  fileprivate var message: String {
    switch self {
    case .notAStreet: "ways that are no street are left out"
    case .classClosed: "streets of a class that is closed to the mode are left out"
    case .classUnknown: "streets of a class the rules do not know; OpenStreetMap ways are left out, lines are kept"
    case .accessClosed: "streets closed by an access tag are left out"
    case .tooShort: "lines of fewer than two places are left out"
    case .missingNode: "nodes of ways are missing in the file; the ways are cut there"
    case .repeatedPlace: "the same place stands twice in a row; one is used"
    case .duplicateSegment: "pieces of street drawn twice are counted once"
    case .endJoined: "street ends within the tolerance are joined"
    case .areaOutline: "outlines of areas are walked like streets"
    case .badCoordinate: "positions that are no longitude and latitude are left out"
    case .vehicleTooLarge: "streets whose weight, height, width or length limit the vehicle exceeds are left out"
    case .barrier: "barriers that stop the mode cut the streets there"
    case .speedUnreadable: "speed limits and durations that are no number with a unit are ignored"
    case .barrierCrossed: "pieces of street are cut at barriers or lie inside a closed area"
    case .heightMissing: "streets beyond the elevation model or beside its holes, taken as level"
    case .oneDirection: "speed limits of one direction on two-way streets, and pushing in one direction, are ignored"
    case .tagAtTimes: "streets have access, one-way, speed or size tags that hold at times only; these are not heeded"
    case .destinationOnly: "streets for destinations only are reached but not passed through"
    case .turnAtTimes: "turn restrictions that hold at times only are not heeded"
    case .turnUnusable: "turn restrictions that do not say clearly from where to where are not heeded"
    case .limitUnreadable: "weight and size limits that are no number with a unit are ignored"
    }
  }
}

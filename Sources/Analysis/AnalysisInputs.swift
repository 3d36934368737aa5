import DataQuality
import Foundation
import Geodata
import Geometry
import Model
import OSM
import RoadNetwork

/// Where one layer came from, for the manifest.
public struct InputRecord: Hashable, Sendable {
  public var layer: String
  /// As the analysis file has it, without the folders of this machine.
  public var file: String
  /// Empty for a database.
  public var sha256: String
  /// How its coordinates became WGS84.
  public var referenceSystemPath: String
  public var recordCount: Int
  /// Of a text file, and whether it was stated or guessed; nil for other files.
  public var encoding: String?
}

/// Everything the analysis file names, read and checked record by record. All coordinates are WGS84 degrees.
public struct AnalysisInputs: Sendable {
  public var stations: [Station] = []
  public var communities: [Community] = []
  public var workers: [WorkerGroup] = []
  public var routes: [Route] = []
  public var candidates: [CandidateSite] = []
  /// Columns of the candidates that may be meant as costs, where costs count and none was found.
  var costLookalikes: [String] = []
  public var boundary: Shape?
  public var area: Shape?
  public var water: [Shape] = []
  public var barriers: [Shape] = []
  /// Closed areas in which no new station may stand.
  public var exclusions: [Shape] = []
  /// The polygons of boundary, area, water, barriers and exclusions, as their files have them.
  var outlines: [QualityInput.Outline] = []
  public var ground = Ground()
  /// The streets along which people live: those open to walkers; nil without roads.
  public var graph: RoadGraph?
  /// The graph of each mode in use; empty in the circle measure.
  var networks: [ModeNetwork] = []
  /// Where generated candidates stand on the streets; the others are snapped.
  var streetPlaces: [StationID: StreetPlaceOfMode] = [:]
  /// What the graph was built from, to build it under another definition.
  var roads: Roads?
  public var records: [InputRecord] = []
  public var findings: [QualityFinding] = []
  /// True when any record says `origin: illustrative`: made-up sample data must say so in every output.
  public var isIllustrative = false
  public var usesOpenStreetMap = false
}

/// Reads every layer of the analysis, in the order of the roles.
///
/// - Throws: ``GeodataError`` for a file that cannot be read and for roads that make no network.
package func readInputs(_ file: AnalysisFile, _ options: RunOptions) throws -> AnalysisInputs {
  let progress = options.progress
  if let warning = ReadingEstimate(file, machineBytes: RunEstimate.machineMemory()).warning { options.warn(warning) }
  var inputs = AnalysisInputs()
  var reader = LayerReader()
  var datums = DatumGuard()
  // One file may be several layers.
  var digests: [String: String] = [:]
  datums.peers = LayerRole.allCases.compactMap { file.layers[$0] }
  for role in LayerRole.allCases {
    guard let source = file.layers[role] else { continue }
    progress.report("reading \(role.rawValue)")
    let sha256 = digests[source.path] ?? digest(of: source) ?? ""
    digests[source.path] = sha256
    var record = InputRecord(
      layer: role.rawValue, file: source.shownName, sha256: sha256, referenceSystemPath: "", recordCount: 0)
    if role == .roads {
      let roads = try Roads(source, &reader, file.streets) { (raw) throws(GeodataError) in
        try datums.layer(raw, &inputs.findings)
      }
      datums.streets = roads.lines
      inputs.roads = roads
      inputs.findings += roads.notes
      if case .lines(let streets) = roads {
        record.encoding = streets.layer.encoding?.words
        inputs.findings += streets.layer.encodingFindings + streets.layer.geometryFindings
      }
      inputs.findings += roads.findings
      inputs.usesOpenStreetMap = inputs.usesOpenStreetMap || roads.isOpenStreetMap
      inputs.isIllustrative = inputs.isIllustrative || roads.isIllustrative
      record.referenceSystemPath = roads.referenceSystemPath
      record.recordCount = roads.recordCount
      inputs.records.append(record)
      continue
    }
    if try FileKind(path: source.path) == .osm { inputs.usesOpenStreetMap = true }
    let layer = try datums.layer(try reader.readRaw(source), &inputs.findings)
    record.referenceSystemPath = layer.referenceSystemPath
    record.recordCount = layer.records.count
    record.encoding = layer.encoding?.words
    inputs.records.append(record)
    inputs.findings += layer.notes + layer.encodingFindings
    inputs.findings += layer.geometryFindings
    inputs.outlines += layer.outlines
    inputs.isIllustrative = inputs.isIllustrative || layer.isIllustrative
    switch role {
    case .boundary:
      inputs.boundary = try layer.area()
      datums.boundary = inputs.boundary
    case .area:
      inputs.area = try layer.area()
      datums.boundary = inputs.boundary ?? inputs.area
    case .roads: break
    case .water: inputs.water = layer.records.compactMap(\.shape)
    case .barriers: inputs.barriers = layer.records.compactMap(\.shape)
    case .stations: inputs.stations = try layer.stations(&inputs.findings)
    case .communities: inputs.communities = try layer.communities(&inputs.findings)
    case .workers: inputs.workers = try layer.workerGroups(&inputs.findings)
    case .routes: inputs.routes = try layer.routes(&inputs.findings)
    case .candidates:
      inputs.candidates = try layer.candidateSites(&inputs.findings)
      if file.siting.needsCosts { inputs.costLookalikes = layer.costLookalikes }
    case .exclusions: inputs.exclusions = try layer.exclusions()
    }
  }
  if let path = file.elevation {
    progress.report("reading heights")
    inputs.ground.elevations = try readElevations(path)
    for tile in try elevationTiles(path) {
      inputs.records.append(
        InputRecord(
          layer: "elevation", file: URL(fileURLWithPath: tile).lastPathComponent, sha256: sha256(ofFile: tile) ?? "",
          referenceSystemPath: tile.lowercased().hasSuffix(".hgt")
            ? "WGS84 (.hgt)" : "WGS84 (as the raster states, resampled)", recordCount: 1))
    }
  }
  inputs.ground = Ground(elevations: inputs.ground.elevations, barriers: inputs.barriers, water: inputs.water)
  try inputs.refuseDateLine(file)
  if let roads = inputs.roads, let source = file.layers[.roads] {
    progress.report("building the street network")
    try inputs.buildNetworks(roads, source, file)
  }
  inputs.sortByID()
  try dropCandidatesThatAreStations(&inputs, file)
  inputs.dropExcludedCandidates()
  inputs.findings += inputs.tradeFindings(file.circle.modes)
  inputs.findings.nameFiles(inputs.records)
  return inputs
}

extension AnalysisInputs {
  /// - Throws: ``GeodataError`` `outOfRange` for layers on both sides of the 180th meridian.
  fileprivate func refuseDateLine(_ file: AnalysisFile) throws(GeodataError) {
    var dateLine = DateLine()
    for position in stations.map(\.position) + candidates.map(\.position) + workers.map(\.position) {
      dateLine.add(position.x)
    }
    for box in communities.map(\.shape.box) + routes.map({ Box($0.line) }) { dateLine.add(box) }
    guard dateLine.isCrossed else { return }
    throw GeodataError(.outOfRange, DateLine.refusal + ".", at: .init(file: file.path))
  }
}

/// Streets as read, before a mode and an impedance make a graph of them.
enum Roads: Sendable {
  case openStreetMap(OSMData)
  case lines(StreetLayer)
  /// Built before, for one mode and impedance.
  case saved(RoadGraph, origin: String, path: String)

  /// - Parameter layer: decides what the coordinates of street lines mean.
  init(
    _ source: LayerSource, _ reader: inout LayerReader, _ definition: StreetDefinition = StreetDefinition(),
    layer: (RawLayer) throws(GeodataError) -> Layer = { (raw) throws(GeodataError) in try raw.layer() }
  ) throws(GeodataError) {
    if source.path.lowercased().hasSuffix(".scgraph") {
      do throws(RoadNetworkError) {
        let saved = try RoadGraph.open(source.path)
        self = .saved(saved.graph, origin: saved.origin, path: source.path)
      } catch {
        throw GeodataError(.malformed, error.message, at: .init(file: source.path), underlying: error)
      }
    } else if case .osm = try FileKind(path: source.path) {
      self = .openStreetMap(try reader.openStreetMap(source.path))
    } else {
      self = .lines(try StreetLayer(try layer(try reader.readRaw(source)), definition))
    }
  }

  /// Of all streets, whoever may use them.
  var lines: [[Coordinate]] {
    switch self {
    case .openStreetMap(let data): data.lines(matching: [TagFilter(key: "highway")]).map(\.coordinates)
    case .lines(let layer): layer.layer.records.flatMap { $0.shape?.lines ?? [] }
    case .saved(let graph, _, _): graph.streetLines()
    }
  }

  func graph(
    _ rules: ModeRules, _ impedance: Impedance, _ ground: Ground
  ) throws(RoadNetworkError) -> RoadGraph {
    switch self {
    case .openStreetMap(let data):
      return try RoadGraph.build(
        osm: data, rules: rules, impedance: impedance, elevations: ground.elevations, barriers: ground.barriers,
        keepsNodeIDs: false)
    case .lines(let streets):
      return try RoadGraph.build(
        lines: streets.lines(rules), rules: rules, impedance: impedance, tolerance: streets.tolerance,
        elevations: ground.elevations, barriers: ground.barriers)
    case .saved(let graph, _, let path):
      guard graph.mode == rules.mode, graph.impedance == impedance, ground.elevations == nil, ground.barriers == nil
      else {
        throw RoadNetworkError(
          .graphFile,
          "saved for \(graph.mode.rawValue), \(graph.impedance); asked is \(rules.mode.rawValue), \(impedance)"
            + (ground.elevations == nil ? "" : ", with heights")
            + (ground.barriers == nil ? "" : ", with barriers") + "; build another with: servicecircle roads build",
          context: path)
      }
      return graph
    }
  }

  var referenceSystemPath: String {
    switch self {
    case .openStreetMap: "WGS84 (OpenStreetMap)"
    case .lines(let streets): streets.layer.referenceSystemPath
    case .saved(_, let origin, _): "WGS84 (saved graph of \(origin))"
    }
  }

  var recordCount: Int {
    switch self {
    case .openStreetMap(let data): data.wayCount
    case .lines(let streets): streets.layer.records.count
    case .saved(let graph, _, _): graph.streetCount
    }
  }

  var isIllustrative: Bool {
    switch self {
    case .openStreetMap: false
    case .lines(let streets): streets.layer.isIllustrative
    case .saved(_, let origin, _): origin.hasSuffix(Self.illustrativeMark)
    }
  }

  var isOpenStreetMap: Bool {
    switch self {
    case .openStreetMap: true
    case .lines: false
    case .saved(_, let origin, _): origin.contains(Self.openStreetMapMark)
    }
  }

  /// What was found out about the file while reading it.
  var notes: [QualityFinding] {
    switch self {
    case .openStreetMap(let data): data.notes(role: LayerRole.roads.rawValue)
    case .lines(let streets): streets.layer.notes
    case .saved: []
    }
  }

  /// In a saved graph's origin.
  static let openStreetMapMark = "© OpenStreetMap contributors"
  /// At the end of a saved graph's origin.
  static let illustrativeMark = "(illustrative)"
}

extension FoundEncoding {
  package var words: String {
    let found =
      switch origin {
      case .stated: "as stated"
      case .data: "as the data say, confirmed by decoding"
      case .guessed: "guessed and confirmed by decoding"
      }
    return "\(encoding.displayName), \(found)"
  }
}

extension Layer {
  /// What was guessed is told, unless it is what everybody writes.
  fileprivate var encodingFindings: [QualityFinding] {
    guard let encoding, encoding.origin == .guessed, encoding.encoding != .utf8 else { return [] }
    return [
      QualityFinding(
        .note, .encoding, layer: source.role, value: encoding.encoding.displayName,
        message: "the text is not UTF-8; the encoding was guessed and confirmed by decoding all of it",
        fix: "nothing to do; state `encoding: \(encoding.encoding.rawValue)` to have no guess")
    ]
  }

  /// True when a record says that it is made up.
  var isIllustrative: Bool {
    records.contains { $0.fields["origin"]?.text?.contains("illustrative") ?? false }
  }
}

/// With both taken from one OpenStreetMap file a station is also among the candidates; it cannot be built twice.
///
/// An id that stands for another place is refused: dropping that candidate would hide it from the plan, and keeping it
/// would give two sites one name.
private func dropCandidatesThatAreStations(_ inputs: inout AnalysisInputs, _ file: AnalysisFile) throws(GeodataError) {
  let stations = Dictionary(inputs.stations.map { ($0.id, $0.position) }, uniquingKeysWith: { first, _ in first })
  let samePlace = Meters(5)
  for candidate in inputs.candidates {
    guard let station = stations[candidate.id], shortDistance(station, candidate.position) > samePlace.value else {
      continue
    }
    throw GeodataError(
      .duplicateIdentifier,
      "the id “\(candidate.id.rawValue)” is a station's at another place. Give candidates ids of their own.",
      at: .init(
        file: file.layers[.candidates]?.path, layer: LayerRole.candidates.rawValue, record: candidate.id.rawValue,
        field: "id"))
  }
  let count = inputs.candidates.count
  inputs.candidates.removeAll { stations[$0.id] != nil }
  if inputs.candidates.count < count {
    inputs.findings.append(
      QualityFinding(
        .note, .candidateIsStation, layer: "candidates", value: "\(count - inputs.candidates.count)",
        message: "candidates with the id of a station are left out", fix: "nothing to do"))
  }
}

/// Tells what is being done; silent unless someone listens.
public struct StepProgress: Sendable {
  private let listener: (@Sendable (String) -> Void)?

  public init(_ listener: (@Sendable (String) -> Void)? = nil) {
    self.listener = listener
  }

  package func report(_ text: @autoclosure () -> String) {
    listener?(text())
  }
}

import DataQuality
import Geodata
import Geometry
import Model
import OSM
import RoadNetwork
import Words

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
        throw GeodataError(.malformed, error.words, at: .init(file: source.path), underlying: error)
      }
    } else if case .osm = try FileKind(path: source.path) {
      self = .openStreetMap(try reader.openStreetMap(source.path))
    } else {
      self = .lines(try StreetLayer(try layer(try reader.readRaw(source)), definition))
    }
  }

  /// Of all streets, whoever may use them.
  var lines: StreetLines {
    switch self {
    case .openStreetMap(let data):
      var lines: [[Coordinate]] = []
      data.forEachLine(matching: [TagFilter(key: "highway")]) { lines.append($1) }
      return StreetLines(lines)
    case .lines(let layer): return StreetLines(layer.layer.records.flatMap { $0.shape?.lines ?? [] })
    case .saved(let graph, _, _): return graph.streets
    }
  }

  /// Whoever needs the streets no more hands them over (`consume`): the file's memory is then free while the graph is made.
  consuming func graph(
    _ rules: ModeRules, _ impedance: Impedance, _ ground: Ground
  ) throws(RoadNetworkError) -> RoadGraph {
    switch consume self {
    case .openStreetMap(let data):
      return try RoadGraph.build(
        osm: consume data, rules: rules, impedance: impedance, elevations: ground.elevations, barriers: ground.barriers,
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
          Bilingual(
            "该路网是为\(graph.mode.words.chinese)、\(graph.impedance.words.chinese)保存的，而所需为\(rules.mode.words.chinese)、\(impedance.words.chinese)"
              + (ground.elevations == nil ? "" : "，含高程") + (ground.barriers == nil ? "" : "，含障碍")
              + "；请用servicecircle roads build另行建立",
            "saved for \(graph.mode.rawValue), \(graph.impedance); asked is \(rules.mode.rawValue), \(impedance)"
              + (ground.elevations == nil ? "" : ", with heights")
              + (ground.barriers == nil ? "" : ", with barriers") + "; build another with: servicecircle roads build"),
          context: path)
      }
      return graph
    }
  }

  var referenceSystemWords: Bilingual {
    switch self {
    case .openStreetMap: Bilingual("WGS84（OpenStreetMap）", "WGS84 (OpenStreetMap)")
    case .lines(let streets): streets.layer.referenceSystemWords
    case .saved(_, let origin, _): Bilingual("WGS84（已保存的路网，来自\(origin)）", "WGS84 (saved graph of \(origin))")
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

extension RoadGraph {
  /// Its streets as they lie on the ground, none of them kept.
  var streets: StreetLines {
    StreetLines { [self] body in for street in 0..<streetCount { body(line(of: street)) } }
  }
}

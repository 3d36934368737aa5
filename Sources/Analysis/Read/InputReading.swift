import Foundation
import Geodata
import Geometry
import Model
import Words

/// Reads every layer of the analysis, in the order of the roles.
///
/// - Parameter edited: makes of the stations in operation those that are to be taken in their place, such as a scenario's.
/// - Throws: ``GeodataError`` for a file that cannot be read and for roads that make no network; what `edited` throws.
package func readInputs(
  _ file: AnalysisFile, _ options: RunOptions, edited: ([Station]) throws -> [Station] = { $0 }
) throws -> AnalysisInputs {
  if let warning = ReadingEstimate(file, machineBytes: machineMemory()).warning { options.warn(warning) }
  var reading = InputReading(file, options.progress)
  for role in LayerRole.allCases {
    if let source = file.layers[role] { try reading.read(role, source) }
    if role == .stations { try reading.editStations(edited) }
  }
  if let path = file.elevation { try reading.readHeights(path) }
  if let source = file.coverage.profiles { try reading.readProfiles(source) }
  return try reading.finish()
}

/// The inputs while they are read; a file that several layers name is read and digested once.
private struct InputReading {
  private let file: AnalysisFile
  private let progress: StepProgress
  private var inputs = AnalysisInputs()
  private var reader = LayerReader()
  private var datums = DatumGuard()
  private var digests: [String: String] = [:]
  private var population: PopulationInput?
  /// Where the stations of the file stand, before any edit.
  private var standing: [StationID: Coordinate] = [:]

  init(_ file: AnalysisFile, _ progress: StepProgress) {
    self.file = file
    self.progress = progress
    datums.peers = LayerRole.allCases.compactMap { file.layers[$0] }.filter { !$0.isRaster }
  }

  mutating func read(_ role: LayerRole, _ source: LayerSource) throws {
    progress.report(Bilingual("正在读取\(role.words.chinese)", "reading \(role.rawValue)"))
    let sha256 = digests[source.path] ?? digest(of: source) ?? ""
    digests[source.path] = sha256
    var record = InputRecord(
      layer: role.rawValue, file: source.shownName, sha256: sha256, referenceSystemWords: Bilingual(same: ""),
      recordCount: 0)
    if role == .roads {
      try readRoads(source, &record)
    } else if role == .population, source.isRaster {
      try readRaster(source, &record)
    } else {
      try readLayer(role, source, &record)
    }
    inputs.records.append(record)
  }

  private mutating func readRoads(_ source: LayerSource, _ record: inout InputRecord) throws(GeodataError) {
    var datums = datums
    var findings: [QualityFinding] = []
    let roads = try Roads(source, &reader, file.streets) { (raw) throws(GeodataError) in
      try datums.layer(raw, &findings)
    }
    datums.roads = roads
    self.datums = datums
    inputs.findings += findings
    inputs.streets.roads = roads
    inputs.findings += roads.notes
    if case .lines(let streets) = roads {
      record.encoding = streets.layer.encoding?.words.english
      inputs.findings += streets.layer.encodingFindings + streets.layer.geometryFindings
    }
    inputs.findings += roads.findings
    inputs.usesOpenStreetMap = inputs.usesOpenStreetMap || roads.isOpenStreetMap
    inputs.isIllustrative = inputs.isIllustrative || roads.isIllustrative
    record.referenceSystemWords = roads.referenceSystemWords
    record.recordCount = roads.recordCount
  }

  /// The part of a raster of people around the communities or the district.
  private mutating func readRaster(_ source: LayerSource, _ record: inout InputRecord) throws(GeodataError) {
    let hasCommunities = file.layers[.communities] != nil
    let shapes = inputs.populationShapes(areCommunitiesGiven: hasCommunities)
    guard !shapes.isEmpty || !hasCommunities else { return }
    let raster = try readPopulation(source, around: shapes)
    record.referenceSystemWords = raster.referenceSystemWords
    record.recordCount = raster.grid.people.count
    inputs.findings += raster.findings
    population = .raster(raster)
  }

  private mutating func readLayer(
    _ role: LayerRole, _ source: LayerSource, _ record: inout InputRecord
  ) throws(GeodataError) {
    if role != .tracks, try FileKind(path: source.path) == .osm { inputs.usesOpenStreetMap = true }
    let earlier = inputs.findings.count
    let layer = try datums.layer(try reader.readRaw(source), &inputs.findings)
    record.referenceSystemWords = layer.referenceSystemWords
    record.system = layer.system.isStated ? layer.system : nil
    record.recordCount = layer.records.count
    record.encoding = layer.encoding?.words.english
    inputs.findings += layer.notes + layer.encodingFindings
    inputs.findings += layer.geometryFindings
    inputs.outlines += layer.outlines
    inputs.isIllustrative = inputs.isIllustrative || layer.isIllustrative
    if role == .tracks { inputs.findings.hideRecords(from: earlier) }
    try take(layer, role)
  }

  /// Turns the records into the nouns of their role.
  private mutating func take(_ layer: Layer, _ role: LayerRole) throws(GeodataError) {
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
    case .communities:
      inputs.residentsByPopulation = file.layers[.population] != nil && layer.asksForPopulation
      let weighed = inputs.residentsByPopulation ? layer.withoutWeights() : layer
      inputs.communities = try weighed.communities(&inputs.findings)
    case .population:
      let isDemand = file.layers[.communities] == nil
      let places = try layer.population(areCounted: isDemand, &inputs.findings)
      population = .places(places, try layer.populationUnit)
    case .workers:
      inputs.workers = try layer.workerGroups(&inputs.findings)
      if !file.namesFirms {
        for index in inputs.workers.indices { inputs.workers[index].name = inputs.workers[index].id.rawValue }
      }
    case .routes: inputs.routes = try layer.routes(&inputs.findings)
    case .candidates:
      inputs.candidates = try layer.candidateSites(&inputs.findings)
      if file.siting.needsCosts { inputs.costLookalikes = layer.costLookalikes }
    case .exclusions: inputs.exclusions = try layer.exclusions()
    case .tracks: inputs.tracks = try layer.tracks(&inputs.findings)
    case .reports: inputs.reports = try layer.reports()
    }
  }

  /// First as the analysis file says, then as whoever asks does.
  mutating func editStations(_ edited: ([Station]) throws -> [Station]) throws {
    standing = Dictionary(inputs.stations.map { ($0.id, $0.position) }, uniquingKeysWith: { first, _ in first })
    do throws(ScenarioError) {
      if !file.edits.isEmpty { inputs.stations = try Scenario(file.edits).stations(from: inputs.stations) }
    } catch {
      throw AnalysisError(.badValue, error.told, at: .init(file: file.path, key: EditKeys.key.name))
    }
    inputs.stations = try edited(inputs.stations)
  }

  mutating func readHeights(_ path: String) throws(GeodataError) {
    progress.report(Bilingual("正在读取高程", "reading heights"))
    inputs.streets.ground.elevations = try readElevations(path)
    for tile in try elevationTiles(path) {
      inputs.records.append(
        InputRecord(
          layer: "elevation", file: URL(fileURLWithPath: tile).lastPathComponent, sha256: sha256(ofFile: tile) ?? "",
          referenceSystemWords: tile.lowercased().hasSuffix(".hgt")
            ? Bilingual("WGS84（.hgt）", "WGS84 (.hgt)")
            : Bilingual("WGS84（按栅格注明的坐标系重采样）", "WGS84 (as the raster states, resampled)"), recordCount: 1))
    }
  }

  mutating func readProfiles(_ source: LayerSource) throws(GeodataError) {
    progress.report(Bilingual("正在读取时间分布", "reading profiles"))
    let profiles = try Profiles(source, &reader)
    inputs.profiles = profiles.shares
    inputs.findings += profiles.findings
    inputs.records.append(
      InputRecord(
        layer: source.role, file: source.shownName, sha256: digest(of: source) ?? "",
        referenceSystemWords: Bilingual("无", "none"),
        recordCount: profiles.shares.count * 168))
  }

  /// What takes several layers: the networks, the order of the records, candidates where none may stand.
  consuming func finish() throws(GeodataError) -> AnalysisInputs {
    inputs.streets.ground = Ground(
      elevations: inputs.streets.ground.elevations, barriers: inputs.barriers, water: inputs.water)
    try inputs.refuseDateLine(file)
    if let roads = inputs.streets.roads, let source = file.layers[.roads] {
      progress.report(Bilingual("正在建立路网", "building the street network"))
      try inputs.streets.build(roads, source, file, modes: inputs.modes(of: file.circle.modes))
    }
    inputs.sortByID()
    if let population, let source = file.layers[.population] { try inputs.take(population, file, source) }
    try inputs.dropCandidatesThatAreStations(file, standing: standing)
    inputs.dropExcludedCandidates()
    inputs.findings +=
      inputs.tradeFindings(file.circle, least: file.coverage.leastTrips)
      + inputs.profileFindings(least: file.coverage.leastTrips)
      + (inputs.streets.roads?.corridorFindings(file.coverage.corridors) ?? [])
    inputs.findings.nameFiles(inputs.records)
    return inputs
  }
}

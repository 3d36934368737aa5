import Geometry
import Model
import RoadNetwork
import Words

extension AnalysisInputs {
  /// Matches the recorded tracks to the streets of their modes and adds what enough of them share to the routes; the tracks
  /// themselves are then gone.
  ///
  /// - Returns: what is to be said of single tracks, by record number, and how much is withheld.
  /// - Throws: ``AnalysisError`` without streets, `RoadNetworkError`, `CancellationError`.
  /// - Complexity: as `matchTracks`.
  mutating func takeTracks(_ file: AnalysisFile, _ options: RunOptions) async throws -> [QualityFinding] {
    guard !tracks.isEmpty else {
      guard file.layers[.tracks] != nil else { return [] }
      return [
        QualityFinding(
          .warning, .emptyLayer, layer: "tracks", message: Bilingual("图层中没有可用的轨迹", "the layer holds no track"),
          fix: Bilingual("请检查文件和`filter`，或去掉该图层", "check the file and the `filter`, or leave the layer out"))
      ]
    }
    let recorded = tracks
    tracks = []
    var findings: [QualityFinding] = []
    let names = TrackNames(recorded)
    var groups = TrackGroups(least: file.coverage.leastTrips)
    var shared: [(trade: String, streets: [SharedStreet])] = []
    for trade in names.trades {
      let mode = file.circle.modes.mode(ofRoute: trade)
      let graph = try graph(of: mode, file)
      let members = recorded.filter { $0.trade == trade }
      options.progress.report(
        Bilingual(
          "正在把\(members.count)条轨迹匹配到道路（\(mode.rawValue)）",
          "matching \(members.count) tracks to streets (\(mode.rawValue))"))
      let outcomes = try await matched(members, graph, file.circle.speed(of: mode), options)
      let matches = zip(members, outcomes).map { MatchedTrack($0, $1) }
      findings += matches.compactMap { $0.finding(mode) }
      let usable = matches.filter(\.isUsable)
      let trips = graph.trips(of: usable.map { ($0.match, $0.track.tripsPerDay) }, least: file.coverage.leastTrips)
      groups.add(trade, matches, graph)
      shared.append((trade, trips.map { SharedStreet(graph.street($0.street), $0.trips, graph) }))
    }
    add(shared)
    trackFigures = TrackFigures(count: recorded.count, least: file.coverage.leastTrips, groups: groups.told)
    return findings + groups.findings(of: recorded.count)
  }

  private func matched(
    _ tracks: [RecordedTrack], _ graph: RoadGraph, _ speed: KilometersPerHour, _ options: RunOptions
  ) async throws -> [TrackOutcome] {
    do throws(RoadNetworkError) {
      return try await matchTracks(
        graph, tracks.map { Track($0.coordinates, seconds: $0.seconds) }, MatchOptions(speed: speed),
        threads: options.threads, isCancelled: options.isCancelled)
    } catch {
      guard error.code == .cancelled else { throw error }
      throw CancellationError()
    }
  }

  /// The streets of a mode; in the circle measure they are built for this alone.
  private func graph(of mode: TravelMode, _ file: AnalysisFile) throws -> RoadGraph {
    if let network = streets.networks.first(where: { $0.mode == mode }) { return network.graph }
    if let graph = streets.graph, graph.mode == mode { return graph }
    guard let roads = streets.roads else {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "记录的轨迹按共同经过的道路统计，而没有给出路网。请给出inputs.roads。",
          "recorded tracks count by the streets that they share, and there are none. Give inputs.roads."),
        at: .init(file: file.path, key: "inputs.tracks"))
    }
    return try roads.network(of: mode, file.circle, file.modes, streets.ground).graph
  }

  /// `track-1`, `track-2`… by trade and street; ids that routes have are passed over.
  private mutating func add(_ shared: [(trade: String, streets: [SharedStreet])]) {
    let lines = shared.flatMap(\.streets).map(\.line)
    let streetNames = StreetNames(streets.roads, at: lines.flatMap { $0.prefix(2) })
    let taken = Set(routes.map(\.id.rawValue))
    var number = 0
    for (trade, pieces) in shared {
      var named = pieces
      for index in named.indices {
        named[index].name = streetNames.between(named[index].line[0], named[index].line[1]).first ?? ""
      }
      for street in joinedStreets(named) {
        repeat { number += 1 } while taken.contains("track-\(number)")
        var route = Route(
          id: RouteID(rawValue: "track-\(number)"), name: street.name, tripsPerDay: street.tripsPerDay, trade: trade,
          line: street.line)
        route.isFromTracks = true
        routes.append(route)
      }
    }
  }
}

extension SharedStreet {
  /// Still without its name.
  fileprivate init(_ street: Street, _ trips: Double, _ graph: RoadGraph) {
    let open = graph.openSenses(of: street.id)
    line = open.forward ? street.coordinates : street.coordinates.reversed()
    isOneWay = open.forward != open.backward
    name = ""
    // Sums of thirds depend on the order of the tracks in their last digit.
    tripsPerDay = (trips * 1e9).rounded() / 1e9
  }
}

extension Box {
  /// A box in which nobody went anywhere: 10 m across at the most.
  fileprivate var isPlace: Bool {
    isEmpty || shortDistance(Coordinate(x: minX, y: minY), Coordinate(x: maxX, y: maxY)) <= 10
  }
}

/// The trades of some tracks, in order.
private struct TrackNames {
  var trades: [String]

  init(_ tracks: [RecordedTrack]) { trades = Set(tracks.map(\.trade)).sorted() }
}

/// A recorded track and what became of it.
struct MatchedTrack {
  var track: RecordedTrack
  var match = TrackMatch()
  /// Why nothing of it counts; nil for a track that does.
  var refusal: (words: Bilingual, cure: Bilingual)?

  init(_ track: RecordedTrack, _ outcome: TrackOutcome) {
    self.track = track
    switch outcome {
    case .refused(let message):
      refusal = (
        message,
        Bilingual(
          "请更正时间，或在circle.modes.routes下写明出行方式", "mend the times, or name the mode under circle.modes.routes")
      )
    case .matched(let match):
      self.match = match
      if track.coordinates.count < 2 {
        refusal = (
          Bilingual("轨迹只有一个点，不成路线", "a track of one point is no way"),
          Bilingual("请记录更多的点，或去掉该轨迹", "record more points, or leave it out")
        )
      } else if Box(track.coordinates.filter(\.isFinite)).isPlace {
        refusal = (
          Bilingual("轨迹的点都在一处，不成路线", "all points of the track are in one place: it is no way"),
          Bilingual("请去掉该轨迹", "leave it out")
        )
      } else if match.matchedLength.value == 0, match.gapCount > 0, match.drawnLength.value == 0 {
        refusal = (
          Bilingual(
            "轨迹各点的时间或距离间隔太大，无从判断走了哪条路",
            "its points are too far apart, in time or on the ground, to tell which way was taken"),
          Bilingual("请提高记录频率，或去掉该轨迹", "record points more often, or leave it out")
        )
      } else if match.matchedLength.value == 0 {
        refusal = (
          Bilingual(
            "轨迹全程不在该出行方式可走的道路上，均未计入", "the track lies wholly off the streets of its mode, and nothing of it counts"),
          Bilingual("请检查图层的crs和路网，或去掉该轨迹", "check the layer's crs and the roads, or leave it out")
        )
      }
    }
  }

  var isUsable: Bool { refusal == nil }

  var pointsLeftOut: Int { match.unreadablePoints + match.pointsBackInTime + match.pointsOutOfReach }

  /// A tenth of the points may be wrong without a word.
  private static let usualShare = 0.1

  /// By the record's number alone.
  func finding(_ mode: TravelMode) -> QualityFinding? {
    let record = "\(track.record)"
    if let refusal {
      return QualityFinding(
        .warning, .badTrack, layer: "tracks", record: record, value: mode.rawValue, message: refusal.words,
        fix: refusal.cure)
    }
    guard Double(pointsLeftOut) > Self.usualShare * Double(track.coordinates.count) else { return nil }
    let reasons = [
      (match.unreadablePoints, Bilingual("无法识别", "unreadable")),
      (match.pointsBackInTime, Bilingual("时间倒退", "back in time")),
      (match.pointsOutOfReach, Bilingual("远离道路", "out of reach")),
    ].filter { $0.0 > 0 }.map { Bilingual("\($0.0)个\($0.1.chinese)", "\($0.0) \($0.1.english)") }
    return QualityFinding(
      .warning, .trackPoints, layer: "tracks", record: record, value: "\(pointsLeftOut)",
      message: Bilingual(
        "\(track.coordinates.count)个点中有\(reasons.joined("、", ", ").chinese)，已略去",
        "of \(track.coordinates.count) points \(reasons.joined("", ", ").english), which are left out"),
      fix: Bilingual("请在采集端更正，或去掉该轨迹", "mend them at the recorder, or leave the track out"))
  }
}

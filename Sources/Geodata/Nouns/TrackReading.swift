import Geometry
import Model
import Words

extension Layer {
  /// Recorded tracks: lines, with times in a property `coordTimes` or `times`, and points that a column `track` puts
  /// together, with times in a column `time`.
  ///
  /// Points stand in the order of their times where a track has one for each, else in that of the file. What a person is
  /// called is not read.
  /// - Returns: in the order of the file, each with its trips a day (``tripsPerDay(_:_:)``).
  /// - Throws: ``GeodataError`` `missingField` for points without a column of tracks, `badValue` for a weight that is none.
  /// - Complexity: O(points log points of one track).
  package func tracks(_ findings: inout [QualityFinding]) throws(GeodataError) -> [RecordedTrack] {
    guard let first = records.first else { return [] }
    var gathering = TrackGathering(self, FieldReading(layer: self, columns: columns, record: first))
    for record in records { try gathering.take(record) }
    let made = gathering.finish()
    findings += made.findings
    return made.tracks
  }
}

/// The tracks of a layer while its records are read.
private struct TrackGathering {
  private let layer: Layer
  private let constantWeight: Double?
  private var reading: FieldReading
  private var parts: [Part] = []
  /// Where a track of points stands among the parts, by the word in its column.
  private var byName: [String: Int] = [:]
  /// Record numbers of what is told in one finding each.
  private var unnamed: [Int] = []
  private var withoutLine: [Int] = []
  private var unfitting: [Int] = []
  private var resorted: [Int] = []

  private struct Part {
    var track: RecordedTrack
    var weight: Double?
    /// One for each place; empty without any.
    var moments: [Moment?] = []
    var isOfPoints = false
  }

  init(_ layer: Layer, _ reading: FieldReading) {
    self.layer = layer
    self.reading = reading
    constantWeight = layer.source.mapping.constantWeight(among: reading.columns.names)
  }

  mutating func take(_ record: Record) throws(GeodataError) {
    reading.record = record
    let line = record.shape?.lines.flatMap(\.self) ?? []
    if !line.isEmpty {
      var part = try part(line)
      let moments = try times(of: record)
      if moments.count == line.count {
        part.moments = moments
      } else if !moments.isEmpty {
        unfitting.append(record.number)
      }
      parts.append(part)
      return
    }
    switch record.shape {
    case .point, .multiPoint, nil: try takePoint(record)
    default: withoutLine.append(record.number)
    }
  }

  private mutating func takePoint(_ record: Record) throws(GeodataError) {
    guard try reading.columns.first(.track) != nil || layer.source.mapping[.track] != nil else {
      guard record.shape != nil else { return withoutLine.append(record.number) }
      throw GeodataError(
        .missingField,
        Bilingual(
          "没有注明哪些点属于同一条轨迹。请增加“轨迹编号”（track）列，或用`fields: {track: …}`注明；已有的列是",
          "nothing says which points are one track. Give a column track (轨迹编号), or name it: "
            + "`fields: {track: …}`; the columns are ") + reading.columns.names.listing + Bilingual("。", "."),
        at: layer.context(record))
    }
    guard let name = try reading.text(.track) else { return unnamed.append(record.number) }
    let index: Int
    if let known = byName[name] {
      index = known
    } else {
      index = parts.count
      byName[name] = index
      var part = try part([])
      part.isOfPoints = true
      parts.append(part)
    }
    parts[index].track.coordinates.append(
      record.shape?.firstCoordinate ?? Coordinate(x: .nan, y: .nan))
    if let (_, value) = try reading.find(.time) { parts[index].moments.append(value.moment) }
  }

  private func part(_ line: [Coordinate]) throws(GeodataError) -> Part {
    var track = RecordedTrack(record: reading.record.number, coordinates: line)
    track.trade = try reading.text(.group) ?? ""
    track.round = try reading.text(.round) ?? ""
    var part = Part(track: track, weight: constantWeight)
    if constantWeight == nil { part.weight = try reading.amount(.weight) }
    return part
  }

  /// A time for each place of a line; empty where there are none.
  private func times(of record: Record) throws(GeodataError) -> [Moment?] {
    if let named = layer.source.mapping[.time] { return record.fields[named]?.moments ?? [] }
    for name in ["coordTimes", "times"] {
      if let moments = record.fields[name]?.moments, !moments.isEmpty { return moments }
    }
    return []
  }

  consuming func finish() -> (tracks: [RecordedTrack], findings: [QualityFinding]) {
    var days: [Int?] = []
    for index in parts.indices {
      if parts[index].isOfPoints { sort(index) }
      let part = parts[index]
      let longitude = part.track.coordinates.first { $0.isFinite }?.x ?? .nan
      days.append(part.moments.lazy.compactMap(\.self).first?.day(atLongitude: longitude))
      parts[index].track.seconds = Self.seconds(part.moments, count: part.track.coordinates.count)
    }
    let trips = tripsPerDay(parts.map { ($0.track.trade, $0.track.round) }, days)
    for index in parts.indices { parts[index].track.tripsPerDay = parts[index].weight ?? trips[index] }
    return (parts.map(\.track), findings)
  }

  /// By time where every point of the track has one.
  private mutating func sort(_ index: Int) {
    let seconds = parts[index].moments.compactMap { $0?.seconds }
    guard seconds.count == parts[index].track.coordinates.count,
      zip(seconds, seconds.dropFirst()).contains(where: { $0 > $1 })
    else { return }
    let order = seconds.indices.sorted { (seconds[$0], $0) < (seconds[$1], $1) }
    parts[index].track.coordinates = order.map { parts[index].track.coordinates[$0] }
    parts[index].moments = order.map { parts[index].moments[$0] }
    resorted.append(parts[index].track.record)
  }

  /// nil where most places have none, and where all have the same, which is a date without a clock.
  private static func seconds(_ moments: [Moment?], count: Int) -> [Double]? {
    let known = moments.compactMap { $0?.seconds }
    guard moments.count == count, known.count * 2 > count, let first = known.first,
      count == 1 || known.contains(where: { $0 != first })
    else { return nil }
    return moments.map { $0?.seconds ?? .nan }
  }

  private var findings: [QualityFinding] {
    let told: [([Int], QualityFinding.Severity, QualityRule, String, Bilingual, Bilingual)] = [
      (
        unnamed, .warning, .trackPoints, "track",
        Bilingual("没有注明所属轨迹的点已略去", "points that no track is named for are left out"),
        Bilingual("请补填轨迹编号列", "fill in the column of tracks")
      ),
      (
        withoutLine, .warning, .badTrack, "geometry",
        Bilingual("既不是线也不是点的记录已略去", "records that are neither a line nor a point are left out"),
        Bilingual("请提供线，或带有轨迹编号列的点", "give lines, or points with a column of tracks")
      ),
      (
        unfitting, .warning, .badTrack, "times",
        Bilingual(
          "时间数与点数不等的轨迹，不读取其时间",
          "tracks with another number of times than of points are read without times"),
        Bilingual("请为每个点给出一个时间", "give one time for each point")
      ),
      (
        resorted, .note, .trackOrder, "time",
        Bilingual(
          "点的次序与时间不符的轨迹，已按时间排列",
          "tracks whose points stand in another order than their times are sorted by time"),
        Bilingual("时间无误即无需处理", "nothing to do if the times are right")
      ),
    ]
    return told.filter { !$0.0.isEmpty }.map { records, severity, rule, field, message, fix in
      QualityFinding(
        severity, rule, layer: layer.source.role, record: "\(records[0])", field: field, value: "\(records.count)",
        message: message + Bilingual("；所列为第一个", "; the first is named"), fix: fix)
    }
  }
}

/// For how many trips a day each track stands when no weight says so.
///
/// The tracks of one round of a trade, recorded on n days, stand for as many trips as were recorded on a day in the mean:
/// each for 1/n. A track without a round, and one of a round without any day, is one trip a day.
/// - Parameter days: of each track; nil where its times name none.
func tripsPerDay(_ tracks: [(trade: String, round: String)], _ days: [Int?]) -> [Double] {
  struct Key: Hashable {
    var trade: String
    var round: String
  }
  var ofRound: [Key: Set<Int>] = [:]
  for (track, day) in zip(tracks, days) where !track.round.isEmpty {
    if let day { ofRound[Key(trade: track.trade, round: track.round), default: []].insert(day) }
  }
  return tracks.map { track in
    guard !track.round.isEmpty, let days = ofRound[Key(trade: track.trade, round: track.round)] else { return 1 }
    return 1 / Double(days.count)
  }
}

extension FieldValue {
  /// nil for what is no time.
  fileprivate var moment: Moment? {
    switch self {
    case .number(let number): Moment(number: number)
    case .text(let text): Moment(text)
    case .null, .bool, .list: nil
    }
  }

  /// Of a list, the lists in it one after the other.
  fileprivate var moments: [Moment?] {
    guard case .list(let values) = self else { return [] }
    return values.flatMap { value -> [Moment?] in
      if case .list = value { return value.moments }
      return [value.moment]
    }
  }
}

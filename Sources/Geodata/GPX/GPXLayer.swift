import Geometry
import Model
import Words

/// The tracks and routes of a GPX file as records, each one line: the segments of a track in order.
///
/// Fields are `name`, `cmt`, `desc`, `src`, `number` and `type`; of recorded tracks also `times`, a number of seconds for
/// each place, null where there is none.
struct GPXLayer {
  private(set) var records: [Record] = []
  private(set) var counts = Counts()
  /// With those that have no point: they have numbers, too.
  let total: Int
  var notes: [QualityFinding] { counts.notes(layer: role) }
  private let role: String

  /// What is told of all tracks together.
  struct Counts {
    /// Tracks of several segments.
    var broken = 0
    /// Points with a time that cannot be read.
    var unreadable = 0

    mutating func add(_ other: Counts) {
      broken += other.broken
      unreadable += other.unreadable
    }
  }

  /// Other layers are places: a file's waypoints.
  static func isRead(for role: String) -> Bool { ["tracks", "routes"].contains(role) }

  /// - Throws: as ``gpxTracks(path:encoding:)``, and `wrongLayer` for a layer that is neither `tracks` nor `routes`.
  init(_ source: LayerSource, _ context: GeodataError.Context) throws(GeodataError) {
    let isRoute: Bool?
    switch source.layerName {
    case nil: isRoute = nil
    case "tracks": isRoute = false
    case "routes": isRoute = true
    case let name?:
      throw GeodataError(
        .wrongLayer,
        Bilingual(
          "GPX文件中没有名为“\(name)”的线图层。请写tracks或routes，或去掉`layer`。",
          "there is no layer “\(name)” of lines in a GPX file. Write tracks or routes, or remove `layer`."),
        at: context)
    }
    role = source.role
    let takesTimes = source.role == "tracks"
    let tracks = try gpxTracks(path: source.path, encoding: source.encoding).filter {
      isRoute == nil || $0.isRoute == isRoute
    }
    let keys = Set(tracks.flatMap(\.details.keys)).sorted()
    total = tracks.count
    for (index, track) in tracks.enumerated() where !track.segments.isEmpty {
      var record = Record(number: index + 1, line: track.line)
      record.shape = .lineString(track.segments.flatMap(\.coordinates))
      record.fields["name"] = track.name.map { .text($0) } ?? .null
      for key in keys { record.fields[key] = track.details[key].map { .text($0) } ?? .null }
      if takesTimes, track.segments.contains(where: { $0.seconds != nil }) {
        record.fields["times"] = .list(track.segments.flatMap(\.times))
      }
      if track.segments.count > 1 { counts.broken += 1 }
      if takesTimes { counts.unreadable += track.segments.reduce(0) { $0 + $1.unreadableTimes } }
      records.append(record)
    }
  }
}

extension GPXLayer.Counts {
  func notes(layer: String) -> [QualityFinding] {
    var notes: [QualityFinding] = []
    if broken > 0 {
      notes.append(
        QualityFinding(
          .note, layer: layer, value: "\(broken)",
          message: Bilingual(
            "有轨迹的记录曾经中断：各段按顺序直接相连",
            "tracks whose recording was interrupted: their segments are joined in order, straight across the gaps"),
          fix: Bilingual(
            "无需处理；如各段分属不同趟次，请拆分轨迹",
            "nothing to do; split a track in two if its segments are rounds of their own")))
    }
    if unreadable > 0 {
      notes.append(
        QualityFinding(
          .warning, layer: layer, field: "time", value: "\(unreadable)",
          message: Bilingual("有轨迹点的时间无法识别", "points whose time cannot be read"),
          fix: Bilingual("请把时间写成2026-05-01T08:00:00Z的形式", "write times as 2026-05-01T08:00:00Z")))
    }
    return notes
  }
}

extension GPXTrack.Segment {
  fileprivate var times: [FieldValue] {
    guard let seconds else { return [FieldValue](repeating: .null, count: coordinates.count) }
    return seconds.map { $0.isFinite ? .number($0) : .null }
  }
}

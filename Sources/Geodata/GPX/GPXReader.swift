import Geometry
import Model
import Words

/// A track or route of a GPX file.
package struct GPXTrack: Hashable, Sendable {
  package var name: String?
  /// What else is said of it: `cmt`, `desc`, `src`, `number`, `type`.
  package var details: [String: String] = [:]
  /// The line of the file where it begins.
  package var line: Int
  /// Planned (`rte`), not recorded (`trk`).
  package var isRoute: Bool
  /// Places between which the recording was not interrupted; none is empty.
  package var segments: [Segment]

  package struct Segment: Hashable, Sendable {
    /// WGS84 degrees.
    package var coordinates: [Coordinate] = []
    /// Seconds since 1970, NaN where a point has no time that can be read; nil where most have none.
    package var seconds: [Double]?
    /// Points with a time that cannot be read.
    package var unreadableTimes = 0
  }
}

/// Reads the tracks and routes of a GPX file, 1.0 or 1.1; waypoints and what else it holds are passed over.
///
/// - Parameter encoding: as the user states it; nil to guess it.
/// - Returns: in the order of the file; those that have no point have no segment.
/// - Throws: ``GeodataError`` `wrongFormat` for XML that is no GPX, `malformed` for broken XML, `badCoordinate` for a point
///   without a place on the globe, each with the line.
/// - Complexity: O(bytes).
/// Source: GPX 1.1 schema documentation, Topografix (2004).
package func gpxTracks(path: String, encoding: TextEncoding? = nil) throws(GeodataError) -> [GPXTrack] {
  var events = try XMLEvents(path: path, encoding: encoding)
  var tracks: [GPXTrack] = []
  var segment = SegmentMaker()
  var text = ""
  while let event = try events.next() {
    switch event {
    case .opening(let name):
      text = ""
      if events.path.count == 1, name != "gpx" {
        throw events.error(
          Bilingual(
            "这不是GPX：根元素是<\(name)>。请检查文件格式",
            "this is no GPX: the root element is <\(name)>. Check the file's format"), .wrongFormat)
      }
      switch name {
      case "trk", "rte":
        guard events.path.count == 2 else { continue }
        tracks.append(GPXTrack(line: events.line, isRoute: name == "rte", segments: []))
        segment = SegmentMaker()
      case "trkpt", "rtept":
        guard !tracks.isEmpty, events.path.count == (name == "trkpt" ? 4 : 3) else { continue }
        segment.coordinates.append(try place(events))
        segment.times.append(nil)
      default: break
      }
    case .text(let more): text += more
    case .closing(let name):
      // The path no longer holds the element that is closed.
      switch (name, events.path.last) {
      case ("trkseg", "trk"), ("trk", "gpx"), ("rte", "gpx"):
        guard !tracks.isEmpty, let made = segment.made else { break }
        tracks[tracks.count - 1].segments.append(made)
        segment = SegmentMaker()
      case ("time", "trkpt"), ("time", "rtept"):
        if !segment.times.isEmpty { segment.times[segment.times.count - 1] = .some(text.trimmed) }
      case ("name", "trk"), ("name", "rte"): if !tracks.isEmpty { tracks[tracks.count - 1].name = text.trimmed }
      case ("cmt", "trk"), ("desc", "trk"), ("src", "trk"), ("number", "trk"), ("type", "trk"), ("cmt", "rte"),
        ("desc", "rte"), ("src", "rte"), ("number", "rte"), ("type", "rte"):
        if !tracks.isEmpty { tracks[tracks.count - 1].details[name] = text.trimmed }
      default: break
      }
      text = ""
    }
  }
  return tracks
}

private func place(_ events: XMLEvents) throws(GeodataError) -> Coordinate {
  var values: [Double] = []
  for (key, limit) in [("lon", 180.0), ("lat", 90)] {
    let text = events.attributes[key]?.trimmed
    guard let value = text.flatMap({ Double($0) }), abs(value) <= limit else {
      throw events.error(
        Bilingual(
          "有轨迹点\(text.map { "的\(key)为“\($0)”" } ?? "没有\(key)")；请填写-\(Int(limit))至\(Int(limit))之间的度数",
          "a point has \(text.map { "\(key)=“\($0)”" } ?? "no \(key)"); give degrees from -\(Int(limit)) to \(Int(limit))"
        ), .badCoordinate)
    }
    values.append(value)
  }
  return Coordinate(x: values[0], y: values[1])
}

private struct SegmentMaker {
  var coordinates: [Coordinate] = []
  var times: [String?] = []

  /// nil without points.
  var made: GPXTrack.Segment? {
    guard !coordinates.isEmpty else { return nil }
    let seconds = times.map { $0.flatMap { Moment($0)?.seconds } }
    let known = seconds.count { $0 != nil }
    return GPXTrack.Segment(
      coordinates: coordinates, seconds: known * 2 > seconds.count ? seconds.map { $0 ?? .nan } : nil,
      unreadableTimes: times.count { $0 != nil } - known)
  }
}

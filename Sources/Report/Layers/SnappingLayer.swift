import Analysis
import GEOS
import Geometry

extension AnalysisResult {
  /// Lines from the places to their streets; a place without a street is a point.
  func snappingLayer() throws(GEOSError) -> OutputLayer {
    let hasModes = coverage.modes.count > 1
    var layer = OutputLayer(
      name: "snapping", about: "the straight way from each station, candidate and firm to its street",
      columns: [
        .string("kind", "station, candidate or worker"), .string("id", "the file's own id"),
        .number("snap_m", 1, "metres to the street, walked and counted; empty when it has none"),
        .string(
          "reason",
          "too-far-from-street: none within circle.snap_limit, nothing is reached; island: its street is cut off from the"
            + " rest; left-island: a nearer street was passed over because it is cut off; behind-barrier and passed-barrier: the same"
            + " for water and barriers; one-way and left-one-way: for one-ways that let nobody come or go; left-bridge: for"
            + " bridges, tunnels, ferries and other levels; empty when all is well"),
      ] + (hasModes ? [.string("mode", "travel mode whose streets are meant")] : []))
    for snap in maps.snaps {
      let id = "\(snap.kind.rawValue) \(snap.id)" + (hasModes ? " \(snap.mode.rawValue)" : "")
      let line = try snap.street.map { street throws(GEOSError) in
        try rfc7946(.lineString([snap.position, street]))
      }
      let reason = snap.reason?.rawValue ?? snap.remark
      let isRemarkable = reason != nil
      // On its street there is no line to draw.
      let shape = line.flatMap { $0.isEmpty ? nil : $0 } ?? .point(snap.position)
      layer.append(
        id, shape, at: snap.position,
        [.text(snap.kind.rawValue), .text(snap.id), .optional(snap.distance?.value), .optional(reason)]
          + (hasModes ? [.text(snap.mode.rawValue)] : []),
        style: LayerStyle(color: isRemarkable ? "#c0392b" : "#7f8c8d"))
    }
    return layer
  }
}

extension PlaceSnap {
  /// What is worth a word of a place that has its street.
  fileprivate var remark: String? {
    isOnIsland
      ? "island"
      : isOnOneWayPart
        ? "one-way"
        : leftIsland
          ? "left-island"
          : leftOneWayPart ? "left-one-way" : leftLifted ? "left-bridge" : passedBarrier ? "passed-barrier" : nil
  }
}

import Analysis
import Foundation
import GEOS
import Geodata
import Model
import RoadNetwork

/// What `reach` prints and writes.
package struct ReachAnswer {
  package var outcome: ReachOutcome
  package var cutoff: String
  package var mode: String

  package init(outcome: ReachOutcome, cutoff: String, mode: String) {
    self.outcome = outcome
    self.cutoff = cutoff
    self.mode = mode
  }

  /// The object of contract 4.4.
  package var json: JSONValue {
    .object([
      JSONMember("nodes", .int(outcome.graph.nodeCount)),
      JSONMember("edges", .int(outcome.graph.arcCount)),
      JSONMember("origins", .int(outcome.origins)),
      JSONMember("settled", .int(outcome.settled)),
      JSONMember("unreached", .int(outcome.unreached.count)),
      JSONMember("cutoff", .string(cutoff)),
      JSONMember("mode", .string(mode)),
      JSONMember(
        "seconds", .object(outcome.seconds.map { JSONMember($0.step, .number(rounded($0.seconds, 4))) })),
      JSONMember("memory_mb", .number(rounded(peakMemoryInMegabytes(), 1))),
    ])
  }

  package var text: String {
    let steps = outcome.seconds.map { "\($0.step) \(rounded($0.seconds, 3)) s" }.joined(separator: ", ")
    return """
      \(outcome.graph.nodeCount) nodes, \(outcome.graph.arcCount) arcs after contraction
      \(outcome.origins) origins, \(outcome.settled) nodes reached within \(cutoff), mode \(mode)
      \(steps); \(rounded(peakMemoryInMegabytes(), 1)) MB
      """
  }

  package func areaLayer() throws -> [UInt8] {
    var writer = try GeoJSONWriter(name: "service_areas")
    for area in outcome.areas {
      try writer.append(
        GeoJSONFeature(
          id: area.site.rawValue, shape: area.shape,
          properties: [
            JSONMember("station", .string(area.site.rawValue)), JSONMember("cutoff", .string(cutoff)),
            JSONMember("mode", .string(mode)), JSONMember("method", .string("reached streets, 30 m to both sides")),
          ]))
    }
    return writer.finish()
  }

  package func nodeTable() -> [UInt8] {
    var text = "node,lon,lat\n"
    for (node, position) in outcome.graph.exportedNodes { text += "\(node),\(position.x),\(position.y)\n" }
    return Array(text.utf8)
  }

  /// Seconds of a graph that counts length are walked at the given speed.
  package func edgeTable(speed: KilometersPerHour) -> [UInt8] {
    var text = "from,to,metres,seconds\n"
    outcome.graph.forEachArc { from, to, meters, seconds in
      text += "\(from),\(to),\(meters),\(seconds ?? meters * 3.6 / speed.value)\n"
    }
    return Array(text.utf8)
  }
}

/// Peak resident memory of this process.
private func peakMemoryInMegabytes() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1024
}

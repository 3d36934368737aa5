import Analysis
import Areas
import Foundation
import GEOS
import Geodata
import Model
import RoadNetwork
import Words

/// What `reach` prints and writes.
package struct ReachAnswer {
  package var outcome: ReachOutcome
  package var cutoff: String
  package var mode: String
  package var speed: KilometersPerHour

  package init(outcome: ReachOutcome, cutoff: String, mode: String, speed: KilometersPerHour) {
    self.speed = speed
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

  package var text: Bilingual {
    let memory = rounded(peakMemoryInMegabytes(), 1)
    let steps = outcome.seconds.map { step in
      Bilingual("\(Self.stepName(step.step))\(rounded(step.seconds, 3))秒", "\(step.step) \(rounded(step.seconds, 3)) s")
    }.listed
    return [
      Bilingual(
        "\(outcome.graph.nodeCount)个结点，合并后\(outcome.graph.arcCount)条弧",
        "\(outcome.graph.nodeCount) nodes, \(outcome.graph.arcCount) arcs after contraction"),
      Bilingual(
        "\(outcome.origins)个起点，\(cutoff)以内到达\(outcome.settled)个结点，出行方式：\(modeNoun(mode).chinese)",
        "\(outcome.origins) origins, \(outcome.settled) nodes reached within \(cutoff), mode \(mode)"),
      Bilingual("\(steps.chinese)；内存\(memory)MB", "\(steps.english); \(memory) MB"),
    ].inLines
  }

  private static func stepName(_ step: String) -> String {
    switch step {
    case "read": "读取"
    case "build": "建路网"
    case "search": "搜索"
    case "areas": "绘制服务范围"
    case "lines": "绘制可达街道"
    default: step
    }
  }

  /// One feature per origin and cutoff, the largest cutoff of an origin first, so that none hides another.
  package func areaLayer() throws -> [UInt8] {
    var writer = try GeoJSONWriter(name: "service_areas")
    let isSingle = Set(outcome.areas.map(\.cutoff)).count <= 1
    for area in outcome.areas {
      let cutoff = area.cutoff.description
      try writer.append(
        GeoJSONFeature(
          id: isSingle ? area.origin : "\(area.origin) \(cutoff)", shape: area.area.shape,
          properties: [
            JSONMember("station", .string(area.origin)), JSONMember("cutoff", .string(cutoff)),
            JSONMember("cutoff_min", minutes(area.cutoff.cost)),
            JSONMember("mode", .string(mode)), JSONMember("method", .string(DrawnArea.networkMethod.english)),
            JSONMember("false_inside_share", Self.share(area.area.shares.inside)),
            JSONMember("false_outside_share", Self.share(area.area.shares.outside)),
            JSONMember("reason", area.area.reason.map { .string($0.words.english) } ?? .null),
          ]))
    }
    return writer.finish()
  }

  /// One feature per reached part of a street, with the way from the origin to its two ends.
  package func lineLayer() throws -> [UInt8] {
    var writer = try GeoJSONWriter(name: "reached_streets")
    for (index, (origin, part)) in outcome.lines.enumerated() {
      let shape = try rfc7946(.lineString(part.line))
      guard !shape.isEmpty else { continue }
      try writer.append(
        GeoJSONFeature(
          id: "\(index + 1)", shape: shape,
          properties: [
            JSONMember("station", .string(origin)), JSONMember("street", .int(Int(part.street.rawValue))),
            JSONMember("first_min", minutes(part.firstCost)),
            JSONMember("last_min", minutes(part.lastCost)),
            JSONMember("mode", .string(mode)),
          ]))
    }
    return writer.finish()
  }

  /// A cost of the graph in minutes; a length is gone at the given speed, where the mode has no other.
  private func minutes(_ cost: Int) -> JSONValue {
    switch outcome.graph.impedance.unit {
    case .milliseconds: .number(rounded(Double(cost) / 60_000, 4))
    case .millimeters: outcome.graph.hasOneSpeed ? .number(rounded(Double(cost) / 1e6 / speed.value * 60, 4)) : .null
    }
  }

  private static func share(_ value: Double?) -> JSONValue { value.map { .number(rounded($0, 5)) } ?? .null }

  package func nodeTable() -> [UInt8] {
    var text = "node,lon,lat\n"
    for (node, position) in outcome.graph.exportedNodes { text += "\(node),\(position.x),\(position.y)\n" }
    return Array(text.utf8)
  }

  /// One feature per street of the graph, reached or not: with the reached parts, all that a check of areas needs.
  package func streetLayer() throws(GeodataError) -> [UInt8] {
    var writer = try GeoJSONWriter(name: "streets")
    for street in outcome.graph.streets {
      try writer.append(
        GeoJSONFeature(
          id: "\(street.id.rawValue)", shape: .lineString(street.coordinates),
          properties: [
            JSONMember("street", .int(Int(street.id.rawValue))), JSONMember("class", .string(street.streetClass)),
          ]))
    }
    return writer.finish()
  }

  /// Of a graph that counts length seconds are given where the mode has one speed everywhere. A turn has no street.
  package func edgeTable() -> [UInt8] {
    var text = "from,to,metres,seconds,street\n"
    outcome.graph.forEachArc { from, to, meters, seconds, street in
      let seconds = seconds ?? (outcome.graph.hasOneSpeed ? meters * 3.6 / speed.value : nil)
      text += "\(from),\(to),\(rounded(meters, 6)),\(seconds.map { "\(rounded($0, 6))" } ?? ""),"
      text += "\(street.map { "\($0.rawValue)" } ?? "")\n"
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

import Analysis
import Geometry
import Model

extension AnalysisResult {
  func unreachedTable(_ unreached: UnreachedDemand) -> OutputLayer {
    var table = OutputLayer(
      name: "unreached", about: "demand that no station and no candidate reaches, by its place, largest first",
      columns: [
        .string("kind", "communities, workers or routes"), .string("id", "the place's id"), .string("name", "its name"),
        .number("weight", 3, "residents, heads or trip-km a day that no site reaches"),
        .share("share", 6, "0...1 of the place's weight inside the area"),
        .string("cutoff", "the cutoff that would reach all of it that has a path to a site; empty when none has"),
        .number("weight_without_path", 3, "weight that no cutoff helps"),
      ], hasGeometry: false)
    for (index, group) in unreached.groups.enumerated() {
      let place = place(group)
      table.append(
        "\(index + 1)",
        [
          .text(group.kind.rawValue), .text(place.id), .text(place.name), .number(group.weight), .number(group.share),
          .optional(group.cutoff?.description), .number(group.weightWithoutPath),
        ])
    }
    return table
  }

  func repairSpotLayer(_ unreached: UnreachedDemand) -> OutputLayer {
    var layer = OutputLayer(
      name: "repair_spots", about: "where a new candidate would cover most of what no site reaches",
      columns: [
        .integer("rank", "1 covers most; each counts what those before it leave"),
        .number("gain", 6, "what it would add to the weighted mean share"),
      ] + DemandKind.allCases.map { .number($0.rawValue, 3, "residents, heads or trip-km a day it would cover") })
    for (index, spot) in unreached.spots.enumerated() {
      layer.append(
        "spot-\(index + 1)", .point(spot.position),
        [.integer(index + 1), .number(spot.gain)] + DemandKind.allCases.map { .number(spot.covered[$0] ?? 0) },
        style: LayerStyle(color: "#8e44ad"))
    }
    return layer
  }
}

import Analysis
import Geometry
import Model

/// The streets by who passes them, and what was found on them.
extension AnalysisResult {
  func patrolLayers() -> [OutputLayer] {
    guard let patrol else { return [] }
    return [patrolStreetLayer(patrol)] + (file.layers[.reports] == nil ? [] : [reportLayer(patrol)])
  }

  private func patrolStreetLayer(_ patrol: PatrolFigures) -> OutputLayer {
    var layer = OutputLayer(
      name: "patrol_streets", about: "streets of the communities by how often rounds pass them",
      columns: [
        .string("community", "id of the community"), .string("name", "its name"),
        .string("street", "name of the street; empty where it has none"),
        .string("state", "passed: by riders who patrol; planned: by chosen ones; blind: by neither"),
        .number("passes_today", 3, "passes a day by riders who patrol"),
        .number("passes_with_plan", 3, "the same with the chosen riders; empty when nobody is to be chosen"),
        .number("passes_all", 3, "passes a day of all rounds"), .number("metres", 1, "length"),
        .number("people", 1, "who live along it"),
        .integer("rank", "of its blind spot by people, then by length: 1 is the largest; empty where it is passed"),
      ])
    let colors: [PatrolStretch.State: String] = [.passed: "#27ae60", .planned: "#2980b9", .blind: "#c0392b"]
    for (number, stretch) in patrol.stretches.enumerated() {
      let community = inputs.communities[stretch.community]
      let middle = MeasuredLine(stretch.line)
      layer.append(
        "\(number + 1)", .lineString(stretch.line), at: middle.position(at: middle.length / 2),
        [
          .text(community.id.rawValue), .text(community.name), stretch.name.isEmpty ? .empty : .text(stretch.name),
          .text(stretch.state.rawValue), .number(stretch.passesToday), .optional(stretch.passesWithPlan),
          .number(stretch.passesOfAll), .number(Double(stretch.millimeters) / 1000), .number(stretch.people),
          stretch.rank.map { .integer($0) } ?? .empty,
        ], style: LayerStyle(color: colors[stretch.state]!))
    }
    return layer
  }

  private func reportLayer(_ patrol: PatrolFigures) -> OutputLayer {
    var layer = OutputLayer(
      name: "reports", about: "what was found and reported, beside the streets that no rider passes",
      columns: [
        .string("id", "the record's id"), .string("community", "id of the community around; empty for none"),
        .string("name", "its name"),
        .boolean("near_blind", "whether a street that nobody who patrols passes lies within 30 m"),
        .boolean("near_blind_with_plan", "the same with the chosen riders; empty when nobody is to be chosen"),
      ])
    for (number, report) in inputs.reports.enumerated() {
      let community = patrol.communityOfReport[number].map { inputs.communities[$0] }
      layer.append(
        report.id, .point(report.position),
        [
          .text(report.id), .optional(community?.id.rawValue), .optional(community?.name),
          .boolean(patrol.today.isNearBlind[number]),
          patrol.withPlan.map { .boolean($0.isNearBlind[number]) } ?? .empty,
        ], style: LayerStyle(color: patrol.end.isNearBlind[number] ? "#c0392b" : "#7f8c8d"))
    }
    return layer
  }
}

import Analysis
import Areas
import GEOS
import Geometry
import Model

/// Where which services are missing, and where nobody is open in a period.
extension AnalysisResult {
  func peopleLayers() throws(GEOSError) -> [OutputLayer] {
    try [missingServiceLayer(), periodGapLayer()].filter { !$0.rows.isEmpty }
  }

  /// Only on request.
  func territoryLayers() throws(GEOSError) -> [OutputLayer] {
    guard !maps.territories.isEmpty else { return [] }
    var layer = OutputLayer(
      name: "territories",
      about: "the ground of each community by the streets it belongs to, today; side by side, without overlaps",
      columns: communityColumns + [
        .string("class", "served: of streets within the cutoff; gap: of others; rest: of none"),
        .number("area_km2", 4, "square kilometres"),
      ])
    let colors: [GroundKind: String] = [.served: "#1e8449", .gap: "#e67e22", .rest: "#bdc3c7"]
    for territory in maps.territories {
      let community = inputs.communities[territory.community]
      let shape = territory.ground.shape
      layer.append(
        "\(community.id.rawValue) \(territory.kind.rawValue)", shape, at: try shape.pointOnSurface(),
        communityValues(community) + [.text(territory.kind.rawValue), .number(territory.ground.squareKilometers)],
        style: LayerStyle(color: colors[territory.kind]!, isFilled: true))
    }
    return [layer]
  }

  private func missingServiceLayer() throws(GEOSError) -> OutputLayer {
    var layer = OutputLayer(
      name: "missing_services",
      about:
        "residents of each community who lack the same services, today, whatever the hour; the ground of the streets they live along",
      columns: communityColumns + [
        .string("missing", "services that no station within the cutoff has, separated by commas"),
        .integer("missing_count", "how many"), .number("weight", 1, "residents"),
        .number("area_km2", 4, "square kilometres"),
      ])
    for people in maps.missingServices {
      let services = people.who.key.services.map(\.rawValue)
      let community = inputs.communities[people.who.key.community]
      layer.append(
        "\(community.id.rawValue) \(services.joined(separator: ","))", people.shape,
        at: people.shape.isEmpty ? nil : try people.shape.pointOnSurface(),
        communityValues(community) + [
          .text(services.joined(separator: ",")), .integer(services.count), .number(people.weight),
          .number(people.areaSquareKilometers),
        ], style: LayerStyle(color: services.count == file.services.count ? "#c0392b" : "#e67e22", isFilled: true))
    }
    return layer
  }

  private func periodGapLayer() throws(GEOSError) -> OutputLayer {
    var layer = OutputLayer(
      name: "period_gaps",
      about:
        "residents of each community without an open station within the cutoff in a period, today; the ground of the streets they live along",
      columns: [.string("period", "name of the period")] + communityColumns + [
        .string("served", "never: at no minute of the period; sometimes: at some"), .number("weight", 1, "residents"),
        .number("area_km2", 4, "square kilometres"),
      ])
    for people in maps.periodGaps {
      let gap = people.who
      let community = inputs.communities[gap.community]
      let served = gap.isNever ? "never" : "sometimes"
      layer.append(
        "\(gap.period) \(community.id.rawValue) \(served)", people.shape,
        at: people.shape.isEmpty ? nil : try people.shape.pointOnSurface(),
        [.text(gap.period)] + communityValues(community) + [
          .text(served), .number(people.weight), .number(people.areaSquareKilometers),
        ], style: LayerStyle(color: gap.isNever ? "#34495e" : "#7f8c8d", isFilled: true))
    }
    return layer
  }

  private var communityColumns: [OutputColumn] {
    [
      .string("community", "id of the community"), .string("name", "its name"),
      .string("town", "its town; empty where nobody says"),
    ]
  }

  private func communityValues(_ community: Community) -> [OutputValue] {
    [.text(community.id.rawValue), .text(community.name), community.town.isEmpty ? .empty : .text(community.town)]
  }
}

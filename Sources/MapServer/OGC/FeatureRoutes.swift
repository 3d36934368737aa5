import Geodata
import Report

/// Every operation of OGC API - Features over some layers: what the service answers and what its API definition lists.
///
/// Collections stand in it by name, since each has parameters of its own.
func featureRoutes(_ layers: [FeatureLayer]) -> [OGCRoute] {
  let service = [
    OGCRoute(
      path: ["ogc"], id: "getLandingPage", summary: "What the service offers", tag: "Service",
      parameters: [.format([.json])], schema: schemaReference("landingPage"), answer: landingPageAnswer),
    OGCRoute(
      path: ["ogc", "conformance"], id: "getConformance", summary: "The standards it keeps", tag: "Service",
      parameters: [.format([.json])], schema: schemaReference("confClasses"), answer: conformanceAnswer),
    OGCRoute(
      path: ["ogc", "api"], id: "getApiDefinition", summary: "This document", tag: "Service",
      parameters: [.format([.openAPI])], media: [.openAPI, .plainOpenAPI], schema: ["type": "object"],
      answer: apiDefinitionAnswer),
    OGCRoute(
      path: ["ogc", "collections"], id: "getCollections", summary: "The layers of the result", tag: "Layers",
      parameters: [.format([.json])], schema: schemaReference("collections"), answer: collectionsAnswer),
  ]
  return service + layers.indices.flatMap { routes(ofLayer: $0, layers[$0]) }
}

private func routes(ofLayer index: Int, _ layer: FeatureLayer) -> [OGCRoute] {
  let path = ["ogc", "collections", layer.name]
  let media: [OGCMedium] = [.geoJSON, .json]
  let fid = OGCParameter(
    name: "featureId", place: .path, description: "The id of a feature", schema: ["type": "string", "minLength": 1],
    example: layer.features.first.map { .string($0.id) })
  return [
    OGCRoute(
      path: path, id: "describe_\(layer.name)", summary: "About \(layer.title.english)", tag: "Layers",
      parameters: [.format([.json])], schema: schemaReference("collection")
    ) { call throws(OGCFault) in .json(collectionDocument(call.layers[index], call), type: call.medium.type) },
    OGCRoute(
      path: path + ["items"], id: "items_\(layer.name)", summary: "Features of \(layer.title.english)", tag: "Features",
      parameters: [.limit, .offset, .bbox, .datetime, .format(media)] + filters(of: layer), media: media,
      schema: schemaReference("items_\(layer.name)")
    ) { call throws(OGCFault) in try featureItems(of: call.layers[index], call) },
    OGCRoute(
      path: path + ["items", "{featureId}"], id: "item_\(layer.name)", summary: "One feature of \(layer.title.english)",
      tag: "Features", parameters: [fid, .format(media)], media: media, schema: schemaReference("feature_\(layer.name)")
    ) { call throws(OGCFault) in try featureItem(of: call.layers[index], call) },
  ]
}

func schemaReference(_ schema: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(schema)")] }

/// Columns that a parameter of the standard hides.
private let ownNames: Set<String> = ["limit", "offset", "bbox", "datetime", "f", "token"]

/// One parameter for each column: 17-069r4, /rec/core/fc-filters.
private func filters(of layer: FeatureLayer) -> [OGCParameter] {
  layer.columns.filter { !ownNames.contains($0.name) }.map { column in
    OGCParameter(
      name: column.name, description: "Only features with this value. \(column.about)",
      schema: ["type": .string(column.type)])
  }
}

extension OGCParameter {
  static func format(_ media: [OGCMedium]) -> OGCParameter {
    OGCParameter(
      name: "f", description: "The format, before what the header Accept says",
      schema: ["type": "string", "enum": .array(media.compactMap(\.name).map { .string($0) })])
  }

  static let limit = OGCParameter(
    name: "limit", description: "How many features at most; more than the greatest number is taken as that number",
    schema: [
      "type": "integer", "minimum": 1, "maximum": .int(ItemsQuery.mostItems), "default": .int(ItemsQuery.usualItems),
    ], example: 10)

  static let offset = OGCParameter(
    name: "offset", description: "How many features to pass over first",
    schema: ["type": "integer", "minimum": 0, "default": 0], example: 0)

  static let bbox = OGCParameter(
    name: "bbox",
    description:
      "Only features that touch this box: west, south, east, north in degrees (WGS 84 longitude, latitude), or "
      + "west, south, lowest, east, north, highest. West greater than east crosses the antimeridian. Features without a "
      + "place match.",
    schema: [
      "type": "array", "oneOf": [["minItems": 4, "maxItems": 4], ["minItems": 6, "maxItems": 6]],
      "items": ["type": "number"],
    ], example: [103.5, 29.2, 104, 29.6])

  static let datetime = OGCParameter(
    name: "datetime",
    description:
      "A time or an interval as RFC 3339 has them, `..` or nothing for an open end. Features have no time: all "
      + "match.",
    schema: ["type": "string", "pattern": .string(DateTimeText.pattern)], example: "2024-01-01T00:00:00Z/..")
}

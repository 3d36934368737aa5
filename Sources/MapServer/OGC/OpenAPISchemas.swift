import Geodata
import Report

private func object(_ required: [String], _ properties: JSONValue) -> JSONValue {
  ["type": "object", "required": .array(required.map { .string($0) }), "properties": properties]
}

private func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

private let text: JSONValue = ["type": "string"]
private let bothLanguages = object(["zh", "en"], ["zh": text, "en": text])
private let links = list(schemaReference("link"))
private let crsList = list(["type": "string", "format": "uri"])

/// The documents of OGC API - Features.
let serviceSchemas: [JSONMember] = [
  JSONMember(
    "link",
    object(
      ["href", "rel", "type"],
      ["href": ["type": "string", "format": "uri"], "rel": text, "type": text, "title": text])),
  JSONMember(
    "exception",
    object(
      ["code", "description"],
      [
        "code": text, "description": text,
        "error": object(["code", "message"], ["code": text, "message": bothLanguages]),
      ]
    )),
  JSONMember(
    "landingPage",
    object(["links"], ["title": text, "description": text, "attribution": text, "links": links])),
  JSONMember("confClasses", object(["conformsTo"], ["conformsTo": list(["type": "string", "format": "uri"])])),
  JSONMember(
    "collections",
    object(["links", "collections"], ["links": links, "collections": list(schemaReference("collection"))])),
  JSONMember(
    "collection",
    object(
      ["id", "links"],
      [
        "id": text, "title": text, "description": text, "attribution": text, "links": links,
        "extent": schemaReference("extent"), "itemType": ["type": "string", "default": "feature"], "crs": crsList,
      ])),
  JSONMember(
    "extent",
    [
      "type": "object",
      "properties": [
        "spatial": [
          "type": "object",
          "properties": [
            "bbox": [
              "type": "array", "minItems": 1,
              "items": ["type": "array", "minItems": 4, "maxItems": 6, "items": ["type": "number"]],
            ], "crs": ["type": "string", "enum": [.string(crs84)]],
          ],
        ]
      ],
    ]),
  JSONMember(
    "geometry",
    [
      "type": "object", "nullable": true, "required": ["type"],
      "properties": [
        "type": [
          "type": "string",
          "enum": [
            "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
          ],
        ], "coordinates": list([:]), "geometries": list(["type": "object"]),
      ],
    ]),
]

/// The features of one layer: the columns are the properties.
func layerSchemas(_ layer: FeatureLayer) -> [JSONMember] {
  let properties = layer.columns.map { column in
    JSONMember(
      column.name,
      [
        "type": .string(column.type), "nullable": true, "title": .string(column.title.inOneTitle),
        "description": .string(column.about),
      ])
  }
  let feature = object(
    ["type", "id", "geometry", "properties"],
    [
      "type": ["type": "string", "enum": ["Feature"]], "id": text, "geometry": schemaReference("geometry"),
      "properties": ["type": "object", "nullable": true, "properties": .object(properties)], "links": links,
    ])
  let collection = object(
    ["type", "features"],
    [
      "type": ["type": "string", "enum": ["FeatureCollection"]],
      "timeStamp": ["type": "string", "format": "date-time"], "numberMatched": ["type": "integer", "minimum": 0],
      "numberReturned": ["type": "integer", "minimum": 0], "links": links,
      "features": list(schemaReference("feature_\(layer.name)")),
    ])
  return [JSONMember("feature_\(layer.name)", feature), JSONMember("items_\(layer.name)", collection)]
}

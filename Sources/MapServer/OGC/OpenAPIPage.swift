import Geodata
import Model
import Report

/// What the page asks for, described beside the standard's own: another room answers it.
func describedPageRoutes(_ layers: [FeatureLayer]) -> [OGCRoute] {
  let layer = OGCParameter(
    name: "layer", place: .path, description: "The name of a layer",
    schema: ["type": "string", "enum": .array(layers.map { .string($0.name) })])
  let job = OGCParameter(
    name: "id", place: .path, description: "What the search was answered with",
    schema: ["type": "string", "minLength": 1],
    example: "1")
  let definition = OGCParameter(
    name: "definition", place: .query, description: "A definition that is prepared; the analysis file's own without it",
    schema: definitionID, example: "15min~bicycle~")
  let prepared = OGCParameter(
    name: "id", place: .path, description: "What the definition was answered with", schema: definitionID,
    example: "15min~bicycle~")
  let brief = OGCParameter(
    name: "id", place: .path, description: "What the brief was answered with",
    schema: ["type": "string", "minLength": 1],
    example: "1")
  let scenario = OGCParameter(
    name: "name", place: .path, description: "What the scenario was published as",
    schema: ["type": "string", "pattern": "^[A-Za-z0-9]{1,20}$"], example: "A")
  let evaluated: JSONValue = [
    "edits": [["hours": ["id": "s1", "hours": "Mo-Su 08:00-20:00"]]], "with": ["periods", "hours", "groups"],
  ]
  func page(
    _ path: String..., method: Question.Method = .get, id: String, _ summary: String, parameters: [OGCParameter] = [],
    media: OGCMedium..., schema: String, request: JSONValue? = nil, success: Int = 200, order: String? = nil,
    failures: [Int]
  ) -> OGCRoute {
    OGCRoute(
      path: ["api"] + path, method: method, id: id, summary: summary, tag: "Page", parameters: parameters,
      media: media.isEmpty ? [.pageJSON] : media, schema: schemaReference(schema), request: request, success: success,
      order: order.map(schemaReference), failures: failures + [503])
  }
  func sent(_ schema: String, _ example: JSONValue) -> JSONValue {
    ["schema": schemaReference(schema), "example": example]
  }
  let posted = [400, 404, 405, 413, 415, 429]
  return [
    page(
      "town", id: "getTown", "All that the page begins with", parameters: [definition], schema: "town",
      failures: [400, 404, 405]),
    page(
      "layers", "{layer}", id: "getLayer", "A whole layer", parameters: [layer, definition], media: .geoJSON,
      schema: "anyFeatures", failures: [400, 404, 405]),
    page(
      "evaluate", method: .post, id: "evaluate", "The figures after some edits", schema: "evaluation",
      request: sent("evaluateRequest", evaluated), failures: posted),
    page(
      "area", method: .post, id: "area", "The service area of a station after some edits", media: .geoJSON,
      schema: "anyFeatures",
      request: sent("areaRequest", ["edits": [], "station": "s1"]), failures: posted),
    page(
      "why", method: .post, id: "why", "Why a place is covered or not after some edits, or whom a station covers",
      schema: "why", request: sent("whyRequest", ["edits": [], "kind": "stations", "id": "s1"]), failures: posted),
    page(
      "definitions", method: .post, id: "askDefinition", "Has the town prepared under another service circle",
      schema: "preparation", request: sent("definitionRequest", ["cutoff": "15min", "mode": "bicycle"]), success: 202,
      failures: posted),
    page(
      "definitions", "{id}", id: "getDefinition", "How the preparation stands", parameters: [prepared],
      schema: "preparation", failures: [404, 405]),
    page(
      "definitions", "{id}", method: .delete, id: "stopDefinition", "Gives up a definition that is not done yet",
      parameters: [prepared], schema: "preparation", failures: [404, 405]),
    page(
      "siting", method: .post, id: "startSiting",
      "Begins a search for new stations, or for what a budget is best spent on", schema: "search",
      request: sent("sitingRequest", ["edits": [], "new": 5]), success: 202, failures: posted),
    page(
      "siting", "{id}", id: "getSiting", "How a search stands", parameters: [job], schema: "search",
      failures: [404, 405]),
    page(
      "siting", "{id}", method: .delete, id: "stopSiting", "Stops a search, which keeps its best", parameters: [job],
      schema: "search", failures: [404, 405]),
    page(
      "siting", "{id}", "events", id: "watchSiting", "The progress of a search as it goes on", parameters: [job],
      media: OGCMedium(name: nil, type: "text/event-stream"), schema: "events", failures: [404, 405]),
    page(
      "export", method: .post, id: "export", "The stations after some edits, for other programs",
      media: .geoJSON, .csv, .yaml, schema: "exported",
      request: sent("exportRequest", ["edits": [], "as": "csv"]), order: "brief", failures: posted + [501]),
    page(
      "export", "{id}", id: "getBrief", "How a brief for the word processor stands", parameters: [brief],
      schema: "brief",
      failures: [404, 405]),
    page(
      "export", "{id}", method: .delete, id: "forgetBrief", "Stops a brief and forgets it", parameters: [brief],
      schema: "brief", failures: [404, 405]),
    page(
      "export", "{id}", "file", id: "getBriefFile", "A brief that is done", parameters: [brief], media: .docx,
      schema: "exported", failures: [404, 405]),
    page(
      "published", id: "getPublished", "The scenarios that other programs read as collections", schema: "publishedList",
      failures: [404, 405]),
    page(
      "published", method: .post, id: "publish",
      "Makes the layers of a scenario, as collections beside those of today; again under the same name after each edit",
      schema: "published", request: sent("publishRequest", ["name": "A", "edits": []]), success: 202,
      failures: posted + [409]),
    page(
      "published", "{name}", id: "getPublishedScenario", "How a published scenario stands", parameters: [scenario],
      schema: "published", failures: [404, 405]),
    page(
      "published", "{name}", method: .delete, id: "unpublish", "Takes a scenario's collections away",
      parameters: [scenario], schema: "published", failures: [404, 405]),
  ]
}

extension OGCMedium {
  fileprivate static let pageJSON = OGCMedium(name: nil, type: "application/json")
  fileprivate static let csv = OGCMedium(name: nil, type: "text/csv")
  fileprivate static let docx = OGCMedium(
    name: nil, type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
  fileprivate static let yaml = OGCMedium(name: nil, type: "application/yaml")
}

extension OGCRoute {
  var isOfPage: Bool { path.first == "api" }
}

private let text: JSONValue = ["type": "string"]
private let number: JSONValue = ["type": "number"]
private let anything: JSONValue = ["type": "object"]

private func object(_ required: [String], _ properties: [(String, JSONValue)]) -> JSONValue {
  [
    "type": "object", "required": .array(required.map { .string($0) }),
    "properties": .object(properties.map { JSONMember($0.0, $0.1) }),
  ]
}

private func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

private let bothLanguages = object(["zh", "en"], [("zh", text), ("en", text)])

/// A text of one line, such as an id.
private let word: JSONValue = ["type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]{1,200}$"]
private let services = list(["type": "string", "maxLength": 40, "pattern": "^[a-z][a-z0-9-]*$"])
private let hours: JSONValue = ["type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]{1,500}$"]
private let minutes: JSONValue = ["type": "number", "minimum": 0, "maximum": 1440]
/// Visits a day, or seats; null for not known.
private let amount: JSONValue = ["type": "number", "minimum": 0, "maximum": 1_000_000, "nullable": true]
private let longitude: JSONValue = ["type": "number", "minimum": -180, "maximum": 180]
private let latitude: JSONValue = ["type": "number", "minimum": -90, "maximum": 90]

/// Those of which it is sure that they are taken: 1 to 199 minutes, 1 to 3 hours, 100 metres to 99 km.
private let cutoffPattern = "^(([1-9]|[1-9][0-9]|1[0-9][0-9])min|[1-3]h|[1-9][0-9]{2,4}( metres|m)|[1-9][0-9]?km)$"

/// The same, or null as if it were not there.
private func optional(_ schema: JSONValue) -> JSONValue { .object(schema.members + [JSONMember("nullable", true)]) }

/// An object with these members and no others.
private func closed(_ required: [String], _ properties: [(String, JSONValue)]) -> JSONValue {
  var members: [JSONMember] = [JSONMember("type", "object"), JSONMember("additionalProperties", false)]
  if !required.isEmpty { members.append(JSONMember("required", .array(required.map { .string($0) }))) }
  return .object(members + [JSONMember("properties", .object(properties.map { JSONMember($0.0, $0.1) }))])
}

/// One change of the stations: one member, which says what changes.
let editSchema: JSONValue = [
  "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false,
  "properties": [
    "add": closed(
      ["id", "lon", "lat"],
      [
        ("id", word), ("name", optional(word)), ("lon", longitude), ("lat", latitude), ("services", optional(services)),
        ("hours", optional(hours)), ("extra_min", optional(minutes)), ("capacity", amount),
        ("seats", amount),
      ]), "move": closed(["id", "lon", "lat"], [("id", word), ("lon", longitude), ("lat", latitude)]), "close": word,
    "extra_min": closed(["id", "minutes"], [("id", word), ("minutes", minutes)]),
    "services": closed(["id", "services"], [("id", word), ("services", services)]),
    "hours": closed(["id"], [("id", word), ("hours", optional(hours))]),
    "capacity": closed(["id"], [("id", word), ("capacity", amount)]),
    "seats": closed(["id"], [("id", word), ("seats", amount)]),
  ],
]

private let edits = (
  "edits", optional(["type": "array", "maxItems": 10_000, "items": schemaReference("edit")])
)

private let definitionID: JSONValue = ["type": "string", "minLength": 1, "maxLength": 200]
private let definition = ("definition", optional(definitionID))

/// What can be asked for besides coverage.
private let figureParts: JSONValue = ["periods", "hours", "groups", "load"]

/// Null where there is nobody.
private let share: JSONValue = ["type": "number", "minimum": 0, "nullable": true]
private let kinds = ["communities", "workers", "routes"]

private func byKind(_ value: JSONValue) -> JSONValue { object(kinds, kinds.map { ($0, value) }) }

/// By the name of a period.
private let periodFigures: JSONValue = [
  "type": "object",
  "additionalProperties": byKind(
    object(
      ["person_hours", "throughout", "ever"], [("person_hours", share), ("throughout", share), ("ever", share)])),
]

/// Monday 00:00 first.
private let hourFigures = byKind(["type": "array", "minItems": 168, "maxItems": 168, "items": share])

private let groupFigures = list(
  object(
    ["level", "id", "name", "kind", "weight", "share"],
    [
      ("level", ["type": "string", "enum": ["town", "trade"]]), ("id", text), ("name", text),
      ("kind", ["type": "string", "enum": .array(kinds.map { .string($0) })]), ("weight", number), ("share", share),
    ]))

private let nullableNumber: JSONValue = ["type": "number", "nullable": true]

/// Null where the analysis expects no visits.
private let loadFigures: JSONValue = [
  "type": "object", "nullable": true, "required": ["kinds", "stations"],
  "properties": [
    "kinds": byKind(
      object(["expected_visits", "unserved_visits"], [("expected_visits", number), ("unserved_visits", number)])),
    "stations": list(
      object(
        ["id", "name", "expected_visits"],
        [
          ("id", text), ("name", text), ("expected_visits", number), ("busiest_day_visits", number),
          ("peak_occupancy", number), ("peak_weekday", nullableNumber), ("peak_hour", nullableNumber),
          ("hours_over_seats", nullableNumber), ("over_capacity", ["type": "boolean", "nullable": true]),
        ])),
  ],
]

/// What is done at a station or a host, and what it costs.
private let actMembers: [(String, JSONValue)] = [
  ("act", ["type": "string", "enum": ["build", "upgrade", "extend"]]), ("id", text), ("name", text),
  ("services", list(text)), ("hours", ["type": "string", "nullable": true]), ("cost_yuan", number),
]

private let plannedAct = object(
  ["act", "id", "name", "services", "hours", "cost_yuan", "rank", "lon", "lat", "gain", "loss"],
  actMembers + [
    ("rank", ["type": "integer", "minimum": 1]), ("year", ["type": "integer", "nullable": true]), ("lon", longitude),
    ("lat", latitude), ("hours_then", ["type": "string", "nullable": true]), ("cumulative_cost_yuan", number),
    ("gain", number), ("cumulative_value", number), ("loss", number),
    ("substitute", .object([JSONMember("nullable", true)] + object(["act", "id"], actMembers).members)),
    ("loss_with_substitute", number),
  ])

/// The best for each sum of money.
private let budgetCurve = list(
  object(
    ["yuan", "value", "bound", "proven"],
    [("yuan", number), ("value", number), ("bound", number), ("proven", ["type": "boolean"])]))

/// A plan of acts; null where money buys nothing but new stations.
private let actOffers: JSONValue = [
  "type": "object", "nullable": true, "required": ["options", "phases", "acts", "curve"],
  "properties": [
    "options": object(
      ["build", "upgrade", "extend"],
      [("build", list(anything)), ("upgrade", list(anything)), ("extend", list(anything))]),
    "phases": list(object(["year", "budget_yuan"], [("year", ["type": "integer"]), ("budget_yuan", number)])),
    "status": text, "stopped": text, "unit": text, "today": nullableNumber, "value": nullableNumber,
    "bound": nullableNumber, "gap": nullableNumber, "budget_yuan": nullableNumber, "spent_yuan": number,
    "left_yuan": nullableNumber, "warnings": list(bothLanguages), "acts": list(plannedAct), "curve": budgetCurve,
    "mixes": list(anything),
  ],
]

private let placeReason = object(
  ["kind", "id", "covered_share", "nearest_station", "nearest_min", "reason", "stations"],
  [
    ("kind", ["type": "string", "enum": .array(kinds.map { .string($0) })]), ("id", text), ("covered_share", share),
    ("nearest_station", optional(text)), ("nearest_min", nullableNumber), ("reason", optional(text)),
    ("stations", list(object(["id", "share"], [("id", text), ("share", share)]))),
  ])

private let stationReason = object(
  ["kind", "id", "serves", "routes"],
  [
    ("kind", ["type": "string", "enum": ["stations"]]), ("id", text),
    (
      "serves",
      byKind(
        object(
          ["covered", "alone", "places"],
          [("covered", number), ("alone", number), ("places", ["type": "integer", "minimum": 0])]))
    ), ("routes", list(object(["id", "name", "share"], [("id", text), ("name", text), ("share", share)]))),
  ])

/// The documents of the page.
let pageSchemas: [JSONMember] = [
  JSONMember("edit", editSchema),
  JSONMember(
    "evaluateRequest",
    closed([], [edits, ("with", optional(list(["type": "string", "enum": figureParts]))), definition])),
  JSONMember("areaRequest", closed(["station"], [edits, ("station", word), definition])),
  JSONMember(
    "whyRequest",
    closed(
      ["kind", "id"],
      [
        edits, ("kind", ["type": "string", "enum": .array((kinds + ["stations"]).map { .string($0) })]), ("id", word),
        ("lon", longitude), ("lat", latitude), definition,
      ])),
  JSONMember("why", ["oneOf": [placeReason, stationReason]]),
  JSONMember(
    "sitingRequest",
    closed(
      [],
      [
        edits, ("new", optional(["type": "integer", "minimum": 0, "maximum": 10_000])),
        ("budget", optional(["type": "number", "minimum": 0, "maximum": 1_000_000_000_000])), definition,
      ])),
  JSONMember(
    "exportRequest",
    closed(["as"], [edits, ("as", ["type": "string", "enum": ["geojson", "yaml", "csv", "docx"]]), definition])),
  JSONMember(
    "publishRequest",
    closed(["name"], [("name", ["type": "string", "pattern": "^[A-Za-z0-9]{1,20}$"]), edits, definition])),
  JSONMember(
    "published",
    object(
      ["name", "state", "step", "reason", "collections"],
      [
        ("name", text), ("state", ["type": "string", "enum": ["queued", "running", "done", "stopped", "failed"]]),
        ("step", optional(bothLanguages)), ("reason", optional(bothLanguages)), ("collections", list(text)),
      ])),
  JSONMember(
    "publishedList", object(["published"], [("published", list(schemaReference("published")))])),
  JSONMember(
    "brief",
    object(
      ["id", "state", "step", "reason"],
      [
        ("id", text), ("state", ["type": "string", "enum": ["queued", "running", "done", "stopped", "failed"]]),
        ("step", optional(bothLanguages)), ("reason", optional(bothLanguages)),
      ])),
  JSONMember(
    "definitionRequest",
    .object(
      closed(
        [],
        [
          ("cutoff", optional(["type": "string", "pattern": .string(cutoffPattern)])),
          ("mode", optional(word)),
          (
            "measure",
            optional(["type": "string", "enum": .array(Measure.allCases.map { .string($0.rawValue) } + [.null])])
          ),
        ]
      ).members + [JSONMember("minProperties", 1)])),
  JSONMember(
    "preparation",
    object(
      ["id", "state", "elapsed_s", "step", "reason"],
      [
        ("id", text), ("state", ["type": "string", "enum": ["queued", "running", "done", "stopped", "failed"]]),
        ("elapsed_s", number), ("step", optional(bothLanguages)), ("reason", optional(bothLanguages)),
      ])),
  JSONMember(
    "pageError",
    object(["error"], [("error", object(["code", "message"], [("code", text), ("message", bothLanguages)]))])),
  JSONMember(
    "figures",
    object(
      ["coverage", "services", "value"],
      [
        ("coverage", anything), ("services", anything), ("value", ["type": "number", "nullable": true]),
        ("periods", periodFigures), ("hours", hourFigures), ("groups", groupFigures),
        ("load", loadFigures),
      ])),
  JSONMember(
    "town",
    object(
      ["title", "version", "bounds", "layers", "stations", "figures"],
      [
        ("title", bothLanguages), ("language", text), ("illustrative", ["type": "boolean"]), ("version", text),
        ("edits_note", optional(bothLanguages)),
        ("bounds", ["type": "array", "nullable": true, "minItems": 4, "maxItems": 4, "items": number]),
        ("definition", anything),
        ("kinds", list(anything)), ("services", list(anything)), ("periods", list(anything)),
        ("hours_known", ["type": "boolean"]), ("layers", list(anything)), ("stations", list(anything)),
        ("has_candidates", ["type": "boolean"]),
        ("new", ["type": "integer", "nullable": true]), ("plan", ["type": "object", "nullable": true]),
        ("curve", list(anything)), ("acts", actOffers),
        ("figures", schemaReference("figures")), ("tiles", ["type": "string", "nullable": true]),
        ("exports", list(text)), ("attribution", list(text)), ("builds_with", anything),
      ])),
  JSONMember(
    "evaluation",
    object(
      ["figures", "today", "changed"],
      [
        ("figures", schemaReference("figures")), ("today", schemaReference("figures")), ("changed", list(anything)),
        ("open", ["type": "object", "additionalProperties": ["type": "string"]]),
      ])),
  JSONMember(
    "search",
    object(
      ["id", "state"],
      [
        ("id", text), ("state", ["type": "string", "enum": ["queued", "running", "done", "stopped", "failed"]]),
        ("elapsed_s", number), ("value", ["type": "number", "nullable": true]),
        ("bound", ["type": "number", "nullable": true]), ("gap", ["type": "number", "nullable": true]),
        ("unit", text), ("reason", optional(bothLanguages)), ("figures", schemaReference("figures")),
        ("sites", list(anything)), ("acts", list(plannedAct)), ("curve", budgetCurve),
      ])),
  JSONMember("events", ["description": "Events `progress` and, at last, `end`: each has a search as JSON"]),
  JSONMember("exported", [:]),
  JSONMember(
    "anyFeatures",
    object(
      ["type", "features"],
      [("type", ["type": "string", "enum": ["FeatureCollection"]]), ("features", list(anything))])),
]

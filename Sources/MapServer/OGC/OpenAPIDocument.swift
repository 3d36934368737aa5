import Geodata
import Report
import Words

/// 17-069r4, /req/core/api-definition-success and /req/oas30: made from the routes that answer.
@Sendable func apiDefinitionAnswer(_ call: OGCCall) throws(OGCFault) -> Answer {
  .json(openAPIDocument(call.layers, call.about, base: call.question.base), type: call.medium.type)
}

/// The definition of everything below `/ogc` and `/api`.
///
/// Source: OpenAPI Specification 3.0.3.
func openAPIDocument(_ layers: [FeatureLayer], _ about: ServiceText, base: String) -> JSONValue {
  var info: [JSONMember] = [
    JSONMember("title", .string(about.title.inOneTitle)),
    JSONMember("description", .string(about.description.inOneTitle)), JSONMember("version", .string(about.version)),
  ]
  if !about.license.isEmpty {
    let address = about.license.hasPrefix("http") ? [JSONMember("url", .string(about.license))] : []
    info.append(JSONMember("license", .object([JSONMember("name", .string(about.license))] + address)))
  }
  let routes =
    featureRoutes(layers) + (about.hasProcesses ? processRoutes : [])
    + describedPageRoutes(layers.filter { !$0.isPublished })
  var tags: [String] = []
  for route in routes where !tags.contains(route.tag) { tags.append(route.tag) }
  let schemas =
    serviceSchemas + layers.flatMap(layerSchemas) + (about.hasProcesses ? processSchemas : []) + pageSchemas
  var components: [JSONMember] = [
    JSONMember("schemas", .object(schemas))
  ]
  var document: [JSONMember] = [
    JSONMember("openapi", "3.0.3"), JSONMember("info", .object(info)), JSONMember("servers", [["url": .string(base)]]),
    JSONMember("tags", .array(tags.map { ["name": .string($0)] })),
    JSONMember("paths", .object(paths(of: routes, isGuarded: about.needsToken))),
  ]
  if about.needsToken {
    components.append(JSONMember("securitySchemes", ["token": ["type": "http", "scheme": "bearer"]]))
    document.append(JSONMember("security", [["token": []]]))
  }
  return .object(document + [JSONMember("components", .object(components))])
}

/// One member for each path, in it one for each method.
private func paths(of routes: [OGCRoute], isGuarded: Bool) -> [JSONMember] {
  var order: [String] = []
  var operations: [String: [JSONMember]] = [:]
  for route in routes {
    let path = "/" + route.path.map { $0.hasPrefix("{") ? $0 : ogcEncoded($0) }.joined(separator: "/")
    if operations[path] == nil { order.append(path) }
    operations[path, default: []].append(
      JSONMember(route.method.rawValue.lowercased(), operation(route, isGuarded: isGuarded)))
  }
  return order.map { JSONMember($0, .object(operations[$0] ?? [])) }
}

private func operation(_ route: OGCRoute, isGuarded: Bool) -> JSONValue {
  var members: [JSONMember] = [
    JSONMember("operationId", .string(route.id)), JSONMember("summary", .string(route.summary)),
    JSONMember("tags", [.string(route.tag)]),
  ]
  if !route.parameters.isEmpty { members.append(JSONMember("parameters", .array(route.parameters.map(parameter)))) }
  if let request = route.request {
    members.append(
      JSONMember("requestBody", ["required": true, "content": ["application/json": request]]))
  }
  var responses = [
    JSONMember(
      String(route.success),
      [
        "description": .string(route.summary),
        "content": .object(route.media.map { JSONMember($0.type, ["schema": route.schema]) }),
      ])
  ]
  if let order = route.order {
    responses.append(
      JSONMember(
        "202", ["description": "The work goes on", "content": ["application/json": ["schema": order]]]))
  }
  // Whoever carries the question can refuse it before any route is asked.
  let carrier = Set([400, 403, 408, 413, 414, 421, 429, 503] + (isGuarded ? [401] : []))
  for status in carrier.union(route.failures).sorted() {
    let isOurs = route.failures.contains(status) && !route.isOfPage
    let schemas = (isOurs ? ["exception"] : []) + (carrier.contains(status) || !isOurs ? ["pageError"] : [])
    responses.append(JSONMember(String(status), failure(status, schemas.map(schemaReference))))
  }
  members.append(JSONMember("responses", .object(responses)))
  return .object(members)
}

private func parameter(_ parameter: OGCParameter) -> JSONValue {
  let isQuery = parameter.place == .query
  var members: [JSONMember] = [
    JSONMember("name", .string(parameter.name)), JSONMember("in", .string(parameter.place.rawValue)),
    JSONMember("description", .string(parameter.description)), JSONMember("required", .bool(!isQuery)),
    JSONMember("schema", parameter.schema), JSONMember("style", isQuery ? "form" : "simple"),
    JSONMember("explode", false),
  ]
  if let example = parameter.example { members.append(JSONMember("example", example)) }
  return .object(members)
}

/// - Parameter schemas: one of which the answer has.
private func failure(_ status: Int, _ schemas: [JSONValue]) -> JSONValue {
  let words = [
    400: "A parameter or the body is not valid", 401: "The token is missing", 403: "Pages from elsewhere may not ask",
    404: "There is no such thing", 405: "The method cannot be used here", 406: "The format is not offered",
    413: "The body is too large", 414: "The address is too long", 415: "The body is not JSON",
    421: "The host is not the server's", 429: "Too much is waiting already", 501: "Programs that make it are missing",
    503: "The service is busy",
  ]
  var members = [JSONMember("description", .string(words[status] ?? "An error"))]
  if status == 405 {
    members.append(JSONMember("headers", ["Allow": ["description": "What can be used", "schema": ["type": "string"]]]))
  }
  members.append(
    JSONMember(
      "content", ["application/json": ["schema": schemas.count == 1 ? schemas[0] : ["anyOf": .array(schemas)]]]))
  return .object(members)
}

import MapServer
import Testing

/// The API definition says what the service does.
struct DefinitionTests {
  private func definition() throws -> Document { try asked("/ogc/api").json }

  @Test func itNamesTheService() throws {
    let definition = try definition()
    #expect(definition["openapi"].text == "3.0.3")
    #expect(definition["info"]["title"].text == "小镇 / Town")
    #expect(definition["info"]["version"].text == "1.2.3")
    #expect(definition["info"]["license"]["url"].text == "https://example.org/terms")
    #expect(definition["servers"][0]["url"].text == "http://h:1")
  }

  @Test func aTokenIsInTheDefinition() throws {
    #expect(try definition()["security"].isNothing)
    var about = Scene.about
    about.needsToken = true
    let answer = try #require(ogcAnswer(Question(.get, ["ogc", "api"]), Scene.layers, about: about))
    let definition = try Document(answer.body)
    #expect(definition["security"][0].keys == ["token"])
    #expect(definition["components"]["securitySchemes"]["token"]["scheme"].text == "bearer")
    #expect(definition["paths"]["/ogc"]["get"]["responses"].keys.contains("401"))
  }

  @Test func everyPathIsThere() throws {
    let features = ["stations", "routes", "areas"].flatMap { name in
      ["", "/items", "/items/{featureId}"].map { "/ogc/collections/\(name)\($0)" }
    }
    #expect(
      try definition()["paths"].keys
        == Set(
          ["/ogc", "/ogc/conformance", "/ogc/api", "/ogc/collections"] + features + [
            "/api/town", "/api/layers/{layer}", "/api/evaluate", "/api/area", "/api/why", "/api/siting",
            "/api/siting/{id}", "/api/siting/{id}/events", "/api/export", "/api/export/{id}", "/api/export/{id}/file",
            "/api/definitions", "/api/definitions/{id}", "/api/published", "/api/published/{name}",
          ]))
  }

  /// What it lists is answered with a status and a type that it lists.
  @Test func whatIsListedIsAnswered() throws {
    let paths = try definition()["paths"]
    for path in paths.keys where path.hasPrefix("/ogc") {
      #expect(paths[path].keys == ["get"])
      let operation = paths[path]["get"]
      let target = path.replacing(
        "{featureId}", with: path.contains("stations") ? "s1" : path.contains("routes") ? "slant" : "ring")
      let answer = try asked(target).answer
      #expect(operation["responses"]["200"]["content"].keys.contains(answer.type), "\(path)")
      for (query, method, accept, status) in [
        ("?unknown=1", Question.Method.get, "", "400"), ("", .post, "", "405"), ("", .get, "text/html", "406"),
      ] {
        #expect(try asked(target + query, method, accept: accept).answer.status == Int(status))
        #expect(operation["responses"].keys.contains(status))
      }
    }
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let definition = try definition()
    let schemas = definition["components"]["schemas"].keys
    func references(_ document: Document) -> [String] {
      document.keys.flatMap { key in
        key == "$ref" ? [document[key].text ?? ""] : references(document[key])
      } + document.list.flatMap(references)
    }
    let found = references(definition)
    #expect(found.count > 30)
    for reference in found { #expect(schemas.contains(reference.split(separator: "/").last.map(String.init) ?? "")) }
    #expect(schemas.subtracting(found.map { String($0.split(separator: "/").last ?? "") }).isEmpty)
  }

  @Test func operationsHaveNamesOfTheirOwn() throws {
    let paths = try definition()["paths"]
    let names = paths.keys.flatMap { path in paths[path].keys.map { paths[path][$0]["operationId"].text ?? "" } }
    #expect(Set(names).count == names.count)
    #expect(!names.contains(""))
  }

  /// The fragments that the standard prescribes.
  @Test func parametersAreThoseOfTheStandard() throws {
    let parameters = try definition()["paths"]["/ogc/collections/stations/items"]["get"]["parameters"]
    #expect(
      parameters.list.map { $0["name"].text }
        == ["limit", "offset", "bbox", "datetime", "f", "name", "rank", "weight", "covered"])
    for parameter in parameters.list {
      #expect(parameter["in"].text == "query")
      #expect(parameter["required"].number == 0)
      #expect(parameter["style"].text == "form")
      #expect(parameter["explode"].number == 0)
    }
    let limit = parameters[0]["schema"]
    #expect(limit["type"].text == "integer")
    #expect(limit["minimum"].number == 1)
    #expect(limit["maximum"].number == 10_000)
    #expect(limit["default"].number == 100)
    let box = parameters[2]["schema"]
    #expect(box["type"].text == "array")
    #expect(box["oneOf"].list.map { $0["minItems"].number } == [4, 6])
    #expect(box["oneOf"].list.map { $0["maxItems"].number } == [4, 6])
    #expect(box["items"]["type"].text == "number")
    #expect(parameters[3]["schema"]["type"].text == "string")
    #expect(
      parameters.list.dropFirst(5).map { $0["schema"]["type"].text } == ["string", "integer", "number", "boolean"])
  }

  @Test func propertiesAreTheColumns() throws {
    let schemas = try definition()["components"]["schemas"]
    let properties = schemas["feature_stations"]["properties"]["properties"]["properties"]
    #expect(properties.keys == ["name", "rank", "weight", "covered"])
    #expect(properties["rank"]["type"].text == "integer")
    #expect(properties["rank"]["title"].text == "名次 / Rank")
  }
}

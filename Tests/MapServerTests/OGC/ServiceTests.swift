import MapServer
import Testing

/// Landing page, conformance, collections: what is the same whatever is asked of the features.
struct ServiceTests {
  @Test func whatIsElsewhereIsNotAnswered() {
    for path in [[], ["api", "town"], ["ogcx"]] {
      #expect(ogcAnswer(Question(.get, path), Scene.layers, about: Scene.about) == nil)
    }
  }

  @Test func landingPageLeadsEverywhere() throws {
    let (answer, page) = try asked("/ogc")
    #expect(answer.status == 200)
    #expect(answer.type == "application/json")
    #expect(page["title"].text == "小镇 / Town")
    #expect(page["attribution"].text == "A; B")
    #expect(page.links("self") == ["http://h:1/ogc"])
    #expect(page.links("service-desc") == ["http://h:1/ogc/api"])
    #expect(page.links("conformance") == ["http://h:1/ogc/conformance"])
    #expect(page.links("data") == ["http://h:1/ogc/collections"])
    #expect(page.links("license") == ["https://example.org/terms"])
    #expect(page["links"].list.allSatisfy { $0["type"].text != nil && $0["title"].text != nil })
  }

  @Test func conformanceIsThreeClasses() throws {
    let page = try asked("/ogc/conformance").json
    #expect(
      page["conformsTo"].list.map(\.text) == [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
      ])
  }

  @Test func collectionsAreTheLayers() throws {
    let page = try asked("/ogc/collections").json
    #expect(page.links("self") == ["http://h:1/ogc/collections"])
    #expect(page["collections"].list.map { $0["id"].text } == ["stations", "routes", "areas"])
    let first = page["collections"][0]
    #expect(first["title"].text == "驿站 / Stations")
    #expect(first["itemType"].text == "feature")
    #expect(first["crs"].list.map(\.text) == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"])
    #expect(
      first.links("items") == [
        "http://h:1/ogc/collections/stations/items", "http://h:1/ogc/collections/stations/items?f=json",
      ])
    #expect(first["links"].list.allSatisfy { $0["rel"].text != nil && $0["type"].text != nil })
  }

  @Test func extentHoldsAllFeatures() throws {
    let stations = try asked("/ogc/collections/stations").json["extent"]["spatial"]
    #expect(stations["bbox"][0].list.map(\.number) == [1, 1, 4, 1])
    #expect(stations["crs"].text == "http://www.opengis.net/def/crs/OGC/1.3/CRS84")
    let routes = try asked("/ogc/collections/routes").json["extent"]["spatial"]["bbox"]
    #expect(routes[0].list.map(\.number) == [-179.5, 0, 179.5, 10])
    #expect(routes.list.count == 1)
  }

  @Test func aCollectionIsTheSameInTheListAndAlone() throws {
    let listed = try asked("/ogc/collections").json["collections"]
    for (index, name) in ["stations", "routes", "areas"].enumerated() {
      let alone = try asked("/ogc/collections/\(name)").json
      #expect(alone.canonical == listed[index].canonical)
      #expect(alone.links("self") == ["http://h:1/ogc/collections/\(name)"])
    }
  }

  @Test(arguments: [
    ("/ogc/nothing", "/ogc/nothing"), ("/ogc/collections/nothing", "“nothing”"),
    ("/ogc/collections/nothing/items", "“nothing”"), ("/ogc/collections/stations/nothing", "/stations/nothing"),
    ("/ogc/collections/stations/items/s9", "“s9”"), ("/ogc/collections/stations/items/s1/x", "/s1/x"),
    ("/ogc/collections/STATIONS", "“STATIONS”"),
  ])
  func whatIsNotThereIs404(target: String, named: String) throws {
    let (answer, json) = try asked(target)
    #expect(answer.status == 404)
    #expect(json["code"].text == "NotFound")
    #expect(json["description"].text?.contains(named) == true)
    #expect(json["error"]["code"].text == "NotFound")
    #expect(json["error"]["message"]["en"].text == json["description"].text)
    #expect(json["error"]["message"]["zh"].text?.contains("没有") == true)
  }

  @Test(arguments: ["/ogc", "/ogc/api", "/ogc/collections", "/ogc/collections/stations/items/s1"])
  func onlyReading(target: String) throws {
    for method in [Question.Method.post, .delete, .options, .other] {
      let (answer, json) = try asked(target, method)
      #expect(answer.status == 405)
      #expect(answer.headers.map { "\($0.name): \($0.value)" } == ["Allow: GET, HEAD"])
      #expect(json["code"].text == "MethodNotAllowed")
    }
    #expect(try asked(target, .head).answer.body == asked(target).answer.body)
    #expect(try asked(target, .head).answer.status == 200)
  }

  @Test(arguments: [
    ("/ogc?x=1", "“x”"), ("/ogc/conformance?limit=1", "“limit”"), ("/ogc/api?bbox=1,1,2,2", "“bbox”"),
    ("/ogc/collections?F=json", "“F”"), ("/ogc/collections/stations?name=a", "“name”"),
    ("/ogc/collections/routes/items?name=a", "“name”"), ("/ogc/collections/stations/items?Limit=1", "“Limit”"),
    ("/ogc/collections/stations/items/s1?limit=1", "“limit”"), ("/ogc?f=json&f=json", "twice"),
    ("/ogc/collections/stations/items?limit=1&limit=2", "twice"),
  ])
  func unknownParametersAreRefused(target: String, told: String) throws {
    let (answer, json) = try asked(target)
    #expect(answer.status == 400)
    #expect(json["description"].text?.contains(told) == true)
  }

  @Test(arguments: [
    ("/ogc", "", "application/json"), ("/ogc", "*/*", "application/json"),
    ("/ogc", "text/html, application/*;q=0.1", "application/json"), ("/ogc?f=json", "text/html", "application/json"),
    ("/ogc/api", "", "application/vnd.oai.openapi+json;version=3.0"),
    ("/ogc/api", "application/vnd.oai.openapi+json;version=3.0", "application/vnd.oai.openapi+json;version=3.0"),
    ("/ogc/api", "application/json", "application/json"),
    ("/ogc/api?f=json", "application/json", "application/vnd.oai.openapi+json;version=3.0"),
    ("/ogc/collections/stations/items", "", "application/geo+json"),
    ("/ogc/collections/stations/items", "application/geo+json", "application/geo+json"),
    ("/ogc/collections/stations/items", "application/json", "application/json"),
    ("/ogc/collections/stations/items", "application/json;q=0.5, application/geo+json;q=0.4", "application/json"),
    ("/ogc/collections/stations/items", "application/geo+json;q=0, */*", "application/json"),
    ("/ogc/collections/stations/items?f=geojson", "application/json", "application/geo+json"),
    ("/ogc/collections/stations/items?f=json", "", "application/json"),
    ("/ogc/collections/stations/items/s1", "", "application/geo+json"),
  ])
  func formatIsAgreedOn(target: String, accept: String, type: String) throws {
    let answer = try asked(target, accept: accept).answer
    #expect(answer.status == 200)
    #expect(answer.type == type)
  }

  @Test(arguments: [
    ("/ogc?f=html", "", 400), ("/ogc?f=geojson", "", 400), ("/ogc/collections/stations/items?f=", "", 400),
    ("/ogc", "text/html", 406), ("/ogc", "application/json;q=0", 406),
    ("/ogc/collections/stations/items", "image/png, text/*", 406),
  ])
  func formatIsNotOffered(target: String, accept: String, status: Int) throws {
    let (answer, json) = try asked(target, accept: accept)
    #expect(answer.status == status)
    #expect(answer.type == "application/json")
    #expect(json["description"].text?.contains("json") == true)
  }
}

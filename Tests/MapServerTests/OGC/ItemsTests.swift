import Geometry
import MapServer
import Testing

/// What is answered of the features: pages, boxes, times, values.
struct ItemsTests {
  private let stations = "/ogc/collections/stations/items"

  @Test func allFeaturesAsTheyWereWritten() throws {
    let (answer, json) = try asked(stations)
    #expect(answer.status == 200)
    #expect(json["type"].text == "FeatureCollection")
    #expect(json["timeStamp"].text == "2024-01-01T00:00:00Z")
    #expect(json["numberMatched"].number == 5)
    #expect(json["numberReturned"].number == 5)
    #expect(json.ids == ["s1", "s2", "s3", "s4", "s/5 ?"])
    let text = String(decoding: answer.body, as: UTF8.self)
    for feature in Scene.stations.features { #expect(text.contains(String(decoding: feature.json, as: UTF8.self))) }
  }

  @Test func linksOfAPageInTheMiddle() throws {
    let json = try asked(stations + "?limit=2&offset=2&bbox=0,0,9,9").json
    #expect(json.ids == ["s3", "s4"])
    #expect(json["numberMatched"].number == 5)
    #expect(json["numberReturned"].number == 2)
    let base = "http://h:1" + stations
    #expect(json.links("self") == [base + "?limit=2&offset=2&bbox=0,0,9,9"])
    #expect(json.links("alternate") == [base + "?limit=2&offset=2&bbox=0,0,9,9&f=json"])
    #expect(json.links("next") == [base + "?bbox=0,0,9,9&offset=4&limit=2"])
    #expect(json.links("prev") == [base + "?bbox=0,0,9,9&offset=0&limit=2"])
    #expect(json.links("collection") == ["http://h:1/ogc/collections/stations"])
    #expect(json["links"].list.allSatisfy { $0["rel"].text != nil && $0["type"].text != nil })
  }

  /// Following `next` from the first page shows each feature once, whatever the size of a page.
  @Test(arguments: 1...6)
  func pagesShowEveryFeatureOnce(limit: Int) throws {
    var target: String? = stations + "?limit=\(limit)&f=geojson"
    var shown: [String] = []
    while let page = target {
      let json = try asked(page).json
      shown += json.ids
      #expect(json["numberMatched"].number == 5)
      target = json.links("next").first.map { String($0.dropFirst("http://h:1".count)) }
    }
    #expect(shown == ["s1", "s2", "s3", "s4", "s/5 ?"])
  }

  @Test(arguments: [
    ("offset=5", [], "offset=0&limit=100"), ("offset=99&limit=2", [], "offset=3&limit=2"),
    ("offset=4", ["s/5 ?"], "offset=0&limit=100"), ("offset=99999999999999999999", [], "offset=0&limit=100"),
  ])
  func behindTheEndLeadsBack(query: String, ids: [String], back: String) throws {
    let json = try asked(stations + "?" + query).json
    #expect(json.ids == ids)
    #expect(json.links("next").isEmpty)
    #expect(json.links("prev") == ["http://h:1\(stations)?\(back)"])
  }

  @Test(arguments: [("10000", 5), ("10001", 5), ("99999999999999999999", 5), ("1", 1), ("4", 4)])
  func limitIsTaken(limit: String, count: Double) throws {
    let (answer, json) = try asked(stations + "?limit=\(limit)")
    #expect(answer.status == 200)
    #expect(json["numberReturned"].number == count)
  }

  @Test func limitIsAHundredUnlessToldAndTenThousandAtMost() throws {
    var layer = Scene.stations
    layer.features = (0..<10_002).map { number in
      var feature = Scene.stations.features[0]
      feature.id = "n\(number)"
      return feature
    }
    func returned(_ query: [(name: String, value: String)]) throws -> Double? {
      let question = Question(.get, ["ogc", "collections", "stations", "items"], query: query)
      let answer = try #require(ogcAnswer(question, [layer], about: Scene.about))
      return try Document(answer.body)["numberReturned"].number
    }
    #expect(try returned([]) == 100)
    #expect(try returned([("limit", "10001")]) == 10_000)
  }

  @Test(arguments: [
    "limit=0", "limit=-1", "limit=", "limit=ten", "limit=1.5", "limit=%2B1", "limit=1e2", "limit=%201", "limit=１",
    "offset=-1", "offset=x", "offset=", "bbox=", "bbox=1,2,3", "bbox=1,2,3,4,5", "bbox=1,2,3,4,5,6,7", "bbox=a,b,c,d",
    "bbox=1,2,3,", "bbox=1,5,3,4", "bbox=1,2,9,3,4,8", "bbox=1,2,3,nan", "bbox=1,2,3,inf", "bbox=0x1,2,3,4",
    "bbox=-181,0,1,1", "bbox=0,0,180.5,1", "bbox=0,-91,1,1", "bbox=0,0,1,91", "bbox=1%202%203%204", "bbox=1e999,0,1,1",
    "rank=x", "rank=1.5", "rank=", "weight=x", "weight=nan", "weight=", "covered=1", "covered=True",
  ])
  func whatCannotBeMeantIsRefused(query: String) throws {
    let (answer, json) = try asked(stations + "?" + query)
    #expect(answer.status == 400)
    #expect(json["code"].text == "InvalidParameterValue")
    let name = try #require(query.split(separator: "=").first)
    #expect(json["description"].text?.hasPrefix(name + ": ") == true)
    #expect(json["error"]["message"]["zh"].text?.hasPrefix("参数\(name)") == true)
  }

  /// s1 to s4 stand at longitudes 1 to 4, latitude 1; the fifth has no place, and so it matches every box.
  @Test(arguments: [
    ("1,1,2,1", ["s1", "s2", "s/5 ?"]), ("1.5,0,3,2", ["s2", "s3", "s/5 ?"]), ("5,0,6,2", ["s/5 ?"]),
    ("1,1,-5,2,1,5", ["s1", "s2", "s/5 ?"]), ("3.5,-90,1.5,90", ["s1", "s4", "s/5 ?"]),
    ("-180,-90,180,90", ["s1", "s2", "s3", "s4", "s/5 ?"]), ("01,1.0,2e0,1", ["s1", "s2", "s/5 ?"]),
  ])
  func boxOfPoints(box: String, ids: [String]) throws {
    #expect(try asked(stations + "?bbox=" + box).json.ids == ids)
  }

  /// The box of the slanting line covers all of these, the line itself only some.
  @Test(arguments: [
    ("6,0,10,4", []), ("4,4,6,6", ["slant"]), ("0,9,1,10", []), ("5,0,6,5", ["slant"]), ("10,10,11,11", ["slant"]),
    ("3,2,8,2.5", []), ("-1,-1,11,11", ["slant"]), ("179,-1,-179,1", ["west", "east"]), ("179.6,-1,-179.6,1", []),
    ("179,-1,180,1", ["west"]), ("-180,-1,-179,1", ["east"]), ("-177.9,0,-177.1,5", []),
    ("-177.5,4,-176.5,6", ["east"]),
    ("180,0,-180,0", []),
  ])
  func boxOfLines(box: String, ids: [String]) throws {
    #expect(try asked("/ogc/collections/routes/items?bbox=" + box).json.ids == ids)
  }

  /// The hole reaches from 2 to 8, its border belongs to the area.
  @Test(arguments: [
    ("3,3,7,7", []), ("2,3,7,7", ["ring"]), ("8.5,4,9,5", ["ring"]), ("0.2,0.2,0.4,0.4", ["ring", "pair"]),
    ("9.2,9.2,9.4,9.4", ["ring", "pair"]), ("0,0,0,0", ["ring", "pair", "mixed"]),
    ("0.4,9.5,0.6,9.6", ["ring", "mixed"]),
    ("-5,-5,15,15", ["ring", "pair", "mixed"]), ("11,0,12,1", []),
  ])
  func boxOfAreas(box: String, ids: [String]) throws {
    #expect(try asked("/ogc/collections/areas/items?bbox=" + box).json.ids == ids)
  }

  @Test(arguments: [
    "2024-01-01T00:00:00Z", "2024-02-29T23:59:60.125+08:00", "2024-01-01t00:00:00z", "2024-01-01",
    "2000-02-29", "2024-01-01T00:00:00Z/2024-06-30T00:00:00Z", "../2024-01-01T00:00:00Z", "/2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00Z/..", "2024-01-01T00:00:00Z/", "2024-01-01/2024-12-31",
  ])
  func everyTimeMatches(time: String) throws {
    let (answer, json) = try asked(stations + "?datetime=" + time.replacing("+", with: "%2B"))
    #expect(answer.status == 200)
    #expect(json["numberMatched"].number == 5)
  }

  @Test(arguments: [
    "", "..", "/", "../..", "../", "/..", "yesterday", "2024", "2024-13-01", "2024-04-31", "2023-02-29", "1900-02-29",
    "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:61Z", "2024-01-01T00:00:00", "2024-01-01T00:00Z",
    "2024-01-01 00:00:00Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00Z/2024-01-02/..", "2024-1-1", "２０２４-01-01",
    "2024-01-01T00:00:00%2B0800", "2024-01-01T00:00:00Z/x", "x2024-01-01", "2024-01-01x",
  ])
  func whatIsNoTimeIsRefused(time: String) throws {
    let (answer, json) = try asked(stations + "?datetime=" + time)
    #expect(answer.status == 400)
    #expect(json["description"].text?.hasPrefix("datetime: ") == true)
  }

  @Test(arguments: [
    ("name=东站", ["s1"]), ("name=%E4%B8%9C%E7%AB%99", ["s1"]), ("name=a%20%22b%22", ["s2"]), ("name=", ["s4"]),
    ("name=geometry", ["s/5 ?"]), ("name=null", []), ("name=东", []), ("rank=3", ["s3"]), ("rank=03", ["s3"]),
    ("rank=99999999999999999999", []), ("weight=0.5", ["s1"]), ("weight=100", ["s3"]), ("weight=2.0", ["s2"]),
    ("weight=-15e-1", ["s4"]), ("weight=0", ["s/5 ?"]), ("covered=true", ["s1", "s3", "s/5 ?"]),
    ("covered=false", ["s2"]),
    ("covered=true&rank=3", ["s3"]), ("covered=true&bbox=2,0,9,9", ["s3", "s/5 ?"]),
  ])
  func valuesOfColumns(query: String, ids: [String]) throws {
    let json = try asked(stations + "?" + query).json
    #expect(json.ids == ids)
    #expect(json["numberMatched"].number == Double(ids.count))
  }

  @Test func oneFeatureIsItselfWithLinks() throws {
    let (answer, json) = try asked(stations + "/s1")
    #expect(answer.status == 200)
    #expect(answer.type == "application/geo+json")
    #expect(json["id"].text == "s1")
    #expect(json["geometry"]["coordinates"].list.map(\.number) == [1, 1])
    #expect(json["properties"]["name"].text == "东站")
    #expect(json.links("self") == ["http://h:1\(stations)/s1"])
    #expect(json.links("alternate") == ["http://h:1\(stations)/s1?f=json"])
    #expect(json.links("collection") == ["http://h:1/ogc/collections/stations"])
  }

  @Test func anIdOfAnyCharactersLeadsToItsFeature() throws {
    let json = try asked(stations + "/s%2F5%20%3F").json
    #expect(json["id"].text == "s/5 ?")
    #expect(json["geometry"].isNothing)
    #expect(json.links("self") == ["http://h:1\(stations)/s%2F5%20%3F"])
  }

  /// A text that looks like the rest of a feature is a text.
  @Test func whatStandsInATextIsNoShape() throws {
    var layer = Scene.stations
    layer.features = [
      .init(
        id: "x", box: Box(minX: 0, minY: 0, maxX: 10, maxY: 10), geometry: "LineString",
        json: Array(
          #"{"type":"Feature","id":"x","properties":{"name":"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[9,1]}\\","rank":7},"geometry":{"type":"LineString","coordinates":[[0,0],[10,10]]}}"#
            .utf8))
    ]
    func matched(_ query: [(name: String, value: String)]) throws -> Double? {
      let question = Question(.get, ["ogc", "collections", "stations", "items"], query: query)
      let answer = try #require(ogcAnswer(question, [layer], about: Scene.about))
      return try Document(answer.body)["numberMatched"].number
    }
    #expect(try matched([("bbox", "8,0,10,2")]) == 0)
    #expect(try matched([("bbox", "4,4,6,6")]) == 1)
    #expect(try matched([("rank", "7")]) == 1)
    #expect(try matched([("name", #"},"geometry":{"type":"Point","coordinates":[9,1]}\"#)]) == 1)
  }
}

import Foundation
import Testing

/// `inspect`: what a file is understood as.
struct InspectTests {
  private static let table = """
    编号,名称,weight,note,lon,lat
    007,茶花社区,12,,103.80,29.40
    008,新华街,"１，２００",x,103.81,29.42
    009,滨江大道,,12,103.79,29.41

    """

  @Test func aTableIsToldFieldByField() throws {
    let path = try ScratchFolder().file("places.csv", Self.table)
    let outcome = try Command.run(["inspect", path, "--json"])
    #expect(outcome.code == 0 && outcome.errors == "", "\(outcome)")
    let answer = try outcome.object()
    #expect(answer["format"] as? String == "CSV" && answer["records"] as? Int == 3)
    #expect(answer["geometries"] as? [String: Int] == ["Point": 3])
    #expect(answer["extent"] as? [Double] == [103.79, 29.4, 103.81, 29.42])
    #expect(answer["extent_wgs84"] as? [Double] == [103.79, 29.4, 103.81, 29.42])
    #expect(answer["crs"] is NSNull && answer["crs_stated_by"] as? String == "nobody")
    #expect(answer["encoding"] as? String == "utf-8" && answer["encoding_guessed"] as? Bool == true)
    let fields = try #require(answer["fields"] as? [[String: Any]])
    #expect(fields.compactMap { $0["name"] as? String } == ["编号", "名称", "weight", "note", "lon", "lat"])
    #expect(fields.map { $0["taken_for"] as? [String] } == [["id"], ["name"], ["weight"], [], ["lon"], ["lat"]])
    // Digits with zeros in front are a name; a number with full-width digits and thousands is one.
    #expect(fields.map { $0["numbers"] as? Int } == [0, 0, 2, 1, 3, 3])
    #expect(fields.map { $0["texts"] as? Int } == [3, 3, 0, 1, 0, 0])
    #expect(fields.map { $0["empty"] as? Int } == [0, 0, 1, 1, 0, 0])
    #expect(fields.map { $0["example"] as? String } == ["007", "茶花社区", "12", "x", "103.80", "29.40"])
    #expect((answer["seconds"] as? [String: Double])?["read"] != nil && answer["peak_mb"] is Double)

    let shown = try Command.run(["inspect", path])
    #expect(shown.code == 0, "\(shown)")
    for line in [
      "places.csv: CSV, 3 records", "geometry     3 Point",
      "reference    nobody states it; streets and boundary decide in a run, here WGS84 is assumed",
      "名称    name       text              0      茶花社区", "note    -          1 number, 1 text  1      x",
    ] {
      #expect(shown.output.components(separatedBy: "\n").contains(line), "\(shown.output)")
    }
  }

  /// In a Gauss-Krüger zone: 35 million of easting belong to zone 35, whose middle is 105 degrees.
  @Test func coordinatesInMetres() throws {
    let path = try ScratchFolder().file("places.csv", "id,x,y\na,35500000,3250000\nb,35501000,3251000\n")
    let unstated = try Command.run(["inspect", path])
    #expect(unstated.code == 0 && unstated.output.contains("--crs EPSG:4544"), "\(unstated)")
    #expect(!unstated.output.contains("in WGS84"))
    let stated = try Command.run(["inspect", path, "--crs", "EPSG:4523", "--json"])
    let answer = try stated.object()
    #expect(answer["crs"] as? String == "EPSG:4523" && answer["crs_stated_by"] as? String == "user")
    #expect(answer["extent"] as? [Double] == [35_500_000, 3_250_000, 35_501_000, 3_251_000])
    // The false easting is the middle meridian; pyproj 3.8.0 has 29.367477 for the northing.
    let degrees = try #require(answer["extent_wgs84"] as? [Double])
    #expect(abs(degrees[0] - 105) < 1e-9 && abs(degrees[1] - 29.367477) < 1e-6, "\(degrees)")
    let unknown = try Command.run(["inspect", path, "--crs", "EPSG:99999"])
    #expect(unknown.code == 1 && unknown.errors.contains("EPSG:99999") && unknown.errors.contains("places.csv"))
  }

  @Test func geoJSONWithoutWaysAround() throws {
    let folder = try ScratchFolder()
    let text = #"""
      {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":[
      {"type":"Feature","properties":{"name":"一","open":true},"geometry":{"type":"Point","coordinates":[103,29]}},
      {"type":"Feature","properties":{"kinds":["a","b"]},"geometry":null},
      {"type":"Feature","properties":{"name":null},"geometry":
        {"type":"Polygon","coordinates":[[[103,29],[104,29],[104,30],[103,29]]]}}]}
      """#
    let outcome = try Command.run(["inspect", try folder.file("layer.geojson", text), "--json"])
    let answer = try outcome.object()
    #expect(answer["geometries"] as? [String: Int] == ["Point": 1, "Polygon": 1, "none": 1])
    #expect(answer["crs"] as? String == "urn:ogc:def:crs:EPSG::4490" && answer["crs_stated_by"] as? String == "file")
    let fields = try #require(answer["fields"] as? [[String: Any]])
    #expect(fields.map { $0["name"] as? String } == ["name", "open", "kinds"])
    #expect(fields.map { $0["empty"] as? Int } == [2, 2, 2] && fields.map { $0["flags"] as? Int } == [0, 1, 0])
    #expect(fields[2]["lists"] as? Int == 1 && fields[2]["example"] as? String == "a,b")
  }

  @Test func whatCannotBeRead() throws {
    let folder = try ScratchFolder(["empty.csv": "", "head.csv": "id,name\n", "torn.geojson": #"{"type":"Feat"#])
    for (name, word) in [("empty.csv", "empty"), ("torn.geojson", "cut off"), ("none.csv", "does not exist")] {
      let outcome = try Command.run(["inspect", folder.path + "/" + name])
      #expect(outcome.code == 1 && outcome.output == "" && outcome.errors.contains(word), "\(outcome)")
      #expect(outcome.errors.contains(name))
    }
    let head = try Command.run(["inspect", folder.path + "/head.csv"])
    #expect(head.code == 0 && head.output.contains("there is no record in it"), "\(head)")
    let wrong = try Command.run(["inspect", folder.path + "/head.csv", "--encoding", "klingon"])
    #expect(wrong.code == 2 && wrong.errors.contains("--encoding"), "\(wrong)")
    let layered = try Command.run(["inspect", folder.path + "/head.csv", "--layer", "stations"])
    #expect(layered.code == 1 && layered.errors.contains("one layer only"), "\(layered)")
  }
}

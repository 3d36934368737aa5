import Foundation
import Testing

/// What `reach` draws.
struct ReachLayerTests {
  private static func reach(_ town: Town, _ arguments: [String]) throws -> Command.Outcome {
    try Command.run(
      [
        "reach", "--roads", town.folder.path + "/roads.geojson", "--origins", town.folder.path + "/stations.csv",
        "--quiet",
      ] + arguments)
  }

  private static func features(_ path: String) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    return try #require((object as? [String: Any])?["features"] as? [[String: Any]])
  }

  @Test func severalCutoffsGiveNestedAreas() throws {
    let town = try Town()
    let areas = town.folder.path + "/areas.geojson"
    let outcome = try Self.reach(town, ["--cutoff", "5min,10min,90s", "--areas", areas])
    #expect(outcome.code == 0, "\(outcome)")
    let features = try Self.features(areas)
    #expect(features.compactMap { $0["id"] as? String } == ["s1 10min", "s1 5min", "s1 90s"])
    var widths: [Double] = []
    for feature in features {
      let properties = try #require(feature["properties"] as? [String: Any])
      #expect(properties["station"] as? String == "s1" && properties["mode"] as? String == "walk")
      for share in ["false_inside_share", "false_outside_share"] {
        #expect(try #require(properties[share] as? Double) < 0.005)
      }
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let rings = try #require(geometry["coordinates"] as? [[[Double]]])
      // On the street: beside it corners of the cell that is cut stand up to half a step of samples farther out.
      widths.append(try #require(rings[0].filter { abs($0[1]) < 2e-7 }.map { $0[0] }.max()) - 105)
    }
    // East along the street at 4 km/h, where a degree is 111,319.5 m.
    for (width, meters) in zip(widths, [666.67, 333.33, 100]) { #expect(abs(width * 111_319.5 - meters) < 0.1) }
    #expect(try rfc7946Faults(Data(contentsOf: URL(fileURLWithPath: areas))) == [])
  }

  /// Two shops beside a garage's entry, which leads nowhere: they start from the street behind it, and that is told.
  @Test func passingOverAOneWayPartIsTold() throws {
    let folder = try ScratchFolder()
    let roads = try folder.file(
      "garage.osm",
      """
      <osm><node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.004'/><node id='3' lat='0' lon='0.009'/>
      <node id='4' lat='0.0005' lon='0.004'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/></way>
      <way id='2'><nd ref='2'/><nd ref='4'/><tag k='highway' v='service'/><tag k='oneway' v='yes'/></way></osm>
      """)
    let shops = try folder.file("shops.csv", "id,lon,lat\na,0.0041,0.0003\nb,0.0041,0.0004\nc,0.008,0.0001\n")
    let outcome = try Command.run([
      "reach", "--roads", roads, "--mode", "e-bike", "--origins", shops, "--cutoff", "1min", "--crs", "wgs84",
      "--quiet",
    ])
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.errors.contains("2 of 3 have a nearer street on which one-ways"), "\(outcome.errors)")
  }

  /// From the crossing: 331.7 m of side street to the north and to the south, 666.7 m to the east.
  @Test func linesCarryTheCostAtBothEnds() throws {
    let town = try Town()
    let lines = town.folder.path + "/lines.geojson"
    let outcome = try Self.reach(town, ["--cutoff", "10min", "--lines", lines])
    #expect(outcome.code == 0, "\(outcome)")
    let ends = try Self.features(lines).map { feature in
      let properties = try #require(feature["properties"] as? [String: Any])
      let first = try #require(properties["first_min"] as? Double)
      let last = try #require(properties["last_min"] as? Double)
      return (nearer: min(first, last), farther: max(first, last))
    }
    #expect(ends.count == 3 && ends.allSatisfy { $0.nearer == 0 })
    let expected = [331.723 / 4000 * 60, 331.723 / 4000 * 60, 10]
    for (end, minutes) in zip(ends.map(\.farther).sorted(), expected) { #expect(abs(end - minutes) < 0.001) }
    #expect(try rfc7946Faults(Data(contentsOf: URL(fileURLWithPath: lines))) == [])
  }

  /// 111.3195 m to c1 by a mode of one speed take 100.188 s; a bicycle is pushed and slowed, so a length says nothing of
  /// its time. Each arc names its street.
  @Test func aLengthSaysHowLongOnlyAtOneSpeed() throws {
    let town = try Town()
    let (times, edges) = (town.folder.path + "/times.csv", town.folder.path + "/edges.csv")
    func rows(_ mode: String) throws -> [String] {
      let outcome = try Self.reach(
        town,
        [
          "--mode", mode, "--cutoff", "200m", "--destinations", town.folder.path + "/communities.csv", "--times", times,
          "--graph-edges", edges,
        ])
      #expect(outcome.code == 0, "\(outcome)")
      return try String(contentsOfFile: times, encoding: .utf8).split(separator: "\n").map(String.init)
    }
    #expect(try rows("walk") == ["origin,destination,seconds,metres", "s1,c1,100.188,111.32"])
    #expect(try rows("bicycle") == ["origin,destination,seconds,metres", "s1,c1,,111.32"])
    let arcs = try String(contentsOfFile: edges, encoding: .utf8).split(separator: "\n")
    #expect(arcs[0] == "from,to,metres,seconds,street" && arcs.count == 7, "\(arcs)")
    #expect(Set(arcs.dropFirst().compactMap { $0.split(separator: ",").last }) == ["0", "1", "2"])
  }

  @Test(arguments: [
    ["--cutoff", "5min,800m"], ["--cutoff", "5min,"], ["--cutoff", "5min,x"],
    ["--cutoff", "5min", "--origins", "all", "--lines", "x.geojson"],
  ])
  func refusesWhatCannotBeDrawn(arguments: [String]) throws {
    #expect(try Command.run(["reach", "--roads", "r.osm", "--origins", "o.csv"] + arguments).code == 2)
  }
}

import Geodata
import Model
import Testing

/// What things are called by, digit for digit: 9007199254740993 is 2^53 + 1, which no double is.
struct IdentifierTests {
  private func table(_ properties: [String], ids: [String]? = nil) throws -> SitingTable {
    let features = properties.indices.map { index in
      #"{"type":"Feature",\#(ids.map { "\"id\":\($0[index])," } ?? "")"properties":{\#(properties[index])},"#
        + #""geometry":{"type":"Point","coordinates":[103.75,29.4\#(index)]}}"#
    }
    let text = #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    return try SitingTable(path: try ScratchFile("t.geojson", text).path, role: "sites")
  }

  @Test func numbersOfGeoJSON() throws {
    let long = ["9007199254740993", "511112000000000001", "511112000000000002", "51111200000000000000001"]
    #expect(try table(long.map { #""id":\#($0)"# }).ids == long)
    #expect(try table(["", "", "", ""], ids: long).ids == long)
    let short = try table([#""id":5111120010000001"#, #""id":1.0"#, #""id":-3"#, #""id":2e3"#])
    // In the order of the ids.
    #expect(short.ids == ["-3", "1", "2000", "5111120010000001"])
  }

  @Test func towns() throws {
    let towns = try table([#""id":1,"town":511112000000000001"#, #""id":2,"town":511112000000000002"#])
    #expect(towns.groups == ["511112000000000001", "511112000000000002"])
  }

  /// Digits that the file itself has lost.
  @Test func numbersWithExponents() throws {
    for properties in [#""id":5.11112e+17"#, #""id":"a","town":5.11112E17"#, #""id":"5.11112E+17""#] {
      let error = try geodataError { _ = try table([properties]) }
      #expect(error.code == .badValue && error.message.contains("last"), "\(error)")
    }
    #expect(try geodataError { _ = try table([""], ids: ["5.11112e+17"]) }.code == .badValue)
    let sheet = try ScratchFile("t.csv", "id,weight,town\na,1,5.11112E+17\nb,1,5.11112E+17\n")
    let error = try geodataError { _ = try SitingTable(path: sheet.path, role: "demand") }
    #expect(error.code == .badValue && error.context.field == "town", "\(error)")
  }

  @Test func plansAndCosts() throws {
    let sites = try table([#""id":9007199254740993"#, #""id":9007199254740992"#])
    let plan = try ScratchFile("p.csv", "id\n9007199254740993\n")
    #expect(try readPlan(path: plan.path, sites: sites) == [1])
    let file = try ScratchFile(
      "p.geojson", #"{"type":"Feature","properties":{"id":9007199254740993},"geometry":null}"#)
    #expect(try readPlan(LayerSource(role: "plan", path: file.path)).sites.map(\.id) == ["9007199254740993"])
    let costs = try ScratchFile("c.csv", "demand,site,cost\nd,9007199254740993,5\n")
    let demand = try SitingTable(path: try ScratchFile("d.csv", "id\nd\n").path, role: "demand")
    let covers = try readCoverSets(costs: costs.path, sites: sites, demand: demand, cutoff: 9)
    #expect(Array(covers.costs(of: SiteIndex(1))) == [5] && covers.costs(of: SiteIndex(0)).isEmpty)
  }
}

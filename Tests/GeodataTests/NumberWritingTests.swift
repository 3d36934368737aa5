import Geodata
import Model
import Testing

/// Separators and thousands, judged from the whole column and the delimiter of the file.
struct NumberWritingTests {
  /// The weights of a table whose cells stand in quotes.
  private func weights(_ cells: [String], delimiter: String = ",") throws -> [Double] {
    let rows = cells.enumerated().map { "d\($0)\(delimiter)\"\($1)\"\n" }
    let file = try ScratchFile("t.csv", "id\(delimiter)weight\n" + rows.joined())
    return try SitingTable(path: file.path, role: "demand").weights
  }

  @Test(arguments: [
    (["12,500", "7,250", "30,000"], [12.5, 7.25, 30]), (["1,250", "0,500", "3"], [1.25, 0.5, 3]),
    (["1.234.567,5", "2.500"], [1_234_567.5, 2500]), (["12.5", "0.25"], [12.5, 0.25]), (["1250", ""], [1250, 1]),
    // A cell with both marks settles what a comma is.
    (["1,250.5", "2,500"], [1250.5, 2500]),
  ])
  func betweenSemicolons(cells: [String], values: [Double]) throws {
    #expect(try weights(cells, delimiter: ";") == values)
  }

  @Test(arguments: [
    (["1,250", "1,234,567"], [1250, 1_234_567]), (["1,250", "12.5"], [1250, 12.5]), (["1,250", "12,5"], [1.25, 12.5]),
    (["0,500", "1,250"], [0.5, 1.25]), (["１２，３４５．５", "1,250"], [12345.5, 1250]),
    // Blanks, apostrophes and the groups of India part thousands whatever stands around.
    (["12 500", "1\u{A0}250,5"], [12500, 1250.5]), (["1'250", "12’500.5"], [1250, 12500.5]),
    (["12,34,567", "1,250"], [1_234_567, 1250]), (["١٢٫٥"], [12.5]), (["1e3", " 7 "], [1000, 7]),
  ])
  func betweenCommas(cells: [String], values: [Double]) throws { #expect(try weights(cells) == values) }

  /// The message says what may be meant, and what is written so is read.
  @Test(arguments: [
    (["1,250", "30"], ",", "1250", "1.25"), (["1,250"], "\t", "1250", "1.25"),
    (["1.250", "2.500"], ";", "1250", "1.25"),
    (["1,250", "1.250"], ",", "1250", "1.25"),
  ])
  func openOnes(cells: [String], delimiter: String, one: String, other: String) throws {
    let error = try geodataError { _ = try weights(cells, delimiter: delimiter) }
    #expect(error.code == .badValue && error.context.record == "1" && error.context.field == "weight", "\(error)")
    #expect(error.message.contains("Write \(one) or \(other)") || error.message.contains("Write \(other) or \(one)"))
    #expect(try weights([one], delimiter: delimiter) == [1250] && weights([other], delimiter: delimiter) == [1.25])
  }

  @Test(arguments: [(["12.5", "1,250"], ";"), (["12.5", "7,25"], ","), (["1.234,5", "1,234.5"], ",")])
  func columnsThatCannotBeOneWriting(cells: [String], delimiter: String) throws {
    let error = try geodataError { _ = try weights(cells, delimiter: delimiter) }
    #expect(error.code == .badValue && cells.allSatisfy { error.message.contains("“\($0)”") }, "\(error)")
  }

  @Test(arguments: ["1,2,3", "1,234,", "12 50", "0x10", "inf", "1.2.3", "1,23.456", "12万", "1'25", "--1", "1,2345,678"])
  func noNumber(text: String) throws {
    #expect(try geodataError { _ = try weights([text]) }.code == .badValue)
  }

  /// Another column of the file shows that a comma stands before decimals: a point may then part thousands.
  @Test func otherColumnsCount() throws {
    let file = try ScratchFile("t.csv", "id,weight,cost\na,1.250,\"12,5\"\n")
    let error = try geodataError { _ = try SitingTable(path: file.path, role: "sites") }
    #expect(error.code == .badValue && error.message.contains("1.25 or 1250"), "\(error)")
  }

  /// 103,812 is no longitude as a whole number, so the comma can only stand before decimals.
  @Test func degrees() throws {
    let file = try ScratchFile("t.csv", "id,lon,lat\na,103.5,29.5\nb,\"103,812\",29.25\n")
    let error = try geodataError { _ = try SitingTable(path: file.path, role: "sites") }
    #expect(error.code == .badCoordinate && error.context.record == "2", "\(error)")
    let commas = try ScratchFile("t.csv", "id;lon;lat\na;103;29,125\nb;103,812;29,405\n")
    let positions = try #require(try SitingTable(path: commas.path, role: "sites").positions)
    #expect(positions.map(\.x) == [103, 103.812] && positions.map(\.y) == [29.125, 29.405])
  }

  @Test func planarPositions() throws {
    func xs(_ text: String) throws -> [Double]? {
      try SitingTable(path: try ScratchFile("t.csv", text).path, role: "sites").positions?.map(\.x)
    }
    #expect(try xs("id;x;y\na;385121,964;1\nb;1,250;1\n") == [385121.964, 1.25])
    // The first cells were read before the comma showed what a point means.
    #expect(try geodataError { _ = try xs("id,x,y\na,900.000,1\nb,\"1.100.000,5\",1\n") }.code == .badCoordinate)
    #expect(try xs("id;x;y\na;900.000;1\nb;1.100.000;1\n") == [900_000, 1_100_000])
  }

  @Test func whatWasTakenIsTold() throws {
    let file = try ScratchFile("t.csv", "id;weight\na;1,250\n")
    let notes = try SitingTable(path: file.path, role: "demand").notes
    #expect(notes.contains { $0.severity == .note && $0.field == "weight" && $0.message.contains("“1,250” is 1.25") })
  }

  @Test func textOfGeoJSON() throws {
    func costs(_ cells: [String]) throws -> [Double?] {
      let features = cells.enumerated().map {
        #"{"type":"Feature","properties":{"id":"\#($0)","cost":"\#($1)"},"#
          + #""geometry":{"type":"Point","coordinates":[103.8,29.4]}}"#
      }
      let file = try ScratchFile(
        "t.geojson", #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#)
      var reader = LayerReader()
      var findings: [QualityFinding] = []
      let layer = try reader.read(LayerSource(role: "candidates", path: file.path))
      return try layer.candidateSites(&findings).map(\.costYuan)
    }
    #expect(try costs(["1,250", "12,5"]) == [1.25, 12.5])
    #expect(try geodataError { _ = try costs(["1,250", "2,500"]) }.code == .badValue)
  }

  /// Three pairs of a table and of the matrix of one site: 12.5 for a, 7.25 for b.
  @Test(arguments: [
    "demand;site;cost\na;s;12,500\nb;s;7,250\n", "id;s\na;12,500\nb;7,250\n", "id;a;b\ns;12,500;7,250\n",
    "demand,site,cost\na,s,\"12,5\"\nb,s,\"7,250\"\n",
  ])
  func costs(text: String) throws {
    let covers = try covers(text)
    #expect(Array(covers.costs(of: SiteIndex(0))) == [12.5, 7.25])
  }

  @Test(arguments: [
    "demand,site,cost\na,s,\"1,250\"\n", "demand;site;cost\na;s;1.250\n", "demand,site,cost\na,s,1.250\nb,s,\"7,5\"\n",
  ])
  func costsThatAreOpen(text: String) throws {
    let error = try geodataError { _ = try covers(text) }
    #expect(error.code == .badValue && error.message.contains(" or ") && error.message.contains("1250"), "\(error)")
  }

  private func covers(_ text: String) throws -> CoverSets {
    func table(_ text: String, _ role: String) throws -> SitingTable {
      try SitingTable(path: try ScratchFile("t.csv", text).path, role: role)
    }
    return try readCoverSets(
      costs: try ScratchFile("costs.csv", text).path, sites: try table("id\ns\n", "sites"),
      demand: try table("id\na\nb\n", "demand"), cutoff: .infinity)
  }
}

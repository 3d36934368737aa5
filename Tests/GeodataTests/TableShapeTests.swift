import Geodata
import Model
import Testing

/// What offices and torn copies leave behind: blank rows, columns without a name, rows of another width.
struct TableShapeTests {
  private func read(_ text: String) throws -> (records: [Record], notes: [QualityFinding]) {
    let file = try ScratchFile("table.csv", text)
    var reader = try CSVReader(path: file.path, layer: "stations")
    var records: [Record] = []
    while let record = try reader.next() { records.append(record) }
    return (records, reader.notes(layer: "stations"))
  }

  @Test func blankRows() throws {
    let (records, notes) = try read("id,n\n,\na,1\n \u{3000},\"\"\nb,2\n,\n")
    #expect(records.map { $0.fields["id"]?.text } == ["a", "b"] && records.map(\.line) == [3, 5])
    #expect(notes.isEmpty)
  }

  @Test func blankRowsOfSitesCostsAndPlans() throws {
    func table(_ text: String) throws -> SitingTable {
      try SitingTable(path: try ScratchFile("t.csv", text).path, role: "demand")
    }
    let demand = try table("id,weight\na,10\nb,20\n,\n")
    #expect(demand.ids == ["a", "b"])
    let costs = try ScratchFile("c.csv", "demand,site,cost\na,s,5\n,,\nb,s,7\n,,\n")
    let covers = try readCoverSets(costs: costs.path, sites: try table("id\ns\n"), demand: demand, cutoff: 9)
    #expect(Array(covers.costs(of: SiteIndex(0))) == [5, 7])
    #expect(try readPlan(path: try ScratchFile("p.csv", "id,n\nb,\n,\n").path, sites: demand) == [1])
  }

  @Test func columnWithoutAName() throws {
    let (records, notes) = try read("id,n,,\na,1,,\nb,2,,1000\nc,3,,\n")
    #expect(records[1].fields["column 4"]?.text == "1000" && records[1].fields["column 3"] == nil)
    #expect(notes.map(\.severity) == [.warning] && notes.map(\.field) == ["column 4"] && notes[0].value == "1000")
  }

  /// 0, 1, 2… over the rows of an analyst's table are no values.
  @Test func columnWithoutANameThatNumbersTheRows() throws {
    for first in [0, 1] {
      let rows = (0..<3).map { "\(first + $0),r\($0),7\n" }.joined()
      #expect(try read(",id,n\n" + rows).notes.map(\.severity) == [.note])
    }
    for rows in ["0,a,7\n2,b,7\n", "5,a,7\n6,b,7\n", "x,a,7\ny,b,7\n"] {
      #expect(try read(",id,n\n" + rows).notes.map(\.severity) == [.warning], "\(rows)")
    }
  }

  /// The name that the finding states leads to the values.
  @Test func columnWithoutANameCanBeAskedFor() throws {
    let file = try ScratchFile("t.csv", "id,lon,lat,\na,103,29,1000\n")
    var reader = LayerReader()
    let layer = try reader.read(
      LayerSource(role: "communities", path: file.path, mapping: FieldMapping(["weight": "column 4"])))
    var findings: [QualityFinding] = []
    #expect(try layer.communities(&findings).map(\.residents) == [1000])
    #expect(layer.notes.contains { $0.message.contains("“column 4”") })
  }

  @Test func titleOverTheTable() throws {
    let error = try geodataError { _ = try read("站点台账,,\nid,lon,lat\na,103,29\n") }
    #expect(error.code == .malformed && error.message.contains("站点台账") && error.context.line == 1, "\(error)")
  }

  @Test func rowsOfAnotherWidth() throws {
    let (records, notes) = try read("id,n,m\na,1,2\nb,1\nc\nd,1,2\n")
    #expect(records.count == 4)
    #expect(notes.map(\.severity) == [.warning] && notes[0].record == "2" && notes[0].value == "2")
    #expect(try read("id,n\na,1,,\nb,2,\n").records.map { $0.fields["n"]?.text } == ["1", "2"])
    #expect(try geodataError { _ = try read("id,n\na,1,,x\n") }.code == .malformed)
  }

  /// The end of a file of four rows, torn in the last one.
  @Test(arguments: [
    ("d,103.8,29.41\n", [QualityFinding.Severity]()), ("d,103.8,29.41", [.note]), ("d,103.8,29.4", [.warning]),
    ("d,103.8,", [.warning]), ("d,10", [.warning]), ("d", [.warning]),
  ])
  func tornEnd(last: String, told: [QualityFinding.Severity]) throws {
    let (records, notes) = try read("id,lon,lat\na,103.8,29.41\nb,103.8,29.42\nc,103.8,29.43\n" + last)
    #expect(records.count == 4 && notes.map(\.severity) == told)
  }

  @Test(arguments: ["sep=;\n", "\"sep=;\"\r\n", "SEP=;\n"]) func statedDelimiter(first: String) throws {
    #expect(try read(first + "id;n\na;1,5\n").records.map(\.fields) == [["id": .text("a"), "n": .text("1,5")]])
  }

  @Test func otherStatedDelimiters() throws {
    #expect(try read("sep=,\nid,n\na,1\n").records.map(\.fields) == [["id": .text("a"), "n": .text("1")]])
    #expect(try read("sep=|\nid|n\na|1\n").records.map(\.fields) == [["id": .text("a"), "n": .text("1")]])
    // A column may be called so.
    #expect(try read("sep=x1\na\n").records.map(\.fields) == [["sep=x1": .text("a")]])
  }

  /// 20,000 columns: names are compared in one go, and the last of two equal ones is found.
  @Test func manyColumns() throws {
    let names = (0..<20_000).map { "c\($0)" }.joined(separator: ",")
    let (records, _) = try read(names + "\n" + String(repeating: "1,", count: 19_999) + "2\n")
    #expect(records[0].fields["c19999"]?.text == "2")
    #expect(try geodataError { _ = try read(names + ",c7\n1\n") }.message.contains("“c7”"))
  }

  @Test func blankGroups() throws {
    let file = try ScratchFile(
      "t.csv", "id,lon,lat,population,镇\na,103,29,1,竹根镇\nb,103,29,1,\nc,103,29,1,牛华镇\n")
    var reader = LayerReader()
    let layer = try reader.read(LayerSource(role: "communities", path: file.path))
    var findings: [QualityFinding] = []
    _ = try layer.communities(&findings)
    #expect(findings.map(\.severity) == [.warning] && findings[0].record == "2" && findings[0].field == "镇")
    let table = try SitingTable(path: file.path, role: "demand")
    #expect(table.groups == ["竹根镇", nil, "牛华镇"] && table.notes.contains { $0.field == "镇" })
  }

  /// A table of a town in degrees under planar names; on a grid of whole metres nothing is told.
  @Test(arguments: [("103.81,29.41", true), ("100,50", false), ("103.81,3254000.5", false)])
  func planarNamesOverDegrees(cells: String, told: Bool) throws {
    let file = try ScratchFile("t.csv", "id,x,y\na,\(cells)\n")
    let notes = try SitingTable(path: file.path, role: "sites").notes
    #expect(notes.contains { $0.message.contains("lie between") } == told)
  }

  @Test(arguments: [
    ("id,s,t\na,1,\nb,2,3\n", [1, 2, 3]), ("site,a,b\ns,1,2\nt,,3\n", [1, 2, 3]),
  ])
  func matrixOfCosts(text: String, costs: [Double]) throws {
    func table(_ text: String) throws -> SitingTable {
      try SitingTable(path: try ScratchFile("t.csv", text).path, role: "sites")
    }
    let (sites, demand) = (try table("id\ns\nt\n"), try table("id\na\nb\n"))
    let covers = try readCoverSets(
      costs: try ScratchFile("c.csv", text).path, sites: sites, demand: demand, cutoff: .infinity)
    #expect([0, 1].flatMap { Array(covers.costs(of: SiteIndex($0))) } == costs)
    #expect(Array(covers.demand(of: SiteIndex(1))) == [1])
    let other = try ScratchFile("c.csv", "id,s,t,u\na,1,2,3\n")
    let error = try geodataError {
      _ = try readCoverSets(costs: other.path, sites: sites, demand: demand, cutoff: 9)
    }
    #expect(error.message.contains("“u” is none of them"), "\(error)")
  }

  /// t is in no column of the matrix and in no row of the table; u is ruled out anyway.
  @Test(arguments: ["id,s\na,1\nb,2\n", "demand,site,cost\na,s,1\n"])
  func siteWithoutAnyCost(text: String) throws {
    let sites = try SitingTable(path: ScratchFile("s.csv", "id,status\ns,\nt,\nu,excluded\n").path, role: "sites")
    let demand = try SitingTable(path: ScratchFile("d.csv", "id,weight\na,1\nb,1\n").path, role: "demand")
    var notes: [QualityFinding] = []
    let costs = try ScratchFile("c.csv", text)
    _ = try readCoverSets(costs: costs.path, sites: sites, demand: demand, cutoff: 0, notes: &notes)
    #expect(notes.count == 1 && notes[0].severity == .warning && notes[0].message.hasPrefix("“t” of "), "\(notes)")
  }
}

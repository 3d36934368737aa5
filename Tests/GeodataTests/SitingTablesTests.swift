import Geodata
import Geometry
import Model
import Testing

struct SitingTablesTests {
  private func table(_ text: String, role: String = "sites") throws -> SitingTable {
    let file = try ScratchFile("t.csv", text)
    return try SitingTable(path: file.path, role: role)
  }

  @Test func planarGeographicAndBare() throws {
    let planar = try table("id,x,y,weight,status\na,1000,2000,3,existing\nb,0,0,,\n")
    #expect(planar.positions == [Coordinate(x: 1000, y: 2000), Coordinate(x: 0, y: 0)] && !planar.isGeographic)
    #expect(planar.weights == [3, 1] && planar.statuses == ["existing", nil])
    #expect(try table("id,lon,lat\na,103,29\n").isGeographic)
    #expect(try table("id\na\n").positions == nil)
  }

  @Test func damagedTables() throws {
    #expect(try geodataError { _ = try table("id,x,y\n") }.code == .empty)
    #expect(try geodataError { _ = try table("id,x,y\na,1,1\na,2,2\n") }.code == .duplicateIdentifier)
    #expect(try geodataError { _ = try table("id,x,y,weight\na,1,1,-2\n") }.code == .badValue)
    #expect(try geodataError { _ = try table("id,x,y\na,1,nan\n") }.code == .badCoordinate)
    let swapped = try geodataError { _ = try table("id,lon,lat\na,29,103\n") }
    #expect(swapped.code == .badCoordinate && swapped.message.contains("swapped") && swapped.context.record == "1")
  }

  private func covers(_ costs: String, cutoff: Double) throws -> CoverSets {
    let file = try ScratchFile("costs.csv", costs)
    return try readCoverSets(
      costs: file.path, sites: try table("id\ns\nt\n"), demand: try table("id\na\nb\n", role: "demand"), cutoff: cutoff)
  }

  @Test func costsInAnyOrderWithAnInclusiveCutoff() throws {
    let covers = try covers("site,cost,demand\nt,5,b\ns,10,b\ns,2.5,a\nt,10.000001,a\n", cutoff: 10)
    #expect(Array(covers.demand(of: SiteIndex(0))) == [0, 1] && Array(covers.costs(of: SiteIndex(0))) == [2.5, 10])
    #expect(Array(covers.demand(of: SiteIndex(1))) == [1])
  }

  @Test(arguments: [
    ("demand,site\na,s\n", GeodataError.Code.missingField, "“cost”"),
    ("demand,site,cost\na,u,1\n", .badValue, "“u”"), ("demand,site,cost\nc,s,1\n", .badValue, "“c”"),
    ("demand,site,cost\na,s,-1\n", .badValue, "“-1”"), ("demand,site,cost\na,s,\n", .badValue, "unreachable"),
    ("demand,site,cost\na,s,inf\n", .badValue, "“inf”"),
    ("demand,site,cost\na,s,1\nb,s,1\na,s,99\n", .duplicateIdentifier, "record 1"),
  ])
  func damagedCosts(text: String, code: GeodataError.Code, words: String) throws {
    let error = try geodataError { _ = try covers(text, cutoff: 10) }
    #expect(error.code == code && error.message.contains(words), "\(error)")
  }

  /// 300 points, one site, falling order: the pairs pass from a set to bits, and come out rising.
  @Test func longTablesInFallingOrder() throws {
    let ids = (0..<300).map { "p\($0)" }
    let demand = try table("id\n" + ids.joined(separator: "\n") + "\n", role: "demand")
    let sites = try table("id\ns\nt\n")
    let lines = ids.indices.reversed().map { "p\($0),s,\($0)" }
    let file = try ScratchFile("costs.csv", "demand,site,cost\n" + lines.joined(separator: "\n") + "\n")
    let covers = try readCoverSets(costs: file.path, sites: sites, demand: demand, cutoff: .infinity)
    #expect(Array(covers.demand(of: SiteIndex(0))) == Array(0..<300) && covers.demand(of: SiteIndex(1)).isEmpty)
    #expect(Array(covers.costs(of: SiteIndex(0))) == (0..<300).map { Double($0) })
    for twice in [0, 150, 299] {
      let more = "demand,site,cost\n" + (lines + ["p\(twice),s,1"]).joined(separator: "\n") + "\n"
      let file = try ScratchFile("costs.csv", more)
      let error = try geodataError {
        _ = try readCoverSets(costs: file.path, sites: sites, demand: demand, cutoff: 5)
      }
      #expect(error.code == .duplicateIdentifier && error.message.contains("record \(300 - twice) "), "\(error)")
    }
  }

  /// However a number is written, it is the one that Swift reads.
  @Test func costsAreReadExactly() throws {
    var state: UInt64 = 7
    func next(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 11) % bound
    }
    var texts = [
      "0", "00.50", "7.", ".5", "1e3", "+4", " 12.25 ", "0.1", "123456789012", "123456789012.34567", "5e-324",
    ]
    for _ in 0..<2_000 {
      let digits = String(next(1_000_000_000_000))
      let point = Int(next(UInt64(digits.count) + 1))
      texts.append(String(digits.prefix(point)) + "." + String(digits.dropFirst(point)))
    }
    let demand = try table("id\n" + texts.indices.map { "p\($0)" }.joined(separator: "\n") + "\n", role: "demand")
    let rows = texts.indices.map { "p\($0),s,\(texts[$0])" }.joined(separator: "\n")
    let file = try ScratchFile("costs.csv", "demand,site,cost\n" + rows + "\n")
    let covers = try readCoverSets(
      costs: file.path, sites: try table("id\ns\n"), demand: demand, cutoff: .infinity)
    let expected = texts.map { Double($0.filter { $0 != " " })! }
    #expect(Array(covers.costs(of: SiteIndex(0))) == expected)
  }

  private func plan(_ text: String) throws -> [Int] {
    let file = try ScratchFile("plan.csv", text)
    return try readPlan(path: file.path, sites: try table("id\na\nb\nc\n"))
  }

  @Test func plansById() throws {
    #expect(try plan("id\nc\na\n") == [2, 0])
    #expect(try plan("order,site\n1,b\n") == [1])
    #expect(try geodataError { _ = try plan("name\na\n") }.code == .missingField)
    #expect(try geodataError { _ = try plan("id\nd\n") }.message.contains("“d”"))
    #expect(try geodataError { _ = try plan("id\na\nb\na\n") }.message.contains("record 1"))
  }
}

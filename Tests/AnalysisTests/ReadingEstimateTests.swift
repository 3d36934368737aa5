import Analysis
import Geodata
import Testing

struct ReadingEstimateTests {
  /// A province's streets of 300 MB and a table of 100 MB: 4.5 GB and 0.3 GB.
  @Test func largestFileIsNamed() throws {
    func estimate(_ memory: Int) throws -> ReadingEstimate {
      var estimate = ReadingEstimate(machineBytes: memory)
      estimate.add("workers", "firms.csv", 100_000_000, try FileKind(path: "firms.csv"))
      estimate.add("roads", "province.osm.pbf", 300_000_000, try FileKind(path: "province.osm.pbf"), isRoads: true)
      return estimate
    }
    #expect(try estimate(8_000_000_000).warning == nil)
    let warning = try #require(try estimate(4_000_000_000).warning?.english)
    #expect(warning.contains("about 4.8 GB") && warning.contains("roads (province.osm.pbf)"), "\(warning)")
    #expect(warning.contains("4.0 GB of memory") && warning.contains("`box`"), "\(warning)")
  }
}

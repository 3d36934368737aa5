import Foundation
import Testing

/// Numbers whose sums or squares would overflow are refused where they stand.
struct HugeNumberTests {
  private static let sites = "id,x,y,cost,capacity\na,0,0,1,1\nb,100,0,1,1\n"
  private static let demand = "id,x,y,weight\n1,0,0,3\n2,100,0,4\n"

  @Test(arguments: [
    ("sites.csv", "id,x,y\na,1e200,0\n", ["sites.csv", "record 1", "“x”", "nowhere on Earth"]),
    ("demand.csv", "id,x,y\n1,0,0\n2,0,-1e10\n", ["demand.csv", "record 2", "“y”"]),
    ("demand.csv", "id,x,y,weight\n1,0,0,1e308\n", ["demand.csv", "record 1", "“weight”", "too large"]),
    ("sites.csv", "id,x,y,cost,capacity\na,0,0,1e300,1\n", ["sites.csv", "“cost”", "too large"]),
    ("costs.csv", "demand,site,cost\n1,a,1\n1,b,1e308\n", ["costs.csv", "record 2", "“cost”", "too large"]),
  ])
  func inTables(name: String, text: String, words: [String]) throws {
    let folder = try ScratchFolder(["sites.csv": Self.sites, "demand.csv": Self.demand])
    try folder.file(name, text)
    let path = folder.path
    let measure =
      name == "costs.csv" ? ["--costs", path + "/costs.csv", "--cutoff", "9"] : ["--radius", "10m", "--budget", "5"]
    let outcome = try Command.run(
      ["solve", "mclp", "--sites", path + "/sites.csv", "--demand", path + "/demand.csv", "--count", "1", "--json"]
        + measure)
    #expect(outcome.code == 1 && outcome.output == "", "\(outcome)")
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
  }

  @Test func inAnArray() throws {
    let folder = try ScratchFolder(["sites.csv": Self.sites])
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 3), }"
    let padded = header + String(repeating: " ", count: 117 - header.count) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8)
    for value in [0, 0, 1e308] {
      bytes += withUnsafeBytes(of: (value as Double).bitPattern.littleEndian, Array.init)
    }
    let demand = try folder.file("d.npy", bytes)
    let outcome = try Command.run([
      "solve", "mclp", "--sites", folder.path + "/sites.csv", "--demand", demand, "--radius", "10m", "--count", "1",
    ])
    #expect(
      outcome.code == 1 && outcome.errors.contains("record 1") && outcome.errors.contains("too large"), "\(outcome)")
  }

  @Test(arguments: ["siting.weights.routes=1e308", "circle.cutoff=1e300min", "circle.speeds.walk=1e300km/h"])
  func inAnAnalysis(override: String) throws {
    let folder = try Town.folder()
    let outcome = try Command.run(["run", folder.path + "/analysis.yaml", "--set", override])
    #expect(outcome.code == 1 && outcome.errors.contains(String(override.prefix { $0 != "=" })), "\(outcome)")
  }
}

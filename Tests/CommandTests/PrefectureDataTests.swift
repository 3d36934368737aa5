import Foundation
import Testing

/// The input that `illustrate leshan` makes of the facts in `geodata/leshan`.
struct PrefectureDataTests {
  /// 2020 census, and how many of their residents are urban: 74.52 % of 814,597 are 607,037.7, and so on.
  private static let residents = [
    "shizhong": (814_597, 607_038), "shawan": (144_931, 69_335), "qianwei": (416_673, 169_419),
    "jingyan": (280_641, 114_221), "jiajiang": (305_441, 143_741), "muchuan": (192_313, 64_194),
    "ebian": (121_554, 45_874), "mabian": (188_251, 69_201),
  ]

  private func made() throws -> [String: Data] {
    let generator = try #require(
      IllustrativeDataTests.generator, "build the package first: swift build -c release --build-tests")
    let folder = try ScratchFolder()
    let process = Process()
    process.executableURL = generator
    process.arguments = ["leshan", "--geodata", IllustrativeDataTests.geodata.path, "--out", folder.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try folder.bytes()
  }

  @Test func theSameBytesEachTime() throws {
    let one = try made()
    let isSame = try one == made()
    #expect(isSame)
    // Eight with five files, three with their own layers.
    #expect(one.count == 11 * 5)
    #expect(one.keys.count { $0.hasSuffix("/analysis.yaml") } == 11)
  }

  @Test func residentsAreTheCensus() throws {
    let files = try made()
    for (county, census) in Self.residents {
      let table = String(decoding: try #require(files["\(county)/communities.csv"]), as: UTF8.self)
      let rows = table.split(separator: "\r\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let people = rows.map { Int($0[4])! }
      #expect(people.reduce(0, +) == census.0, "\(county)")
      #expect(zip(rows, people).reduce(0) { $0 + ($1.0[3] == "urban" ? $1.1 : 0) } == census.1, "\(county)")
      #expect(zip(rows, people).allSatisfy { $0[3] == "village" || $1 <= 3_000 }, "\(county)")
      #expect(rows.allSatisfy { $0[7] == "illustrative" }, "\(county)")
    }
  }

  /// A small one of them with its curves, from analysis file to row 30 and to the last yuan.
  @Test func anAnalysisRuns() throws {
    let files = try made()
    let folder = try ScratchFolder()
    for (name, data) in files where name.hasPrefix("shawan/") { try folder.file("input/" + name, [UInt8](data)) }
    let outcome = try Command.run(["run", folder.path + "/input/shawan/analysis.yaml", "--quiet"])
    #expect(outcome.code == 0, "\(outcome)")
    let results = try folder.bytes("results/shawan")
    #expect(results["outlines.geojson"] != nil)
    let curve = String(decoding: try #require(results["tables/curve.csv"]), as: UTF8.self)
    #expect(curve.contains("\n30,") && curve.contains("\n,450000.00,"))
  }
}

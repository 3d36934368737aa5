import Foundation
import Testing

/// Files within a zip, in a build with GDAL.
@Suite(.enabled(if: BrokenFileTests.isFull, "this build is without GDAL")) struct ArchiveTests {
  private func inspect(_ entries: [Zip.Entry], _ more: [String] = []) throws -> Command.Outcome {
    let folder = try ScratchFolder([:])
    try folder.file("town.zip", Zip.archive(entries))
    return try Command.run(["inspect", folder.path + "/town.zip"] + more)
  }

  private func shapefile(_ stem: String) -> [Zip.Entry] {
    Shapefile(stem).files(spoiled: "").sorted { $0.key < $1.key }.map { Zip.Entry(name: $0.key, bytes: $0.value) }
  }

  /// The way out that the refusal names is one.
  @Test func oneOfSeveralFiles() throws {
    let entries = shapefile("hosts") + shapefile("stations")
    let refusal = try inspect(entries)
    #expect(refusal.code == 1 && refusal.errors.contains("`layer: hosts`"), "\(refusal.errors)")
    for name in ["hosts", "hosts.shp", "stations"] {
      let answer = try inspect(entries, ["--layer", name])
      #expect(answer.code == 0 && answer.output.contains(" records"), "\(answer)")
    }
  }

  /// A name that two files share needs the ending.
  @Test func filesOfOneName() throws {
    let point = #"{"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Point","coordinates":[1,2]}}"#
    let entries = shapefile("hosts") + [Zip.Entry(name: "hosts.geojsonl", bytes: Array("\(point)\n\(point)\n".utf8))]
    let refusal = try inspect(entries)
    #expect(refusal.code == 1 && refusal.errors.contains("`layer: hosts.geojsonl`"), "\(refusal.errors)")
    let answer = try inspect(entries, ["--layer", "hosts.geojsonl"])
    #expect(answer.code == 0 && answer.output.contains("2 records"), "\(answer)")
  }

  @Test func workbook() throws {
    let bytes = Workbook([("Sheet1", [["id", "lon", "lat"], ["a", "1", "2"]])]).bytes()
    let refusal = try inspect([Zip.Entry(name: "book.xlsx", bytes: bytes)])
    #expect(refusal.code == 1 && refusal.errors.contains("Unpack it and name book.xlsx"), "\(refusal.errors)")
  }
}

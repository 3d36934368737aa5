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
    #expect(refusal.code == 1 && refusal.errors.contains("`--layer hosts`"), "\(refusal.errors)")
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
    #expect(refusal.code == 1 && refusal.errors.contains("`--layer hosts.geojsonl`"), "\(refusal.errors)")
    let answer = try inspect(entries, ["--layer", "hosts.geojsonl"])
    #expect(answer.code == 0 && answer.output.contains("2 records"), "\(answer)")
  }

  @Test func workbook() throws {
    let bytes = Workbook([("Sheet1", [["id", "lon", "lat"], ["a", "1", "2"]])]).bytes()
    let refusal = try inspect([Zip.Entry(name: "book.xlsx", bytes: bytes)])
    #expect(refusal.code == 1 && refusal.errors.contains("Unpack it and name book.xlsx"), "\(refusal.errors)")
  }

  /// The same name in two folders: the advice names the folder, and works.
  @Test func sameNameInTwoFolders() throws {
    func entries(_ folder: String) -> [Zip.Entry] {
      shapefile("hosts").map { Zip.Entry(name: "\(folder)/\($0.name)", bytes: $0.bytes) }
    }
    let refusal = try inspect(entries("new") + entries("old"))
    #expect(refusal.code == 1 && refusal.errors.contains("`--layer new/hosts.shp`"), "\(refusal.errors)")
    for name in ["new/hosts.shp", "old/hosts", "new", "old/hosts.shp/hosts"] {
      let answer = try inspect(entries("new") + entries("old"), ["--layer", name])
      #expect(answer.code == 0 && answer.output.contains(" records"), "\(name): \(answer)")
    }
  }

  /// D2:D3 is one cell: its text counts for both rows, its number for the first one only.
  @Test(arguments: [("竹根镇", "0"), ("7", "1")]) func mergedCells(value: String, empty: String) throws {
    let rows = [
      ["id", "lon", "lat", "town"], ["a", "103.8", "29.4", value], ["b", "103.9", "29.4", ""],
      ["c", "103.8", "29.5", "8x"],
    ]
    let folder = try ScratchFolder([:])
    try folder.file("book.xlsx", Workbook([("Sheet1", rows)], merged: "D2:D3").bytes())
    let answer = try Command.run(["inspect", folder.path + "/book.xlsx"])
    let town = try #require(answer.output.split(separator: "\n").first { $0.hasPrefix("town") })
    #expect(town.split(separator: " ", omittingEmptySubsequences: true).contains(Substring(empty)), "\(answer.output)")
    #expect(answer.output.contains("given its text") == (empty == "0"))
  }
}

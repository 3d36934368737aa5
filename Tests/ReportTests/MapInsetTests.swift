import Geometry
import Report
import Testing

/// Towns that lie apart are drawn larger beside the map.
struct MapInsetTests {
  private static func groups(_ pixels: [(Double, Double)]) -> [[Int]] {
    TownGroups(pixels.map { Coordinate(x: $0.0, y: $0.1) }).groups
  }

  @Test func aTownIsThreePlacesOrMore() {
    #expect(Self.groups([(0, 0), (10, 0), (20, 5), (500, 0), (520, 10)]) == [[0, 1, 2]])
    #expect(Self.groups([(0, 0), (10, 0), (500, 0), (520, 10)]) == [])
    #expect(Self.groups([]) == [])
  }

  @Test func theLargestComesFirst() {
    #expect(
      Self.groups([(900, 0), (910, 0), (920, 0), (0, 0), (10, 0), (20, 0), (30, 0)]) == [[3, 4, 5, 6], [0, 1, 2]])
    #expect(Self.groups([(900, 0), (0, 0), (10, 0), (910, 0), (920, 0), (20, 0)]) == [[0, 3, 4], [1, 2, 5]])
  }

  /// Six places in a row, 175 pixels long, 55 between the two towns: together at 60, apart at 40.
  @Test func neighbouringTownsArePartedWhereTheWholeIsTooWide() {
    #expect(Self.groups([(0, 0), (30, 0), (60, 0), (115, 0), (145, 0), (175, 0)]) == [[0, 1, 2], [3, 4, 5]])
    // 160 pixels in all are no wider than a town.
    #expect(Self.groups([(0, 0), (30, 0), (60, 0), (100, 0), (130, 0), (160, 0)]) == [[0, 1, 2, 3, 4, 5]])
  }

  /// Ten places along a valley, every 50 pixels: no town.
  @Test func aValleyIsNoTown() {
    #expect(Self.groups((0..<10).map { (Double($0) * 50, 0) }) == [])
  }

  /// Three stations within 222 m of each other, the fourth 6.7 km to the east: the drawing has the town once more, and its
  /// names stand there alone.
  @Test func theDrawingHasTheTownOnceMore() async throws {
    let stations = """
      id,name,lon,lat
      s1,东一站,105,0
      s2,东二站,105.001,0
      s3,东三站,105.002,0
      s4,远站,105.06,0

      """
    let svg = MapPicture(try await ReportScene.result(["language=zh"], files: ["s.csv": stations])).svg
    #expect(svg.contains("<clipPath id=\"map-frame-A\">") && !svg.contains("map-frame-B"))
    #expect(svg.contains(">另行放大的局部（以字母标示）</text>"))
    #expect(svg.components(separatedBy: "<title>东二站</title>").count == 3)
    #expect(svg.components(separatedBy: "<title>远站</title>").count == 2)
    #expect(svg.components(separatedBy: ">东二站</text>").count == 2)
    #expect(svg.components(separatedBy: ">A</text>").count == 3)
    #expect(BriefTables(svg) != nil)
  }

  @Test func withoutTownsApartThereIsNone() async throws {
    let svg = MapPicture(try await ReportScene.result(["language=zh"])).svg
    #expect(!svg.contains("map-frame-A") && !svg.contains("另行放大"))
  }
}

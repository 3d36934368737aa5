import Geometry
import PROJ
import Testing

@Suite struct LocalMetricCRSTests {
  private func around(_ longitude: Double, _ latitude: Double) -> Box {
    Box([Coordinate(longitude: longitude, latitude: latitude)]).expanded(by: 0.2)
  }

  @Test(arguments: [
    // Leshan lies in two zones: Wutongqiao east, Ebian and Mabian's west.
    (103.8164, 29.4072, "EPSG:4544"), (103.2, 29.23, "EPSG:4543"),
    (116.4, 39.9, "EPSG:4548"), (121.47, 31.23, "EPSG:4549"), (87.6, 43.8, "EPSG:4538"),
    // The ends of the row: 75 E is the first, 135 E the last.
    (73.9, 39.5, "EPSG:4534"), (134.5, 48.3, "EPSG:4554"),
    // Porto, Heidelberg, Quito, São José dos Campos, Sydney.
    (-8.6, 41.15, "EPSG:32629"), (8.69, 49.41, "EPSG:32632"), (-78.5, -0.2, "EPSG:32717"),
    (-45.9, -23.2, "EPSG:32723"), (151.2, -33.9, "EPSG:32756"),
    // Bergen and Svalbard, where UTM departs from its rule; then the last zone.
    (5.3, 60.4, "EPSG:32632"), (15.6, 78.2, "EPSG:32633"), (179.7, 10, "EPSG:32660"),
  ])
  func theMiddleOfTheExtentDecides(_ longitude: Double, _ latitude: Double, _ code: String) throws {
    let choice = try localMetricCRS(for: around(longitude, latitude))
    #expect(choice.code == code)
    #expect(choice.reason.hasSuffix("."))
    let crs = try CRSDescription(code)
    #expect(crs.kind == .projected)
    #expect(crs.metersPerUnit == 1)
    // PROJ puts the central meridian at easting 500,000.
    let meridian = Coordinate(longitude: choice.centralMeridian, latitude: latitude)
    #expect(abs(try Transformer(from: "OGC:CRS84", to: code).transform(meridian).x - 500_000) < 1e-3)
  }

  @Test func everyGaussKrugerZoneIsTheOneItsNameSays() throws {
    for zone in 0...20 {
      let meridian = 75 + 3 * zone
      let choice = try localMetricCRS(for: around(min(max(Double(meridian), 74), 134.8), 35))
      #expect(try CRSDescription(choice.code).name == "CGCS2000 / 3-degree Gauss-Kruger CM \(meridian)E")
    }
  }

  @Test func lengthsInTheChosenSystemAreTrue() throws {
    // Half a zone from the meridian at Leshan's latitude: (1.5° cos 29.4°)² / 2 = 2.6e-4.
    let choice = try localMetricCRS(for: around(104.9, 29.4))
    let transformer = try Transformer(from: "OGC:CRS84", to: choice.code)
    for longitude in stride(from: 103.5, through: 106.5, by: 0.25) {
      let line = [
        Coordinate(longitude: longitude, latitude: 29.4), Coordinate(longitude: longitude + 0.001, latitude: 29.401),
      ]
      var planar = line
      try transformer.transform(&planar)
      let (dx, dy) = (planar[1].x - planar[0].x, planar[1].y - planar[0].y)
      let scale = try (dx * dx + dy * dy).squareRoot() / Geodesic.wgs84.length(line)
      #expect(scale > 1 - 1e-9 && scale < 1.00027)
    }
  }

  @Test(arguments: [
    Box(), Box(minX: 0, minY: 0, maxX: 104, maxY: 29.4), Box(minX: 385121, minY: 3254985, maxX: 385200, maxY: 3255000),
    Box(minX: 29, minY: 103, maxX: 30, maxY: 104), Box(minX: 10, minY: 85, maxX: 11, maxY: 86),
  ])
  func extentsWithoutALocalSystemAreRefused(_ box: Box) {
    #expect(refusal { try localMetricCRS(for: box) }?.code == .noLocalCRS)
  }

  @Test func numbersThatAreNoPositionAreRefused() {
    let box = Box(minX: 0, minY: 0, maxX: .infinity, maxY: 1)
    #expect(refusal { try localMetricCRS(for: box) }?.code == .notFinite)
  }
}

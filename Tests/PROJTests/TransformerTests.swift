import Geometry
import PROJ
import Testing

/// Known projections of one place. Values: pyproj 3.7.2 (PROJ 9.5.1), always_xy.
@Suite struct TransformerTests {
  let leshan = Coordinate(longitude: 103.8164, latitude: 29.4072)
  let leshanIn4544 = Coordinate(x: 385121.95654584357, y: 3254985.688028366)

  static let wkt =
    #"PROJCS["CGCS2000_3_Degree_GK_CM_105E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000","#
    + #"SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],"#
    + #"PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],"#
    + #"PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],"#
    + #"UNIT["Meter",1.0]]"#

  // EPSG:4490 is latitude first, EPSG:4544 has X to the north; neither shows.
  @Test(arguments: [
    ("EPSG:4490", "EPSG:4544"), ("OGC:CRS84", "EPSG:4544"), ("EPSG:4326", "EPSG:4544"), ("EPSG:4490", wkt),
    ("EPSG:4490", "+proj=tmerc +lon_0=105 +x_0=500000 +ellps=GRS80"),
  ])
  func longitudeComesFirstWhateverTheAuthoritySays(_ source: String, _ target: String) throws {
    let transformer = try Transformer(from: source, to: target)
    let projected = try transformer.transform(leshan)
    #expect(abs(projected.x - leshanIn4544.x) < 1e-4)
    #expect(abs(projected.y - leshanIn4544.y) < 1e-4)
    let back = try transformer.transform(projected, .inverse)
    #expect(abs(back.x - leshan.x) < 1e-11)
    #expect(abs(back.y - leshan.y) < 1e-11)
  }

  @Test(arguments: [
    ("EPSG:4523", 103.8164, 29.4072, 35385121.956545845, 3254985.688028366),
    ("EPSG:4543", 103.2, 29.23, 616671.4000373231, 3235358.6579636973),
    ("EPSG:32648", 103.8164, 29.4072, 385167.9077636772, 3253683.693847103),
  ])
  func otherSystemsMatchPyproj(
    _ target: String, _ longitude: Double, _ latitude: Double, _ x: Double, _ y: Double
  ) throws {
    let projected = try Transformer(from: "EPSG:4490", to: target)
      .transform(Coordinate(longitude: longitude, latitude: latitude))
    #expect(abs(projected.x - x) < 1e-4)
    #expect(abs(projected.y - y) < 1e-4)
  }

  @Test func webMercatorIsFourteenPointSevenPercentTooLongInLeshan() throws {
    let transformer = try Transformer(from: "EPSG:4326", to: "EPSG:3857")
    let west = Coordinate(longitude: 103.8164, latitude: 29.4)
    let east = Coordinate(longitude: 103.8264, latitude: 29.4)
    let drawn = try transformer.transform(east).x - transformer.transform(west).x
    // pyproj 3.7.2: 1.14690 along the parallel; 1 / cos(29.4°) is 1.1478 on the sphere.
    #expect(abs(try drawn / Geodesic.wgs84.distance(west, east) - 1.1468976207439359) < 1e-7)
  }

  @Test func batchesAndShapesAreTransformedAsTheirCoordinates() throws {
    let transformer = try Transformer(from: "EPSG:4490", to: "EPSG:4544")
    var batch = (0..<1_000).map { Coordinate(longitude: 103.5 + Double($0) / 1e3, latitude: 29 + Double($0) / 1e3) }
    let single = try batch.map { coordinate throws in try transformer.transform(coordinate) }
    let shape = Shape.polygon(Polygon(outer: Array(batch.prefix(5))))
    try transformer.transform(&batch)
    #expect(batch == single)
    #expect(try transformer.transform(shape) == .polygon(Polygon(outer: Array(single.prefix(5)))))
    var none: [Coordinate] = []
    try transformer.transform(&none)
    #expect(none.isEmpty)
    #expect(try transformer.transform(.collection([])) == .collection([]))
  }

  @Test func coordinatesWithoutAPlaceAreNamedAndNothingIsChanged() throws {
    let transformer = try Transformer(from: "EPSG:4490", to: "EPSG:4544")
    // Axes swapped by the user: latitude 103.8.
    var batch = [leshan, leshan, Coordinate(x: 29.4072, y: 103.8164), leshan]
    let before = batch
    let error = try #require(refusal { try transformer.transform(&batch) })
    #expect(batch == before)
    #expect(error.code == .outsideDomain)
    #expect(error.message.contains("coordinate 2, (29.4072, 103.8164)"))
    #expect(error.message.contains("Invalid latitude"))
    #expect(
      error.told.chinese.hasPrefix("坐标2（29.4072，103.8164）在目标坐标系中没有对应的位置；请检查两轴是否颠倒、原坐标系是否有误；PROJ提示："))
    #expect(error.told.chinese.hasSuffix("（EPSG:4490 -> EPSG:4544）"))
    #expect(error.context == "EPSG:4490 -> EPSG:4544")
    // A failure leaves the transformer as good as new.
    #expect(abs(try transformer.transform(leshan).x - leshanIn4544.x) < 1e-4)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func numbersThatAreNoPositionAreRefused(_ bad: Double) throws {
    let transformer = try Transformer(from: "EPSG:4490", to: "EPSG:4544")
    var batch = [leshan, Coordinate(longitude: 103, latitude: bad)]
    let error = try #require(refusal { try transformer.transform(&batch, .inverse) })
    #expect(error.code == .notFinite)
    #expect(error.message.contains("coordinate 1"))
    #expect(error.context == "EPSG:4544 -> EPSG:4490")
  }

  @Test(arguments: [
    "EPSG:999999", "Leshan", "", "+proj=nonsense", "+proj=utm", "PROJCS[\"torn\"", "urn:ogc:def:crs:X:1",
  ])
  func unknownSystemsAreRefusedInPROJsWords(_ text: String) throws {
    for error in [
      try #require(refusal { try Transformer(from: text, to: "EPSG:4490") }),
      try #require(refusal { try Transformer(from: "EPSG:4490", to: text) }),
      try #require(refusal { try CRSDescription(text) }),
    ] {
      #expect(error.code == .unknownCRS)
      #expect(error.message.contains("'\(text)'"))
      #expect(!error.message.contains("PROJ gave no reason"))
    }
  }

  @Test func anEllipsoidIsNoCoordinateSystem() throws {
    let error = try #require(refusal { try Transformer(from: "urn:ogc:def:ellipsoid:EPSG::7030", to: "EPSG:4490") })
    #expect(error.code == .unknownCRS)
    #expect(error.message.contains("WGS 84"))
  }

  @Test func theOperationIsNamedForTheManifest() throws {
    let transformer = try Transformer(from: "EPSG:4490", to: "EPSG:4544", area: Box([leshan]))
    _ = try transformer.transform(leshan)
    let used = transformer.operationUsed
    let operation = try #require(used)
    #expect(operation.name.contains("Gauss-Kruger CM 105E"))
    #expect(operation.accuracyInMeters == 0)
    #expect(!operation.isBallpark)
    // EPSG lists no transformation from WGS84 to CGCS2000: PROJ takes them as one and says so.
    let fromGPS = try Transformer(from: "EPSG:4326", to: "EPSG:4544")
    _ = try fromGPS.transform(leshan)
    let usedFromGPS = fromGPS.operationUsed
    let ballpark = try #require(usedFromGPS)
    #expect(ballpark.isBallpark)
    #expect(ballpark.accuracyInMeters == nil)
  }

  @Test func everyTaskHasItsOwnTransformer() async throws {
    let expected = leshanIn4544
    let place = leshan
    let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          var wrong = 0
          for step in 0..<3 {
            let transformer = try Transformer(from: "EPSG:4490", to: step % 2 == 0 ? "EPSG:4544" : "EPSG:32648")
            var batch = Array(repeating: place, count: 100 + task)
            try transformer.transform(&batch)
            if step % 2 == 0, !batch.allSatisfy({ abs($0.x - expected.x) < 1e-4 }) { wrong += 1 }
            if refusal({ try Transformer(from: "EPSG:9999\(task)", to: "EPSG:4490") })?.message.contains(
              "EPSG:9999\(task)")
              != true
            {
              wrong += 1
            }
            await Task.yield()
          }
          return wrong
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }
}

/// The error of a call that must not succeed; nil when it does or when the error is not PROJ's.
func refusal<Result: ~Copyable>(_ body: () throws -> Result) -> PROJError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? PROJError
  }
}

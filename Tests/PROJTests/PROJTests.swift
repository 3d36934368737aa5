import Geometry
import PROJ
import Testing

@Suite struct TransformerTests {
  @Test func longitudeComesFirstWhateverTheAuthoritySays() throws {
    // EPSG:4490 is latitude first and EPSG:4544 has X to the north. Values: pyproj 3.7.2 (PROJ 9.5.1), always_xy.
    let transformer = try Transformer(from: "EPSG:4490", to: "EPSG:4544")
    let leshan = Coordinate(longitude: 103.8164, latitude: 29.4072)
    let projected = try transformer.transform(leshan)
    #expect(abs(projected.x - 385121.95654584357) < 1e-4)
    #expect(abs(projected.y - 3254985.688028366) < 1e-4)
    let back = try transformer.transform(projected, .inverse)
    #expect(abs(back.x - leshan.x) < 1e-11)
    #expect(abs(back.y - leshan.y) < 1e-11)
  }
}

import GEOS
import Geometry
import PROJ

/// The local metric reference system of an analysis, in which areas and buffers are made.
///
/// The transformer is costly and stays in its task: each task makes its own frame.
package struct MetricFrame: ~Copyable {
  private let transformer: Transformer

  init(_ system: LocalMetricCRS) throws(PROJError) {
    transformer = try Transformer(from: "OGC:CRS84", to: system.code)
  }

  func meters(_ shape: Shape) throws(PROJError) -> Shape { try transformer.transform(shape, .forward) }

  func meters(_ lines: [[Coordinate]]) throws(PROJError) -> [[Coordinate]] {
    try meters(.multiLineString(lines)).lines
  }

  /// A shape of the frame in WGS84 degrees on the grid of RFC 7946, ready to be written.
  func written(_ shape: Shape) throws -> Shape { try rfc7946(transformer.transform(shape, .inverse)) }
}

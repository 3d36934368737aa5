import Geometry
import PROJ

/// The local metric reference system of an analysis, in which areas and buffers are made.
///
/// The transformer is costly and stays in its task: each task makes its own frame.
struct MetricFrame: ~Copyable {
  private let transformer: Transformer

  init(_ system: LocalMetricCRS) throws(PROJError) {
    transformer = try Transformer(from: "OGC:CRS84", to: system.code)
  }

  func meters(_ shape: Shape) throws(PROJError) -> Shape { try transformer.transform(shape, .forward) }

  /// What would lie beyond the 180th meridian ends there.
  func degrees(_ shape: Shape) throws(PROJError) -> Shape {
    let shape = try transformer.transform(shape, .inverse)
    let box = shape.box
    guard box.maxX > 180 || box.minX < -180 else { return shape }
    return shape.map { Coordinate(x: min(max($0.x, -180), 180), y: $0.y) }
  }
}

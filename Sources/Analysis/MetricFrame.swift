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

  func degrees(_ shape: Shape) throws(PROJError) -> Shape { try transformer.transform(shape, .inverse) }
}

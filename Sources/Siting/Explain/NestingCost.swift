/// What building in one order costs against the best plan of each size.
package struct NestedSize: Hashable, Sendable {
  /// New sites built so far.
  package var count: Int
  /// Weight covered by the first `count` sites of the build order.
  package var nested: Double
  /// The best plan found of that size.
  package var value: Double
  /// No plan of that size covers more.
  package var bound: Double

  /// Weight that a plan made for this size alone covers more, at least.
  package var loss: Double { max(0, value - nested) }
  /// The same at most.
  package var lossAtMost: Double { max(loss, bound - nested) }
}

/// Sets a build order against the curve: the price of never tearing down what stands.
///
/// - Parameters:
///   - order: of a plan, as ``buildOrder(_:chosen:)`` gives it.
///   - curve: of the same problem; sizes it lacks are left out.
/// - Returns: one row per size of the order that the curve has, rising.
package func nestingCost<Site>(_ order: [BuildStep<Site>], against curve: [CurvePoint]) -> [NestedSize] {
  var points: [Int: CurvePoint] = [:]
  for point in curve { points[point.count] = point }
  return order.enumerated().compactMap { index, step in
    points[index + 1].map { point in
      // The order itself is a plan of this size, should the curve have missed it.
      NestedSize(
        count: index + 1, nested: step.cumulative, value: max(point.value, step.cumulative),
        bound: max(point.bound, step.cumulative))
    }
  }
}

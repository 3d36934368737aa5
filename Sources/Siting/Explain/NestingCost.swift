/// What building in one order costs against the best plan of each size.
public struct NestedSize: Hashable, Sendable {
  /// New sites built so far.
  public var count: Int
  /// Weight covered by the first `count` sites of the build order.
  public var nested: Double
  /// The best plan found of that size.
  public var value: Double
  /// No plan of that size covers more.
  public var bound: Double

  /// Weight that a plan made for this size alone covers more, at least.
  public var loss: Double { max(0, value - nested) }
  /// The same at most.
  public var lossAtMost: Double { max(loss, bound - nested) }
}

/// Sets a build order against the curve: the price of never tearing down what stands.
///
/// - Parameters:
///   - order: of a plan, as ``buildOrder(_:chosen:)`` gives it.
///   - curve: of the same problem; sizes it lacks are left out.
/// - Returns: one row per size of the order that the curve has, rising.
public func nestingCost<Site>(_ order: [BuildStep<Site>], against curve: [CurvePoint]) -> [NestedSize] {
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

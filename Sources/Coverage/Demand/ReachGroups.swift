import Model

/// Demand points that move by one mode and have one cutoff: for them a straight line has one radius.
package struct ReachGroup: Hashable, Sendable {
  package var mode: TravelMode
  package var cutoff: Cutoff
  /// Positions among the demand points, rising.
  package var positions: [Int]
}

extension DemandPoints {
  /// The points by mode, then by cutoff, the smallest first; one group for each mode where nobody has a cutoff of their own.
  ///
  /// - Parameter own: one cutoff for each point; nil where all have the definition's.
  /// - Complexity: O(points x modes).
  package func groups(_ definition: CircleDefinition, _ own: PointCutoffs?) -> [ReachGroup] {
    modes.flatMap { mode in
      let positions = positions(of: mode)
      guard let own else { return [ReachGroup(mode: mode, cutoff: definition.cutoff, positions: positions)] }
      return own.distinct(among: positions).map { cutoff in
        ReachGroup(
          mode: mode, cutoff: cutoff, positions: positions.filter { own.cutoffs[own.numbers[$0]] == cutoff })
      }
    }
  }
}

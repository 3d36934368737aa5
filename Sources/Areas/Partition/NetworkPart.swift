import Geometry

/// What of a network's ground is made: the same there, to the last digit, as in the ground of all of it.
package struct NetworkPart: Sendable {
  /// The box around all streets of the network, WGS84 degrees.
  package var extent: Box
  /// By street: the drawn ones, and all that have a say in their ground. The others of the plan only tell where these are
  /// met and crossed.
  package var isSampled: [Bool]
  /// By street: borders between the ground of others are left out.
  package var isDrawn: [Bool]

  package init(extent: Box, isSampled: [Bool], isDrawn: [Bool]) {
    self.extent = extent
    self.isSampled = isSampled
    self.isDrawn = isDrawn
  }
}

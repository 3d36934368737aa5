import Geodata
import Geometry
import Model
import RoadNetwork

/// The ground between doors and streets: its heights, what cuts streets, and what no straight leg crosses.
package struct Ground: Sendable {
  package var elevations: Elevations?
  /// Cut streets.
  package var barriers: Obstacles?
  /// Barriers and shores.
  package var obstacles: Obstacles?

  package init(elevations: Elevations? = nil, barriers: [Shape] = [], water: [Shape] = []) {
    self.elevations = elevations
    self.barriers = barriers.isEmpty ? nil : Obstacles(barriers)
    obstacles = barriers.isEmpty && water.isEmpty ? nil : Obstacles(barriers + water)
  }
}

import Model
import RoadNetwork

/// A place on a street of one mode's network.
struct StreetPlaceOfMode: Hashable, Sendable {
  var mode: TravelMode
  var impedance: Impedance
  var position: StreetPosition

  /// The place itself, without an access leg; nil on a network of another mode or impedance.
  func point(on graph: RoadGraph) -> SnapResult? {
    graph.mode == mode && graph.impedance == impedance ? .snapped(graph.snappedPoint(at: position)) : nil
  }
}

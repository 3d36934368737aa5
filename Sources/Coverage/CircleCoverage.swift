import Geometry
import Model

/// The nearest station of every demand point in a straight line, whatever the distance.
///
/// - Returns: per point the station's position in `stations` and metres; nil when there are no stations. Ties fall to
///   the lower index.
/// - Complexity: O(points x stations).
public func nearestInStraightLine(
  stations: [Coordinate], demand: [Coordinate]
) -> [(station: Int, distance: Meters)?] {
  demand.map { point in
    var best: (station: Int, distance: Meters)?
    for (index, station) in stations.enumerated() {
      let distance = Meters(shortDistance(point, station))
      if best.map({ distance < $0.distance }) ?? true { best = (index, distance) }
    }
    return best
  }
}

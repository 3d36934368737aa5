import Geometry
import Model

/// The nearest station of every demand point in a straight line, whatever the distance.
///
/// - Parameter extra: metres added to every way to a station, by its position; none where the list ends.
/// - Returns: per point the station's position in `stations` and metres, the extra ones included; nil when there are no
///   stations. Ties fall to the lower index.
/// - Complexity: O(points x stations).
package func nearestInStraightLine(
  stations: [Coordinate], demand: [Coordinate], extra: [Meters] = []
) -> [(station: Int, distance: Meters)?] {
  demand.map { point in
    var best: (station: Int, distance: Meters)?
    for (index, station) in stations.enumerated() {
      let more = index < extra.count ? extra[index].value : 0
      let distance = Meters(shortDistance(point, station) + more)
      if best.map({ distance < $0.distance }) ?? true { best = (index, distance) }
    }
    return best
  }
}

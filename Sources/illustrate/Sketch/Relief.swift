import Geometry

/// What is stated of a made-up height model along the roads and rivers of a gorge.
struct Relief {
  /// South-west corner as in N29E103: one degree of 1,201 samples a side.
  var tile: String
  var corner: Coordinate
  /// Metres above sea level at places in degrees; a road's end takes the nearest.
  var spots: [(place: Coordinate, height: Double)]
  /// Beyond so many metres from every road and river there is no height.
  var margin = 1100.0
}

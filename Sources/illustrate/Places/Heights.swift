import Geometry

/// Heights along roads and rivers: the roads keep the slopes of their sketch, the land beside them rises steeply.
///
/// Heights are stated at places; a road rises evenly between those at its ends. Between roads and rivers the heights are
/// the mean by the inverse fourth power of the distance. Source: Shepard (1968), A two-dimensional interpolation function
/// for irregularly-spaced data, doi:10.1145/800186.810616.
extension Relief {
  private struct Known {
    var place: Coordinate
    var height: Double
  }

  /// The file: big-endian whole metres, row by row from the north, -32768 where there is none.
  /// - Complexity: O(samples near roads · places known nearby).
  func heights(of district: District) -> [UInt8] {
    let side = 1201
    let known = known(in: district)
    // Places in cells of the margin's width: whoever is near stands in the nine around.
    var cells: [SIMD2<Int32>: [Known]] = [:]
    for spot in known { cells[cell(of: spot.place), default: []].append(spot) }
    let box = Box(known.map(\.place))
    let ground = Box(
      minX: box.minX - margin, minY: box.minY - margin, maxX: box.maxX + margin, maxY: box.maxY + margin)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(side * side * 2)
    for row in 0..<side {
      for column in 0..<side {
        let step = Double(side - 1)
        let degrees = at(corner.x + Double(column) / step, corner.y + 1 - Double(row) / step)
        let place = district.plane.metres(degrees)
        let height = (ground.contains(place) ? height(at: place, cells) : nil) ?? Int16.min
        bytes.append(UInt8(truncatingIfNeeded: height >> 8))
        bytes.append(UInt8(truncatingIfNeeded: height))
      }
    }
    return bytes
  }

  private func cell(of place: Coordinate) -> SIMD2<Int32> {
    SIMD2(Int32((place.x / margin).rounded(.down)), Int32((place.y / margin).rounded(.down)))
  }

  private func height(at place: Coordinate, _ cells: [SIMD2<Int32>: [Known]]) -> Int16? {
    let middle = cell(of: place)
    var (sum, weights, least) = (0.0, 0.0, Double.infinity)
    for dx in Int32(-1)...1 {
      for dy in Int32(-1)...1 {
        for spot in cells[middle &+ SIMD2(dx, dy)] ?? [] {
          let (x, y) = (spot.place.x - place.x, spot.place.y - place.y)
          let square = x * x + y * y
          let weight = 1 / ((square + 2500) * (square + 2500))
          sum += weight * spot.height
          weights += weight
          least = min(least, square)
        }
      }
    }
    guard least <= margin * margin else { return nil }
    return Int16((sum / weights + 0.55 * max(0, least.squareRoot() - 90)).rounded())
  }

  /// Heights along all that is drawn, a place each 60 m or so.
  private func known(in district: District) -> [Known] {
    let spots = spots.map { Known(place: district.plane.metres($0.place), height: $0.height) }
    func stated(_ place: Coordinate) -> Double {
      spots.min { $0.place.distance(place) < $1.place.distance(place) }!.height
    }
    let ways = district.plan.ways.filter { $0.vertices.count > 1 && !$0.bridge }.map { way in
      way.vertices.map { district.plan.positions[$0] }
    }
    return (ways + district.courses).flatMap { line -> [Known] in
      let (low, high) = (stated(line[0]), stated(line[line.count - 1]))
      let lengths = zip(line, line.dropFirst()).map { $0.distance($1) }
      let total = lengths.reduce(0, +)
      var along = 0.0
      var known = [Known(place: line[0], height: low)]
      for (index, length) in lengths.enumerated() {
        let steps = max(1, Int(length / 60))
        for step in 1...steps {
          let share = Double(step) / Double(steps)
          known.append(
            Known(
              place: line[index] + (line[index + 1] - line[index]) * share,
              height: low + (high - low) * (along + length * share) / total))
        }
        along += length
      }
      return known
    }
  }
}

import Geometry
import Model

/// Places sorted by cells a little larger than a tolerance: partners lie in the nine cells around.
struct PlaceCells {
  private let longitudes: [Int32]
  private let latitudes: [Int32]
  private let tolerance: Double
  private let cellX: Int64
  private let cellY: Int64
  /// Row and column of a place's cell as one number, with the place.
  private var sorted: [(cell: Int64, place: Int32)] = []

  init(_ longitudes: [Int32], _ latitudes: [Int32], _ tolerance: Meters) {
    self.longitudes = longitudes
    self.latitudes = latitudes
    self.tolerance = tolerance.value
    // The shortest degrees in the layer: of longitude at the latitude farthest from the equator.
    let widest = latitudes.map { abs(Double($0)) / 1e7 }.max() ?? 0
    let perDegree = max(LocalScale(latitude: widest).metersPerDegreeX, 1)
    cellX = Int64((tolerance.value / perDegree * 1e7).rounded(.up)) + 1
    cellY = Int64((tolerance.value / 110_000 * 1e7).rounded(.up)) + 1
    sorted = longitudes.indices.map { (cell($0, 0, 0), Int32($0)) }
    sorted.sort { ($0.cell, $0.place) < ($1.cell, $1.place) }
  }

  /// Every other place within the tolerance.
  func forEachNear(_ place: Int, _ body: (Int) -> Void) {
    let here = position(place)
    for row in -1...1 as ClosedRange<Int64> {
      let last = cell(place, row, 1)
      var index = firstIndex(notBelow: cell(place, row, -1))
      while index < sorted.count, sorted[index].cell <= last {
        let other = Int(sorted[index].place)
        if other != place, shortDistance(here, position(other)) <= tolerance { body(other) }
        index += 1
      }
    }
  }

  private func cell(_ place: Int, _ rows: Int64, _ columns: Int64) -> Int64 {
    let row = (Int64(latitudes[place]) + 900_000_000) / cellY + rows
    let column = (Int64(longitudes[place]) + 1_800_000_000) / cellX + columns
    // Room for a column to the left of the first.
    return row << 32 | (column + 1)
  }

  private func firstIndex(notBelow cell: Int64) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].cell < cell { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func position(_ place: Int) -> Coordinate {
    Coordinate(x: Double(longitudes[place]) / 1e7, y: Double(latitudes[place]) / 1e7)
  }
}

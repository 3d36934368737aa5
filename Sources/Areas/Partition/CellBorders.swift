import Geometry

/// A stretch of border between two cells, before it stands on the grid of written coordinates.
struct CellBorder: Sendable {
  /// Vertices.
  var from: Int32
  var to: Int32
  /// Cells on its two sides; ``CellBorders/beyond`` where the limit is reached.
  var left: Int32
  var right: Int32
}

/// The places that get cells, and what is known of them.
struct CellPlaces: Sendable {
  /// Whole units of the plane: the samples, then the places beside the streets.
  var places: [PlanePoint]
  /// By place: ground that belongs to no street. Borders between two such are left out.
  var isRest: [Bool]
  var samples: StreetSamples
  var plane: ConformalPlane
}

/// The cells of samples, each cut where its limit is reached: a Voronoi diagram of discs.
///
/// Both sides of a border reach their limit at the same two places of it, so that discs need no other cut.
struct CellBorders {
  static let beyond: Int32 = -1
  /// How far from its sample a cell goes, in metres.
  static let limit = CellReach.limit

  private(set) var places: [PlanePoint] = []
  private(set) var borders: [CellBorder] = []
  /// Street that lies in another street's cell.
  private(set) var strays: [Strays.Stray] = []
  /// The place that stood where this one was to stand; itself for all others.
  private(set) var standIns: [Int32]

  /// Deterministic for any number of threads.
  /// - Parameter leastInStrip: the least number of places for a strip; whatever it is, the borders are the same.
  /// - Complexity: O(n log n) in the places.
  init(_ ground: CellPlaces, leastInStrip: Int, threads: Int) {
    standIns = ground.places.indices.map { Int32($0) }
    let bounds = Strip.bounds(ground.places, least: leastInStrip)
    var (low, high) = (0.0, 0.0)
    for place in ground.places { (low, high) = (min(low, place.y), max(high, place.y)) }
    // A little more: lengths change with the latitude.
    let limit =
      1.01 * Self.limit
      * max(
        ground.plane.unitsPerMeter(at: low), ground.plane.unitsPerMeter(at: high), ground.plane.unitsPerMeter(at: 0))
    let parts = inParallel(bounds.count - 1, threads: threads) { index in
      StripBorders(Strip(ground.places, from: bounds[index], to: bounds[index + 1], limit: limit), ground)
    }
    for part in parts {
      strays += part.strays
      for (place, other) in part.standIns { standIns[Int(place)] = other }
    }
    let firstVertices = starts(parts.map { $0.vertices.count })
    let firstBorders = starts(parts.map { $0.borders.count })
    places = together(firstVertices, threads: threads) { part, slots in
      _ = slots.update(fromContentsOf: parts[part].vertices)
    }
    borders = together(firstBorders, threads: threads) { part, slots in
      let first = Int32(firstVertices[part])
      for (index, border) in parts[part].borders.enumerated() {
        slots[index] = CellBorder(
          from: border.from + first, to: border.to + first, left: border.left, right: border.right)
      }
    }
  }

  /// Forgets where the vertices are.
  mutating func dropPlaces() { places = [] }

  /// Takes away all other borders; vertices stay.
  mutating func keep(where isKept: (CellBorder) -> Bool) { borders.removeAll { !isKept($0) } }
}

/// Where each of some lists begins in all of them together, and where the last one ends.
private func starts(_ counts: [Int]) -> [Int] {
  var starts = [0]
  for count in counts { starts.append(starts[starts.count - 1] + count) }
  return starts
}

/// Some lists as one, each filled in where it stays.
private func together<Value: BitwiseCopyable & Sendable>(
  _ starts: [Int], threads: Int, _ fill: @Sendable (_ part: Int, _ slots: UnsafeMutableBufferPointer<Value>) -> Void
) -> [Value] {
  let count = starts[starts.count - 1]
  return Array(unsafeUninitializedCapacity: count) { values, used in
    nonisolated(unsafe) let slots = values
    _ = inParallel(starts.count - 1, threads: threads) { part in
      fill(part, UnsafeMutableBufferPointer(rebasing: slots[starts[part]..<starts[part + 1]]))
    }
    used = count
  }
}

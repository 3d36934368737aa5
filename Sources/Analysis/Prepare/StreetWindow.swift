import Areas
import Geometry
import Model

/// The ground near some streets, in squares: farther streets part none of theirs.
struct StreetWindow {
  /// Metres. A cell goes 100 m from its sample, so that no sample farther than 200 m away touches it.
  private static let reach = 300.0
  /// Metres around a street within which others decide where its samples stand.
  private static let around = 100.0
  /// Metres of a square, and how many there are at the most.
  private static let side = 100.0
  private static let most = 4_000_000.0

  private struct Square {
    var column: Int32
    var row: Int32
  }

  private let all: StreetPlan
  private let columns: Int
  private let rows: Int
  /// Of each vertex of the plan.
  private let squares: [Square]
  /// The streets of the part and those around them, with their numbers in the network; others have no vertices.
  private(set) var plan = StreetPlan()
  private(set) var part: NetworkPart

  /// - Parameters:
  ///   - plan: of the whole network.
  ///   - isReached: by street.
  /// - Complexity: O(vertices + squares).
  init(_ plan: StreetPlan, around isReached: [Bool]) {
    all = plan
    part = NetworkPart(extent: plan.extent, isSampled: [], isDrawn: isReached)
    let (minX, maxX) = (Double(plan.longitudes.min() ?? 0), Double(plan.longitudes.max() ?? 0))
    let (minY, maxY) = (Double(plan.latitudes.min() ?? 0), Double(plan.latitudes.max() ?? 0))
    // The shortest degrees: squares are wider elsewhere.
    let scale = LocalScale(latitude: max(abs(minY), abs(maxY)) / 1e7)
    let (unitX, unitY) = (1e7 / scale.metersPerDegreeX, 1e7 / 110_500.0)
    let side = max(Self.side, ((maxX - minX) / unitX * (maxY - minY) / unitY / Self.most).squareRoot())
    let (shareX, shareY) = (1 / (side * unitX), 1 / (side * unitY))
    columns = Int((maxX - minX) * shareX) + 1
    rows = Int((maxY - minY) * shareY) + 1
    squares = plan.offsets.indices.map {
      Square(
        column: Int32((Double(plan.longitudes[$0]) - minX) * shareX),
        row: Int32((Double(plan.latitudes[$0]) - minY) * shareY))
    }
    part.isSampled = streets(within: Int((Self.reach / side).rounded(.up)), of: isReached)
    self.plan = kept(streets(within: Int((Self.around / side).rounded(.up)), of: part.isSampled))
  }

  /// The streets that come into the squares of some of them, or into those around.
  private func streets(within rings: Int, of some: [Bool]) -> [Bool] {
    var isNear = [Bool](repeating: false, count: columns * rows)
    for street in 0..<all.streetCount where some[street] {
      _ = contains(street) { square in
        isNear[square] = true
        return false
      }
    }
    widen(&isNear, by: rings)
    return (0..<all.streetCount).map { street in contains(street) { isNear[$0] } }
  }

  /// Whether a test holds for any of the squares in the boxes around a street's pieces.
  @inline(__always)
  private func contains(_ street: Int, where test: (Int) -> Bool) -> Bool {
    for vertex in all.vertices(of: street).dropLast() {
      let (a, b) = (squares[vertex], squares[vertex + 1])
      for row in min(a.row, b.row)...max(a.row, b.row) {
        for column in min(a.column, b.column)...max(a.column, b.column) where test(Int(row) * columns + Int(column)) {
          return true
        }
      }
    }
    return false
  }

  /// Adds the squares around those that are near: first along the rows, then across them.
  private func widen(_ isNear: inout [Bool], by rings: Int) {
    for (count, others, step, stride) in [(columns, rows, 1, columns), (rows, columns, columns, 1)] {
      var wide = isNear
      for line in 0..<others {
        for isBackwards in [false, true] {
          var since = rings + 1
          for index in 0..<count {
            let square = line * stride + (isBackwards ? count - 1 - index : index) * step
            since = isNear[square] ? 0 : since + 1
            if since <= rings { wide[square] = true }
          }
        }
      }
      isNear = wide
    }
  }

  /// The plan with the vertices of some streets only; the numbers of streets stay.
  private func kept(_ isKept: [Bool]) -> StreetPlan {
    var kept = StreetPlan()
    kept.starts.reserveCapacity(all.starts.count)
    kept.longitudes.reserveCapacity(all.vertexCount)
    kept.latitudes.reserveCapacity(all.vertexCount)
    kept.offsets.reserveCapacity(all.vertexCount)
    kept.isOffGround.reserveCapacity(all.vertexCount)
    for street in 0..<all.streetCount {
      if isKept[street] {
        for vertex in all.vertices(of: street) {
          kept.longitudes.append(all.longitudes[vertex])
          kept.latitudes.append(all.latitudes[vertex])
          kept.offsets.append(all.offsets[vertex])
          kept.isOffGround.append(all.isOffGround[vertex])
        }
      }
      kept.starts.append(Int32(kept.offsets.count))
    }
    return kept
  }
}

import Geometry
import Model

/// The ground near some streets, in squares: farther streets part none of theirs.
struct StreetWindow {
  /// Metres. A cell goes 100 m from its sample, so that no sample farther than 200 m away touches it; samples are set by
  /// what lies some 50 m around them.
  private static let reach = 300.0
  /// Metres of a square, and how many there are at the most.
  private static let side = 100.0
  private static let most = 4_000_000.0

  private struct Square {
    var column: Int32
    var row: Int32
  }

  private let plan: StreetPlan
  private let columns: Int
  private let rows: Int
  /// Of each vertex of the plan.
  private let squares: [Square]
  private var isNear: [Bool]

  /// - Parameters:
  ///   - plan: with vertices.
  ///   - isReached: by street.
  /// - Complexity: O(vertices + squares).
  init(_ plan: StreetPlan, around isReached: [Bool]) {
    self.plan = plan
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
    isNear = []
    var isOwn = [Bool](repeating: false, count: columns * rows)
    for street in 0..<plan.streetCount where isReached[street] {
      _ = contains(street) { square in
        isOwn[square] = true
        return false
      }
    }
    isNear = isOwn
    widen(by: Int((Self.reach / side).rounded(.up)))
  }

  /// Whether a test holds for any of the squares in the boxes around a street's pieces.
  @inline(__always)
  private func contains(_ street: Int, where test: (Int) -> Bool) -> Bool {
    for vertex in plan.vertices(of: street).dropLast() {
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
  private mutating func widen(by rings: Int) {
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

  /// The plan with the vertices of near streets only; the numbers of streets stay.
  func kept() -> StreetPlan {
    var kept = StreetPlan()
    kept.starts.reserveCapacity(plan.starts.count)
    kept.longitudes.reserveCapacity(plan.vertexCount)
    kept.latitudes.reserveCapacity(plan.vertexCount)
    kept.offsets.reserveCapacity(plan.vertexCount)
    kept.isOffGround.reserveCapacity(plan.vertexCount)
    for street in 0..<plan.streetCount {
      if contains(street, where: { isNear[$0] }) {
        for vertex in plan.vertices(of: street) {
          kept.longitudes.append(plan.longitudes[vertex])
          kept.latitudes.append(plan.latitudes[vertex])
          kept.offsets.append(plan.offsets[vertex])
          kept.isOffGround.append(plan.isOffGround[vertex])
        }
      }
      kept.starts.append(Int32(kept.offsets.count))
    }
    return kept
  }
}

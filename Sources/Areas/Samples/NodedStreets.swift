import Geometry
import Model

/// The streets of a plan in the plane, cut where two cross without meeting: at a bridge both have a vertex.
///
/// Vertex `v` of a street stands at the place number `ids[v]`; the same number means the same place.
struct NodedStreets: Sendable {
  var starts: [Int32]
  var places: [PlanePoint]
  /// Costs from the first vertex.
  var offsets: [Int32]
  /// Of the piece that begins at a vertex.
  var isOffGround: [Bool]
  var ids: [Int32]
  private(set) var idCount: Int
  /// The pieces by cells, numbered by their first vertices.
  private(set) var grid: PieceGrid
  /// How many pieces end at each place.
  private(set) var arms: [Int32]

  /// - Complexity: O(vertices + pairs of pieces in one cell).
  init(_ plan: StreetPlan, _ plane: ConformalPlane, threads: Int) {
    starts = plan.starts
    offsets = plan.offsets
    isOffGround = plan.isOffGround
    var numbers = PlaceNumbers(most: plan.vertexCount)
    ids = []
    ids.reserveCapacity(plan.vertexCount)
    for vertex in 0..<plan.vertexCount {
      ids.append(numbers.number(GridPoint(x: plan.longitudes[vertex], y: plan.latitudes[vertex])))
    }
    let points = numbers.places
    let placesByNumber = filled(points.count, threads: threads) {
      (run, places: UnsafeMutableBufferPointer<PlanePoint>) in
      for index in run { places[index] = plane.place(points[index]) }
    }
    places = ids.map { placesByNumber[Int($0)] }
    idCount = points.count
    arms = []
    grid = PieceGrid(count: 0, least: 1) { _ in nil }
    let least = 20 * plane.unitsPerMeter(at: 0)
    grid = makeGrid(least: least)
    if cutAtCrossings() { grid = makeGrid(least: least) }
    arms = [Int32](repeating: 0, count: idCount)
    forEachPiece { _, first in
      arms[Int(ids[first])] += 1
      arms[Int(ids[first + 1])] += 1
    }
  }

  var streetCount: Int { starts.count - 1 }

  /// Where the place of each number is.
  var placesByID: [PlanePoint] {
    var found = [PlanePoint](repeating: .zero, count: idCount)
    for (id, place) in zip(ids, places) { found[Int(id)] = place }
    return found
  }

  /// Every piece by its street and first vertex.
  func forEachPiece(_ body: (_ street: Int, _ first: Int) -> Void) {
    for street in 0..<streetCount {
      // Some streets have no vertices at all.
      for first in Int(starts[street])..<max(Int(starts[street]), Int(starts[street + 1]) - 1) { body(street, first) }
    }
  }

  private func makeGrid(least: Double) -> PieceGrid {
    var isLast = [Bool](repeating: false, count: places.count)
    for end in starts.dropFirst() where end > 0 { isLast[Int(end) - 1] = true }
    return PieceGrid(count: places.count, least: least) { isLast[$0] ? nil : (places[$0], places[$0 + 1]) }
  }

  /// Where two pieces cross without meeting.
  private struct Crossing {
    /// First vertices of the pieces, the lower one first, and how far along each the place is.
    var pieces: (Int32, Int32)
    var shares: (Double, Double)
    var place: PlanePoint
  }

  private struct Cut {
    var first: Int32
    var share: Double
    var id: Int32
    var place: PlanePoint
  }

  /// All crossings, each once, by their pieces: whatever the cells in which they are found.
  private func crossings() -> [Crossing] {
    var found: [Crossing] = []
    for cell in 0..<grid.cellCount {
      let pieces = grid.pieces(inCell: cell)
      guard pieces.count > 1 else { continue }
      for i in pieces.indices {
        let p = Int(pieces[i])
        let (a, b) = (places[p], places[p + 1])
        for j in pieces.index(after: i)..<pieces.endIndex {
          let q = Int(pieces[j])
          let (c, d) = (places[q], places[q + 1])
          if max(a.x, b.x) < min(c.x, d.x) || max(c.x, d.x) < min(a.x, b.x) { continue }
          if max(a.y, b.y) < min(c.y, d.y) || max(c.y, d.y) < min(a.y, b.y) { continue }
          if ids[p] == ids[q] || ids[p] == ids[q + 1] || ids[p + 1] == ids[q] || ids[p + 1] == ids[q + 1] { continue }
          let (sideC, sideD) = (a.turn(b, c), a.turn(b, d))
          let (sideA, sideB) = (c.turn(d, a), c.turn(d, b))
          guard sideC * sideD < 0, sideA * sideB < 0 else { continue }
          // The pieces of a cell rise.
          found.append(
            Crossing(
              pieces: (Int32(p), Int32(q)), shares: (sideA / (sideA - sideB), sideC / (sideC - sideD)),
              place: a + (b - a) * (sideA / (sideA - sideB))))
        }
      }
    }
    found.sort { $0.pieces < $1.pieces }
    // Found in every cell that both touch.
    var kept: [Crossing] = []
    for crossing in found where kept.last.map({ $0.pieces != crossing.pieces }) ?? true { kept.append(crossing) }
    return kept
  }

  /// - Returns: whether there was any.
  private mutating func cutAtCrossings() -> Bool {
    var cuts: [Cut] = []
    for crossing in crossings() {
      let id = Int32(idCount)
      idCount += 1
      cuts.append(Cut(first: crossing.pieces.0, share: crossing.shares.0, id: id, place: crossing.place))
      cuts.append(Cut(first: crossing.pieces.1, share: crossing.shares.1, id: id, place: crossing.place))
    }
    guard !cuts.isEmpty else { return false }
    cuts.sort { ($0.first, $0.share, $0.id) < ($1.first, $1.share, $1.id) }
    let old = self
    var next = 0
    (starts, places, offsets, isOffGround, ids) = ([0], [], [], [], [])
    for street in 0..<old.streetCount {
      for vertex in Int(old.starts[street])..<Int(old.starts[street + 1]) {
        places.append(old.places[vertex])
        offsets.append(old.offsets[vertex])
        isOffGround.append(old.isOffGround[vertex])
        ids.append(old.ids[vertex])
        while next < cuts.count, Int(cuts[next].first) == vertex {
          let cut = cuts[next]
          let (from, to) = (old.offsets[vertex], old.offsets[vertex + 1])
          places.append(cut.place)
          offsets.append(from + Int32((Double(to - from) * cut.share).rounded()))
          isOffGround.append(old.isOffGround[vertex])
          ids.append(cut.id)
          next += 1
        }
      }
      starts.append(Int32(places.count))
    }
    return true
  }
}

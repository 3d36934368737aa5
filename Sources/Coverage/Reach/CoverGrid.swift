import Geometry
import Model
import Words

/// Which of some sites lie within a radius of any place of a plane, answered from a grid.
///
/// Most cells lie wholly inside or outside of every circle: all their places have one cover set, found by one look. In
/// the others the distance to the circles that cut the cell decides, so that no place is ever judged but exactly.
package struct CoverGrid: Sendable {
  package let siteCount: Int
  private let sites: [Coordinate]
  private let radius: Double
  private let box: Box
  private let cell: Double
  private let columns: Int
  private let lines: Int
  /// Per cell the sites that cover all of it, as a position in `sets`.
  private let cellSets: [Int32]
  /// Distinct sets, each with its site indices rising.
  private let sets: [[Int32]]
  /// Per cell, one more than there are cells: the sites whose circle cuts it.
  private let cutStarts: [Int32]
  private let cuts: [Int32]
  /// Per cell, one more than there are cells: its first counter. A cell that is cut has one for each combination.
  private let slotStarts: [Int32]

  /// A cell that more circles cut than this is judged place by place.
  private static let mostCuts = 8

  /// - Parameters:
  ///   - sites: planar, metres.
  ///   - radius: finite and above 0; the boundary belongs to it.
  ///   - resolution: cells along the longer side; more cells cost memory and spare distances.
  /// - Throws: ``CoverageError`` code `badDistance`, `noSite` when there is no site.
  /// - Complexity: O(cells of the circles).
  package init(sites: [Coordinate], radius: Meters, resolution: Int = 1024) throws(CoverageError) {
    guard radius.value > 0, radius.value.isFinite else {
      throw CoverageError(
        .badDistance,
        Bilingual("半径为\(radius.value)米；请填写大于0的有限长度", "radius is \(radius.value) m; give a finite length above 0"),
        context: "radius")
    }
    guard !sites.isEmpty else {
      throw CoverageError(.noSite, Bilingual("没有站点；请至少提供一处", "there is no site; give at least one"), context: "sites")
    }
    for (index, site) in sites.enumerated() where !site.isFinite {
      throw CoverageError(
        .badDistance,
        Bilingual(
          "站点\(index)的坐标为（\(site.x)，\(site.y)）；坐标应为有限的数值",
          "site \(index) is at (\(site.x), \(site.y)); coordinates are finite"),
        context: "coordinates")
    }
    let reach = radius.value
    let box = Box(sites).expanded(by: reach * 1.001)
    let cell = max(box.width, box.height) / Double(max(1, resolution))
    let columns = Int(box.width / cell) + 1
    let lines = Int(box.height / cell) + 1
    // Relation of each cell to each circle that comes near it, site by site.
    var covering = [[Int32]](repeating: [], count: columns * lines)
    var cutting = covering
    for (index, site) in sites.enumerated() {
      let first = (x: Int((site.x - reach - box.minX) / cell), y: Int((site.y - reach - box.minY) / cell))
      let last = (
        x: min(columns - 1, Int((site.x + reach - box.minX) / cell) + 1),
        y: min(lines - 1, Int((site.y + reach - box.minY) / cell) + 1)
      )
      for line in max(0, first.y - 1)...last.y {
        for column in max(0, first.x - 1)...last.x {
          // A little larger than the cell: a place on its border may be taken for its neighbour's.
          let low = Coordinate(
            x: box.minX + (Double(column) - 0.001) * cell, y: box.minY + (Double(line) - 0.001) * cell)
          let high = Coordinate(x: low.x + 1.002 * cell, y: low.y + 1.002 * cell)
          let near = Coordinate(x: min(max(site.x, low.x), high.x), y: min(max(site.y, low.y), high.y))
          let far = Coordinate(
            x: site.x - low.x > high.x - site.x ? low.x : high.x, y: site.y - low.y > high.y - site.y ? low.y : high.y)
          if Self.distance(site, far) <= reach {
            covering[line * columns + column].append(Int32(index))
          } else if Self.distance(site, near) <= reach {
            cutting[line * columns + column].append(Int32(index))
          }
        }
      }
    }
    var known: [[Int32]: Int32] = [[]: 0]
    var sets: [[Int32]] = [[]]
    cellSets = covering.map { set in
      if let number = known[set] { return number }
      let number = Int32(sets.count)
      known[set] = number
      sets.append(set)
      return number
    }
    var cutStarts: [Int32] = [0]
    var cuts: [Int32] = []
    var slotStarts: [Int32] = [0]
    for cell in cutting {
      cuts += cell
      cutStarts.append(Int32(cuts.count))
      slotStarts.append(slotStarts[slotStarts.count - 1] + (cell.count > Self.mostCuts ? 0 : 1 << Int32(cell.count)))
    }
    self.sites = sites
    self.radius = reach
    self.box = box
    self.cell = cell
    self.columns = columns
    self.lines = lines
    self.sets = sets
    self.cutStarts = cutStarts
    self.cuts = cuts
    self.slotStarts = slotStarts
    siteCount = sites.count
  }

  private static func distance(_ a: Coordinate, _ b: Coordinate) -> Double {
    let dx = a.x - b.x
    let dy = a.y - b.y
    return (dx * dx + dy * dy).squareRoot()
  }

  var slotCount: Int { Int(slotStarts[slotStarts.count - 1]) }

  /// The cell of a place; nil outside of all circles.
  @inline(__always)
  private func cell(_ x: Double, _ y: Double) -> Int? {
    let column = (x - box.minX) / cell
    let line = (y - box.minY) / cell
    guard column >= 0, line >= 0, column < Double(columns), line < Double(lines) else { return nil }
    return Int(line) * columns + Int(column)
  }

  /// Which of the circles that cut the cell hold the place, lowest bit first.
  @inline(__always)
  private func bits(_ x: Double, _ y: Double, _ cell: Int) -> Int {
    var bits = 0
    var bit = 1
    for index in Int(cutStarts[cell])..<Int(cutStarts[cell + 1]) {
      let site = sites[Int(cuts[index])]
      let dx = x - site.x
      let dy = y - site.y
      if (dx * dx + dy * dy).squareRoot() <= radius { bits |= bit }
      bit <<= 1
    }
    return bits
  }

  /// The sites that cover the places counted in a slot.
  private func set(_ cell: Int, _ bits: Int) -> [Int32] {
    var set = sets[Int(cellSets[cell])]
    for (offset, index) in (Int(cutStarts[cell])..<Int(cutStarts[cell + 1])).enumerated() where bits >> offset & 1 == 1
    {
      set.append(cuts[index])
    }
    return set.sorted()
  }
}

extension CoverGrid {
  /// Weights of some demand points by cover set.
  package struct Tally: Sendable {
    fileprivate var slots: [Double]
    fileprivate var others: [[Int32]: Double] = [:]
    /// Of points that no site covers.
    fileprivate var uncovered = 0.0
    fileprivate var points = 0
    /// Position, among the points counted, of the first that is no finite place or whose weight is negative or no number.
    package private(set) var firstBad: Int?

    fileprivate init(slotCount: Int) { slots = [Double](repeating: 0, count: slotCount) }

    /// Adds the points of the piece behind: in the order of pieces sums are the same whoever counted them.
    package mutating func add(_ other: Tally) {
      if firstBad == nil { firstBad = other.firstBad.map { $0 + points } }
      for slot in slots.indices { slots[slot] += other.slots[slot] }
      for (set, weight) in other.others { others[set, default: 0] += weight }
      uncovered += other.uncovered
      points += other.points
    }

    fileprivate mutating func note(bad position: Int) { if firstBad == nil { firstBad = position } }
  }

  /// Counts points `x, y, weight, x, y, weight…`.
  ///
  /// - Complexity: O(points); a place near the border of k circles costs k distances.
  package func tally(_ values: [Double]) -> Tally {
    var tally = Tally(slotCount: slotCount)
    tally.points = values.count / 3
    values.withContiguousStorageIfAvailable { values in
      for point in 0..<(values.count / 3) {
        let (x, y, weight) = (values[3 * point], values[3 * point + 1], values[3 * point + 2])
        guard weight >= 0, weight <= 1e12, abs(x) <= 1e9, abs(y) <= 1e9 else {
          tally.note(bad: point)
          continue
        }
        if weight == 0 { continue }
        guard let cell = cell(x, y) else {
          tally.uncovered += weight
          continue
        }
        let bits = bits(x, y, cell)
        let slot = Int(slotStarts[cell])
        if slot < Int(slotStarts[cell + 1]) {
          tally.slots[slot + bits] += weight
        } else {
          tally.others[set(cell, bits), default: 0] += weight
        }
      }
    }
    return tally
  }

  /// All counted points as one demand point for each distinct cover set, the uncovered ones together last.
  ///
  /// - Returns: who covers them, their weights, and how many points were counted.
  package func merged(_ tally: Tally) -> (covers: CoverSets, weights: [Double], points: Int) {
    var weights = tally.others
    var uncovered = tally.uncovered
    let slots = tally.slots
    for cell in cellSets.indices {
      for slot in Int(slotStarts[cell])..<Int(slotStarts[cell + 1]) where slots[slot] > 0 {
        weights[set(cell, slot - Int(slotStarts[cell])), default: 0] += slots[slot]
      }
    }
    uncovered += weights.removeValue(forKey: []) ?? 0
    let distinct = weights.keys.sorted { $0.lexicographicallyPrecedes($1) }
    var rows = [[(demand: Int32, cost: Double)]](repeating: [], count: siteCount)
    for (point, set) in distinct.enumerated() {
      for site in set { rows[Int(site)].append((Int32(point), 0)) }
    }
    var sums = distinct.map { weights[$0]! }
    if uncovered > 0 || sums.isEmpty { sums.append(uncovered) }
    return (CoverSets(demandCount: sums.count, rows: rows), sums, tally.points)
  }
}

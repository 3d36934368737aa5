import Geometry
import Model

/// Which records of a set stand near an earlier one that counts for them.
///
/// A record's twin is the first that counts in its cell of the grid, whose diagonal is the limit; without one in its own
/// cell it is the first of the cells around within the limit. That finds a twin for every record that has one among the
/// earlier, not always the nearest.
/// - Parameters:
///   - positions: WGS84 degrees; one that is not finite has no twin.
///   - kinds: what decides whether two records count for each other; one per position.
///   - limit: exclusive.
///   - accepts: whether an earlier record of one kind counts for a later one of another.
/// - Returns: per position the earlier one; nil without.
/// - Complexity: O(n), however many stand at one place; O(kn) where k kinds that do not count for each other share a
///   cell.
func earlierTwins(
  _ positions: [Coordinate], kinds: [Int32], within limit: Meters, accepts: (_ earlier: Int32, _ later: Int32) -> Bool
) -> [Int?] {
  var box = Box()
  for position in positions where position.isFinite { box.add(position) }
  guard !box.isEmpty, limit.value > 0 else { return positions.map { _ in nil } }
  // No cell may be larger anywhere: a degree of longitude is longest nearest the equator, one of latitude at the poles.
  let mostCells = 100.0
  let lowest = box.minY <= 0 && box.maxY >= 0 ? 0 : min(abs(box.minY), abs(box.maxY), 89)
  let side = limit.value / 2.0.squareRoot()
  let dx = side / LocalScale(latitude: lowest).metersPerDegreeX
  let dy = side / LocalScale(latitude: 90).metersPerDegreeY
  func cell(_ position: Coordinate) -> Cell {
    Cell(x: Int64((position.x / dx).rounded(.down)), y: Int64((position.y / dy).rounded(.down)))
  }

  var runs: [Run] = []
  var first: [Cell: Int32] = [:]
  first.reserveCapacity(positions.count)
  var last: [Cell: Int32] = [:]
  // Runs that are not the first of their cell.
  var others: [CellKind: Int32] = [:]
  // The records of a run in their order.
  var next = [Int32](repeating: -1, count: positions.count)
  var twins = [Int?](repeating: nil, count: positions.count)

  func isNear(_ earlier: Int32, _ position: Coordinate) -> Bool {
    shortDistance(positions[Int(earlier)], position) < limit.value
  }
  for (index, position) in positions.enumerated() where position.isFinite {
    let own = cell(position)
    let kind = kinds[index]
    var run = first[own] ?? -1
    while run >= 0, twins[index] == nil {
      let here = runs[Int(run)]
      if accepts(here.kind, kind), isNear(here.head, position) { twins[index] = Int(here.head) }
      run = here.next
    }
    if twins[index] == nil {
      // Away from the equator a metre is more degrees of longitude than the cell's side is made for.
      let cells = limit.value / LocalScale(latitude: position.y).metersPerDegreeX / dx
      let wide = Int64(min(cells.rounded(.up), mostCells))
      for y in (own.y - 2)...(own.y + 2) {
        for x in (own.x - wide)...(own.x + wide) {
          var run = first[Cell(x: x, y: y)] ?? -1
          while run >= 0, Int(runs[Int(run)].head) < twins[index] ?? .max {
            let there = runs[Int(run)]
            run = there.next
            guard accepts(there.kind, kind) else { continue }
            var other = there.head
            while other >= 0, Int(other) < twins[index] ?? .max {
              if isNear(other, position) {
                twins[index] = Int(other)
                break
              }
              other = next[Int(other)]
            }
          }
        }
      }
    }

    let record = Int32(index)
    guard let head = first[own] else {
      first[own] = Int32(runs.count)
      last[own] = Int32(runs.count)
      runs.append(Run(kind: kind, head: record, tail: record))
      continue
    }
    let known = runs[Int(head)].kind == kind ? head : others[CellKind(cell: own, kind: kind)]
    if let known {
      next[Int(runs[Int(known)].tail)] = record
      runs[Int(known)].tail = record
    } else {
      runs[Int(last[own]!)].next = Int32(runs.count)
      last[own] = Int32(runs.count)
      others[CellKind(cell: own, kind: kind)] = Int32(runs.count)
      runs.append(Run(kind: kind, head: record, tail: record))
    }
  }
  return twins
}

private struct Cell: Hashable {
  var x: Int64
  var y: Int64
}

private struct CellKind: Hashable {
  var cell: Cell
  var kind: Int32
}

/// The records of one kind in a cell.
private struct Run {
  var kind: Int32
  var head: Int32
  var tail: Int32
  /// The next kind of the cell; -1 after the last.
  var next: Int32 = -1
}

/// The normal forms of names, numbered, so that a form that stands often is compared once.
struct NameKinds {
  private(set) var forms: [NormalName] = []
  private var numbers: [NormalName: Int32] = [:]

  /// - Returns: the same number for names of the same form.
  mutating func number(of form: NormalName) -> Int32 {
    if let known = numbers[form] { return known }
    let number = Int32(forms.count)
    numbers[form] = number
    forms.append(form)
    return number
  }

  func areSame(_ a: Int32, _ b: Int32) -> Bool { a == b || forms[Int(a)].isSame(as: forms[Int(b)]) }
}

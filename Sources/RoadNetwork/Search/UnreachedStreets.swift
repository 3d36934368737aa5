import Geometry
import Model

extension StreetReach {
  /// The unreached parts of streets near the reached ones: everything within the margin, and some more.
  ///
  /// Streets of islands and those that only cross on a bridge are among them: the ground does not care.
  /// - Parameters:
  ///   - cutoff: inclusive, in the graph's unit; at most the search's own.
  ///   - margin: from a reached street.
  /// - Returns: by rising street, then along it; never of length zero. Empty when nothing is reached.
  /// - Complexity: O(pieces of street around the reach); the index is built at the first call, O(streets).
  package func unreached(within margin: Meters, cutoff: Int) -> [UnreachedPart] {
    let reached = ranges(within: cutoff)
    guard let cells = CellsAround(reached, graph, margin) else { return [] }
    var parts: [UnreachedPart] = []
    var next = 0
    var pieces = cells.pieces()[...]
    while let first = pieces.first {
      let street = cells.grid.streets[Int(first)]
      let end = graph.firstPiece(of: Int(street) + 1)
      let own = pieces.prefix { $0 < end }
      pieces = pieces.dropFirst(own.count)
      while next < reached.count, reached[next].street < street { next += 1 }
      let reachedHere = reached[next...].prefix { $0.street == street }
      append(street, own, reachedHere, &parts)
    }
    return parts
  }

  private func append(
    _ street: Int32, _ pieces: ArraySlice<Int32>, _ reached: ArraySlice<(street: Int32, range: ClosedRange<Int>)>,
    _ parts: inout [UnreachedPart]
  ) {
    let length = Int(graph.streetCosts[Int(street)])
    var start = 0
    var isCut = false
    for index in reached.startIndex...reached.endIndex {
      let isLast = index == reached.endIndex
      let end = isLast ? length : reached[index].range.lowerBound
      if start < end {
        append(street, start...end, pieces, cuts: (isCut, !isLast), &parts)
      }
      if !isLast {
        start = reached[index].range.upperBound
        isCut = true
      }
    }
  }

  /// The runs of neighbouring pieces inside the range.
  private func append(
    _ street: Int32, _ range: ClosedRange<Int>, _ pieces: ArraySlice<Int32>, cuts: (Bool, Bool),
    _ parts: inout [UnreachedPart]
  ) {
    var index = pieces.startIndex
    while index < pieces.endIndex {
      let first = Int(pieces[index])
      var last = first
      while index + 1 < pieces.endIndex, Int(pieces[index + 1]) == last + 1 {
        index += 1
        last += 1
      }
      index += 1
      let base = graph.firstPiece(of: Int(street))
      let start = max(range.lowerBound, Int(graph.offset(Int(street), first - base)))
      let end = min(range.upperBound, Int(graph.offset(Int(street), last - base + 1)))
      guard start < end else { continue }
      parts.append(
        UnreachedPart(
          line: graph.part(of: Int(street), start...end),
          beginsAtCut: cuts.0 && start == range.lowerBound, endsAtCut: cuts.1 && end == range.upperBound))
    }
  }
}

/// The cells of the street index within a margin of some parts of streets.
private struct CellsAround {
  let grid: SegmentGrid
  private let columns: ClosedRange<Int>
  private let rows: ClosedRange<Int>
  private var isMarked: [Bool]

  init?(_ ranges: [(street: Int32, range: ClosedRange<Int>)], _ graph: RoadGraph, _ margin: Meters) {
    let grid = graph.segments.grid(of: graph)
    let lines = ranges.map { graph.part(of: Int($0.street), $0.range) }
    let box = Box(lines.joined())
    guard !box.isEmpty else { return nil }
    let scale = LocalScale(latitude: max(abs(box.minY), abs(box.maxY)))
    let marginX = margin.value / scale.metersPerDegreeX
    let marginY = margin.value / 110_500
    columns = grid.column(box.minX - marginX)...grid.column(box.maxX + marginX)
    rows = grid.row(box.minY - marginY)...grid.row(box.maxY + marginY)
    isMarked = [Bool](repeating: false, count: columns.count * rows.count)
    self.grid = grid
    for line in lines {
      for (a, b) in zip(line, line.dropFirst()) {
        let firstColumn = grid.column(min(a.x, b.x) - marginX)
        let lastColumn = grid.column(max(a.x, b.x) + marginX)
        for row in grid.row(min(a.y, b.y) - marginY)...grid.row(max(a.y, b.y) + marginY) {
          let start = (row - rows.lowerBound) * columns.count - columns.lowerBound
          for column in firstColumn...lastColumn { isMarked[start + column] = true }
        }
      }
    }
  }

  /// Every piece that touches a marked cell, by rising number.
  func pieces() -> [Int32] {
    var found: [Int32] = []
    for row in rows {
      for column in columns where isMarked[(row - rows.lowerBound) * columns.count + column - columns.lowerBound] {
        found.append(contentsOf: grid.pieces(column: column, row: row))
      }
    }
    found.sort()
    var distinct: [Int32] = []
    for piece in found where piece != distinct.last { distinct.append(piece) }
    return distinct
  }
}

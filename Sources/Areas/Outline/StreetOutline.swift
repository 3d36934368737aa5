import GEOS
import Geometry
import Model

extension MetricFrame {
  /// The ground of reached street, in the metric frame.
  ///
  /// - Parameters:
  ///   - cutoff: in the unit of the search, at most its own.
  ///   - reached: every line within the cutoff.
  ///   - unreached: at least those within the margin of a reached one.
  func outline(
    _ reach: some ReachedStreets, _ cutoff: Int, _ reached: [[Coordinate]], _ unreached: [UnreachedPart],
    _ obstacles: Obstacles?
  ) throws -> Shape {
    guard !reached.isEmpty, let costPerMeter = reach.leastCostPerMeter else { return .multiPolygon([]) }
    // Every place with less left than the margin lies as near to one that has just so much: no street end is missed.
    let rest = Double(reach.rest - (reach.cutoff - cutoff)) / costPerMeter
    let radius = min(AreaMeasures.margin.value, rest / 2)
    let core = reach.lines(within: cutoff - Int((radius * costPerMeter).rounded(.up)))
    let lines = try meters(reached)
    let unreachedLines = try meters(unreached.map(\.line))
    let ends = ends(of: lines, at: cuts(unreached, unreachedLines), radius: radius)
    var around = try margins(core, radius: radius, ends: ends)
    if let obstacles { around = try withoutShadows(around, core: core, radius: radius, obstacles) }
    let strips = try PreparedGeometry(strips(unreached, unreachedLines, meeting: around))
    let isEmpty = try strips.withBase { strips throws(GEOSError) in try strips.isEmpty() }
    if isEmpty {
      return try onlyParts(
        of: around.withBase { around throws(GEOSError) in try around.shape() }, touching: lines)
    }
    let crossing = try lines.flatMap { try runs(of: $0, meeting: strips) }
    let cut = try around.withBase { around throws(GEOSError) in
      try strips.withBase { strips throws(GEOSError) in
        if crossing.isEmpty { return try around.difference(strips).shape() }
        let ribbons = try GeometryHandle(
          bufferOf: crossing, radius: AreaMeasures.ribbon.value, quadrantSegments: 2, caps: .flat)
        return try around.difference(try strips.difference(ribbons)).shape()
      }
    }
    return try onlyParts(of: cut, touching: lines)
  }

  /// Everything near the lines, and the streets' own ends.
  private func margins(_ core: [[Coordinate]], radius: Double, ends: [[Coordinate]]) throws -> PreparedGeometry {
    let chains = chained(withoutLinks(try meters(core), shorterThan: radius * 2 / 3))
      .map { simplified($0, tolerance: AreaMeasures.smoothing.margin) }
    // The corners of the round ends are on the true circle, one of them straight ahead: at the cut of a straight street.
    let around = try PreparedGeometry(
      withFewerCorners(
        GeometryHandle(
          unionOfBuffers: chains.map { .lineString($0) }, radius: radius,
          quadrantSegments: AreaMeasures.quadrantSegments), radius: radius))
    // A bent street ends between two corners, up to a fifteenth of the radius outside.
    let outside = try zip(ends, around.intersects(ends.map { $0[$0.count - 1] })).filter { !$1 }.map(\.0)
    if outside.isEmpty { return around }
    return try PreparedGeometry(
      around.withBase { around throws(GEOSError) in
        try around.union(
          GeometryHandle(bufferOf: outside, radius: AreaMeasures.nib.value, quadrantSegments: 2, caps: .flat))
      })
  }

  /// Before the strips are cut and the ends put on, so that no street changes sides.
  private func withFewerCorners(_ area: consuming GeometryHandle, radius: Double) throws(GEOSError) -> GeometryHandle {
    let simpler = try area.simplified(tolerance: radius * AreaMeasures.borderShare)
    // GEOS 3.11 keeps each ring in order, but not always two rings apart.
    if try simpler.isValid() { return simpler }
    return area
  }

  /// The places where the cutoff ends on a street.
  private func cuts(_ parts: [UnreachedPart], _ lines: [[Coordinate]]) -> Set<Coordinate> {
    var cuts: Set<Coordinate> = []
    for (part, line) in zip(parts, lines) {
      if part.beginsAtCut { cuts.insert(line[0]) }
      if part.endsAtCut { cuts.insert(line[line.count - 1]) }
    }
    return cuts
  }

  /// The last metres of the lines that end at a cut, towards it.
  private func ends(of lines: [[Coordinate]], at cuts: Set<Coordinate>, radius: Double) -> [[Coordinate]] {
    let length = radius * AreaMeasures.endShare
    var ends: [[Coordinate]] = []
    for line in lines {
      let rest = planarLength(line) - length
      if cuts.contains(line[line.count - 1]) { ends.append(trimmed(line, start: max(0, rest), end: 0) ?? line) }
      if cuts.contains(line[0]) { ends.append((trimmed(line, start: 0, end: max(0, rest)) ?? line).reversed()) }
    }
    return ends
  }

  /// The strips along those unreached streets that would lie inside.
  private func strips(
    _ parts: [UnreachedPart], _ lines: [[Coordinate]], meeting area: borrowing PreparedGeometry
  ) throws -> GeometryHandle {
    let width = AreaMeasures.refusal.value
    let clearance = AreaMeasures.clearance
    var long: [[Coordinate]] = []
    var short: [[Coordinate]] = []
    for (part, line) in zip(parts, lines) {
      let line = simplified(line, tolerance: AreaMeasures.smoothing.refusal)
      guard
        let cleared = trimmed(line, start: part.beginsAtCut ? clearance : 0, end: part.endsAtCut ? clearance : 0)
      else { continue }
      for run in try runs(of: cleared, meeting: area) {
        let beginsAtCut = part.beginsAtCut && run[0] == cleared[0]
        let endsAtCut = part.endsAtCut && run[run.count - 1] == cleared[cleared.count - 1]
        // Square ends close the fans between the strips of a junction; at a cut the street is shorter by as much.
        let cuts = (beginsAtCut ? 1.0 : 0) + (endsAtCut ? 1.0 : 0)
        if cuts > 0, planarLength(run) < (cuts + 0.1) * width {
          short.append(run)
        } else if let rest = trimmed(run, start: beginsAtCut ? width : 0, end: endsAtCut ? width : 0) {
          long.append(rest)
        }
      }
    }
    let square = try GeometryHandle(bufferOf: chained(long), radius: width, quadrantSegments: 2, caps: .square)
    if short.isEmpty { return square }
    return try square.union(GeometryHandle(bufferOf: short, radius: width, quadrantSegments: 2, caps: .flat))
  }

  /// The line without the pieces outside the area.
  private func runs(
    of line: [Coordinate], meeting area: borrowing PreparedGeometry
  ) throws(GEOSError) -> [[Coordinate]] {
    guard try area.intersects(GeometryHandle(Shape.lineString(line))) else { return [] }
    guard line.count > 2 else { return [line] }
    var runs: [[Coordinate]] = []
    var isOpen = false
    for (a, b) in zip(line, line.dropFirst()) {
      let meets = try area.intersects(GeometryHandle(Shape.lineString([a, b])))
      if meets, isOpen { runs[runs.count - 1].append(b) } else if meets { runs.append([a, b]) }
      isOpen = meets
    }
    return runs
  }

  /// Without the parts that hold no reached street.
  private func onlyParts(of area: Shape, touching lines: [[Coordinate]]) throws -> Shape {
    guard area.polygons.count > 1 else { return area }
    let streets = try PreparedGeometry(.multiLineString(lines))
    return .multiPolygon(
      try area.polygons.filter { try streets.intersects(try GeometryHandle(Shape.polygon($0))) })
  }
}

import GEOS
import Geometry

extension MetricFrame {
  /// The margins without what lies behind water and barriers for every piece of the streets.
  ///
  /// - Parameters:
  ///   - core: WGS84 degrees.
  ///   - radius: of the margins.
  /// - Complexity: O(pieces) and, where obstacles lie within the radius, O(n log n) in them and the pieces beside them.
  func withoutShadows(
    _ margins: consuming PreparedGeometry, core: [[Coordinate]], radius: Double, _ obstacles: Obstacles
  ) throws -> PreparedGeometry {
    guard let first = core.first?.first else { return margins }
    let scale = LocalScale(latitude: first.y)
    let (dx, dy) = ((radius + 1) / scale.metersPerDegreeX, (radius + 1) / scale.metersPerDegreeY)
    var shadows: [Shape] = []
    var dark: [(piece: [Coordinate], shadows: [Shape])] = []
    var light: [[Coordinate]] = []
    for line in core {
      let planar = try meters(.lineString(line)).lines[0]
      for index in 0..<(line.count - 1) {
        let box = Box([line[index], line[index + 1]])
        let near = obstacles.segments(
          near: Box(minX: box.minX - dx, minY: box.minY - dy, maxX: box.maxX + dx, maxY: box.maxY + dy))
        let piece = [planar[index], planar[index + 1]]
        guard !near.isEmpty else {
          light.append(piece)
          continue
        }
        let maker = LegShadows(from: piece[0], to: piece[1], radius: radius)
        let own = try meters(.multiLineString(near.map { [$0.0, $0.1] })).lines
          .flatMap { maker.shadow($0[0], $0[1]) }.map { Shape.polygon($0) }
        if own.isEmpty { light.append(piece) } else { dark.append((piece, own)) }
        shadows += own
      }
    }
    if shadows.isEmpty { return margins }
    let all = try PreparedGeometry(GeometryHandle(repairing: shadows).unaryUnion())
    // What is dark for one piece may be in the light of another.
    var seen: [Shape] = []
    for (piece, own) in dark {
      let around = try GeometryHandle(
        bufferOf: [piece], radius: radius, quadrantSegments: AreaMeasures.quadrantSegments)
      seen.append(try around.difference(GeometryHandle(repairing: own).unaryUnion()).shape())
    }
    let near = try light.filter { piece in
      try all.intersects(GeometryHandle(bufferOf: [piece], radius: radius, quadrantSegments: 1))
    }
    seen += try near.map { piece in
      try GeometryHandle(bufferOf: [piece], radius: radius, quadrantSegments: AreaMeasures.quadrantSegments)
        .shape()
    }
    // The streets themselves, where a shadow touches them.
    seen += try dark.map { piece, _ in
      try GeometryHandle(bufferOf: [piece], radius: AreaMeasures.ribbon.value, quadrantSegments: 1, caps: .flat)
        .shape()
    }
    let bright = try union(seen.filter { !$0.isEmpty })
    return try PreparedGeometry(
      margins.withBase { margins throws(GEOSError) in
        try all.withBase { all throws(GEOSError) in
          try margins.difference(all).union(GeometryHandle(bright))
        }
      })
  }
}

extension GeometryHandle {
  /// The polygons as one collection; a quadrangle that folds over itself becomes its parts.
  fileprivate init(repairing shapes: [Shape]) throws(GEOSError) {
    var valid: [Shape] = []
    for shape in shapes {
      let repaired = try shape.repaired().shape
      valid += repaired.polygons.map { .polygon($0) }
    }
    self = try GeometryHandle(valid)
  }
}

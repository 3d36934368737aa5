import Coverage
import Geometry
import Model
import Testing

/// Lines along the equator: a degree of longitude is 6378137 π / 180 = 111319.490793 m there.
struct LinePiecesTests {
  private static let degree = 111_319.490793
  private static let line = [Coordinate(x: 0, y: 0), Coordinate(x: 0.003, y: 0), Coordinate(x: 0.01, y: 0)]

  /// 1113.19 m in pieces of at most 300 m: four of 278.30 m, whose middles lie at 1/8, 3/8, 5/8 and 7/8.
  @Test func equalPiecesWithTheirMiddles() {
    let pieces = LinePieces(line: Self.line, longest: Meters(300))
    #expect(abs(pieces.pieceLength.value - 0.0025 * Self.degree) < 1e-6)
    #expect(pieces.middles.count == 4)
    for (middle, expected) in zip(pieces.middles, [0.00125, 0.00375, 0.00625, 0.00875]) {
      #expect(abs(middle.x - expected) < 1e-12 && middle.y == 0)
    }
  }

  @Test func shortLineIsOnePieceAndAPointIsNone() {
    let short = LinePieces(line: [Coordinate(x: 0, y: 0), Coordinate(x: 0.0001, y: 0)], longest: Meters(100))
    #expect(short.middles.map(\.x) == [0.00005])
    let nothing = LinePieces(line: [Coordinate(x: 1, y: 1), Coordinate(x: 1, y: 1)], longest: Meters(100))
    #expect(nothing.middles.isEmpty && nothing.stretches(isCovered: []).isEmpty)
  }

  @Test func stretchesJoinEqualNeighboursAndKeepVertices() {
    let pieces = LinePieces(line: Self.line, longest: Meters(300))
    let stretches = pieces.stretches(isCovered: [true, true, false, true])
    #expect(stretches.map(\.isCovered) == [true, false, true])
    let expected: [[Double]] = [[0, 0.003, 0.005], [0.005, 0.0075], [0.0075, 0.01]]
    for (stretch, xs) in zip(stretches, expected) {
      #expect(stretch.line.count == xs.count)
      for (position, x) in zip(stretch.line, xs) { #expect(abs(position.x - x) < 1e-12) }
      #expect(abs(stretch.length.value - (xs.last! - xs[0]) * Self.degree) < 1e-6)
    }
    #expect(stretches.last?.line.last == Self.line.last, "the last stretch ends where the route ends")
  }

  @Test(arguments: 0..<16) func stretchesTogetherAreTheRoute(flags: Int) {
    let pieces = LinePieces(line: Self.line, longest: Meters(300))
    let isCovered = (0..<4).map { flags >> $0 & 1 == 1 }
    let stretches = pieces.stretches(isCovered: isCovered)
    #expect(abs(stretches.reduce(0) { $0 + $1.length.value } - 0.01 * Self.degree) < 1e-6)
    for (a, b) in zip(stretches, stretches.dropFirst()) {
      #expect(a.isCovered != b.isCovered && a.line.last == b.line.first)
    }
    let coveredMeters = stretches.reduce(0) { $0 + ($1.isCovered ? $1.length.value : 0) }
    #expect(abs(coveredMeters - Double(flags.nonzeroBitCount) * 0.0025 * Self.degree) < 1e-6)
  }

  /// What is not counted is in no stretch, and does not join those at its sides.
  @Test func piecesLeftOut() {
    let pieces = LinePieces(line: Self.line, longest: Meters(300))
    let stretches = pieces.stretches(isCovered: [nil, true, nil, true])
    #expect(stretches.map(\.isCovered) == [true, true])
    for (stretch, xs) in zip(stretches, [[0.0025, 0.005], [0.0075, 0.01]]) {
      #expect(abs(stretch.line[0].x - xs[0]) < 1e-12 && abs(stretch.line.last!.x - xs[1]) < 1e-12)
    }
    #expect(pieces.stretches(isCovered: [nil, nil, nil, nil]).isEmpty)
  }

  /// A vertex exactly where the coverage changes stands once in each of the two stretches.
  @Test func changeAtAVertex() {
    let line = [Coordinate(x: 0, y: 0), Coordinate(x: 0.005, y: 0), Coordinate(x: 0.01, y: 0)]
    let stretches = LinePieces(line: line, longest: Meters(600)).stretches(isCovered: [true, false])
    for (stretch, xs) in zip(stretches, [[0, 0.005], [0.005, 0.01]]) {
      #expect(stretch.line.count == 2)
      for (position, x) in zip(stretch.line, xs) { #expect(abs(position.x - x) < 1e-12) }
    }
  }

  @Test func repeatedVerticesDoNoHarm() {
    let line = [0, 0, 0.005, 0.005, 0.01, 0.01].map { Coordinate(x: $0, y: 0) }
    let pieces = LinePieces(line: line, longest: Meters(300))
    #expect(pieces.middles.count == 4 && pieces.middles.allSatisfy(\.isFinite))
    #expect(abs(pieces.middles[3].x - 0.00875) < 1e-12)
  }

  @Test func samplesOfStreetsCarryTheirLength() {
    let samples = streetSamples([Self.line, Array(Self.line.prefix(1))], spacing: Meters(300))
    #expect(samples.count == 4 && samples.allSatisfy { abs($0.length.value - 0.0025 * Self.degree) < 1e-6 })
  }
}

import Geometry
import Model
import Words

/// How the lines of a layer without node numbers become streets that meet.
///
/// ```swift
/// let noded = try StreetNoding(tolerance: Meters(0.5), joinsTJunctions: true).node(lines)
/// let graph = try RoadGraph.build(lines: noded.lines, impedance: .distance, tolerance: Meters(0))
/// ```
///
/// 1. Ends within the tolerance of each other, in chains as well, move to the southernmost of the westernmost of them.
///    None moves farther than twice the tolerance: of a wider chain each end moves by the tolerance at the most, and that
///    it was not drawn together is told.
/// 2. An end within the tolerance of a vertex of another line is joined with it; with ``joinsTJunctions`` an end within
///    the tolerance of any place of another line: that line gets a vertex at the end.
/// 3. With ``joinsCrossings`` lines that cross get a common vertex. Without it they are taken as passing each other.
/// 4. Lines on different levels (`bridge`, `tunnel`, `layer`) are joined only at their ends: an end joins any other end
///    and lines on the ground or on its own level. Vertices of different levels at one place are moved a centimetre
///    apart.
/// 5. Lines that shrink to a point and lines drawn twice with equal words are dropped.
package struct StreetNoding: Hashable, Sendable {
  /// 0 joins only equal coordinates, rounded to 1e-7 degree; ``largestTolerance`` at the most.
  package var tolerance: Meters
  package var joinsTJunctions: Bool
  package var joinsCrossings: Bool

  /// A wider one would join streets that do not meet.
  package static let largestTolerance = Meters(20)
  /// Up to 8 mm are lost when coordinates are rounded to 1e-7 degree: so near, an end lies on a line.
  static let rounding = 0.01
  /// Bends of a line towards an end may bring it near another; each round joins what the one before brought near.
  private static let mostRounds = 32

  package init(tolerance: Meters = Meters(0.5), joinsTJunctions: Bool = false, joinsCrossings: Bool = false) {
    self.tolerance = tolerance
    self.joinsTJunctions = joinsTJunctions
    self.joinsCrossings = joinsCrossings
  }

  /// The lines with common vertices where they meet, in their order, and what was done.
  ///
  /// Lines with a coordinate that is no longitude and latitude come back as they were.
  /// - Parameter lines: WGS84 degrees.
  /// - Throws: ``RoadNetworkError`` code `badValue` for a tolerance outside 0 to 20 m.
  /// - Complexity: O(n log n) time for streets of usual density, O(n) memory.
  /// Boundary inclusive. Deterministic; independent of the order of the lines. Noding what was noded changes nothing.
  package func node(_ lines: [StreetLine]) throws(RoadNetworkError) -> NodedStreets {
    guard tolerance.value.isFinite, tolerance.value >= 0, tolerance <= Self.largestTolerance else {
      throw RoadNetworkError(
        .badValue,
        Bilingual(
          "结点化容差为\(tolerance.value)米；请填写0至\(Int(Self.largestTolerance.value))米",
          "noding tolerance \(tolerance.value) m; give 0 to \(Int(Self.largestTolerance.value)) m"))
    }
    var scene = NodingScene(lines, self)
    scene.joinEnds()
    scene.dropShortLines(lines)
    for _ in 0..<Self.mostRounds {
      scene.report.keptApart = scene.movedApart
      var isChanged = scene.keepLevelsApart()
      isChanged = scene.joinEndsToLines() || isChanged
      if joinsCrossings { isChanged = scene.joinCrossings() || isChanged }
      if !isChanged { break }
    }
    scene.dropDuplicates(lines)
    scene.reportNearMisses()
    scene.reportComponents()
    return NodedStreets(lines: scene.streets(lines), report: scene.report)
  }
}

/// Streets with common vertices where they meet.
package struct NodedStreets: Hashable, Sendable {
  package var lines: [StreetLine]
  package var report: NodingReport
}

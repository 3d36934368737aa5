import Coverage
import GEOS
import Geometry
import Model
import PROJ
import RoadNetwork

/// The polygons of a result, made in the metric frame and brought back to degrees on the RFC 7946 grid.
struct LayerMaker: ~Copyable {
  private let frame: MetricFrame
  /// Half-width of a reached street in a service area.
  static let streetBuffer = Meters(30)
  /// Radius of an uncovered point in a gap.
  static let gapBuffer = Meters(100)
  /// Corners of a circle.
  private static let circleSegments = 96

  init(_ system: LocalMetricCRS) throws(PROJError) {
    frame = try MetricFrame(system)
  }

  /// Uncovered points buffered and dissolved per community, largest weight first; ties in the order of the communities.
  func gaps(_ demand: [DemandPoint], isCovered: [Bool]) throws -> [Gap] {
    var uncovered: [Int: (weight: Double, points: [Coordinate])] = [:]
    for (point, covered) in zip(demand, isCovered) where !covered && point.kind == .communities && point.weight > 0 {
      uncovered[point.owner, default: (0, [])].weight += point.weight
      uncovered[point.owner]!.points.append(point.position)
    }
    var gaps: [Gap] = []
    for (owner, gap) in uncovered.sorted(by: { $0.key < $1.key }) {
      let points = try frame.meters(.multiPoint(gap.points))
      let area = try points.buffer(Self.gapBuffer.value)
      let shape = try rfc7946(frame.degrees(area))
      gaps.append(
        Gap(community: owner, weight: gap.weight, areaSquareKilometers: try area.planarArea() / 1e6, shape: shape))
    }
    return gaps.enumerated()
      .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element)
  }

  /// Reached street parts with a margin on both sides.
  func serviceArea(_ reached: ReachedStreets) throws -> Shape {
    guard !reached.parts.isEmpty else { return .multiPolygon([]) }
    let lines = try frame.meters(.multiLineString(reached.parts)).lines.map { Shape.lineString($0) }
    let area = try unionOfBuffers(lines, radius: Self.streetBuffer.value)
    return try rfc7946(frame.degrees(area))
  }

  /// A geodesic circle.
  func circle(_ center: Coordinate, radius: Meters) throws -> Shape {
    try rfc7946(.polygon(geodesicCircle(center: center, radius: radius.value, segments: Self.circleSegments)))
  }
}

/// Draws many areas, each worker with a maker of its own; the order is that of the positions `0 ..< count`.
func drawAreas(
  _ count: Int, _ metric: LocalMetricCRS, _ options: RunOptions,
  _ draw: @escaping @Sendable (Int, borrowing LayerMaker) throws -> Shape
) async throws -> [Shape] {
  try await withThrowingTaskGroup(of: [(Int, Shape)].self) { group in
    let workers = max(1, min(options.threads, count))
    for worker in 0..<workers {
      group.addTask {
        let layers = try LayerMaker(metric)
        return try stride(from: worker, to: count, by: workers).map { ($0, try draw($0, layers)) }
      }
    }
    var shapes = [Shape](repeating: .multiPolygon([]), count: count)
    for try await part in group {
      for (index, shape) in part { shapes[index] = shape }
    }
    return shapes
  }
}

/// The metric system for the extent of everything the analysis places on the map.
func localMetricCRS(_ inputs: AnalysisInputs) throws(PROJError) -> LocalMetricCRS {
  var box = Box()
  if let area = inputs.area ?? inputs.boundary { box.add(area.box) }
  if box.isEmpty {
    for station in inputs.stations { box.add(station.position) }
    for community in inputs.communities { box.add(community.shape.box) }
    for candidate in inputs.candidates { box.add(candidate.position) }
  }
  return try localMetricCRS(box)
}

/// The metric system for an extent.
func localMetricCRS(_ box: Box) throws(PROJError) -> LocalMetricCRS {
  try PROJ.localMetricCRS(for: box)
}

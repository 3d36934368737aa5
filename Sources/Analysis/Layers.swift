import Coverage
import GEOS
import Geometry
import Model
import PROJ
import RoadNetwork

/// The polygons of a result, made in the metric frame and brought back to degrees on the RFC 7946 grid.
struct LayerMaker: ~Copyable {
  private let frame: MetricFrame
  /// Radius of an uncovered point in a gap.
  static let gapBuffer = Meters(100)
  /// Corners of a quarter of a gap's discs: 100 m are then met to within 2 m.
  private static let quadrantSegments = 4
  /// Corners of a circle.
  private static let circleSegments = 96

  init(_ system: LocalMetricCRS) throws(PROJError) {
    frame = try MetricFrame(system)
  }

  /// Uncovered points buffered and dissolved.
  func gap(_ points: [Coordinate]) throws -> (shape: Shape, squareKilometers: Double) {
    let discs = try points.map { try frame.meters(.point($0)) }
    let area = try unionOfBuffers(discs, radius: Self.gapBuffer.value, quadrantSegments: Self.quadrantSegments)
    return (try rfc7946(frame.degrees(area)), try area.planarArea() / 1e6)
  }

  /// Lines in the metric frame.
  func meters(_ shape: Shape) throws(PROJError) -> Shape { try frame.meters(shape) }

  /// A shape of the metric frame, ready to be written.
  func degrees(_ shape: Shape) throws -> Shape { try rfc7946(frame.degrees(shape)) }

  /// A geodesic circle.
  func circle(_ center: Coordinate, radius: Meters) throws -> Shape {
    // A cutoff of zero serves the spot alone.
    guard radius.value > 0 else { return .multiPolygon([]) }
    return try rfc7946(.polygon(geodesicCircle(center: center, radius: radius.value, segments: Self.circleSegments)))
  }
}

/// Draws many areas, each worker with a maker of its own; the order is that of the positions `0 ..< count`.
func drawAreas<Drawing: Sendable>(
  _ count: Int, _ metric: LocalMetricCRS, _ options: RunOptions,
  _ draw: @escaping @Sendable (Int, borrowing LayerMaker) throws -> Drawing
) async throws -> [Drawing] {
  try await withThrowingTaskGroup(of: [(Int, Drawing)].self) { group in
    let workers = max(1, min(options.threads, count))
    for worker in 0..<workers {
      group.addTask {
        let layers = try LayerMaker(metric)
        return try stride(from: worker, to: count, by: workers).map { ($0, try draw($0, layers)) }
      }
    }
    var drawings = [Drawing?](repeating: nil, count: count)
    for try await part in group {
      for (index, drawing) in part { drawings[index] = drawing }
    }
    return drawings.map { $0! }
  }
}

/// Uncovered people per community, largest weight first; ties in the order of the communities.
func drawGaps(
  _ demand: [DemandPoint], isCovered: [Bool], minutes: (Int) -> Double?, _ metric: LocalMetricCRS,
  _ options: RunOptions
) async throws -> [Gap] {
  struct Left {
    var weight = 0.0
    var points: [Coordinate] = []
    /// Of those who can reach a station.
    var reaching = 0.0
    var minutes = 0.0
  }
  var uncovered: [Int: Left] = [:]
  for (index, point) in demand.enumerated()
  where !isCovered[index] && point.kind == .communities && point.weight > 0 {
    uncovered[point.owner, default: Left()].weight += point.weight
    uncovered[point.owner]!.points.append(point.position)
    guard let minutes = minutes(index) else { continue }
    uncovered[point.owner]!.reaching += point.weight
    uncovered[point.owner]!.minutes += point.weight * minutes
  }
  let ranked = uncovered.sorted { ($1.value.weight, $0.key) < ($0.value.weight, $1.key) }
  let drawings = try await drawAreas(ranked.count, metric, options) { try $1.gap(ranked[$0].value.points) }
  return zip(ranked, drawings).map { owner, drawing in
    Gap(
      community: owner.key, weight: owner.value.weight,
      nearestMinutes: owner.value.reaching > 0 ? owner.value.minutes / owner.value.reaching : nil,
      areaSquareKilometers: drawing.squareKilometers,
      shape: drawing.shape)
  }
}

/// The metric system for the extent of everything the analysis places on the map.
func localMetricCRS(_ inputs: AnalysisInputs) throws(PROJError) -> LocalMetricCRS {
  var box = Box()
  if let area = inputs.area ?? inputs.boundary { box.add(area.box) }
  if box.isEmpty {
    for station in inputs.stations { box.add(station.position) }
    for community in inputs.communities { box.add(community.shape.box) }
    for group in inputs.workers { box.add(group.position) }
    for route in inputs.routes { box.add(Box(route.line)) }
    for candidate in inputs.candidates { box.add(candidate.position) }
  }
  return try localMetricCRS(box)
}

/// The metric system for an extent.
func localMetricCRS(_ box: Box) throws(PROJError) -> LocalMetricCRS {
  try PROJ.localMetricCRS(for: box)
}

import GEOS
import Geometry

/// What the layers are compared with: made once for an analysis, in WGS84 degrees.
package struct DatumReference: Sendable {
  /// Valid; nil without one.
  private let boundary: Shape?
  private let streets: StreetLines
  private let streetBox: Box
  /// Of boundary and streets, with a margin of some two kilometres; empty without both.
  package let extent: Box
  /// Of the last layer asked for: the next often lies in the same town.
  private var distances: (around: Box, raster: StreetDistances)?

  /// About two kilometres at any inhabited latitude.
  private static let margin = 0.02

  /// - Parameters:
  ///   - boundary: the outline of the district; nil without one.
  ///   - streets: lines; none when there are no roads.
  package init(boundary: Shape?, streets: StreetLines) throws(GEOSError) {
    self.boundary = try boundary?.repaired().shape
    self.streets = streets
    var streetBox = Box()
    streets.forEach { for coordinate in $0 where coordinate.isFinite { streetBox.add(coordinate) } }
    self.streetBox = streetBox
    var extent = streetBox
    if let boundary { extent.add(boundary.box) }
    self.extent = extent.isEmpty ? extent : extent.expanded(by: Self.margin)
  }

  package var hasStreets: Bool { !streetBox.isEmpty }

  fileprivate func isInside(_ positions: [Coordinate]) throws(GEOSError) -> [Bool] {
    var inside = positions.map(isNear)
    guard let boundary else { return inside }
    let near = positions.indices.filter { inside[$0] }
    let results = try PreparedGeometry(boundary).intersects(near.map { positions[$0] })
    for (index, result) in zip(near, results) { inside[index] = result }
    return inside
  }

  func isNear(_ position: Coordinate) -> Bool { position.isFinite && extent.contains(position) }

  /// How well each set lies along the streets; nil without streets.
  fileprivate mutating func fit(_ sets: [[Coordinate]]) -> StreetFit? {
    streetDistances(around: sets).map { Self.fit(sets, $0) }
  }

  /// Distances from the streets wherever the points may be moved; nil without streets or points.
  mutating func streetDistances(around sets: [[Coordinate]]) -> StreetDistances? {
    guard hasStreets, sets.contains(where: { !$0.isEmpty }) else { return nil }
    var box = Box()
    for set in sets { box.add(Box(set)) }
    let around = box.expanded(by: Displacements.reach / LocalScale(latitude: box.center.y).metersPerDegreeX)
    if let made = distances, made.around.contains(around) { return made.raster }
    let raster = StreetDistances(streets, around: around)
    distances = (around, raster)
    return raster
  }

  private static func fit(_ sets: [[Coordinate]], _ raster: StreetDistances) -> StreetFit {
    StreetFit(sets.map { $0.map(raster.frame.meters) }, raster)
  }
}

extension Box {
  /// True for a box inside, borders included, that is not much smaller: a raster for a province is too coarse for a town.
  fileprivate func contains(_ other: Box) -> Bool {
    other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY
      && width * height <= 4 * other.width * other.height
  }
}

/// What it takes to be certain of the best hypothesis. Measured in `docs/datum-guard.md`.
private struct Threshold {
  /// By distances: so many nats before the next, and no more than this share of random displacements as good.
  var lead: Double
  var chance: Double
  /// By rank, for layers whose points repeat each other: the next is so many times commoner among random displacements,
  /// and so many nats behind point by point.
  var odds: Double
  var pointwiseLead: Double

  /// e⁴ = 55 times less likely to be wrong than right.
  static let certain = Threshold(lead: 4, chance: 0.005, odds: 55, pointwiseLead: 6)
  /// Enough when other layers of the analysis, that state nothing either, are certain to be of the same kind; and against
  /// metres of shifted positions, which hardly anybody writes.
  static let likely = Threshold(lead: 2, chance: 0.05, odds: 20, pointwiseLead: 3)
  static let overwhelming = Threshold(lead: 10, chance: 0.001, odds: 200, pointwiseLead: 20)
  /// A displacement is chosen among thousands and so has to lead by more.
  static let move = 20.0

  func isPassed(by fit: StreetFit, _ best: Int, _ next: Int) -> Bool {
    let ahead = fit.scores[best] - fit.scores[next]
    if ahead >= lead, fit.chanceShares[best] <= chance { return true }
    return (fit.chanceShares[next] + fit.leastShare) / (fit.chanceShares[best] + fit.leastShare) >= odds
      && ahead * fit.repetition >= pointwiseLead
  }
}

/// Points asked of a layer at the most: more say the same again.
private let mostPoints = 300
/// Fewer points may lie in the right place by accident.
private let fewestPoints = 3
/// Half of a layer near the streets may be one of two zones in a file; so much is the layer.
private let certainShare = 0.75

/// Judges how a layer's coordinates are meant.
///
/// First by place: hypotheses that put fewer than half as many points near boundary and streets as the best are out.
/// What is left (in China WGS84, GCJ-02 and BD-09, half a kilometre apart) is told by how the points lie along the
/// streets (``StreetFit``).
/// - Parameter candidates: in the order in which ties fall, what is usual first.
/// - Complexity: O(candidates · points) and some two million look-ups. Deterministic.
package func judgeDatum(
  _ candidates: [DatumCandidate], against reference: inout DatumReference
) throws(GEOSError) -> DatumJudgement {
  guard !reference.extent.isEmpty, let first = candidates.first, !first.positions.isEmpty else {
    return DatumJudgement(ranking: [], certainty: .unjudged, rivalCount: 0)
  }
  var ranking: [DatumEvidence] = []
  var near: [Double] = []
  for candidate in candidates {
    let inside = try reference.isInside(candidate.positions)
    let count = Double(candidate.positions.count)
    ranking.append(
      DatumEvidence(
        hypothesis: candidate.hypothesis, pointCount: candidate.positions.count,
        shareInside: Double(inside.count { $0 }) / count))
    near.append(Double(candidate.positions.count { reference.isNear($0) }) / count)
  }
  let most = near.max() ?? 0
  guard most > 0 else { return DatumJudgement(ranking: ranking, certainty: .nowhere, rivalCount: 0) }
  let rivals = candidates.indices.filter { near[$0] * 2 >= most }
  let out = candidates.indices.filter { near[$0] * 2 < most }.sorted { (near[$1], $0) < (near[$0], $1) }

  // A layer that mostly lies elsewhere under every hypothesis proves nothing.
  let refutesFirst = rivals[0] != 0 && most >= 0.5 && first.positions.count >= fewestPoints
  guard rivals.count > 1 else {
    let isCertain = most >= certainShare && first.positions.count >= fewestPoints
    return DatumJudgement(
      ranking: (rivals + out).map { ranking[$0] }, certainty: isCertain ? .overwhelming : .doubtful,
      refutesFirst: refutesFirst, rivalCount: 1)
  }
  let sample = samplePoints(candidates, rivals, reference)
  guard let fit = reference.fit(rivals.map { rival in sample.map { candidates[rival].amongStreets[$0] } }) else {
    let order = rivals.sorted { (ranking[$1].shareInside, $0) < (ranking[$0].shareInside, $1) }
    return DatumJudgement(
      ranking: (order + out).map { ranking[$0] }, certainty: .doubtful, refutesFirst: refutesFirst,
      rivalCount: order.count)
  }
  for (place, rival) in rivals.enumerated() {
    ranking[rival].score = fit.scores[place]
    ranking[rival].chanceShare = fit.chanceShares[place]
    ranking[rival].medianDistance = fit.medians[place] < StreetDistances.limit ? fit.medians[place] : nil
  }
  let order = rivals.sorted { (ranking[$1].score ?? 0, $0) < (ranking[$0].score ?? 0, $1) }
  let places = order.map { rival in rivals.firstIndex(of: rival) ?? 0 }
  // The next by score may be the commoner one among random displacements.
  func passes(_ threshold: Threshold, againstRare: Threshold) -> Bool {
    places.dropFirst().allSatisfy { next in
      let isRare =
        candidates[order[0]].hypothesis.shift == .none && candidates[rivals[next]].hypothesis.shift == .places
      return (isRare ? againstRare : threshold).isPassed(by: fit, places[0], next)
    }
  }
  let certainty: DatumCertainty =
    passes(.overwhelming, againstRare: .overwhelming)
    ? .overwhelming
    : passes(.certain, againstRare: .likely)
      ? .certain : passes(.likely, againstRare: .likely) ? .likely : .doubtful
  let isMoved = certainty <= .likely && fit.bestMoveScore - fit.scores[places[0]] >= Threshold.move
  return DatumJudgement(
    ranking: (order + out).map { ranking[$0] }, certainty: certainty, unexplainedMove: isMoved ? fit.bestMove : nil,
    refutesFirst: refutesFirst, rivalCount: order.count)
}

/// Which points to compare with the streets: those that some rival puts near them, evenly spread over the layer.
private func samplePoints(
  _ candidates: [DatumCandidate], _ rivals: [Int], _ reference: DatumReference
) -> [Int] {
  let usable = candidates[0].positions.indices.filter { index in
    rivals.allSatisfy { candidates[$0].positions[index].isFinite }
      && rivals.contains { reference.isNear(candidates[$0].positions[index]) }
  }
  let count = min(mostPoints, usable.count)
  return (0..<count).map { usable[$0 * usable.count / count] }
}

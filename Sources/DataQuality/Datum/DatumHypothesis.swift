import Geometry
import Words

/// A shift of the Chinese map services that no `crs` of the layer states.
package enum DatumShift: Hashable, Sendable {
  case none
  /// The layer's positions were shifted before they were projected.
  case places
  /// Not the layer is shifted but the streets.
  case streets
}

/// One way of reading a layer's coordinates.
package struct DatumHypothesis: Hashable, Sendable {
  /// For people: “GCJ-02 (Amap, Tencent)”.
  package var name: Bilingual
  /// What to write as `crs:` of the layer.
  package var crs: String
  package var shift = DatumShift.none

  package init(name: Bilingual, crs: String, shift: DatumShift = .none) {
    self.name = name
    self.crs = crs
    self.shift = shift
  }

  /// What a layer is when nobody says anything.
  package static let usual = DatumHypothesis(name: Bilingual(same: "WGS84"), crs: "wgs84")
}

/// A layer's places under one hypothesis.
package struct DatumCandidate: Sendable {
  package var hypothesis: DatumHypothesis
  /// WGS84 degrees; not finite where the hypothesis has no place for a coordinate. Every candidate of a layer has the
  /// same places in the same order.
  package var positions: [Coordinate]
  /// The same where the streets, as they were read, would have them.
  package var amongStreets: [Coordinate]

  /// - Parameter amongStreets: nil when the streets are right.
  package init(_ hypothesis: DatumHypothesis, positions: [Coordinate], amongStreets: [Coordinate]? = nil) {
    self.hypothesis = hypothesis
    self.positions = positions
    self.amongStreets = amongStreets ?? positions
  }
}

/// What speaks for one hypothesis.
package struct DatumEvidence: Hashable, Sendable {
  package var hypothesis: DatumHypothesis
  package var pointCount: Int
  /// Share of the points inside the boundary; without a boundary, in the extent of the streets.
  package var shareInside: Double
  /// Median distance to the nearest street in metres, to about half a metre and 5 %; nil when it was not asked and when
  /// it is beyond 127 m.
  package var medianDistance: Double?
  /// Log-likelihood ratio against chance, nats of independent points; nil when the place alone decided.
  package var score: Double?
  /// Share of random displacements of the layer that lie along the streets as well as it does.
  package var chanceShare: Double?
}

/// How sure the guard is of the first of its ranking.
package enum DatumCertainty: Hashable, Comparable, Sendable {
  /// Nothing to compare with, or no points.
  case unjudged
  /// No hypothesis brings a single point near the boundary or the streets.
  case nowhere
  /// Several hypotheses are left that the evidence does not tell apart.
  case doubtful
  /// The first is ahead, and not by enough to use it without support.
  case likely
  /// The first is right, and no other comes near.
  case certain
  /// Certain enough to contradict what is stated.
  case overwhelming
}

/// The hypotheses by what speaks for them, the best first; ties fall in the order given.
package struct DatumJudgement: Hashable, Sendable {
  package var ranking: [DatumEvidence]
  package var certainty: DatumCertainty
  /// The displacement in metres, east and north, that would put the layer onto the streets when no hypothesis does: the
  /// mark of another datum, or of displaced streets.
  package var unexplainedMove: Coordinate?
  /// The hypothesis given first has the places far away, where another brings most of them near.
  package var refutesFirst = false

  package var best: DatumEvidence? { ranking.first }

  /// Those that the place leaves; at the front of the ranking.
  package var rivalCount: Int
  package var rivals: ArraySlice<DatumEvidence> { ranking.prefix(rivalCount) }
}

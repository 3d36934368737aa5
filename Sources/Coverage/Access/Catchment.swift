import Model
import Words

/// Costs up to a bound, which belongs to the zone, and what a head or a place there counts.
package struct CatchmentZone: Hashable, Sendable {
  /// In the unit of the cover sets; inclusive.
  package var upTo: Double
  /// Above 0.
  package var weight: Double

  package init(upTo: Double, weight: Double) {
    self.upTo = upTo
    self.weight = weight
  }
}

/// From how far a site is used, and how much less from farther away: zones one behind the other, from 0 on.
///
/// A cost that is exactly a zone's bound belongs to it, as in PySAL's `weights.step_fn`. What lies behind the last bound is
/// outside the catchment. One zone is the catchment of the plain two-step method.
package struct Catchment: Hashable, Sendable {
  /// Rising by bound.
  package let zones: [CatchmentZone]

  /// The zones of the product: 3, 6 and 10 minutes with the weights 1, 0.68 and 0.22.
  ///
  /// The weights are those of Luo and Qi (2009), An enhanced two-step floating catchment area (E2SFCA) method for measuring
  /// spatial accessibility to primary care physicians, doi:10.1016/j.healthplace.2009.06.002, for 10, 20 and 30 minutes by
  /// car, which PySAL's `Access.enhanced_two_stage_fca` takes as well; a Gaussian exp(−d²/262) has them, rounded, at the
  /// inner bounds d = 0, 10, 20. The bounds are walking times, our own judgement.
  package static let defaultZones: [(upTo: Seconds, weight: Double)] = [
    (.minutes(3), 1), (.minutes(6), 0.68), (.minutes(10), 0.22),
  ]

  /// - Parameter zones: in any order.
  /// - Throws: ``CoverageError`` code `badZone`: no zone, two with one bound, a bound or weight that is not a number above
  ///   0.
  package init(_ zones: [CatchmentZone]) throws(CoverageError) {
    guard !zones.isEmpty else {
      throw CoverageError(.badZone, Bilingual("没有分带；请至少填写一个", "there is no zone; give at least one"), context: "zones")
    }
    for zone in zones {
      guard zone.upTo > 0, zone.upTo.isFinite else {
        throw CoverageError(
          .badZone, Bilingual("有一个分带的上限为\(zone.upTo)；请填写大于0的数", "a zone ends at \(zone.upTo); give a number above 0"),
          context: "zones")
      }
      guard zone.weight > 0, zone.weight.isFinite else {
        throw CoverageError(
          .badZone,
          Bilingual(
            "上限为\(zone.upTo)的分带权重为\(zone.weight)；请填写大于0的数",
            "the zone up to \(zone.upTo) has the weight \(zone.weight); give a number above 0"), context: "zones"
        )
      }
    }
    self.zones = zones.sorted { $0.upTo < $1.upTo }
    for (zone, next) in zip(self.zones, self.zones.dropFirst()) where zone.upTo == next.upTo {
      throw CoverageError(
        .badZone,
        Bilingual(
          "有两个分带的上限同为\(zone.upTo)；请改为不同的上限，或只留一个", "two zones end at \(zone.upTo); give each another bound, or keep one"
        ), context: "zones")
    }
  }

  /// Zones in time as costs of a definition: where its cutoff is a length, what is gone at the mode's speed meanwhile.
  ///
  /// - Throws: ``CoverageError`` code `badZone`.
  package init(
    _ zones: [(upTo: Seconds, weight: Double)], _ circle: CircleDefinition, by mode: TravelMode
  ) throws(CoverageError) {
    try self.init(zones.map { CatchmentZone(upTo: circle.cost(of: $0.upTo, by: mode), weight: $0.weight) })
  }

  /// The bound of the last zone: cover sets must reach that far.
  package var reach: Double { zones.last!.upTo }

  /// The weight of the zone in which a cost lies; nil outside the catchment.
  ///
  /// - Complexity: O(zones).
  package func weight(at cost: Double) -> Double? { zones.first { cost <= $0.upTo }?.weight }
}

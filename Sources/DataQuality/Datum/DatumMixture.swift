import Geometry

/// Records of one layer that are written in two systems.
package struct DatumMixture: Sendable {
  /// What fits most of it.
  package var main: DatumHypothesis
  package var other: DatumHypothesis
  /// By how many nats each place rather fits ``other``; below zero rather ``main``.
  package var leads: [Double]
}

/// Whether some places of a layer lie along the streets under one hypothesis and others under another.
///
/// Of each place that lies better under another hypothesis the gain is summed. The same sum over a grid of displacements
/// is what chance would gain; a mixture gains clearly more than every one of them. The order of the places plays no part.
/// - Parameter candidates: the rival hypotheses, each with the same places in the same order.
/// - Returns: nil without streets, for fewer than ``fewestPlaces`` near them, and where one hypothesis explains the layer.
/// - Complexity: O(places · 2000) look-ups. Deterministic.
package func datumMixture(_ candidates: [DatumCandidate], against reference: inout DatumReference) -> DatumMixture? {
  guard candidates.count > 1 else { return nil }
  let places = candidates[0].positions.indices.filter { place in
    candidates.allSatisfy { reference.isNear($0.amongStreets[place]) }
  }
  guard places.count >= fewestPlaces else { return nil }
  let all = candidates.map { candidate in places.map { candidate.amongStreets[$0] } }
  guard let distances = reference.streetDistances(around: all) else { return nil }
  let meters = all.map { $0.map(distances.frame.meters) }
  let sample = (0..<min(mostPlaces, places.count)).map { $0 * places.count / min(mostPlaces, places.count) }
  let own = meters.map { places in sample.map { distances.steps(places[$0]) } }
  let displaced = DisplacedSteps(
    sample.map { meters[0][$0] }, distances, isChance: Displacements.all.areChance(meters))
  let laws = DistanceLaws(chance: displaced.histogram)
  // The law under which the places, each at its best, say most.
  let ratio = laws.ratios.max { best(own, $0) < best(own, $1) } ?? laws.ratios[0]
  let sums = own.map { set in set.reduce(0.0) { $0 + ratio[Int($1)] } }
  let main = sums.indices.max { (sums[$0], $1) < (sums[$1], $0) } ?? 0
  func gain(_ hypothesis: Int) -> Double {
    zip(own[hypothesis], own[main]).reduce(0) { $0 + max(0, ratio[Int($1.0)] - ratio[Int($1.1)]) }
  }
  let chance = displaced.chanceGains(over: own[main], ratio)
  let mean = chance.reduce(0, +) / Double(max(chance.count, 1))
  let variance = chance.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(chance.count, 1))
  let least = max(chance.max() ?? 0, mean + clearly * variance.squareRoot())
  let others = own.indices.filter { $0 != main }
  guard let other = others.max(by: { (gain($0), $1) < (gain($1), $0) }), gain(other) > least
  else { return nil }
  var leads = [Double](repeating: 0, count: candidates[0].positions.count)
  for (index, place) in places.enumerated() {
    leads[place] =
      ratio[Int(distances.steps(meters[other][index]))] - ratio[Int(distances.steps(meters[main][index]))]
  }
  guard leads.count(where: { $0 > 1 }) >= fewestOfAPart else { return nil }
  return DatumMixture(main: candidates[main].hypothesis, other: candidates[other].hypothesis, leads: leads)
}

private func best(_ sets: [[UInt8]], _ ratio: [Double]) -> Double {
  sets[0].indices.reduce(0) { sum, place in
    sum + (sets.map { ratio[Int($0[place])] }.max() ?? 0)
  }
}

/// Fewer places may lie well under two hypotheses by accident.
private let fewestPlaces = 12
private let fewestOfAPart = 4
/// More say the same again.
private let mostPlaces = 300
/// By so many standard deviations of chance the gain has to exceed its mean, and all of it besides.
private let clearly = 4.0

extension DisplacedSteps {
  /// By how much the places lie better at each move of chance, each where it does, than where they are.
  fileprivate func chanceGains(over own: [UInt8], _ ratio: [Double]) -> [Double] {
    var gains = [Double](repeating: 0, count: moveCount)
    for (place, own) in own.enumerated() {
      let kept = ratio[Int(own)]
      var move = 0
      for step in ofPlace(place) {
        gains[move] += max(0, ratio[Int(step)] - kept)
        move += 1
      }
    }
    return gains.indices.filter { isChance[$0] }.map { gains[$0] }
  }
}

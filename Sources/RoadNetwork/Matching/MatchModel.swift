/// The constants of the model, in metres and in negative logarithms of probabilities, found by trial on tracks cut from
/// known routes (`Benchmarks/run tracks`).
package struct MatchModel: Hashable, Sendable {
  /// What noise does not tell: streets are wider than their lines, and receivers drift.
  package var drift = 3.0
  /// Layers of a track nearer to each other than this tell nothing new.
  package var spacing = 10.0
  /// The price of turning round inside a street or at its end.
  package var turn = 8.0
  /// States dearer than their layer's best by more than this are not followed.
  package var beam = 16.0
  /// Of more places in a layer than these the farthest are left out.
  package var mostPlaces = 40
  /// ``beta(straight:noise:)``: its base, its share of the step, its share of what noise adds to a step.
  package var betaBase = 3.0
  package var betaStep = 0.05
  package var betaNoise = 1.0
  /// What a metre too few counts beside one too many: noise makes straight distances longer.
  package var short = 0.2
  /// How many radii a track may be drawn off the network and still be joined along streets.
  package var bridge = 4.0

  package init() {}

  /// The mean difference between the length of a move and the straight distance.
  func beta(straight: Double, noise: Double) -> Double {
    betaBase + betaStep * straight + betaNoise * noise * noise / max(straight, noise)
  }
}

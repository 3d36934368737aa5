/// Wall seconds of the steps of a run.
struct StepClock {
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant
  private(set) var laps: [(step: String, seconds: Double)] = []

  init() { last = clock.now }

  mutating func lap(_ step: String) {
    let now = clock.now
    let elapsed = (now - last).components
    laps.append((step, Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18))
    last = now
  }
}

/// By how much a rider goes out of the way for a station: the rule by which routes count as served.
package struct Detour: Hashable, Sendable {
  package enum Rule: String, CaseIterable, Sendable {
    /// To a station and back to the same place: for rounds of which every metre is ridden.
    case `return`
    /// Leaving at a place and joining again at it or a later one, over riding on: for trips from one end to the other.
    case through
  }

  /// At most this much, the boundary included; the time in the station does not count.
  package var extra: Cutoff
  package var rule: Rule

  package init(extra: Cutoff, rule: Rule = .return) {
    self.extra = extra
    self.rule = rule
  }

  package var lineRule: LineRule {
    switch rule {
    case .return: .return
    case .through: .through
    }
  }
}

extension CircleDefinition {
  /// A time or a length as an impedance of this definition: what the mode goes meanwhile, or needs for it.
  package func cost(of cutoff: Cutoff, by mode: TravelMode) -> Double {
    switch (cutoff, self.cutoff.unit) {
    case (.time(let seconds), _): cost(of: seconds, by: mode)
    case (.distance(let meters), .millimeters): meters.value * 1000
    case (.distance(let meters), .milliseconds): meters.value * speed(of: mode).millisecondsPerMeter
    }
  }

  /// By which rule a place of a route counts as served.
  package var routeRule: LineRule { detour?.lineRule ?? .cutoff(direction) }
}

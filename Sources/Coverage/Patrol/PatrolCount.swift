/// How much of some streets is passed, how often, and who lives along the rest.
package struct PatrolCount: Hashable, Sendable {
  package var millimeters = 0
  package var passedMillimeters = 0
  /// Passes a day times metres of street.
  package var passMeters = 0.0
  /// Who live along the streets, and of these along those never passed.
  package var people = 0.0
  package var blindPeople = 0.0

  package init() {}

  package var blindMillimeters: Int { millimeters - passedMillimeters }
  /// nil without streets.
  package var share: Double? { millimeters > 0 ? Double(passedMillimeters) / Double(millimeters) : nil }
  /// The mean over the metres of street; nil without streets.
  package var passesPerDay: Double? { millimeters > 0 ? passMeters / (Double(millimeters) / 1000) : nil }

  mutating func add(_ atom: PatrolStreets.Atom, passes: Double, people: Double) {
    millimeters += atom.millimeters
    self.people += people
    if passes > 0 {
      passedMillimeters += atom.millimeters
      passMeters += passes * Double(atom.millimeters) / 1000
    } else {
      blindPeople += people
    }
  }
}

extension PatrolStreets {
  /// One count for each community, and that of all streets.
  ///
  /// - Parameters:
  ///   - passes: a day, by atom; a street passed 0 times is never passed.
  ///   - people: by atom.
  package func count(
    passes: [Double], people: [Double], communities: Int
  ) -> (all: PatrolCount, byCommunity: [PatrolCount]) {
    var all = PatrolCount()
    var byCommunity = [PatrolCount](repeating: PatrolCount(), count: communities)
    for (number, atom) in atoms.enumerated() {
      all.add(atom, passes: passes[number], people: people[number])
      byCommunity[atom.community].add(atom, passes: passes[number], people: people[number])
    }
    return (all, byCommunity)
  }
}

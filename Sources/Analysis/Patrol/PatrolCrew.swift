import Coverage
import Model
import Siting

/// Those who ride the rounds, with the streets that each passes.
struct PatrolCrew {
  private var riders: [PatrolRider] = []
  private let streets: PatrolStreets
  private let people: [Double]
  /// Atoms of each rider, rising.
  private var passed: [[Int]] = []

  /// Who patrols on one of his routes sees what he passes on all of them.
  init(_ routes: [Route], _ streets: PatrolStreets, people: [Double]) {
    self.streets = streets
    self.people = people
    var byName: [String: Int] = [:]
    // Streets that recorded tracks share are nobody's round.
    for (number, route) in routes.enumerated() where !route.isFromTracks {
      let name = route.rider
      if let known = name.isEmpty ? nil : byName[name] {
        riders[known].routes.append(number)
        if route.isPatrol { riders[known].state = .patrols }
      } else {
        if !name.isEmpty { byName[name] = riders.count }
        riders.append(
          PatrolRider(routes: [number], state: route.isPatrol ? .patrols : .other, millimeters: 0, people: 0))
      }
    }
    for number in riders.indices {
      passed.append(Set(riders[number].routes.flatMap { streets.rounds[$0].map(\.atom) }).sorted())
      riders[number].millimeters = millimeters(passed[number])
      riders[number].people = residents(passed[number])
    }
  }

  private func millimeters(_ atoms: [Int]) -> Int { atoms.reduce(0) { $0 + streets.atoms[$1].millimeters } }
  private func residents(_ atoms: [Int]) -> Double { atoms.reduce(0) { $0 + people[$1] } }

  /// With whom to take on, what each adds, and the community that each who is in reports to.
  func riders(
    _ definition: PatrolDefinition, _ limits: SolveLimits
  ) async throws -> (all: [PatrolRider], choice: RiderChoice?, reporting: RiderChoice) {
    var crew = self
    var choice: RiderChoice?
    if let most = definition.riders {
      let found = try await bestRiders(
        passed, weights: weights(definition.aim), patrolling: riders.map { $0.state == .patrols }, most: most, limits)
      for rider in found.chosen { crew.riders[rider].state = .chosen }
      choice = found
    }
    crew.rank(definition.aim)
    let isIn = crew.riders.indices.filter { crew.riders[$0].state != .other }
    let reporting = try await reportingPlaces(
      isIn.map { passed[$0] }, communities: streets.atoms.map(\.community), weights: weights(.meters), limits)
    for (rider, community) in zip(isIn, reporting.ofRider) {
      crew.riders[rider].community = community
      crew.riders[rider].seenMillimeters = community.map { community in
        millimeters(passed[rider].filter { streets.atoms[$0].community == community })
      }
    }
    return (crew.riders, choice, reporting.choice)
  }

  /// Millimetres, or thousandths of people: whole numbers, so that sums are exact.
  private func weights(_ aim: PatrolDefinition.Aim) -> [Int] {
    switch aim {
    case .meters: streets.atoms.map(\.millimeters)
    case .people: people.map { Int(($0 * 1000).rounded()) }
    }
  }

  /// The chosen by what each adds to those before; then what the others would add, and what each alone passes.
  private mutating func rank(_ aim: PatrolDefinition.Aim) {
    let weights = weights(aim)
    let total = weights.reduce(0, +)
    var times = [Int](repeating: 0, count: streets.atoms.count)
    func take(_ rider: Int) { for atom in passed[rider] { times[atom] += 1 } }
    func new(_ rider: Int) -> [Int] { passed[rider].filter { times[$0] == 0 } }
    for rider in riders.indices where riders[rider].state == .patrols { take(rider) }
    var left = riders.indices.filter { riders[$0].state == .chosen }
    var rank = 0
    while !left.isEmpty {
      let gains = left.map { rider in new(rider).reduce(0) { $0 + weights[$1] } }
      let best = gains.indices.max { (gains[$0], -$0) < (gains[$1], -$1) }!
      let rider = left.remove(at: best)
      rank += 1
      riders[rider].rank = rank
      riders[rider].addedMillimeters = millimeters(new(rider))
      riders[rider].addedPeople = residents(new(rider))
      take(rider)
      let seen = times.indices.reduce(0) { $0 + (times[$1] > 0 ? weights[$1] : 0) }
      riders[rider].cumulativeShare = total > 0 ? Double(seen) / Double(total) : nil
    }
    for rider in riders.indices {
      if riders[rider].state == .other {
        riders[rider].addedMillimeters = millimeters(new(rider))
        riders[rider].addedPeople = residents(new(rider))
      } else {
        let own = passed[rider].filter { times[$0] == 1 }
        riders[rider].uniqueMillimeters = millimeters(own)
        riders[rider].uniquePeople = residents(own)
      }
    }
  }
}

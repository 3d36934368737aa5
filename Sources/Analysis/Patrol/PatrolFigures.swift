import Coverage
import Geometry
import Model

/// Which streets are passed by the rounds of some riders.
package struct PatrolState: Sendable {
  /// Positions among the riders, rising.
  package var riders: [Int]
  /// A day, by atom.
  package var passes: [Double]
  package var all: PatrolCount
  package var byCommunity: [PatrolCount]
  /// Finds within ``PatrolFigures/nearBlind`` of a street never passed, by report.
  package var isNearBlind: [Bool]
}

/// One who rides rounds: by the ledger's name or number, which stays here, or by a route of his own.
package struct PatrolRider: Hashable, Sendable {
  package enum State: String, Sendable {
    /// Reports already.
    case patrols
    /// To be taken on.
    case chosen
    case other
  }

  /// Positions of his routes, rising.
  package var routes: [Int]
  package var state: State
  package var millimeters: Int
  package var people: Double
  /// Of the chosen: 1 adds most to those who patrol, the next most to these, and so on.
  package var rank: Int?
  /// To those before him by rank; of the others to all who are in. Nil for who patrols.
  package var addedMillimeters: Int?
  package var addedPeople: Double?
  /// Share of the street metres, or of the people along them, with all before him and himself.
  package var cumulativeShare: Double?
  /// What he alone of those who are in passes; nil for who is not.
  package var uniqueMillimeters: Int?
  package var uniquePeople: Double?
  /// The community he reports to, and what he is expected to see there; nil for who is not in, or passes nothing.
  package var community: Int?
  package var seenMillimeters: Int?

  /// Others who are in pass all that he passes.
  package var isRedundant: Bool? { uniqueMillimeters.map { $0 == 0 } }
}

/// A piece of street with one answer.
package struct PatrolStretch: Hashable, Sendable {
  package enum State: String, Sendable {
    /// By who patrols already.
    case passed
    /// By a chosen rider.
    case planned
    /// By neither.
    case blind
  }

  /// WGS84 degrees.
  package var line: [Coordinate]
  package var millimeters: Int
  package var people: Double
  package var community: Int
  /// Empty for a street without one.
  package var name: String
  package var state: State
  package var passesToday: Double
  /// nil when nobody was to be chosen.
  package var passesWithPlan: Double?
  package var passesOfAll: Double
  /// Of its blind spot; nil for one that is passed.
  package var rank: Int?
}

/// What nobody passes of one street in one community.
package struct BlindSpot: Hashable, Sendable {
  package var community: Int
  /// Empty for a street without a name, which is a spot by itself.
  package var name: String
  package var millimeters: Int
  package var people: Double
}

/// A route's time in one community.
package struct PatrolRound: Hashable, Sendable {
  package var route: Int
  /// nil for what lies in none, or outside the area.
  package var community: Int?
  /// Of riding there, each time the route is ridden.
  package var minutes: Double
  /// How often a day it comes through.
  package var passesPerDay: Double
  /// Of the streets that count, each place once.
  package var millimeters: Int
}

/// Which streets the rounds of riders pass, and whom to take on.
package struct PatrolFigures: Sendable {
  package var definition: PatrolDefinition
  package var streets: PatrolStreets
  /// Who live along each atom, and in communities without a street.
  package var people: [Double]
  package var peopleWithoutStreet: Double
  /// Positions of communities that are no polygons.
  package var withoutOutline: [Int]
  package var riders: [PatrolRider]
  /// nil when nobody is to be chosen.
  package var choice: RiderChoice?
  package var reporting: RiderChoice
  package var today: PatrolState
  package var withPlan: PatrolState?
  package var allRounds: PatrolState
  package var stretches: [PatrolStretch]
  /// What is left blind, most people first; of as many the longer one.
  package var blindSpots: [BlindSpot]
  package var rounds: [PatrolRound]
  /// The community of each find; nil for none.
  package var communityOfReport: [Int?]

  /// Metres from a street never passed within which a find is near it, inclusive.
  package static let nearBlind = 30.0

  /// What is left: with the chosen riders, else today.
  package var end: PatrolState { withPlan ?? today }
}

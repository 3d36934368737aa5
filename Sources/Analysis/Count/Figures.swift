import Coverage
import Model

/// One figure of one group, today and with the plan.
package struct GroupFigure: Hashable, Sendable {
  package var group: DemandGroup
  /// What it is about: a service, a period, a method; empty where the figure says all.
  package var subject = ""
  package var figure: String
  /// Of which it is a share; nil when it is none.
  package var weight: Double?
  package var today: Double?
  /// nil without a plan, too.
  package var withPlan: Double?
}

/// The share of a group that is served in one hour of the week.
package struct HourFigure: Hashable, Sendable {
  package var group: DemandGroup
  /// 0 is Monday.
  package var weekday: Int
  package var hour: Int
  package var today: Double?
  package var withPlan: Double?
}

/// What is lost when stations close, of those in operation or of those of the plan as well.
package struct ClosureFigure: Hashable, Sendable {
  package var isWithPlan: Bool
  package var closed: [SiteIndex]
  /// 1 loses most, stations and pairs apart.
  package var rank: Int
  /// Residents, heads, trip-kilometres.
  package var lost: [DemandKind: Double]
  /// Of the weighted mean share that siting raises.
  package var lostValue: Double
  /// Positions of the communities that lose some residents, the most first.
  package var communities: [Int]
  /// Positions of those that were mostly covered (half or more) and are no more.
  package var flipped: [Int]
}

/// With what, when, for whom, and whether it would hold: the tables besides the headline figures.
package struct Figures: Hashable, Sendable {
  /// Per service and for the full set.
  package var services: [GroupFigure] = []
  package var periods: [GroupFigure] = []
  package var hours: [HourFigure] = []
  package var groups: [GroupFigure] = []
  package var fairness: [GroupFigure] = []
  package var access: [GroupFigure] = []
  package var closures: [ClosureFigure] = []
  /// nil when no visits are asked for.
  package var load: LoadFigures?
  /// In the order of the layer.
  package var routes: [RouteFigure] = []
  package var corridors: [CorridorFigure] = []
  /// What rests on hours that nobody knows; nil where all are known or no period is asked for.
  package var unknownHours: UnknownHoursFigure?
  /// Stations in operation that are open at every minute of the week, by what is known.
  package var roundTheClock: [Int] = []
  /// One for each worker group; empty for none.
  package var townsOfWorkers: [String] = []
  /// Hours of the week in which each station is open, by what is known.
  package var openHours: [Double] = []
}

/// How far figures of periods rest on hours that nobody knows.
package struct UnknownHoursFigure: Hashable, Sendable {
  /// Positions of the stations without hours, or with hours that are not understood.
  package var withoutHours: [Int]
  /// Of those that state a time as unknown, such as an open end.
  package var partly: [Int]
  /// Per period and kind: the share of person-hours as counted, and when the unknown is taken the other way.
  package var shares: [Share]

  package struct Share: Hashable, Sendable {
    package var period: String
    package var kind: DemandKind
    package var counted: Double?
    package var otherwise: Double?
  }
}

import Coverage
import Model

/// Figures of one state of the stations besides coverage whatever the hour: those of the tables `periods`, `hours` and
/// `groups` of a run with the same stations.
package struct StateFigures: Hashable, Sendable {
  /// What can be asked for.
  package enum Part: String, Hashable, CaseIterable, Sendable {
    case periods, hours, groups
  }

  /// A period of the analysis, with the shares of the whole district by kind; a kind without owners has none.
  package struct Period: Hashable, Sendable {
    package var name: String
    package var byKind: [DemandKind: PeriodShares]
  }

  /// A town or a trade, and how much of it is covered.
  package struct Group: Hashable, Sendable {
    package var group: DemandGroup
    package var share: CoveredShare
  }

  /// In the order of the analysis; nil when not asked for.
  package var periods: [Period]?
  /// Per kind the share of person-hours served in each of 168 hours, Monday 00:00 first: nil where nobody is there; nil as
  /// a whole when not asked for.
  package var hours: [DemandKind: [Double?]]?
  /// In the order of the table `groups`; nil when not asked for.
  package var groups: [Group]?

  /// Nothing is asked for.
  package init() {}
}

/// Makes ``StateFigures`` of any state of the stations: what does not depend on them is made once.
struct StateMeter {
  private let demandPoints: [DemandPoint]
  private let coverage: CoverageDefinition
  /// Today's stations.
  private let known: [Station: WeekMinutes]
  /// Positions of the district by kind.
  private let districts: [DemandKind: Int]
  private let inPeriods: PeriodDemand
  private let inHours: PeriodDemand
  /// Towns and trades with their demand points.
  private let members: [(group: DemandGroup, points: [Int])]

  /// - Throws: `GEOSError` for an outline that cannot be repaired.
  init(_ prepared: PreparedAnalysis) throws {
    let groups = prepared.inputs.demandGroups(townsOfWorkers: try prepared.inputs.townsOfWorkers())
    let points = prepared.demand.points
    let coverage = prepared.file.coverage
    let presence = prepared.inputs.presences(CountedWeek(coverage))
    func demand(in periods: [WeekMinutes]) -> PeriodDemand {
      PeriodDemand(points, groups, presences: presence.all, ofOwner: presence.ofOwner, periods: periods) {
        $0.level == .district
      }
    }
    inPeriods = demand(in: coverage.periods.map(\.minutes))
    inHours = demand(in: WeekMinutes.hours)
    districts = Dictionary(
      uniqueKeysWithValues: groups.groups.indices.filter { groups.groups[$0].level == .district }.map {
        (groups.groups[$0].kind, $0)
      })
    members = zip(groups.groups, groups.points(points)).filter { [.town, .trade].contains($0.0.level) }
      .map { ($0, $1) }
    known = Dictionary(
      prepared.inputs.stations.map { ($0, Self.minutes($0, coverage)) }, uniquingKeysWith: { first, _ in first })
    demandPoints = points
    self.coverage = coverage
  }

  private static func minutes(_ station: Station, _ coverage: CoverageDefinition) -> WeekMinutes {
    StationWeek(station.hours, CountedWeek(coverage), at: station.position).minutes(coverage.unknownHours)
  }

  /// - Parameters:
  ///   - stations: of the state, in any order, each with what it covers.
  ///   - isCovered: by them, one flag per demand point.
  /// - Complexity: O(pairs + demand points) for each part; for periods and hours also O((presence, class) pairs x periods).
  func figures(
    _ parts: Set<StateFigures.Part>, _ stations: [(Station, CoverRow)], isCovered: [Bool]
  ) -> StateFigures {
    var figures = StateFigures()
    if !parts.isDisjoint(with: [.periods, .hours]) {
      let served = ServedWeek(
        demandCount: demandPoints.count,
        sites: stations.map { ($1.demand[...], known[$0] ?? Self.minutes($0, coverage)) })
      if parts.contains(.periods) {
        let shares = inPeriods.shares(served)
        figures.periods = coverage.periods.enumerated().map { index, period in
          .init(name: period.name, byKind: districts.mapValues { shares[$0][index] })
        }
      }
      if parts.contains(.hours) {
        let shares = inHours.shares(served)
        figures.hours = districts.mapValues { shares[$0].map(\.personHours.share) }
      }
    }
    if parts.contains(.groups) {
      figures.groups = members.map { group, points in
        .init(group: group, share: coveredShare(of: points, demandPoints, isCovered: isCovered))
      }
    }
    return figures
  }
}

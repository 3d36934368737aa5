import Coverage
import Geometry
import Model
import Words

/// Who is served when: the tables of periods and of the hours of the week.
struct PeriodFigures {
  private let prepared: PreparedAnalysis
  private let groups: DemandGroups
  private let presence: (all: [Presence], ofOwner: [DemandKind: [Int]])
  private let periods: [CoverageDefinition.Period]
  private let stations: [StationWeek]
  private let built: StationWeek

  private var coverage: CoverageDefinition { prepared.file.coverage }

  init(_ prepared: PreparedAnalysis, _ groups: DemandGroups) {
    self.prepared = prepared
    self.groups = groups
    let week = CountedWeek(prepared.file.coverage)
    periods = prepared.file.coverage.periods
    stations = prepared.inputs.stations.map { StationWeek($0.hours, week, at: $0.position) }
    built = StationWeek(prepared.file.siting.buildsWith.hours, week)
    presence = prepared.inputs.presences(week)
  }

  /// Whether a figure is asked for that rests on hours.
  private var countsTime: Bool { !periods.isEmpty || coverage.visits != nil }

  /// Whether hours are asked for or told by any station.
  private var isAsked: Bool { countsTime || prepared.inputs.stations.contains { $0.hours != nil } }

  func fill(_ figures: inout Figures, plan: PlannedSites?) {
    figures.roundTheClock = stations.indices.filter { stations[$0].open == .all }
    figures.openHours = stations.map { Double($0.open.count) / 60 }
    guard isAsked else { return }
    let standing = prepared.inputs.sites.stationIndices
    let today = served(standing, coverage.unknownHours)
    let planned = plan.map { served(standing + $0.new, coverage.unknownHours, $0.fittings) }
    figures.periods = periodTable(
      today, planned, around: served(standing, nil), aroundPlanned: plan.map { served(standing + $0.new, nil) })
    figures.hours = hourTable(today, planned)
    figures.unknownHours = unknown(today)
  }

  /// - Parameters:
  ///   - unknown: nil as if every site were always open.
  ///   - fittings: of sites whose hours a plan changes.
  private func served(
    _ sites: [SiteIndex], _ unknown: CoverageDefinition.UnknownHours?, _ fittings: [SiteIndex: Fitting] = [:]
  ) -> ServedWeek {
    let covers = prepared.reach.covers
    return ServedWeek(
      demandCount: covers.demandCount,
      sites: sites.map { site in
        let week = prepared.inputs.sites.isStation(site) ? stations[site.rawValue] : built
        return (covers.demand(of: site), unknown.map { fittings[site]?.open ?? week.minutes($0) } ?? .all)
      })
  }

  private func demand(
    in periods: [WeekMinutes], isWanted: (DemandGroup) -> Bool = { _ in true }
  ) -> PeriodDemand {
    PeriodDemand(
      prepared.demand.points, groups, presences: presence.all, ofOwner: presence.ofOwner, periods: periods,
      isWanted: isWanted)
  }

  /// - Parameter around: who has a station at all, open or not.
  private func periodTable(
    _ today: ServedWeek, _ planned: ServedWeek?, around: ServedWeek, aroundPlanned: ServedWeek?
  ) -> [GroupFigure] {
    let demand = demand(in: periods.map(\.minutes))
    let now = demand.shares(today)
    let then = planned.map(demand.shares)
    let near = demand.shares(around)
    let nearThen = aroundPlanned.map(demand.shares)
    let measures: [(name: String, path: KeyPath<PeriodShares, CoveredShare>)] = [
      ("person-hours", \.personHours), ("throughout", \.throughout), ("ever", \.ever),
    ]
    func gap(_ near: CoveredShare?, _ served: CoveredShare?) -> Double? {
      guard let near = near?.share, let served = served?.share else { return nil }
      return near - served
    }
    return periods.indices.flatMap { period in
      groups.groups.indices.flatMap { group in
        func figure(_ name: String, _ weight: Double, _ today: Double?, _ withPlan: Double?) -> GroupFigure {
          GroupFigure(
            group: groups.groups[group], subject: periods[period].name, figure: name, weight: weight, today: today,
            withPlan: withPlan)
        }
        let shares = now[group][period]
        return measures.map { measure in
          let share = shares[keyPath: measure.path]
          return figure(
            measure.name, measure.name == "person-hours" ? share.total / 60 : share.total, share.share,
            then?[group][period][keyPath: measure.path].share)
        } + [
          figure(
            "gap", shares.ever.total, gap(near[group][period].ever, shares.ever),
            gap(nearThen?[group][period].ever, then?[group][period].ever))
        ]
      }
    }
  }

  /// The district, towns and trades, hour by hour.
  private func hourTable(_ today: ServedWeek, _ planned: ServedWeek?) -> [HourFigure] {
    func isWanted(_ group: DemandGroup) -> Bool { [.district, .town, .trade].contains(group.level) }
    let demand = demand(in: WeekMinutes.hours, isWanted: isWanted)
    let now = demand.shares(today)
    let then = planned.map(demand.shares)
    return groups.groups.indices.filter { isWanted(groups.groups[$0]) }.flatMap { group in
      WeekMinutes.hours.indices.map { hour in
        HourFigure(
          group: groups.groups[group], weekday: hour / 24, hour: hour % 24,
          today: now[group][hour].personHours.share, withPlan: then?[group][hour].personHours.share)
      }
    }
  }

  /// The same with the unknown taken the other way; nil where nothing is unknown, without shares where no period is
  /// asked for.
  private func unknown(_ today: ServedWeek) -> UnknownHoursFigure? {
    let withoutHours = stations.indices.filter { stations[$0].hasNoHours }
    let partly = stations.indices.filter { !stations[$0].hasNoHours && !stations[$0].unknown.isEmpty }
    guard countsTime, !withoutHours.isEmpty || !partly.isEmpty else { return nil }
    let other = served(
      prepared.inputs.sites.stationIndices, coverage.unknownHours == .open ? .closed : .open)
    func isWanted(_ group: DemandGroup) -> Bool { group.level == .district }
    let demand = demand(in: periods.map(\.minutes), isWanted: isWanted)
    let counted = demand.shares(today)
    let otherwise = demand.shares(other)
    return UnknownHoursFigure(
      withoutHours: withoutHours, partly: partly,
      shares: periods.indices.flatMap { period in
        groups.groups.indices.filter { isWanted(groups.groups[$0]) }.map { group in
          .init(
            period: periods[period].name, kind: groups.groups[group].kind,
            counted: counted[group][period].personHours.share,
            otherwise: otherwise[group][period].personHours.share)
        }
      })
  }

  private var residentsPresence: Presence {
    presence.ofOwner[.communities]?.first.map { presence.all[$0] } ?? .always
  }

  /// Residents whom a station serves at all, and at no minute of a period or only at some: by period, then community.
  func gaps() -> [PeriodGap] {
    guard !periods.isEmpty else { return [] }
    let today = served(prepared.inputs.sites.stationIndices, coverage.unknownHours)
    return periods.flatMap { period in
      // Residents are there by one profile, or always. 0 never, 1 at times, 2 throughout.
      let there = residentsPresence.minutes.intersection(period.minutes)
      let states = today.classes.map { open in
        let served = open.intersection(there)
        return there.isEmpty || served.count == there.count ? 2 : served.isEmpty ? 0 : 1
      }
      var points: [Int: [Int]] = [:]
      for (index, point) in prepared.demand.points.enumerated()
      where point.kind == .communities && point.weight > 0 && states[today.ofPoint[index]] < 2 {
        points[point.owner * 2 + states[today.ofPoint[index]], default: []].append(index)
      }
      return points.sorted { $0.key < $1.key }.map {
        PeriodGap(period: period.name, community: $0.key / 2, isNever: $0.key % 2 == 0, points: $0.value)
      }
    }
  }
}

/// Residents of one community whom no station serves in a period, or not throughout.
package struct PeriodGap: Hashable, Sendable {
  package var period: String
  package var community: Int
  /// False: at some minutes.
  package var isNever: Bool
  /// Positions among the demand points, rising.
  package var points: [Int]
}

extension AnalysisInputs {
  /// When the demand of each owner is there: by the profile of its trade or kind, and by hours of its own.
  func presences(_ week: CountedWeek) -> (all: [Presence], ofOwner: [DemandKind: [Int]]) {
    var all = [Presence.always]
    var numbers = [Presence.always: 0]
    func number(_ presence: Presence) -> Int {
      if let number = numbers[presence] { return number }
      numbers[presence] = all.count
      all.append(presence)
      return all.count - 1
    }
    func profile(_ kind: DemandKind, _ trade: String) -> [Double]? { profiles[trade] ?? profiles[kind.rawValue] }
    func presence(
      _ kind: DemandKind, _ trade: String = "", _ hours: String? = nil, at position: Coordinate? = nil
    ) -> Int {
      let own = hours.flatMap { try? OpeningHours(parsing: $0) }
        .flatMap { try? week.minutes($0, at: position.map { SunPlace(at: $0) }) }
      return number(Presence(within: own.map { $0.open.union($0.unknown) } ?? .all, hourly: profile(kind, trade)))
    }
    let residents = presence(.communities)
    let ofOwner: [DemandKind: [Int]] = [
      .communities: communities.map { _ in residents },
      .workers: workers.map { presence(.workers, $0.trade, $0.hours, at: $0.position) },
      .routes: routes.map { presence(.routes, $0.trade) },
    ]
    return (all, ofOwner)
  }
}

extension PeriodFigures {
  /// Firms that by their hours and the profile of their trade are there at no minute of the week.
  var absentFindings: [QualityFinding] {
    zip(prepared.inputs.workers, presence.ofOwner[.workers] ?? []).filter { presence.all[$1].minutes.isEmpty }.map {
      QualityFinding(
        .warning, .neverOpen, layer: "workers", record: $0.0.id.rawValue, field: "hours", value: $0.0.hours,
        at: [$0.0.position],
        message:
          Bilingual(
            "按所填时间和该行业的时间分布，该处始终无人；不计入任何时段，也没有到访",
            "by its hours and the profile of its trade nobody is ever there; it counts in no period and makes no visits"
          ),
        fix: Bilingual("请更正时间或时间分布", "correct the hours or the profile"))
    }
  }
}

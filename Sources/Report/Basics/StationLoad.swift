import Analysis
import Coverage
import Model
import Words

/// One station's visits beside what it has room for.
struct StationLoad {
  var site: SiteIndex
  var name: String
  /// nil for a proposed site.
  var today: HourlyVisits?
  /// nil without a plan.
  var withPlan: HourlyVisits?
  /// As the records say; nil where they do not.
  var observed: Double?
  var seats: Double?
  var capacity: Double?

  init(_ result: AnalysisResult, _ load: LoadFigures, _ site: SiteIndex) {
    let station = result.inputs.sites.isStation(site) ? result.inputs.stations[site.rawValue] : nil
    self.site = site
    name = result.inputs.sites.name(site)
    today = load.today.visits(of: site)
    withPlan = load.withPlan?.visits(of: site)
    observed = station?.visits
    seats = station?.seats
    capacity =
      station == nil ? result.file.siting.buildsWith.capacity : station?.capacity
  }

}

/// Stations that have not room for all they expect.
struct Overload {
  var station: StationLoad
  var visits: HourlyVisits
  /// Of the week, in which more are there than seats; nil when there is no such hour or no word of seats.
  var peak: Int?
  /// Mean number of visitors in that hour.
  var occupancy: Double
  var hoursOver: Int
  var isOverCapacity: Bool
}

extension LoadFigures {
  /// Of a state, in the order of its sites.
  func overloads(_ result: AnalysisResult, _ state: LoadState) -> [Overload] {
    zip(state.sites, state.visits).compactMap { site, visits in
      let station = StationLoad(result, self, site)
      let over = station.seats.map { visits.hoursOver(seats: $0, staying: definition.dwellHours) } ?? 0
      let isOver = station.capacity.map(visits.isOver) ?? false
      guard over > 0 || isOver else { return nil }
      let peak = over > 0 ? visits.peak(staying: definition.dwellHours) : nil
      return Overload(
        station: station, visits: visits, peak: peak,
        occupancy: peak.map { visits.occupancy(staying: definition.dwellHours)[$0] } ?? 0, hoursOver: over,
        isOverCapacity: isOver)
    }
  }
}

/// An hour of the week, Monday 00:00 first, such as 周一12时 and Mo 12:00.
func hourOfWeek(_ hour: Int) -> Bilingual {
  let days = [("一", "Mo"), ("二", "Tu"), ("三", "We"), ("四", "Th"), ("五", "Fr"), ("六", "Sa"), ("日", "Su")]
  return Bilingual("周\(days[hour / 24].0)\(hour % 24)时", "\(days[hour / 24].1) \(hour % 24):00")
}

import Analysis
import ArgumentParser
import Model
import Report

struct HoursCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hours", abstract: "Show what a text of opening hours means between two minutes.",
    discussion: """
      Examples:
        servicecircle hours "Mo-Fr 09:00-17:30; Sa 10:00-12:00" --from "2026-11-30 00:00" --to "2026-12-07 00:00"
        servicecircle hours 工作日9:00-17:30 --from 2026-10-01 --to 2026-10-12 --holidays holidays.yaml --json
        servicecircle hours sunrise-sunset --from 2026-11-30 --to 2026-12-01 --place 103.82,29.41
      The file of holidays reads, for example:
        holidays: {public: [2026-10-01..2026-10-07], workdays: [2026-10-10]}
      Times are local. A text that is not understood ends with exit code 1, the place and the reason.
      """)

  @Argument(help: "The text, in OpenStreetMap's opening_hours language or as offices in China write it.") var text:
    String
  @Option(help: "The first minute, as YYYY-MM-DD HH:MM or YYYY-MM-DD.") var from: String
  @Option(help: "The minute after the last.") var to: String
  @Option(help: "The clock of the place, as Asia/Shanghai or +08:00; only sun times depend on it.")
  var timezone = "Asia/Shanghai"
  @Option(help: "A file with the lists of public holidays and make-up workdays.") var holidays: String?
  @Option(help: "Where the sun rises, as LON,LAT in degrees.") var place: String?
  @OptionGroup var common: CommonOptions

  private var zone: CivilTimeZone? { CivilTimeZone(parsing: timezone) }

  private var sunPlace: SunPlace? {
    guard let zone, let degrees = place?.split(separator: ",", omittingEmptySubsequences: false).map({ Double($0) }),
      degrees.count == 2, let longitude = degrees[0], let latitude = degrees[1],
      (-180...180).contains(longitude), (-90...90).contains(latitude)
    else { return nil }
    return SunPlace(longitude: longitude, latitude: latitude, zone: zone)
  }

  func validate() throws {
    for (name, value) in [("from", from), ("to", to)] where CivilMinute(parsing: value) == nil {
      throw ValidationError("--\(name) “\(value)” is no minute. Write YYYY-MM-DD HH:MM, for example 2026-11-30 00:00.")
    }
    guard let start = CivilMinute(parsing: from), let end = CivilMinute(parsing: to), start < end else {
      throw ValidationError("--to is not after --from. Give the later minute second.")
    }
    guard zone != nil else {
      let names = CivilTimeZone.names.map(\.name).joined(separator: ", ")
      throw ValidationError(
        "--timezone “\(timezone)” is not known. Write an offset such as +08:00, or one of \(names).")
    }
    guard place == nil || sunPlace != nil else {
      throw ValidationError("--place “\(place ?? "")” is no place. Write LON,LAT in degrees, for example 103.82,29.41.")
    }
  }

  func run() throws {
    guard let start = CivilMinute(parsing: from), let end = CivilMinute(parsing: to) else { return }
    let hours = try OpeningHours(parsing: text)
    let calendar = try holidays.map { try holidayCalendar(file: $0) } ?? .none
    var remarks: [String] = []
    if hours.needsHolidays, !calendar.isGiven {
      // 工作日 without a list are Monday to Friday; PH without one means nothing.
      if hours.namesHolidays {
        throw OpeningHoursError(
          at: 0, "the text speaks of holidays, and no list says which days those are",
          suggestion: "--holidays FILE as well")
      }
      remarks.append("No list of holidays is given: no day is taken for a public holiday or a make-up workday.")
    }
    if hours.needsPlace, sunPlace == nil {
      throw OpeningHoursError(
        at: 0, "the text follows the sun, and no place is given", suggestion: "--place LON,LAT as well")
    }
    let answer = HoursAnswer(
      try hours.spans(from: start, to: end, holidays: calendar, place: sunPlace), remarks: remarks)
    try say(common.json ? answer.json.text(.pretty) : answer.text)
    if !common.quiet { for remark in remarks { note("note: \(remark)") } }
  }
}

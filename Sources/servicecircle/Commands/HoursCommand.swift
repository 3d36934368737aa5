import Analysis
import ArgumentParser
import Model
import Report
import Words

struct HoursCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "hours",
      abstract: words("说明一段开放时间文字在两个时刻之间的含义。", "Show what a text of opening hours means between two minutes."),
      discussion: words(
        """
        示例：
          servicecircle hours "Mo-Fr 09:00-17:30; Sa 10:00-12:00" --from "2026-11-30 00:00" --to "2026-12-07 00:00"
          servicecircle hours 工作日9:00-17:30 --from 2026-10-01 --to 2026-10-12 --holidays holidays.yaml --json
          servicecircle hours sunrise-sunset --from 2026-11-30 --to 2026-12-01 --place 103.82,29.41
        节假日文件的写法，例如：
          holidays: {public: [2026-10-01..2026-10-07], workdays: [2026-10-10]}
        时间均为当地时间。无法识别的文字以退出码1结束，并指出位置和原因。
        """,
        """
        Examples:
          servicecircle hours "Mo-Fr 09:00-17:30; Sa 10:00-12:00" --from "2026-11-30 00:00" --to "2026-12-07 00:00"
          servicecircle hours 工作日9:00-17:30 --from 2026-10-01 --to 2026-10-12 --holidays holidays.yaml --json
          servicecircle hours sunrise-sunset --from 2026-11-30 --to 2026-12-01 --place 103.82,29.41
        The file of holidays reads, for example:
          holidays: {public: [2026-10-01..2026-10-07], workdays: [2026-10-10]}
        Times are local. A text that is not understood ends with exit code 1, the place and the reason.
        """))
  }

  @Argument(
    help: .words(
      "开放时间文字，用OpenStreetMap的opening_hours写法或国内单位通常的写法。",
      "The text, in OpenStreetMap's opening_hours language or as offices in China write it."))
  var text: String
  @Option(help: .words("起始时刻，写成YYYY-MM-DD HH:MM或YYYY-MM-DD。", "The first minute, as YYYY-MM-DD HH:MM or YYYY-MM-DD."))
  var from: String
  @Option(help: .words("终止时刻（不含）。", "The minute after the last.")) var to: String
  @Option(
    help: .words(
      "当地时区，写成Asia/Shanghai或+08:00；只有日出日落时间与此有关。",
      "The clock of the place, as Asia/Shanghai or +08:00; only sun times depend on it."))
  var timezone = "Asia/Shanghai"
  @Option(help: .words("列出法定节假日和调休上班日的文件。", "A file with the lists of public holidays and make-up workdays."))
  var holidays: String?
  @Option(help: .words("日出日落所在地点，写成经度,纬度（度）。", "Where the sun rises, as LON,LAT in degrees.")) var place: String?
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
      throw ValidationError(
        "--\(name)“\(value)”不是时刻。请写成YYYY-MM-DD HH:MM，如2026-11-30 00:00。",
        "--\(name) “\(value)” is no minute. Write YYYY-MM-DD HH:MM, for example 2026-11-30 00:00.")
    }
    guard let start = CivilMinute(parsing: from), let end = CivilMinute(parsing: to), start < end else {
      throw ValidationError(
        "--to不晚于--from。请把较晚的时刻写在--to。", "--to is not after --from. Give the later minute second.")
    }
    guard zone != nil else {
      let names = CivilTimeZone.names.map(\.name).joined(separator: ", ")
      throw ValidationError(
        "--timezone“\(timezone)”无法识别。请写与世界时的时差，如+08:00，或以下之一：\(names)。",
        "--timezone “\(timezone)” is not known. Write an offset such as +08:00, or one of \(names).")
    }
    guard place == nil || sunPlace != nil else {
      throw ValidationError(
        "--place“\(place ?? "")”不是地点。请写成经度,纬度（度），如103.82,29.41。",
        "--place “\(place ?? "")” is no place. Write LON,LAT in degrees, for example 103.82,29.41.")
    }
  }

  func run() throws {
    guard let start = CivilMinute(parsing: from), let end = CivilMinute(parsing: to) else { return }
    let hours = try OpeningHours(parsing: text)
    let calendar = try holidays.map { try holidayCalendar(file: $0) } ?? .none
    var remarks: [Bilingual] = []
    if hours.needsHolidays, !calendar.isGiven {
      // 工作日 without a list are Monday to Friday; PH without one means nothing.
      if hours.namesHolidays {
        throw OpeningHoursError(
          at: 0,
          Bilingual("文字涉及节假日，却没有清单说明是哪些日子", "the text speaks of holidays, and no list says which days those are"),
          suggestion: Bilingual("请同时写--holidays 文件", "--holidays FILE as well"))
      }
      remarks.append(
        Bilingual(
          "没有给出节假日清单：任何一天都不作为法定节假日或调休上班日。",
          "No list of holidays is given: no day is taken for a public holiday or a make-up workday."))
    }
    if hours.needsPlace, sunPlace == nil {
      throw OpeningHoursError(
        at: 0, Bilingual("文字以日出日落计时，却没有给出地点", "the text follows the sun, and no place is given"),
        suggestion: Bilingual("请同时写--place 经度,纬度", "--place LON,LAT as well"))
    }
    let answer = HoursAnswer(
      try hours.spans(from: start, to: end, holidays: calendar, place: sunPlace), remarks: remarks)
    try common.answer(answer.json, answer.text)
    if !common.quiet { for remark in remarks { note(Bilingual("说明：", "note: ") + remark) } }
  }
}

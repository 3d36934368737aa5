import Coverage
import Foundation
import Geodata
import Model
import Words

/// With what, when and for whom coverage is counted: the group `coverage` of the analysis file.
package struct CoverageDefinition: Sendable {
  /// A part of the week that coverage is counted in.
  package struct Period: Hashable, Sendable {
    package var name: String
    /// As the file has it.
    package var text: String
    package var minutes: WeekMinutes
  }

  /// What a station is while nobody knows its hours.
  package enum UnknownHours: String, CaseIterable, Sendable {
    case open, closed
  }

  /// What a station supplies to those around it.
  package enum Supply: String, CaseIterable, Sendable {
    case seats, visits, one

    /// nil when the station does not say.
    func amount(of station: Station) -> Double? {
      switch self {
      case .one: 1
      case .seats: station.seats
      case .visits: station.visits
      }
    }
  }

  /// The zones of floating catchments.
  package struct Access: Hashable, Sendable {
    /// Upper ends, rising, inclusive.
    package var zones = Catchment.defaultZones.map { Cutoff.time($0.upTo) }
    /// One for each zone.
    package var weights = Catchment.defaultZones.map(\.weight)
    package var supply = Supply.one
  }

  package var services: ServiceDefinition
  package var periods: [Period] = []
  /// The Monday of the week that was named; nil for a typical one.
  package var monday: CivilMinute?
  package var holidays: HolidayCalendar
  package var unknownHours = UnknownHours.open
  /// Whether the file says what stations without hours are.
  package var isUnknownStated = false
  package var profiles: LayerSource?
  package var access = Access()
  /// nil when no visits are asked for.
  package var visits: VisitDefinition?
  /// Names of roads along which chains are told.
  package var corridors: [String] = []
  /// A street counts when this many tracks pass it, at least.
  package var leastTrips = 3
  /// nil when no patrol is asked for.
  package var patrol: PatrolDefinition?

  /// The typical week begins on this Monday where hours depend on the date: in spring, without a holiday.
  package static let typicalMonday = CivilMinute(parsing: "2026-04-13")!

  /// - Throws: ``AnalysisError`` for hours that are not understood, a day that is none, and zones that do not rise.
  init(
    _ document: AnalysisDocument, _ words: ServiceWords, _ resolve: (String) -> String
  ) throws(AnalysisError) {
    services = try Self.services(document, words)
    holidays = try document.holidayCalendar()
    if let text = document.text("coverage.week") {
      guard let day = CivilMinute(parsing: text) else {
        throw AnalysisError(
          .badValue, Bilingual("“\(text)”不是日期。请写成2026-11-30这样。", "“\(text)” is no date. Write for example 2026-11-30."),
          at: document.at("coverage.week"))
      }
      let midnight = day.value - (day.value % 1440 + 1440) % 1440
      monday = CivilMinute(midnight - day.weekday * 1440)
    }
    let week = CountedWeek(self)
    for (name, text) in document.dictionary("coverage.periods") {
      let place = document.at("coverage.periods.\(name)")
      guard !name.trimmed.isEmpty else {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "有一个时段没有名称。请写成night: \"22:00-06:00\"这样。", "a period has no name. Write such as night: \"22:00-06:00\"."),
          at: place)
      }
      let (minutes, unknown): (WeekMinutes, WeekMinutes)
      do throws(OpeningHoursError) {
        (minutes, unknown) = try week.minutes(try OpeningHours(parsing: text))
      } catch {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "“\(text)”：\(error.told.chinese)。请写成Mo-Fr 08:00-18:00这样。",
            "“\(text)”: \(error). Write such as Mo-Fr 08:00-18:00."), at: place)
      }
      guard unknown.isEmpty else {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "“\(text)”中有的时间是否开放不明确，而时段须有起止。请写成20:00-24:00这样。",
            "“\(text)” leaves minutes unknown, and a period has a beginning and an end. Write such as 20:00-24:00."),
          at: place)
      }
      guard !minutes.isEmpty else {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "“\(text)”在\(week.monday.day)所在的一周中没有一分钟。请更正，或在coverage.week中写明含有该时段的一周，并给出holidays。",
            "“\(text)” has no minute in the week of \(week.monday.day). Correct it, or name a week in which it has under "
              + "coverage.week, with its `holidays`."),
          at: place)
      }
      periods.append(Period(name: name, text: text, minutes: minutes))
    }
    if let text = document.text("coverage.hours_unknown").flatMap(UnknownHours.init) {
      unknownHours = text
      isUnknownStated = true
    }
    if let file = document.text("coverage.profiles") {
      let path = resolve(file)
      guard FileManager.default.fileExists(atPath: path) else {
        throw AnalysisError(
          .fileMissing,
          Bilingual(
            "没有文件“\(path)”。路径以分析文件所在位置为准，请更正。", "there is no file “\(path)”. Paths are relative to the analysis file."),
          at: document.at("coverage.profiles"))
      }
      profiles = LayerSource(role: "profiles", path: path)
    }
    access = try Self.access(document)
    visits = try VisitDefinition.read(document)
    corridors = document.texts("coverage.corridors") ?? []
    leastTrips = try Self.leastTrips(document)
    patrol = try PatrolKey.read(document)
  }

  private static func services(
    _ document: AnalysisDocument, _ words: ServiceWords
  ) throws(AnalysisError) -> ServiceDefinition {
    func distinct(_ texts: [String]) -> [Service] {
      var seen: Set<Service> = []
      return texts.flatMap(words.asked).filter { seen.insert($0).inserted }
    }
    var definition = ServiceDefinition()
    if let texts = document.texts("coverage.services") { definition.counted = distinct(texts) }
    let key = "coverage.full_set"
    if let texts = document.texts(key) {
      definition.fullSet = Set(distinct(texts))
    } else {
      for kind in document.node(key)?.mapping?.keys.compactMap(\.string) ?? [] {
        let set = Set(distinct(document.texts("\(key).\(kind)") ?? []))
        if kind == "default" { definition.fullSet = set } else { definition.fullSetOfKind[kind] = set }
      }
    }
    for (kind, set) in [("default", definition.fullSet)] + definition.fullSetOfKind.sorted(by: { $0.key < $1.key })
    where set.isEmpty {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "“\(kind)”的全套设施是空的，这样每个驿站都算齐全。请至少写一项服务。",
          "the full set of “\(kind)” is empty, so every station would have it. Name a service."),
        at: document.at(key))
    }
    if let taken = definition.asked.first(where: { FullSetFigure.all.contains($0.rawValue) }) {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "“\(taken.rawValue)”在服务统计表中另有含义。请给这项服务换一个名称。",
          "“\(taken.rawValue)” is a row of its own in the table of services. Give the service another name."),
        at: document.at("coverage.services"))
    }
    guard definition.asked.count <= PointServices.most else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "连同全套设施共有\(definition.asked.count)项服务，超过一次能统计的数量。请写不超过\(PointServices.most)项。",
          "\(definition.asked.count) services, those of full sets included, are more than can be counted at once. Name at most "
            + "\(PointServices.most)."),
        at: document.at("coverage.services"))
    }
    return definition
  }

  private static func leastTrips(_ document: AnalysisDocument) throws(AnalysisError) -> Int {
    if document.node("inputs.tracks") != nil, document.node("inputs.roads") == nil {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "记录的轨迹按共同经过的道路统计，而没有给出路网。请给出inputs.roads。",
          "recorded tracks count by the streets that they share, and there are none. Give inputs.roads."),
        at: document.at("inputs.tracks"))
    }
    let key = "coverage.least_trips"
    guard let least = document.wholeNumber(key) else { return 3 }
    guard least >= 1 else {
      throw AnalysisError(
        .badValue, Bilingual("每条道路至少有一条轨迹经过。请写1或更大的数。", "a street is passed by at least one track. Give 1 or more."),
        at: document.at(key))
    }
    return least
  }

  private static func access(_ document: AnalysisDocument) throws(AnalysisError) -> Access {
    var access = Access()
    let key = "coverage.access"
    if let supply = document.text("\(key).supply").flatMap(Supply.init) { access.supply = supply }
    if let texts = document.texts("\(key).zones") {
      let zones = texts.compactMap { CutoffText.parse($0)?.cutoff }
      guard zones.first.map({ $0.cost > 0 }) ?? false,
        zip(zones, zones.dropFirst()).allSatisfy({ $0.cost < $1.cost && $0.unit == $1.unit })
      else {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "zones应由小到大，且全部为时间或全部为长度，例如[3min, 6min, 10min]。请更正。",
            "zones rise and are all times or all lengths, such as [3min, 6min, 10min]."),
          at: document.at("\(key).zones"))
      }
      access.zones = zones
    }
    if let texts = document.texts("\(key).weights") {
      access.weights = texts.compactMap { document.quantity(.fraction, of: $0) }
    }
    guard access.weights.count == access.zones.count else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "有\(access.zones.count)个分区、\(access.weights.count)个权重"
            + (document.node("\(key).weights") == nil ? "（未写此键时为1、0.68、0.22）" : "") + "。请为每个分区写一个权重。",
          "there are \(access.zones.count) zones and \(access.weights.count) weights"
            + (document.node("\(key).weights") == nil ? " (1, 0.68, 0.22 without the key)" : "")
            + ". Give one weight for each zone."),
        at: document.at(document.node("\(key).weights") == nil ? "\(key).zones" : "\(key).weights"))
    }
    guard zip(access.weights, access.weights.dropFirst()).allSatisfy(>=) else {
      throw AnalysisError(
        .badValue,
        Bilingual("权重随距离增大。请给最近的分区最大的权重。", "the weights rise with the distance. Give the nearest zone the largest."),
        at: document.at("\(key).weights"))
    }
    return access
  }
}

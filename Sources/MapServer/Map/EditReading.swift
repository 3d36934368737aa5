import Analysis
import Geodata
import Geometry
import Model
import Words

/// Edits of stations, in the words that the analysis file and ``Scenario`` have.
enum EditReading {
  static let most = 10_000
  /// Each makes the weeks of all who are near a station different; a town has a handful.
  static let mostHours = 200
  private static let kinds = ["add", "move", "close", "extra_min", "services", "hours", "capacity", "seats"]

  /// - Throws: ``Refusal`` that names the key.
  static func scenario(_ body: StrictObject) throws(Refusal) -> Scenario {
    guard body.value("edits") != nil else { return Scenario() }
    let elements = try body.elements("edits")
    guard elements.count <= most else {
      throw Refusal(
        "too-many-edits",
        Bilingual(
          "“edits”中有\(elements.count)处修改，至多\(most)处。", "“edits” has \(elements.count) edits; give at most \(most)."))
    }
    var edits: [Scenario.Edit] = []
    edits.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      edits.append(try edit(try StrictObject(element, at: "edits[\(index)]")))
    }
    let hours = Set(edits.compactMap(\.hours))
    guard hours.count <= mostHours else {
      throw Refusal(
        "too-many-hours",
        Bilingual(
          "“edits”中有\(hours.count)种开放时间，至多\(mostHours)种。",
          "“edits” has \(hours.count) different opening hours; give at most \(mostHours)."))
    }
    return Scenario(edits)
  }

  private static func edit(_ edit: StrictObject) throws(Refusal) -> Scenario.Edit {
    try edit.knowsOnly(kinds)
    guard edit.keys.count == 1, let kind = edit.keys.first else {
      throw Refusal(
        "bad-edit",
        Bilingual(
          "每处修改只写一个键：\(kinds.joined(separator: "、"))。“\(edit.path("…"))”有\(edit.keys.count)个。",
          "an edit has one key of \(kinds.joined(separator: ", ")); “\(edit.path("…"))” has \(edit.keys.count)."))
    }
    if kind == "close" { return .close(StationID(rawValue: try edit.text("close"))) }
    let change = try edit.object(kind)
    let id = StationID(rawValue: try change.text("id"))
    guard kind != "add" || id.rawValue.trimmed == id.rawValue else {
      throw Refusal(
        "bad-value",
        Bilingual(
          "“\(change.path("id"))”首尾有空白，写入文件再读就成了别的编号。请去掉。",
          "“\(change.path("id"))” has blanks at an end: out of a file it would be read as another id. Take them off."))
    }
    switch kind {
    case "add":
      try change.knowsOnly(["id", "name", "lon", "lat", "services", "hours", "extra_min", "capacity", "seats"])
      var station = Station(
        id: id, name: change.value("name") == nil ? id.rawValue : try change.text("name"),
        services: change.value("services") == nil ? [] : try services(change), hours: try hours(change),
        capacity: try amount(change, "capacity"),
        extraTime: .minutes(
          change.value("extra_min") == nil ? 0 : try change.number("extra_min", in: 0...Scenario.mostMinutes)),
        position: try position(change))
      station.seats = try amount(change, "seats")
      return .add(station)
    case "move":
      try change.knowsOnly(["id", "lon", "lat"])
      return .move(id, to: try position(change))
    case "extra_min":
      try change.knowsOnly(["id", "minutes"])
      return .setExtraTime(id, .minutes(try change.number("minutes", in: 0...Scenario.mostMinutes)))
    case "services":
      try change.knowsOnly(["id", "services"])
      return .setServices(id, try services(change))
    case "capacity":
      try change.knowsOnly(["id", "capacity"])
      return .setCapacity(id, try amount(change, "capacity"))
    case "seats":
      try change.knowsOnly(["id", "seats"])
      return .setSeats(id, try amount(change, "seats"))
    default:
      try change.knowsOnly(["id", "hours"])
      return .setHours(id, try hours(change))
    }
  }

  /// nil for not known.
  private static func hours(_ change: StrictObject) throws(Refusal) -> String? {
    change.value("hours") == nil ? nil : try change.text("hours", longest: 500)
  }

  /// nil for not known.
  private static func amount(_ change: StrictObject, _ key: String) throws(Refusal) -> Double? {
    change.value(key) == nil ? nil : try change.number(key, in: 0...Scenario.mostAmount)
  }

  private static func position(_ change: StrictObject) throws(Refusal) -> Coordinate {
    Coordinate(
      longitude: try change.number("lon", in: -180...180), latitude: try change.number("lat", in: -90...90))
  }

  /// Identifiers, such as `heat-food`.
  private static func services(_ change: StrictObject) throws(Refusal) -> Set<Service> {
    var services: Set<Service> = []
    for (index, element) in try change.elements("services").enumerated() {
      let place = "\(change.path("services"))[\(index)]"
      guard case .string(let text) = element else {
        throw StrictObject.wrong(place, Bilingual("文字", "a text"), element)
      }
      guard text.utf8.count <= 40, text.wholeMatch(of: #/[a-z][a-z0-9-]*/#) != nil else {
        throw Refusal(
          "bad-value",
          Bilingual(
            "“\(place)”为“\(text.shown)”。服务项目请写代号，例如drink、heat-food。",
            "“\(place)” is “\(text.shown)”. Write a service by its id, such as drink or heat-food."))
      }
      services.insert(Service(rawValue: text))
    }
    return services
  }
}

extension Scenario.Edit {
  fileprivate var hours: String? {
    switch self {
    case .add(let station): station.hours
    case .setHours(_, let hours): hours
    default: nil
    }
  }
}

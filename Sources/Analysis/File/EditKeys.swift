import Geodata
import Geometry
import Model
import Words
import Yams

/// `edits`: the stations of the analysis as they might be, in the words of the live map.
struct EditKeys {
  static let key = AnalysisKey(
    "edits",
    .list(
      .keys([
        AnalysisKey(
          "add",
          .keys(
            place + [
              AnalysisKey("name", .text, "default the id"), services, hours,
              AnalysisKey("extra_min", .number, "minutes added to every trip; default 0"), capacity, seats,
            ]), "a new station, under an id that none has"),
        AnalysisKey("move", .keys(place), "a station stands elsewhere"),
        AnalysisKey("close", .text, "the id of a station that is no more"),
        AnalysisKey(
          "extra_min", .keys([id, AnalysisKey("minutes", .number, "added to every trip to it or from it")]),
          "in place of what was added before"),
        AnalysisKey("services", .keys([id, services]), "all that it has"),
        AnalysisKey("hours", .keys([id, hours]), "without hours they are not known"),
        AnalysisKey("capacity", .keys([id, capacity]), "without it, not known"),
        AnalysisKey("seats", .keys([id, seats]), "without them, not known"),
      ])), "the stations in operation as they might be, one change after the other")

  private static let id = AnalysisKey("id", .text, "of the station")
  private static let place = [
    id, AnalysisKey("lon", .degrees, "WGS84"), AnalysisKey("lat", .degrees, "WGS84"),
  ]
  private static let services = AnalysisKey("services", .list(.text), "such as drink, heat-food")
  private static let hours = AnalysisKey("hours", .text, "such as Mo-Fr 08:00-18:00")
  private static let capacity = AnalysisKey("capacity", .amount, "visits a day that it can serve")
  private static let seats = AnalysisKey("seats", .amount, "places to sit")

  private let document: AnalysisDocument
  private let words: ServiceWords
  /// From 1.
  private var number = 0
  private var kind = ""
  private var change = Node.Mapping([])

  /// - Throws: ``AnalysisError`` for an entry without the one key that says what changes, or without what this needs.
  static func read(_ document: AnalysisDocument, _ words: ServiceWords) throws(AnalysisError) -> [Scenario.Edit] {
    var reading = EditKeys(document: document, words: words)
    var edits: [Scenario.Edit] = []
    for node in document.node(key.name)?.sequence ?? [] { edits.append(try reading.next(node)) }
    return edits
  }

  private init(document: AnalysisDocument, words: ServiceWords) {
    self.document = document
    self.words = words
  }

  private mutating func next(_ node: Node) throws(AnalysisError) -> Scenario.Edit {
    number += 1
    guard let entry = node.mapping, entry.count == 1, let (name, value) = entry.first.map({ ($0.key, $0.value) }) else {
      throw refuse(
        Bilingual("每项修改只写一项内容，例如close: station-2。", "one thing changes in each, such as close: station-2."),
        .badValue)
    }
    kind = name.string ?? ""
    if kind == "close" { return .close(StationID(rawValue: value.string ?? "")) }
    change = value.mapping ?? Node.Mapping([])
    let id = StationID(rawValue: try text("id"))
    guard kind != "add" || id.rawValue.trimmed == id.rawValue else {
      throw refuse(
        Bilingual("编号“\(id.rawValue)”首尾有空白。请去掉。", "the id “\(id.rawValue)” has blanks at an end. Take them off."),
        .badValue)
    }
    switch kind {
    case "add":
      var station = Station(
        id: id, name: change["name"]?.string ?? id.rawValue, services: listed ?? [], hours: change["hours"]?.string,
        capacity: try amount("capacity"),
        extraTime: .minutes(try inRange("extra_min", quantity("extra_min", .number), Scenario.mostMinutes) ?? 0),
        position: try position())
      station.seats = try amount("seats")
      return .add(station)
    case "move": return .move(id, to: try position())
    case "extra_min":
      return .setExtraTime(
        id, .minutes(try needed("minutes", inRange("minutes", quantity("minutes", .number), Scenario.mostMinutes))))
    case "services": return .setServices(id, try needed("services", listed))
    case "hours": return .setHours(id, change["hours"]?.string)
    case "capacity": return .setCapacity(id, try amount("capacity"))
    default: return .setSeats(id, try amount("seats"))
    }
  }

  private var listed: Set<Service>? {
    change["services"]?.sequence.map { Set($0.compactMap(\.string).flatMap(words.words).flatMap(words.asked)) }
  }

  private func quantity(_ name: String, _ kind: Quantity) -> Double? {
    change[name]?.string.flatMap { document.quantity(kind, of: $0) }
  }

  private func amount(_ name: String) throws(AnalysisError) -> Double? {
    try inRange(name, quantity(name, .amount), Scenario.mostAmount)
  }

  private func inRange(_ name: String, _ value: Double?, _ most: Double) throws(AnalysisError) -> Double? {
    guard let value, !(0...most).contains(value) else { return value }
    throw refuse(
      Bilingual(
        "\(name)为\(value)。请写0至\(Int(most))之间的数。", "\(name) is \(value). Give a number from 0 to \(Int(most))."),
      .badValue)
  }

  private func text(_ name: String) throws(AnalysisError) -> String { try needed(name, change[name]?.string) }

  private func position() throws(AnalysisError) -> Coordinate {
    Coordinate(
      longitude: try needed("lon", quantity("lon", .number)), latitude: try needed("lat", quantity("lat", .number)))
  }

  private func needed<Value>(_ name: String, _ value: Value?) throws(AnalysisError) -> Value {
    guard let value else {
      throw refuse(Bilingual("\(kind)缺少\(name)。请补上。", "\(kind) lacks \(name). Add it."), .missingKey)
    }
    return value
  }

  private func refuse(_ what: Bilingual, _ code: AnalysisError.Code) -> AnalysisError {
    AnalysisError(
      code, Bilingual("第\(number)处修改：", "edit \(number): ") + what, at: document.at(Self.key.name))
  }
}

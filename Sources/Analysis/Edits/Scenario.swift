import Geometry
import Model
import Words

/// Stations as they might be: edits of those in operation, in order.
///
/// ```swift
/// let scenario = Scenario([.close(old), .move(other, to: Coordinate(longitude: 103.76, latitude: 29.56))])
/// let answer = try await session.evaluate(scenario)
/// ```
public struct Scenario: Hashable, Sendable {
  /// One change of the stations in operation.
  public enum Edit: Hashable, Sendable {
    /// A new station, under an id that none has.
    case add(Station)
    /// WGS84 degrees.
    case move(StationID, to: Coordinate)
    case close(StationID)
    /// Added to every trip to it or from it, in place of what was.
    case setExtraTime(StationID, Seconds)
    /// All that it has from now on.
    case setServices(StationID, Set<Service>)
    /// In the language of opening hours; nil for not known.
    case setHours(StationID, String?)
    /// Visits a day that it can serve, 0 or more; nil for not known.
    case setCapacity(StationID, Double?)
    /// Places to sit, 0 or more; nil for not known.
    case setSeats(StationID, Double?)
  }

  public var edits: [Edit]

  /// Extra minutes are at most a day; more is a mistake.
  package static let mostMinutes = 1440.0
  /// Visits a day, and seats; more is a mistake.
  package static let mostAmount = 1e6

  /// - Parameter edits: made in this order; each sees what those before it left.
  public init(_ edits: [Edit] = []) { self.edits = edits }

  /// The stations after all edits, in the order of their ids.
  ///
  /// - Parameter standing: no two with one id.
  /// - Throws: ``ScenarioError`` with the number of the edit.
  /// - Complexity: O(stations + edits), and to sort them.
  public func stations(from standing: [Station]) throws(ScenarioError) -> [Station] {
    /// nil where one was closed.
    var stations: [Station?] = standing
    var places = Dictionary(zip(standing.map(\.id), 0...), uniquingKeysWith: { first, _ in first })
    for (number, edit) in edits.enumerated() {
      func fail(_ code: ScenarioError.Code, _ words: Bilingual) -> ScenarioError {
        ScenarioError(code, words, edit: number)
      }
      func index(of id: StationID) throws(ScenarioError) -> Int {
        if let index = places[id] { return index }
        let near = nearWord(to: id.rawValue, among: stations.compactMap(\.?.id.rawValue))
        throw fail(
          .unknownStation,
          Bilingual(
            "没有驿站“\(id.rawValue.shown)”。" + (near.map { "是否应为“\($0.shown)”？" } ?? ""),
            "there is no station “\(id.rawValue.shown)”." + (near.map { " Did you mean “\($0.shown)”?" } ?? "")))
      }
      func check(_ position: Coordinate) throws(ScenarioError) {
        guard position.isFinite, abs(position.x) <= 180, abs(position.y) <= 90 else {
          throw fail(
            .badPosition,
            Bilingual(
              "（\(position.x)，\(position.y)）不是经纬度。请写度数，经度在前。",
              "(\(position.x), \(position.y)) is no longitude and latitude. Give degrees, longitude first."))
        }
      }
      func check(_ extra: Seconds) throws(ScenarioError) {
        guard extra.value >= 0, extra.value.isFinite else {
          throw fail(
            .badExtraTime,
            Bilingual("进出时间为\(extra.value)秒。请写0或更大的数。", "the extra time is \(extra.value) s. Give zero or more."))
        }
      }
      func check(amount: Double?, _ name: Bilingual) throws(ScenarioError) {
        guard let amount, !(amount >= 0 && amount.isFinite) else { return }
        throw fail(
          .badAmount,
          Bilingual("\(name.chinese)为\(amount)。请写0或更大的数。", "\(name.english) \(amount): give zero or more."))
      }
      func check(capacity: Double?) throws(ScenarioError) {
        try check(amount: capacity, Bilingual("接待能力（人次/日）", "a capacity in visits a day is"))
      }
      func check(seats: Double?) throws(ScenarioError) { try check(amount: seats, Bilingual("座位数", "the seats are")) }
      func check(_ hours: String?) throws(ScenarioError) {
        guard let hours else { return }
        do throws(OpeningHoursError) { _ = try OpeningHours(parsing: hours) } catch {
          throw fail(
            .badHours,
            Bilingual(
              "开放时间“\(hours.shown)”无法识别：\(error.told.chinese)。请写成Mo-Su 08:00-18:00这样。",
              "the hours “\(hours.shown)” are not understood: \(error.told.english). Write such as Mo-Su 08:00-18:00."))
        }
      }
      switch edit {
      case .add(let station):
        guard places[station.id] == nil else {
          throw fail(
            .duplicateID,
            Bilingual(
              "已有驿站“\(station.id.rawValue.shown)”。请给新的驿站另编编号。",
              "there is a station “\(station.id.rawValue.shown)” already. Give the new one another id."))
        }
        try check(station.position)
        try check(station.extraTime)
        try check(station.hours)
        try check(capacity: station.capacity)
        try check(seats: station.seats)
        places[station.id] = stations.count
        stations.append(station)
      case .move(let id, let position):
        try check(position)
        stations[try index(of: id)]?.position = position
      case .close(let id):
        stations[try index(of: id)] = nil
        places[id] = nil
      case .setExtraTime(let id, let extra):
        try check(extra)
        stations[try index(of: id)]?.extraTime = extra
      case .setServices(let id, let services): stations[try index(of: id)]?.services = services
      case .setHours(let id, let hours):
        try check(hours)
        stations[try index(of: id)]?.hours = hours
      case .setCapacity(let id, let capacity):
        try check(capacity: capacity)
        stations[try index(of: id)]?.capacity = capacity
      case .setSeats(let id, let seats):
        try check(seats: seats)
        stations[try index(of: id)]?.seats = seats
      }
    }
    return stations.compactMap(\.self).sorted { precedes($0.id.rawValue, $1.id.rawValue) }
  }
}

/// An edit that cannot be made.
public struct ScenarioError: Spoken, Hashable, Sendable {
  /// What kind of fault it is.
  public enum Code: String, Hashable, Sendable {
    case unknownStation = "unknown-station"
    case duplicateID = "duplicate-id"
    case badPosition = "bad-position"
    case badExtraTime = "bad-extra-time"
    case badHours = "bad-hours"
    case badAmount = "bad-amount"
  }

  public var code: Code
  /// What is wrong and how to mend it.
  package var words: Bilingual
  /// Position among the edits.
  public var edit: Int

  init(_ code: Code, _ words: Bilingual, edit: Int) {
    self.code = code
    self.words = words
    self.edit = edit
  }

  public var message: String { words.english }

  public var told: Bilingual { Bilingual("第\(edit + 1)处修改：", "edit \(edit + 1): ") + words }
}

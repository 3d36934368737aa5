import Analysis
import Geometry
import Model
import Testing

/// Edits against what they mean: one list, gone through for every edit.
struct ScenarioTests {
  /// Few ids, so that they come again: closed and added anew, moved twice, moved when they are gone.
  private static func station(_ number: Int, _ random: inout SplitMix) -> Station {
    Station(
      id: id(number), name: "n\(number)", position: Coordinate(x: Double.random(in: 0..<1, using: &random), y: 0))
  }

  private static func id(_ number: Int) -> StationID { StationID(rawValue: "s\(number)") }

  private static func edit(_ random: inout SplitMix) -> Scenario.Edit {
    let number = Int.random(in: 0..<20, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: return .add(station(number, &random))
    case 2: return .close(id(number))
    case 3: return .move(id(number), to: Coordinate(x: Double.random(in: 0..<1, using: &random), y: 1))
    case 4: return .setExtraTime(id(number), Seconds(Double.random(in: 0..<100, using: &random)))
    case 5: return .setServices(id(number), [.charge])
    case 6: return .setSeats(id(number), Double(Int.random(in: 0..<9, using: &random)))
    default: return .setHours(id(number), "Mo-Su 08:00-18:00")
    }
  }

  /// nil for an edit that cannot be made.
  private static func made(_ edit: Scenario.Edit, _ stations: [Station]) -> [Station]? {
    var stations = stations
    func index(_ id: StationID) -> Int? { stations.firstIndex { $0.id == id } }
    switch edit {
    case .add(let station):
      guard index(station.id) == nil else { return nil }
      stations.append(station)
    case .close(let id):
      guard let index = index(id) else { return nil }
      stations.remove(at: index)
    case .move(let id, let place):
      guard let index = index(id) else { return nil }
      stations[index].position = place
    case .setExtraTime(let id, let extra):
      guard let index = index(id) else { return nil }
      stations[index].extraTime = extra
    case .setServices(let id, let services):
      guard let index = index(id) else { return nil }
      stations[index].services = services
    case .setSeats(let id, let seats):
      guard let index = index(id) else { return nil }
      stations[index].seats = seats
    case .setHours(let id, let hours):
      guard let index = index(id) else { return nil }
      stations[index].hours = hours
    case .setCapacity: return nil
    }
    return stations
  }

  @Test(arguments: UInt64(1)...20)
  func anyEditsMeanWhatTheyMeanOneByOne(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let standing = (0..<10).map { Self.station($0, &random) }
    var expected = standing
    var edits: [Scenario.Edit] = []
    var refused = 0
    for _ in 0..<300 {
      let edit = Self.edit(&random)
      if let next = Self.made(edit, expected) {
        expected = next
        edits.append(edit)
      } else {
        refused += 1
        let error = #expect(throws: ScenarioError.self) { try Scenario(edits + [edit]).stations(from: standing) }
        #expect(error?.edit == edits.count, "seed \(seed)")
        if case .add = edit {
          #expect(error?.code == .duplicateID, "seed \(seed)")
        } else {
          #expect(error?.code == .unknownStation, "seed \(seed)")
        }
      }
    }
    let stations = try Scenario(edits).stations(from: standing)
    // Numbers in ids count as numbers.
    let sorted = expected.sorted { Int($0.id.rawValue.dropFirst())! < Int($1.id.rawValue.dropFirst())! }
    #expect(stations == sorted && refused > 50, "seed \(seed)")
  }

  /// One that was closed is not what somebody can have meant.
  @Test func aClosedStationIsNotSuggested() {
    let standing = ["north", "south"].map {
      Station(id: StationID(rawValue: $0), name: $0, position: Coordinate(x: 0, y: 0))
    }
    let (north, typed) = (StationID(rawValue: "north"), StationID(rawValue: "nort"))
    let before = #expect(throws: ScenarioError.self) { try Scenario([.close(typed)]).stations(from: standing) }
    #expect(before?.message == "there is no station “nort”. Did you mean “north”?")
    let after = #expect(throws: ScenarioError.self) {
      try Scenario([.close(north), .close(typed)]).stations(from: standing)
    }
    #expect(after?.message == "there is no station “nort”.")
  }
}

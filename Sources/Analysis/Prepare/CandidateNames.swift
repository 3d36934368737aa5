import Geometry
import Model
import RoadNetwork

/// What generated candidates are called, in the language of the report.
struct CandidateNames {
  private let language: AnalysisFile.Language
  private var timesUsed: [String: Int] = [:]

  init(_ language: AnalysisFile.Language) { self.language = language }

  private func words(_ chinese: String, _ english: String) -> String {
    switch language {
    case .chinese: chinese
    case .english: english
    case .both: "\(chinese) \(english)"
    }
  }

  var cornerKind: String { words("街角", "street corner") }
  var streetKind: String { words("街边", "street side") }
  var placeKind: String { words("任意点", "any place") }

  /// - Parameter streets: that meet there.
  mutating func corner(_ streets: [String]) -> String {
    switch streets.count {
    case 0: numbered(words("无名路口", "unnamed corner"), always: true)
    case 1: numbered(words("\(streets[0])路口", "corner on \(streets[0])"))
    default: numbered(words("\(streets[0])与\(streets[1])路口", "corner of \(streets[0]) and \(streets[1])"))
    }
  }

  mutating func street(_ streets: [String]) -> String {
    streets.isEmpty
      ? numbered(words("无名路", "unnamed street"), always: true)
      : numbered(words("\(streets[0])沿线", "on \(streets[0])"), always: true)
  }

  mutating func place() -> String { numbered(words("地点", "place"), always: true) }

  /// Names are told apart by numbers from the second on, or always.
  private mutating func numbered(_ name: String, always: Bool = false) -> String {
    let count = timesUsed[name, default: 0] + 1
    timesUsed[name] = count
    return count == 1 && !always ? name : "\(name) \(count)"
  }
}

/// Ids of generated candidates: what they are and where, so that they stay when others come or go.
struct CandidateIDs {
  private var taken: Set<StationID>

  init(besides taken: some Sequence<StationID>) { self.taken = Set(taken) }

  mutating func id(_ kind: String, at place: Coordinate) -> StationID {
    let base = "\(kind)_\(Self.degrees(place.x))_\(Self.degrees(place.y))"
    var id = StationID(rawValue: base)
    var number = 2
    while !taken.insert(id).inserted {
      id = StationID(rawValue: "\(base)_\(number)")
      number += 1
    }
    return id
  }

  /// Seven decimals, a centimetre.
  private static func degrees(_ value: Double) -> String {
    let units = Int((value * 1e7).rounded())
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    return (units < 0 ? "-" : "") + padded.dropLast(7) + "." + padded.suffix(7)
  }
}

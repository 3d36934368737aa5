import Geodata
import Geometry
import OSM

/// The names of the streets that pass some places, from the source of the roads.
struct StreetNames {
  /// Units of 1e-7 degree, in which streets are joined.
  private struct Key: Hashable {
    var longitude: Int
    var latitude: Int

    init(_ place: Coordinate) {
      longitude = Int((place.x * 1e7).rounded())
      latitude = Int((place.y * 1e7).rounded())
    }
  }

  /// In the order of the source, each once.
  private var names: [Key: [String]] = [:]

  /// - Parameter places: vertices of streets; others have no names.
  init(_ roads: Roads?, at places: some Sequence<Coordinate>) {
    for place in places { names[Key(place)] = [] }
    func add(_ name: String, _ line: [Coordinate]) {
      guard !name.isEmpty else { return }
      for place in line {
        let key = Key(place)
        guard let known = names[key], !known.contains(name) else { continue }
        names[key] = known + [name]
      }
    }
    switch roads {
    case .openStreetMap(let data)?:
      data.forEachLine(matching: [TagFilter(key: "highway")], add)
    case .lines(let streets)?: streets.forEachNamedLine(add)
    case .saved?, nil: break
    }
  }

  func at(_ place: Coordinate) -> [String] { names[Key(place)] ?? [] }

  /// Of the street between two neighbouring vertices.
  func between(_ a: Coordinate, _ b: Coordinate) -> [String] {
    let other = at(b)
    return at(a).filter(other.contains)
  }
}

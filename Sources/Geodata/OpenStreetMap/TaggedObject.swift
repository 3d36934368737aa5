import Geometry
import OSM

/// An object of an OpenStreetMap file with its tags by their keys.
struct TaggedObject {
  /// The file, shared by its objects: to copy a reference is cheaper than all of its arrays'.
  final class File: Sendable {
    let data: OSMData

    init(_ data: OSMData) { self.data = data }
  }

  private let file: File
  private let choice: OSMChoice

  init(_ choice: OSMChoice, of file: File) {
    self.file = file
    self.choice = choice
  }

  var part: OSMFeature.Part { choice.part }
  var position: Coordinate { choice.position }
  var id: String { choice.id }

  subscript(key: String) -> String? {
    file.data.value(of: file.data.stringID(key), in: choice.tags).map { file.data.string($0) }
  }

  var isDrawnAsStreet: Bool { if case .area = part { false } else { true } }

  /// In a tunnel or culvert, or on a bridge, where one passes over or under it.
  var liesAboveOrBelow: Bool {
    ["tunnel", "bridge"].contains { self[$0].map { $0 != "no" } ?? false } || self["location"] == "underground"
  }

  /// Whether a closed way is the surface inside, by its tags; if not, it is a line that comes back to its start.
  ///
  /// Source: wiki.openstreetmap.org/wiki/Key:area and the keys that editors treat as areas.
  var isArea: Bool {
    if let word = self["area"] { return word != "no" }
    let lines: [String: Set<String>] = [
      "natural": ["coastline", "cliff", "ridge", "arete", "tree_row", "valley", "earth_bank", "gully"],
      "man_made": ["embankment", "dyke", "breakwater", "groyne", "pier", "pipeline", "cutline"],
      "leisure": ["track", "slipway"], "military": ["trench"], "aeroway": ["runway", "taxiway"],
    ]
    let surfaces: [String: Set<String>] = [
      "waterway": ["riverbank", "dock", "boatyard", "fuel"], "railway": ["station", "platform", "roundhouse"],
      "power": ["plant", "substation", "generator"], "highway": ["services", "rest_area", "platform"],
    ]
    for key in [
      "building", "landuse", "water", "amenity", "shop", "tourism", "office", "place", "boundary", "historic",
      "area:highway", "building:part", "golf", "harbour", "public_transport", "parking",
    ] where self[key].map({ $0 != "no" }) ?? false {
      return true
    }
    for (key, words) in lines { if let word = self[key], !words.contains(word), word != "no" { return true } }
    for (key, words) in surfaces { if let word = self[key], words.contains(word) { return true } }
    return false
  }
}

/// Makes tags the fields of records; objects with the same keys share the names.
struct TagFields {
  private struct Head {
    var header: FieldHeader
    /// Of each name where its value stands among the tags; nil for the length.
    var places: [Int?]
  }

  private struct Keys: Hashable {
    var keys: [Int32]
    var hasLength: Bool
  }

  /// In metres, computed.
  private static let length = "length_m"

  private let data: OSMData
  private var heads: [Keys: Head] = [:]
  private var packed = PackedValues()

  init(_ data: OSMData) {
    self.data = data
  }

  /// Sorted by name, and behind them the length of a street.
  ///
  /// - Parameters:
  ///   - tags: key, value, key, value… as string numbers.
  ///   - length: metres; nil for what is no street.
  mutating func fields(_ tags: ArraySlice<Int32>, length: Double?) -> Fields {
    let keys = stride(from: tags.startIndex, to: tags.endIndex, by: 2).map { tags[$0] }
    let head = head(Keys(keys: keys, hasLength: length != nil))
    packed.removeAll()
    for place in head.places {
      if let place {
        packed.append(.text(data.string(tags[tags.startIndex + 2 * place + 1])))
      } else if let length {
        packed.append(.number(length))
      }
    }
    return Fields(header: head.header, packed: packed.copy())
  }

  private mutating func head(_ keys: Keys) -> Head {
    if let head = heads[keys] { return head }
    // Of a key that stands twice the last value counts.
    let places = Dictionary(keys.keys.enumerated().map { (data.string($1), $0) }, uniquingKeysWith: { $1 })
    var names = places.keys.sorted()
    if keys.hasLength, places[Self.length] == nil { names.append(Self.length) }
    let head = Head(
      header: FieldHeader(names), places: names.map { keys.hasLength && $0 == Self.length ? nil : places[$0] })
    heads[keys] = head
    return head
  }
}
